"""Checking for researcher effects: the evidence by interviewer, by the order of the interviews, and by prompting."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from coding.conclusion.fact import Claim, Fact, Found, Number, Row, ids
from coding.conclusion.tally import Halves, informants, sides, split

_UNKNOWN = date.max


def researcher(claim: Claim) -> Found:
    """Rows of interviewers, of sources in the order of their days, and of what was prompted, of each coder.

    Excerpts are prompted, unprompted, or not marked; the rows of one kind ("interviewer", "order", "prompted",
    "coder") add up to all.
    """
    told = split(claim, lambda one: one.interviewer or "")
    interviewers = [_row(("interviewer", name), told[name]) for name in sorted(told, key=lambda one: (not one, one))]
    sources = split(claim, lambda one: one.source)
    order = sorted(sources, key=lambda id_: _when(id_, claim))
    days = [_row(("order", _name(id_, claim)), sources[id_], number) for number, id_ in enumerate(order, 1)]
    said = split(claim, lambda one: _prompting(one))
    marked = [_row(("prompted", how), said[how]) for how in ("prompted", "unprompted", "unmarked")]
    hands = split(claim, lambda one: one.coder)
    coders = [_row(("coder", str(id_)), hands[id_]) for id_ in sorted(hands, key=str)]
    figures = {
        "interviewers": len([name for name in told if name]),
        "coders": len(hands),
        "undated": sum(_when(id_, claim)[0] == _UNKNOWN for id_ in sources),
        **_prompted("for", claim.for_),
        **_prompted("against", claim.against),
    }
    return Found(figures, (*interviewers, *days, *marked, *coders))


def _row(label: tuple[str, str], found: Halves, number: int | None = None) -> Row:
    facts = [*found[0], *found[1]]
    numbers: dict[str, Number] = {
        **sides(*found),
        "prompted": sum(one.prompted is True for one in facts),
        "excerpts": len(facts),
        "informants": len(informants(facts)),
    }
    if number is not None:
        numbers["number"] = number
    return Row(label, numbers, ids(facts))


def _prompting(one: Fact) -> str:
    return "unmarked" if one.prompted is None else "prompted" if one.prompted else "unprompted"


def _prompted(side: str, facts: Iterable[Fact]) -> dict[str, int]:
    facts = list(facts)
    return {side: len(facts), f"prompted_{side}": sum(one.prompted is True for one in facts)}


def _name(source: UUID, claim: Claim) -> str:
    return next(one.source_name for one in claim.evidence if one.source == source)


def _when(source: UUID, claim: Claim) -> tuple[date, str, str]:
    one = next(one for one in claim.evidence if one.source == source)
    return (one.on or _UNKNOWN, one.source_name.casefold(), str(source))
