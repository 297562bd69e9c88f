"""Likeness is the cosine; the queue prefers what is uncertain and different."""

from time import process_time

import numpy as np

from coding.suggestion.likeness import least_typical, most_like, order, uncertainty


def at(*degrees: float) -> np.ndarray:
    angles = np.radians(degrees)
    return np.column_stack([np.cos(angles), np.sin(angles)])


def test_the_nearest_candidates_come_first_with_their_cosine() -> None:
    found = most_like(at(0, 60, 30, 10), 0, [1, 2, 3], k=2)
    assert [row for row, _ in found] == [3, 2]
    assert np.isclose(found[1][1], np.cos(np.radians(30)))


def test_only_candidates_are_found_and_never_the_passage_itself() -> None:
    assert [row for row, _ in most_like(at(0, 1, 2), 0, [0, 2], k=5)] == [2]


def test_what_has_nothing_in_common_is_not_like_it() -> None:
    assert most_like(np.vstack([at(0, 90), [[0, 0]]]), 0, [1, 2], k=5) == []
    assert most_like(at(0), 0, [], k=5) == []


def test_the_least_typical_coding_stands_furthest_from_the_others() -> None:
    found = least_typical(at(0, 5, 80, 10, -5), [0, 1, 2, 3, 4], k=2)
    assert found[0][0] == 2
    assert found[0][1] < found[1][1]


def test_a_passage_does_not_speak_for_itself() -> None:
    (row, likeness), *_ = least_typical(at(0, 0, 90), [0, 1, 2], k=1)
    assert row == 2
    assert np.isclose(likeness, 0)


def test_two_codings_have_no_usual_one() -> None:
    assert least_typical(at(0, 90), [0, 1], k=2) == []


def test_by_text_and_surest_first() -> None:
    scores = np.array([[0.2, 0.5], [0.9, 0.1], [0.5, 0.2]])
    assert order(scores, at(0, 0, 0), by="text") == [0, 1, 2]
    assert order(scores, at(0, 0, 0), by="surest") == [1, 0, 2]
    assert order(scores[:0], at(), by="useful") == []


def test_the_most_useful_is_uncertain_and_the_next_is_different_from_it() -> None:
    scores = np.array([[0.5], [0.49], [0.4], [0.02]])
    assert order(scores, at(0, 1, 90, 90)) == [0, 2, 1, 3]


def test_a_sure_passage_is_of_no_use_however_different() -> None:
    scores = np.array([[0.5], [1.0], [0.3]])
    assert order(scores, at(0, 90, 20)) == [0, 2, 1]


def test_every_passage_stands_in_the_queue_exactly_once() -> None:
    rng = np.random.default_rng(2)
    vectors = rng.normal(size=(300, 8))
    vectors /= np.linalg.norm(vectors, axis=1)[:, None]
    queue = order(rng.random((300, 4)), vectors, k=50)
    assert sorted(queue) == list(range(300))


def test_a_coin_toss_is_the_greatest_doubt() -> None:
    assert uncertainty(np.array([[0.5, 0.0], [0.0, 1.0], [0.75, 0.1]])).tolist() == [1, 0, 0.5]


def test_thirty_thousand_passages_are_queued_within_seconds() -> None:
    rng = np.random.default_rng(2)
    vectors = rng.normal(size=(30_000, 100)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1)[:, None]
    start = process_time()
    queue = order(rng.random((30_000, 12)), vectors)
    assert process_time() - start < 10
    assert len(queue) == 30_000
