from coding.reduction.code_frequencies import code_frequencies
from coding.reduction.sheet import Head
from coding.store.tallies import Group

CODES = {key: Head(key, f"={key}") for key in ("a", "b", "c")}
GROUPS = [Group("1", "a", 5, 1, 50), Group("2", "a", 1, 1, 9), Group(None, "b", 7, 0, 70), Group("1", "x", 9, 1, 9)]


def laid(unit: str, order: str = "codebook") -> dict[str, list[object]]:
    sheet = code_frequencies(CODES, GROUPS, {"a": 3, "b": 2}, unit=unit, order=order, language="id")
    return {row.label: list(cells) for row, cells in zip(sheet.rows, sheet.cells, strict=True)}


def test_each_informant_counts_once_and_excerpts_of_nobody_count_as_excerpts() -> None:
    assert laid("informants") == {"a": [2, 3, 6], "b": [0, 2, 7], "c": [0, 0, 0]}


def test_words_stand_there_only_where_they_were_counted() -> None:
    assert laid("words")["a"] == [2, 3, 6, 59]


def test_the_most_by_what_is_counted_come_first() -> None:
    assert list(laid("informants", "frequency")) == ["a", "b", "c"]
    assert list(laid("segments", "frequency")) == ["b", "a", "c"]
