from coding.display import KINDS
from coding.reduction.sheet import Head, Sheet

draw = KINDS["code-timeline"].draw


def sheet(*days: str) -> Sheet:
    rows = [Head(key, f"={key}") for key in "ab"]
    return Sheet("Kode", "kutipan", rows, [Head(day, f"source:{day}") for day in days], [[4, 0], [1, 1]])


def test_a_disc_stands_where_something_was_said_and_its_area_says_how_much() -> None:
    (discs,) = draw(sheet("2026-01-14", "2026-02-02"), {}).data
    assert list(discs.x) == ["2026-01-14", "2026-01-14", "2026-02-02"]
    assert discs.marker.size[0] == 2 * discs.marker.size[1]
    assert discs.meta == {"marks": ["=a AND source:2026-01-14", "=b AND source:2026-01-14", "=b AND source:2026-02-02"]}


def test_a_month_stands_where_it_begins() -> None:
    (discs,) = draw(sheet("2026-01", "2026-02"), {}).data
    assert set(discs.x) == {"2026-01-01", "2026-02-01"}
