"""Clustering informants by what they speak of: average linkage of Jaccard's distances, cut into so many groups."""

from typing import Any

import numpy as np

from coding.conclusion.fact import Claim, Found, Row
from coding.conclusion.profiles import profiles
from coding.conclusion.tally import rounded


def clustering(claim: Claim, *, groups: int = 2) -> Found:
    """A row for each informant who speaks, group by group, the largest first: how well they sit in it.

    "within" is the mean distance to the others of the group, "nearest" that to the nearest other group; "silhouette"
    (their difference by the larger, -1 to 1; 0 for somebody alone) is best near 1. The figure is its mean.
    """
    found = profiles(claim)
    sets = linked(found.apart, max(1, groups))
    sets.sort(key=lambda one: (-len(one), one[0]))
    rows, all_ = [], []
    for number, members in enumerate(sets, 1):
        for at in members:
            within = _mean(found.apart, at, [each for each in members if each != at])
            others = [_mean(found.apart, at, other) for other in sets if other is not members]
            near = min((one for one in others if one is not None), default=None)
            fit = _silhouette(within, near)
            if fit is not None:
                all_.append(fit)
            numbers = {"within": _shown(within), "nearest": _shown(near), "silhouette": _shown(fit)}
            rows.append(Row((str(number), found.keys[at]), numbers, found.codings[at]))
    mean = rounded(sum(all_) / len(all_)) if all_ else None
    return Found(
        {"groups": len(sets), "informants": len(found.keys), "of": len(claim.cases), "silhouette": mean}, tuple(rows)
    )


def linked(apart: Any, groups: int) -> list[list[int]]:
    """The places in a table of distances in so many groups; the nearest two are joined first, of as near the first."""
    many = len(apart)
    sets = [[at] for at in range(many)]
    table = np.array(apart, dtype=float).reshape(many, many)
    table[np.diag_indices(many)] = np.inf
    while len(sets) > groups:
        # Rounded: which of two equal distances comes first must not hang on the last digit.
        one, other = sorted(divmod(int(np.argmin(table.round(9))), len(sets)))
        sizes = len(sets[one]), len(sets[other])
        joined = (table[one] * sizes[0] + table[other] * sizes[1]) / sum(sizes)
        table[one], table[:, one] = joined, joined
        table[one, one] = np.inf
        table = np.delete(np.delete(table, other, 0), other, 1)
        sets[one] = sorted(sets[one] + sets.pop(other))
    return sets


def _mean(apart: Any, at: int, others: list[int]) -> float | None:
    return float(apart[at, others].mean()) if others else None


def _silhouette(within: float | None, near: float | None) -> float | None:
    if near is None:
        return None
    if within is None:
        return 0.0
    return (near - within) / max(near, within) if max(near, within) else 0.0


def _shown(value: float | None) -> float | None:
    return None if value is None else rounded(value)
