"""A student's way through the data reduction: from the coded practice study to the tables of a thesis."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from playwright.sync_api import BrowserContext, expect

from coding import workbench
from coding.model import Query

CODE = "D3"
SAID = (
    "Satu sistem antrean dipakai semua instansi.",
    "Petugas dilebur di bawah satu pengelola.",
    "Tidak ada instansi yang kehilangan kewenangannya.",
)
SUMMARIES = (
    "Menyesuaikan target dengan kemampuan instansi lain.",
    "Monev tiga bulanan; jadwal tertulis belum ada.",
    "Rencana bersama belum ada.",
    "Tim gabungan bubar sesudah peresmian.",
)


@pytest.fixture
def desk(app: Any, context: BrowserContext, window: Callable[..., Any]) -> Any:
    """A student who has just opened Simpul and made the practice study."""
    one = window(context.new_page())
    one.sign_in(app).page.goto(app.base)
    one.page.get_by_role("button", name="Buat proyek latihan").click()
    one.page.get_by_text("Yang masih harus dikerjakan").wait_for()
    one.me = workbench.open_desk(app.database).me()
    one.study = workbench.list_projects(one.me)[0]
    return one


def card(desk: Any, place: int, of: int) -> Any:
    """What is shown with this card; after the last one, that all is decided."""
    shown = desk.page.get_by_text
    return shown(f"{place} dari {of}", exact=True) if place <= of else shown("Semua kutipan kode ini sudah diputuskan.")


def keep(desk: Any, statement: str) -> None:
    desk.until("k", desk.page.locator(".st-key-ledger-statement textarea:focus"))
    desk.page.keyboard.type(statement)


def put_under(desk: Any, category: str, theme: str) -> None:
    """Name a category and its theme on the card, and save it."""
    for field, name in (("Kategori", category), ("Tema kategori itu", theme)):
        desk.page.get_by_role("combobox", name=field, exact=True).click()
        desk.page.keyboard.type(name)
        desk.page.get_by_role("option", name=name).wait_for()
        desk.press("Enter")
        expect(desk.page.get_by_role("combobox", name=field, exact=True)).to_have_value(name)
    desk.page.get_by_role("button", name="Pertahankan dan lanjut").click()


def fill_the_ledger(desk: Any, count: int) -> None:
    """Decide about every passage of the code: the second merged, the fourth set aside, the others kept."""
    for place in range(1, count + 1):
        card(desk, place, count).wait_for()
        after = card(desk, place + 1, count)
        if place == 2:
            desk.until("m", after)
        elif place == 4:
            desk.until("s", desk.page.get_by_text("Mengapa disisihkan?"))
            desk.until("2", after)
        else:
            keep(desk, SAID[place % len(SAID)])
            if place == 1:
                put_under(desk, "Penyatuan layanan", "Kedekatan organisasi")
            else:
                desk.press("Control+Enter")
    card(desk, count + 1, count).wait_for()


def write_the_framework(desk: Any) -> None:
    """Write into the open cells of the grid that the practice study begins with."""
    desk.page.get_by_role("radio", name="Kerangka").click()
    expect(desk.page.locator(".fw td a")).to_have_count(36)
    desk.page.locator(".fw td a", has_text="belum dirangkum").first.click()
    for summary in SUMMARIES:
        field = desk.page.get_by_role("textbox", name="Apa kata informan ini")
        expect(field).to_have_value("")
        desk.idle()
        field.fill(summary)
        desk.page.get_by_role("button", name="Simpan dan lanjut").click()
    expect(field).to_have_value("")
    desk.page.get_by_role("button", name="Kembali ke kerangka").click()
    written = desk.page.locator(".fw .fw-words")
    for summary in SUMMARIES:
        expect(written.filter(has_text=summary)).to_have_count(1)


def take(desk: Any, folder: Path) -> Document:
    """What the DOCX button gives, opened."""
    desk.idle()
    with desk.page.expect_download() as given:
        desk.page.get_by_role("button", name="DOCX").click()
    path = folder / given.value.suggested_filename
    given.value.save_as(path)
    return docx.Document(str(path))


def heading_row(table: Any) -> list[str]:
    """The words of a table's first row, which must be told to stand on every page."""
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    return [cell.text for cell in table.rows[0].cells]


def column(table: Any, at: int) -> list[str]:
    return [row.cells[at].text for row in table.rows[1:]]


