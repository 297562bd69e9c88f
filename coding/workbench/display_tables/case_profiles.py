"""What each informant speaks of."""

from coding.errors import Notice
from coding.reduction.case_profiles import case_profiles
from coding.reduction.sheet import Sheet
from coding.store import tallies
from coding.workbench.display_tables.asked import Asked

MOST = 60
"""Informants in one picture."""


def count(asked: Asked) -> Sheet:
    """The table of the first informants by their codes."""
    top, groups = asked.groups()
    counts: dict[tuple[str, str], int] = {}
    for one in asked.grouped("case", "code"):
        if one.row is not None and one.column is not None and one.column in top:
            place = (one.row, top[one.column])
            counts[place] = counts.get(place, 0) + one.excerpts
    there = asked.lines("cases")
    shown = dict(list(there.items())[:MOST])
    few = Notice("Shown are the first {n} of {all} informants.", {"n": str(MOST), "all": str(len(there))})
    return case_profiles(
        shown,
        groups,
        counts,
        tallies.words_of_cases(asked.tx),
        unit=asked.options["unit"],
        language=asked.language,
        notices=[few] if len(there) > MOST else [],
    )
