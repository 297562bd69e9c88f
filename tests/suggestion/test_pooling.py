"""Scores are pooled by shared weights and made honest without losing themselves on little data."""

import numpy as np

from coding.suggestion import weights
from coding.suggestion.pooling import Pool, calibration, evidence, folds, log_loss, most_likely, record_of, sigmoid


def test_each_kind_of_evidence_has_its_weights() -> None:
    assert len(weights.EVIDENCE) == len(weights.BASE) == len(weights.GROWTH)


def test_a_keyword_hit_raises_its_own_code_most() -> None:
    none, hits = np.zeros((1, 3)), np.array([[0, 1, 0]], dtype=np.int32)
    nothing = np.zeros(3, dtype=np.int64)
    pool = Pool.of(np.zeros(3))
    told = evidence((none, none, none), hits, none, nothing, 0, nothing.astype(bool), np.zeros(3))
    silent = evidence((none, none, none), 0 * hits, none, nothing, 0, nothing.astype(bool), np.zeros(3))
    raised = (pool.score(told) - pool.score(silent))[0]
    assert raised.argmax() == 1
    assert raised[1] > 1


def test_a_keyword_is_judged_by_how_it_fared() -> None:
    hits = np.array([[1, 1, 0]] * 4, dtype=np.int32)
    truth = np.array([[True, False, False]] * 4)
    good, bad, unknown = record_of(hits, truth)
    assert good == -bad == np.log(3)
    assert unknown == 0


def test_with_under_twenty_codings_scores_stay_as_they_are() -> None:
    truth = np.ones((19, 2), dtype=bool)
    np.testing.assert_array_equal(calibration(np.full((19, 2), -5.0), truth), [1, 0])


def test_overconfident_scores_are_brought_to_what_came_true() -> None:
    dice = np.random.default_rng(1)
    honest = dice.normal(0, 1.5, (400, 3))
    truth = dice.random((400, 3)) < sigmoid(honest)
    boasting = 3 * honest + 1
    slope, intercept = calibration(boasting, truth)
    assert 0.25 < slope < 0.45
    assert log_loss(slope * boasting + intercept, truth) < log_loss(boasting, truth) - 0.1


def test_the_prior_speaks_where_there_is_no_data() -> None:
    prior = np.array([0.7, -1.0])
    np.testing.assert_array_equal(most_likely(np.zeros((0, 2)), np.zeros(0, dtype=bool), prior, 3), prior)


def test_no_document_is_split_between_parts() -> None:
    docs = ["a", "a", "b", "c", "b", "d", "e", "e"]
    parts = folds(docs)
    assert {len({part for part, doc in zip(parts, docs, strict=True) if doc == one}) for one in docs} == {1}
    assert set(parts) == {0, 1, 2, 3}
    assert folds(["a"] * 8).tolist() == [0, 0, 1, 1, 2, 2, 3, 3]
