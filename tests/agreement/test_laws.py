"""What holds of any data, and what is said where nothing can be."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.agreement import caution, nominal
from coding.agreement.figure import Figure
from coding.agreement.measuring import Measured, measure
from coding.agreement.spans import Stretch, blocks, family
from tests.agreement.test_oracles import one_source, ratings

GROUPS = [[0, 1], [2, 3]]


def values(told: Measured, codes: list[int] | None = None) -> list[float | None]:
    """All values, in a fixed order."""
    some = [told.codes[at] for at in codes or range(len(told.codes))]
    return [one.value for one in told.headline.values()] + [one.value for code in some for one in code.figures.values()]


def close(one: list[float | None], other: list[float | None]) -> bool:
    return all((a is None and b is None) or a == pytest.approx(b, abs=1e-5) for a, b in zip(one, other, strict=True))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0.0, 0.3]))
def test_order_and_names_do_not_matter(seed: int, missing: float) -> None:
    found = ratings(seed, missing=missing)
    sources = np.random.default_rng(seed).integers(0, 6, 60)
    told, order = measure(found, sources, GROUPS), np.random.default_rng(seed).permutation
    coders, units, names = order(3), order(60), order(6)
    assert close(values(told), values(measure(found[coders], sources, GROUPS)))
    assert close(values(told), values(measure(found[:, units], sources[units], GROUPS)))
    assert close(values(told), values(measure(found, names[sources], GROUPS)))
    renamed = measure(found[:, :, [2, 3, 0, 1]], sources, GROUPS)
    assert close(values(told), values(renamed, [2, 3, 0, 1]))
    assert all(one is None or one <= 1 for one in values(told))


def test_a_unit_that_one_coder_saw_changes_no_alpha() -> None:
    found = ratings(1)
    alone = np.full((3, 1, 4), -1, np.int8)
    alone[0] = 1
    more = np.concatenate([found, alone], axis=1)
    one, other = measure(found, one_source(found), GROUPS), measure(more, one_source(more), GROUPS)
    assert [each.figures["alpha"].value for each in one.codes] == [each.figures["alpha"].value for each in other.codes]
    assert one.headline["alpha_masi"].value == pytest.approx(other.headline["alpha_masi"].value)
    assert (one.pairable, other.pairable, other.units) == (60, 60, 61)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=2, max_size=40))
def test_of_two_coders_scotts_pi_is_never_above_cohens_kappa(pairs: list[tuple[int, int]]) -> None:
    """Warrens 2010, of a 2 × 2 table."""
    found = np.array(pairs, np.int8).T[:, :, None]
    figures = measure(found, one_source(found), [[0]]).codes[0].figures
    pi, kappa = figures["fleiss"].value, figures["conger"].value
    if pi is not None and kappa is not None:
        assert pi <= kappa + 1e-9


def test_everything_twice_agrees_as_much() -> None:
    found = ratings(1)
    twice = np.concatenate([found, found], axis=1)
    one, other = measure(found, one_source(found), GROUPS), measure(twice, np.repeat([0, 1], 60), GROUPS)
    for name in ("percent", "conger", "fleiss", "ac1", "positive"):
        assert [c.figures[name].value for c in one.codes] == pytest.approx([c.figures[name].value for c in other.codes])


def test_with_one_code_each_all_distances_are_one() -> None:
    chance = np.random.default_rng(3)
    picked = np.where(chance.random((3, 80)) < 0.7, chance.integers(0, 4, 80), chance.integers(0, 4, (3, 80)))
    found = (picked[:, :, None] == np.arange(4)).astype(np.int8)
    told = measure(found, one_source(found), [[one] for one in range(4)]).headline
    expected = nominal.alpha(picked.astype(float))
    for name in ("alpha_masi", "alpha_jaccard", "alpha_group"):
        assert told[name].value == pytest.approx(expected, abs=1e-6)


def test_the_right_group_is_half_a_credit() -> None:
    """Two coders who only ever confuse codes of one group agree more by group than by code, less than wholly."""
    picked = np.array([[0, 1, 2, 3] * 10, [1, 0, 3, 2] * 10])
    found = (picked[:, :, None] == np.arange(4)).astype(np.int8)
    told = measure(found, one_source(found), GROUPS).headline
    assert told["alpha_jaccard"].value is not None
    assert told["alpha_group"].value is not None
    assert told["alpha_jaccard"].value < told["alpha_group"].value < 1
    assert told["alpha_domains"].value == pytest.approx(1)


def spans(length: int, *some: Stretch, coders: int = 2) -> Measured:
    cut = blocks(some, [length], np.ones((coders, 1), bool), 2)
    return measure(cut.ratings, cut.sources, [[0, 1]], cut=cut)


def test_text_without_codes_does_not_change_agreement_on_what_is_coded() -> None:
    some = [Stretch(0, 0, 0, 0, 150), Stretch(0, 1, 0, 100, 200)]
    short, long = spans(300, *some), spans(30_000, *some)
    assert short.codes[0].figures["coded_only"].value == long.codes[0].figures["coded_only"].value == 0.25


def test_the_same_stretches_agree_wholly() -> None:
    some = [Stretch(0, coder, 0, begin, begin + 20) for coder in (0, 1) for begin in (10, 60)]
    told = spans(100, *some).codes[0].figures
    assert told["u_alpha"].value == told["alpha"].value == pytest.approx(1)


def test_how_a_stretch_is_cut_is_not_seen_and_touching_ones_stay_two() -> None:
    told = spans(100, Stretch(0, 0, 0, 10, 50), Stretch(0, 1, 0, 10, 30), Stretch(0, 1, 0, 30, 50))
    assert told.codes[0].given == (1, 2)
    assert told.codes[0].figures["u_alpha"].value == pytest.approx(1)


def test_what_overlaps_of_one_coder_counts_once() -> None:
    told = spans(100, Stretch(0, 0, 0, 10, 40), Stretch(0, 0, 0, 30, 50), Stretch(0, 1, 0, 10, 50))
    assert told.codes[0].given == (1, 1)
    assert told.codes[0].figures["coded_only"].value == pytest.approx(1)


# -- nothing instead of a made-up number ----------------------------------------------------------------


def test_a_code_never_given_has_no_alpha_but_agreement() -> None:
    told = measure(np.zeros((2, 30, 1), np.int8), np.zeros(30, int), [[0]])
    assert told.codes[0].figures["alpha"] == Figure(None, "no_variation", sources=1)
    assert told.codes[0].figures["conger"].reason == "no_variation"
    assert told.codes[0].figures["percent"].value == 1
    assert told.codes[0].figures["ac1"].value == told.codes[0].figures["brennan_prediger"].value == 1
    assert told.headline["alpha_masi"].reason == "no_variation"


def test_one_coder_and_nothing_in_common_have_their_reasons() -> None:
    alone = measure(np.ones((1, 5, 2), np.int8), np.zeros(5, int), [[0, 1]])
    assert {one.reason for one in alone.codes[0].figures.values()} == {"fewer_than_two_coders"}
    assert {one.reason for one in alone.headline.values()} == {"fewer_than_two_coders"}
    apart = np.full((2, 4, 2), -1, np.int8)
    apart[0, :2], apart[1, 2:] = 1, 0
    told = measure(apart, np.zeros(4, int), [[0, 1]])
    assert {one.reason for one in told.codes[0].figures.values()} == {"no_pairable_units"}
    assert {one.reason for one in told.headline.values()} == {"no_pairable_units"}
    nothing = measure(np.zeros((2, 0, 3), np.int8), np.zeros(0, int), [[0, 1, 2]])
    assert nothing.codes[0].figures["alpha"].reason == "no_pairable_units"


def test_a_coder_who_never_used_a_code_makes_kappa_nought_and_is_told_of() -> None:
    found = np.zeros((2, 40, 1), np.int8)
    found[0, :12] = 1
    told = measure(found, np.zeros(40, int), [[0]]).codes[0]
    assert told.figures["conger"].value == pytest.approx(0)
    assert told.figures["alpha"].value is not None
    assert told.figures["alpha"].value < 0
    assert "one_never" in caution.cautions(told)
    assert "bias" in caution.cautions(told)


def test_free_stretches_say_why_there_is_no_number() -> None:
    looked = np.ones((2, 1), bool)
    whole = blocks([Stretch(0, 0, 0, 0, 100), Stretch(0, 1, 0, 0, 100)], [100], looked, 2)
    assert family(whole, (0, 1), 2, 1).relevance.reason == "no_gaps"
    apart = blocks([Stretch(0, 0, 0, 0, 20), Stretch(0, 1, 1, 50, 70)], [100], looked, 2)
    assert family(apart, (0, 1), 2, 1).cu.reason == "no_coded_intersection"
    double = blocks([Stretch(0, 0, 0, 0, 20), Stretch(0, 0, 1, 10, 30)], [100], looked, 2)
    assert family(double, (0, 1), 2, 1).u.reason == "codes_overlap"
    assert family(blocks([], [100], looked[:1], 2), (0, 1), 1, 1).u.reason == "fewer_than_two_coders"


def test_not_finished_is_missing_and_not_empty() -> None:
    """A text that the second coder has not finished has no part in anything."""
    some = [Stretch(0, 0, 0, 0, 20), Stretch(0, 1, 0, 5, 20), Stretch(1, 0, 0, 0, 90), Stretch(1, 1, 0, 0, 3)]
    looked = np.array([[True, True], [True, False]])
    both, first = blocks(some, [100, 100], looked, 1), blocks(some[:2], [100], looked[:, :1], 1)
    one = measure(both.ratings, both.sources, [[0]], cut=both)
    other = measure(first.ratings, first.sources, [[0]], cut=first)
    for name in ("alpha", "percent", "u_alpha", "conger"):
        assert one.codes[0].figures[name].value == pytest.approx(other.codes[0].figures[name].value), name
    assert (one.sources, one.pairable, one.units) == (1, 100, 200)


def test_intervals_are_refused_where_they_would_mean_nothing() -> None:
    found = ratings(1, units=100)
    assert measure(found, np.repeat(range(4), 25), GROUPS).headline["alpha_masi"].why == "few_sources"
    sources = np.repeat(range(10), 10)
    found[:, :, 1] = 0
    found[:, [1, 11, 21, 31, 41, 51], 1] = 1
    found[:, :, 2] = 0
    found[:, :8, 2] = 1
    told = measure(found, sources, GROUPS)
    assert told.codes[1].figures["alpha"].why == "few_applications"
    assert told.codes[2].figures["alpha"].why == "one_source"
    assert told.codes[0].figures["alpha"].low is not None
    assert told.codes[1].rare
    assert not told.codes[0].rare


def test_a_code_hardly_ever_given_is_warned_of() -> None:
    found = np.zeros((2, 200, 1), np.int8)
    found[:, :4], found[0, 4:8], found[1, 8:12] = 1, 1, 1
    told = measure(found, np.zeros(200, int), [[0]]).codes[0]
    assert caution.cautions(told) == ("prevalence", "paradox")


def test_words_for_numbers_come_with_their_source() -> None:
    scale = caution.SCALES["krippendorff"]
    assert [scale.word(one, "en") for one in (0.5, 0.667, 0.8)] == [
        "not to be used",
        "tentative conclusions only",
        "reliable",
    ]
    assert all(one.source for one in caution.SCALES.values())
