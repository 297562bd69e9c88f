from coding.reduction.code_case import code_case
from coding.reduction.order import places
from coding.reduction.sheet import Head

CODES = {key: Head(key) for key in ("a", "b", "c")}
CASES = {key: Head(key) for key in ("1", "2", "3", "4")}
COUNTS = {("1", "a"): 5, ("3", "a"): 1, ("2", "b"): 1, ("4", "b"): 1, ("1", "c"): 2, ("3", "c"): 9}


def laid(order: str) -> tuple[list[str], list[str], list[list[int]]]:
    sheet = code_case(CODES, CASES, COUNTS, unit="segments", order=order, language="id")
    return [row.label for row in sheet.rows], [one.label for one in sheet.columns], [list(one) for one in sheet.cells]


def test_what_is_not_counted_is_nought() -> None:
    assert laid("codebook") == (list("abc"), list("1234"), [[5, 0, 1, 0], [0, 1, 0, 1], [2, 0, 9, 0]])


def test_the_most_come_first_on_both_sides() -> None:
    assert laid("frequency") == (list("cab"), list("3124"), [[9, 2, 0, 0], [1, 5, 0, 0], [0, 0, 1, 1]])


def test_those_alike_stand_beside_each_other_whatever_their_counts() -> None:
    rows, columns, _cells = laid("clustered")
    assert abs(rows.index("a") - rows.index("c")) == 1
    assert abs(columns.index("1") - columns.index("3")) == 1
    assert abs(columns.index("2") - columns.index("4")) == 1


def test_rows_without_anything_come_last_where_rows_are_clustered() -> None:
    assert places([[0, 0], [1, 0], [0, 0], [1, 1]], "clustered")[2:] == [0, 2]


def test_no_rows_have_an_order_too() -> None:
    assert places([], "clustered") == []
