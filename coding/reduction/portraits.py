"""Portraits of interviews: each text from beginning to end in pieces, and how much of each code stands in each."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coding.errors import Notice
from coding.model import Language
from coding.reduction.sheet import Head, Sheet, asked

PIECES = 50
"""In the longest text; where shares of the text are compared, in each."""

WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "corner": "Bagian teks",
        "segments": "banyaknya kutipan yang menyentuh bagian itu",
        "line": "baris",
        "share": "% teks",
        "length": "baris",
        "from": "Dari",
        "to": "Sampai",
    },
    "en": {
        "corner": "Piece of the text",
        "segments": "number of excerpts that touch the piece",
        "line": "line",
        "share": "% of the text",
        "length": "lines",
        "from": "From",
        "to": "To",
    },
}


@dataclass(frozen=True, slots=True)
class Strip:
    """A text of so many lines; `coded` are the codes (or groups) in it, each with its first and last line."""

    name: str
    lines: int
    coded: Sequence[tuple[str, int, int]]


def portraits(
    strips: Sequence[Strip],
    codes: Mapping[str, Head],
    *,
    scale: str,
    language: Language,
    notices: Sequence[Notice] = (),
) -> Sheet:
    """A row per piece of each text, behind where it begins and ends a column per code that is met.

    With `scale` "share" every text has as many pieces, of a percentage; with "length" every piece has as many lines.
    """
    words = WORDS[language]
    met = {code for strip in strips for code, _, _ in strip.coded}
    shown = [code for code in codes if code in met]
    longest = max((strip.lines for strip in strips), default=1)
    rows, cells = [], []
    for strip in strips:
        pieces = _pieces(strip.lines, PIECES if scale == "share" else round(PIECES * strip.lines / longest))
        for (first, last), counts in zip(pieces, _counted(strip.coded, pieces, shown), strict=True):
            ask = f"{asked('source', strip.name)} AND line>={first} AND line<={last}"
            rows.append(Head(f"{words['line']} {first}–{last}", ask, group=strip.name))
            cells.append([*_extent(first, last, strip.lines, scale), *counts])
    unit = words["share" if scale == "share" else "length"]
    ends = [Head(f"{words[name]} ({unit})", None) for name in ("from", "to")]
    heads = [*ends, *(codes[one] for one in shown)]
    return Sheet(words["corner"], words["segments"], rows, heads, cells, notices=notices)


def _pieces(lines: int, many: int) -> list[tuple[int, int]]:
    """First and last lines of so many pieces, all nearly as long, none without a line."""
    many = max(1, min(many, lines))
    ends = [round(lines * at / many) for at in range(many + 1)]
    return [(before + 1, max(end, before + 1)) for before, end in pairwise(ends)]


def _counted(
    coded: Iterable[tuple[str, int, int]], pieces: Sequence[tuple[int, int]], shown: Sequence[str]
) -> list[list[int]]:
    at = {code: place for place, code in enumerate(shown)}
    counts = [[0] * len(shown) for _ in pieces]
    begins, ends = [first for first, _ in pieces], [last for _, last in pieces]
    for code, first, last in coded:
        for piece in range(bisect_left(ends, first), bisect_right(begins, last)):
            counts[piece][at[code]] += 1
    return counts


def _extent(first: int, last: int, lines: int, scale: str) -> tuple[float, float] | tuple[int, int]:
    if scale == "length":
        return first - 1, last
    return 100 * (first - 1) / max(lines, 1), 100 * last / max(lines, 1)
