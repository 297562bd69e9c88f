"""A report as a Word document and as a page: the same blocks in both, nothing a reader typed becomes markup."""

import io
from datetime import UTC, datetime

import docx
from docx.enum.section import WD_ORIENT
from lxml import html
from PIL import Image

from coding.report import Column, Part, write_page, write_report
from coding.report.blocks import Heading, Listing, Pictured, Quotation, Report, Tabled, Words

AT = datetime(2026, 11, 29, tzinfo=UTC)
HOSTILE = "<img src=x onerror=alert(1)>\x00"


def pixel() -> bytes:
    """The smallest picture there is."""
    made = io.BytesIO()
    Image.new("RGB", (1, 1)).save(made, "PNG")
    return made.getvalue()


def report(*blocks: object) -> Report:
    return Report("Laporan", list(blocks), "Daftar isi", "Tabel", "Gambar", "Dibuat kini.")  # type: ignore[arg-type]


def table(title: str, *, across: bool = False) -> Tabled:
    return Tabled(Part(title, [Column("A"), Column("B", 2)], [["x", HOSTILE]]), across)


WHOLE = report(
    Heading("BAB IV"),
    Words("Putusan: sebagian."),
    Quotation("belum pernah rapat", "(IK-01, W1, b. 3)", "Yang terkuat:"),
    Heading("Tabelnya", 2),
    table("Lebar", across=True),
    Listing(["satu", HOSTILE]),
    table("Sempit"),
    Pictured(pixel(), "Batang", "Tiga batang"),
    Heading("Bukti", 3, "b1"),
    Words("3 mendukung", leads_to="b1"),
)


def test_the_document_has_headings_numbered_captions_and_turns_only_for_wide_tables() -> None:
    made = docx.Document(io.BytesIO(write_report(WHOLE, at=AT)))
    headings = [one.text for one in made.paragraphs if one.style.name.startswith("Heading")]
    assert headings == ["BAB IV", "Tabelnya", "Bukti"]
    captions = [one.text for one in made.paragraphs if one.style.name == "Caption"]
    assert captions == ["Tabel 1. Lebar", "Tabel 2. Sempit", "Gambar 1. Batang"]
    assert [one.orientation for one in made.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    quoted = next(one.text for one in made.paragraphs if one.style.name == "Quote")
    assert quoted == "“belum pernah rapat” (IK-01, W1, b. 3)"
    assert len(made.inline_shapes) == 1


def test_a_number_on_the_page_leads_to_what_it_counts_and_words_stay_words() -> None:
    page = html.fromstring(write_page(WHOLE))
    assert page.get_element_by_id("b1").text == "Bukti"
    assert [one.text for one in page.xpath('//a[@href="#b1"]')] == ["Bukti", "3 mendukung"]
    assert [one.get("alt") for one in page.xpath("//img")] == ["Tiga batang"]
    assert len(page.xpath("//table")) == 2
    assert page.xpath("//caption")[0].text == "Tabel 1. Lebar"
