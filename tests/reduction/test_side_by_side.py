"""Tables side by side: one order of rows and columns, whatever each part has of them."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from coding.reduction.case_similarity import case_similarity
from coding.reduction.cooccurrence import Counted, cooccurrence, network, pairs_of
from coding.reduction.sheet import Head, Sheet
from coding.reduction.side_by_side import COLUMNS, ROWS, aligned, period, sensible


def sheet(rows: str, columns: str, cells: list[list[int]], **more: object) -> Sheet:
    down, across = ([Head(one, f"={one}") for one in names] for names in (rows, columns))
    return Sheet("Kode", "banyaknya", down, across, cells, **more)


WHOLE = sheet("ba", "xy", [[3, 1], [2, 2]])
ONE = sheet("a", "yx", [[2, 1]], asks={(0, 0): "lain"}, rules={(0, 1): "count"})
OTHER = sheet("bc", "x", [[4], [5]])


def labels(one: Sheet) -> tuple[str, str]:
    return "".join(row.label for row in one.rows), "".join(column.label for column in one.columns)


def test_what_a_part_lacks_is_empty_and_stands_where_the_whole_has_it() -> None:
    one, other = aligned(WHOLE, [ONE, OTHER])
    assert labels(one) == labels(other) == ("bac", "xy")
    assert one.cells == [[None, None], [1, 2], [None, None]]
    assert other.cells == [[4, None], [None, None], [5, None]]


def test_what_a_cell_asks_for_and_its_rule_go_with_it() -> None:
    one, _other = aligned(WHOLE, [ONE, OTHER])
    assert (one.asks, one.rules) == ({(1, 1): "lain"}, {(1, 0): "count"})
    assert (one.ask(1, 1), one.ask(1, 0), one.ask(0, 0)) == ("lain", "=a AND =x", None)


def test_what_cells_ask_for_is_not_written_before_somebody_wants_it() -> None:
    written = []

    class Asks(dict):
        def __getitem__(self, place):
            written.append(place)
            return super().__getitem__(place)

    (one,) = aligned(WHOLE, [replace(ONE, asks=Asks({(0, 0): "lain", (0, 1): "lagi"}))])
    assert (set(one.asks), written) == ({(1, 1), (1, 0)}, [])
    assert (one.ask(1, 1), written) == ("lain", [(0, 0)])


def test_a_side_of_single_things_stays_each_parts_own() -> None:
    assert [labels(one) for one in aligned(WHOLE, [ONE, OTHER], own=ROWS)] == [("a", "xy"), ("bc", "xy")]
    assert [labels(one) for one in aligned(WHOLE, [ONE, OTHER], own=COLUMNS)] == [("bac", "yx"), ("bac", "x")]


def test_pairs_stand_by_the_order_of_codes_of_the_whole_and_in_its_places() -> None:
    heads = [Head(one, f"={one}", size=at) for at, one in enumerate("abc")]
    counted = Counted(heads, np.array([[5, 2, 0], [2, 4, 1], [0, 1, 3]]), "same")
    whole = cooccurrence(counted.ordered("frequency"), pairs_of(counted.ordered("frequency")), "id")
    turned = Counted(heads[::-1], counted.table[::-1, ::-1], "same")
    (one,) = aligned(whole, [cooccurrence(turned, pairs_of(turned), "id")])
    assert [code.label for code in one.codes] == [code.label for code in whole.codes]
    for pair, row in zip(one.pairs, one.rows, strict=True):
        names = {one.codes[pair.first].label, one.codes[pair.second].label}
        assert names == set(row.label.split(" × "))
    # In the whole, only a and b are tied often enough to be drawn.
    drawn = network(counted, "id", least=2, most=9)
    part = network(replace(counted, table=np.array([[1, 1, 0], [1, 1, 1], [0, 1, 1]])), "id", least=1, most=9)
    (one,) = aligned(drawn, [part])
    assert [row.label for row in one.rows] == ["a × b"]
    assert (one.spots, one.communities) == (drawn.spots, drawn.communities)
    assert one.notices[-1].values == {"n": "1"}


def test_informants_stand_in_the_order_of_the_whole_with_empty_lines_for_those_who_say_nothing() -> None:
    people = {one: Head(one, f"case:{one}") for one in "pqr"}
    whole = case_similarity(people, [[True, False], [False, True], [True, True]], language="id")
    part = case_similarity({"r": people["r"], "p": people["p"]}, [[True, True], [True, False]], language="id")
    (one,) = aligned(whole, [part])
    order = [row.label for row in whole.rows]
    assert [row.label for row in one.rows] == [column.label for column in one.columns] == order
    p, q, r = (order.index(name) for name in "pqr")
    assert one.cells[p][r] == "1/2"
    assert one.shares[p][r] == 0.5
    assert np.isnan(one.shares[q]).all()


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ("month", ("2026-12", date(2026, 12, 1), date(2027, 1, 1))),
        ("quarter", ("2026-Q4", date(2026, 10, 1), date(2027, 1, 1))),
        ("year", ("2026", date(2026, 1, 1), date(2027, 1, 1))),
    ],
)
def test_a_day_lies_in_its_month_quarter_and_year(by: str, told: object) -> None:
    assert period(date(2026, 12, 31), by) == told


def test_the_shortest_period_is_taken_of_which_there_are_not_too_many() -> None:
    assert sensible([], 6) == "month"
    assert sensible([date(2026, month, 5) for month in range(1, 7)], 6) == "month"
    assert sensible([date(2026, month, 5) for month in range(1, 8)], 6) == "quarter"
    assert sensible([date(year, 1, 5) for year in range(2019, 2026)], 6) == "year"
