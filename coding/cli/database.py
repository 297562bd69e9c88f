"""Commands about a whole project: made, saved, the newest act taken back."""

from pathlib import Path

import click

from coding import workbench
from coding.cli.frame import by_coder, in_project, main, opened


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
