"""Displays after Miles, Huberman & Saldaña: a rule for rows, one for columns, and one for what is entered.

A cell says by which rule its entry was made: the words of an excerpt, what somebody wrote of it, what is said to be the
case, or how many; an empty one says which kind of missing it is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from coding.errors import Notice
from coding.model import STATUSES, Language
from coding.reduction.sheet import Head, Sheet, Value
from coding.reduction.stated import STATED, Said, Told, distinct, in_columns

QUOTE, SUMMARY, RATING, COUNT, NAMES = "quote", "summary", "rating", "count", "names"
UNSAID = "not said"
LIMITED, CONFLICTING, NO_STATUS = "limited", "conflicting", "none"

RATINGS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "exists": "ada",
        LIMITED: "terbatas",
        "planned": "direncanakan",
        "existed": "pernah ada",
        "absent": "belum ada",
        "failed": "gagal",
        CONFLICTING: "bertentangan",
        NO_STATUS: "disebut",
        "not asked": "tidak ditanyakan",
        "asked": "ditanyakan, tidak muncul",
        "no data": "tidak ada data",
        UNSAID: "tidak muncul",
        "excerpts": "{n} kutipan",
    },
    "en": {
        "exists": "exists",
        LIMITED: "limited",
        "planned": "planned",
        "existed": "existed",
        "absent": "absent",
        "failed": "failed",
        CONFLICTING: "conflicting",
        NO_STATUS: "spoken of",
        "not asked": "not asked",
        "asked": "asked, not said",
        "no data": "no data",
        UNSAID: "not said",
        "excerpts": "excerpts: {n}",
    },
}
MOST_ROWS, MOST_CELLS = 60, {QUOTE: 900, SUMMARY: 900, NAMES: 1500}
FEWER_ROWS = Notice("Shown are the first {n} rows of {all}. Choose fewer excerpts to see the others.")
FEWER_COLUMNS = Notice("Shown are the first {n} columns of {all}. Choose fewer excerpts to see the others.")
_WIDEST = 60
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Axis:
    """A row or a column with the ids of what belongs to it; None: it asks for nothing of that kind."""

    head: Head
    cases: frozenset[str] | None = None
    codes: frozenset[str] | None = None
    statuses: frozenset[str] | None = None

    def holds(self, case: str | None, code: str, status: str) -> bool:
        """Whether what is said so belongs to it."""
        return (
            (self.cases is None or case in self.cases)
            and (self.codes is None or code in self.codes)
            and (self.statuses is None or status in self.statuses)
        )


@dataclass(slots=True)
class Slot:
    """What belongs to a cell: excerpts by status, how many of them are limited, by whom."""

    statuses: Counter[str] = field(default_factory=Counter)
    limited: int = 0
    cases: set[str] = field(default_factory=set)

    @property
    def excerpts(self) -> int:
        return self.statuses.total()


class Frame:
    """Rows by columns; finds the cells that something said belongs to, each combination once."""

    def __init__(self, rows: Sequence[Axis], columns: Sequence[Axis]) -> None:
        self.rows, self.columns = rows, columns
        self._known: tuple[dict[tuple[str | None, ...], list[int]], ...] = ({}, {})
        self._asks = (_asks(rows), _asks(columns))

    def at(self, case: str | None, code: str, status: str) -> list[tuple[int, int]]:
        """The places of the cells."""
        if not (down := self._found(0, case, code, status)):
            return []
        across = self._found(1, case, code, status)
        return [(row, column) for row in down for column in across]

    def _found(self, side: int, case: str | None, code: str, status: str) -> list[int]:
        known, (cases, codes, statuses) = self._known[side], self._asks[side]
        # What no axis asks for makes no difference: there are few rows and columns, and many combinations.
        key = (case if cases else None, code if codes else None, status if statuses else None)
        if (found := known.get(key)) is None:
            axes = (self.rows, self.columns)[side]
            known[key] = found = [at for at, axis in enumerate(axes) if axis.holds(case, code, status)]
        return found

    def filled(self, said: Iterable[Said], limited: Iterable[Said] = ()) -> dict[tuple[int, int], Slot]:
        """What belongs to each cell."""
        told = in_columns(said)
        slots: dict[tuple[int, int], Slot] = {}
        line, place = self._cells(told)
        statuses, at = distinct(place * len(STATED) + told.status[line], self._many() * len(STATED))
        sums = np.bincount(at, weights=told.many[line], minlength=statuses.size).astype(np.int64)
        for one, many in zip(statuses.tolist(), sums.tolist(), strict=True):
            cell, status = divmod(one, len(STATED))
            self._slot(slots, cell).statuses[STATED[status] or NO_STATUS] = many
        wide = len(told.cases)
        people, _at = distinct(place * wide + told.case[line], self._many() * wide)
        for one in people.tolist():
            cell, case = divmod(one, wide)
            if name := told.cases[case]:
                self._slot(slots, cell).cases.add(name)
        less = in_columns(limited)
        line, place = self._cells(less)
        cells, at = distinct(place, self._many())
        sums = np.bincount(at, weights=less.many[line], minlength=cells.size).astype(np.int64)
        for cell, many in zip(cells.tolist(), sums.tolist(), strict=True):
            self._slot(slots, cell).limited = many
        return slots

    def _many(self) -> int:
        return max(len(self.rows) * len(self.columns), 1)

    def _slot(self, slots: dict[tuple[int, int], Slot], cell: int) -> Slot:
        place = divmod(cell, len(self.columns))
        if (slot := slots.get(place)) is None:
            slots[place] = slot = Slot()
        return slot

    def _cells(self, told: Told) -> tuple[Any, Any]:
        """Each line as often as it belongs to a cell, and the cells, numbered row by row."""
        (rows, down, many_down), (columns, across, many_across) = (self._beside(side, told) for side in (0, 1))
        many = many_down * many_across
        line = np.repeat(np.arange(told.case.size), many)
        ahead = np.arange(line.size) - np.repeat(np.cumsum(many) - many, many)
        row = rows[down[line] + ahead // many_across[line]]
        return line, row * len(self.columns) + columns[across[line] + ahead % many_across[line]]

    def _beside(self, side: int, told: Told) -> tuple[Any, Any, Any]:
        """The places on a side behind each other: where those of each line begin among them, and how many it has."""
        fields = ((told.case, len(told.cases)), (told.code, len(told.codes)), (told.status, len(STATED)))
        key, below = np.zeros(told.case.size, dtype=np.int64), 1
        for asks, (numbers, wide) in zip(self._asks[side], fields, strict=True):
            key, below = (key * wide + numbers, below * wide) if asks else (key, below)
        keys, at = distinct(key, below)
        one_of = np.zeros(keys.size, dtype=np.int64)
        one_of[at] = np.arange(at.size)
        found = [
            self._found(side, told.cases[case], told.codes[code], STATED[status] or NO_STATUS)
            for case, code, status in zip(*(numbers[one_of].tolist() for numbers, _wide in fields), strict=True)
        ]
        many = np.array([len(one) for one in found], dtype=np.int64)
        places = np.array([place for one in found for place in one], dtype=np.int64)
        return places, (np.cumsum(many) - many)[at], many[at]


def _asks(axes: Sequence[Axis]) -> tuple[bool, bool, bool]:
    """Whether one of them asks for cases, for codes, for statuses."""
    cases, codes, statuses = (
        any(getattr(axis, name) is not None for axis in axes) for name in ("cases", "codes", "statuses")
    )
    return cases, codes, statuses


def rating(slot: Slot, language: Language) -> str:
    """What is said to be the case, with how many excerpts say so: `terbatas (2)`, `bertentangan: ada (1), gagal (2)`.

    What exists but not as it should, once or always, is limited; that it exists and that it does not is conflicting.
    """
    words = RATINGS[language]
    there = [(one, slot.statuses[one]) for one in STATUSES if slot.statuses[one]]
    told = [f"{words[LIMITED if one == 'exists' and slot.limited else one]} ({many})" for one, many in there]
    if not told:
        return f"{words[NO_STATUS]} ({slot.excerpts})"
    stated = {one for one, _many in there}
    against = "exists" in stated and stated & {"absent", "failed", "existed"}
    return f"{words[CONFLICTING]}: {', '.join(told)}" if against else ", ".join(told)


@dataclass(frozen=True, slots=True)
class Written:
    """Words for a cell, and the rule by which they came there."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Rules:
    """How cells are entered: `words` for those that have some, `missing` for empty ones, `names` of informants."""

    entry: str
    language: Language
    words: Mapping[tuple[int, int], Written] = field(default_factory=dict)
    missing: Mapping[tuple[int, int], str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def enter(self, place: tuple[int, int], slot: Slot | None, one_person: bool) -> tuple[Value, str]:
        """The entry of a cell and its rule."""
        if slot is None or not slot.excerpts:
            kind = self.missing.get(place, UNSAID)
            return RATINGS[self.language][kind], kind
        if (made := self.words.get(place)) is not None:
            return made.text, made.rule
        if self.entry == RATING:
            return rating(slot, self.language), RATING
        if self.entry == NAMES:
            return self._who(slot), NAMES
        if self.entry == COUNT and (one_person or slot.cases):
            return (slot.excerpts if one_person else len(slot.cases)), COUNT
        return self._many(slot), COUNT

    def _many(self, slot: Slot) -> str:
        return RATINGS[self.language]["excerpts"].format(n=slot.excerpts)

    def _who(self, slot: Slot) -> str:
        known = sorted(self.names[one] for one in slot.cases if one in self.names)
        rest = len(known) - _NAMED
        more = f" … (+{rest})" if rest > 0 else ""
        return f"{len(slot.cases)}: {', '.join(known[:_NAMED])}{more}" if known else self._many(slot)


def shortened(rows: Sequence[Axis], columns: Sequence[Axis], entry: str) -> tuple[Frame, list[Notice]]:
    """As many rows and columns as can be read at once, and what is said where there are more."""
    across = columns[:_WIDEST]
    most = min(MOST_ROWS, max(10, MOST_CELLS.get(entry, 3000) // max(len(across), 1)))
    told = []
    for notice, shown, every in ((FEWER_ROWS, rows[:most], rows), (FEWER_COLUMNS, across, columns)):
        if len(every) > len(shown):
            told.append(Notice(notice.sentence, {"n": str(len(shown)), "all": str(len(every))}))
    return Frame(rows[:most], across), told


def laid(
    frame: Frame,
    slots: Mapping[tuple[int, int], Slot],
    rules: Rules,
    *,
    corner: str,
    counted: str,
    notices: Sequence[Notice] = (),
) -> Sheet:
    """The table with an entry in every cell."""
    made: dict[tuple[int, int], str] = {}
    cells: list[list[Value]] = []
    for row, down in enumerate(frame.rows):
        line: list[Value] = []
        for column, across in enumerate(frame.columns):
            person = 1 in (len(down.cases or ()), len(across.cases or ()))
            value, made[row, column] = rules.enter((row, column), slots.get((row, column)), person)
            line.append(value)
        cells.append(line)
    heads = ([one.head for one in frame.rows], [one.head for one in frame.columns])
    return Sheet(corner, counted, *heads, cells, notices=notices, rules=made)
