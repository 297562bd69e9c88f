"""A coefficient with its interval, or the reason why there is none.

The interval leaves out one source at a time and takes Student's t with one degree of freedom less than there are
sources: judgements of one interview lean on each other, so that segments or characters are no independent ones. It is
conditional on the coders at hand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import atan, cos, pi, sin, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Sums = Mapping[str, Numbers]
"""Sums that add up over sources: the first axis is the source, the last the code."""

Reason = Literal[
    "no_variation",
    "fewer_than_two_coders",
    "no_pairable_units",
    "no_gaps",
    "no_coded_intersection",
    "codes_overlap",
]
NoInterval = Literal["few_sources", "few_applications", "one_source"]
REASONS: tuple[Reason, ...] = (
    "no_variation",
    "fewer_than_two_coders",
    "no_pairable_units",
    "no_gaps",
    "no_coded_intersection",
    "codes_overlap",
)
NO_INTERVAL: tuple[NoInterval, ...] = ("few_sources", "few_applications", "one_source")
FEW_SOURCES, FEW_APPLICATIONS = 5, 10
CONFIDENCE = 0.95
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Figure:
    """A coefficient; `low` and `high` at 95 %, `error` its standard error, `sources` how many it rests on.

    Without a value there is a `reason`, without an interval a `why` (unless the value itself is missing).
    """

    value: float | None
    reason: Reason | None = None
    low: float | None = None
    high: float | None = None
    error: float | None = None
    sources: int = 0
    why: NoInterval | None = None

    def exceeds(self, cut: float) -> float | None:
        """How probable it is that the coefficient is above a cut, after Gwet 2014; nothing without an interval."""
        if self.value is None or self.error is None:
            return None
        if self.error <= _NOTHING:
            return 1.0 if self.value > cut else 0.0
        return student((self.value - cut) / self.error, self.sources - 1)


def undefined(reason: Reason, sources: int = 0) -> Figure:
    """No value, and why."""
    return Figure(None, reason, sources=sources)


def student(t: float, freedom: int) -> float:
    """The distribution function of Student's t for a whole number of degrees of freedom (Abramowitz & Stegun 26.7)."""
    angle = atan(t / sqrt(freedom))
    side, term, total = cos(angle), 1.0, 0.0
    if freedom % 2:
        term = side
        for k in range(1, freedom - 1, 2):
            total += term
            term *= side * side * (k + 1) / (k + 2)
        both = 2 / pi * (angle + sin(angle) * total)
    else:
        for k in range(1, freedom, 2):
            total += term
            term *= side * side * k / (k + 1)
        both = sin(angle) * total
    return 0.5 + both / 2


@cache
def quantile(freedom: int, confidence: float = CONFIDENCE) -> float:
    """How many standard errors an interval reaches to either side."""
    low, high = 0.0, 1e4
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if student(middle, freedom) < (1 + confidence) / 2 else (low, middle)
    return (low + high) / 2


def ratio(above: Numbers, below: Numbers) -> Numbers:
    """A quotient, and nan where nothing is below the line."""
    nothing = np.abs(below) <= _NOTHING
    return np.where(nothing, np.nan, above / np.where(nothing, 1.0, below))


def estimates(
    sums: Sums,
    coefficient: Callable[[Sums], Numbers],
    units: Numbers,
    *,
    coders: int,
    applications: NDArray[np.int64] | None = None,
    present: NDArray[np.int64] | None = None,
    empty: Reason = "no_variation",
) -> list[Figure]:
    """A figure per code from sums per source.

    `units` says per source how much can be compared there; `applications` and `present` per code how often it was given
    and in how many sources: below ten, or in fewer than five, there is a value and no interval. `empty` is the reason
    where the coefficient is no number.
    """
    if coders < 2:
        width = next(iter(sums.values())).shape[-1]
        return [undefined("fewer_than_two_coders")] * width
    there = units > 0
    sources = int(there.sum())
    kept = {name: some[there] for name, some in sums.items()}
    whole = {name: some.sum(axis=0, keepdims=True) for name, some in kept.items()}
    values = coefficient(whole)[0]
    if not sources:
        return [undefined("no_pairable_units")] * len(values)
    figures = [
        Figure(float(np.clip(one, -1, 1)), sources=sources) if np.isfinite(one) else undefined(empty, sources)
        for one in values
    ]
    if sources < FEW_SOURCES:
        return [one if one.value is None else replace(one, why="few_sources") for one in figures]
    without = coefficient({name: whole[name] - some for name, some in kept.items()})
    reach = quantile(sources - 1)
    errors = np.sqrt((sources - 1) / sources * ((without - without.mean(axis=0)) ** 2).sum(axis=0))
    for at, one in enumerate(figures):
        if one.value is None:
            continue
        if not np.isfinite(without[:, at]).all():
            figures[at] = replace(one, why="one_source")
        elif (applications is not None and applications[at] < FEW_APPLICATIONS) or (
            present is not None and present[at] < FEW_SOURCES
        ):
            figures[at] = replace(one, why="few_applications")
        else:
            away = reach * float(errors[at])
            figures[at] = replace(
                one, low=max(-1.0, one.value - away), high=min(1.0, one.value + away), error=float(errors[at])
            )
    return figures
