"""Baselines say what they were told, and know nothing of what comes later."""

import numpy as np

from coding.suggestion.baselines import Commonest, Naive, recently_used
from coding.suggestion.material import Decided, Label, Passage, Scheme

SCHEME = Scheme("id", (Label("K1", "Dialog"), Label("K2", "Rapat"), Label("K3", "Anggaran"), Label("K4", "Data")))


def decided(*codes: str) -> list[Decided]:
    return [Decided(str(place), frozenset(given.split())) for place, given in enumerate(codes)]


def test_the_commonest_codes_come_with_their_share_of_all_that_was_read() -> None:
    fitted = Commonest().fit(SCHEME, [], decided("K2", "K2 K1", "", "K2"))
    assert [(guess.code, guess.score) for guess in fitted.suggest([Passage("x", "w", "apa saja")])[0]] == [
        ("K2", 0.75),
        ("K1", 0.25),
    ]


def test_baselines_without_decisions_suggest_nothing() -> None:
    passage = Passage("x", "w", "apa saja")
    assert Commonest().fit(SCHEME, [passage]).suggest([passage]) == [[]]
    assert Naive().fit(SCHEME, [passage]).suggest([passage]) == [[]]
    assert Naive().fit(SCHEME, [Passage("0", "w", "…")], decided("K1")).suggest([passage]) == [[]]


def test_the_naive_classifier_learns_words() -> None:
    corpus = [Passage(str(n), "w", "rapat bersama dinas" if n % 2 else "uang anggaran kas") for n in range(20)]
    given = decided(*("K2" if n % 2 else "K3" for n in range(20)))
    guesses = Naive().fit(SCHEME, corpus, given).suggest([Passage("x", "w", "rapat lagi"), Passage("y", "w", "uang")])
    assert [row[0].code for row in guesses] == ["K2", "K3"]


def test_the_codes_used_last_stand_first_and_only_three_of_them() -> None:
    chances = recently_used(SCHEME, decided("K1", "K2", "", "K3", "K4", ""))
    assert [SCHEME.codes[place] for place in np.argsort(-chances[5])[:3]] == ["K4", "K3", "K2"]
    assert chances[5, 0] == 0


def test_recent_codes_never_look_at_their_own_decision_or_a_later_one() -> None:
    before = recently_used(SCHEME, decided("K1", "K2", "K1", "K4"))
    after = recently_used(SCHEME, decided("K1", "K2", "K3", "K2"))
    assert (before[:3] == after[:3]).all()
    assert not before[0].any()


def test_recent_codes_are_surer_where_codes_run_on() -> None:
    running = recently_used(SCHEME, decided(*["K1"] * 40))
    changing = recently_used(SCHEME, decided(*["K1", "K2", "K3", "K4"] * 10))
    assert running[-1].max() > 0.95
    assert changing[-1].max() < 0.05
