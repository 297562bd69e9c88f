"""Commands of verification: propositions looked at by tactics, and what somebody concludes from it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import click

from coding.cli.frame import acting, by_coder, in_project, main, opened, or_json, print_json, stop
from coding.conclusion import TACTICS, Found
from coding.model import CONCLUDES, Concludes, Proposition
from coding.workbench import Actor
from coding.workbench.conclusions import argument
from coding.workbench.verifying import Standing, keep_verification, list_verifications, run_tactic


@main.command()
@click.argument("db")
@click.argument("ref", metavar="PROPOSITION", required=False)
@click.argument("tactic", required=False)
@click.option("--list", "listing", is_flag=True, help="Name the tactics with what each needs, one a line.")
@click.option("--option", "chosen", multiple=True, metavar="KEY=VALUE", help="What the tactic needs: a code, a label.")
@click.option("--keep", "concludes", type=click.Choice(CONCLUDES), help="Keep the result with what you conclude.")
@click.option("--note", default="", help="Why you conclude so.")
@in_project
@by_coder
@or_json
def verify(
    db: str,
    ref: str | None,
    tactic: str | None,
    listing: bool,
    chosen: tuple[str, ...],
    concludes: Concludes | None,
    note: str,
    project_name: str | None,
    coder: str | None,
    as_json: bool,
) -> None:
    """Look at a proposition by a TACTIC; without one, say what was kept of it, or of all.

    PROPOSITION is an id, or how its sentence begins. The result decides nothing: with --keep somebody does.
    """
    if listing:
        for known in TACTICS.values():
            needs = " ".join(each.name if each.required else f"[{each.name}]" for each in known.options)
            click.echo("\t".join((known.key, known.family, needs)).rstrip())
        return
    options = dict(_pair(one) for one in chosen)
    _desk, me, project = opened(db, project_name)
    me = acting(me, project, coder)
    one = _meant(me, project.id, ref) if ref else None
    if one is None or tactic is None:
        _kept(list_verifications(me, project.id, [one.id] if one else None), as_json)
        return
    tried = run_tactic(me, project.id, one.id, tactic, options)
    kept = None
    if concludes:
        kept = keep_verification(
            me, project.id, one.id, tactic, concludes, options=options, note=note, seen=tried.print
        )
    if as_json:
        told = {"proposition": one.id, "tactic": tactic, "options": tried.options, **tried.found.as_json()}
        print_json({**told, "print": tried.print, "kept": kept})
        return
    _tell(tried.found)
    if kept:
        click.echo(kept, err=True)


def _meant(me: Actor, project: UUID, ref: str) -> Proposition:
    there = argument(me, project).propositions
    wanted = ref.casefold()
    found = [one for one in there if str(one.id) == wanted]
    found = found or [one for one in there if one.text.casefold().startswith(wanted)]
    if len(found) != 1:
        stop(f"“{ref}” is no proposition, or several begin so.")
    return found[0]


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise click.UsageError(f"--option takes KEY=VALUE, not {text}")
    return name, value


def _tell(found: Found) -> None:
    """The figures, then the rows, tabs between."""
    for name, figure in found.figures.items():
        click.echo(f"{name}\t{_shown(figure)}")
    for row in found.rows:
        numbers = (f"{name}={_shown(number)}" for name, number in row.numbers.items())
        click.echo("\t".join((" · ".join(row.label), *numbers, row.flag)).rstrip())


def _shown(value: object) -> str:
    return "-" if value is None else str(value)


def _kept(some: list[Standing], as_json: bool) -> None:
    if as_json:
        print_json([_plain(each) for each in some])
        return
    for each in some:
        one = each.one
        parts = [one.tactic, one.concludes, one.note, "stale: look again" if each.stale else "", str(one.id)]
        click.echo(" · ".join(filter(None, parts)))


def _plain(each: Standing) -> Mapping[str, Any]:
    one = each.one
    return {
        "id": one.id,
        "proposition": one.proposition,
        "tactic": one.tactic,
        "options": dict(one.options),
        "concludes": one.concludes,
        "note": one.note,
        "result": dict(one.result),
        "coder": one.coder,
        "made_at": one.made_at,
        "stale": each.stale,
    }
