"""All codes of a unit at once: how far apart two sets of codes are.

Jaccard's distance is 1 - |A∩B|/|A∪B|; that of MASI (Passonneau 2006) is 1 - M·|A∩B|/|A∪B| with M = 1 for equal sets,
2/3 where one holds the other, 1/3 where they share something, 0 where they share nothing. Two empty sets are equal. A
coder who did not look at a unit has no set there.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from coding.agreement.figure import Figure, Numbers, Sums, estimates, ratio, undefined
from coding.agreement.presence import Places, Ratings, by_source

SetDistance = Literal["masi", "jaccard", "nominal", "group"]
SET_DISTANCES: tuple[SetDistance, ...] = ("masi", "jaccard", "nominal", "group")
_BLOCK = 500
Thin = NDArray[np.float32]


def _distance(common: Thin, one: Thin, other: Thin, how: SetDistance, swapped: Thin | None = None) -> Thin:
    """Distances from the sizes of intersections and of both sets, which are broadcast.

    `swapped` counts pairs of differing codes of one group: by group, such a pair is half right.
    """
    either = one + other - common
    equal = either == common
    if how == "nominal":
        return np.where(equal, np.float32(0), np.float32(1))
    if how == "group" and swapped is not None:
        near = (common + swapped / 2) / np.maximum(either - swapped, np.float32(1))
    else:
        near = common / np.maximum(either, np.float32(1))
    if how == "masi":
        held = (common == one) | (common == other)
        near *= np.where(held, np.float32(2 / 3), np.float32(1 / 3))
    near[equal] = 1
    return np.asarray(1 - near)


def distance(
    one: frozenset[int], other: frozenset[int], how: SetDistance, groups: Sequence[Sequence[int]] = ()
) -> float:
    """How far two sets of codes are from each other, 0 to 1."""
    common, first, second = (np.array([size], np.float32) for size in (len(one & other), len(one), len(other)))
    swapped = sum(min(len((one - other) & set(some)), len((other - one) & set(some))) for some in groups)
    return float(_distance(common, first, second, how, np.array([swapped], np.float32))[0])


def alphas(
    ratings: Ratings,
    sources: Places,
    distances: tuple[SetDistance, ...] = ("masi", "jaccard"),
    weights: Numbers | None = None,
    groups: Sequence[Sequence[int]] = (),
) -> dict[SetDistance, Figure]:
    """Krippendorff's α of the sets of codes, by each distance, with its interval.

    `group` is Jaccard's distance with half a credit for another code of the right group (`groups`, disjoint).

    Sums over sources: of observed distances, and of the distances between all sets of two sources, of which the
    expected ones without a source are what remains (memory: 500 × the number of different sets).
    """
    coders, units, codes = ratings.shape
    if coders < 2:
        return {how: undefined("fewer_than_two_coders") for how in distances}
    looked = (ratings[:, :, 0] >= 0) if codes else np.zeros((coders, units), bool)
    m = looked.sum(axis=0)
    looked = looked & (m >= 2)
    if not looked.any():
        return {how: undefined("no_pairable_units") for how in distances}
    count = int(sources.max()) + 1
    weight = np.ones(units) if weights is None else np.asarray(weights, float)
    given = ratings == 1
    packed = np.packbits(given, axis=-1)
    wide = np.zeros((coders, units, -(-packed.shape[-1] // 8) * 8), np.uint8)
    wide[..., : packed.shape[-1]] = packed
    numbers = wide.view(np.uint64)[looked]
    if numbers.shape[-1] == 1:
        _kinds, first, which = np.unique(numbers[:, 0], return_index=True, return_inverse=True)
    else:
        _kinds, first, which = np.unique(numbers, axis=0, return_index=True, return_inverse=True)
    which = which.ravel()
    here = np.zeros((coders, units), np.int64)
    here[looked] = which
    members = given[looked][first].astype(np.float32)
    sizes = members.sum(axis=1)
    each = weight / np.maximum(m - 1, 1)
    at = np.broadcast_to(sources, (coders, units))[looked]
    held = np.bincount(
        at * len(members) + which, np.broadcast_to(weight, (coders, units))[looked], minlength=count * len(members)
    ).reshape(count, len(members))
    n = held.sum(axis=1)
    found: dict[SetDistance, Figure] = {}
    parts = [members[:, list(some)] for some in groups if len(some) > 1]
    observed = {how: np.zeros(count) for how in distances}
    for i, j in combinations(range(coders), 2):
        differ = np.flatnonzero(looked[i] & looked[j] & (here[i] != here[j]))
        a, b = here[i][differ], here[j][differ]
        common = (members[a] * members[b]).sum(axis=1)
        swapped = np.zeros_like(common)
        for some in parts if "group" in distances else ():
            shared = (some[a] * some[b]).sum(axis=1)
            swapped += np.minimum(some[a].sum(axis=1) - shared, some[b].sum(axis=1) - shared)
        for how in distances:
            apart = _distance(common, sizes[a], sizes[b], how, swapped)
            observed[how] += np.bincount(sources[differ], 2 * apart * each[differ], minlength=count)
    between = {how: np.zeros((count, count)) for how in distances}
    thin = held.T.astype(np.float32)
    apart_ = _Apart(members, sizes, parts, distances)
    for begin in range(0, len(members), _BLOCK):
        end = min(begin + _BLOCK, len(members))
        for how, apart in apart_.block(begin, end):
            # Distances are symmetric: what lies right of the block is counted both ways.
            inner = held[:, begin:end] @ (apart[:, : end - begin] @ thin[begin:end]).astype(float)
            outer = held[:, begin:end] @ (apart[:, end - begin :] @ thin[end:]).astype(float)
            between[how] += inner + outer + outer.T
    there = n > 0
    for how in distances:
        matrix = between[how]
        found[how] = _figure(observed[how], matrix, n, there, coders)
    return found


class _Apart:
    """Distances between sets, looked up by the sizes of two sets, of what they share, and of what is swapped."""

    def __init__(self, members: Thin, sizes: Thin, parts: Sequence[Thin], distances: Sequence[SetDistance]) -> None:
        self.members, self.distances = members, distances
        self.own = [some.sum(axis=1).astype(np.uint8) for some in parts]
        self.grouped = np.concatenate(parts, axis=1) if parts else np.zeros((len(members), 0), np.float32)
        self.step = int(sizes.max(initial=0)) + 1
        common, one, other = np.indices((self.step,) * 3).reshape(3, -1).astype(np.float32)
        lawful = np.minimum(np.minimum(one, other), common)
        self.tables: dict[SetDistance, Thin] = {
            how: _distance(lawful, one, other, how) for how in distances if how != "group"
        }
        if "group" in distances:
            swapped, common, one, other = np.indices((self.step,) * 4).reshape(4, -1).astype(np.float32)
            lawful = np.minimum(np.minimum(one, other), common)
            self.tables["group"] = _distance(lawful, one, other, "group", swapped)
        ones = np.ones_like(sizes)
        self.left = np.column_stack([members * self.step**2, sizes * self.step, ones])
        self.right = np.column_stack([members, ones, sizes])

    def block(self, begin: int, end: int) -> Iterator[tuple[SetDistance, Thin]]:
        """Distances of the sets from `begin` to `end` to all from `begin` on."""
        where = (self.left[begin:end] @ self.right[begin:].T).astype(np.int32)
        for how in self.distances:
            if how != "group" or not self.own:
                yield how, self.tables[how].take(where, mode="clip")
                continue
            least = np.zeros(where.shape, np.uint8)
            for own in self.own:
                least += np.minimum(own[begin:end, None], own[begin:])
            shared = (self.grouped[begin:end] @ self.grouped[begin:].T).astype(np.uint8)
            yield how, self.tables[how].take(where + (least - shared).astype(np.int32) * self.step**3, mode="clip")


def _figure(observed: Numbers, between: Numbers, n: Numbers, there: NDArray[np.bool_], coders: int) -> Figure:
    """α = 1 - Do/De; without source s, what all sets are apart is the whole less twice its row and its own again."""
    alone = 2 * between.sum(axis=1) - np.diag(between)

    def coefficient(sums: Sums) -> Numbers:
        total = sums["n"]
        return 1 - ratio((total - 1) * sums["observed"], sums["expected"])

    # Sums that add up: leaving a source out takes its observed, its sets and `alone` away from the whole.
    sums = {"observed": observed[:, None], "n": n[:, None], "expected": alone[:, None]}
    whole = between.sum()

    def corrected(sums_: Sums) -> Numbers:
        # `expected` of the whole is the sum of `alone`; what was taken from it is taken from the true whole.
        taken = alone[there].sum() - sums_["expected"]
        return coefficient({**sums_, "expected": np.where(np.abs(whole - taken) < 1e-6, 0.0, whole - taken)})

    return estimates(sums, corrected, n * there, coders=coders)[0]


def overlap_sums(ratings: Ratings, sources: Places, weights: Numbers | None = None) -> dict[str, Numbers]:
    """Per source: pairs of coders over units, those with equal sets, common applications, and differing ones."""
    coders, units, _codes = ratings.shape
    count = int(sources.max()) + 1 if units else 0
    weight = np.ones(units) if weights is None else np.asarray(weights, float)
    given = ratings == 1
    looked = np.all(ratings >= 0, axis=-1)
    found = {name: np.zeros((count, 1)) for name in ("pairs", "equal", "common", "differ")}
    for i, j in combinations(range(coders), 2):
        both = (looked[i] & looked[j]) * weight
        common = (given[i] & given[j]).sum(axis=-1)
        differ = (given[i] ^ given[j]).sum(axis=-1)
        for name, values in (
            ("pairs", np.ones(units)),
            ("equal", differ == 0),
            ("common", common),
            ("differ", differ),
        ):
            found[name] += by_source((values * both)[:, None], sources, count)
    return found


def exact(sums: Sums) -> Numbers:
    """The share of pairs of coders that gave a unit exactly the same codes."""
    return ratio(sums["equal"], sums["pairs"])


def miles_huberman(sums: Sums) -> Numbers:
    """Agreements of agreements and disagreements (Miles & Huberman 1994:64)."""
    return ratio(sums["common"], sums["common"] + sums["differ"])


def holsti(sums: Sums) -> Numbers:
    """2M/(N1 + N2): twice the common applications, of all (Holsti 1969)."""
    return ratio(2 * sums["common"], 2 * sums["common"] + sums["differ"])
