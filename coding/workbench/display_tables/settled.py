"""What a display chooses by itself from what it counts, chosen once for all that stand side by side with it."""

from collections.abc import Sequence
from dataclasses import replace

from coding.errors import Notice
from coding.reduction.sheet import Sheet
from coding.workbench.display_tables import axes, spoken
from coding.workbench.display_tables.asked import Asked

CODE, WORD = "code", "word"
LABELS, ARROWS = ("word-frequencies",), ("causal-network", "context-chart")
"""Kinds that show as many rows as there is room for: which, the whole decides for its parts."""


def settled(kind: str, asked: Asked, whole: Sheet) -> tuple[Asked, Sequence[Notice]]:
    """The same with the code, words or arrows that `whole`, the table of it all, was made of; and what to tell."""
    options, told = dict(asked.options), []
    if options.get(CODE) == "" and (code := axes.chosen_code(asked)).key:
        options[CODE] = code.label
    if options.get(WORD) == "":
        options[WORD], found = spoken.search(asked)
        told = list(found.notices[:1])
    among = [row.label for row in whole.rows] if kind in LABELS else []
    among += [row.own for row in whole.rows] if kind in ARROWS else []
    return replace(asked, options=options, among=tuple(among)), told
