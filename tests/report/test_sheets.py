"""Printed sheets, read back: lines keep their numbers, bars stand beside the lines they cover, notes have numbers."""

import io
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from lxml import html as pages

from coding.report.sheet_document import write_sheets
from coding.report.sheet_page import write_sheet_page
from coding.report.sheets import LANES, Bar, Chapter, Line, Note, Passage, Sheets, margin
from coding.report.tables import Column, Part

AT = datetime(2026, 2, 1, 8, tzinfo=UTC)
LINES = [
    Line(4, "P", (("Ada rapat?", False),)),
    Line(5, "IK-01", (("Ada ", False), ("rapat <bulanan>", True))),
    Line(6, "", (("dengan semua \x00", False),)),
    Line(8, "", (("instansi.", False),)),
]
BARS = [Bar(5, 6, "K1 Penyertaan", "ada, Ahli", (1,)), Bar(6, 8, "K2 Dialog")]
SHEETS = Sheets(
    "Transkrip IK-01",
    [Chapter("", passages=[Passage(LINES, BARS)], notes=[Note(1, "baris 5–6", "Dua\nbaris"), Note(2, "", "Umum")])],
    ("Baris", "Ujaran", "Kode"),
    "Memo",
    "Dibuat hari ini",
    facts=[("Tanggal", "12 Januari")],
)


def document(sheets: Sheets = SHEETS) -> Any:
    return Document(io.BytesIO(write_sheets(sheets, at=AT)))


def page(sheets: Sheets = SHEETS) -> Any:
    return pages.fromstring(write_sheet_page(sheets).decode())


def test_a_bar_takes_the_first_lane_that_is_free_on_all_its_lines() -> None:
    beside = margin(Passage(LINES, [*BARS, Bar(8, 8, "K3"), Bar(4, 4, "K4")]))
    assert beside.wide == 2
    assert [one.lanes for one in beside.beside] == [
        [(0, True, True)],
        [(0, True, False)],
        [(0, False, True), (1, True, False)],
        [(0, True, True), (1, False, True)],
    ]
    assert [[bar.name for bar in one.names] for one in beside.beside] == [
        ["K4"],
        ["K1 Penyertaan"],
        ["K2 Dialog"],
        ["K3"],
    ]


def test_names_have_room_up_to_the_next_names() -> None:
    assert [one.room for one in margin(Passage(LINES, [Bar(5, 5, "K1")])).beside] == [1, 3, 2, 1]


def test_a_code_on_a_line_that_is_not_printed_is_named_at_the_next_line_that_is() -> None:
    beside = margin(Passage(LINES, [Bar(1, 2, "K1"), Bar(7, 7, "K2"), Bar(9, 9, "K3")])).beside
    assert [[bar.name for bar in one.names] for one in beside] == [["K1"], [], [], ["K2", "K3"]]
    assert not any(one.lanes for one in beside)


def test_more_bars_than_there_is_room_for_share_the_last_lane_and_are_all_named() -> None:
    beside = margin(Passage(LINES, [Bar(4, 8, f"K{number}") for number in range(LANES + 3)]))
    assert beside.wide == LANES
    assert len(beside.beside[0].names) == LANES + 3


def test_the_document_has_a_row_for_each_line_with_its_number_and_names_where_they_begin() -> None:
    grid = document().tables[0]
    rows = [[cell.text for cell in row.cells] for row in grid.rows]
    assert rows[0] == ["Baris", "Ujaran", "", "", "Kode"]
    assert [row[0] for row in rows[1:]] == ["4", "5", "6", "8"]
    assert [row[1] for row in rows[1:]] == [
        "P: Ada rapat?",
        "IK-01: Ada rapat <bulanan>",
        "dengan semua ␀",
        "instansi.",
    ]
    assert rows[2][4] == "5–6 K1 Penyertaan · ada, Ahli [1]"
    assert rows[3][4] == "6–8 K2 Dialog"
    bold = [run.text for run in grid.rows[2].cells[1].paragraphs[0].runs if run.bold]
    assert bold == ["IK-01: ", "rapat <bulanan>"]


def test_bars_in_the_document_are_black_lines_beside_exactly_the_lines_they_cover() -> None:
    rows = document().tables[0]._tbl.tr_lst[1:]

    def barred(column: int) -> list[bool]:
        return [row.tc_lst[column].find(f".//{qn('w:left')}") is not None for row in rows]

    assert barred(2) == [False, True, True, False]
    assert barred(3) == [False, False, True, True]


def test_the_document_is_a4_and_repeats_its_headings_on_every_page() -> None:
    made = document()
    section = made.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert made.tables[0]._tbl.tr_lst[0].find(f".//{qn('w:tblHeader')}") is not None
    told = [one.text for one in made.paragraphs]
    assert told[:2] == ["Transkrip IK-01", "Tanggal: 12 Januari"]
    assert "[1] baris 5–6: Dua\nbaris" in told
    assert "[2] Umum" in told
    assert told[-1] == "Dibuat hari ini"


def test_a_quoted_passage_has_its_reference_beneath_and_no_headings() -> None:
    quoted = Sheets("K1", [Chapter("IK-01", passages=[Passage(LINES, BARS[:1], "(IK-01, W1, b. 5-6)")])])
    made = document(quoted)
    assert made.tables[0].rows[0].cells[0].text == "4"
    assert "(IK-01, W1, b. 5-6)" in [one.text for one in made.paragraphs]
    assert page(quoted).xpath("string(//p[@class='beneath'])") == "(IK-01, W1, b. 5-6)"


def test_the_page_says_the_same_and_needs_nothing_but_itself() -> None:
    made = page()
    lines = made.xpath("//div[@class='line']")
    assert [one.xpath("string(span[@class='n'])") for one in lines] == ["4", "5", "6", "8"]
    assert lines[1].xpath("string(span[@class='w'])") == "IK-01: Ada rapat <bulanan>"
    assert lines[1].xpath("string(div[@class='codes'])") == "5–6 K1 Penyertaan · ada, Ahli [1]"
    assert [len(one.xpath(".//i")) for one in lines] == [0, 1, 2, 1]
    assert not made.xpath("//script | //link | //img | //@src | //a[not(starts-with(@href, '#'))]")
    assert "@import" not in made.xpath("string(//style)")
    assert "url(" not in made.xpath("string(//style)")


def test_a_note_on_the_page_leads_back_to_its_line_where_it_has_one() -> None:
    made = page()
    ids = made.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {one[1:] for one in made.xpath("//a/@href")} <= set(ids)
    assert not made.xpath("//li[@id='m2']/a")


def test_a_table_across_lies_sideways_in_both() -> None:
    part = Part("Buku Kode", [Column("Kode"), Column("Nama", 3)], [("K1", "Penyertaan")])
    sheets = Sheets("Buku Kode", [Chapter("", table=part)], across=True)
    made = document(sheets)
    assert made.sections[0].page_width > made.sections[0].page_height
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [
        ["Kode", "Nama"],
        ["K1", "Penyertaan"],
    ]
    shown = page(sheets)
    assert "A4 landscape" in shown.xpath("string(//style)")
    assert shown.xpath("//td/@data-name") == ["Kode", "Nama"]
