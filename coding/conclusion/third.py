"""Ruling out spurious relations: the if-then table once more for each label of a third variable."""

from uuid import UUID

from coding.conclusion.conditions import Held, crossed, told
from coding.conclusion.fact import Claim, Found, Row, ids

CELLS: tuple[tuple[Held, Held], ...] = ((True, True), (True, False), (False, True), (False, False))


def third(claim: Claim, *, first: UUID, second: UUID, attribute: str) -> Found:
    """For each label of the attribute a row for each of the four cells: how many informants, of those of the label.

    "of" are those of whom both are known; the four cells add up to it. A cell that goes against "if the first, then the
    second" is flagged "exception" where somebody stands in it.
    """
    there = crossed(claim, first, second)
    rows = []
    unknown = 0
    for label in claim.labels(attribute):
        mine = [one for one in there if claim.cases[one.key].get(attribute, "") == label]
        known = [one for one in mine if one.first is not None and one.second is not None]
        unknown += len(mine) - len(known)
        for cell in CELLS:
            some = [one for one in known if (one.first, one.second) == cell]
            rows.append(
                Row(
                    (label, told(cell[0]), told(cell[1])),
                    {"informants": len(some), "of": len(known)},
                    ids(fact for one in some for fact in one.said),
                    "exception" if some and cell == (True, False) else "",
                )
            )
    return Found({"labels": len(rows) // len(CELLS), "of": len(claim.cases), "unknown": unknown}, tuple(rows))
