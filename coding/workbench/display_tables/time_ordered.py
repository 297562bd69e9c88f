"""Codes or groups by the day or month of the interviews: how many informants speak of them, or an excerpt of each."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

from coding.errors import Notice
from coding.model import LedgerLine
from coding.reduction.code_timeline import span
from coding.reduction.sheet import Sheet, Value
from coding.reduction.stated import Stated
from coding.reduction.template import COUNT, QUOTE, RATINGS, UNSAID
from coding.workbench.display_tables import code_timeline
from coding.workbench.display_tables.asked import Asked
from coding.workbench.display_tables.entries import COUNTED, References, best, to_quote

_WORDS = {"id": "banyaknya informan", "en": "number of informants"}


def count(asked: Asked) -> Sheet:
    """The table; texts without a date are told, not shown."""
    by, entry = asked.options["of"], asked.options["entry"]
    counted = code_timeline.count(
        replace(asked, options={"by": by, "span": asked.options["span"], "unit": "informants"})
    )
    words, notices = _quotes(asked, sum(map(bool, chain(*counted.cells)))) if entry == QUOTE else ({}, [])
    rules: dict[tuple[int, int], str] = {}
    cells: list[list[Value]] = []
    for row, (down, numbers) in enumerate(zip(counted.rows, counted.cells, strict=True)):
        line: list[Value] = []
        for column, (across, many) in enumerate(zip(counted.columns, numbers, strict=True)):
            text = words.get((down.ask or "", across.label))
            rules[row, column] = (QUOTE if text else COUNT) if many else UNSAID
            line.append((text or many) if many else RATINGS[asked.language][UNSAID])
        cells.append(line)
    told = COUNTED[asked.language][QUOTE] if entry == QUOTE else _WORDS[asked.language]
    return replace(counted, counted=told, cells=cells, rules=rules, notices=[*counted.notices, *notices])


def _quotes(asked: Asked, cells: int) -> tuple[dict[tuple[str, str], str], list[Notice]]:
    """(what a row asks for, day or month) → the quote chosen for it."""
    dated, names, _told = code_timeline.days(asked)
    rows = _rows(asked)

    def places(source: str, said: Stated) -> list[tuple[str, str]]:
        row, name = rows.get(said.code), names.get(source)
        return [(row, span(dated[name], asked.options["span"]))] if row and name else []

    lines, notices = to_quote(asked, places, cells)
    there: dict[tuple[str, str], list[LedgerLine]] = {}
    for line in lines:
        day = dated.get(line.excerpt.source_name)
        row = rows.get(str(line.excerpt.coding.code))
        if day and row:
            there.setdefault((row, span(day, asked.options["span"])), []).append(line)
    said = References(asked)
    return {place: said.quote(best(some)) for place, some in there.items()}, notices


def _rows(asked: Asked) -> Mapping[str, str]:
    """Code's id → what its row asks for."""
    if asked.options["of"] == "groups":
        mine, heads = asked.groups()
        return {code: heads[group].ask or "" for code, group in mine.items() if group in heads}
    return {code: head.ask or "" for code, head in asked.codes().items()}
