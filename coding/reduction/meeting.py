"""How many segments of each code meet a segment of each other code: worked out for all pairs at once.

A segment is where an excerpt stands; however many excerpts of a code stand on the same words, they are one. Segments
stand in their text between a low and a high number; two meet where they share something between. For the same
words these are characters. For turns the low one says how many turns have begun where the excerpt begins, and the high
one how many before it ends, so that their difference is how many turns begin between two segments; where nobody takes
turns, lines do for them. That is what `query_naive` means by OVERLAPS and NEAR.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

import numpy as np

from coding.reduction.ids import Ids

Strip = tuple[UUID, str, Sequence[str]]
"""A source; the codes of its excerpts; where each begins and ends, its first and last line; see `store.spans.Strip`."""

Turns = Mapping[UUID, tuple[str, str]]
"""Source → where its turns begin, and where they end."""

AT_ONCE, _SOURCES_AT_ONCE = 20_000, 500
"""Excerpts, and sources, that are looked at together: few enough to stay close to the processor."""

_UNITS_AT_ONCE = 100_000
"""Units that are counted at a time; so many are exact as 32-bit numbers."""


@dataclass(frozen=True, slots=True)
class Places:
    """Distinct segments in the order of the texts: source and code as numbers, characters and lines [n × 2 or 4].

    `turns` are source, start and end [n × 3]; `codes` is how many codes there are.
    """

    source: Any
    code: Any
    numbers: Any
    turns: Any
    codes: int


@dataclass(frozen=True, slots=True)
class Segments:
    """Where excerpts stand, source by source in the order of each text: sources, codes and places [n × 4], as numbers.

    Places are start, end, first and last line. What one code has on the same words stands behind each other. `codes` is
    how many there are.
    """

    source: Any
    code: Any
    numbers: Any
    codes: int

    def among(self, mine: Any) -> "Segments":
        """Some of them."""
        return Segments(self.source[mine], self.code[mine], self.numbers[mine], self.codes)

    def batches(self) -> Iterator["Segments"]:
        """By as many as are looked at together, whole sources; see `batches`."""
        many = np.bincount(self.source) if self.source.size else np.zeros(1, dtype=np.int64)
        batch = ((np.cumsum(many) - many) // AT_ONCE)[self.source]
        for first, last in pairwise([*np.flatnonzero(np.diff(batch, prepend=-1)).tolist(), batch.size]):
            yield self.among(slice(first, last))

    def placed(self, turns: Mapping[int, tuple[str, str]] | None = None) -> Places:
        """However many excerpts a code has on the same words; see `placed`. Turns are of sources by their numbers."""
        new = np.ones(self.code.size, dtype=np.bool_)
        new[1:] = False
        for column in (self.source, self.numbers[:, 0], self.numbers[:, 1], self.code):
            new[1:] |= column[1:] != column[:-1]
        one = self.among(new)
        here = np.unique(one.source).tolist() if turns else []
        taken = _turns((at, turns[at]) for at in here if turns and at in turns)
        return Places(one.source.astype(np.int64), one.code, one.numbers.astype(np.int64), taken, one.codes)


def batches(strips: Sequence[Strip]) -> Iterator[Sequence[Strip]]:
    """The sources by as many as are looked at together: what is counted of each batch adds up to what there is."""
    first, many = 0, 0
    for at, one in enumerate(strips):
        many += len(one[1]) // 32
        if many >= AT_ONCE or at - first >= _SOURCES_AT_ONCE:
            yield strips[first : at + 1]
            first, many = at + 1, 0
    if first < len(strips):
        yield strips[first:]


def placed(strips: Sequence[Strip], codes: Sequence[UUID], turns: Turns | None = None) -> Places:
    """The segments of some sources, of these codes alone; however many excerpts a code has on the same words."""
    source = np.repeat(np.arange(len(strips)), [len(one[1]) // 32 for one in strips])
    code = Ids(codes).numbers("".join(one[1] for one in strips))
    written = zip(*(one[2] for one in strips), strict=True) if strips else ("", "")
    numbers = np.column_stack([_numbers(" ".join(column)) for column in written])
    mine = code >= 0
    source, code, numbers = source[mine], code[mine], numbers[mine]
    # Two numbers say what four do: where a segment begins, and what it is.
    wide = int(numbers.max(initial=0)) + 1
    begin, what = source * wide + numbers[:, 0], numbers[:, 1] * len(codes) + code
    order = np.lexsort((what, begin))
    begin, what = begin[order], what[order]
    order = order[(np.diff(begin, prepend=-1) != 0) | (np.diff(what, prepend=-1) != 0)]
    taken = _turns((at, turns[one[0]]) for at, one in enumerate(strips) if turns and one[0] in turns)
    return Places(source[order], code[order], numbers[order], taken, len(codes))


def _turns(taken: Iterable[tuple[int, tuple[str, str]]]) -> Any:
    """Of sources by their numbers where turns begin and end."""
    there = [
        np.column_stack((np.full(begins.size, at), begins, _numbers(written[1])))
        for at, written in taken
        for begins in (_numbers(written[0]),)
    ]
    return np.concatenate(there) if there else np.zeros((0, 3), dtype=np.int64)


def _numbers(written: str) -> Any:
    return np.fromstring(written, dtype=np.int64, sep=" ")


def meetings(there: Places, near: int | None = None) -> Any:
    """Codes × codes: how many segments of the row's code meet one of the column's; on the diagonal all there are.

    `near` is how many turns may begin between two of them; without it they have to share characters.
    """
    if not there.source.size:
        return np.zeros((there.codes, there.codes), dtype=np.int64)
    low, high = there.numbers[:, 0], there.numbers[:, 1]
    if near is not None:
        low, high = _in_turns(there)
        high = high + near + 1
    apart = there.source * (int(high.max()) + 1)
    return _met(low + apart, high + apart, there.code, there.codes)


def alike(there: Places) -> Any:
    """Codes × codes: how many segments have both codes on exactly the same words; on the diagonal all there are."""
    places = np.column_stack((there.source, there.numbers[:, :2]))
    new = np.any(np.diff(places, axis=0, prepend=-1), axis=1)
    return _shared(np.cumsum(new), there.code, there.codes)


def in_one_turn(there: Places) -> Any:
    """Codes × codes: how many turns both touch; on the diagonal how many the code touches."""
    where, numbers, taken = there.source, there.numbers, there.turns
    wide = int(max(numbers.max(initial=0), taken.max(initial=0))) + 2
    first = np.sort(taken[:, 0] * wide + taken[:, 1])
    last = np.sort(taken[:, 0] * wide + taken[:, 2])
    begin = np.searchsorted(last, where * wide + numbers[:, 0], "right")
    many = np.maximum(np.searchsorted(first, where * wide + numbers[:, 1], "left") - begin, 0)
    # A segment that touches several turns stands once for each of them.
    ahead = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    return _shared(np.repeat(begin, many) + ahead, np.repeat(there.code, many), there.codes)


def _shared(unit: Any, code: Any, many: int) -> Any:
    """Codes × codes: in how many units both are; units are numbered."""
    counts = np.zeros((many, many), dtype=np.int64)
    there = np.unique(unit * many + code)
    unit, code = there // many, there % many
    line = np.cumsum(np.diff(unit, prepend=-1) != 0) - 1
    for start in range(0, int(line[-1]) + 1 if line.size else 0, _UNITS_AT_ONCE):
        here = slice(*np.searchsorted(line, (start, start + _UNITS_AT_ONCE)))
        table = np.zeros((_UNITS_AT_ONCE, many), dtype=np.float32)
        table[line[here] - start, code[here]] = 1
        counts += (table.T @ table).astype(np.int64)
    return counts


def _in_turns(there: Places) -> tuple[Any, Any]:
    """The turns begun where each segment begins, and before it ends."""
    where, numbers, taken = there.source, there.numbers, there.turns
    wide = int(max(numbers[:, 1].max(), taken[:, 1].max(initial=0))) + 2
    starts = np.sort(taken[:, 0] * wide + taken[:, 1])
    base = np.searchsorted(starts, where * wide, "left")
    low = np.searchsorted(starts, where * wide + numbers[:, 0], "right") - base
    high = np.searchsorted(starts, where * wide + numbers[:, 1], "left") - base
    spoken = np.isin(where, taken[:, 0])
    return np.where(spoken, low, numbers[:, 2]), np.where(spoken, high, numbers[:, 3])


def _met(low: Any, high: Any, code: Any, many: int) -> Any:
    """Segments in the order of the texts; those of different texts are out of each other's reach."""
    counts = np.zeros((many, many), dtype=np.int64)
    for other in range(many):
        theirs = np.flatnonzero(code == other)
        if not theirs.size:
            continue
        # The furthest that any segment before this one reaches, and where the next one begins, for all between two.
        stretches = np.diff(theirs, prepend=0, append=code.size)
        reach = np.repeat(np.concatenate(([-1], np.maximum.accumulate(high[theirs]))), stretches)
        following = np.repeat(np.concatenate((low[theirs], [np.iinfo(np.int64).max])), stretches)
        met = (reach > low) | (following < high)
        counts[:, other] = np.bincount(code[met], minlength=many)
        counts[other, other] = theirs.size
    return counts


def together(present: Any) -> Any:
    """Codes × codes: in how many rows of `present` (sources or informants × codes) both are."""
    # So many are exact as 32-bit numbers, and multiplied quickly.
    parts = (present[first : first + _UNITS_AT_ONCE] for first in range(0, len(present), _UNITS_AT_ONCE))
    counts = np.zeros((present.shape[1], present.shape[1]), dtype=np.int64)
    for table in (part.astype(np.float32) for part in parts):
        counts += (table.T @ table).astype(np.int64)
    return counts
