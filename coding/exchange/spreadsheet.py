"""A table as a spreadsheet that nothing can be hidden in: XLSX without a formula or a link, and CSV.

In XLSX every word stands as it was written: no cell becomes a formula, a link or a number by its looks. CSV has no way
to say so; there, an apostrophe in front keeps a spreadsheet program from calculating (`guard`).
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from coding.errors import TooManyRows

Cell = str | int | None
MOST_ROWS = 1_048_576
MOST_UNITS = 32_767
"""What a worksheet holds: rows, and UTF-16 units in one cell."""

_SAFE = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# XML knows no control characters but tab and newline; a lone surrogate is no character at all.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNNAMED = re.compile(r"[\[\]:*?/\\]")
_LONGEST = 31
"""Letters of a worksheet's name."""

_CALCULATES = re.compile(r"'*\s*[=+\-@\t\r|%＝＋－＠]")


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and the width of its column in characters."""

    heading: str
    width: int = 14


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; a row has one cell per column.

    `joined` are cells that are one: column, first and last row, from 0; the words of the first count.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    joined: Sequence[tuple[int, int, int]] = ()


def write_xlsx(table: Table, about: Sequence[tuple[str, str]], *, names: tuple[str, str], at: datetime) -> bytes:
    """The table as XLSX, with what it is about on a second sheet; `names` are those of the sheets.

    A text longer than a cell may hold goes on in further columns, so that joining them gives the text again. Control
    characters, which XLSX cannot hold, become visible signs (␀). Raises TooManyRows beyond a sheet's 1,048,576.
    """
    return write_sheets([(names[0], table)], about, name=names[1], at=at)


def write_sheets(
    tables: Sequence[tuple[str, Table]], about: Sequence[tuple[str, str]], *, name: str, at: datetime
) -> bytes:
    """Several tables as XLSX, each on a sheet of its name, and what they are about on the last; see `write_xlsx`."""
    most = max(len(table.rows) for _name, table in tables)
    if most >= MOST_ROWS:
        raise TooManyRows(limit=MOST_ROWS - 1, count=most)
    whole = [_unfolded(table) for _name, table in tables]
    out = io.BytesIO()
    # Joined cells reach over rows that are written later.
    book = xlsxwriter.Workbook(out, _SAFE | {"constant_memory": not any(one.joined for one in whole)})
    book.set_properties({"created": at.replace(tzinfo=None)})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    *named, last = sheet_names([*(called for called, _table in tables), name])
    for called, table in zip(named, whole, strict=True):
        _fill(book.add_worksheet(called), table, head, body)
    _describe(book.add_worksheet(last), about, head, body)
    book.close()
    return out.getvalue()


def sheet_names(names: Sequence[str]) -> list[str]:
    """Names as a worksheet may have one: short, without some signs, and each once."""
    made: list[str] = []
    for name in names:
        clean = _UNNAMED.sub(" ", printable(name)).strip(" '") or "–"
        given, number = clean[:_LONGEST], 1
        while given.casefold() in {one.casefold() for one in made}:
            number += 1
            given = f"{clean[: _LONGEST - 4]} {number}"
        made.append(given)
    return made


def _fill(sheet: Worksheet, whole: Table, head: Format, body: Format) -> None:
    for index, column in enumerate(whole.columns):
        sheet.set_column(index, index, column.width)
    sheet.freeze_panes(1, 0)
    if not whole.joined:
        sheet.autofilter(0, 0, len(whole.rows), max(len(whole.columns) - 1, 0))
    sheet.repeat_rows(0)
    sheet.set_landscape()
    _write(sheet, 0, [column.heading for column in whole.columns], head)
    for number, row in enumerate(whole.rows, start=1):
        _write(sheet, number, row, body)
    for index, first, last in whole.joined:
        sheet.merge_range(first + 1, index, last + 1, index, "", body)
        _write_text(sheet, first + 1, index, str(whole.rows[first][index] or ""), body)


def write_csv(table: Table, *, guard: bool = True) -> bytes:
    """The table as CSV: UTF-8 with byte order mark, commas, CRLF.

    With `guard`, a cell that a spreadsheet program would calculate gets an apostrophe in front; so does one that
    already has apostrophes before such a sign, so that taking one away gives every text back.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_guarded(column.heading) if guard else column.heading for column in table.columns])
    for row in table.rows:
        writer.writerow([_guarded(cell) if guard and isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig", "replace")


def _guarded(text: str) -> str:
    return f"'{text}" if _CALCULATES.match(text) else text


def unguarded(text: str) -> str:
    """A cell of a CSV that `write_csv` wrote, as it was before."""
    return text[1:] if text.startswith("'") and _CALCULATES.match(text[1:]) else text


def printable(text: str) -> str:
    """The text with every character XLSX cannot hold made visible: ␀ for NUL, � where there is no sign for it."""
    return _UNPRINTABLE.sub(lambda found: chr(0x2400 + ord(found[0])) if found[0] < " " else "\ufffd", text)


def parts(text: str) -> list[str]:
    """A text in pieces that fit a cell; a character is never cut in two."""
    if len(text) * 2 <= MOST_UNITS or len(text.encode("utf-16-le", "replace")) // 2 <= MOST_UNITS:
        return [text]
    pieces, start, units = [], 0, 0
    for index, character in enumerate(text):
        size = 1 + (character > "\uffff")
        if units + size > MOST_UNITS:
            pieces.append(text[start:index])
            start, units = index, 0
        units += size
    return [*pieces, text[start:]]


def _unfolded(table: Table) -> Table:
    """The table with printable texts, and as many columns more as its longest texts need."""
    split = [[_pieces(cell) for cell in row] for row in table.rows]
    spans = [max((len(row[index]) for row in split), default=1) for index in range(len(table.columns))]
    columns = [
        column if number == 1 else Column(f"{column.heading} ({number})", column.width)
        for column, span in zip(table.columns, spans, strict=True)
        for number in range(1, span + 1)
    ]
    joined = [(sum(spans[:index]), first, last) for index, first, last in table.joined]
    return Table(columns, [list(_padded(row, spans)) for row in split], joined)


def _pieces(cell: Cell) -> list[Cell]:
    return [*parts(printable(cell))] if isinstance(cell, str) else [cell]


def _padded(row: list[list[Cell]], spans: list[int]) -> Iterator[Cell]:
    for pieces, span in zip(row, spans, strict=True):
        yield from pieces
        yield from [None] * (span - len(pieces))


def _write(sheet: Worksheet, number: int, row: Sequence[Cell], form: Format) -> None:
    for index, cell in enumerate(row):
        if isinstance(cell, int):
            sheet.write_number(number, index, cell, form)
        elif cell:
            _write_text(sheet, number, index, cell, form)


def _write_text(sheet: Worksheet, number: int, index: int, text: str, form: Format) -> None:
    """XLSX reads `_x0041_` as A; cut in two runs, the words stay what they are in every program."""
    pieces = _ESCAPE.split(text)
    if len(pieces) == 1:
        wrong = sheet.write_string(number, index, text, form)
    else:
        runs: list[str | Format] = []
        for piece in [*(f"{piece}_" for piece in pieces[:-1]), pieces[-1]]:
            runs += [form, piece] if runs else [piece]
        wrong = sheet.write_rich_string(number, index, *runs, form)
    assert not wrong, wrong


def _describe(sheet: Worksheet, about: Sequence[tuple[str, str]], head: Format, body: Format) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    for number, (name, value) in enumerate(about):
        _write_text(sheet, number, 0, printable(name), head)
        if value:
            _write_text(sheet, number, 1, parts(printable(value))[0], body)
