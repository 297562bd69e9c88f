"""The longest way along arrows."""

from coding.reduction.network import longest


def test_the_longest_way_is_found_and_of_those_as_long_the_heavier() -> None:
    assert longest({("a", "b"): 1, ("b", "c"): 1, ("a", "c"): 9}) == [("a", "b"), ("b", "c")]
    assert longest({("a", "b"): 1, ("c", "d"): 5}) == [("c", "d")]


def test_a_circle_is_cut_and_what_leads_to_itself_is_no_way() -> None:
    assert len(longest({("a", "b"): 1, ("b", "c"): 1, ("c", "a"): 1})) == 2
    assert longest({("a", "a"): 3}) == []
    assert longest({}) == []
