"""Paragraphs: the lines of a turn, or its blocks where the lines were only broken to fit a page."""

import re
from collections.abc import Iterator
from statistics import median, quantiles

from coding.model import Source
from coding.segmentation.spoken import ends_sentence, stretches, trim, without_marks

_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_NARROWEST = 40  # characters: shorter "full" lines are lists and addresses, not wrapped prose
_FULL = 0.7  # of the usual width: a wrapped line is at least this long
_MOST = 0.6  # of the lines


def paragraphs(source: Source) -> list[tuple[int, int]]:
    """Spans of the paragraphs, in order, never across a turn; lines are joined where the text is hard-wrapped."""
    text = without_marks(source)
    width = wrapped_at(source, text)
    spans: list[tuple[int, int]] = []
    for turn in stretches(source):
        for block in _BLOCK.finditer(text, turn.start, turn.end):
            spans += _lines(text, *block.span()) if width is None else _unwrapped(text, *block.span(), width)
    return spans


def wrapped_at(source: Source, text: str) -> int | None:
    """The width in characters to which the text was wrapped by hand or by a page, or None if it was not.

    Looks at the lines that are not the last of their block: wrapped ones are nearly full and end within a sentence.
    """
    lengths, open_ended = [], 0
    for turn in stretches(source):
        for block in _BLOCK.finditer(text, turn.start, turn.end):
            inner = list(_lines(text, *block.span()))[:-1]
            for start, end in inner:
                # The label in front of a turn's first line took part in filling that line.
                lengths.append(end - (text.rfind("\n", 0, start) + 1))
                open_ended += not ends_sentence(text[start:end])
    if len(lengths) < 2 or median(lengths) < _NARROWEST:
        return None
    width = round(quantiles(lengths, n=10)[-1]) if len(lengths) > 9 else max(lengths)
    full = sum(_FULL * width <= length <= width * 1.2 for length in lengths)
    wrapped = full >= _MOST * len(lengths) and open_ended >= _MOST * len(lengths)
    return width if wrapped else None


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        cut = text.find("\n", start, end)
        stop = end if cut < 0 else cut
        span = trim(text, start, stop)
        if span[0] < span[1]:
            yield span
        start = stop + 1


def _unwrapped(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """The block in one piece, except behind a short line that ends a sentence: there a paragraph ended."""
    first: int | None = None
    last = start
    for line_start, line_end in _lines(text, start, end):
        first = line_start if first is None else first
        last = line_end
        reach = line_end - (text.rfind("\n", 0, line_start) + 1)
        if reach < _FULL * width and ends_sentence(text[line_start:line_end]):
            yield first, line_end
            first = None
    if first is not None:
        yield first, last
