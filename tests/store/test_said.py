"""Every column that holds letters is known to hold words of people, or not to."""

from coding.store.said import OURS, SAID, unlisted


def test_every_column_of_letters_stands_in_one_of_the_two_lists():
    assert unlisted() == []


def test_a_column_that_is_in_no_list_is_told(monkeypatch):
    monkeypatch.setattr("coding.store.said.SAID", {**SAID, "memo": SAID["memo"] - {"aside"}})
    assert unlisted() == ["memo.aside"]


def test_a_column_is_not_both():
    assert not {(table, one) for table, some in SAID.items() for one in some & OURS.get(table, frozenset())}
