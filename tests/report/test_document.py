"""A report as a Word document and as a page: the same blocks in both, nothing a reader typed becomes markup."""

import io
import zipfile
from datetime import UTC, datetime

import docx
from docx.enum.section import WD_ORIENT
from lxml import etree, html
from PIL import Image

from coding.report import Column, Part, write_page, write_report
from coding.report.blocks import Heading, Listing, Pictured, Quotation, Report, Span, Tabled, Words

AT = datetime(2026, 11, 29, tzinfo=UTC)
HOSTILE = "<img src=x onerror=alert(1)>\x00"


def pixel() -> bytes:
    """The smallest picture there is."""
    made = io.BytesIO()
    Image.new("RGB", (1, 1)).save(made, "PNG")
    return made.getvalue()


def report(*blocks: object) -> Report:
    titles = ("Daftar isi", "Tabel", "Gambar", "Dibuat kini.", "Daftar tabel", "Daftar gambar")
    return Report("Laporan", list(blocks), *titles)  # type: ignore[arg-type]


def table(title: str, *, across: bool = False) -> Tabled:
    return Tabled(Part(title, [Column("A"), Column("B", 2)], [["x", HOSTILE]]), across)


WHOLE = report(
    Heading("BAB IV"),
    Words("Putusan: sebagian."),
    Quotation("belum pernah rapat", "(IK-01, W1, b. 3)", "Yang terkuat:"),
    Words((Span("Dari "), Span("empat", "b1", "IU-02, W1, b. 3-4"), Span(" orang."))),
    Quotation("terdaftar", "(IU-01, W1, b. 9)", listed=True),
    Heading("Tabelnya", 2),
    table("Lebar", across=True),
    Listing(["satu", HOSTILE]),
    table("Sempit"),
    Pictured(pixel(), "Batang", "Tiga batang"),
    Heading("Bukti", 3, "b1", listed=False),
    Words("3 mendukung", leads_to="b1", opens=[Quotation("ya", "(IK-02)")]),
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(made: bytes, name: str) -> etree._Element:
    """One of the files that a document is made of."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return etree.fromstring(archive.read(name))


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
    assert len(made.inline_shapes) == 1


def test_what_a_display_was_drawn_from_stands_beneath_its_caption_on_paper_and_on_the_page() -> None:
    told = "Kueri: semua kutipan. Buku kode versi 1."
    drawn = report(
        Tabled(Part("Kisi", [Column("A")], [["x"]]), beneath=told), Pictured(pixel(), "Batang", beneath=told)
    )
    made = docx.Document(io.BytesIO(write_report(drawn, at=AT)))
    styles = [(one.style.name, one.text) for one in made.paragraphs if one.style.name.startswith("Caption")]
    assert styles == [
        ("Caption", "Tabel 1. Kisi"),
        ("Caption Note", told),
        ("Caption", "Gambar 1. Batang"),
        ("Caption Note", told),
    ]
    assert [one.paragraph_format.keep_with_next for one in made.paragraphs if one.text == told] == [True, False]
    assert write_page(drawn).decode().count(f'<div class="beneath">{told}</div>') == 2


def test_a_reference_is_a_note_at_the_foot_unless_the_quotation_stands_in_a_list() -> None:
    made = write_report(WHOLE, at=AT)
    notes = part(made, "word/footnotes.xml")
    assert [one.get(f"{W}type") for one in notes] == ["separator", "continuationSeparator", None, None]
    told = {one.get(f"{W}id"): "".join(one.itertext()).strip() for one in notes[2:]}
    assert told == {"1": "IK-01, W1, b. 3", "2": "IU-02, W1, b. 3-4"}
    marks = part(made, "word/document.xml").iter(f"{W}footnoteReference")
    assert [one.get(f"{W}id") for one in marks] == ["1", "2"]
    quotes = [one.text for one in docx.Document(io.BytesIO(made)).paragraphs if one.style.name == "Quote"]
    assert quotes == ["“belum pernah rapat”", "“terdaftar” (IU-01, W1, b. 9)"]
    order = [one.tag.removeprefix(W) for one in part(made, "word/settings.xml")]
    assert order.index("footnotePr") == order.index("compat") - 1


def test_a_document_without_notes_has_no_part_for_them() -> None:
    with zipfile.ZipFile(io.BytesIO(write_report(report(Words("Ada.")), at=AT))) as archive:
        assert "word/footnotes.xml" not in archive.namelist()
        assert b"footnotePr" not in archive.read("word/settings.xml")


def test_the_contents_are_filled_and_every_entry_leads_to_a_place_and_names_its_page() -> None:
    made = write_report(WHOLE, at=AT)
    document = docx.Document(io.BytesIO(made))
    entries = [one for one in document.paragraphs if one.style.name.startswith(("toc ", "table of"))]
    said = [one.text.split("\t") for one in entries]
    assert said == [
        ["BAB IV", "2"],
        ["Tabelnya", "3"],
        ["Tabel 1. Lebar", "3"],
        ["Tabel 2. Sempit", "4"],
        ["Gambar 1. Batang", "4"],
    ]
    body = part(made, "word/document.xml")
    places = {one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")}
    told = [one.text.split()[1] for one in body.iter(f"{W}instrText") if one.text and "PAGEREF" in one.text]
    links = [one.get(f"{W}anchor") for one in body.iter(f"{W}hyperlink")]
    assert told == links
    assert set(told) <= places
    assert len(set(told)) == len(said)


def test_opening_the_document_asks_nothing_and_its_fields_are_whole() -> None:
    made = write_report(WHOLE, at=AT)
    assert part(made, "word/settings.xml").find(f"{W}updateFields") is None
    body = part(made, "word/document.xml")
    assert not [one for one in body.iter(f"{W}fldChar") if one.get(f"{W}dirty")]
    kinds = [one.get(f"{W}fldCharType") for one in body.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)
    sequences = [one.text.split()[1] for one in body.iter(f"{W}instrText") if one.text and "SEQ" in one.text]
    assert sequences == ["Tabel", "Tabel", "Gambar"]


def test_styles_have_the_names_that_a_template_of_word_takes_over() -> None:
    styles = part(write_report(WHOLE, at=AT), "word/styles.xml")
    own = {
        one.find(f"{W}name").get(f"{W}val")  # type: ignore[union-attr]
        for one in styles.iter(f"{W}style")
        if one.get(f"{W}customStyle")
    }
    assert {one for one in own if not one.endswith(" Char")} == {
        "Table Text",
        "Draft Note",
        "Report Note",
        "Caption Note",
    }
    names = {one.get(f"{W}val") for one in styles.iter(f"{W}name")}
    assert {"toc 1", "toc 2", "toc 3", "table of figures", "footnote text", "footnote reference", "caption"} <= names


def test_a_tall_picture_leaves_room_for_its_heading_and_caption() -> None:
    tall = io.BytesIO()
    Image.new("RGB", (10, 400)).save(tall, "PNG")
    made = docx.Document(io.BytesIO(write_report(report(Heading("A"), Pictured(tall.getvalue(), "Tinggi")), at=AT)))
    assert made.inline_shapes[0].height.cm < 20


def test_a_number_on_the_page_leads_to_what_it_counts_and_words_stay_words() -> None:
    page = html.fromstring(write_page(WHOLE))
    assert page.get_element_by_id("b1").text == "Bukti"
    assert [one.text for one in page.xpath('//a[@href="#b1"]')] == ["empat", "3 mendukung"]
    assert page.xpath("//details/blockquote")[0].text_content() == "“ya” (IK-02)"
    assert [one.text for one in page.xpath("//nav//details//a")] == [
        "Tabel 1. Lebar",
        "Tabel 2. Sempit",
        "Gambar 1. Batang",
    ]
    assert [one.get("alt") for one in page.xpath("//img")] == ["Tiga batang"]
    assert len(page.xpath("//table")) == 2
    assert page.xpath("//caption")[0].text == "Tabel 1. Lebar"


def test_where_no_picture_can_be_drawn_words_stand_in_its_place_under_its_number() -> None:
    whole = report(Pictured(b"", "Batang", "Tidak dapat dibuat."), Pictured(pixel(), "Dua"))
    made = docx.Document(io.BytesIO(write_report(whole, at=AT)))
    assert len(made.inline_shapes) == 1
    assert [one.text for one in made.paragraphs if one.style.name == "Caption"] == ["Gambar 1. Batang", "Gambar 2. Dua"]
    assert "Tidak dapat dibuat." in [one.text for one in made.paragraphs]
    assert "Tidak dapat dibuat." in write_page(whole).decode()


def test_lists_that_do_not_fit_below_the_contents_begin_a_page() -> None:
    some = [Heading(f"Bagian {number}", 2) for number in range(40)]
    made = docx.Document(io.BytesIO(write_report(report(*some, table("Sempit")), at=AT)))
    titles = [one for one in made.paragraphs if one.style.name == "TOC Heading"]
    assert [(one.text, one.paragraph_format.page_break_before) for one in titles] == [
        ("Daftar isi", None),
        ("Daftar tabel", True),
    ]
    entry = next(one for one in made.paragraphs if one.style.name == "table of figures")
    assert entry.text == "Tabel 1. Sempit\t4"


def test_a_line_that_announces_what_follows_stands_with_it() -> None:
    made = docx.Document(io.BytesIO(write_report(report(Words("Bukti:"), Words("Ada.")), at=AT)))
    lines = {one.text: one.paragraph_format.keep_with_next for one in made.paragraphs}
    assert lines["Bukti:"]
    assert not lines["Ada."]
