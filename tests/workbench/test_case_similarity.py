"""Of informants who speak of as much, those are shown who come first in the study, whoever is counted first."""

import itertools
from types import SimpleNamespace

from coding.reduction.sheet import Head
from coding.workbench.display_tables import case_similarity


def told(order):
    """What is shown of four people who speak of one code each, and one who speaks of two, counted in this order."""
    said = [SimpleNamespace(row=case, column="k1") for case in order]
    said.append(SimpleNamespace(row="e", column="k2"))
    asked = SimpleNamespace(
        codes=lambda: {"k1": Head("K1"), "k2": Head("K2")},
        lines=lambda _by: {key: Head(key) for key in "abcde"},
        grouped=lambda _row, _column: said,
        language="en",
    )
    return {one.label for one in case_similarity.count(asked).rows}


def test_where_there_is_no_room_for_all_the_first_of_those_alike_are_shown(monkeypatch):
    monkeypatch.setattr(case_similarity, "MOST", 3)
    for order in itertools.islice(itertools.permutations("abcde"), 0, None, 7):
        assert told(order) == {"a", "b", "e"}
