"""A text in paragraphs, lists and things that stand by themselves; and its sentences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from coding.report.fields import Field, Piece, Plain, parse

Shape = Literal["paragraph", "item", "numbered", "alone"]

_ITEM = re.compile(r"\s*[-•*]\s+")
_NUMBERED = re.compile(r"\s*\d{1,3}[.)]\s+")
_END = re.compile(r"""[.!?…]["”’')\]]*(?=\s)""")
_SHORT = re.compile(r"(?:^|[\s(])(?:\w{1,2}|dll|dkk|dsb|dst|hlm|mis|tsb|no|vol|cf|vs|etc|e\.g|i\.e)\.$", re.IGNORECASE)
"""What ends in a full stop and is no sentence: initials and the usual short forms."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph, an item of a list, or a field that stands in a line by itself; `lines` are its pieces by line."""

    shape: Shape
    lines: tuple[tuple[Piece, ...], ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(one for line in self.lines for one in line)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text, where it stands (half open), and the fields in it."""

    start: int
    end: int
    fields: tuple[Field, ...]


def stretches(text: str) -> list[Stretch]:
    """The paragraphs and lists of a text; an empty line ends one, as do the lines of a list and what stands alone."""
    found: list[Stretch] = []
    for blank, some in groupby(text.split("\n"), key=lambda line: not line.strip()):
        if blank:
            continue
        open_: list[tuple[Piece, ...]] = []
        for line in some:
            shape, pieces = _line(line)
            if shape == "paragraph":
                open_.append(pieces)
                continue
            if open_:
                found.append(Stretch("paragraph", tuple(open_)))
                open_ = []
            found.append(Stretch(shape, (pieces,)))
        if open_:
            found.append(Stretch("paragraph", tuple(open_)))
    return found


def _line(line: str) -> tuple[Shape, tuple[Piece, ...]]:
    for shape, mark in (("item", _ITEM), ("numbered", _NUMBERED)):
        if begun := mark.match(line):
            return shape, parse(line[begun.end() :].strip()).pieces  # type: ignore[return-value]
    pieces = parse(line.strip()).pieces
    return ("alone" if len(pieces) == 1 and isinstance(pieces[0], Field) else "paragraph"), pieces


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text in their order; a full stop inside a field ends none, a line's end ends each."""
    parsed = parse(text)
    edges = {0, len(text)}
    for piece in parsed.pieces:
        if isinstance(piece, Plain):
            edges |= _edges(text, piece.start, piece.end)
    places = sorted(edges)
    found = []
    for start, end in pairwise(places):
        inside = text[start:end]
        if not inside.strip():
            continue
        first, last = start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip())
        found.append(Sentence(first, last, _within(parsed.fields, first, last)))
    return found


def _edges(text: str, start: int, end: int) -> set[int]:
    stops = {found.end() for found in _END.finditer(text, start, end) if not _SHORT.search(text[: found.end()][-12:])}
    # The blank that ends a sentence may be the first letter of what comes after a field.
    return stops | {at + 1 for at in range(start, end) if text[at] == "\n"}


def _within(fields: Sequence[Field], start: int, end: int) -> tuple[Field, ...]:
    return tuple(one for one in fields if start <= one.start < end)
