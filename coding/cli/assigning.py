"""The command about assignments: who codes which source by when, and how far they are."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import get_args

import click

from coding import workbench
from coding.cli.frame import acting, by_coder, in_project, main, opened, or_json, print_json
from coding.model import Coder, Project, Unit
from coding.workbench import Actor
from coding.workbench.assigning import assign as give
from coding.workbench.assigning import draw_sources, list_assignments, unassign


@main.command()
@click.argument("db")
@click.option("--to", "name", metavar="CODER", help="Who codes: a coder, or a further round by its name.")
@click.option("--source", "sources", multiple=True, help="A source; may be said several times.")
@click.option("--draw", "share", type=click.FloatRange(0, 1, min_open=True), help="A random share of the sources.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed draws the same.")
@click.option("--due", type=click.DateTime(["%Y-%m-%d"]), help="By which day.")
@click.option("--blind", is_flag=True, help="Without seeing others there until it is finished.")
@click.option("--unit", type=click.Choice(get_args(Unit)), help="What is coded one after the other.")
@click.option("--note", default="", help="What the coder is told.")
@click.option("--back", is_flag=True, help="Take the sources back instead.")
@by_coder
@in_project
@or_json
def assign(
    db: str,
    name: str | None,
    sources: Sequence[str],
    share: float | None,
    seed: int,
    due: datetime | None,
    blind: bool,
    unit: Unit | None,
    note: str,
    back: bool,
    coder: str | None,
    project_name: str | None,
    as_json: bool,
) -> None:
    """Assign sources to a coder; without --to, list who codes what and how far they are."""
    _, me, project = opened(db, project_name)
    actor = acting(me, project, coder)
    if name is not None:
        if bool(sources) == (share is not None):
            raise click.UsageError("Name the sources, or draw a share of them: --source or --draw.")
        chosen = [workbench.source_id(me, project.id, one) for one in sources]
        chosen = chosen or draw_sources(actor, project.id, share or 0, seed)
        layer = _layer(me, project, name).id
        if back:
            unassign(actor, project.id, chosen, layer)
        else:
            day = due.date() if due else None
            give(actor, project.id, chosen, layer, due=day, blind=blind, unit=unit, note=note)
    _list(actor, project, as_json)


def _layer(me: Actor, project: Project, name: str) -> Coder:
    wanted = name.strip().casefold()
    there = [one.coder for one in workbench.members(me, project.id) if one.coder.name.casefold() == wanted]
    if not there:
        raise click.UsageError(f"Nobody in this project is called “{name}”.")
    return there[0]


def _list(actor: Actor, project: Project, as_json: bool) -> None:
    rows = [
        {
            "source": one.source,
            "coder": one.layer.name,
            "round": one.layer.round,
            "state": one.state,
            "due": one.assignment.due,
            "late": one.late(date.today()),
            "blind": one.assignment.blind,
            "unit": one.assignment.unit,
            "note": one.assignment.note,
            "last_at": one.at,
        }
        for one in list_assignments(actor, project.id)
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        due = f"{row['due'] or '-'}{' (late)' if row['late'] else ''}"
        click.echo(f"{row['source']}\t{row['coder']}\t{row['state']}\t{due}\t{'blind' if row['blind'] else 'open'}")


@main.command()
@click.argument("db")
@click.option("--source", "sources", multiple=True, required=True, help="A source; may be said several times.")
@click.option("--open", "reopened", is_flag=True, help="Say that there is more to do instead.")
@by_coder
@in_project
def finish(db: str, sources: Sequence[str], reopened: bool, coder: str | None, project_name: str | None) -> None:
    """Say that a coder has finished sources: what has no code there is empty from then on, and not missing."""
    _, me, project = opened(db, project_name)
    actor = acting(me, project, coder)
    for name in sources:
        workbench.finish(actor, project.id, workbench.source_id(me, project.id, name), not reopened)
