"""Workbooks: a sheet whose columns are a transcript is turns."""

import datetime
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from coding.transcript import render


def workbook(**sheets: Sequence[Sequence[Any]]) -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "default_date_format": "hh:mm:ss"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return data.getvalue()


TALK = [
    ("No", "Waktu", "Pembicara", "Ujaran"),
    (1, datetime.time(0, 0, 5), "P", "Apa kabar?"),
    (2, datetime.time(0, 1, 0), "IK-01", "Baik.\nSekali."),
    (3, datetime.time(1, 0, 0), "P", "2026"),
]


def test_rows_are_turns_with_their_times() -> None:
    rendered = render("a.xlsx", workbook(Lembar=TALK))
    assert (rendered.format, rendered.text) == ("xlsx", "P: Apa kabar?\nIK-01: Baik.\nSekali.\nP: 2026")
    assert [moment.start for moment in rendered.moments] == [5.0, 60.0, 3600.0]


def test_a_sheet_that_is_no_transcript_is_left_out_and_named() -> None:
    rendered = render("a.bin", workbook(Kode=[("K1", 3), ("K2", 4)], W1=TALK))
    assert "K1" not in rendered.text
    assert rendered.warnings[0].values == {"names": "Kode"}


def test_a_workbook_without_any_transcript_is_a_document() -> None:
    rendered = render("a.xlsx", workbook(Data=[("unit", "pegawai"), ("DPMPTSP", 12), ("Samsat", 4.5)]))
    assert rendered.text == "unit\tpegawai\nDPMPTSP\t12\nSamsat\t4.5"
    assert "document" in str(rendered.warnings[0])


def test_lines_above_the_column_names_stand_in_no_turn() -> None:
    rendered = render("a.xlsx", workbook(W1=[("Wawancara dengan Ibu Ani",), *TALK]))
    assert rendered.text.startswith("Wawancara dengan Ibu Ani\nP: ")
    assert rendered.turns
    assert rendered.turns[0].start == len("Wawancara dengan Ibu Ani\nP: ")


def test_an_open_document_sheet_is_read_the_same_way() -> None:
    names = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
    names += " xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'"
    names += " xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"
    rows = [("Pembicara", "Ujaran"), ("P", "Apa kabar?"), ("I", "Baik.")]
    kind = "office:value-type='string'"
    cells = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell {kind}><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    sheet = f"<office:spreadsheet><table:table table:name='W1'>{cells}</table:table></office:spreadsheet>"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        body = f"<office:body>{sheet}</office:body>"
        archive.writestr("content.xml", f"<office:document-content {names}>{body}</office:document-content>")
    rendered = render("a", data.getvalue())
    assert (rendered.format, rendered.text) == ("ods", "P: Apa kabar?\nI: Baik.")
