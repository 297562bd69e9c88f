"""Other libraries, and slower ways of counting, come to the same."""

import warnings
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics import jaccard_distance, masi_distance
from nltk.metrics.agreement import AnnotationTask
from scipy.stats import t as student_t
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import fleiss_kappa

from coding.agreement import nominal, presence, sets
from coding.agreement.figure import quantile, student
from coding.agreement.measuring import measure
from coding.agreement.spans import Stretch, blocks, family


def ratings(seed: int, coders: int = 3, units: int = 60, codes: int = 4, missing: float = 0.0) -> np.ndarray:
    """Coders who mostly follow the same truth."""
    chance = np.random.default_rng(seed)
    truth = chance.random((units, codes)) < 0.35
    found = np.where(chance.random((coders, units, codes)) < 0.15, ~truth, truth).astype(np.int8)
    found[chance.random((coders, units)) < missing] = -1
    return found


def one_source(found: np.ndarray) -> np.ndarray:
    return np.zeros(found.shape[1], int)


@pytest.mark.parametrize("seed", range(4))
def test_kappas_of_presence(seed: int) -> None:
    found = ratings(seed)
    told = measure(found, one_source(found), [range(4)])
    for code in range(4):
        pairs = [cohen_kappa_score(found[i, :, code], found[j, :, code]) for i, j in combinations(range(3), 2)]
        assert [one.value for one in told.codes[code].pairs] == pytest.approx(pairs)
        assert told.codes[code].figures["light"].value == pytest.approx(np.mean(pairs))
        ones = found[:, :, code].sum(axis=0)
        assert told.codes[code].figures["fleiss"].value == pytest.approx(fleiss_kappa(np.stack([ones, 3 - ones], 1)))


@pytest.mark.parametrize("missing", [0.0, 0.2])
def test_presence_is_the_special_case_of_nominal(missing: float) -> None:
    found = ratings(7, coders=4, missing=missing)
    told = measure(found, one_source(found), [range(4)]).codes
    for code in range(4):
        values = np.where(found[:, :, code] < 0, np.nan, found[:, :, code])
        for name, same in (
            ("alpha", nominal.alpha(values)),
            ("percent", nominal.percent(values)),
            ("fleiss", nominal.fleiss(values)),
            ("ac1", nominal.ac1(values, 2)),
            ("conger", nominal.conger(values)),
            ("light", nominal.light(values)),
            ("brennan_prediger", nominal.brennan_prediger(values, 2)),
        ):
            assert told[code].figures[name].value == pytest.approx(same), name


@pytest.mark.parametrize(("how", "other"), [("jaccard", jaccard_distance), ("masi", masi_distance)])
@pytest.mark.parametrize("missing", [0.0, 0.2])
def test_alpha_of_sets(how: sets.SetDistance, other: object, missing: float) -> None:
    """nltk has no distance of two empty sets: here each set has a code; its MASI rounds thirds to two digits."""
    found = ratings(3, missing=missing)
    found[:, :, 0] = np.where(found[:, :, 0] < 0, -1, 1)
    data = [
        (coder, unit, frozenset(np.flatnonzero(found[coder, unit] == 1)))
        for coder, unit in np.argwhere(found[:, :, 0] >= 0)
    ]
    expected = AnnotationTask(data, distance=other).alpha()
    mine = sets.alphas(found, one_source(found), (how,))[how].value
    assert mine == pytest.approx(expected, abs=1e-6 if how == "jaccard" else 5e-3)


def test_alpha_of_sets_by_hand() -> None:
    """All distances counted one by one, with empty sets, groups, weights and missing sets."""
    found, chance = ratings(5, codes=6, units=40, missing=0.15), np.random.default_rng(1)
    weights = chance.integers(1, 5, 40).astype(float)
    groups = [[0, 1, 2], [3, 4], [5]]
    told = sets.alphas(found, one_source(found), sets.SET_DISTANCES, weights, groups)
    values = [
        [frozenset(map(int, np.flatnonzero(found[c, u] == 1))) if found[c, u, 0] >= 0 else None for c in range(3)]
        for u in range(40)
    ]
    for how in sets.SET_DISTANCES:
        observed, pool = 0.0, []
        for u, row in enumerate(values):
            here = [one for one in row if one is not None]
            if len(here) < 2:
                continue
            apart = sum(sets.distance(a, b, how, groups) for a, b in permutations(here, 2))
            observed += weights[u] * apart / (len(here) - 1)
            pool += [(one, weights[u]) for one in here]
        n = sum(w for _one, w in pool)
        expected = sum(w * v * sets.distance(a, b, how, groups) for a, w in pool for b, v in pool)
        assert told[how].value == pytest.approx(1 - (n - 1) * observed / expected, abs=1e-6), how


