"""Commands of the conclusions: what rests on what, and what is to be looked at again."""

import sys
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import click

from coding import workbench
from coding.cli.frame import acting, by_coder, in_project, main, opened, or_json, print_json, stop
from coding.conclusion.staleness import Because
from coding.model import (
    PROPOSITION_STATUSES,
    Ground,
    Proposition,
    PropositionStatus,
    Side,
    Verdict,
)
from coding.workbench import Actor
from coding.workbench.checking import Fault, faults
from coding.workbench.conclusions import VERDICTS, argument, put_grounds, put_proposition, put_verdict
from coding.workbench.finding import rebuild_search
from coding.workbench.safekeeping import sound
from coding.workbench.tracing import Thing, trace_whole
from coding.workbench.tracing import trace as traced

SAID = {
    "stale": "stale: check again",
    "groundless": "nothing speaks for it",
    "one-sided": "nobody looked for what speaks against it",
    "unshown": "something in it can't be shown",
}


@main.command()
@click.argument("db")
@click.argument("id_", metavar="ID")
@in_project
@or_json
def trace(db: str, id_: str, project_name: str | None, as_json: bool) -> None:
    """What a thing rests on, and what rests on it: as text the first things of each kind, as JSON everything.

    ID is that of a source, coding, decision of the ledger, cell, display, memo, proposition, of what was kept of
    testing one, of a verdict, advice or of a section of the report.
    """
    _desk, me, project = opened(db, project_name)
    try:
        found = (trace_whole if as_json else traced)(me, project.id, UUID(id_))
    except ValueError:
        stop(f"“{id_}” is no id.")
    if as_json:
        steps = [{"upper": one.upper, "lower": one.lower, "side": one.side} for one in found.steps]
        print_json(
            {
                **_plain(found.thing),
                "rests_on": [_plain(one) for one in found.below],
                "carries": [_plain(one) for one in found.above],
                "steps": steps,
            }
        )
        return
    click.echo(_line(found.thing))
    for title, way, things in (("rests on", "below", found.below), ("carries", "above", found.above)):
        click.echo(f"\n{title}:")
        for one in things:
            click.echo(f"  {_line(one)}")
        for left in (each for each in found.more if each.way == way):
            click.echo(f"  … {left.many:,} more: {left.of} → {left.kind}, step {left.depth}")


def _plain(one: Thing) -> dict[str, Any]:
    told = {"kind": one.kind, "id": one.id, "label": one.label, "where": one.where}
    return {**told, "stale": _reasons(one.stale)}


def _reasons(some: Sequence[Because]) -> list[dict[str, Any]]:
    return [{"kind": one.kind, "on": one.on, "how": one.how} for one in some]


def _line(one: Thing) -> str:
    words = " ".join(one.label.split())
    short = words if len(words) <= 80 else f"{words[:79]}…"
    return " · ".join(filter(None, (one.kind, one.where, short, SAID["stale"] if one.stale else "", str(one.id))))


@main.command()
@click.argument("db")
@click.option("--rebuild", is_flag=True, help="First make anew what texts are found by, and what is counted of them.")
@in_project
@or_json
def check(db: str, rebuild: bool, project_name: str | None, as_json: bool) -> None:
    """What is stale, unsupported or untried in conclusions, and what is damaged; exit 1 if there is any."""
    _desk, me, project = opened(db, project_name)
    if rebuild:
        click.echo(f"{rebuild_search(me, project.id)} texts can be searched.", err=True)
    found = faults(me, project.id)
    file = sound(me)
    broken = [f"“{one.path.name}” is damaged." for one in file.broken]
    if file.flaw:
        broken.append(f"The database is damaged: {file.flaw}")
    for sentence in broken:
        click.echo(sentence, err=True)
    if file.copies:
        newest = file.copies[0]
        click.echo(f"{len(file.copies)} copies; the newest is of {newest.at:%Y-%m-%d %H:%M} UTC.", err=True)
    if as_json:
        print_json([_fault(one) for one in found])
    else:
        for one in found:
            label = " ".join(f"{one.where} {one.label}".split())
            click.echo(f"{one.kind}: {label} · {SAID[one.what]} · {one.id}")
        if not found:
            click.echo("Nothing to look at again.", err=True)
    if found or broken:
        sys.exit(1)


