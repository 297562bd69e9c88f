"""A table as a Word document a thesis can take over: landscape, a heading row on every page, words only."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from docx import Document
from docx.document import Document as Made
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table as Grid
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from coding.model import Language
from coding.report.measure import FONT as _FONT
from coding.report.measure import LINE, lines, longest

_LOCALE: dict[Language, str] = {"id": "id-ID", "en": "en-GB"}
_LONG, _SHORT, _MARGIN = 29.7, 21.0, 2.5
_PADDING = 0.38
"""What a cell keeps free at its sides, in centimetres."""

_EMPTY = 2.2
"""Centimetres of a column with nothing in it."""

_SIZE = 10
_SMALLER = (9, 8)
"""Points: the words of a table, and those of one of so many columns that its words would be cut."""

_BETWEEN = 0.2
"""Lines of space below each paragraph of a cell."""

_POINT = 2.54 / 72
_ROOMY = 1.38
"""Where Times is missing, what stands in for it may be as wide as DejaVu Serif."""

_TORN = 0.3
"""A row of more than this share of a page may be torn between two."""

_KEPT = re.compile(r"(?<=[A-Z0-9])-(?=[0-9])")
"""The hyphen of IK-01, of lines 3-4, of a date: a line is not broken there."""

_SIGNED = re.compile("(?<=[+−]) (?=\\()")
"""Between the sign of evidence and its reference."""

# XML knows no control characters but tab and newline; a lone surrogate is no character at all.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and its share of the width of the page, beside the shares of the others."""

    heading: str
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Part:
    """A table under its own title, with the facts that stand above it, name and value."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str | int]]
    facts: Sequence[tuple[str, str]] = ()
    joined: Sequence[tuple[int, int, int]] = ()
    """Cells that are one: column, first and last row, from 0; the words of the first count."""


def write_docx(
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str | int]],
    *,
    note: str = "",
    language: Language = "id",
    at: datetime,
) -> bytes:
    """The table as DOCX under its title, A4 across, the note below it; a row has one cell per column.

    A newline in a cell begins a new paragraph. Control characters become visible signs (␀).
    """
    return write_parts(title, [Part(title, columns, rows)], note=note, language=language, at=at)


def write_parts(
    title: str,
    parts: Sequence[Part],
    *,
    across: bool = True,
    note: str = "",
    language: Language = "id",
    at: datetime,
) -> bytes:
    """Several tables in one DOCX, each on a page of its own, A4 across or upright; else as `write_docx`."""
    document = Document()
    _set_up(document, title, language, at, across=across)
    for number, part in enumerate(parts):
        heading = document.add_heading(_printable(part.title), level=1)
        heading.paragraph_format.page_break_before = number > 0
        for name, value in part.facts:
            document.add_paragraph(_printable(f"{name}: {value}"))
        page = _LONG if across else _SHORT
        _table(document, part, _widths(part, page), _LONG + _SHORT - page)
    if note:
        below = document.add_paragraph(_printable(note))
        below.paragraph_format.space_before, below.runs[0].font.size = Pt(6), Pt(9)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _table(document: Made, part: Part, widths: Sequence[Cm], height: float, *, style: str = "Normal") -> Grid:
    """The table on a page of this height, in centimetres; `style` is that of the words in it."""
    grid: Grid = document.add_table(rows=1, cols=len(part.columns))
    grid.style = "Table Grid"
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    size = _fitting(part, widths)
    for cell, column in zip(grid.rows[0].cells, part.columns, strict=True):
        _fill(cell, column.heading, style, bold=True, size=size)
    _repeat(grid)
    most = (height - 2 * _MARGIN) * _TORN / _POINT
    for row in part.rows:
        line = grid.add_row()  # type: ignore[no-untyped-call]
        if row_height(row, widths, size) < most:
            _whole(line._tr)
        for cell, value in zip(line.cells, row, strict=True):
            _fill(cell, str(value), style, size=size)
    _join(grid, part.joined)
    _size(grid, widths)
    return grid


def row_height(row: Sequence[str | int], widths: Sequence[Cm], size: int = _SIZE) -> float:
    """About how high a row becomes, in points."""
    return (
        LINE
        * size
        * max(
            sum(lines(line, size, (wide.cm - _PADDING) / _POINT) + _BETWEEN for line in str(cell).split("\n"))
            for cell, wide in zip(row, widths, strict=True)
        )
    )


def _set_up(document: Made, title: str, language: Language, at: datetime, *, across: bool) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Cm(_LONG), Cm(_SHORT)) if across else (Cm(_SHORT), Cm(_LONG))
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN)
    facts = document.core_properties
    facts.title, facts.author, facts.comments, facts.language = _printable(title), "Simpul", "", _LOCALE[language]
    facts.created = facts.modified = at.replace(tzinfo=None)
    for name, size in (("Normal", 10), ("Heading 1", 14), ("Heading 2", 11)):
        style = document.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for which in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{which}"), None)
        for which in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{which}"), _FONT)
        style.paragraph_format.space_after = Pt({"Normal": 2, "Heading 1": 8}.get(name, 3))
        if name != "Normal":
            style.font.color.rgb = None
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), _LOCALE[language])
    document.styles["Normal"].element.get_or_add_rPr().append(spoken)


def _widths(part: Part, page: float) -> list[Cm]:
    """The widths of columns by their shares; none so narrow that a word in it is cut, as long as there is room."""
    room = page - 2 * _MARGIN
    whole = sum(column.share for column in part.columns)
    wanted = [room * column.share / whole for column in part.columns]
    least = [min(one, room / 3) for one in _least(part, _SIZE)]
    for at, one in enumerate(wanted):
        if part.rows and not any(str(row[at]) for row in part.rows):
            # To be filled in by hand, if at all.
            wanted[at] = least[at] = max(least[at], min(one, _EMPTY))
    if sum(least) >= room:
        return [Cm(room * one / sum(least)) for one in least]
    narrow = {at for at, one in enumerate(wanted) if one <= least[at]}
    while True:
        rest = room - sum(least[at] for at in narrow)
        shared = sum(one for at, one in enumerate(wanted) if at not in narrow)
        made = [least[at] if at in narrow else one * rest / shared for at, one in enumerate(wanted)]
        more = {at for at, one in enumerate(made) if one < least[at]} - narrow
        if not more:
            return [Cm(one) for one in made]
        narrow |= more


def _least(part: Part, size: int) -> list[float]:
    """How wide each column is at least, in centimetres, so that no word of this size in it is cut."""
    return [
        _PADDING
        + _ROOMY
        * _POINT
        * max(
            longest(column.heading, size, bold=True),
            *(longest(_KEPT.sub("\N{NON-BREAKING HYPHEN}", str(row[at])), size) for row in part.rows),
            0,
        )
        for at, column in enumerate(part.columns)
    ]


def _fitting(part: Part, widths: Sequence[Cm]) -> int:
    """The largest size at which no word is cut in columns of these widths; the smallest there is, where one always is.

    A word that takes more than a third of the page counts for nothing: it is cut at any size.
    """
    whole = sum(one.cm for one in widths)
    for size in (_SIZE, *_SMALLER):
        wanted = [min(one, whole / 3) for one in _least(part, size)]
        if all(one <= wide.cm + 0.01 for one, wide in zip(wanted, widths, strict=True)):
            return size
    return _SMALLER[-1]


def _size(grid: Grid, widths: Sequence[Cm]) -> None:
    """Word goes by the cells, LibreOffice by the columns: both are told."""
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for row in grid.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _fill(cell: _Cell, text: str, style: str = "Normal", *, bold: bool = False, size: int = _SIZE) -> None:
    for number, words in enumerate(_printable(text).split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.style = style
        run = unbroken(paragraph, words)
        run.bold = bold or None
        if size != _SIZE:
            run.font.size = Pt(size)


def unbroken(paragraph: Paragraph, words: str, style: str | None = None) -> Run:
    """The words as a run at the end of a paragraph, their references and dates never broken between two lines."""
    run = paragraph.add_run(style=style)
    for number, piece in enumerate(_KEPT.split(_SIGNED.sub("\N{NO-BREAK SPACE}", words))):
        if number:
            run._r.append(OxmlElement("w:noBreakHyphen"))
        if piece:
            run.add_text(piece)
    return run


def _join(grid: Grid, joined: Sequence[tuple[int, int, int]]) -> None:
    cells = [row._tr.tc_lst for row in grid.rows] if joined else []
    for column, first, last in joined:
        for at in range(first, last + 1):
            # The heading is the grid's first row.
            cell = cells[at + 1][column]
            cell.vMerge = "restart" if at == first else "continue"
            if at > first:
                cell.clear_content()
                cell.add_p()


def _repeat(grid: Grid) -> None:
    """The first row stands at the top of every page."""
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    grid.rows[0]._tr.get_or_add_trPr().append(head)


def _whole(row: object) -> None:
    """A row is not torn between two pages."""
    kept = OxmlElement("w:cantSplit")
    row.get_or_add_trPr().append(kept)  # type: ignore[attr-defined]


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub(lambda found: chr(0x2400 + ord(found[0])) if found[0] < " " else "\ufffd", text)