def lies(document: Document) -> WD_ORIENT:
    [section] = document.sections
    assert (section.page_width > section.page_height) == (section.orientation == WD_ORIENT.LANDSCAPE)
    return section.orientation


def titles(document: Document) -> Sequence[str]:
    return [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"]


def check_the_ledger(document: Document, count: int) -> None:
    """The table of the reduction: what was kept, each with its statement."""
    [table] = document.tables
    assert heading_row(table)[2:4] == ["Kutipan", "Pemadatan fakta"]
    mine = [row for row in table.rows[1:] if row.cells[4].text.startswith(CODE)]
    assert [row.cells[3].text for row in mine] == [
        SAID[place % len(SAID)] for place in range(1, count + 1) if place not in (2, 4)
    ]
    assert [mine[0].cells[at].text for at in (5, 6)] == ["Penyatuan layanan", "Kedekatan organisasi"]
    assert len(table.rows) > len(mine) + 1, "what the practice study itself decided"


def check_the_framework(document: Document) -> None:
    """Four informants beside the nine, with what the student wrote among what was there."""
    [table] = document.tables
    assert lies(document) == WD_ORIENT.LANDSCAPE
    assert (len(table.rows), len(table.columns)) == (5, 10)
    assert set(SUMMARIES) <= {cell.text for row in table.rows for cell in row.cells}


def check_the_informants(desk: Any, document: Document) -> None:
    [table] = document.tables
    assert (lies(document), titles(document)) == (WD_ORIENT.LANDSCAPE, ["Informan Penelitian"])
    assert heading_row(table)[:3] == ["No", "Kode informan", "Jenis informan"]
    assert sorted(column(table, 1)) == sorted(one.key for one in workbench.list_cases(desk.me, desk.study.id))


def check_the_guide(desk: Any, document: Document) -> None:
    grid, questions = document.tables
    assert lies(document) == WD_ORIENT.LANDSCAPE
    assert titles(document) == ["Kisi-kisi Pedoman Wawancara", "Pedoman Wawancara"]
    assert "Indikator" in heading_row(grid)
    asked = workbench.interview_guide(desk.me, desk.study.id).questions
    assert column(questions, 1) == [one.words for one in asked] != []


def check_the_transcript(desk: Any, document: Document, name: str) -> None:
    [table] = document.tables
    assert (lies(document), titles(document)) == (WD_ORIENT.PORTRAIT, [f"Transkrip Wawancara {name}"])
    source = workbench.source_names(desk.me, desk.study.id)[name]
    rows = workbench.transcript_table(desk.me, desk.study.id, source).rows
    assert [cell.text for cell in table.rows[1].cells] == [str(cell) for cell in rows[0]]
    assert column(table, 0) == [str(row[0]) for row in rows]


def test_a_student_condenses_a_code_fills_a_framework_and_takes_the_tables_of_a_thesis_away(
    app: Any, desk: Any, tmp_path: Path
) -> None:
    page, me, study = desk.page, desk.me, desk.study
    code = next(one for one in workbench.codebook(me, study.id).codes if one.key == CODE)
    query = Query(codes=(code.id,))
    count = workbench.count_excerpts(me, study.id, query)
    page.goto(f"{app.base}/reduction?project={study.id}&code={CODE}")
    fill_the_ledger(desk, count)
    lines = [one.reduction for one in workbench.ledger_page(me, study.id, query)]
    assert [one and one.decision for one in lines] == ["kept", "merged", "kept", "aside"] + ["kept"] * (count - 4)
    page.get_by_role("button", name="Tabel", exact=True).click()
    check_the_ledger(take(desk, tmp_path), count)
    desk.press("Escape")

    write_the_framework(desk)
    check_the_framework(take(desk, tmp_path))

    page.get_by_role("radio", name="Tabel skripsi/tesis").click()
    page.get_by_text("Tidak ada yang kurang di tabel ini.").wait_for()
    check_the_informants(desk, take(desk, tmp_path))
    page.get_by_role("radio", name="Kisi-kisi").click()
    page.get_by_role("button", name="Simpan pertanyaan").wait_for()
    check_the_guide(desk, take(desk, tmp_path))
    page.get_by_role("radio", name="Transkrip").click()
    page.get_by_role("combobox", name="Sumber").click()
    page.get_by_role("option", name="IK-01", exact=True).click()
    page.get_by_text("Tampil 60 baris pertama dari IK-01; berkas memuat semuanya.").wait_for()
    check_the_transcript(desk, take(desk, tmp_path), "IK-01")
    assert desk.complaints == []
