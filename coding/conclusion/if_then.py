"""Making if-then tests: whether those who speak of one code as there speak of another so, with the exceptions."""

from uuid import UUID

from coding.conclusion.conditions import crossed, told
from coding.conclusion.fact import Claim, Found, Row, ids


def if_then(claim: Claim, *, first: UUID, second: UUID) -> Found:
    """A row for each informant of the scope: whether the first code holds for them, and the second.

    The figures are the table of two by two: "both", "first_only" (the exceptions to "if the first, then the second",
    flagged so in the rows), "second_only", "neither"; and "unknown", those who were not asked about one of them.
    """
    rows = []
    figures = dict.fromkeys(("both", "first_only", "second_only", "neither", "unknown"), 0)
    for one in crossed(claim, first, second):
        if one.first is None or one.second is None:
            cell = "unknown"
        else:
            cell = ("both" if one.second else "first_only") if one.first else "second_only" if one.second else "neither"
        figures[cell] += 1
        flag = "exception" if cell == "first_only" else ""
        rows.append(Row((one.key, told(one.first), told(one.second)), {"excerpts": len(one.said)}, ids(one.said), flag))
    rows.sort(key=lambda row: row.flag != "exception")
    return Found({**figures, "of": len(claim.cases)}, tuple(rows))
