"""How alike informants are in what they speak of."""

from collections import Counter

import numpy as np

from coding.errors import Notice
from coding.reduction.case_similarity import case_similarity
from coding.reduction.sheet import Sheet
from coding.workbench.display_tables.asked import Asked

MOST = 60
"""Informants in one picture."""


def count(asked: Asked) -> Sheet:
    """The table of those who speak of most; who speaks of nothing is like nobody."""
    codes, there = list(asked.codes()), asked.lines("cases")
    said = {
        (one.row, one.column) for one in asked.grouped("case", "code") if one.row in there and one.column in set(codes)
    }
    many = Counter(case for case, _code in said)
    # Of those who speak of as much, the first ones: what is said comes in no order.
    chosen = set(sorted((key for key in there if many[key]), key=lambda key: -many[key])[:MOST])
    shown = {key: head for key, head in there.items() if key in chosen}
    present = np.array([[(case, code) in said for code in codes] for case in shown], dtype=bool)
    few = Notice("Shown are the first {n} of {all} informants.", {"n": str(len(shown)), "all": str(len(many))})
    return case_similarity(shown, present, language=asked.language, notices=[few] if len(many) > MOST else [])
