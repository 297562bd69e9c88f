"""Displays after Miles, Huberman & Saldaña: a rule for rows, one for columns, and one for what is entered.

A cell says by which rule its entry was made: the words of an excerpt, what somebody wrote of it, what is said to be the
case, or how many; an empty one says which kind of missing it is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Protocol

from coding.errors import Notice
from coding.model import STATUSES, Language
from coding.reduction.sheet import Head, Sheet, Value

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


class Said(Protocol):
    """Excerpts of a code and status from one informant."""

    @property
    def case(self) -> str | None: ...
    @property
    def code(self) -> str: ...
    @property
    def status(self) -> str | None: ...
    @property
    def excerpts(self) -> int: ...


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
        slots: dict[tuple[int, int], Slot] = {}
        # Hundreds of thousands are said: what `at` does stands here, without a call for each.
        (case_down, code_down, status_down), (case_across, code_across, status_across) = self._asks
        downs, acrosses = self._known
        for one in said:
            case, code, status, many = one.case, one.code, one.status or NO_STATUS, one.excerpts
            key = (case if case_down else None, code if code_down else None, status if status_down else None)
            if (down := downs.get(key)) is None:
                down = self._found(0, case, code, status)
            if not down:
                continue
            key = (case if case_across else None, code if code_across else None, status if status_across else None)
            if (across := acrosses.get(key)) is None:
                across = self._found(1, case, code, status)
            for place in product(down, across):
                if (slot := slots.get(place)) is None:
                    slots[place] = slot = Slot()
                slot.statuses[status] += many
                if case:
                    slot.cases.add(case)
        for one in limited:
            for place in self.at(one.case, one.code, one.status or NO_STATUS):
                slots.setdefault(place, Slot()).limited += one.excerpts
        return slots


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
