"""How many excerpts of each code meet an excerpt of each other code: worked out for all pairs at once.

Excerpts stand in their text between a low and a high number; two meet where they share something between. For the same
words these are characters. For turns the low one says how many turns have begun where the excerpt begins, and the high
one how many before it ends, so that their difference is how many turns begin between two excerpts; where nobody takes
turns, lines do for them. That is what `query_naive` means by OVERLAPS and NEAR.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

Span = tuple[Any, str, int, int, int, int]
"""Source, code, characters [start, end), lines from first to last."""


def meetings(
    spans: Sequence[Span], codes: Sequence[str], *, near: int | None = None, turns: Iterable[tuple[Any, int]] = ()
) -> Any:
    """Codes × codes: how many excerpts of the row's code meet one of the column's; on the diagonal all there are.

    `near` is how many turns may begin between two of them (`turns`: source and where each begins); without it they have
    to share characters.
    """
    place = {code: at for at, code in enumerate(codes)}
    mine = [one for one in spans if one[1] in place]
    if not mine:
        return np.zeros((len(codes), len(codes)), dtype=np.int64)
    sources = {one: at for at, one in enumerate(dict.fromkeys(one[0] for one in mine))}
    where = np.array([sources[one[0]] for one in mine], dtype=np.int64)
    code = np.array([place[one[1]] for one in mine], dtype=np.int64)
    numbers = np.array([one[2:] for one in mine], dtype=np.int64)
    order = np.lexsort((numbers[:, 1], numbers[:, 0], where))
    where, code, numbers = where[order], code[order], numbers[order]
    low, high = numbers[:, 0], numbers[:, 1]
    if near is not None:
        low, high = _in_turns(where, numbers, sources, turns)
        high = high + near + 1
    apart = where * (int(high.max()) + 1)
    return _met(low + apart, high + apart, code, len(codes))


def _in_turns(
    where: Any, numbers: Any, sources: Mapping[Any, int], turns: Iterable[tuple[Any, int]]
) -> tuple[Any, Any]:
    """The turns begun where each excerpt begins, and before it ends."""
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
    """Excerpts in the order of the texts; those of different texts are out of each other's reach."""
    counts = np.zeros((many, many), dtype=np.int64)
    for other in range(many):
        theirs = np.flatnonzero(code == other)
        if not theirs.size:
            continue
        before = np.cumsum(code == other)
        # The furthest that any excerpt before this one reaches, and where the next one begins.
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
