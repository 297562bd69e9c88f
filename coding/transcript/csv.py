"""Comma, semicolon or tab separated rows → text; the separator is looked for, not believed."""

import csv
import io
from collections import Counter

from coding.transcript.encoding import decode
from coding.transcript.rendered import Rendered
from coding.transcript.sheet import render

VERSION = 1

_SEPARATORS = ("\t", ";", ",", "|")
_SAMPLE_ROWS = 100
_WIDEST_CELL = 131_072
# A quotation mark that is never closed would swallow the lines after it.
_LINES_IN_CELL = 200


def read(data: bytes) -> Rendered:
    """Turns where the columns are a transcript, else the rows as a document. Raises WrongEncoding."""
    text, warnings = decode(data)
    return render([("", rows(text))], "csv", VERSION, warnings)


def rows(text: str, limit: int | None = None) -> list[list[str]]:
    """The rows of a text by its own separator (the first `limit` of them); one column where there is none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    separator = _separator(text)
    if separator is None:
        return [[line] for line in text.split("\n")[:limit]]
    return _parse(text, separator, limit)


def _parse(text: str, separator: str, limit: int | None) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        found = [row for row, _ in zip(reader, range(limit or len(text) + 1), strict=False)]
    except csv.Error:
        found = []
    if not found or any(cell.count("\n") > _LINES_IN_CELL for row in found for cell in row):
        return [line.split(separator) for line in text.split("\n")[:limit]]
    return found


def _separator(text: str) -> str | None:
    """The sign that cuts most rows into the same number of columns, two at least."""
    best, columns = None, 0.0
    for separator in _SEPARATORS:
        if separator not in text[:_WIDEST_CELL]:
            continue
        sample = [row for row in _parse(text, separator, _SAMPLE_ROWS) if any(row)]
        width, count = Counter(map(len, sample)).most_common(1)[0]
        if width > 1 and count / len(sample) > max(columns, 0.5):
            best, columns = separator, count / len(sample)
    return best