def slow_family(texts: list[list[list[tuple[int, int, int]]]], lengths: list[int], codes: int) -> tuple[float, ...]:
    """ᵤα, |ᵤα, cᵤα, and (k)ᵤα of each code, by characters; texts × coders × (start, end, code), codes from 1."""

    def alpha(values: int, pairs: np.ndarray, squares: np.ndarray) -> float:
        margins, total = pairs.sum(axis=1), pairs.sum()
        below = total - squares.sum() / total
        diagonal = sum((margins[v] ** 2 - squares[v]) / below for v in range(values))
        expected = total - diagonal
        return float("nan") if abs(expected) < 1e-9 else 1 - (total - np.trace(pairs)) / expected

    def each(pairs: np.ndarray, squares: np.ndarray, code: int) -> float:
        margins, total = pairs.sum(axis=1), pairs.sum()
        below = total - squares.sum() / total
        diagonal = (margins[code] ** 2 - squares[code]) / below
        row = sum(margins[code] * margins[k] / below for k in range(len(pairs)) if k != code) + diagonal
        apart = margins[code] * (row - diagonal)
        return float("nan") if abs(apart) < 1e-9 else 1 - row * (margins[code] - pairs[code, code]) / apart

    whole, marked = np.zeros((codes + 1, codes + 1)), np.zeros((codes, codes))
    squares, inner = np.zeros(codes + 1), np.zeros(codes)
    for text, length in zip(texts, lengths, strict=True):
        lines = np.zeros((len(text), length), int)
        for coder, units in enumerate(text):
            for start, end, code in units:
                lines[coder, start:end] = code
                squares[code] += (end - start) ** 2
            squares[0] += (lines[coder] == 0).sum()
        for i, j in permutations(range(len(text)), 2):
            for a, b in zip(lines[i], lines[j], strict=True):
                whole[a, b] += 1 / (len(text) - 1)
                if a and b:
                    marked[a - 1, b - 1] += 1 / (len(text) - 1)
            for s, e, code in text[i]:
                for start, end, _other in text[j]:
                    common = min(e, end) - max(s, start)
                    if common > 0:
                        inner[code - 1] += common**2 / (len(text) - 1)
    folded = np.array([[whole[0, 0], whole[0, 1:].sum()], [whole[1:, 0].sum(), whole[1:, 1:].sum()]])
    return (
        alpha(codes + 1, whole, squares),
        alpha(2, folded, np.array([squares[0], squares[1:].sum()])),
        alpha(codes, marked, inner),
        *(each(marked, inner, code) for code in range(codes)),
    )


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_the_family_of_free_stretches(data: st.DataObject) -> None:
    """Counted character by character it is the same, of any stretches that do not overlap."""
    coders = data.draw(st.integers(2, 3))
    texts = []
    for _ in range(2):
        text = []
        for _coder in range(coders):
            edges = sorted(data.draw(st.sets(st.integers(0, 30), min_size=4, max_size=8)))
            text.append(
                [
                    (start, end, data.draw(st.integers(1, 2)))
                    for start, end in zip(edges[::2], edges[1::2], strict=False)
                ]
            )
        texts.append(text)
    some = [
        Stretch(s, c, code - 1, start, end)
        for s, text in enumerate(texts)
        for c, units in enumerate(text)
        for start, end, code in units
    ]
    cut = blocks(some, [30, 31], np.ones((coders, 2), bool), 2)
    told = family(cut, (0, 1), coders, 2)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        slow = slow_family(texts, [30, 31], 2)
    for mine, theirs in zip((told.u, told.relevance, told.cu, *told.each), slow, strict=True):
        if mine.value is not None:
            assert mine.value == pytest.approx(max(-1, theirs))
        else:
            assert not np.isfinite(theirs)


def test_the_interval_leaves_out_one_source_at_a_time() -> None:
    found = ratings(11, units=200)
    sources = np.repeat(np.arange(8), 25)
    told = measure(found, sources, [range(4)])

    def without(source: int, name: str) -> float:
        kept = sources != source
        some = measure(found[:, kept], one_source(found[:, kept]), [range(4)])
        figure = some.headline[name] if name in some.headline else some.codes[2].figures[name]
        assert figure.value is not None
        return figure.value

    for name in ("alpha_masi", "alpha_jaccard", "alpha_group", "pooled", "holsti", "alpha", "ac1", "percent"):
        figure = told.headline[name] if name in told.headline else told.codes[2].figures[name]
        left = np.array([without(source, name) for source in range(8)])
        error = np.sqrt(7 / 8 * ((left - left.mean()) ** 2).sum())
        assert figure.error == pytest.approx(error, rel=1e-3), name
        assert figure.low == pytest.approx(figure.value - student_t.ppf(0.975, 7) * error, abs=1e-4), name
        assert figure.exceeds(0.667) == pytest.approx(student_t.cdf((figure.value - 0.667) / error, 7), abs=1e-3)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 11, 40])
def test_students_t(freedom: int) -> None:
    assert quantile(freedom) == pytest.approx(student_t.ppf(0.975, freedom))
    for t in (-3.0, -0.2, 0.0, 1.7):
        assert student(t, freedom) == pytest.approx(student_t.cdf(t, freedom))


def test_pooled_kappa_is_of_means() -> None:
    found = ratings(2, coders=2)
    observed, expected = [], []
    for code in range(4):
        a, b = found[:, :, code]
        observed.append((a == b).mean())
        expected.append(a.mean() * b.mean() + (1 - a.mean()) * (1 - b.mean()))
    kappa = (np.mean(observed) - np.mean(expected)) / (1 - np.mean(expected))
    assert measure(found, one_source(found), [range(4)]).headline["pooled"].value == pytest.approx(kappa)


def test_sums_over_sources_do_not_care_for_the_order_of_units() -> None:
    found, sources = ratings(4), np.random.default_rng(0).integers(0, 6, 60)
    order = np.argsort(sources, kind="stable")
    one, other = presence.tally(found, sources), presence.tally(found[:, order], sources[order])
    assert all(np.allclose(one[name], other[name]) for name in one)
