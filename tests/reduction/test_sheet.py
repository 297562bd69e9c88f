from uuid import uuid4

import pytest

from coding.model import And, Code, Codebook, HasCode, Or, Where
from coding.reduction import parse
from coding.reduction.sheet import Head, Sheet, any_of, asked, both, code_head

CODE = Code(uuid4(), "K 1", {"id": "Rapat"})
BOOK = Codebook((CODE,))


def test_a_number_asks_for_its_row_and_its_column_together() -> None:
    row, column = code_head(CODE, BOOK, "id"), Head("A", asked("case", 'Bu "A"'))
    sheet = Sheet("Kode", "kutipan", [row], [column, Head("formula", None), Head("semua")], [[2, 3, 4]])
    assert parse(sheet.ask(0, 0) or "", BOOK) == And((HasCode(CODE.id, True), Where("case", "=", 'Bu "A"')))
    assert sheet.ask(0, 1) is None
    assert sheet.ask(0, 2) == row.ask


def test_nothing_opens_nothing_and_a_place_of_its_own_asks_its_own() -> None:
    sheet = Sheet("", "", [Head("A", "case:A")], [Head("B"), Head("C")], [[0, 1]], asks={(0, 1): "=K2"})
    assert (sheet.ask(0, 0), sheet.ask(0, 1)) == (None, "=K2")


@pytest.mark.parametrize("parts", [("source:A OR source:B", '="K 1"'), ('case."jenis a":"b c"', "status:absent")])
def test_joined_queries_keep_their_meaning(parts: tuple[str, str]) -> None:
    one, other = (parse(part, BOOK) for part in parts)
    assert parse(both(*parts), BOOK) == And((one, other))
    assert parse(any_of(parts), BOOK) in (
        Or((one, other)),
        Or((*getattr(one, "parts", (one,)), other)),
        Or((one, other)),
    )
