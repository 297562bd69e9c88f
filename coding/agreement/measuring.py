"""All figures of a comparison: of each code, of the scheme, and of its groups of codes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from coding.agreement import presence, sets, spans
from coding.agreement.figure import FEW_APPLICATIONS, Figure, Numbers, Sums, estimates
from coding.agreement.presence import Places, Ratings
from coding.agreement.sets import SetDistance

OF_CODES: Mapping[str, Callable[[Sums], Numbers]] = {
    "alpha": presence.alpha,
    "percent": presence.percent,
    "coded_only": presence.coded_only,
    "conger": presence.conger,
    "fleiss": presence.fleiss,
    "light": presence.light,
    "brennan_prediger": presence.brennan_prediger,
    "ac1": presence.ac1,
    "positive": presence.positive,
    "negative": presence.negative,
}
"""The coefficients of a code by itself; `conger` of two coders is Cohen's κ."""
OF_ALL: Mapping[str, Callable[[Sums], Numbers]] = {
    "exact": sets.exact,
    "miles_huberman": sets.miles_huberman,
    "holsti": sets.holsti,
}


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """A code: its figures by name, Cohen's κ per pair of coders, and what they are to be read with.

    `given` counts applications per coder (units, or quotations of free stretches); `prevalence` is the share of what
    was looked at, per coder; `present` in how many sources anybody gave it. `rare`: some coder gave it fewer than ten
    times.
    """

    figures: Mapping[str, Figure]
    pairs: tuple[Figure, ...]
    given: tuple[int, ...]
    prevalence: tuple[float | None, ...]
    present: int
    prevalence_index: float | None
    bias_index: float | None

    @property
    def rare(self) -> bool:
        return min(self.given, default=0) < FEW_APPLICATIONS


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """A group of codes: which of its codes, in the sense of ATLAS.ti's cu-α; of free stretches the α family."""

    codes: tuple[int, ...]
    cu: Figure
    family: spans.Family | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """What two or more coders agree on. Units are segments, or characters of free stretches."""

    codes: tuple[CodeFigures, ...]
    headline: Mapping[str, Figure]
    groups: tuple[GroupFigures, ...]
    coders: int
    units: int
    pairable: int
    sources: int


def measure(
    ratings: Ratings,
    sources: Places,
    groups: Sequence[Sequence[int]],
    *,
    weights: Numbers | None = None,
    cut: spans.Blocks | None = None,
) -> Measured:
    """All figures of ratings (coder × unit × code), the units' sources, and groups of codes that belong together.

    With `cut`, the blocks of free stretches, units are characters and the unitizing α is told besides.
    """
    # The products are small: threads would wait for each other, the longer the more else there is to do.
    with threadpool_limits(1, "blas"):
        return _measure(ratings, sources, groups, weights, cut)


