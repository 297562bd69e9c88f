"""The commands by name; each is loaded when it is asked for, so that none waits for what another needs."""

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, NoReturn

import click

import coding
from coding.errors import CodingError

PLACES: Mapping[str, str] = {
    "agreement": "agreement",
    "answers": "member_check",
    "assign": "assigning",
    "finish": "assigning",
    "backup": "database",
    "check": "conclusion",
    "code": "codings",
    "codebook": "codebook",
    "codes": "codings",
    "codings": "codings",
    "conclude": "conclusion",
    "conclusions": "conclusion",
    "copy": "copying",
    "correct": "sources",
    "demo": "database",
    "display": "display",
    "duplicate": "database",
    "evaluate": "suggestion",
    "export": "codings",
    "feedback": "guidance",
    "freeze": "freezing",
    "guidance": "guidance",
    "import": "sources",
    "import-codings": "codings",
    "informants": "reduction",
    "init": "database",
    "keywords": "suggestion",
    "ledger": "reduction",
    "matrix": "reduction",
    "member": "people",
    "member-check": "member_check",
    "print": "printing",
    "propose": "conclusion",
    "pseudonyms": "protection",
    "purge": "protection",
    "query": "codings",
    "questions": "reduction",
    "rebuild": "freezing",
    "redo": "database",
    "report": "report",
    "restore": "database",
    "search": "finding",
    "segments": "sources",
    "serve": "serving",
    "sources": "sources",
    "suggest": "suggestion",
    "summaries": "reduction",
    "tables": "reduction",
    "speakers": "speakers",
    "text": "sources",
    "trace": "conclusion",
    "undo": "database",
    "user": "people",
    "verify": "verification",
}
"""Command → the module of this folder that has it."""


class _Commands(click.Group):
    """Tells a person's mistake in one sentence on stderr, and exits with 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in PLACES:
            import_module(f"coding.cli.{PLACES[cmd_name]}")
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CodingError as problem:
            stop(str(problem))
        except OSError as problem:
            stop(f"{problem.filename or ''}: {problem.strerror}")


def stop(sentence: str) -> NoReturn:
    """Tell a person why nothing was done, and exit with 1."""
    click.echo(sentence, err=True)
    sys.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(coding.__version__, prog_name="simpul")
def main() -> None:
    """Simpul: coding and analysing qualitative interviews. DB is a path or a database URL."""
