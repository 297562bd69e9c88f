"""How much room words take on paper: the widths of Times, which every word processor has or stands in for."""

from collections.abc import Iterator

FONT = "Times New Roman"

_WIDTHS = dict(
    zip(
        map(chr, range(32, 127)),
        (
            *(250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278),
            *(500,) * 10,
            *(278, 278, 564, 564, 564, 444, 921),
            *(722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889),
            *(722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611),
            *(333, 278, 333, 469, 500, 333),
            *(444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778),
            *(500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444),
            *(480, 200, 480, 541),
        ),
        strict=True,
    )
)
"""Of the printable signs of ASCII, in thousandths of the size of the font."""

_OTHER = 500
_BOLD = 1.06
LINE = 1.15
"""The height of a line of single spacing, in sizes of the font."""

_HYPHENATED = "-/–—"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of words on one line, in points."""
    return sum(_WIDTHS.get(sign, _OTHER) for sign in text) * size * (_BOLD if bold else 1) / 1000


def lines(text: str, size: float, room: float, *, bold: bool = False, first: float = 0) -> int:
    """How many lines a paragraph takes in a column of `room` points; the first begins `first` points further right."""
    count, at = 1, first
    for piece in _pieces(text):
        bare = width(piece.rstrip(" "), size, bold=bold)
        if at and at + bare > room:
            count, at = count + 1, 0.0
        while bare > room:
            # A word wider than its column is cut.
            count, bare = count + 1, bare - room
        at += bare + width(" ", size) * (len(piece) - len(piece.rstrip(" ")))
    return count


def longest(text: str, size: float, *, bold: bool = False) -> float:
    """The width of the widest piece of a text that should not be cut."""
    return max(
        (width(piece.strip(), size, bold=bold) for line in text.split("\n") for piece in _pieces(line)), default=0
    )


def _pieces(text: str) -> Iterator[str]:
    """A text where a line may be broken: behind spaces and hyphens."""
    start = 0
    for at, sign in enumerate(text):
        ends = sign == " " and text[at + 1 : at + 2] != " "
        if ends or (sign in _HYPHENATED and at > start):
            yield text[start : at + 1]
            start = at + 1
    if start < len(text):
        yield text[start:]
