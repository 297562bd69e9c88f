"""Codes on free stretches of a text: the unitizing α family of Krippendorff, Mathet, Bouvry & Widlöcher (2016).

A text is cut at every edge of every quotation into blocks; a block weighs its characters. On blocks everything of
`presence` and `sets` can be said, and then speaks of characters. The α family sees besides how long the stretches are:
a quotation is one judgement, however many characters it has. What of one coder overlaps under one code is one stretch;
what merely touches stays two. None of these sees how a marked stretch is cut into quotations.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

import numpy as np
from numpy.typing import NDArray

from coding.agreement.figure import Figure, Numbers, Reason, Sums, estimates, ratio, undefined
from coding.agreement.presence import Places, Ratings


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `[start, end)` of a source to which a coder gave a code; all three are numbers 0, 1, 2 …"""

    source: int
    coder: int
    code: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Blocks:
    """The texts cut at all edges: ratings, source and length of each block, where it begins, and the stretches."""

    ratings: Ratings
    sources: Places
    lengths: Numbers
    starts: NDArray[np.int64]
    stretches: tuple[Stretch, ...]


def united(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Overlapping stretches of a coder under one code as one; touching ones stay apart."""
    found: list[Stretch] = []
    ordered = sorted(stretches, key=lambda one: (one.source, one.coder, one.code, one.start, one.end))
    for key, some in groupby(ordered, key=lambda one: (one.source, one.coder, one.code)):
        begin = end = -1
        for one in some:
            if begin >= 0 and one.start < end:
                end = max(end, one.end)
                continue
            if begin >= 0:
                found.append(Stretch(*key, begin, end))
            begin, end = one.start, one.end
        if begin >= 0:
            found.append(Stretch(*key, begin, end))
    return found


def blocks(stretches: Iterable[Stretch], lengths: Sequence[int], looked: NDArray[np.bool_], codes: int) -> Blocks:
    """Texts as blocks; `lengths` in characters per source, `looked` coder × source: who finished it."""
    whole = [one for one in united(stretches) if looked[one.coder, one.source]]
    table = np.array([(s.source, s.coder, s.code, s.start, s.end) for s in whole], np.int64).reshape(-1, 5)
    # One line of characters for all texts, so that every source has edges of its own.
    base = np.r_[0, np.cumsum(np.asarray(lengths, np.int64) + 1)]
    begins, ends = base[table[:, 0]] + table[:, 3], base[table[:, 0]] + table[:, 4]
    edges = np.unique(np.r_[base[:-1], base[:-1] + np.asarray(lengths, np.int64), begins, ends])
    starts = edges[:-1]
    sources = np.searchsorted(base, starts, side="right") - 1
    inside = edges[1:] <= base[sources] + np.asarray(lengths, np.int64)[sources]
    change = np.zeros((len(looked), len(edges), codes), np.int16)
    np.add.at(change, (table[:, 1], np.searchsorted(edges, begins), table[:, 2]), 1)
    np.add.at(change, (table[:, 1], np.searchsorted(edges, ends), table[:, 2]), -1)
    ratings = (np.cumsum(change, axis=1, dtype=np.int16)[:, :-1][:, inside] > 0).astype(np.int8)
    sources = sources[inside]
    ratings[~looked[:, sources]] = -1
    sizes = (edges[1:] - edges[:-1])[inside].astype(float)
    return Blocks(ratings, sources, sizes, starts[inside] - base[sources], tuple(whole))


def squares(cut: Blocks, sources: int, codes: int) -> Numbers:
    """Per source and code the squared lengths of all coders' stretches."""
    found = np.zeros((sources, codes))
    for one in cut.stretches:
        found[one.source, one.code] += float(one.end - one.start) ** 2
    return found


def u_alpha(sums: Sums) -> Numbers:
    """ᵤα of each code by itself, from the sums of `presence.tally` over blocks and `squares`."""
    o11, o10, o00, squared = sums["o11"], sums["o10"], sums["o00"], sums["squares"]
    length = o11 + 2 * o10 + o00
    coded, gaps = o11 + o10, o00 + o10
    below = length - ratio(squared + gaps, length)
    expected = ratio(coded**2 - squared, below) + ratio(gaps**2 - gaps, below)
    return 1 - ratio(2 * o10, length - expected)


@dataclass(frozen=True, slots=True)
class Family:
    """The α family of one group of codes that exclude each other; `coverage` is the share of the text that cuα sees."""

    u: Figure
    relevance: Figure
    """|ᵤα: marked or not, whatever the code."""
    cu: Figure
    """cᵤα: which code, where two coders marked something."""
    each: tuple[Figure, ...]
    """(k)ᵤα of each code of the group, in the same stretches."""
    coverage: float | None


def family(cut: Blocks, domain: Sequence[int], coders: int, sources: int) -> Family:
    """The coefficients of a group of codes; where a coder gave one place two of them, none can be said."""
    if coders < 2:
        return _none("fewer_than_two_coders", len(domain))
    given = cut.ratings[:, :, list(domain)]
    looked = given[:, :, 0] >= 0
    if ((given == 1).sum(axis=-1) > 1).any():
        return _none("codes_overlap", len(domain))
    values = np.where(looked, (given == 1) @ np.arange(1, len(domain) + 1), -1)
    sums = _sums(cut, values, domain, sources)
    units = sums["l"].sum(axis=(1, 2))
    if not (units > 0).any():
        return _none("no_pairable_units", len(domain))
    total = sums["l"].sum(axis=0)
    gaps: Reason = "no_gaps" if total[0].sum() == 0 else "no_variation"
    seen = total[1:, 1:].sum()
    inside: Reason = "no_variation" if seen else "no_coded_intersection"
    return Family(
        estimates(sums, _u, units, coders=coders)[0],
        undefined("no_gaps") if gaps == "no_gaps" else estimates(sums, _relevance, units, coders=coders)[0],
        estimates(sums, _cu, units, coders=coders, empty=inside)[0],
        tuple(estimates(sums, _each, units, coders=coders, empty=inside)),
        float(seen / total.sum()),
    )


def _none(reason: Reason, codes: int) -> Family:
    nothing = undefined(reason)
    return Family(nothing, nothing, nothing, (nothing,) * codes, None)


def _sums(cut: Blocks, values: NDArray[np.int64], domain: Sequence[int], sources: int) -> dict[str, Numbers]:
    """ℓ, the intersections by the values of both; K, the squared lengths; `inner`, those of intersections."""
    size = len(domain) + 1
    m = (values >= 0).sum(axis=0)
    each = np.where(m >= 2, 1 / np.maximum(m - 1, 1), 0.0)
    lengths = np.zeros((sources, size, size))
    inner = np.zeros((sources, size))
    unit = _units(cut, values, domain)
    for i, j in combinations(range(len(values)), 2):
        both = np.flatnonzero((values[i] >= 0) & (values[j] >= 0))
        where = (cut.sources[both] * size + values[i][both]) * size + values[j][both]
        part = np.bincount(where, cut.lengths[both] * each[both], minlength=sources * size * size)
        part = part.reshape(sources, size, size)
        lengths += part + part.transpose(0, 2, 1)
        marked = both[(values[i][both] > 0) & (values[j][both] > 0)]
        if not len(marked):
            continue
        pair = np.stack([unit[i][marked], unit[j][marked]])
        new = np.r_[True, (pair[:, 1:] != pair[:, :-1]).any(axis=0)]
        run = np.cumsum(new) - 1
        long = np.bincount(run, cut.lengths[marked])
        first = marked[new]
        for side in (values[i], values[j]):
            np.add.at(inner, (cut.sources[first], side[first]), long**2 * each[first])
    number = {code: at + 1 for at, code in enumerate(domain)}
    squared = np.zeros((sources, size))
    enough = {int(source) for source in np.unique(cut.sources[m >= 2])}
    for one in cut.stretches:
        if one.code in number and one.source in enough:
            squared[one.source, number[one.code]] += float(one.end - one.start) ** 2
    squared[:, 0] = lengths[:, 0].sum(axis=1)
    return {"l": lengths, "k": squared, "inner": inner[:, 1:]}


def _units(cut: Blocks, values: NDArray[np.int64], domain: Sequence[int]) -> NDArray[np.int64]:
    """Of each block and coder, the number of the stretch that it belongs to; -1 for none."""
    found = np.full(values.shape, -1, np.int64)
    if not len(cut.stretches):
        return found
    key = cut.sources * (int(cut.starts.max(initial=0)) + 2) + cut.starts
    wanted = set(domain)
    width = int(cut.starts.max(initial=0)) + 2
    table = np.array([(one.source, one.coder, one.code, one.start, one.end) for one in cut.stretches], np.int64)
    begins = np.searchsorted(key, table[:, 0] * width + table[:, 3])
    ends = np.searchsorted(key, table[:, 0] * width + table[:, 4])
    for number in np.flatnonzero(np.isin(table[:, 2], list(wanted))):
        found[table[number, 1], begins[number] : ends[number]] = number
    return found


def _expected(margins: Numbers, squared: Numbers) -> tuple[Numbers, Numbers]:
    """What is to be expected in the row of each value, and on the diagonal."""
    total = margins.sum(axis=-1, keepdims=True)
    below = total - ratio(squared.sum(axis=-1, keepdims=True), total)
    return ratio(margins * total - squared, below), ratio(margins**2 - squared, below)


def _coefficient(lengths: Numbers, squared: Numbers) -> Numbers:
    margins = lengths.sum(axis=-1)
    total = margins.sum(axis=-1)
    _rows, diagonal = _expected(margins, squared)
    observed = total - np.trace(lengths, axis1=-2, axis2=-1)
    return np.asarray(1 - ratio(observed, total - diagonal.sum(axis=-1)))[..., None]


def _u(sums: Sums) -> Numbers:
    return _coefficient(sums["l"], sums["k"])


def _relevance(sums: Sums) -> Numbers:
    lengths, squared = sums["l"], sums["k"]
    folded = np.empty((*lengths.shape[:-2], 2, 2))
    folded[..., 0, 0] = lengths[..., 0, 0]
    folded[..., 0, 1] = lengths[..., 0, 1:].sum(axis=-1)
    folded[..., 1, 0] = lengths[..., 1:, 0].sum(axis=-1)
    folded[..., 1, 1] = lengths[..., 1:, 1:].sum(axis=(-1, -2))
    return _coefficient(folded, np.stack([squared[..., 0], squared[..., 1:].sum(axis=-1)], axis=-1))


def _cu(sums: Sums) -> Numbers:
    return _coefficient(sums["l"][..., 1:, 1:], sums["inner"])


def _each(sums: Sums) -> Numbers:
    lengths = sums["l"][..., 1:, 1:]
    margins = lengths.sum(axis=-1)
    rows, diagonal = _expected(margins, sums["inner"])
    own = np.diagonal(lengths, axis1=-2, axis2=-1)
    return 1 - ratio(rows, margins) * ratio(margins - own, rows - diagonal)
