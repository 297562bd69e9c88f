"""Tables of codings as people bring them: CSV with a header line."""

import csv
from collections.abc import Iterator
from typing import Any, TextIO

from coding.errors import TableInvalid
from coding.workbench.codings import Row

_NEEDED = ("source", "start", "end", "code")
_YES = {"1", "true", "yes", "ya", "y"}
_NO = {"0", "false", "no", "tidak", "n"}


def rows_of_codings(table: TextIO) -> Iterator[Row]:
    """The lines of a table `source,start,end,code,coder`, with quote, memo and qualities where there are columns.

    Raises TableInvalid where a column is missing or a number is none.
    """
    reader = csv.DictReader(table)
    missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        raise TableInvalid(why=", ".join(missing))
    for row in reader:
        try:
            start, end = int(row["start"]), int(row["end"])
        except (TypeError, ValueError) as problem:
            raise TableInvalid(why=f"{reader.line_num}: start, end") from problem
        yield Row(
            number=reader.line_num,
            source=row["source"],
            start=start,
            end=end,
            code=row["code"],
            coder=(row.get("coder") or "").strip(),
            quote=row.get("quote") or "",
            memo=row.get("memo") or "",
            qualities=_qualities(row),
        )


def _qualities(row: dict[str, str | None]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name in ("status", "evidence"):
        if row.get(name):
            said[name] = row[name]
    weight = row.get("weight") or ""
    if weight:
        said["weight"] = int(weight) if weight.isdecimal() else weight
    for name in ("limited", "prompted"):
        word = (row.get(name) or "").strip().casefold()
        if word in _YES | _NO:
            said[name] = word in _YES
    return said