def _measure(
    ratings: Ratings,
    sources: Places,
    groups: Sequence[Sequence[int]],
    weights: Numbers | None,
    cut: spans.Blocks | None,
) -> Measured:
    coders, units, codes = ratings.shape
    if cut is not None:
        weights = cut.lengths
    sums = presence.tally(ratings, sources, weights)
    count = len(sums["units"])
    given, present = _given(ratings, sources, cut, count)
    many = given.max(axis=0) if coders else np.zeros(codes, np.int64)
    pairable = sums["units"].max(axis=-1) if codes else np.zeros(count)

    def told(coefficient: Callable[[Sums], Numbers]) -> list[Figure]:
        return estimates(sums, coefficient, pairable, coders=coders, applications=many, present=present)

    found = {name: told(coefficient) for name, coefficient in OF_CODES.items()}
    if cut is not None:
        enough = ((ratings[:, :, 0] >= 0).sum(axis=0) >= 2) if codes else np.zeros(units, bool)
        squared = spans.squares(cut, count, codes)
        squared[np.setdiff1d(np.arange(count), sources[enough])] = 0
        sums["squares"] = squared
        found["u_alpha"] = told(spans.u_alpha)
    whole = {name: some.sum(axis=0) for name, some in sums.items()}
    shares = presence.prevalence(whole)
    pairs = [told(_of_pair(at)) for at in range(coders * (coders - 1) // 2)]
    bias = presence.bias_index(whole) if coders > 1 else np.full(codes, np.nan)
    prevalent = presence.prevalence_index(whole)
    return Measured(
        tuple(
            CodeFigures(
                {name: some[at] for name, some in found.items()},
                tuple(some[at] for some in pairs),
                tuple(int(one) for one in given[:, at]),
                tuple(_number(one) for one in shares[:, at]),
                int(present[at]),
                _number(prevalent[at]),
                _number(bias[at]),
            )
            for at in range(codes)
        ),
        _headline(ratings, sources, groups, weights, sums, pairable, coders),
        tuple(_group(ratings, sources, weights, cut, group, coders, count) for group in groups),
        coders,
        int(weights.sum() if weights is not None else units),
        int(pairable.sum()),
        int((pairable > 0).sum()),
    )


def _of_pair(at: int) -> Callable[[Sums], Numbers]:
    """Cohen's κ of one pair of coders."""
    return lambda sums: np.asarray(presence.cohen(sums)[..., at, :])


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _given(
    ratings: Ratings, sources: Places, cut: spans.Blocks | None, count: int
) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.int64]], np.ndarray[tuple[int, ...], np.dtype[np.int64]]]:
    """Applications per coder and code, and in how many sources anybody gave each code."""
    coders, _units, codes = ratings.shape
    anybody = presence.by_source((ratings == 1).any(axis=0), sources, count) > 0
    if cut is None:
        return (ratings == 1).sum(axis=1), anybody.sum(axis=0)
    given = np.zeros((coders, codes), np.int64)
    for one in cut.stretches:
        given[one.coder, one.code] += 1
    return given, anybody.sum(axis=0)


def _headline(
    ratings: Ratings,
    sources: Places,
    groups: Sequence[Sequence[int]],
    weights: Numbers | None,
    sums: Sums,
    pairable: Numbers,
    coders: int,
) -> dict[str, Figure]:
    wanted: tuple[SetDistance, ...] = ("masi", "jaccard", "group")
    alphas = sets.alphas(ratings, sources, wanted, weights, groups)
    found = {f"alpha_{how}": alphas[how] for how in wanted}
    found["pooled"] = estimates(sums, presence.pooled, pairable, coders=coders)[0]
    overlap = sets.overlap_sums(ratings, sources, weights)
    for name, coefficient in OF_ALL.items():
        found[name] = estimates(overlap, coefficient, pairable, coders=coders)[0]
    looked = np.all(ratings >= 0, axis=-1)
    anything = np.where(looked, (ratings == 1).any(axis=-1), -1).astype(np.int8)[:, :, None]
    found["alpha_any"] = estimates(presence.tally(anything, sources, weights), presence.alpha, pairable, coders=coders)[
        0
    ]
    domains = (
        np.stack([(ratings[:, :, list(group)] == 1).any(axis=-1) for group in groups], axis=-1)
        if groups
        else (np.zeros((*ratings.shape[:2], 0), bool))
    )
    rated = np.where((looked & domains.any(axis=-1))[:, :, None], domains, -1).astype(np.int8)
    found["alpha_domains"] = sets.alphas(rated, sources, ("jaccard",), weights)["jaccard"]
    return found


def _group(
    ratings: Ratings,
    sources: Places,
    weights: Numbers | None,
    cut: spans.Blocks | None,
    group: Sequence[int],
    coders: int,
    count: int,
) -> GroupFigures:
    own = ratings[:, :, list(group)]
    marked = (own == 1).any(axis=-1)
    rated = np.where(marked[:, :, None], own, -1).astype(np.int8)
    cu = sets.alphas(rated, sources, ("jaccard",), weights)["jaccard"]
    if cu.reason == "no_pairable_units":
        cu = Figure(None, "no_coded_intersection")
    return GroupFigures(tuple(group), cu, spans.family(cut, group, coders, count) if cut is not None else None)
