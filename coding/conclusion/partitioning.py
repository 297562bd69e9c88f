"""Partitioning a code: by what is said of it, and by a label of those who say it, to see whether the parts differ."""

from uuid import UUID

from coding.conclusion.fact import Claim, Found, Row, ids
from coding.conclusion.tally import informants
from coding.model import STATUSES


def partitioning(claim: Claim, *, code: UUID, attribute: str) -> Found:
    """A row for each label and each status met of the code ("" where none is given): excerpts, informants.

    What exists but not as it should has a status of its own, "limited". All rows together are all excerpts of the code.
    """
    facts = claim.of(code)
    parts = {one.coding: "limited" if one.limited and one.standing == "there" else one.status or "" for one in facts}
    order = [part for part in ("exists", "limited", *STATUSES[1:], "") if part in parts.values()]
    labels = claim.labels(attribute, (one.attributes.get(attribute, "") for one in facts))
    rows = []
    for label in labels:
        mine = [one for one in facts if one.attributes.get(attribute, "") == label]
        of = sum(has.get(attribute, "") == label for has in claim.cases.values())
        for part in order:
            some = [one for one in mine if parts[one.coding] == part]
            numbers = {"excerpts": len(some), "informants": len(informants(some)), "of": of}
            rows.append(Row((label, part), numbers, ids(some)))
    return Found({"excerpts": len(facts), "informants": len(informants(facts)), "labels": len(labels)}, tuple(rows))
