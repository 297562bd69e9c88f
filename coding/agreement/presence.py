"""Each code by itself: was it given to a unit or not.

Ratings are an array coder × unit × code of 1 (given), 0 (looked at, not given) and -1 (not looked at). A unit may weigh
more than one: a stretch of a text weighs its characters, and then all of this speaks of characters.
"""

from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coding.agreement.figure import Numbers, Sums, ratio

Ratings = NDArray[np.int8]
Places = NDArray[np.int64]
"""Of each unit, the number of its source: 0, 1, 2 …"""

_AT_ONCE = 4_000_000
"""Ratings that are counted together: more take memory and no less time."""


def by_source(values: NDArray[Any], sources: Places, count: int) -> Numbers:
    """Sums over the units of each source; the units are the last axis but one."""
    rows = np.moveaxis(np.asarray(values, float), -2, 0)
    if not len(rows):
        return np.zeros((count, *rows.shape[1:]))
    order = np.argsort(sources, kind="stable")
    begins = np.flatnonzero(np.r_[True, np.diff(sources[order]) != 0])
    summed = np.zeros((count, *rows.shape[1:]))
    ordered = rows if (order == np.arange(len(order))).all() else rows[order]
    summed[sources[order][begins]] = np.add.reduceat(ordered, begins, axis=0)
    return summed


