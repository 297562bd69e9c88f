"""Commands of frozen reports: made with a manifest of all they rest on, and made again to see what differs."""

import sys
from pathlib import Path

import click

from coding import workbench
from coding.cli.frame import existing, in_project, main, opened, or_json, print_json
from coding.model import LANGUAGES, OUTLINES, Language, Outline
from coding.report.manifest import Differs, read
from coding.ui import audit
from coding.workbench.freezing import freeze_report, rebuild
from coding.workbench.reporting import Annexes
from coding.workbench.sections import spell


@main.command()
@click.argument("db")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--outline", type=click.Choice(OUTLINES), default="thesis", show_default=True)
@click.option("--language", type=click.Choice(LANGUAGES), help="The project's own without it.")
@click.option("--why", default="", help="Why it is frozen: for whom, for which occasion.")
@click.option("--with-transcripts", is_flag=True, help="With every transcript by its numbered lines in the appendix.")
@click.option("--with-trail", is_flag=True, help="With the whole audit trail in the appendix.")
@in_project
def freeze(
    db: str,
    out: Path,
    outline: Outline,
    language: Language | None,
    why: str,
    with_transcripts: bool,
    with_trail: bool,
    project_name: str | None,
) -> None:
    """Freeze the report: a record in DB, and OUT.zip with report, tables and the manifest of all it rests on."""
    if out.suffix.lower() != ".zip":
        raise click.UsageError("OUT must end in .zip")
    _desk, me, project = opened(db, project_name)
    made = freeze_report(
        me,
        project.id,
        outline=outline,
        language=language,
        why=why,
        annexed=Annexes(with_transcripts, audit.trail_of(me, project) if with_trail else None),
        progress=_say,
    )
    out.write_bytes(made.archive)
    click.echo(made.freeze.id)


@main.command("rebuild")
@click.argument("db")
@click.argument("manifest", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Put the tables into this folder.")
@in_project
@or_json
def again(db: str, manifest: Path, out: Path | None, project_name: str | None, as_json: bool) -> None:
    """Make a frozen report's tables again and say what differs from its MANIFEST; exits with 1 where anything does.

    A line has the kind of thing, its name, where in it, and what it was -> is; a # stands for words not kept.
    """
    old = read(manifest.read_bytes())
    _desk, me, project = opened(db, project_name or _named(db, old["project"]["id"]))
    made = rebuild(me, project.id, old, trail=audit.trail_of(me, project), progress=_say)
    for name, data in made.files.items() if out else ():
        assert out
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(data)
    if as_json:
        print_json({"same_files": made.same_files, "differs": [_plain(one) for one in made.differs]})
    else:
        for one in made.differs:
            name = spell(me, project.id, one.name) if one.kind == "field" else one.name
            click.echo("\t".join((one.kind, name, one.where, f"{_one(one.old)} -> {_one(one.new)}")))
        if not made.differs and not made.same_files:
            click.echo("The tables are the same, but written by another version of a library.", err=True)
    if made.differs or not made.same_files:
        sys.exit(1)


def _named(db: str, project_id: str) -> str | None:
    """The name of the project that a manifest is of, if it is in the database."""
    there = workbench.list_projects(workbench.open_desk(existing(db)).me())
    return next((one.name for one in there if str(one.id) == project_id), None)


def _plain(one: Differs) -> dict[str, str | None]:
    return {"kind": one.kind, "name": one.name, "where": one.where, "old": one.old, "new": one.new}


def _one(value: str | None) -> str:
    return "–" if value is None else " ⏎ ".join(value.split("\n"))


def _say(_share: float, name: str) -> None:
    if name:
        click.echo(name, err=True)
