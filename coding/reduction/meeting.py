"""How many segments of each code meet a segment of each other code: worked out for all pairs at once.

A segment is where an excerpt stands; however many excerpts of a code stand on the same words, they are one. Segments
stand in their text between a low and a high number; two meet where they share something between. For the same
words these are characters. For turns the low one says how many turns have begun where the excerpt begins, and the high
one how many before it ends, so that their difference is how many turns begin between two segments; where nobody takes
turns, lines do for them. That is what `query_naive` means by OVERLAPS and NEAR.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

Span = tuple[Any, str, int, int, int, int]
"""Source, code, characters [start, end), lines from first to last."""

_AT_ONCE = 100_000
"""Units that are counted at a time; so many are exact as 32-bit numbers."""


def meetings(
    spans: Sequence[Span], codes: Sequence[str], *, near: int | None = None, turns: Iterable[tuple[Any, int]] = ()
) -> Any:
    """Codes × codes: how many segments of the row's code meet one of the column's; on the diagonal all there are.

    `near` is how many turns may begin between two of them (`turns`: source and where each begins); without it they have
    to share characters.
    """
    sources, where, code, numbers = _segments(spans, codes)
    if not where.size:
        return np.zeros((len(codes), len(codes)), dtype=np.int64)
    low, high = numbers[:, 0], numbers[:, 1]
    if near is not None:
        low, high = _in_turns(where, numbers, sources, turns)
        high = high + near + 1
    apart = where * (int(high.max()) + 1)
    return _met(low + apart, high + apart, code, len(codes))


def alike(spans: Sequence[Span], codes: Sequence[str]) -> Any:
    """Codes × codes: how many segments have both codes on exactly the same words; on the diagonal all there are."""
    _sources, where, code, numbers = _segments(spans, codes)
    places = np.column_stack((where, numbers[:, :2]))
    new = np.any(np.diff(places, axis=0, prepend=-1), axis=1)
    return _shared(np.cumsum(new), code, len(codes))


def in_one_turn(spans: Sequence[Span], codes: Sequence[str], turns: Iterable[tuple[Any, int, int]]) -> Any:
    """Codes × codes: how many turns (source, start, end) both touch; on the diagonal how many the code touches."""
    sources, where, code, numbers = _segments(spans, codes)
    taken = np.array([(sources[one], *at) for one, *at in turns if one in sources], dtype=np.int64).reshape(-1, 3)
    wide = int(max(numbers.max(initial=0), taken.max(initial=0))) + 2
    first = np.sort(taken[:, 0] * wide + taken[:, 1])
    last = np.sort(taken[:, 0] * wide + taken[:, 2])
    begin = np.searchsorted(last, where * wide + numbers[:, 0], "right")
    many = np.maximum(np.searchsorted(first, where * wide + numbers[:, 1], "left") - begin, 0)
    # A segment that touches several turns stands once for each of them.
    ahead = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    return _shared(np.repeat(begin, many) + ahead, np.repeat(code, many), len(codes))


def _segments(spans: Sequence[Span], codes: Sequence[str]) -> tuple[dict[Any, int], Any, Any, Any]:
    """Where the excerpts stand, each place of a code once, in the order of the texts.

    The numbers of the sources; then source, code, and characters and lines of each segment.
    """
    place = {code: at for at, code in enumerate(codes)}
    mine = [one for one in spans if one[1] in place]
    sources = {one: at for at, one in enumerate(dict.fromkeys(one[0] for one in mine))}
    where = np.array([sources[one[0]] for one in mine], dtype=np.int64)
    code = np.array([place[one[1]] for one in mine], dtype=np.int64)
    numbers = np.array([one[2:] for one in mine], dtype=np.int64).reshape(len(mine), 4)
    order = np.lexsort((code, numbers[:, 1], numbers[:, 0], where))
    where, code, numbers = where[order], code[order], numbers[order]
    told = np.column_stack((where, code, numbers[:, :2]))
    new = np.any(np.diff(told, axis=0, prepend=-1), axis=1)
    return sources, where[new], code[new], numbers[new]


def _shared(unit: Any, code: Any, many: int) -> Any:
    """Codes × codes: in how many units both are; units are numbered."""
    counts = np.zeros((many, many), dtype=np.int64)
    there = np.unique(unit * many + code)
    unit, code = there // many, there % many
    line = np.cumsum(np.diff(unit, prepend=-1) != 0) - 1
    for start in range(0, int(line[-1]) + 1 if line.size else 0, _AT_ONCE):
        here = slice(*np.searchsorted(line, (start, start + _AT_ONCE)))
        table = np.zeros((_AT_ONCE, many), dtype=np.float32)
        table[line[here] - start, code[here]] = 1
        counts += (table.T @ table).astype(np.int64)
    return counts


def _in_turns(
    where: Any, numbers: Any, sources: Mapping[Any, int], turns: Iterable[tuple[Any, int]]
) -> tuple[Any, Any]:
    """The turns begun where each segment begins, and before it ends."""
    begun = [(sources[one], start) for one, start in turns if one in sources]
    taken = np.array(begun, dtype=np.int64).reshape(len(begun), 2)
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
        before = np.cumsum(code == other)
        # The furthest that any segment before this one reaches, and where the next one begins.
        reach = np.concatenate(([-1], np.maximum.accumulate(high[theirs])))
        following = np.concatenate((low[theirs], [np.iinfo(np.int64).max]))
        met = (reach[before] > low) | (following[before] < high)
        counts[:, other] = np.bincount(code[met], minlength=many)
        counts[other, other] = theirs.size
    return counts


def together(present: Iterable[tuple[Any, str]], codes: Sequence[str]) -> Any:
    """Codes × codes: in how many sources or informants both are; on the diagonal in how many the code is."""
    place = {code: at for at, code in enumerate(codes)}
    there = {(one, place[code]) for one, code in present if code in place and one is not None}
    lines = {one: at for at, one in enumerate(dict.fromkeys(one for one, _ in there))}
    table = np.zeros((len(lines), len(codes)), dtype=np.int64)
    for one, code in there:
        table[lines[one], code] = 1
    return table.T @ table
