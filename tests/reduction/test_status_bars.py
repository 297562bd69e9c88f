from coding.reduction.sheet import Head
from coding.reduction.stated import Stated
from coding.reduction.status_bars import status_bars

CODES = {"a": Head("K1", "=K1", "Dialog"), "b": Head("K2", "=K2")}
KINDS = {kind: Head(kind, f"case.jenis:{kind}", size=size) for kind, size in (("kunci", 2), ("utama", 1))}
LABELS = {"1": "kunci", "2": "kunci", "3": "utama"}
COUNTS = [
    Stated("1", "a", "exists", 3),
    Stated("1", "a", "absent", 1),
    Stated("2", "a", "exists", 2),
    Stated("3", "b", None, 4),
    Stated(None, "a", "exists", 7),
]


LIMITED = [Stated("1", "a", "exists", 1), Stated("2", "a", "exists", 2)]


def laid(unit: str, kinds=KINDS, limited=()) -> dict[str, list[object]]:
    sheet = status_bars(CODES, kinds, LABELS, COUNTS, limited, unit=unit, language="id")
    return {row.said: list(cells) for row, cells in zip(sheet.rows, sheet.cells, strict=True)}


def test_excerpts_are_counted_by_status_under_each_code_and_kind() -> None:
    assert laid("segments") == {
        "K1 Dialog · kunci": [5, 0, 0, 0, 1, 0, 0],
        "K1 Dialog · utama": [0, 0, 0, 0, 0, 0, 0],
        "K2 · kunci": [0, 0, 0, 0, 0, 0, 0],
        "K2 · utama": [0, 0, 0, 0, 0, 0, 4],
    }


def test_an_informant_who_says_both_counts_in_both() -> None:
    assert laid("informants")["K1 Dialog · kunci"] == [2, 0, 0, 0, 1, 0, 0]


def test_everybody_together_is_a_row_a_code_with_what_nobody_said_too() -> None:
    assert laid("segments", None)["K1 Dialog"] == [12, 0, 0, 0, 1, 0, 0]
    assert laid("informants", None)["K1 Dialog"] == [2, 0, 0, 0, 1, 0, 0]


def test_a_number_asks_for_its_code_kind_and_status() -> None:
    sheet = status_bars(CODES, KINDS, LABELS, COUNTS, unit="segments", language="id")
    assert sheet.ask(0, 4) == "(=K1 AND case.jenis:kunci) AND status:absent"


def test_what_exists_but_not_as_it_should_is_a_status_of_its_own() -> None:
    assert laid("segments", limited=LIMITED)["K1 Dialog · kunci"] == [2, 3, 0, 0, 1, 0, 0]
    # The second informant has nothing that exists as it should.
    assert laid("informants", limited=LIMITED)["K1 Dialog · kunci"] == [1, 2, 0, 0, 1, 0, 0]
    sheet = status_bars(CODES, None, {}, COUNTS, LIMITED, unit="segments", language="en")
    assert sheet.columns[1].label == "limited"
    assert sheet.ask(0, 0) == "=K1 AND (status:exists AND NOT status:limited)"
    assert sheet.ask(0, 1) == "=K1 AND (status:exists AND status:limited)"
