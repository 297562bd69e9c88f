"""Checking for representativeness: over which informants, kinds of informant and sources the evidence is spread."""

from collections.abc import Iterable

from coding.conclusion.fact import Claim, Found, Row, ids
from coding.conclusion.tally import Halves, alphabetical, base, informants, labelled, sides, split
from coding.model import KINDS


def representativeness(claim: Claim) -> Found:
    """Rows of informants, of the labels of every attribute, of kinds of source and of sources.

    A row's label says what it is of ("informant", "attribute", "kind", "source"), which attribute, and which. The
    excerpts of all rows of one attribute, or of one of the others, add up to all. Flagged "silent" is who or what label
    was in scope (with an interview guide: was asked) and says nothing of it.
    """
    asked = claim.asked_about()
    spoke, said_for = informants(claim.evidence), informants(claim.for_)
    figures = {
        **sides(claim.for_, claim.against),
        **base(claim),
        "asked_for": None if asked is None else len(asked & said_for),
        "unasked_for": None if asked is None else len(said_for - asked),
        "silent": len((set(claim.cases) if asked is None else asked) - spoke),
    }
    return Found(figures, (*_informants(claim), *_labels(claim), *_kinds(claim), *_sources(claim)))


def _row(label: tuple[str, str, str], found: Halves, more: Claim | None = None, cases: Iterable[str] = ()) -> Row:
    numbers = sides(*found)
    if more is None:
        return Row(label, numbers, ids([*found[0], *found[1]]))
    numbers |= base(more, cases)
    waited = numbers["of"] if numbers["asked"] is None else numbers["asked"]
    return Row(label, numbers, ids([*found[0], *found[1]]), "silent" if waited and not any(found) else "")


def _informants(claim: Claim) -> list[Row]:
    said = split(claim, lambda one: one.case)
    keys = alphabetical({*claim.cases, *(key for key in said if key is not None)})
    rows = [_row(("informant", "", key), said[key], claim, [key]) for key in keys]
    return [*rows, _row(("informant", "", ""), said[None])] if any(said[None]) else rows


def _labels(claim: Claim) -> list[Row]:
    rows = []
    for attribute in alphabetical({name for one in claim.cases.values() for name in one}):
        said = labelled(claim, attribute)
        for label in claim.labels(attribute, said):
            cases = [key for key, has in claim.cases.items() if has.get(attribute, "") == label]
            rows.append(_row(("attribute", attribute, label), said[label], claim, cases))
    return rows


def _kinds(claim: Claim) -> list[Row]:
    said = split(claim, lambda one: one.kind)
    return [_row(("kind", "", kind), said[kind]) for kind in KINDS]


def _sources(claim: Claim) -> list[Row]:
    there = {one.source: one.source_name for one in (*claim.own(), *claim.evidence)}
    said = split(claim, lambda one: one.source)
    order = sorted(there, key=lambda id_: (there[id_].casefold(), str(id_)))
    return [_row(("source", "", there[id_]), said[id_]) for id_ in order]
