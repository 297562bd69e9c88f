"""Rows of tables that are no transcripts."""

import io
from datetime import date, datetime

import openpyxl
import pytest

from coding.errors import Bomb, Broken, EmptyFile, NoTable, TooLarge, UnknownType
from coding.transcript.rows import read_rows


def workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separated_values_are_read_by_their_own_separator(separator: str) -> None:
    table = f"\ufeffKode{separator}Lama kerja\r\nIK-01{separator} \r\n\r\nIK-02{separator}tiga\r\n"
    assert read_rows("a.csv", table.encode()) == [["Kode", "Lama kerja"], ["IK-01", ""], ["IK-02", "tiga"]]


def test_decimal_commas_and_dates_stay_as_they_were_written() -> None:
    table = 'Kode;Lama;Tanggal\nIK-01;3,50;14/1/2026\nIK-02;"1,0";2026-01-14\n'
    assert read_rows("a.csv", table.encode())[1:] == [["IK-01", "3,50", "14/1/2026"], ["IK-02", "1,0", "2026-01-14"]]


def test_numbers_and_dates_of_a_spreadsheet_are_written_as_the_language_does() -> None:
    data = workbook([["a", "b", "c", "d", "e"], [3.5, 4, date(2026, 1, 14), datetime(2026, 1, 14, 9, 5), "3,50"]])
    assert read_rows("a.xlsx", data)[1] == ["3,5", "4", "2026-01-14", "2026-01-14 09:05", "3,50"]
    assert read_rows("a.xlsx", data, language="en")[1][0] == "3.5"


def test_the_first_sheet_in_which_anything_stands_counts() -> None:
    assert read_rows("a.xlsx", workbook([], [["Kode"], ["IK-01"]], [["Lain"]])) == [["Kode"], ["IK-01"]]
    assert read_rows("a.xlsx", workbook([], [])) == []


def test_one_column_is_a_table_too() -> None:
    assert read_rows("a.csv", b"Pertanyaan\nAda rapat?\n") == [["Pertanyaan"], ["Ada rapat?"]]


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(NoTable):
        read_rows("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nHalo\n")
    with pytest.raises(EmptyFile):
        read_rows("a.csv", b"  \n")
    with pytest.raises(UnknownType):
        read_rows("a.csv", bytes(range(32)) * 20)
    with pytest.raises(Broken):
        read_rows("a.xlsx", workbook([["Kode"]])[:-200])


def test_a_table_larger_than_any_study_is_refused() -> None:
    with pytest.raises(TooLarge):
        read_rows("a.csv", b"a,b\n" * 100_001)
    corner = openpyxl.Workbook()
    corner.worksheets[0]["A1"] = corner.worksheets[0]["XFD200"] = "x"
    out = io.BytesIO()
    corner.save(out)
    with pytest.raises(Bomb):
        read_rows("a.xlsx", out.getvalue())
