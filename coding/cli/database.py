"""Commands about a whole project: made, saved, the newest act taken back."""

import zipfile
from pathlib import Path

import click

from coding import workbench
from coding.cli.commands import stop
from coding.cli.frame import by_coder, in_project, main, opened
from coding.workbench import safekeeping


@main.command()
@click.argument("db")
@click.option("--codebook", default="wog", show_default=True, help="wog, general, empty, or a YAML file.")
@click.option("--name", default="", help="The project's name; the file's without it.")
def init(db: str, codebook: str, name: str) -> None:
    """Make a database, or another project in one."""
    desk = workbench.open_desk(db)
    made = workbench.create_project(desk.me(), name or Path(db).stem, workbench.choose_codebook(codebook))
    click.echo(f"{made.name} · {made.id}", err=True)


@main.command()
@click.argument("db")
def demo(db: str) -> None:
    """Make the practice project: the corpus, the codings of two coders, and the way to verified conclusions."""
    desk = workbench.open_desk(db)
    made = workbench.create_practice(desk.me(), progress=lambda _share, name: click.echo(name, err=True))
    click.echo(f"{made.name} · {made.id}", err=True)


@main.command()
@click.argument("db")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@in_project
def backup(db: str, out: Path, project_name: str | None) -> None:
    """Save a whole project as one file, while people work."""
    _, me, project = opened(db, project_name)
    workbench.backup(me, project.id, out)


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("db")
def restore(file: Path, db: str) -> None:
    """Bring a backup in as a project of its own, or put a copy of a database in the place of a damaged one."""
    if zipfile.is_zipfile(file):
        made = workbench.restore(workbench.open_desk(db).me(), file)
        click.echo(f"{made.name} · {made.id}", err=True)
        return
    if "://" in db:
        stop("A copy of a database file can only become a file again.")
    aside = safekeeping.rescue(db, file)
    if aside:
        click.echo(f"The damaged file is now “{aside.name}”.", err=True)
    for one in workbench.list_projects(workbench.open_desk(db).me()):
        click.echo(f"{one.name} · {one.id}", err=True)


@main.command()
@click.argument("db")
@click.option("--name", default="", help="The new project's name; else its own with a number.")
@in_project
def duplicate(db: str, name: str, project_name: str | None) -> None:
    """Make a project once more, with everything in it."""
    _, me, project = opened(db, project_name)
    made = safekeeping.duplicate(me, project.id, name)
    click.echo(f"{made.name} · {made.id}", err=True)


@main.command()
@click.argument("db")
@by_coder
@in_project
def undo(db: str, coder: str | None, project_name: str | None) -> None:
    """Take back the newest act."""
    desk, me, project = opened(db, project_name)
    actor = desk.named(coder) if coder else me
    click.echo(workbench.undo(actor, project.id).verb, err=True)


@main.command()
@click.argument("db")
@by_coder
@in_project
def redo(db: str, coder: str | None, project_name: str | None) -> None:
    """Do the newest undone act again."""
    desk, me, project = opened(db, project_name)
    actor = desk.named(coder) if coder else me
    click.echo(workbench.redo(actor, project.id).verb, err=True)
