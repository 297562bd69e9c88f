"""Who speaks of what where: counts by code, source, informant and status, from which every count of displays is made.

Counts of a study are hundreds of thousands: they stand in columns of numbers, and what is asked of them is worked out
by the column. What was counted of a code stands by itself, so that after a change the codes concerned alone are
counted again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, NamedTuple, Protocol, TypeGuard, get_args
from uuid import UUID

import numpy as np

from coding.reduction.ids import Ids, as_bytes, as_text
from coding.reduction.stated import STATED, Stated, Told

By = Literal["code", "source", "case"]
Strip = tuple[UUID, str, str, Sequence[str]]
"""A code, its sources and speakers, and its counts; see `store.heard.Strip`."""
_NOBODY, _AS_SOURCE = -1, -2
_DENSE = 6_000_000
"""Places of a table that is filled in rather than sorted for."""


def is_heard(dimension: str) -> TypeGuard[By]:
    """Whether it can be counted by this."""
    return dimension in get_args(By)


class Counted(Protocol):
    """What the store keeps counted; see `store.census.Census`."""

    @property
    def sources(self) -> Any: ...
    @property
    def codes(self) -> Any: ...
    @property
    def coders(self) -> Any: ...
    @property
    def speakers(self) -> Any: ...
    @property
    def source(self) -> Any: ...
    @property
    def code(self) -> Any: ...
    @property
    def coder(self) -> Any: ...
    @property
    def speaker(self) -> Any: ...
    @property
    def status(self) -> Any: ...
    @property
    def limited(self) -> Any: ...
    @property
    def many(self) -> Any: ...


class Wanted(NamedTuple):
    """What of it is looked for: these codes, sources and coders (all where none are said), and statuses.

    `statuses` are as a query has them: `limited` and `none` among them; with `limited` what is so alone.
    """

    codes: Collection[UUID] = ()
    sources: Collection[UUID] = ()
    coders: Collection[UUID] = ()
    statuses: Collection[str] = ()
    limited: bool = False


class Whose:
    """The sources and speakers, numbered, with the numbers of their cases; see `store.heard.whose`."""

    def __init__(
        self, sources: tuple[str, str], speakers: tuple[str, str], cases: Collection[UUID], *, everybody: bool
    ) -> None:
        there = sorted(cases)
        self.cases = [str(one) for one in there]
        self.sources = as_text(sources[0])
        self.everybody = everybody
        self._sources, self._speakers = Ids(sources[0]), Ids(speakers[0])
        known = Ids(there)
        voices = np.where(as_bytes(speakers[1]) == b"", _AS_SOURCE, known.numbers(speakers[1]))
        # The last is for what is not known.
        self._owners = np.append(known.numbers(sources[1]), _NOBODY)
        self._voices = np.append(voices, _AS_SOURCE)

    def placed(self, strips: Iterable[Strip], layers: int = 1) -> list["Heard"]:
        """What is heard, from `store.heard.strips`; without those whose words do not count.

        So often as there are `layers`: of everybody, then of each coder that was asked for.
        """
        codes: list[str] = []
        found: list[list[Lines]] = [[] for _ in range(layers)]
        for code, sources, speakers, counts in strips:
            source, case = self._places(self._sources.numbers(sources), self._speakers.numbers(speakers))
            counting = (source >= 0) & (self.everybody | (case >= 0))
            many = np.array([np.fromstring(one, dtype=np.int32, sep=" ") for one in counts])
            for lines, some in zip(found, np.split(many, layers), strict=True):
                # The first of them is of all statuses, and those without any.
                some[0] -= some[1:].sum(axis=0)
                status, at = np.nonzero(some * counting)
                lines.append(
                    Lines(np.full(at.size, len(codes)), source[at], case[at], status, some[status, at]).narrow()
                )
            codes.append(str(code))
        return [Heard(self, codes, Lines.joined(lines)) for lines in found]

    def kept(self, counted: Counted, wanted: Wanted, coders: Sequence[UUID] = ()) -> list["Heard"]:
        """What is heard, from `store.census.read`; then of each of these coders."""
        source, case = self._places(
            self._sources.found(counted.sources)[counted.source],
            self._speakers.found(counted.speakers)[counted.speaker],
        )
        counting = (source >= 0) & (self.everybody | (case >= 0)) & _wanted(counted, wanted)
        lines = Lines(counted.code, source, case, counted.status, counted.many).narrow().among(counting)
        codes = as_text(counted.codes.tobytes().hex())
        whole = Heard(self, codes, lines, np.flatnonzero(counting))
        who = Ids(coders).found(counted.coders)[counted.coder[counting]] if coders else None
        return [whole, *(whole.among(who == at) for at in range(len(coders)))]

    def _places(self, source: Any, speaker: Any) -> tuple[Any, Any]:
        """Sources and cases; the speaker's before that of the source."""
        voice = self._voices[speaker]
        return source, np.where(voice == _AS_SOURCE, self._owners[source], voice)


