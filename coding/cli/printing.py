"""The command that prints a source, excerpts or the codebook as a file."""

from pathlib import Path

import click

from coding import workbench
from coding.cli.frame import in_project, main, opened
from coding.model import LANGUAGES, Language, Query
from coding.workbench.printing import PRINTED, print_codebook, print_excerpts, print_source


@main.command(name="print")
@click.argument("db")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--source", "name", metavar="NAME", help="This source, with its codes in the margin.")
@click.option(
    "--code", "keys", multiple=True, metavar="K", help="The excerpts of this code; for several, say it again."
)
@click.option("--language", type=click.Choice(LANGUAGES), help="The project's own without it.")
@in_project
def print_(
    db: str,
    out: Path,
    name: str | None,
    keys: tuple[str, ...],
    language: Language | None,
    project_name: str | None,
) -> None:
    """Print a source or excerpts as DOCX or HTML, by the ending of OUT; the codebook where neither is named.

    With both, the excerpts of these codes in this source.
    """
    form = out.suffix.lower().removeprefix(".")
    if form not in PRINTED:
        raise click.UsageError("OUT must end in .docx or .html")
    _desk, me, project = opened(db, project_name)
    where = (workbench.source_id(me, project.id, name),) if name else ()
    if keys:
        codes = tuple(workbench.find_code(me, project.id, key).id for key in keys)
        made = print_excerpts(
            me,
            project.id,
            Query(codes=codes, sources=where),
            format=form,
            language=language,
            progress=lambda _share, told: click.echo(told, err=True) if told else None,
        )
    elif where:
        made = print_source(me, project.id, where[0], format=form, language=language)
    else:
        made = print_codebook(me, project.id, format=form, language=language)
    out.write_bytes(made)
