"""Tables that stand side by side: the same rows and columns in the same order, whatever each of them has."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from coding.errors import Notice
from coding.reduction.case_similarity import Alike
from coding.reduction.cooccurrence import Pair, Pairs
from coding.reduction.sheet import Head, Sheet, Value

PERIODS = ("month", "quarter", "year")
ROWS, COLUMNS = "rows", "columns"
Place = tuple[int, int]
"""A row and a column."""


def aligned(whole: Sheet, parts: Sequence[Sheet], *, own: str = "") -> list[Sheet]:
    """Each part with all rows and columns that the whole and the other parts have; what it lacks is empty.

    Rows and columns stand in the order of the whole. `own` names the side (ROWS or COLUMNS) on which each part keeps
    its own, because they are single things that no other part has.
    """
    if isinstance(whole, Pairs):
        return [_with_codes_of(whole, one) for one in parts if isinstance(one, Pairs)]
    if isinstance(whole, Alike):
        return [_with_people_of(whole, one) for one in parts if isinstance(one, Alike)]
    down = None if own == ROWS else _every([whole.rows, *(one.rows for one in parts)])
    across = None if own == COLUMNS else _every([whole.columns, *(one.columns for one in parts)])
    return [_filled(one, down, across) for one in parts]


def _every(sides: Sequence[Sequence[Head]]) -> dict[str, Head]:
    """The heads of all sides by what tells them apart, those of the first side first."""
    every: dict[str, Head] = {}
    for head in (head for side in sides for head in side):
        every.setdefault(head.own, head)
    return every


def _filled(one: Sheet, down: Mapping[str, Head] | None, across: Mapping[str, Head] | None) -> Sheet:
    rows, places = _laid(one.rows, down)
    columns, sides = _laid(one.columns, across)
    moved = {
        (row, column): (at, beside)
        for at, row in enumerate(places)
        for beside, column in enumerate(sides)
        if row is not None and column is not None
    }
    cells: list[list[Value]] = [
        [None if row is None or column is None else one.cells[row][column] for column in sides] for row in places
    ]
    asks = _Moved(one.asks, {moved[at]: at for at in one.asks if at in moved})
    rules = {moved[at]: rule for at, rule in one.rules.items() if at in moved}
    return replace(one, rows=rows, columns=columns, cells=cells, asks=asks, rules=rules)


class _Moved(Mapping[Place, str]):
    """What cells ask for, by the places they were moved to; written only where it is wanted, as it may be long."""

    def __init__(self, asks: Mapping[Place, str], before: Mapping[Place, Place]) -> None:
        self._asks, self._before = asks, before

    def __getitem__(self, place: Place) -> str:
        return self._asks[self._before[place]]

    def __iter__(self) -> Iterator[Place]:
        return iter(self._before)

    def __len__(self) -> int:
        return len(self._before)


def _laid(mine: Sequence[Head], every: Mapping[str, Head] | None) -> tuple[list[Head], list[int | None]]:
    """The heads to be shown, one's own where one has it, and the place each has in one's own table."""
    if every is None:
        return list(mine), list(range(len(mine)))
    at = {head.own: place for place, head in enumerate(mine)}
    return [mine[at[key]] if key in at else head for key, head in every.items()], [at.get(key) for key in every]


def _with_codes_of(whole: Pairs, one: Pairs) -> Pairs:
    """Pairs whose codes stand as in the whole; where those of a network have places there, in these."""
    order = {head.own: at for at, head in enumerate(whole.codes)}
    at = {old: order[head.own] for old, head in enumerate(one.codes) if head.own in order}
    drawn = [group is not None for group in whole.communities] or [True] * len(whole.codes)
    kept = [
        row
        for row, pair in enumerate(one.pairs)
        if pair.first in at and pair.second in at and drawn[at[pair.first]] and drawn[at[pair.second]]
    ]
    sizes = {head.own: head.size for head in one.codes}
    left_out = len(one.pairs) - len(kept)
    told = [Notice("Ties left out, of codes that have no place in the whole: {n}.", {"n": str(left_out)})]
    return replace(
        one,
        rows=[one.rows[row] for row in kept],
        cells=[one.cells[row] for row in kept],
        codes=[replace(head, size=sizes.get(head.own, 0)) for head in whole.codes],
        pairs=[_moved(one.pairs[row], at) for row in kept],
        communities=whole.communities,
        spots=whole.spots,
        notices=[*one.notices, *(told if left_out else [])],
    )


def _moved(pair: Pair, at: Mapping[int, int]) -> Pair:
    return replace(pair, first=at[pair.first], second=at[pair.second])


def _with_people_of(whole: Alike, one: Alike) -> Alike:
    """Those who are compared in the order of the whole; who says nothing here has an empty line."""
    filled = _filled(one, heads := _every([whole.rows, one.rows]), heads)
    _rows, places = _laid(one.rows, heads)
    shares = np.full((len(places), len(places)), np.nan)
    there = [at for at, place in enumerate(places) if place is not None]
    mine = [place for place in places if place is not None]
    if mine:
        shares[np.ix_(there, there)] = np.asarray(one.shares)[np.ix_(mine, mine)]
    return replace(
        one, rows=filled.rows, columns=filled.columns, cells=filled.cells, asks=filled.asks, shares=shares.tolist()
    )


def period(day: date, by: str) -> tuple[str, date, date]:
    """The month, quarter or year of a day: what it is called, its first day, and the first behind it."""
    long = {"month": 1, "quarter": 3, "year": 12}[by]
    month = (day.month - 1) // long * long
    first = date(day.year, month + 1, 1)
    ends = month + long
    after = date(day.year + ends // 12, ends % 12 + 1, 1)
    name = {"month": f"{first:%Y-%m}", "quarter": f"{day.year}-Q{month // 3 + 1}", "year": f"{day.year}"}[by]
    return name, first, after


def sensible(days: Sequence[date], most: int) -> str:
    """The shortest of PERIODS of which there are not too many."""
    return next((by for by in PERIODS if len({period(day, by) for day in days}) <= most), PERIODS[-1])
