"""Word documents: paragraphs and tables in order."""

import io
import zipfile
from collections.abc import Sequence

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.model import Page
from coding.transcript import render
from coding.transcript.docx import read
from coding.transcript.rendered import Rendered

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def bare(body: str) -> bytes:
    """A document of nothing but its body."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {SPACE}><w:body>{body}</w:body></w:document>")
    return data.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(rows: Sequence[Sequence[str]], before: Sequence[str] = ()) -> bytes:
    document = docx.Document()
    for text in before:
        document.add_paragraph(text)
    grid = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(grid.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def said(rendered: Rendered) -> list[tuple[str | None, str]]:
    return [(turn.speaker, rendered.text[turn.start : turn.end]) for turn in rendered.turns or ()]


def test_paragraphs_tabs_and_line_breaks_stand_as_written_and_detection_is_left_to_look() -> None:
    document = docx.Document()
    heading = document.add_paragraph()
    heading.add_run("Pewawancara:").bold = True
    heading.add_run(" apa\tkabar?\nbaris dua ")
    document.add_paragraph("")
    document.add_paragraph("Informan: <i>baik</i> 😀")
    data = io.BytesIO()
    document.save(data)
    rendered = read(data.getvalue())
    assert rendered.text == "Pewawancara: apa\tkabar?\nbaris dua \n\nInforman: <i>baik</i> 😀"
    assert rendered.turns is None


def test_insertions_links_and_content_controls_are_text_and_deletions_are_not() -> None:
    body = (
        "<w:p><w:r><w:t>satu </w:t></w:r><w:ins><w:r><w:t>dua </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>tiga </w:delText></w:r></w:del><w:moveFrom><w:r><w:t>empat</w:t></w:r></w:moveFrom>"
        "<w:hyperlink><w:r><w:t>lima</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('enam')}</w:sdtContent></w:sdt>"
    )
    assert read(bare(body)).text == "satu dua lima\nenam"


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('kotak')}</w:txbxContent>"
    body = f"<w:p><w:r><w:t>teks</w:t></w:r><w:r><w:Choice>{box}</w:Choice><w:Fallback>{box}</w:Fallback></w:r></w:p>"
    assert read(bare(body)).text == "teks\nkotak"


def test_pages_are_those_word_noted() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    noted = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>dua</w:t></w:r></w:p>"
    rendered = read(bare(f"<w:p><w:r><w:t>satu</w:t></w:r>{page}</w:p>{noted}{paragraph('masih dua')}"))
    assert rendered.text == "satu\ndua\nmasih dua"
    assert rendered.pages == (Page("1", 0), Page("2", 5))


def test_a_table_of_speakers_is_turns_and_the_lines_above_are_its_header() -> None:
    rows = [("1", "P", "Apa kabar hari ini?"), ("2", "I", "Baik.\nSudah lama."), ("3", "P", "Lalu bagaimana?")]
    rendered = read(table(rows, before=["Wawancara W1", "Tanggal: 12 Januari 2026"]))
    assert rendered.text.endswith("P: Apa kabar hari ini?\nI: Baik.\nSudah lama.\nP: Lalu bagaimana?")
    assert said(rendered) == [("P", "Apa kabar hari ini?"), ("I", "Baik.\nSudah lama."), ("P", "Lalu bagaimana?")]
    assert rendered.header == {"Tanggal": "12 Januari 2026"}
    assert [rendered.text[mark.start : mark.end] for mark in rendered.marks if mark.kind == "header"] == [
        "Wawancara W1",
        "Tanggal: 12 Januari 2026",
    ]


def test_a_person_who_speaks_once_in_a_table_is_kept() -> None:
    rows = [("Moderator", "Silakan mulai bapak ibu."), ("Ibu Ani", "Terima kasih."), ("Pak Joko", "Saya setuju."),
            ("Moderator", "Baik, lanjut ya.")]  # fmt: skip
    assert [speaker for speaker, _ in said(read(table(rows)))] == ["Moderator", "Ibu Ani", "Pak Joko", "Moderator"]


def test_a_form_is_no_talk_but_header_lines() -> None:
    rendered = read(table([("Nama", ":", "Budi"), ("Jabatan", ":", "Kepala Seksi"), ("Tempat", ":", "MPP")]))
    assert (rendered.text, rendered.turns) == ("Nama: Budi\nJabatan: Kepala Seksi\nTempat: MPP", None)


def test_a_table_inside_a_layout_table_is_found() -> None:
    def cell(text: str) -> str:
        return f"<w:tc>{text}</w:tc>"

    rows = "".join(
        f"<w:tr>{cell(paragraph(who))}{cell(paragraph(words))}</w:tr>"
        for who, words in [("P", "Apa kabar hari ini?"), ("I", "Baik sekali."), ("P", "Syukurlah kalau begitu.")]
    )
    inner = f"<w:tbl>{rows}</w:tbl>"
    outer = f"<w:tbl><w:tr>{cell(inner + paragraph(''))}</w:tr></w:tbl>"
    assert [speaker for speaker, _ in said(read(bare(outer)))] == ["P", "I", "P"]


def test_comments_left_out_are_named() -> None:
    data = io.BytesIO(bare("<w:p><w:r><w:t>halo</w:t><w:commentReference/></w:r></w:p>"))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("word/comments.xml", "<w:comments/>")
    assert "comments" in str(read(data.getvalue()).warnings[0])


def test_a_document_is_known_without_its_extension() -> None:
    assert render("catatan", bare(paragraph("halo"))).format == "docx"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1), min_size=1))
def test_any_paragraphs_come_back(texts: list[str]) -> None:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    data = io.BytesIO()
    document.save(data)
    assert read(data.getvalue()).text == "\n".join(texts)


def test_a_column_whose_cells_begin_with_labels_is_the_talk_and_the_others_are_named() -> None:
    rows = [
        ("No", "Transkrip", "Koding"),
        ("1", "P : Apa perannya?", "Pembuka"),
        ("2", "I : Melayani.\nKadang membantu.", "Kerja bersama"),
        ("3", "P : Contohnya?\nI : Verifikasi: data.", ""),
    ]
    rendered = read(table(rows))
    assert said(rendered) == [
        ("P", "Apa perannya?"),
        ("I", "Melayani.\nKadang membantu."),
        ("P", "Contohnya?"),
        ("I", "Verifikasi: data."),
    ]
    assert [str(warning) for warning in rendered.warnings] == ["These columns of the table were left out: Koding."]


def test_a_heading_between_the_rows_of_a_talk_is_marked_as_said_by_nobody() -> None:
    rendered = read(table([("Bagian I", ""), ("Pembicara", "Ujaran"), ("P", "Apa?"), ("I", "Ini."), ("P", "Oh.")]))
    marked = [rendered.text[mark.start : mark.end] for mark in rendered.marks if mark.kind == "header"]
    assert marked == ["Bagian I"]


def test_fields_in_the_first_rows_of_a_talk_are_its_header() -> None:
    rows = [
        ("TRANSKRIP", ""),
        ("Tanggal", "14 Januari 2026"),
        ("Peneliti", "Apa tugasnya?"),
        ("Pak Dedi", "Mengatur jadwal."),
        ("Peneliti", "Ada yang sulit?"),
    ]
    rendered = read(table(rows))
    assert rendered.header == {"Tanggal": "14 Januari 2026"}
    assert said(rendered) == rows[2:]
