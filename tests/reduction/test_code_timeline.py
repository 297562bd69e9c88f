from datetime import date

from coding.reduction.code_timeline import code_timeline
from coding.reduction.sheet import Head

CODES = {key: Head(key, f"={key}") for key in ("a", "b", "c")}
DAYS = {"W1": date(2026, 1, 14), "W2": date(2026, 1, 14), "W3": date(2026, 2, 2)}
COUNTS = [("a", "W1", "i", 3), ("a", "W2", "i", 1), ("b", "W3", None, 2), ("b", "W4", "j", 9), ("a", "W2", "k", 1)]


def made(by: str, unit: str):
    return code_timeline(CODES, DAYS, COUNTS, by=by, unit=unit, language="id")


def test_excerpts_of_one_day_are_counted_together_and_open_the_texts_of_that_day() -> None:
    sheet = made("days", "segments")
    assert [one.label for one in sheet.columns] == ["2026-01-14", "2026-02-02"]
    assert [row.label for row in sheet.rows] == ["a", "b"]
    assert sheet.cells == [[5, 0], [0, 2]]
    assert sheet.ask(0, 0) == "=a AND (source:W1 OR source:W2)"
    assert sheet.ask(1, 1) == "=b AND source:W3"


def test_an_informant_counts_once_a_day_and_who_is_none_does_not() -> None:
    assert made("days", "informants").cells == [[2, 0], [0, 0]]


def test_months_gather_their_days() -> None:
    assert [one.label for one in made("months", "segments").columns] == ["2026-01", "2026-02"]
