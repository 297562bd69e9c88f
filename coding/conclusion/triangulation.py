"""Triangulating: a finding by kind of source, by role and by time. The cells are collected; what they come to is not.

Whether sources are consistent, different or contradicting is for a person to say: those who agree may have been told
the same thing by the same office.
"""

from coding.conclusion.fact import Claim, Fact, Found, Row, ids
from coding.conclusion.tally import informants, sides, split
from coding.model import KINDS

PERIODS = ("", "year", "quarter", "month")


def triangulation(claim: Claim, *, attribute: str = "", period: str = "") -> Found:
    """A row for each kind of source, label of the attribute and period: excerpts, informants and sources.

    Without attribute or period that part of the label is empty. The flag says what is in the cell ("for", "against",
    "both", "none"); "none" is no data, not disagreement.
    """
    said = split(claim, lambda one: (one.kind, _label(one, attribute), _time(one, period)))
    roles = claim.labels(attribute, (role for _kind, role, _when in said)) if attribute else ("",)
    times = sorted({when for _kind, _role, when in said}, key=lambda when: (not when, when)) or [""]
    rows = []
    for kind in KINDS:
        for role in roles:
            for when in times:
                for_, against = said.get((kind, role, when), ([], []))
                both = [*for_, *against]
                numbers = {**sides(for_, against), "sources": len({one.source for one in both})}
                flag = "both" if for_ and against else "for" if for_ else "against" if against else "none"
                rows.append(Row((kind, role, when), numbers, ids(both), flag))
    return Found(
        {
            "cells": len(rows),
            "filled": sum(row.flag != "none" for row in rows),
            "kinds": len({one.kind for one in claim.evidence}),
            "sources": len({one.source for one in claim.evidence}),
            "informants": len(informants(claim.evidence)),
        },
        tuple(rows),
    )


def _label(one: Fact, attribute: str) -> str:
    return one.attributes.get(attribute, "") if attribute else ""


def _time(one: Fact, period: str) -> str:
    if not period or one.on is None:
        return ""
    year = f"{one.on.year:04}"
    if period == "quarter":
        return f"{year}-Q{(one.on.month + 2) // 3}"
    return f"{year}-{one.on.month:02}" if period == "month" else year
