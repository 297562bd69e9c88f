"""A report as a Word document: styles, filled contents, numbered captions, notes at the foot, wide tables sideways."""

import io
from collections.abc import Sequence
from datetime import datetime

from docx import Document
from docx.document import Document as Made
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Emu
from docx.text.paragraph import Paragraph

from coding.model import Language
from coding.report.blocks import Block, Heading, Listing, Pictured, Quotation, Report, Span, Tabled, Words, spans
from coding.report.contents import Marks, add_caption, add_field, write_contents
from coding.report.footnotes import Footnotes
from coding.report.paging import pages
from coding.report.styles import BENEATH, BODY, BULLET, CELL, DRAFT, NOTE, QUOTE, dress
from coding.report.tables import _LONG, _MARGIN, _SHORT, _printable, _set_up, _table, _widths, unbroken

_WITH_PICTURE = 5.0
"""Centimetres of a page that a picture leaves to its heading and its caption."""

_THUMBNAIL = "/metadata/thumbnail"
_COMPATIBLE = "compatibilityMode"


def write_report(report: Report, *, language: Language = "id", at: datetime) -> bytes:
    """The report as DOCX, its contents filled; nothing in it asks to be worked out when it is opened."""
    document = Document()
    _set_up(document, report.title, language, at, across=False)
    _of_today(document)
    dress(document, _SHORT - 2 * _MARGIN)
    add_field(_foot(document), "PAGE", "1")
    written = _Written(document, report)
    document.add_paragraph(_printable(report.title), style="Title")
    start = next((at for at, one in enumerate(report.blocks) if isinstance(one, Heading)), len(report.blocks))
    for block in report.blocks[:start]:
        written.block(block)
    written.contents()
    for place, block in enumerate(report.blocks[start:], start=start):
        written.turn(sideways=_across(report.blocks, place))
        written.block(block, follows=report.blocks[place + 1] if place + 1 < len(report.blocks) else None)
    document.add_paragraph(_printable(report.note), style=NOTE)
    written.notes.close()
    written.marks.number(pages(document, written.notes.texts))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


