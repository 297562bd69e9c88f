"""A hand or a Suggestion → Coding. Pure: words, lines and people come in as values."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from coding.errors import CodeNotCodable, Refused, SelectionEmpty, SelectionOutside
from coding.model import EVIDENCE, STATUSES, Code, Coding, Origin, Page

QUALITIES = ("status", "limited", "weight", "prompted", "evidence")
"""What a coding may say about its words, besides the code."""


def check_span(source: str, length: int, start: int, end: int) -> None:
    """Refuse a selection that is empty or not inside a text of `length` characters."""
    if not 0 <= start <= end <= length:
        raise SelectionOutside(source=source, start=start, end=end, length=length)
    if start == end:
        raise SelectionEmpty


def line_range(lines: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """The numbered lines (first is 1) on which `[start, end)` begins and ends."""
    return max(bisect_right(lines, start), 1), max(bisect_right(lines, end - 1), 1)


def page_at(pages: Sequence[Page], start: int) -> str:
    """The printed page an offset stands on; empty where there are no pages."""
    index = bisect_right([page.start for page in pages], start)
    return pages[index - 1].number if index else ""


def apply(
    code: Code,
    *,
    coding_id: UUID,
    source: UUID,
    start: int,
    quote: str,
    lines: Sequence[int],
    pages: Sequence[Page] = (),
    speaker: UUID | None = None,
    by: UUID,
    at: datetime,
    origin: Origin = "hand",
    text_version: int = 1,
) -> Coding:
    """A new Coding of `quote`, which begins at `start` (CodeNotCodable for a group, SelectionEmpty for blanks)."""
    if not code.codable:
        raise CodeNotCodable(code=code.key)
    if not quote.strip():
        raise SelectionEmpty
    first, last = line_range(lines, start, start + len(quote))
    return Coding(
        id=coding_id,
        source=source,
        start=start,
        end=start + len(quote),
        quote=quote,
        code=code.id,
        coder=by,
        origin=origin,
        text_version=text_version,
        speaker=speaker,
        line_start=first,
        line_end=last,
        page=page_at(pages, start),
        made_at=at,
    )


def resize(coding: Coding, *, start: int, quote: str, lines: Sequence[int], pages: Sequence[Page] = ()) -> Coding:
    """The same coding on other words."""
    if not quote.strip():
        raise SelectionEmpty
    first, last = line_range(lines, start, start + len(quote))
    end = start + len(quote)
    page = page_at(pages, start)
    return replace(coding, start=start, end=end, quote=quote, line_start=first, line_end=last, page=page)


def qualities(values: Mapping[str, Any]) -> dict[str, Any]:
    """Checked qualities of a coding: known names, allowed values, `None` to clear."""
    checked: dict[str, Any] = {}
    for name, value in values.items():
        if name == "limited":
            checked[name] = bool(value)
        elif value is None and name in QUALITIES:
            checked[name] = None
        elif (
            (name == "status" and value in STATUSES)
            or (name == "evidence" and value in EVIDENCE)
            or (name == "weight" and isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100)
            or (name == "prompted" and isinstance(value, bool))
        ):
            checked[name] = value
        else:
            raise Refused(why=f"{name} = {value}")
    return checked
