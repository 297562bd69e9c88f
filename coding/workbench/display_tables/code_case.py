"""Codes by cases, sources, coders or an attribute of informants, counted."""

from coding.errors import Notice
from coding.model import Dimension
from coding.reduction.code_case import code_case
from coding.reduction.sheet import Sheet
from coding.store.tallies import Group
from coding.workbench.display_tables.asked import ATTRIBUTE, Asked

_DIMENSIONS: dict[str, Dimension] = {"cases": "case", "sources": "source", "coders": "coder"}


def count(asked: Asked) -> Sheet:
    """The table; where rows are informants, what was said by nobody who is one is told beside it."""
    by, unit = asked.options["by"], asked.options["unit"]
    labels = asked.labels(by) if by.startswith(ATTRIBUTE) else None
    counts: dict[tuple[str, str], int] = {}
    lost = 0
    for one in asked.grouped(_DIMENSIONS.get(by, "case"), "code", words=unit == "words"):
        line = one.row if labels is None else labels.get(one.row or "")
        if line is None or one.column is None:
            lost += one.excerpts
            continue
        counts[line, one.column] = counts.get((line, one.column), 0) + _counted(one, unit)
    told = Notice("Excerpts that belong to none of these columns, and are not counted: {n}.", {"n": str(lost)})
    return code_case(
        asked.codes(),
        asked.lines(by),
        counts,
        unit=unit,
        order=asked.options["order"],
        language=asked.language,
        notices=[told] if lost else [],
    )


def _counted(one: Group, unit: str) -> int:
    return {"informants": one.informants, "segments": one.excerpts, "words": one.words}[unit]
