"""Whether the machine leads the coder is answered from two groups, or not at all."""

import pytest

from coding.suggestion.anchoring import Seen, anchoring, blind


def group(hidden: bool, agreed: int, of: int, seconds: float | None = None) -> list[Seen]:
    return [Seen(hidden, "K1", frozenset({"K1"} if place < agreed else {"K2", "K3"}), seconds) for place in range(of)]


def test_more_agreement_with_suggestions_in_sight_means_that_they_lead() -> None:
    found = anchoring(group(False, 56, 70) + group(True, 48, 80))
    assert found.verdict == "leads"
    assert found.difference == pytest.approx(0.2)
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((0.0524, 0.3339), abs=6e-5)


def test_a_difference_that_may_be_chance_is_no_sign() -> None:
    found = anchoring(group(False, 20, 30) + group(True, 18, 30))
    assert found.verdict == "no sign"
    assert found.interval is not None
    assert found.interval.low < 0 < found.interval.high


def test_less_agreement_with_suggestions_in_sight_is_no_sign_of_leading() -> None:
    assert anchoring(group(False, 10, 60) + group(True, 50, 60)).verdict == "no sign"


@pytest.mark.parametrize(("shown", "hidden"), [(24, 100), (100, 24)])
def test_under_25_in_either_group_nothing_is_said_but_the_counts(shown: int, hidden: int) -> None:
    found = anchoring(group(False, shown, shown) + group(True, 0, hidden))
    assert found.verdict == "too few to say"
    assert (found.shown.count, found.blind.count) == (shown, hidden)
    assert found.difference is None
    assert found.interval is None


def test_passages_the_model_was_silent_on_count_in_neither_group() -> None:
    silent = [Seen(False, None, frozenset({"K1"}))] * 50
    assert anchoring(silent).shown.count == 0


def test_codes_and_seconds_are_compared_as_well() -> None:
    found = anchoring(group(False, 30, 30, 4.0) + group(True, 0, 30, 9.0))
    assert (found.shown.codes, found.blind.codes) == (1, 2)
    assert (found.shown.seconds, found.blind.seconds) == (4.0, 9.0)
    assert anchoring(group(False, 1, 1)).shown.seconds is None


def test_about_the_chosen_share_of_passages_is_blind_and_the_same_ones_in_any_order() -> None:
    ids = [f"wawancara-1:{number}" for number in range(5000)]
    chosen = {passage for passage in ids if blind(passage, 0.1, "projek")}
    assert 400 < len(chosen) < 600
    assert chosen == {passage for passage in reversed(ids) if blind(passage, 0.1, "projek")}
    assert chosen != {passage for passage in ids if blind(passage, 0.1, "lain")}


def test_a_greater_share_only_adds_blind_passages() -> None:
    ids = [str(number) for number in range(1000)]
    assert {one for one in ids if blind(one, 0.1)} < {one for one in ids if blind(one, 0.3)}


def test_a_share_of_nothing_hides_nothing_and_a_share_of_one_hides_all() -> None:
    assert not any(blind(str(number), 0) for number in range(100))
    assert all(blind(str(number), 1) for number in range(100))


def test_blind_passages_are_the_same_in_every_version_of_the_program() -> None:
    assert [blind(str(number), 0.5, "a") for number in range(8)] == [
        True,
        False,
        False,
        False,
        False,
        True,
        False,
        False,
    ]
