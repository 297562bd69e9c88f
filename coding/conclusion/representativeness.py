"""Checking for representativeness: over which informants, kinds of informant and sources the evidence is spread."""

from collections.abc import Mapping

from coding.conclusion.fact import Claim, Found, Number, Row, ids
from coding.conclusion.tally import Halves, alphabetical, base, informants, labelled, sides, split
from coding.model import KINDS


def representativeness(claim: Claim) -> Found:
    """Rows of informants, of the labels of attributes that some have in common, of kinds of source and of sources.

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


def _row(label: tuple[str, str, str], found: Halves, numbers: Mapping[str, Number], waited: Number = 0) -> Row:
    return Row(label, numbers, ids([*found[0], *found[1]]), "silent" if waited and not any(found) else "")


def _informants(claim: Claim) -> list[Row]:
    said = split(claim, lambda one: one.case)
    keys = alphabetical({*claim.cases, *(key for key in said if key is not None)})
    rows = []
    for key in keys:
        there = base(claim, [key] if key in claim.cases else [])
        rows.append(
            _row(("informant", "", key), said[key], {**_excerpts(said[key]), "asked": there["asked"]}, _of(there))
        )
    return [*rows, _row(("informant", "", ""), said[None], _excerpts(said[None]))] if any(said[None]) else rows


def _excerpts(found: Halves) -> dict[str, Number]:
    return {"for": len(found[0]), "against": len(found[1])}


def _of(there: Mapping[str, Number]) -> Number:
    """How many might have spoken: those asked or, without a guide, all."""
    return there["of"] if there["asked"] is None else there["asked"]


def _labels(claim: Claim) -> list[Row]:
    rows = []
    for attribute in alphabetical({name for one in claim.cases.values() for name in one}):
        if not _groups(claim, attribute):
            continue
        said = labelled(claim, attribute)
        for label in claim.labels(attribute, said):
            there = base(claim, [key for key, has in claim.cases.items() if has.get(attribute, "") == label])
            rows.append(
                _row(("attribute", attribute, label), said[label], {**sides(*said[label]), **there}, _of(there))
            )
    return rows


def _groups(claim: Claim, attribute: str) -> bool:
    """Whether some informants have a label in common: what is each one's own tells no more than their names."""
    labels = [has[attribute] for has in claim.cases.values() if has.get(attribute)]
    return len(set(labels)) < len(labels)


def _kinds(claim: Claim) -> list[Row]:
    said = split(claim, lambda one: one.kind)
    return [_row(("kind", "", kind), said[kind], sides(*said[kind])) for kind in KINDS]


def _sources(claim: Claim) -> list[Row]:
    there = {one.source: one.source_name for one in (*claim.own(), *claim.evidence)}
    said = split(claim, lambda one: one.source)
    order = sorted(there, key=lambda id_: (there[id_].casefold(), str(id_)))
    return [_row(("source", "", there[id_]), said[id_], sides(*said[id_])) for id_ in order]
