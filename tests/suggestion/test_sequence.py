"""Codes run on where the project's own decisions say so, within a document and from what was decided before."""

import numpy as np
import pytest

from coding.suggestion import weights
from coding.suggestion.pooling import Flags, sigmoid
from coding.suggestion.sequence import Running, before_of

STICKY = Running(1.0, 4.0, 1.0, -1.0)


def study(stays: float, passages: int = 240) -> tuple[Flags, list[str]]:
    """Four codes; each passage keeps the one before it with the chance `stays`, else draws one."""
    dice = np.random.default_rng(3)
    codes = [0]
    for _ in range(passages - 1):
        codes.append(codes[-1] if dice.random() < stays else int(dice.integers(4)))
    truth = np.zeros((passages, 4), dtype=bool)
    truth[np.arange(passages), codes] = True
    return truth, [f"W{place // 40}" for place in range(passages)]


def test_without_decisions_the_weights_are_the_prior() -> None:
    found = Running.learn(np.zeros((3, 2)), np.zeros((3, 2), dtype=bool), np.zeros(3, dtype=bool), ["a"] * 3)
    assert (found.text, found.previous, found.recent, found.intercept) == weights.SEQUENCE
    assert not found.learned


@pytest.mark.parametrize(("stays", "least", "most"), [(0.85, 2.5, 6.0), (0.0, -0.6, 0.6)])
def test_how_strongly_codes_run_on_is_learned_from_the_project(stays: float, least: float, most: float) -> None:
    truth, docs = study(stays)
    found = Running.learn(np.full(truth.shape, -1.1), truth, np.ones(len(truth), dtype=bool), docs)
    assert least < found.previous < most
    assert found.learned


def test_the_code_of_the_previous_passage_is_more_likely_and_its_own_decision_counts_for_nothing() -> None:
    truth = np.array([[True, False], [False, True]])
    known = np.array([True, True])
    chances = STICKY.chances(np.zeros((2, 2)), truth, known, ["a", "a"])
    assert chances[1, 0] == sigmoid(np.array(3.0))
    assert chances[1, 1] == sigmoid(np.array(-1.0))
    np.testing.assert_array_equal(chances[0], [0.5, 0.5])


def test_nothing_runs_on_into_another_document() -> None:
    truth, known = np.array([[True], [False]]), np.array([True, False])
    assert STICKY.chances(np.zeros((2, 1)), truth, known, ["a", "b"])[1, 0] == 0.5
    assert not STICKY.reaches(known, ["a", "b"], 1)
    np.testing.assert_array_equal(before_of(truth.astype(float), known, ["a", "b"], 1)[0], [0])


def test_before_anything_is_learned_only_the_next_passage_is_reached() -> None:
    truth, known = np.array([[True], [False], [False]]), np.array([True, False, False])
    docs = ["a"] * 3
    young = Running(1.0, 4.0, 0.0, -1.0).chances(np.zeros((3, 1)), truth, known, docs)
    assert young[2, 0] == 0.5
    old = Running(1.0, 4.0, 0.0, -1.0, learned=True)
    assert 0.5 < old.chances(np.zeros((3, 1)), truth, known, docs)[2, 0] < young[1, 0]
    assert [old.reaches(known, docs, row) for row in range(3)] == [False, True, True]
    assert [STICKY.reaches(known, docs, row) for row in range(3)] == [False, True, False]


def test_a_decision_far_above_no_longer_speaks() -> None:
    known, docs = np.zeros(40, dtype=bool), ["a"] * 40
    known[0] = True
    truth = np.zeros((40, 1), dtype=bool)
    truth[0] = True
    old = Running(1.0, 4.0, 1.0, -1.0, learned=True)
    chances = old.chances(np.full((40, 1), 0.3), truth, known, docs)[:, 0]
    reached = [old.reaches(known, docs, row) for row in range(40)]
    assert reached == [0 < row <= 25 for row in range(40)]
    assert [chance != sigmoid(np.array(0.3)) for chance in chances] == reached
