"""On which page of a Word document its marked places stand, worked out as a word processor would lay it out in Times.

Only for the numbers that stand in the contents until the reader's program works them out: where it lays lines out a
little differently, a number may be one off.
"""

from dataclasses import dataclass, field
from typing import Any

from docx.document import Document as Made
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length
from docx.table import Table
from docx.text.paragraph import Paragraph

from coding.report.measure import LINE, lines
from coding.report.tables import row_height

_BODY = 10.0
_SEPARATOR = 8.0
"""Points that the line above the notes of a page takes."""

_INCH = 12700
"""English metric units in a point."""


@dataclass(slots=True)
class _Piece:
    """Something that stands on one page: its height, the space before it, and what holds it to the next."""

    height: float
    before: float = 0
    after: float = 0
    breaks: bool = False
    keeps: bool = False
    lines: int = 1
    places: list[str] = field(default_factory=list)
    note: float = 0
    head: float = 0


def pages(document: Made, notes: dict[str, str]) -> dict[str, int]:
    """Bookmark → page, from 1; `notes` are the texts of footnotes by their ids."""
    found: dict[str, int] = {}
    page = 0
    for section, pieces in _sections(document, notes):
        room = _points(section.page_height) - _points(section.top_margin) - _points(section.bottom_margin)
        page = _lay(pieces, room, page + 1, found)
    return found


def _lay(pieces: list[_Piece], room: float, page: int, found: dict[str, int]) -> int:
    """Lay a section out from a new page; the page it ends on."""
    used = after = 0.0
    at, noted = 0, 0
    while at < len(pieces):
        last = at
        while pieces[last].keeps and last + 1 < len(pieces):
            last += 1
        group = pieces[at : last + 1]
        need = sum(one.height + one.note + max(one.before, 0) + one.after for one in group)
        if noted != page and any(one.note for one in group):
            need += _SEPARATOR
        free = room - used - after
        fits = need - group[-1].after <= free
        if len(group) == 1 and group[0].lines > 3 and not fits:
            # A paragraph is divided, never leaving one line alone.
            fits = free - group[0].before >= 2 * group[0].height / group[0].lines
        if used and (group[0].breaks or not fits):
            page, used, after = page + 1, group[0].head, 0.0
        for one in group:
            if one.note and noted != page:
                used, noted = used + _SEPARATOR, page
            used += (max(one.before, after) if used else 0) + one.height + one.note
            after = one.after
            begun = page
            while used > room:
                page, used = page + 1, used - room + one.head
            for name in one.places:
                found[name] = begun
        at = last + 1
    return page


def _sections(document: Made, notes: dict[str, str]) -> list[tuple[Section, list[_Piece]]]:
    sections = list(document.sections)
    made: list[tuple[Section, list[_Piece]]] = [(sections[0], [])]
    for block in document.iter_inner_content():
        section, pieces = made[-1]
        wide = _points(section.page_width) - _points(section.left_margin) - _points(section.right_margin)
        if isinstance(block, Table):
            pieces += _rows(block)
            continue
        pieces.append(_paragraph(block, wide, notes))
        properties = block._p.pPr
        if properties is not None and properties.find(qn("w:sectPr")) is not None and len(made) < len(sections):
            made.append((sections[len(made)], []))
    return made


def _rows(table: Table) -> list[_Piece]:
    widths = [column.width for column in table.columns]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    head = row_height(rows[0], widths) if rows else 0
    pieces = []
    for at, row in enumerate(rows):
        height = row_height(row, widths)
        torn = at > 0 and table.rows[at]._tr.trPr is None
        pieces.append(
            _Piece(height, keeps=at == 0, lines=max(1, int(height / (LINE * _BODY))) if torn else 1, head=head)
        )
    return pieces


def _paragraph(paragraph: Paragraph, wide: float, notes: dict[str, str]) -> _Piece:
    size = _points(_font(paragraph, "size")) or _BODY
    bold = bool(_font(paragraph, "bold"))
    spacing = float(_format(paragraph, "line_spacing") or 1.15)
    left, right = _points(_format(paragraph, "left_indent")), _points(_format(paragraph, "right_indent"))
    picture = sum(int(one.get("cy", 0)) / _INCH for one in paragraph._p.iter(qn("wp:extent")))
    text = paragraph.text
    count = lines(text, size, wide - left - right, bold=bold) if text else 1
    notes_ = [notes.get(str(one.get(qn("w:id"))), "") for one in paragraph._p.iter(qn("w:footnoteReference"))]
    return _Piece(
        height=picture or count * size * LINE * spacing,
        before=_points(_format(paragraph, "space_before")),
        after=_points(_format(paragraph, "space_after")),
        breaks=bool(_format(paragraph, "page_break_before")),
        keeps=bool(_format(paragraph, "keep_with_next")),
        lines=1 if picture else count,
        places=[str(one.get(qn("w:name"))) for one in paragraph._p.iter(qn("w:bookmarkStart"))],
        note=sum(lines(one, _BODY, wide) * _BODY * LINE for one in notes_ if one),
    )


def _format(paragraph: Paragraph, name: str) -> Any:
    """A property of a paragraph, else of its style or of one that is based on."""
    own, style = getattr(paragraph.paragraph_format, name), paragraph.style
    while own is None and style is not None:
        own, style = getattr(style.paragraph_format, name), style.base_style
    return own


def _font(paragraph: Paragraph, name: str) -> Any:
    own, style = None, paragraph.style
    while own is None and style is not None:
        own, style = getattr(style.font, name), style.base_style
    return own


def _points(length: Any) -> float:
    return length.pt if isinstance(length, Length) else 0.0