def tally(ratings: Ratings, sources: Places, weights: Numbers | None = None) -> dict[str, Numbers]:
    """What all coefficients of presence are made of, per source and code; of pairs and coders in the axis between."""
    coders, units, codes = ratings.shape
    some = max(1, _AT_ONCE // max(1, coders * units))
    if some >= codes:
        return _tally(ratings, sources, weights)
    parts = [_tally(ratings[..., first : first + some], sources, weights) for first in range(0, codes, some)]
    return {name: np.concatenate([part[name] for part in parts], axis=-1) for name in parts[0]}


def _tally(ratings: Ratings, sources: Places, weights: Numbers | None) -> dict[str, Numbers]:
    coders, units, _codes = ratings.shape
    count = int(sources.max()) + 1 if units else 0
    weight = np.ones(units) if weights is None else np.asarray(weights, float)
    looked = (ratings >= 0).astype(np.float32)
    given = (ratings == 1).astype(np.float32)
    m, ones = looked.sum(axis=0), given.sum(axis=0)
    zeros = m - ones
    paired, rated = m >= 2, m >= 1
    w = weight[:, None]
    each = np.where(paired, w / np.maximum(m - 1, 1), 0.0)
    whole = np.where(paired, w / np.maximum(m * (m - 1), 1), 0.0)
    same1, same0 = ones * (ones - 1), zeros * (zeros - 1)
    first, second = (
        (np.array(side, int) for side in zip(*combinations(range(coders), 2), strict=True))
        if (coders > 1)
        else (np.zeros(0, int), np.zeros(0, int))
    )
    together = looked[first] * looked[second] * w
    a = given[first] * given[second] * together
    b = given[first] * (1 - given[second]) * together
    c = (1 - given[first]) * given[second] * together
    return {
        "units": by_source(paired * w, sources, count),
        "agreed": by_source((same1 + same0) * whole, sources, count),
        "o11": by_source(same1 * each, sources, count),
        "o10": by_source(ones * zeros * each, sources, count),
        "o00": by_source(same0 * each, sources, count),
        "rated": by_source(rated * w, sources, count),
        "share": by_source(np.where(rated, w * ones / np.maximum(m, 1), 0), sources, count),
        "a": by_source(a, sources, count),
        "b": by_source(b, sources, count),
        "c": by_source(c, sources, count),
        "n": by_source(together, sources, count),
        "given": by_source(given * w, sources, count),
        "looked": by_source(looked * w, sources, count),
    }


def percent(sums: Sums) -> Numbers:
    """The mean over units of the share of pairs of coders that agree."""
    return ratio(sums["agreed"], sums["units"])


def coded_only(sums: Sums) -> Numbers:
    """Of what either of two coders gave, the share that both gave; over all pairs (Jaccard, as requal counts)."""
    a = sums["a"].sum(axis=-2)
    return ratio(a, a + (sums["b"] + sums["c"]).sum(axis=-2))


def alpha(sums: Sums) -> Numbers:
    """Krippendorff's α, nominal, of given and not given (Krippendorff 2011)."""
    o11, o10, o00 = sums["o11"], sums["o10"], sums["o00"]
    n = o11 + 2 * o10 + o00
    return 1 - ratio((n - 1) * o10, (o11 + o10) * (o00 + o10))


def chance_corrected(observed: Numbers, expected: Numbers) -> Numbers:
    """How far agreement goes beyond what was to be expected."""
    return ratio(observed - expected, 1 - expected)


def _pi(sums: Sums) -> Numbers:
    return ratio(sums["share"], sums["rated"])


def fleiss(sums: Sums) -> Numbers:
    """Fleiss' κ (1971): chance from the share of the code among all coders together."""
    share = _pi(sums)
    return chance_corrected(percent(sums), share**2 + (1 - share) ** 2)


def ac1(sums: Sums) -> Numbers:
    """Gwet's AC1 (2008), which stays high where nearly all agree that a code does not apply."""
    share = _pi(sums)
    return chance_corrected(percent(sums), 2 * share * (1 - share))


def brennan_prediger(sums: Sums) -> Numbers:
    """Brennan & Prediger (1981), with chance one half: as S of Bennett, PABAK, and Randolph's free-marginal κ."""
    observed = percent(sums)
    return chance_corrected(observed, np.full_like(observed, 0.5))


def _pairs(sums: Sums) -> tuple[Numbers, Numbers]:
    a, b, c, n = (sums[name] for name in "abcn")
    first, second = ratio(a + b, n), ratio(a + c, n)
    return ratio(n - b - c, n), first * second + (1 - first) * (1 - second)


def cohen(sums: Sums) -> Numbers:
    """Cohen's κ (1960) of each pair of coders, in the order of `itertools.combinations`."""
    return chance_corrected(*_pairs(sums))


def light(sums: Sums) -> Numbers:
    """The mean of Cohen's κ over the pairs (Light 1971)."""
    return np.asarray(cohen(sums).mean(axis=-2))


def _conger(sums: Sums) -> tuple[Numbers, Numbers]:
    shares = ratio(sums["given"], sums["looked"])
    coders = shares.shape[-2]
    total, squares = shares.sum(axis=-2), (shares**2).sum(axis=-2)
    rest, rests = coders - total, ((1 - shares) ** 2).sum(axis=-2)
    pairs = coders * (coders - 1)
    return percent(sums), (total**2 - squares + rest**2 - rests) / pairs


def conger(sums: Sums) -> Numbers:
    """Conger's κ (1980): chance from each coder's own share; of two coders it is Cohen's."""
    return chance_corrected(*_conger(sums))


def pooled(sums: Sums) -> Numbers:
    """One κ over all codes: of mean observed and mean expected agreement, no mean of κs (De Vries et al. 2008)."""
    observed, expected = _conger(sums)
    there = np.isfinite(observed) & np.isfinite(expected)
    observed, expected = np.where(there, observed, 0), np.where(there, expected, 0)
    above = (observed - expected).sum(axis=-1, keepdims=True)
    return ratio(above, there.sum(axis=-1, keepdims=True) - expected.sum(axis=-1, keepdims=True))


def positive(sums: Sums) -> Numbers:
    """Agreement on what was given: twice what both gave, of what the two gave. Of one code it is Holsti's CR."""
    a = 2 * sums["a"].sum(axis=-2)
    return ratio(a, a + (sums["b"] + sums["c"]).sum(axis=-2))


def negative(sums: Sums) -> Numbers:
    """The same of what was not given."""
    differ = (sums["b"] + sums["c"]).sum(axis=-2)
    neither = 2 * (sums["n"] - sums["a"] - sums["b"] - sums["c"]).sum(axis=-2)
    return ratio(neither, neither + differ)


def prevalence(sums: Sums) -> Numbers:
    """Per coder, the share of what was looked at that got the code."""
    return ratio(sums["given"], sums["looked"])


def prevalence_index(sums: Sums) -> Numbers:
    """(a - d)/n over all pairs (Byrt, Bishop & Carlin 1993)."""
    a, b, c, n = (sums[name].sum(axis=-2) for name in "abcn")
    return ratio(2 * a + b + c - n, n)


def bias_index(sums: Sums) -> Numbers:
    """(b - c)/n of the pair that differs most, without its sign."""
    return np.asarray(np.abs(ratio(sums["b"] - sums["c"], sums["n"])).max(axis=-2))
