"""A threshold keeps its promise on what was seen, or there is none."""

import numpy as np

from coding.suggestion.measures import wilson
from coding.suggestion.thresholds import Threshold, in_words, thresholds


def one(right: list[bool], scores: list[float], error: float) -> Threshold | None:
    return thresholds(("K1",), np.array(scores)[:, None], np.array(right)[:, None], error)["K1"]


def falling(n: int) -> list[float]:
    return [round(1 - place / (n + 1), 4) for place in range(n)]


def test_the_lowest_threshold_that_keeps_the_error_is_chosen() -> None:
    right = [True] * 40 + [False] * 40
    found = one(right, falling(80), 0.3)
    assert found is not None
    assert (found.right, found.of) == (40, found.of)
    assert wilson(40, found.of, 0.8416212335729143).low >= 0.7
    assert wilson(40, found.of + 1, 0.8416212335729143).low < 0.7
    assert found.at == falling(80)[found.of - 1]


def test_accepting_more_error_never_raises_a_threshold() -> None:
    rng = np.random.default_rng(0)
    scores = rng.random(500)
    right = list(rng.random(500) < scores)
    found = [one(right, list(scores), error) for error in (0.1, 0.2, 0.3, 0.5)]
    assert all(threshold is not None for threshold in found[1:])
    at = [2.0 if threshold is None else threshold.at for threshold in found]
    assert at == sorted(at, reverse=True)


def test_a_code_that_is_wrong_too_often_stays_silent() -> None:
    assert one([True, False] * 40, falling(80), 0.2) is None


def test_equal_scores_are_shown_together_or_not_at_all() -> None:
    assert one([True] * 20 + [False] * 20, [0.5] * 40, 0.3) is None


def test_a_few_lucky_hits_are_no_proof() -> None:
    assert one([True] * 2 + [False] * 5 + [True] * 8 + [False] * 85, falling(100), 0.1) is None


def test_a_code_with_few_examples_takes_the_pooled_threshold() -> None:
    rng = np.random.default_rng(1)
    scores = np.column_stack([rng.random(300), rng.random(300)])
    truth = np.column_stack([rng.random(300) < scores[:, 0], np.zeros(300, dtype=bool)])
    truth[scores[:, 1].argmax(), 1] = True
    scores[:, 1] *= 0.2
    found = thresholds(("K1", "K2"), scores, truth, 0.3)
    assert found["K1"] is not None
    assert not found["K1"].pooled
    assert found["K2"] is not None
    assert found["K2"].pooled


def test_without_any_decisions_every_code_is_silent() -> None:
    empty = np.zeros((0, 2))
    assert thresholds(("K1", "K2"), empty, empty.astype(bool), 0.3) == {"K1": None, "K2": None}


def test_a_score_of_nothing_is_never_shown() -> None:
    assert one([True] * 50, [0.0] * 50, 0.5) is None


def test_a_chance_is_said_in_ten() -> None:
    assert in_words(0.68, 200) == (7, 10)
    assert in_words(0.31, 200) == (3, 10)


def test_words_promise_neither_all_nor_none() -> None:
    assert in_words(0.999, 200) == (19, 20)
    assert in_words(0.001, 200) == (1, 20)


def test_under_25_decisions_nothing_is_said_about_chances() -> None:
    assert in_words(0.7, 24) is None
    assert in_words(0.7, 25) == (7, 10)
