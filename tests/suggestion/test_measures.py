"""Figures are held against published values and against scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, brier_score_loss, f1_score

from coding.suggestion import measures
from coding.suggestion.measures import Interval


def made(n: int = 400, codes: int = 5, seed: int = 3) -> tuple[measures.Bools, measures.Floats]:
    rng = np.random.default_rng(seed)
    chances = rng.random((n, codes)).round(2)
    return rng.random((n, codes)) < chances**2, chances


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_of_a_share_is_wilsons_as_newcombe_printed_it(
    right: int, of: int, low: float, high: float
) -> None:
    interval = measures.wilson(right, of)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=6e-5)


def test_a_share_of_nothing_may_be_anything() -> None:
    assert measures.wilson(0, 0) == Interval(0.0, 1.0)


@pytest.mark.parametrize(
    ("table", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((5, 56, 0, 29), -0.0381, 0.1926),
    ],
)
def test_the_interval_of_a_difference_is_newcombes(table: tuple[int, int, int, int], low: float, high: float) -> None:
    interval = measures.difference(*table)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=6e-5)


def test_average_precision_counts_ties_together_as_scikit_learn_does() -> None:
    truth, scores = made()
    for code in range(5):
        expected = average_precision_score(truth[:, code], scores[:, code])
        assert measures.average_precision(truth[:, code], scores[:, code]) == pytest.approx(expected, abs=1e-12)


def test_average_precision_of_equal_scores_is_the_base_rate() -> None:
    truth = np.array([True, False, False, False])
    assert measures.average_precision(truth, np.full(4, 0.5)) == 0.25


def test_a_code_without_positives_has_no_average_precision() -> None:
    assert measures.average_precision(np.zeros(3, dtype=bool), np.ones(3)) is None


def test_the_brier_score_is_that_of_scikit_learn() -> None:
    truth, scores = made()
    expected = np.mean([brier_score_loss(truth[:, code], scores[:, code]) for code in range(5)])
    assert measures.brier(truth, scores) == pytest.approx(expected)


def test_saying_the_base_rate_has_no_brier_skill_and_saying_the_truth_has_all() -> None:
    truth, _ = made()
    assert measures.brier_skill(truth, np.broadcast_to(truth.mean(axis=0), truth.shape)) == pytest.approx(0)
    assert measures.brier_skill(truth, truth.astype(float)) == 1


def test_f1_is_that_of_scikit_learn_over_the_codes_that_occur() -> None:
    truth, scores = made()
    truth[:, 4] = False
    shown = scores > 0.6
    micro, macro = measures.micro_macro_f1(truth, shown)
    assert micro == pytest.approx(f1_score(truth, shown, average="micro"))
    assert macro == pytest.approx(f1_score(truth[:, :4], shown[:, :4], average="macro"))


def test_a_score_of_nothing_is_no_suggestion_and_saves_no_keystroke() -> None:
    truth = np.array([[True, False, False], [True, True, False]])
    scores = np.array([[0.0, 0.2, 0.0], [0.5, 0.4, 0.3]])
    assert measures.precision_at_one(truth, scores) == 0.5
    assert measures.keystrokes_saved(truth, scores) == pytest.approx(2 / 3)


def test_a_passage_without_codes_counts_neither_for_nor_against_the_first_suggestion() -> None:
    truth = np.array([[True, False], [False, False]])
    assert measures.precision_at_one(truth, np.array([[0.9, 0.1], [0.9, 0.1]])) == 1


def test_chances_that_come_true_as_often_as_said_have_no_calibration_error() -> None:
    chances = np.repeat([0.2, 0.8], 10)
    right = np.array([True] * 2 + [False] * 8 + [True] * 8 + [False] * 2)
    curve = measures.calibration(chances, right, bins=2)
    assert [(point.said, point.found, point.count) for point in curve] == [(0.2, 0.2, 10), (0.8, 0.8, 10)]
    assert measures.calibration_error(curve) == pytest.approx(0)


def test_a_boastful_model_has_the_calibration_error_of_its_boast() -> None:
    right = np.arange(100) % 2 == 0
    assert measures.calibration_error(measures.calibration(np.full(100, 0.9), right)) == pytest.approx(0.4)


def test_an_average_precision_is_resampled_as_if_each_drawn_document_were_there_anew() -> None:
    truth, scores = made(n=90, codes=1)
    docs = np.arange(90) % 6
    drawn = measures.draws(6, resamples=60, seed=1)
    by_hand = []
    for counts in drawn.astype(int):
        rows = np.repeat(np.arange(90), counts[docs])
        by_hand.append(average_precision_score(truth[rows, 0], scores[rows, 0]))
    interval = measures.Bootstrap(docs, drawn).average_precision(truth[:, 0], scores[:, 0])
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx(tuple(np.quantile(by_hand, (0.025, 0.975))))


def test_many_recall_steps_are_bundled_with_hardly_any_difference() -> None:
    truth, scores = made(n=6000, codes=1)
    docs = np.arange(6000) % 30
    again = measures.Bootstrap(docs, np.ones((2, 30)))
    interval = again.average_precision(truth[:, 0], scores[:, 0] + np.arange(6000) * 1e-9)
    exact = average_precision_score(truth[:, 0], scores[:, 0] + np.arange(6000) * 1e-9)
    assert interval is not None
    assert interval.low == pytest.approx(exact, abs=0.002)


def test_documents_are_drawn_as_often_as_there_are_documents_and_alike_for_the_same_seed() -> None:
    drawn = measures.draws(7, resamples=50, seed=4)
    assert (drawn.sum(axis=1) == 7).all()
    assert (drawn == measures.draws(7, resamples=50, seed=4)).all()
    assert (drawn != measures.draws(7, resamples=50, seed=5)).any()


def test_the_interval_of_f1_grows_with_the_difference_between_documents() -> None:
    truth = np.ones((60, 1), dtype=bool)
    docs = np.arange(60) % 6
    again = measures.Bootstrap(docs, measures.draws(6))
    even = np.arange(60)[:, None] < 30
    uneven = (docs < 3)[:, None]
    widths = [again.f1(truth, shown)[0] for shown in (even, uneven)]
    assert widths[0] is not None
    assert widths[1] is not None
    assert widths[0].high - widths[0].low < widths[1].high - widths[1].low