def _wanted(counted: Counted, wanted: Wanted) -> Any:
    mine = np.ones(counted.many.size, dtype=np.bool_)
    for name in ("code", "source", "coder"):
        if some := getattr(wanted, f"{name}s"):
            mine &= (Ids(some).found(getattr(counted, f"{name}s")) >= 0)[getattr(counted, name)]
    if wanted.statuses:
        named = [at for at, status in enumerate(STATED) if (status or "none") in wanted.statuses]
        mine &= np.isin(counted.status, named) | (counted.limited if "limited" in wanted.statuses else False)
    return mine & counted.limited if wanted.limited else mine


@dataclass(frozen=True, slots=True)
class Lines:
    """So many excerpts of a code, source, case (below zero for none) and status (a place in STATED), in columns."""

    code: Any
    source: Any
    case: Any
    status: Any
    many: Any

    def columns(self) -> tuple[Any, ...]:
        """All of them."""
        return self.code, self.source, self.case, self.status, self.many

    def narrow(self) -> "Lines":
        """Kept for long: half as wide as what is counted with."""
        return Lines(*(one.astype(np.int32, copy=False) for one in self.columns()))

    def among(self, mine: Any) -> "Lines":
        """Some of them."""
        return Lines(*(one[mine] for one in self.columns()))

    @staticmethod
    def joined(some: Sequence["Lines"]) -> "Lines":
        """One behind the other."""
        if not some:
            return Lines(*(np.zeros(0, dtype=np.int32) for _ in range(5)))
        return Lines(*map(np.concatenate, zip(*(one.columns() for one in some), strict=True)))


