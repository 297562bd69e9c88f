"""A report as a Word document: styles, a table of contents, numbered captions, wide tables on pages turned sideways."""

import io
from collections.abc import Sequence
from datetime import datetime

from docx import Document
from docx.document import Document as Made
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from coding.model import Language
from coding.report.blocks import Block, Heading, Listing, Pictured, Quotation, Report, Tabled, Words
from coding.report.tables import _FONT, _LONG, _MARGIN, _SHORT, _printable, _set_up, _table, _widths

_BODY = {"Normal": 12, "Heading 1": 14, "Heading 2": 12, "Heading 3": 12, "Caption": 11, "Quote": 12, "Title": 16}
"""Sizes in points, as a thesis has them."""


def write_report(report: Report, *, language: Language = "id", at: datetime) -> bytes:
    """The report as DOCX; the contents and the numbers of captions are fields that Word and LibreOffice keep right."""
    document = Document()
    _set_up(document, report.title, language, at, across=False)
    _styles(document)
    document.add_paragraph(_printable(report.title), style="Title")
    document.add_paragraph(_printable(report.contents)).runs[0].bold = True
    _field(document.add_paragraph(), 'TOC \\o "1-3" \\h \\z \\u', "…")
    _refresh(document)
    _numbers(document)
    counts = {report.table: 0, report.figure: 0}
    sideways = False
    for place, block in enumerate(report.blocks):
        if _across(report.blocks, place) != sideways:
            sideways = not sideways
            _turn(document, sideways=sideways)
        match block:
            case Heading(text, level, _anchor):
                heading = document.add_heading(_printable(text), level=level)
                heading.paragraph_format.page_break_before = level == 1
            case Words(text, faint, _to):
                for line in text.split("\n"):
                    document.add_paragraph().add_run(_printable(line)).italic = faint
            case Quotation(words, reference, lead):
                if lead:
                    document.add_paragraph(_printable(lead)).paragraph_format.keep_with_next = True
                document.add_paragraph(_printable(f"“{words}” {reference}".strip()), style="Quote")
            case Listing(items):
                for item in items:
                    document.add_paragraph(_printable(item), style="List Bullet")
            case Tabled():
                _tabled(document, block, report.table, counts)
            case Pictured(png, caption, shows):
                _pictured(document, png, shows)
                _caption(document, report.figure, caption, counts)
    document.add_paragraph(_printable(report.note)).runs[0].font.size = Pt(9)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _styles(document: Made) -> None:
    for name, size in _BODY.items():
        style = document.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        style.font.color.rgb = None
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
        for which in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{which}"), None)
        style.paragraph_format.space_after = Pt(6)
    document.styles["Quote"].paragraph_format.left_indent = Cm(1)
    document.styles["Quote"].font.italic = False
    document.styles["Caption"].font.bold = True


def _field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field that the reader's program works out; until then `shown` stands there."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run()
        if kind == "shown":
            run.text = shown
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            told = OxmlElement("w:instrText")
            told.set(qn("xml:space"), "preserve")
            told.text = f" {text} "
            run._r.append(told)


def _refresh(document: Made) -> None:
    """Asks the program that opens the document to work out its fields."""
    asked = OxmlElement("w:updateFields")
    asked.set(qn("w:val"), "true")
    document.settings.element.append(asked)


def _numbers(document: Made) -> None:
    """The number of the page at the foot of each."""
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(foot, "PAGE", "1")


def _caption(document: Made, word: str, text: str, counts: dict[str, int]) -> None:
    counts[word] += 1
    paragraph = document.add_paragraph(style="Caption")
    paragraph.add_run(f"{word} ")
    _field(paragraph, f"SEQ {word} \\* ARABIC", str(counts[word]))
    paragraph.add_run(_printable(f". {text}"))
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True


def _tabled(document: Made, block: Tabled, word: str, counts: dict[str, int]) -> None:
    _caption(document, word, block.part.title, counts)
    _table(document, block.part, _widths(block.part.columns, _LONG if block.across else _SHORT))
    for row in document.tables[-1].rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(2)
                for run in paragraph.runs:
                    run.font.size = Pt(10)
    document.add_paragraph()


def _across(blocks: Sequence[Block], at: int) -> bool:
    """Whether a block stands on a page turned sideways: a wide table, and the headings right above one."""
    block = next((one for one in blocks[at:] if not isinstance(one, Heading)), None)
    return isinstance(block, Tabled) and block.across


def _turn(document: Made, *, sideways: bool) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if sideways else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Cm(_LONG), Cm(_SHORT)) if sideways else (Cm(_SHORT), Cm(_LONG))


def _pictured(document: Made, png: bytes, shows: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    picture = paragraph.add_run().add_picture(io.BytesIO(png), width=Cm(_SHORT - 2 * _MARGIN))
    picture._inline.docPr.set("descr", _printable(shows))
