"""Workbooks (.xlsx, .xls, .ods) → text, by their sheets."""

import io

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from coding.errors import Bomb, Broken, Encrypted
from coding.transcript.grid import Row
from coding.transcript.rendered import Rendered
from coding.transcript.sheet import render

VERSION = 1

# Two words in opposite corners make a sheet of seventeen billion cells.
_MOST_CELLS = 3_000_000


def read(data: bytes) -> Rendered:
    """Turns where a sheet is a transcript, else its rows as a document. Raises Bomb, Broken, Encrypted."""
    try:
        return render(_sheets(data), "xlsx", VERSION, ())
    except PasswordError as error:
        raise Encrypted from error
    except (CalamineError, OSError) as error:
        raise Broken from error


def _sheets(data: bytes) -> list[tuple[str, list[Row]]]:
    sheets: list[tuple[str, list[Row]]] = []
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        for about in workbook.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
                continue
            sheet = workbook.get_sheet_by_name(about.name)
            if sheet.total_height * sheet.total_width > _MOST_CELLS:
                raise Bomb
            sheets.append((about.name, list(sheet.to_python())))
    return sheets