class Heard:
    """Counts of all codes; nothing in it changes.

    `counted` are the places of its lines in what the store keeps counted; None where it was counted in a pass.
    """

    def __init__(self, whose: Whose, codes: Sequence[str], lines: Lines, counted: Any = None) -> None:
        self._whose, self._codes, self._lines, self.counted = whose, list(codes), lines, counted
        self._parts: dict[tuple[Collection[str] | None, ...], Heard] = {}

    def with_codes(self, codes: Collection[str], anew: "Heard") -> "Heard":
        """With these codes as they were counted anew."""
        names = list(dict.fromkeys((*self._codes, *anew._codes)))
        at = {code: place for place, code in enumerate(names)}
        moved = np.array([at[code] for code in anew._codes], dtype=np.int32)
        stays = np.array([code not in codes for code in self._codes], dtype=np.bool_)
        new = anew._lines
        mine = self._lines.among(stays[self._lines.code])
        theirs = Lines(moved[new.code], new.source, new.case, new.status, new.many)
        return Heard(self._whose, names, Lines.joined([mine, theirs]))

    def placed(self, strips: Iterable[Strip], layers: int = 1) -> list["Heard"]:
        """More counts, with the sources and speakers that are known; see `Whose.placed`."""
        return self._whose.placed(strips, layers)

    def within(self, sources: frozenset[str] | None, cases: frozenset[str] | None) -> "Heard":
        """What stands in these sources, and is said by these informants; None: in any, by anybody."""
        if (kept := self._parts.get((sources, cases))) is not None:
            return kept
        there, people = self._among("source", sources), self._among("case", cases)
        mine = np.ones(self._lines.many.size, dtype=np.bool_)
        if there is not None:
            mine &= there[self._lines.source]
        if people is not None:
            mine &= people[self._lines.case]
        made = self._parts[sources, cases] = self.among(mine)
        return made

    def among(self, mine: Any) -> "Heard":
        """Some of its lines."""
        counted = None if self.counted is None else self.counted[mine]
        return Heard(self._whose, self._codes, self._lines.among(mine), counted)

    def _among(self, by: By, wanted: Collection[str] | None) -> Any:
        """Of each number, the last for none, whether it is wanted; None where all are."""
        return None if wanted is None else np.array([one in wanted for one in self._names(by)], dtype=np.bool_)

    def _names(self, by: By) -> list[str | None]:
        """What the numbers stand for; the last one is for none."""
        return [*{"code": self._codes, "source": self._whose.sources, "case": self._whose.cases}[by], None]

    def _numbers(self, by: By) -> Any:
        """By what each line is counted; a number below zero stands for none, which is the last name."""
        return getattr(self._lines, by) % np.int64(len(self._names(by)))

    @property
    def sources(self) -> list[str]:
        """The sources that are counted, in their order."""
        return self._whose.sources

    def total(self) -> tuple[int, int]:
        """How many excerpts there are, and from how many informants."""
        cases = np.bincount(self._lines.case[self._lines.case >= 0])
        return int(self._lines.many.sum()), int((cases > 0).sum())

    def grouped(self, row: By, column: By | None = None) -> Iterator[tuple[str | None, str | None, int, int]]:
        """Row, column, how many excerpts, and from how many informants."""
        down, across = self._names(row), self._names(column) if column else [None]
        place = self._numbers(row) * len(across) + (self._numbers(column) if column else 0)
        there, many = _sums(place, self._lines.many, len(down) * len(across))
        rows, columns = (there // len(across)).tolist(), (there % len(across)).tolist()
        if "case" in (row, column):
            people = [int(down[one] is not None) for one in rows]
            if column == "case":
                people = [int(across[one] is not None) for one in columns]
        else:
            people = self._informants(place, there)
        return zip(map(down.__getitem__, rows), map(across.__getitem__, columns), many.tolist(), people, strict=True)

    def _informants(self, place: Any, there: Any) -> list[int]:
        """Of each of these places, how many informants there are."""
        wide = len(self._whose.cases) + 1
        said = self._lines.case >= 0
        pairs, _many = _sums(place[said] * wide + self._lines.case[said], self._lines.many[said], 0)
        at, people = np.unique(pairs // wide, return_counts=True)
        found = np.zeros(there.size, dtype=np.int64)
        found[np.searchsorted(there, at)] = people
        return [int(one) for one in found]

    def met(self, by: By, codes: Sequence[str]) -> Any:
        """Sources or cases × codes: whether there is an excerpt."""
        place = {code: at for at, code in enumerate(codes)}
        table = np.zeros((len(self._names(by)), len(codes) + 1), dtype=np.bool_)
        at = np.array([place.get(code, len(codes)) for code in self._codes], dtype=np.int64)
        table[self._numbers(by), at[self._lines.code]] = True
        return table[:-1, :-1]

    def stated(self) -> Told:
        """How many excerpts there are by informant, code and status."""
        cases, codes = self._names("case"), self._codes
        wide = len(codes) * len(cases)
        place = self._lines.status * np.int64(wide) + self._numbers("code") * len(cases) + self._numbers("case")
        there, many = _sums(place, self._lines.many, len(STATED) * wide)
        codes_at = there // len(cases)
        return Told(cases, codes, there % len(cases), codes_at % max(len(codes), 1), there // max(wide, 1), many)

    def by_source(
        self, order: Mapping[str, str], cases: Collection[str] | None = None
    ) -> Iterator[tuple[str, list[Stated]]]:
        """What is said in each source (by these informants), by the names in `order`; worked out as it is read."""
        names, people = self._whose.sources, self._names("case")
        ranked = sorted(range(len(names)), key=lambda at: order.get(names[at], ""))
        rank = np.empty(len(names), dtype=np.int64)
        rank[ranked] = np.arange(len(names))
        lines = self._lines
        if cases is not None:
            lines = lines.among(np.array([one in cases for one in people], dtype=np.bool_)[lines.case])
        place = rank[lines.source]
        mine = np.argsort(place, kind="stable")
        edges = np.flatnonzero(np.diff(place[mine], prepend=-1, append=-1))
        for first, last in pairwise(edges):
            here = lines.among(mine[first:last])
            told: dict[tuple[int, int, int], int] = {}
            for status, code, case, many in zip(
                here.status.tolist(), here.code.tolist(), here.case.tolist(), here.many.tolist(), strict=True
            ):
                told[status, code, case] = told.get((status, code, case), 0) + many
            yield (
                names[here.source[0]],
                [
                    Stated(people[case], self._codes[code], STATED[status], told[status, code, case])
                    for status, code, case in sorted(told)
                ],
            )

    def said(self, within: Collection[str]) -> Iterator[tuple[str, str, str | None, int]]:
        """Code, source, case, and how many excerpts, in these sources."""
        sources, cases = self._names("source"), self._names("case")
        lines = self._lines.among(np.array([one in within for one in sources], dtype=np.bool_)[self._lines.source])
        place = (lines.code * np.int64(len(sources)) + lines.source) * len(cases) + lines.case % len(cases)
        # Two speakers of a source may be one informant.
        there, many = _sums(place, lines.many, 0)
        for one, excerpts in zip(there.tolist(), many.tolist(), strict=True):
            rest, case = divmod(one, len(cases))
            code, source = divmod(rest, len(sources))
            yield self._codes[code], str(sources[source]), cases[case], excerpts


def _sums(place: Any, many: Any, places: int) -> tuple[Any, Any]:
    """The places that occur, in order, and what stands there together; `places` there may be, where that is known."""
    if not place.size:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    if 0 < places <= _DENSE:
        sums = np.bincount(place, weights=many, minlength=places).astype(np.int64)
        there = np.flatnonzero(sums)
        return there, sums[there]
    there, at = np.unique(place, return_inverse=True)
    return there, np.bincount(at, weights=many, minlength=there.size).astype(np.int64)
