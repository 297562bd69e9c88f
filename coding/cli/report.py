"""The command that writes the report as a file."""

from pathlib import Path

import click

from coding.cli.frame import in_project, main, opened
from coding.model import LANGUAGES, OUTLINES, Language, Outline
from coding.ui import audit
from coding.workbench.reporting import Annexes, export_report


@main.command()
@click.argument("db")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--outline", type=click.Choice(OUTLINES), default="thesis", show_default=True)
@click.option("--language", type=click.Choice(LANGUAGES), help="The project's own without it.")
@click.option("--with-transcripts", is_flag=True, help="With every transcript by its numbered lines in the appendix.")
@click.option("--with-trail", is_flag=True, help="With the whole audit trail in the appendix.")
@in_project
def report(
    db: str,
    out: Path,
    outline: Outline,
    language: Language | None,
    with_transcripts: bool,
    with_trail: bool,
    project_name: str | None,
) -> None:
    """Write the report as DOCX or HTML, by the ending of OUT: from its sections or, without any, assembled."""
    form = out.suffix.lower().removeprefix(".")
    if form not in ("docx", "html"):
        raise click.UsageError("OUT must end in .docx or .html")
    _desk, me, project = opened(db, project_name)
    made = export_report(
        me,
        project.id,
        format=form,
        outline=outline,
        language=language,
        annexed=Annexes(with_transcripts, audit.trail_of(me, project) if with_trail else None),
        progress=lambda _share, name: click.echo(name, err=True) if name else None,
    )
    out.write_bytes(made)
