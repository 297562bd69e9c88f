"""The looks of a report as a Word document, all in styles by the names that Word has, so that a template takes over."""

from docx.document import Document as Made
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.parfmt import ParagraphFormat

from coding.report.measure import FONT

BODY, QUOTE, BULLET, CAPTION = "Body Text", "Quote", "List Bullet", "Caption"
CELL, DRAFT, NOTE, BENEATH = "Table Text", "Draft Note", "Report Note", "Caption Note"
CONTENTS = "TOC Heading"
ENTRIES = {1: "toc 1", 2: "toc 2", 3: "toc 3"}
LISTED = "table of figures"

_SIZES = {
    "Title": 16,
    "Heading 1": 14,
    "Heading 2": 12,
    "Heading 3": 12,
    BODY: 12,
    BULLET: 12,
    QUOTE: 12,
    CAPTION: 11,
    CONTENTS: 14,
    CELL: 10,
    DRAFT: 11,
    NOTE: 9,
    BENEATH: 9,
    **dict.fromkeys((*ENTRIES.values(), LISTED), 11),
}
"""In points, as a thesis has them."""

_AFTER = {"Title": 12, "Heading 1": 10, CONTENTS: 6, CELL: 2, QUOTE: 6, **dict.fromkeys((*ENTRIES.values(), LISTED), 1)}
_BEFORE = {"Heading 1": 0, "Heading 2": 12, "Heading 3": 8, CAPTION: 6, CONTENTS: 12, NOTE: 12}
_SINGLE = (CELL, NOTE, BENEATH, *ENTRIES.values(), LISTED)
_CENTRED = ("Title", CAPTION, BENEATH)


def dress(document: Made, room: float) -> None:
    """Give a document its styles; `room` is the width of an upright page's text, in centimetres."""
    own, known = (CELL, DRAFT, NOTE, BENEATH), (*ENTRIES.values(), LISTED)
    for name in (*own, *known):
        made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in known)
        made.base_style = document.styles["Normal"]
    for name, size in _SIZES.items():
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        _font(style, size)
        shape = style.paragraph_format
        shape.space_before, shape.space_after = Pt(_BEFORE.get(name, 0)), Pt(_AFTER.get(name, 6))
        if name in _SINGLE:
            shape.line_spacing = 1.0
        if name in _CENTRED:
            shape.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _shape(document, "Heading 1").page_break_before = True
    _shape(document, CONTENTS).page_break_before = False
    _shape(document, CONTENTS).keep_with_next = True
    _shape(document, CAPTION).keep_with_next = True
    _shape(document, QUOTE).left_indent = _shape(document, QUOTE).right_indent = Cm(1)
    document.styles[QUOTE].font.italic = False
    document.styles[CAPTION].font.bold = True
    document.styles[DRAFT].font.italic = True
    _unruled(document)
    for level, name in (*ENTRIES.items(), (1, LISTED)):
        shape = _shape(document, name)
        shape.left_indent = Cm(0.6 * level)
        shape.first_line_indent = Cm(-0.6)
        shape.tab_stops.add_tab_stop(Cm(room), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _font(style: ParagraphStyle, size: float) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.color.rgb = None
    colour = style.element.rPr.find(qn("w:color"))
    if colour is not None:
        style.element.rPr.remove(colour)
    fonts = style.element.rPr.rFonts
    for which in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{which}"), None)
    fonts.set(qn("w:eastAsia"), FONT)


def _shape(document: Made, name: str) -> ParagraphFormat:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    shape: ParagraphFormat = style.paragraph_format
    return shape


def _unruled(document: Made) -> None:
    """A title without the line of colour below it."""
    shape = document.styles["Title"].element.pPr
    rule = shape.find(qn("w:pBdr"))
    if rule is not None:
        shape.remove(rule)
