import pytest

from coding.reduction.codelines import Stretch, Text, codelines
from coding.reduction.sheet import Head

CODES = {key: Head(key, f"={key}", key.upper()) for key in ("a", "b")}
CODED = [Stretch("a", 0, 30, 1, 3), Stretch("b", 12, 18, 2, 2), Stretch("a", 20, 25, 3, 3), Stretch("a", 45, 50, 5, 5)]
TEXT = Text("W1", 10, (0, 20, 40, 60), CODED)


def made(axis: str, text: Text = TEXT):
    return codelines([text], CODES, axis=axis, language="id")


def test_excerpts_of_a_code_whose_lines_touch_are_one_bar() -> None:
    sheet = made("lines")
    assert [(row.label, cells[0], cells[3]) for row, cells in zip(sheet.rows, sheet.cells, strict=True)] == [
        ("a", "1–3", 2),
        ("a", "5", 1),
        ("b", "2", 1),
    ]
    assert sheet.ask(0, 3) == "source:W1 AND line>=1 AND line<=3 AND =a"


@pytest.mark.parametrize(("axis", "ends"), [("turns", (1, 2.5)), ("lines", (1, 4)), ("share", (0, 30))])
def test_places_are_turns_lines_or_shares_of_the_text(axis: str, ends: tuple[float, float]) -> None:
    assert tuple(made(axis).cells[0][1:3]) == ends


def test_where_nobody_takes_turns_lines_are_counted() -> None:
    assert tuple(made("turns", Text("W1", 10, (0,), CODED)).cells[0][1:3]) == (1, 4)
