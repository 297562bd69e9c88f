"""Commands of supervision without a server: the project as a file to the supervisor, the feedback as a file back."""

from pathlib import Path

import click

from coding.cli.commands import main
from coding.cli.frame import by_coder, in_project, opened, or_json, print_json
from coding.workbench import Actor, Desk, open_desk
from coding.workbench.guidance import Taken, open_feedback, open_guidance, save_feedback, save_guidance
from coding.workbench.supervising import supervised

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_OUT = click.Path(dir_okay=False, path_type=Path)
_LEFT = {
    "gone": "it is not there any more",
    "code gone": "its code is not there any more",
    "changed": "taken in, but it says something else by now",
    "thread gone": "what it was about is not there any more",
    "taken": "its number is taken",
}


@main.group()
def guidance() -> None:
    """Save a project for its supervisor, open those of students, list what is supervised."""


@guidance.command("save")
@click.argument("db")
@click.argument("out", type=_OUT)
@by_coder
@in_project
def save(db: str, out: Path, coder: str | None, project_name: str | None) -> None:
    """Save a project as one file for its supervisor, without the key of names."""
    desk, me, project = opened(db, project_name)
    save_guidance(_who(desk, me, coder), project.id, out)


@guidance.command("open")
@click.argument("db")
@click.argument("files", type=_FILE, nargs=-1, required=True)
@by_coder
def open_(db: str, files: tuple[Path, ...], coder: str | None) -> None:
    """Open the files of one or several students, each as a project under guidance; a newer file takes its place."""
    desk = open_desk(db)
    actor = _who(desk, desk.me(), coder)
    for file in files:
        made = open_guidance(actor, file)
        click.echo(f"{made.project.name} · {made.project.id}", err=True)
        if made.carried:
            _tell(made.carried)


@guidance.command("list")
@click.argument("db")
@by_coder
@or_json
def list_(db: str, coder: str | None, as_json: bool) -> None:
    """The projects that are supervised, whoever needs help most first."""
    desk = open_desk(db)
    there = supervised(_who(desk, desk.me(), coder))
    rows = [
        {
            "project": one.project.name,
            "id": one.project.id,
            "students": list(one.students),
            "stage": one.stage,
            "sources": one.sources,
            "finished": one.finished,
            "questions": one.questions,
            "changed": one.changed,
            "stale": one.stale,
            "unsupported": one.unsupported,
            "news": one.news,
            "last_active": one.active_at,
        }
        for one in there
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        waits = ", ".join(
            f"{row[name]} {name}" for name in ("questions", "changed", "stale", "unsupported") if row[name]
        )
        click.echo(f"{row['project']}\t{row['stage']}\t{row['finished']}/{row['sources']}\t{waits}")


@main.group()
def feedback() -> None:
    """Save what a supervisor said of a project under guidance, or open it in the student's project."""


@feedback.command("save")
@click.argument("db")
@click.argument("out", type=_OUT)
@by_coder
@in_project
def save_back(db: str, out: Path, coder: str | None, project_name: str | None) -> None:
    """Save what was said of a project under guidance as one small file."""
    desk, me, project = opened(db, project_name)
    data = save_feedback(_who(desk, me, coder), project.id)
    with out.open("xb") as file:
        file.write(data)


@feedback.command("open")
@click.argument("db")
@click.argument("file", type=_FILE)
@by_coder
@in_project
def take(db: str, file: Path, coder: str | None, project_name: str | None) -> None:
    """Take in a supervisor's feedback; opened twice it changes nothing, and what does not fit is listed."""
    desk, me, project = opened(db, project_name)
    _tell(open_feedback(_who(desk, me, coder), project.id, file.read_bytes(), file.name))


def _who(desk: Desk, me: Actor, coder: str | None) -> Actor:
    return desk.named(coder) if coder else me


def _tell(one: Taken) -> None:
    if one.before:
        click.echo("This feedback was opened before. Nothing changed.", err=True)
        return
    counts = f"{one.states} states, {one.comments} comments, {one.visits} visits, {one.signoffs} sign-offs"
    click.echo(f"{one.by}: {counts}", err=True)
    for each in one.left:
        click.echo(f"{each.kind}\t{_LEFT[each.because]}\t{' '.join(each.words.split())}")