class _Written:
    """A document being written: its notes, its places, and which of them come next."""

    def __init__(self, document: Made, report: Report) -> None:
        self.document, self.report = document, report
        self.notes, self.marks = Footnotes(document), Marks(document)
        self._sideways = False
        self._counts = {Tabled: 0, Pictured: 0}
        self._names = {at: self.marks.name() for at, one in enumerate(report.blocks) if _is_place(one)}
        self._places = list(self._names.values())

    def contents(self) -> None:
        """The contents and the lists of tables and figures."""
        report, names = self.report, self._names
        headings = [
            (one.level, _printable(one.text), names[at])
            for at, one in enumerate(report.blocks)
            if isinstance(one, Heading) and one.listed
        ]
        lists: list[tuple[str, list[tuple[str, str]]]] = []
        for title, word, kind in ((report.tables, report.table, Tabled), (report.figures, report.figure, Pictured)):
            captions = [(_caption(one), names[at]) for at, one in enumerate(report.blocks) if isinstance(one, kind)]
            lines = [(f"{word} {number}. {text}", name) for number, (text, name) in enumerate(captions, start=1)]
            lists.append((_printable(title), lines if title else []))
        write_contents(self.marks, _printable(report.contents), headings, lists)

    def turn(self, *, sideways: bool) -> None:
        """Turn the page, if it does not lie so already."""
        if sideways == self._sideways:
            return
        self._sideways = sideways
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if sideways else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Cm(_LONG), Cm(_SHORT)) if sideways else (Cm(_SHORT), Cm(_LONG))

    def block(self, block: Block, *, follows: Block | None = None) -> None:
        """Write one block."""
        match block:
            case Heading(text, level):
                self._place(self.document.add_heading(_printable(text), level=level))
            case Words(text, faint):
                self._words(text, DRAFT if faint else BODY)
            case Quotation():
                self._quoted(block)
            case Listing(items):
                for item in items:
                    self._words(item, BULLET)
            case Tabled():
                self._tabled(block, last=follows is None or isinstance(follows, Heading))
            case Pictured():
                self._pictured(block)

    def _words(self, text: str | Sequence[Span], style: str) -> None:
        paragraph = self.document.add_paragraph(style=style)
        for one in spans(text):
            for number, line in enumerate(_printable(one.text).split("\n")):
                if number:
                    paragraph = self.document.add_paragraph(style=style)
                unbroken(paragraph, line)
            if one.note:
                self.notes.add(paragraph, _printable(one.note))
        if paragraph.text.rstrip().endswith(":"):
            # It announces what follows.
            paragraph.paragraph_format.keep_with_next = True

    def _quoted(self, one: Quotation) -> None:
        if one.lead:
            lead = self.document.add_paragraph(_printable(one.lead), style=BODY)
            lead.paragraph_format.keep_with_next = True
        paragraph = self.document.add_paragraph(style=QUOTE)
        unbroken(paragraph, _printable(f"“{one.words}”"))
        if one.reference and one.listed:
            unbroken(paragraph, _printable(f" {one.reference}"))
        elif one.reference:
            self.notes.add(paragraph, _printable(one.reference).removeprefix("(").removesuffix(")"))

    def _tabled(self, block: Tabled, *, last: bool) -> None:
        self._captioned(block).paragraph_format.keep_with_next = True
        page = _LONG if block.across else _SHORT
        _table(self.document, block.part, _widths(block.part, page), _LONG + _SHORT - page, style=CELL)
        if not last:
            self.document.add_paragraph(style=CELL)

    def _pictured(self, one: Pictured) -> None:
        if not one.png:
            self._words(one.shows or one.caption, DRAFT)
            self._captioned(one).paragraph_format.keep_with_next = False
            return
        paragraph = self.document.add_paragraph(style=BODY)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.line_spacing = 1.0
        picture = paragraph.add_run().add_picture(io.BytesIO(one.png))
        wide, high = Cm(_SHORT - 2 * _MARGIN), Cm(_LONG - 2 * _MARGIN - _WITH_PICTURE)
        share = min(wide / picture.width, high / picture.height)
        picture.width, picture.height = Emu(int(picture.width * share)), Emu(int(picture.height * share))
        picture._inline.docPr.set("descr", _printable(one.shows or one.caption))
        # What stands below is about the picture, and comes with its own.
        self._captioned(one).paragraph_format.keep_with_next = False

    def _captioned(self, one: Tabled | Pictured) -> Paragraph:
        word = self.report.table if isinstance(one, Tabled) else self.report.figure
        self._counts[type(one)] += 1
        paragraph = add_caption(self.document, word, self._counts[type(one)], _caption(one))
        self._place(paragraph)
        if not one.beneath:
            return paragraph
        paragraph.paragraph_format.keep_with_next = True
        return self.document.add_paragraph(_printable(one.beneath), style=BENEATH)

    def _place(self, paragraph: Paragraph) -> None:
        self.marks.put(paragraph, self._places.pop(0))


def _is_place(block: Block) -> bool:
    return isinstance(block, Heading | Tabled | Pictured)


def _caption(one: Tabled | Pictured) -> str:
    return _printable(one.part.title if isinstance(one, Tabled) else one.caption)


def _across(blocks: Sequence[Block], at: int) -> bool:
    """Whether a block stands on a page turned sideways: a wide table, and the headings right above one."""
    block = next((one for one in blocks[at:] if not isinstance(one, Heading)), None)
    return isinstance(block, Tabled) and block.across


def _foot(document: Made) -> Paragraph:
    foot: Paragraph = document.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return foot


def _of_today(document: Made) -> None:
    """The template behind every document is of 2010: Word would open it in compatibility mode, with its picture."""
    for one in document.settings.element.iter(qn("w:compatSetting")):
        if one.get(qn("w:name")) == _COMPATIBLE:
            one.set(qn("w:val"), "15")
    package = document.part.package
    assert package
    for id_, relation in list(package.rels.items()):
        if relation.reltype.endswith(_THUMBNAIL):
            del package.rels[id_]
