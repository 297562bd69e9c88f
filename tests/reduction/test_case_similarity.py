"""How alike informants are, against counts by hand and the distances themselves."""

import numpy as np
import pytest

from coding.reduction.case_similarity import case_similarity, scaled
from coding.reduction.sheet import Head


def heads(*names):
    return {name: Head(name, f"case:{name}") for name in names}


def test_a_share_is_of_the_codes_that_either_speaks_of_and_shared_silence_counts_for_nothing():
    made = case_similarity(heads("A", "B", "C"), [[1, 1, 0, 0], [1, 0, 1, 0], [0, 0, 0, 0]], language="id")
    at = {row.label: number for number, row in enumerate(made.rows)}
    assert made.cells[at["A"]][at["B"]] == "1/3"
    assert made.shares[at["A"]][at["B"]] == pytest.approx(1 / 3)
    assert made.cells[at["A"]][at["C"]] is None
    assert made.cells[at["A"]][at["A"]] is None
    assert made.ask(at["A"], at["B"]) in ("case:A OR case:B", "case:B OR case:A")


def test_distances_on_a_plane_are_found_again():
    points = np.array([[0, 0], [3, 0], [0, 4], [3, 4], [1, 1]])
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    found = np.array(scaled(apart))
    assert np.hypot(*(found[:, None] - found[None]).transpose(2, 0, 1)) == pytest.approx(apart)


def test_those_who_speak_of_the_same_stand_in_one_place_and_three_make_no_map():
    same = case_similarity(heads("A", "B", "C", "D"), [[1, 0, 1], [1, 0, 1], [0, 1, 1], [1, 1, 0]], language="en")
    assert sorted(tuple(sorted(one.names)) for one in same.spots) == [("A", "B"), ("C",), ("D",)]
    assert case_similarity(heads("A", "B", "C"), np.eye(3), language="en").spots == []


def test_of_fewer_than_ten_it_is_told_that_this_is_no_finding():
    few = case_similarity(heads("A"), [[1]], language="en")
    many = case_similarity(heads(*"ABCDEFGHIJ"), np.eye(10), language="en")
    assert [len(few.notices), len(many.notices)] == [1, 0]