def _fault(one: Fault) -> dict[str, Any]:
    told: dict[str, Any] = {"what": one.what, "kind": one.kind, "id": one.id, "label": one.label, "where": one.where}
    told["because"] = _reasons(one.because)
    return told | ({"problem": str(one.problem)} if one.problem else {})


@main.command()
@click.argument("db")
@in_project
@or_json
def conclusions(db: str, project_name: str | None, as_json: bool) -> None:
    """The propositions with their status, and the verdicts with their rules."""
    _desk, me, project = opened(db, project_name)
    there = argument(me, project.id, whole=True)
    if as_json:
        print_json(
            {
                "propositions": [
                    {
                        "id": one.id,
                        "text": one.text,
                        "status": one.status,
                        "stale": _reasons(there.stale.get(one.id, ())),
                    }
                    | {"grounds": [{"kind": each.kind, "on": each.on, "side": each.side} for each in there.of(one.id)]}
                    for one in there.propositions
                ],
                "verdicts": [
                    {"id": one.id, "code": code, "verdict": one.verdict, "rule": one.rule}
                    for code, one in there.verdicts.items()
                ],
                "advice": [{"id": one.id, "text": one.text} for one in there.advice],
            }
        )
        return
    for one in there.propositions:
        mark = f" · {SAID['stale']}" if one.id in there.stale else ""
        click.echo(f"{one.status} · {one.text} · {len(there.of(one.id))} grounds{mark} · {one.id}")


# -- writing --------------------------------------------------------------------------------------

for_ = click.option("--for", "for_", multiple=True, metavar="ID", help="What speaks for it; may be given again.")
against = click.option("--against", multiple=True, metavar="ID", help="What speaks against it; may be given again.")


@main.command()
@click.argument("db")
@click.argument("text")
@click.option("--indicator", metavar="CODE", help="Key or id of the code it is about.")
@click.option("--status", type=click.Choice(PROPOSITION_STATUSES), default="draft")
@for_
@against
@in_project
@by_coder
def propose(
    db: str,
    text: str,
    indicator: str | None,
    status: PropositionStatus,
    for_: Sequence[str],
    against: Sequence[str],
    project_name: str | None,
    coder: str | None,
) -> None:
    """Write a proposition and what it rests on; prints its id."""
    _desk, me, project = opened(db, project_name)
    me = acting(me, project, coder)
    code = workbench.find_code(me, project.id, indicator).id if indicator else None
    one = Proposition(uuid4(), text, indicator=code)
    put_proposition(me, project.id, one)
    _rest(me, project.id, "proposition", one.id, for_, against)
    if status != "draft":
        put_proposition(me, project.id, Proposition(one.id, text, status, code))
    click.echo(one.id)


@main.command()
@click.argument("db")
@click.argument("ref", metavar="CODE|study")
@click.argument("verdict", type=click.Choice(VERDICTS))
@click.option("--rule", required=True, help="By which rule the verdict was reached.")
@for_
@against
@in_project
@by_coder
def conclude(
    db: str,
    ref: str,
    verdict: str,
    rule: str,
    for_: Sequence[str],
    against: Sequence[str],
    project_name: str | None,
    coder: str | None,
) -> None:
    """Reach a verdict on a code (key or id) or on the study; prints its id."""
    _desk, me, project = opened(db, project_name)
    me = acting(me, project, coder)
    code = None if ref == "study" else workbench.find_code(me, project.id, ref).id
    id_ = put_verdict(me, project.id, Verdict(uuid4(), code, verdict, rule))
    _rest(me, project.id, "verdict", id_, for_, against)
    click.echo(id_)


def _rest(me: Actor, project: UUID, kind: Any, owner: UUID, for_: Sequence[str], against: Sequence[str]) -> None:
    sides: list[tuple[Side, str]] = [*(("for", id_) for id_ in for_), *(("against", id_) for id_ in against)]
    some = []
    for side, id_ in sides:
        try:
            on = traced(me, project, UUID(id_)).thing
        except ValueError:
            stop(f"“{id_}” is no id.")
        some.append(Ground(uuid4(), kind, owner, on.kind, on.id, side))  # type: ignore[arg-type]
    put_grounds(me, project, some)
