"""Figures for suggestions: plain arrays in, numbers out.

`truth` and `shown` are boolean, `scores` floats, all n passages × c codes in the order of the scheme.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

Z_95 = 1.959963984540054
_STEPS = 400
"""More recall steps than this are resampled in bundles; the figure itself is always exact."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bin:
    """One point of a calibration curve: `count` chances that average `said`, of which the share `found` was right."""

    said: float
    found: float
    count: int


# -- shares ---------------------------------------------------------------------------------------


def wilson(right: float, of: float, z: float = Z_95) -> Interval:
    """The score interval of a share (Wilson 1927); the whole range from 0 to 1 where nothing was counted."""
    if of <= 0:
        return Interval(0.0, 1.0)
    share = right / of
    middle = share + z * z / (2 * of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    below = 1 + z * z / of
    return Interval(max(0.0, (middle - half) / below), min(1.0, (middle + half) / below))


def difference(right: int, of: int, other_right: int, other_of: int) -> Interval:
    """The 95 % interval of a difference of two independent shares (Newcombe 1998, method 10, from Wilson's scores)."""
    first, second = right / of, other_right / other_of
    mine, theirs = wilson(right, of), wilson(other_right, other_of)
    gap = first - second
    return Interval(
        gap - sqrt((first - mine.low) ** 2 + (theirs.high - second) ** 2),
        gap + sqrt((mine.high - first) ** 2 + (second - theirs.low) ** 2),
    )


# -- ranks ----------------------------------------------------------------------------------------


def top(scores: Floats, k: int) -> Bools:
    """The `k` best codes of each passage; a score of 0 is no suggestion, ties go to the code first in the codebook."""
    best = np.argsort(-scores, axis=1, kind="stable")[:, :k]
    chosen = np.zeros(scores.shape, dtype=bool)
    np.put_along_axis(chosen, best, True, axis=1)
    return chosen & (scores > 0)


def precision_at_one(truth: Bools, scores: Floats) -> float | None:
    """The share of coded passages whose first suggestion is one of the coder's codes; None without coded passages."""
    coded = int(truth.any(axis=1).sum())
    return int((top(scores, 1) & truth).sum()) / coded if coded else None


def keystrokes_saved(truth: Bools, scores: Floats, k: int = 3) -> float | None:
    """The share of the coder's codes that were among the `k` best suggestions; None without codes."""
    return float((top(scores, k) & truth).sum() / truth.sum()) if truth.any() else None


# -- what was shown -------------------------------------------------------------------------------


def f1_scores(hits: Floats, wrong: Floats, missed: Floats) -> Floats:
    """F1 from counts of any shape; 0 where nothing was shown and nothing was there."""
    whole = 2 * hits + wrong + missed
    nothing: Floats = np.zeros(np.shape(whole))
    return np.divide(2 * hits, whole, out=nothing, where=whole > 0)


def micro_macro_f1(truth: Bools, shown: Bools) -> tuple[float, float]:
    """F1 over all codes at once, and its mean over the codes that occur."""
    hits, wrong, missed = (
        counted.sum(axis=0).astype(float) for counted in (truth & shown, shown & ~truth, truth & ~shown)
    )
    occurs = truth.any(axis=0)
    macro = float(f1_scores(hits, wrong, missed)[occurs].mean()) if occurs.any() else 0.0
    return float(f1_scores(hits.sum(), wrong.sum(), missed.sum())), macro


# -- average precision ----------------------------------------------------------------------------


def average_precision(truth: Bools, scores: Floats) -> float | None:
    """The mean precision over the recall steps of one code (n,), ties counted together; None without positives."""
    if not truth.any():
        return None
    return float(_average_precisions(truth, scores, np.zeros(len(truth), dtype=int), np.ones((1, 1)))[0])


def _average_precisions(truth: Bools, scores: Floats, docs: NDArray[np.int_], weights: Floats) -> Floats:
    """One average precision per row of `weights` (resamples × docs: how often each doc was drawn).

    Only the ends of tied scores that hold positives matter, so rows are counted per end and doc once,
    and a resample is a product with these counts instead of a new sort.
    """
    falling = np.argsort(-scores, kind="stable")
    ranked = scores[falling]
    ends = np.unique(np.searchsorted(-ranked, -scores[truth], side="right"))
    if len(weights) > 1 and len(ends) > _STEPS:
        ends = ends[np.linspace(0, len(ends) - 1, _STEPS).round().astype(int)]
    part = np.searchsorted(ends, np.arange(len(ranked)), side="right")
    shape = (len(ends) + 1, weights.shape[1])
    cell = part * shape[1] + docs[falling]
    size = shape[0] * shape[1]
    seen = np.bincount(cell, minlength=size).reshape(shape)[:-1].astype(float)
    right = np.bincount(cell, weights=truth[falling].astype(float), minlength=size).reshape(shape)[:-1]
    new_right = weights @ right.T
    all_right, all_seen = np.cumsum(new_right, axis=1), np.cumsum(weights @ seen.T, axis=1)
    precision = np.divide(all_right, all_seen, out=np.zeros_like(all_right), where=all_seen > 0)
    total = all_right[:, -1]
    found: Floats = np.full(len(total), np.nan)
    np.divide((new_right * precision).sum(axis=1), total, out=found, where=total > 0)
    return found


# -- chances --------------------------------------------------------------------------------------


def brier(truth: Bools, scores: Floats) -> float:
    """The mean squared distance of chance and outcome over all passages and codes."""
    return float(np.mean((scores - truth) ** 2))


def brier_skill(truth: Bools, scores: Floats) -> float | None:
    """How much better than always saying the base rate of each code among these very passages; None if all is alike."""
    known = truth.mean(axis=0)
    reference = float(np.mean(known * (1 - known)))
    return 1 - brier(truth, scores) / reference if reference > 0 else None


def top_chance(truth: Bools, scores: Floats) -> tuple[Floats, Bools]:
    """For each passage the chance said for the first suggestion, and whether it was right."""
    return np.max(scores, axis=1), (top(scores, 1) & truth).sum(axis=1) > 0


def calibration(chances: Floats, right: Bools, bins: int = 10) -> tuple[Bin, ...]:
    """The calibration curve in bins of equal mass, lowest chances first; equal chances may fall into two bins."""
    rising = np.argsort(chances, kind="stable")
    return tuple(
        Bin(float(chances[part].mean()), float(right[part].mean()), len(part))
        for part in np.array_split(rising, bins)
        if len(part)
    )


def calibration_error(curve: tuple[Bin, ...]) -> float | None:
    """The expected calibration error: the mean distance of said and found, weighted by count; None without bins."""
    count = sum(point.count for point in curve)
    return sum(abs(point.said - point.found) * point.count for point in curve) / count if count else None


# -- intervals over documents ---------------------------------------------------------------------


def draws(docs: int, resamples: int = 200, seed: int = 0) -> Floats:
    """How often each of `docs` documents is drawn in each bootstrap sample: resamples × docs."""
    chosen = np.random.default_rng(seed).integers(0, docs, size=(resamples, docs))
    cells = chosen + np.arange(resamples)[:, None] * docs
    return np.bincount(cells.ravel(), minlength=resamples * docs).reshape(resamples, docs).astype(float)


def per_doc(values: NDArray[np.generic], docs: NDArray[np.int_], count: int) -> Floats:
    """Sums by document (count × columns) of values by passage (n × columns)."""
    return np.stack([np.bincount(docs, weights=column, minlength=count) for column in values.T], axis=1)


def spread(values: Floats) -> Interval | None:
    """The middle 95 % of resampled figures; None where some were undefined in more than one sample of twenty."""
    defined = values[~np.isnan(values)]
    if len(defined) < 0.95 * len(values):
        return None
    low, high = np.quantile(defined, (0.025, 0.975))
    return Interval(float(low), float(high))


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """Intervals of figures when documents are drawn anew: `docs` numbers each passage's, `drawn` as by `draws`."""

    docs: NDArray[np.int_]
    drawn: Floats

    def average_precision(self, truth: Bools, scores: Floats) -> Interval | None:
        """Of one code's average precision (n,)."""
        return spread(_average_precisions(truth, scores, self.docs, self.drawn)) if truth.any() else None

    def f1(self, truth: Bools, shown: Bools) -> list[Interval | None]:
        """Of each code's F1 (n × codes)."""
        hits, wrong, missed = (self._sums(counted) for counted in (truth & shown, shown & ~truth, truth & ~shown))
        scores = f1_scores(hits, wrong, missed)
        scores[hits + missed == 0] = np.nan
        return [spread(scores[:, code]) for code in range(scores.shape[1])]

    def ratio(self, part: NDArray[np.generic], whole: NDArray[np.generic]) -> Interval | None:
        """Of sum(part) / sum(whole), both (n,)."""
        above, below = (self._sums(values[:, None])[:, 0] for values in (part, whole))
        return spread(np.divide(above, below, out=np.full(len(below), np.nan), where=below > 0))

    def _sums(self, values: NDArray[np.generic]) -> Floats:
        sums: Floats = self.drawn @ per_doc(values, self.docs, self.drawn.shape[1])
        return sums
