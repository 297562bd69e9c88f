"""A table as a Word document."""

import io
from datetime import UTC, datetime

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt

from coding.report import Column, Part, write_docx, write_parts

AT = datetime(2026, 1, 12, 9, 30, tzinfo=UTC)


def made(*rows: tuple[str | int, ...], **facts: str) -> docx.document.Document:
    columns = [Column("No"), Column("Kutipan", 9)]
    return docx.Document(io.BytesIO(write_docx("Reduksi Data", columns, rows, at=AT, **facts)))  # type: ignore[arg-type]


def test_the_page_lies_across_and_the_heading_row_stands_on_every_page() -> None:
    document = made((1, "Ada."))
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    assert document.sections[0].page_width > document.sections[0].page_height
    first, second = document.tables[0].rows
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None
    assert second._tr.trPr.find(qn("w:tblHeader")) is None
    assert second._tr.trPr.find(qn("w:cantSplit")) is not None


def test_columns_share_the_width_of_the_page() -> None:
    narrow, wide = made((1, "Ada.")).tables[0].columns
    assert abs(narrow.width.cm - 2.47) < 0.01
    assert abs(wide.width.cm - 22.23) < 0.01


def test_no_word_is_cut_a_column_grows_and_where_many_stand_side_by_side_the_letters_shrink() -> None:
    long = "Penggabungan kelembagaan antarinstansi"
    grown = docx.Document(io.BytesIO(write_docx("A", [Column("No"), Column("B", 40)], [("Wawancara", long)], at=AT)))
    assert grown.tables[0].columns[0].width.cm > 2
    many = [Column(word, 1) for word in ("Penyertaan", "Perencanaan", "Penggabungan", "Kedekatan") * 3]
    shrunk = docx.Document(io.BytesIO(write_docx("A", many, [(long,) * 12], at=AT)))
    assert {run.font.size for one in shrunk.tables[0].rows[0].cells for run in one.paragraphs[0].runs} == {Pt(8)}
    assert {run.font.size for one in grown.tables[0].rows[0].cells for run in one.paragraphs[0].runs} == {None}


def test_a_newline_begins_a_paragraph_and_signs_that_a_document_cannot_hold_become_visible() -> None:
    document = made((1, "Satu\nDua\x00 & <b> 🙂"), note="Studi. Simpul")
    assert [one.text for one in document.tables[0].cell(1, 1).paragraphs] == ["Satu", "Dua␀ & <b> 🙂"]
    assert [one.text for one in document.paragraphs] == ["Reduksi Data", "Studi. Simpul"]


def test_the_document_names_its_language_and_nobody_else() -> None:
    facts = made((1, "Ada.")).core_properties
    assert (facts.author, facts.comments, facts.title, facts.language) == ("Simpul", "", "Reduksi Data", "id-ID")
    assert facts.created == AT
    assert made((1, "Yes."), language="en").core_properties.language == "en-GB"


def test_several_tables_begin_a_page_each_with_what_stands_above_them() -> None:
    parts = [
        Part("Transkrip W1", [Column("No"), Column("Ujaran", 9)], [(1, "Ada.")], [("Kode", "IK-01")]),
        Part("Transkrip W2", [Column("No")], []),
    ]
    document = docx.Document(io.BytesIO(write_parts("Transkrip", parts, across=False, at=AT)))
    assert [one.text for one in document.paragraphs] == ["Transkrip W1", "Kode: IK-01", "Transkrip W2"]
    breaks = [one.paragraph_format.page_break_before for one in document.paragraphs if one.text.startswith("Tran")]
    assert breaks == [False, True]
    assert len(document.tables) == 2
    assert document.sections[0].orientation == WD_ORIENT.PORTRAIT
    assert abs(document.tables[0].columns[1].width.cm - 14.4) < 0.01


def test_no_word_is_cut_by_a_narrow_column_and_a_reference_is_not_broken() -> None:
    columns = [Column("No"), Column("Status"), Column("Kutipan", 60)]
    rows = [(10, "terverifikasi", "Ada. " * 40 + "(IK-01, b. 3-4)")]
    document = docx.Document(io.BytesIO(write_docx("Reduksi", columns, rows, at=AT)))
    number, status, quoted = (one.width.cm for one in document.tables[0].columns)
    assert number > 0.8
    assert status > 2.2
    assert abs(number + status + quoted - 24.7) < 0.01
    cell = document.tables[0].cell(1, 2)
    assert cell.text.endswith("(IK-01, b. 3-4)")
    assert len(list(cell._tc.iter(qn("w:noBreakHyphen")))) == 2


def test_a_long_row_may_be_torn_between_pages_and_a_short_one_not() -> None:
    document = made((1, "Ada. " * 600), (2, "Ada."))
    _head, long, short = document.tables[0].rows
    assert long._tr.trPr is None
    assert short._tr.trPr.find(qn("w:cantSplit")) is not None


def test_a_column_with_nothing_in_it_leaves_its_room_to_the_others() -> None:
    columns = [Column("No"), Column("Kutipan", 5), Column("Ket", 5)]
    document = docx.Document(io.BytesIO(write_docx("Reduksi", columns, [(1, "Ada.", "")], at=AT)))
    number, quoted, empty = (one.width.cm for one in document.tables[0].columns)
    assert abs(empty - 2.2) < 0.01
    assert quoted > 17
    assert abs(number + quoted + empty - 24.7) < 0.01
