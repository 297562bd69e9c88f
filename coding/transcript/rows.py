"""A spreadsheet or separated values → rows of words, for tables that are no transcript: informants, questions."""

import io
import struct
import zlib
from collections.abc import Iterable
from datetime import date, datetime, time

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from coding.errors import Bomb, Broken, Encrypted, NoTable, TooLarge
from coding.model import Language
from coding.transcript import csv
from coding.transcript.encoding import decode
from coding.transcript.limits import LIMIT_MB, check_size
from coding.transcript.sniff import sniff

MOST_CELLS = 200_000
_BOOKS = frozenset({"xlsx", "xls", "ods"})
_LETTERS = frozenset({"csv", "txt", "md"})


def read_rows(
    name: str, data: bytes, *, encoding: str | None = None, limit_mb: int = LIMIT_MB, language: Language = "id"
) -> list[list[str]]:
    """The rows of the first sheet in which anything stands, or of separated values; blank rows are left out.

    Words stay as they were written. A number of a spreadsheet has no writing of its own: it gets the decimal sign of
    the language, a date its ISO form. Raises NoTable, TooLarge and the other kinds of FileRefused.
    """
    check_size(len(data), limit_mb)
    form = sniff(name, data, encoding)
    try:
        if form in _BOOKS:
            rows = _first_sheet(data, language)
        elif form in _LETTERS:
            rows = [[cell.strip() for cell in row] for row in csv.rows(decode(data, encoding)[0])]
        else:
            raise NoTable
    except (ValueError, LookupError, ArithmeticError, EOFError, struct.error, zlib.error) as error:
        raise Broken from error
    rows = [row for row in rows if any(row)]
    if sum(map(len, rows)) > MOST_CELLS:
        raise TooLarge(size=f"{len(data) / 1e6:.1f}", limit=limit_mb)
    return rows


def _first_sheet(data: bytes, language: Language) -> list[list[str]]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            for about in workbook.sheets_metadata:
                if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
                    continue
                sheet = workbook.get_sheet_by_name(about.name)
                # Two words in opposite corners make a sheet of seventeen billion cells.
                if sheet.total_height * sheet.total_width > 10 * MOST_CELLS:
                    raise Bomb
                rows = [_words(row, language) for row in sheet.to_python()]
                if any(map(any, rows)):
                    return rows
    except PasswordError as error:
        raise Encrypted from error
    except (CalamineError, OSError) as error:
        raise Broken from error
    return []


def _words(row: Iterable[object], language: Language) -> list[str]:
    return [_cell(value, language) for value in row]


def _cell(value: object, language: Language) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and not isinstance(value, bool):
        plain = str(int(value)) if value.is_integer() else repr(value)
        return plain.replace(".", ",") if language == "id" else plain
    return "" if value is None else str(value).strip()
