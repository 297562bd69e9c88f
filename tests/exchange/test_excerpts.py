"""The table of excerpts: whatever a field holds, it stays words."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import openpyxl
import pytest

from coding.exchange.excerpts import WORDS, excerpt_table
from coding.exchange.spreadsheet import Table, write_xlsx
from coding.model import EVIDENCE, KINDS, STATUSES, Coding, Excerpt

AT = datetime(2026, 1, 12, 2, 5, tzinfo=UTC)
EVIL = '=HYPERLINK("http://attacker.example")'
CODING = Coding(
    id=uuid4(),
    source=uuid4(),
    start=0,
    end=len(EVIL),
    quote=EVIL,
    code=uuid4(),
    coder=uuid4(),
    memo=EVIL,
    page=EVIL,
    line_start=3,
    line_end=5,
    made_at=AT,
)
ONE = Excerpt(
    CODING, EVIL, "interview", EVIL, {"id": EVIL}, EVIL, EVIL, EVIL, {EVIL: EVIL, "jenis": "kunci"}, {}, "", ""
)


def table(one: Excerpt = ONE, **names: str) -> Table:
    return excerpt_table([one], lambda _one: EVIL, attributes=names or {EVIL: EVIL}, time_zone="Asia/Jayapura")


def row(one: Excerpt = ONE, **names: str) -> dict[str, object]:
    made = table(one, **names)
    return dict(zip((column.heading for column in made.columns), made.rows[0], strict=True))


def test_no_field_of_an_excerpt_becomes_a_formula() -> None:
    data = write_xlsx(table(), [(EVIL, EVIL)], names=("Kutipan", "Keterangan"), at=AT)
    cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(data)) for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    # Source, informant, attribute and heading, speaker, page, quote, reference, code, name, coder, memo; about twice.
    assert [cell.value for cell in cells].count(EVIL) == 14


def test_an_attribute_called_like_a_column_of_the_table_is_told_apart_from_it() -> None:
    found = row(jenis="jenis")
    assert (found["Jenis"], found["jenis (informan)"]) == ("wawancara", "kunci")


def test_a_time_is_that_of_the_project_with_its_offset_and_lines_are_no_date() -> None:
    found = row()
    assert found["Waktu"] == "2026-01-12T11:05:00+09:00"
    assert found["Baris"] == "3–5"
    assert row(replace(ONE, coding=replace(CODING, line_end=3)))["Baris"] == 3


@pytest.mark.parametrize(("prompted", "word"), [(None, None), (True, "ya"), (False, "tidak")])
def test_not_said_is_an_empty_cell_and_not_a_no(prompted: bool | None, word: str | None) -> None:
    assert row(replace(ONE, coding=replace(CODING, prompted=prompted)))["Dipancing"] == word


def test_both_languages_have_every_word() -> None:
    assert WORDS["id"].keys() == WORDS["en"].keys()
    for words in WORDS.values():
        assert all(words[name] for name in (*KINDS, *STATUSES, *EVIDENCE, "limited", "none"))
