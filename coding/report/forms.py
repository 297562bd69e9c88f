"""Summary forms as a Word document: A4 upright, each form on a page of its own, its facts above its fields."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from docx import Document
from docx.document import Document as Made
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Cm, Pt

from coding.model import Language
from coding.report.tables import (
    _LONG,
    _MARGIN,
    _SHORT,
    Column,
    Part,
    _fill,
    _printable,
    _set_up,
    _size,
    _table,
    _widths,
)

_NAMES = 4.5


@dataclass(frozen=True, slots=True)
class Section:
    """A field under its title: words, a table, or both."""

    title: str
    words: str = ""
    columns: Sequence[Column] = ()
    rows: Sequence[Sequence[str | int]] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form with the facts above it, name and value."""

    title: str
    facts: Sequence[tuple[str, str]]
    sections: Sequence[Section]


def write_forms(title: str, forms: Sequence[Form], *, note: str = "", language: Language = "id", at: datetime) -> bytes:
    """The forms as one DOCX, the note below the last; a newline begins a new paragraph, as in `write_docx`."""
    document = Document()
    _set_up(document, title, language, at, across=False)
    for number, form in enumerate(forms):
        heading = document.add_heading(_printable(form.title), level=1)
        heading.paragraph_format.page_break_before = number > 0
        _facts(document, form.facts)
        for section in form.sections:
            _section(document, section)
    if note:
        paragraph = document.add_paragraph(_printable(note))
        paragraph.paragraph_format.space_before = Pt(12)
        paragraph.runs[0].font.size = Pt(9)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _facts(document: Made, facts: Sequence[tuple[str, str]]) -> None:
    if not facts:
        return
    grid = document.add_table(rows=0, cols=2)
    grid.style = "Table Grid"
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    for name, value in facts:
        cells = grid.add_row().cells
        _fill(cells[0], name, bold=True)
        _fill(cells[1], value)
    _size(grid, [Cm(_NAMES), Cm(_SHORT - 2 * _MARGIN - _NAMES)])


def _section(document: Made, section: Section) -> None:
    document.add_heading(_printable(section.title), level=2)
    for line in _printable(section.words).split("\n") if section.words else ():
        document.add_paragraph(line)
    if section.rows:
        part = Part(section.title, section.columns, section.rows)
        _table(document, part, _widths(part, _SHORT), _LONG)
