import math
from itertools import permutations

import numpy as np
import pytest

from coding.reduction.saturation import accumulation, first_seen, new_rates, reached, saturation
from coding.reduction.sheet import Head

# The worked example of Guest, Namey & Chen: new codes per interview, base 4, run 2.
NEW = [8, 4, 3, 5, 2, 1, 0, 0]
PRESENT = [{"a", "b"}, {"b"}, {"a", "c"}]


def test_the_rate_is_what_a_run_brings_of_the_codes_of_the_base() -> None:
    rates = new_rates(NEW, base=4, run=2)
    assert {at: 100 * many // known for at, (many, known) in rates.items()} == {6: 15, 7: 5, 8: 0}
    assert reached(rates, run=2, threshold=5) == 5
    assert reached(rates, run=2, threshold=0) == 6


def test_the_denominator_stays_with_the_base_and_too_few_interviews_have_no_rate() -> None:
    assert new_rates([5, 5, 1], base=2, run=1) == {3: (1, 10)}
    assert new_rates(NEW[:5], base=4, run=2) == {}
    assert new_rates([0] * 8, base=4, run=2) == {}
    assert reached({6: (3, 20)}, run=2, threshold=5) is None


def test_a_code_is_new_once() -> None:
    assert first_seen(PRESENT) == [{"a", "b"}, set(), {"c"}]


def test_the_average_is_that_of_every_order() -> None:
    table = np.array([[1, 1, 0], [0, 1, 0], [1, 0, 1]], dtype=bool)
    grown = [
        [len(set().union(*(PRESENT[one] for one in order[:n]))) for n in (1, 2, 3)] for order in permutations(range(3))
    ]
    average, low, high = accumulation(table)
    assert average == pytest.approx([math.fsum(column) / 6 for column in zip(*grown, strict=True)])
    assert all(
        min(column) <= least <= most <= max(column)
        for column, least, most in zip(zip(*grown, strict=True), low, high, strict=True)
    )
    assert low[-1] == high[-1] == average[-1] == 3


def laid(present: list[set[str]], **how: int):
    heads = [Head(f"W{at}", f"source:W{at}") for at in range(1, len(present) + 1)]
    codes = {key: Head(key, f"={key}") for key in "abc"}
    return saturation(heads, present, codes, **{"base": 4, "run": 2, "threshold": 5, **how}, language="id")


def test_every_number_says_which_excerpts_it_stands_for() -> None:
    sheet = laid(PRESENT)
    assert [list(cells[:2]) for cells in sheet.cells] == [[2, 2], [0, 2], [1, 3]]
    assert sheet.ask(0, 0) == "source:W1 AND (=a OR =b)"
    assert sheet.ask(1, 0) is None
    assert sheet.ask(2, 0) == "source:W3 AND =c"
    assert sheet.ask(1, 1) == "source:W1 OR source:W2"
    assert sheet.ask(0, 2) is None


def test_it_is_told_where_the_rate_falls_and_how_much_is_open() -> None:
    rate, open_, warning = laid([{"a", "b"}, {"b"}, {"a", "c"}, {"a"}], base=2, run=1).notices
    assert rate.values == {"base": "2", "run": "1", "threshold": "5", "n": "3", "short": "3⁺¹"}
    assert open_.values == {"n": "1", "all": "3"}
    assert "order of the interviews" in warning.sentence


def test_without_interviews_there_is_nothing_to_tell_but_that() -> None:
    sheet = laid([])
    assert (sheet.cells, sheet.notices[0].values) == ([], {"n": "6"})
