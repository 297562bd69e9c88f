"""What every command shares: how it opens a project, who acts, and how a mistake is told."""

import json
import sys
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

import click

import coding
from coding import workbench
from coding.errors import CodingError
from coding.model import Project, Query
from coding.workbench import Actor, Desk

in_project = click.option("--project", "project_name", metavar="NAME", help="Which project, where there are several.")
by_coder = click.option("--coder", metavar="NAME", help="Who acts; this machine's user without it.")
or_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


class _Commands(click.Group):
    """Tells a person's mistake in one sentence on stderr, and exits with 1."""

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


def print_json(data: object) -> None:
    """Write to standard output; ids and instants as they print."""
    json.dump(data, sys.stdout, ensure_ascii=False, indent=1, default=str)
    sys.stdout.write("\n")


def opened(db: str, project_name: str | None) -> tuple[Desk, Actor, Project]:
    """The database, this machine's user in it, and the project that is meant (ProjectNotFound)."""
    desk = workbench.open_desk(_existing(db))
    me = desk.me()
    return desk, me, workbench.pick_project(me, project_name)


def _existing(db: str) -> str:
    if "://" not in db and not Path(db).exists():
        stop(f"There is no file “{db}”. Make one with “init”.")
    return db


def acting(me: Actor, project: Project, coder: str | None) -> Actor:
    """This machine's user, or a named coder, made a member where needed."""
    if coder is None:
        return me
    return Actor(me.store, workbench.add_coder(me, project.id, coder))


def coded_by(desk: Desk, me: Actor, project: Project, ref: str | None, coder: str | None) -> Query:
    """The codings of a code (key or UUID) by a coder; all where neither is given (NotFound)."""
    codes_ = (workbench.find_code(me, project.id, ref).id,) if ref else ()
    coders = (desk.named(coder).id,) if coder else ()
    return Query(codes=codes_, coders=coders)


def keys_of(me: Actor, project: Project) -> dict[UUID, str]:
    """Id → key of every code."""
    return {code.id: code.key for code in workbench.codebook(me, project.id).codes}
