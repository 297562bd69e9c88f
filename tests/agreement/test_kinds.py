"""The kind of a difference follows from the places and the codebook."""

import pytest

from coding.agreement.confusion import of_quotations, of_units
from coding.agreement.kinds import Quoted, branch, compare, swap

K, K1, K2, K11, D, D1 = range(6)
PARENTS = {K: None, K1: K, K2: K, K11: K1, D: None, D1: D}


def kinds(ours: list[Quoted], theirs: list[Quoted]) -> list[str]:
    return [one.kind for one in compare(ours, theirs, PARENTS).differences]


@pytest.mark.parametrize(
    ("ours", "theirs", "kind"),
    [
        ([Quoted(0, 40, K1)], [Quoted(10, 60, K1)], "boundary"),
        ([Quoted(0, 40, K1)], [Quoted(0, 20, K1), Quoted(20, 40, K1)], "cut"),
        ([Quoted(0, 40, K1)], [Quoted(0, 38, K2)], "label"),
        ([Quoted(0, 40, K1)], [Quoted(0, 40, K11)], "level"),
        ([Quoted(0, 40, K)], [Quoted(0, 40, K11)], "level"),
        ([Quoted(0, 40, K1)], [Quoted(0, 40, D1)], "domain"),
        ([Quoted(0, 40, K1)], [], "omission"),
        ([], [Quoted(0, 40, D1)], "omission"),
        ([Quoted(0, 40, K1), Quoted(0, 40, D1)], [Quoted(0, 40, K1)], "extra"),
        ([Quoted(0, 100, K1)], [Quoted(90, 130, K1)], "boundary"),
    ],
)
def test_each_kind(ours: list[Quoted], theirs: list[Quoted], kind: str) -> None:
    assert kinds(ours, theirs) == [kind]
    assert kinds(theirs, ours) == [kind]


def test_a_boundary_says_by_how_many_characters() -> None:
    one = compare([Quoted(5, 40, K1)], [Quoted(10, 60, K1)], PARENTS).differences[0]
    assert (one.before, one.after, one.start, one.end) == (5, 20, 5, 60)


def test_different_codes_far_from_the_same_stretch_are_two_omissions() -> None:
    assert kinds([Quoted(0, 40, K1)], [Quoted(35, 90, K2)]) == ["omission", "omission"]


def test_what_is_the_same_is_no_difference_and_each_quotation_is_told_once() -> None:
    ours = [Quoted(0, 10, K1), Quoted(0, 10, K2), Quoted(20, 30, D1)]
    theirs = [Quoted(0, 10, K1), Quoted(0, 10, D1), Quoted(20, 30, D1)]
    found = compare(ours, theirs, PARENTS)
    assert len(found.agreed) == 2
    assert [one.kind for one in found.differences] == ["domain"]
    assert found.differences[0].codes == (K2, D1)


def test_codes_that_stand_under_nothing_share_a_branch() -> None:
    parents = {0: None, 1: None}
    assert branch(0, parents) == branch(1, parents)
    assert swap(0, 1, parents) == "label"


def test_leftover_pairs_of_a_segment_share_one_count() -> None:
    """Both gave 0; the one has 1 and 2 besides, the other 3: two pairs, a half each."""
    found = of_units([("p1", (0, 1, 2), (0, 3)), ("p2", (1,), ()), ("p3", (), ())])
    assert found.counts == {(0, 0): 1.0, (1, 3): 0.5, (2, 3): 0.5, (1, None): 1.0}
    assert found.places[1, 3] == ["p1"]


def test_without_a_first_coder_both_halves_are_one() -> None:
    found = of_units([("p1", (0,), (1,)), ("p2", (1,), (0,)), ("p3", (), (0,))]).symmetric()
    assert found.counts == {(0, 1): 2.0, (0, None): 1.0}
    assert found.places[0, 1] == ["p1", "p2"]


def test_quotations_are_counted_by_what_was_matched() -> None:
    compared = compare([Quoted(0, 40, K1), Quoted(50, 60, K1)], [Quoted(2, 40, K1), Quoted(50, 60, K2)], PARENTS)
    found = of_quotations([("S", compared)])
    assert found.counts == {(K1, K1): 1.0, (K1, K2): 1.0}
    assert found.places[K1, K2] == [("S", 50, 60)]
