"""Profiles of informants."""

from coding.reduction.case_profiles import case_profiles
from coding.reduction.sheet import Head

CASES = {name: Head(name, f"case:{name}", size=1) for name in ("A", "B")}
GROUPS = {name: Head(name, name) for name in ("K", "I")}
COUNTS = {("A", "K"): 3, ("B", "I"): 1}


def test_a_row_per_informant_counts_the_excerpts_of_each_group():
    made = case_profiles(CASES, GROUPS, COUNTS, {}, unit="segments", language="id")
    assert made.cells == [[3, 0], [0, 1]]
    assert made.ask(0, 0) == "case:A AND K"


def test_a_rate_is_per_thousand_words_and_who_has_no_interview_of_his_own_is_named():
    made = case_profiles(CASES, GROUPS, COUNTS, {"A": 1500}, unit="rate", language="id")
    assert made.cells == [[2.0, 0.0]]
    assert made.notices[0].values == {"names": "B"}
