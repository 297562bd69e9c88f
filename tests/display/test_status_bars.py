from itertools import pairwise

from coding.display import KINDS
from coding.display.status_bars import COLOURS, PATTERNS
from coding.reduction.sheet import Head, Sheet

draw = KINDS["status-bars"].draw
ROWS = [Head(kind, f"{code} AND case.jenis:{kind}", size=2, group=code) for code in ("K1", "K2") for kind in ("a", "b")]
COLUMNS = [Head(str(n), f"status:{n}") for n in range(7)]
SHEET = Sheet("Indikator", "kutipan", ROWS, COLUMNS, [[1, 0, 0, 2, 0, 0, 0]] * 4)


def test_bars_of_one_code_stand_under_its_name_and_none_over_another() -> None:
    figure = draw(SHEET, {})
    places, headings = list(figure.data[0].y), [one.y for one in figure.layout.annotations]
    assert headings[0] < places[0] < places[1] < headings[1] < places[2] < places[3]
    assert all(abs(one - other) >= 24 for one in places for other in places if one != other)
    assert list(figure.layout.yaxis.ticktext) == ["a (2)", "b (2)"] * 2
    assert figure.layout.height > places[3] + 24


def test_each_part_opens_its_row_and_status_and_an_empty_part_nothing() -> None:
    absent, none = draw(SHEET, {}).data[3], draw(SHEET, {}).data[1]
    assert absent.meta["marks"][0] == "(K1 AND case.jenis:a) AND status:3"
    assert set(none.meta["marks"]) == {None}


def test_only_bars_that_have_a_status_have_a_part_of_it_and_the_legend_names_every_status() -> None:
    some = Sheet("Indikator", "kutipan", ROWS, COLUMNS, [[1] + [0] * 6, [0] * 7, [3] + [0] * 6, [0, 2] + [0] * 5])
    first, second, third = draw(some, {}).data[:3]
    places = {row.ask: place for row, place in zip(ROWS, draw(SHEET, {}).data[0].y, strict=True)}
    assert list(first.x) == [1, 3]
    assert list(first.y) == [places[ROWS[0].ask], places[ROWS[2].ask]]
    assert list(second.x) == [2]
    assert list(third.x) == [0]
    assert all(trace.name for trace in draw(some, {}).data)


def test_statuses_next_to_each_other_differ_without_colour_too() -> None:
    assert len(set(COLOURS)) == 7
    assert all(one != other for one, other in pairwise(PATTERNS))
