"""Sheets as a Word document: A4, numbered lines, bars in the margin that are read in black and white."""

import io
from collections.abc import Sequence
from datetime import datetime
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Made
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt

from coding.model import Language
from coding.report.contents import add_field
from coding.report.document import _foot, _of_today
from coding.report.sheets import Bar, Beside, Chapter, Facts, Line, Note, Passage, Sheets, margin
from coding.report.tables import _LONG, _SHORT, _printable, _set_up, _table, _widths

_EDGE = 2.0
"""Centimetres of margin of an upright page: its lines of 72 letters then stand on one line each."""

_NUMBER, _LANE, _NAMES = 1.15, 0.22, 4.2
_TWIPS = 567
_WHOLE = 20
"""A quoted passage of fewer lines is not torn between two pages."""

_WORDS, _SMALL, _TINY = 20, 17, 16
"""Sizes in half points: of the words, of the margin, of the numbers."""


def write_sheets(sheets: Sheets, *, language: Language = "id", at: datetime) -> bytes:
    """The sheets as DOCX; control characters become visible signs (␀)."""
    document = Document()
    _set_up(document, sheets.title, language, at, across=sheets.across)
    _of_today(document)
    section = document.sections[0]
    if not sheets.across:
        section.left_margin = section.right_margin = Cm(_EDGE)
    add_field(_foot(document), "PAGE", "1")
    document.add_heading(_printable(sheets.title), level=1)
    _facts(document, sheets.facts)
    for chapter in sheets.chapters:
        _chapter(document, sheets, chapter)
    if sheets.foot:
        foot = document.add_paragraph(_printable(sheets.foot))
        foot.paragraph_format.space_before, foot.runs[0].font.size = Pt(10), Pt(9)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _facts(document: Made, facts: Facts) -> None:
    for name, value in facts:
        paragraph = document.add_paragraph(_printable(f"{name}: {value}"))
        paragraph.paragraph_format.keep_with_next = True


def _chapter(document: Made, sheets: Sheets, chapter: Chapter) -> None:
    if chapter.title:
        document.add_heading(_printable(chapter.title), level=2)
    _facts(document, chapter.facts)
    for passage in chapter.passages:
        _passage(document, sheets, passage)
    if chapter.table is not None:
        page = _LONG if sheets.across else _SHORT
        _table(document, chapter.table, _widths(chapter.table, page), _LONG + _SHORT - page)
    if chapter.notes:
        heading = document.add_heading(_printable(sheets.notes), level=2)
        heading.paragraph_format.space_before = Pt(10)
        for note in chapter.notes:
            _note(document, note)


def _note(document: Made, note: Note) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(0.8), Cm(-0.8)
    paragraph.add_run(f"[{note.number}] ").bold = True
    if note.about:
        paragraph.add_run(_printable(f"{note.about}: "))
    for number, words in enumerate(_printable(note.text).split("\n")):
        if number:
            paragraph.add_run().add_break()
        paragraph.add_run(words)


def _passage(document: Made, sheets: Sheets, passage: Passage) -> None:
    beside = margin(passage)
    if not passage.lines:
        return
    room = _SHORT - 2 * _EDGE
    names = _NAMES if passage.bars else 0.0
    words = room - _NUMBER - names - _LANE * beside.wide
    widths = [_NUMBER, words, *[_LANE] * beside.wide, *([names] if names else [])]
    whole = bool(passage.beneath) and len(passage.lines) < _WHOLE
    rows = [_heads(sheets.headings, widths, beside.wide)] if not passage.beneath else []
    under = False
    for line, here in zip(passage.lines, beside.beside, strict=True):
        rows.append(_row(line, here, widths, beside.wide, keep=whole, under=under))
        under = under or bool(here.names)
    columns = "".join(f'<w:gridCol w:w="{_twips(wide)}"/>' for wide in widths)
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{_twips(room)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="50" w:type="dxa"/><w:right w:w="50" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    body = document.element.body
    body.insert(len(body) - 1, table)
    below = document.add_paragraph()
    below.paragraph_format.space_after = Pt(10)
    if passage.beneath:
        below.paragraph_format.left_indent = Cm(_NUMBER)
        below.add_run(_printable(passage.beneath)).italic = True


def _twips(wide: float) -> int:
    return round(wide * _TWIPS)


def _heads(headings: Sequence[str], widths: Sequence[float], lanes: int) -> str:
    rule = '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:color="000000"/></w:tcBorders>'
    shown = [headings[0], headings[1], *[""] * lanes, headings[2]][: len(widths)]
    cells = "".join(
        _cell(_paragraph(_run(text, _SMALL, bold=True)), wide, rule) for text, wide in zip(shown, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(line: Line, beside: Beside, widths: Sequence[float], lanes: int, *, keep: bool, under: bool) -> str:
    speaker = _run(f"{line.speaker}: ", _WORDS, bold=True) if line.speaker else ""
    words = "".join(_run(text, _WORDS, bold=bold) for text, bold in line.pieces)
    cells = [
        _cell(_paragraph(_run(str(line.number), _TINY), right=True, keep=keep), widths[0]),
        _cell(_paragraph(speaker + words, keep=keep), widths[1]),
    ]
    there: dict[int, tuple[bool, bool]] = {}
    for place, begins, ends in beside.lanes:
        before = there.get(place, (False, False))
        there[place] = (before[0] or begins, before[1] or ends)
    empty = _paragraph("", keep=keep)
    cells += [_cell(empty, widths[2 + place], _bar(there.get(place))) for place in range(lanes)]
    if len(widths) > 2 + lanes:
        # The names run on beside the lines that follow, so that no line is pushed away from the next.
        names = "".join(_paragraph(_named(bar)) for bar in beside.names)
        merged = '<w:vMerge w:val="restart"/>' if names else "<w:vMerge/>" if under else ""
        cells.append(_cell(names or _paragraph(""), widths[-1], merged))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _bar(there: tuple[bool, bool] | None) -> str:
    """The border of a cell where a bar passes, with a foot where it begins and where it ends."""
    if there is None:
        return ""
    begins, ends = there
    edge = '<w:{side} w:val="single" w:sz="{size}" w:color="000000"/>'
    sides = (edge.format(side="top", size=6) if begins else "") + edge.format(side="left", size=12)
    return f"<w:tcBorders>{sides}{edge.format(side='bottom', size=6) if ends else ''}</w:tcBorders>"


def _named(bar: Bar) -> str:
    notes = "".join(f" [{number}]" for number in bar.notes)
    told = f" · {bar.told}" if bar.told else ""
    return (
        _run(f"{bar.where} ", _TINY)
        + _run(bar.name, _SMALL, bold=True)
        + _run(told, _SMALL)
        + (_run(notes, _SMALL, bold=True) if notes else "")
    )


def _cell(inside: str, wide: float, borders: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{_twips(wide)}" w:type="dxa"/>{borders}</w:tcPr>{inside}</w:tc>'


def _paragraph(runs: str, *, right: bool = False, keep: bool = False) -> str:
    kept = "<w:keepNext/>" if keep else ""
    aligned = '<w:jc w:val="right"/>' if right else ""
    return f'<w:p><w:pPr>{kept}<w:spacing w:before="0" w:after="0"/>{aligned}</w:pPr>{runs}</w:p>'


def _run(text: str, size: int, *, bold: bool = False) -> str:
    if not text:
        return ""
    strong = "<w:b/>" if bold else ""
    words = escape(_printable(text))
    return f'<w:r><w:rPr>{strong}<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'
