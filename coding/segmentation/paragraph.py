"""Paragraphs: the lines of a turn, or several lines in one where they were only broken to fit a page."""

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import quantiles

from coding.model import Source
from coding.segmentation.spoken import ends_sentence, stretches, trim, without_marks

Span = tuple[int, int]

_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_FIRST_WORD = re.compile(r"\S+")
_ITEM = re.compile(r"(?:\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|[-–•*])\s")
_NARROWEST = 40  # characters: shorter lines are lists, addresses or verse, not wrapped prose
_FULL = 0.75  # of the usual width: a wrapped line reaches at least this far, its next word included
_RUN_ON = 0.25  # of the line breaks: at least so many stand within a sentence
_MOST = 0.8  # of those stand behind a full line
_LONGER = 1.3  # of the usual width: wrapped lines are hardly ever that long


def paragraphs(source: Source) -> list[Span]:
    """Spans of the paragraphs, in order, never across a turn; lines are joined where the text is hard-wrapped."""
    text = without_marks(source)
    blocks = [block.span() for turn in stretches(source) for block in _BLOCK.finditer(text, turn.start, turn.end)]
    lines = [list(_lines(text, start, end)) for start, end in blocks]
    width = wrapped_at(text, lines)
    if width is None:
        return [line for block in lines for line in block]
    return [paragraph for block in lines for paragraph in _joined(text, block, width)]


def wrapped_at(text: str, blocks: list[list[Span]]) -> float | None:
    """The width in characters to which the text was wrapped by hand or by a page, or None if it was not.

    `blocks` are the lines between blank lines. In wrapped text many lines break off within a sentence, and those that
    do are full; where people begin a new line when they please, lines that break off are of any length.
    """
    pairs = [pair for block in blocks for pair in pairwise(block)]
    run_on = [(line, following) for line, following in pairs if _runs_on(text, line, following)]
    if len(run_on) < 2 or len(run_on) < _RUN_ON * len(pairs):
        return None
    reaches = [_reach(text, line) for line, _ in run_on]
    width = quantiles(reaches, n=10, method="inclusive")[-1]
    full = sum(_is_full(text, line, following, width) for line, following in run_on)
    longer = sum(_reach(text, line) > _LONGER * width for block in blocks for line in block)
    even = full >= _MOST * len(run_on) and longer <= (1 - _MOST) / 2 * len(run_on)
    return width if even and width >= _NARROWEST else None


def _joined(text: str, lines: list[Span], width: float) -> Iterator[Span]:
    first = lines[0][0]
    for line, following in pairwise(lines):
        if _parts(text, line, following, width):
            yield first, line[1]
            first = following[0]
    yield first, lines[-1][1]


def _parts(text: str, line: Span, following: Span, width: float) -> bool:
    """Whether a new paragraph begins with the following line of a wrapped text."""
    if _runs_on(text, line, following) and not _ITEM.match(text, following[0]):
        return False
    closed = ends_sentence(text[slice(*line)]) or text[line[1] - 1] in ";:"
    return not _is_full(text, line, following, width) or (closed and _ITEM.match(text, following[0]) is not None)


def _runs_on(text: str, line: Span, following: Span) -> bool:
    return text[following[0]].islower() and not ends_sentence(text[slice(*line)])


def _is_full(text: str, line: Span, following: Span, width: float) -> bool:
    """Whether the first word of the following line had no room any more."""
    word = _FIRST_WORD.match(text, *following)
    return _reach(text, line) + 1 + (len(word[0]) if word else 0) >= _FULL * width


def _reach(text: str, line: Span) -> int:
    """Where a line ends on its page, in characters; the label in front of a turn took its share of the room."""
    return line[1] - (text.rfind("\n", 0, line[0]) + 1)


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end:
        cut = text.find("\n", start, end)
        stop = end if cut < 0 else cut
        span = trim(text, start, stop)
        if span[0] < span[1]:
            yield span
        start = stop + 1
