"""One value a unit: exclusive categories, or numbers on a scale.

Values are an array coder × unit, nan where a coder did not look. This is the general case of `presence`, of one
variable at a time; tests hold the two against each other.
"""

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np

from coding.agreement.figure import Numbers, ratio

Metric = Literal["nominal", "ordinal", "interval", "ratio"]


def counts(values: Numbers) -> tuple[Numbers, Numbers]:
    """The values there are, in order, and how many coders gave each of them to each unit."""
    values = np.asarray(values, float)
    kinds = np.unique(values[np.isfinite(values)])
    return kinds, (values[:, :, None] == kinds).sum(axis=0).astype(float)


def _nominal(kinds: Numbers, _margins: Numbers) -> Numbers:
    return np.asarray(kinds[:, None] != kinds, float)


def _interval(kinds: Numbers, _margins: Numbers) -> Numbers:
    return np.asarray((kinds[:, None] - kinds) ** 2)


def _ratio(kinds: Numbers, _margins: Numbers) -> Numbers:
    total = kinds[:, None] + kinds
    return np.where(total == 0, 0, ((kinds[:, None] - kinds) / np.where(total == 0, 1, total)) ** 2)


def _ordinal(_kinds: Numbers, margins: Numbers) -> Numbers:
    before = np.cumsum(margins) - margins / 2
    return np.asarray((before[:, None] - before) ** 2)


METRICS: Mapping[Metric, Callable[[Numbers, Numbers], Numbers]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}


def coincidences(table: Numbers) -> Numbers:
    """Pairs of values within units, a unit with m values counting each of its pairs 1/(m - 1) times."""
    m = table.sum(axis=1)
    some = table[m >= 2]
    each = 1 / (m[m >= 2] - 1)
    return np.asarray((some * each[:, None]).T @ some - np.diag((some * each[:, None]).sum(axis=0)))


def alpha(values: Numbers, metric: Metric = "nominal") -> float:
    """Krippendorff's α (2011); nan where nothing varies or nothing can be paired."""
    kinds, table = counts(values)
    pairs = coincidences(table)
    margins = pairs.sum(axis=0)
    n = margins.sum()
    apart = METRICS[metric](kinds, margins)
    expected = (np.outer(margins, margins) * apart).sum()
    return float(1 - ratio(np.array((n - 1) * (pairs * apart).sum()), np.array(expected)))


def _agreed(table: Numbers) -> float:
    m = table.sum(axis=1)
    some = table[m >= 2]
    m = m[m >= 2]
    return float(((some * (some - 1)).sum(axis=1) / (m * (m - 1))).mean()) if len(m) else float("nan")


def percent(values: Numbers) -> float:
    """The mean over units of the share of pairs that agree."""
    return _agreed(counts(values)[1])


def _corrected(observed: float, expected: float) -> float:
    return float(ratio(np.array(observed - expected), np.array(1 - expected)))


def _shares(table: Numbers) -> Numbers:
    m = table.sum(axis=1, keepdims=True)
    return np.asarray((table / np.maximum(m, 1))[m[:, 0] > 0].mean(axis=0))


def fleiss(values: Numbers) -> float:
    """Fleiss' κ (1971)."""
    return fleiss_counts(counts(values)[1])


def fleiss_counts(table: Numbers) -> float:
    """Fleiss' κ from how many coders gave each category to each unit."""
    return _corrected(_agreed(table), float((_shares(table) ** 2).sum()))


def ac1(values: Numbers, categories: int | None = None) -> float:
    """Gwet's AC1 (2008); `categories` where the codebook has more than were used."""
    kinds, table = counts(values)
    return ac1_counts(table, categories or len(kinds))


def ac1_counts(table: Numbers, categories: int) -> float:
    """Gwet's AC1 from how many coders gave each category to each unit."""
    share = _shares(table)
    return _corrected(_agreed(table), float((share * (1 - share)).sum()) / max(1, categories - 1))


def brennan_prediger(values: Numbers, categories: int | None = None) -> float:
    """Brennan & Prediger (1981): chance is one of the categories of the codebook."""
    kinds, table = counts(values)
    return _corrected(_agreed(table), 1 / max(1, categories or len(kinds)))


def cohen(one: Numbers, other: Numbers) -> float:
    """Cohen's κ (1960) of two coders, over the units at which both looked."""
    both = np.isfinite(one) & np.isfinite(other)
    return conger(np.array([one[both], other[both]]))


def conger(values: Numbers) -> float:
    """Conger's κ (1980): chance from each coder's own shares."""
    values = np.asarray(values, float)
    kinds, table = counts(values)
    given = (values[:, :, None] == kinds).sum(axis=1)
    shares = given / np.maximum(given.sum(axis=1, keepdims=True), 1)
    coders = len(values)
    together = float((shares.sum(axis=0) ** 2).sum() - (shares**2).sum())
    return _corrected(_agreed(table), together / max(1, coders * (coders - 1)))


def light(values: Numbers) -> float:
    """The mean of Cohen's κ over the pairs of coders (Light 1971)."""
    values = np.asarray(values, float)
    pairs = [cohen(values[i], values[j]) for i in range(len(values)) for j in range(i)]
    return float(np.mean(pairs)) if pairs else float("nan")
