"""A table of questions."""

from uuid import uuid4

import pytest

from coding.errors import TableWithoutColumn
from coding.exchange.questions import read_questions
from coding.model import Code, Codebook, Question

K1 = Code(uuid4(), "K1", {"id": "Penyertaan, pertimbangan", "en": "Taking into account"})
K2 = Code(uuid4(), "K2", {"id": "Dialog"})
GROUP = Code(uuid4(), "K", {"id": "Koordinasi"}, codable=False)
BOOK = Codebook((GROUP, K1, K2))


def test_a_row_a_question_with_its_indicators_and_kinds_of_informants() -> None:
    rows = [
        ["No", "Pertanyaan", "Indikator", "Partisipan", "Teknik"],
        ["1", "Ada  rapat?", "k2; K1", "KUNCI/utama", "Observasi"],
        ["2", "Lain?"],
        ["3", " ", "K1"],
    ]
    assert read_questions(rows, BOOK, ["kunci"]) == (
        [Question("Ada rapat?", (K2.id, K1.id), ("kunci", "utama"), "Observasi"), Question("Lain?")],
        [],
    )


def test_an_indicator_is_known_by_its_name_also_where_a_comma_stands_in_it() -> None:
    rows = [["Question", "Code"], ["A?", "penyertaan, pertimbangan"], ["B?", "Dialog, taking into account"]]
    assert [one.codes for one in read_questions(rows, BOOK)[0]] == [(K1.id,), (K2.id, K1.id)]


def test_indicators_that_nobody_knows_are_told_and_the_question_stays() -> None:
    found, [told] = read_questions([["Pertanyaan", "Kode"], ["A?", "K1, X9, K"]], BOOK)
    assert found == [Question("A?", (K1.id,))]
    assert str(told) == "These indicators are not in the codebook: X9, K."


def test_a_table_without_questions_is_refused() -> None:
    for rows in ([], [["Indikator"], ["K1"]]):
        with pytest.raises(TableWithoutColumn, match="Pertanyaan"):
            read_questions(rows, BOOK)
