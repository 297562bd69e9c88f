"""Code lines: where in a text each of its codes stands, so that what follows what can be seen."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from coding.errors import Notice
from coding.model import Language
from coding.reduction.sheet import Head, Sheet, Value, asked

WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "corner": "Kode",
        "counted": "banyaknya kutipan pada baris-baris itu",
        "line": "Baris",
        "turns": "giliran bicara",
        "lines": "baris",
        "share": "% teks",
        "from": "Dari",
        "to": "Sampai",
        "segments": "Kutipan",
    },
    "en": {
        "corner": "Code",
        "counted": "number of excerpts on these lines",
        "line": "Lines",
        "turns": "turn",
        "lines": "line",
        "share": "% of the text",
        "from": "From",
        "to": "To",
        "segments": "Excerpts",
    },
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that have a code: characters [start, end), lines from first to last."""

    code: str
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text of so many lines, where its turns begin, and what is coded in it, in the order of the text."""

    name: str
    lines: int
    turns: Sequence[int] = ()
    coded: Sequence[Stretch] = field(default_factory=tuple)


@dataclass(slots=True)
class _Bar:
    start: int
    end: int
    first: int
    last: int
    excerpts: int = 1


def codelines(
    texts: Sequence[Text],
    codes: Mapping[str, Head],
    *,
    axis: str,
    language: Language,
    notices: Sequence[Notice] = (),
) -> Sheet:
    """A row per bar: excerpts of one code whose lines touch each other are one. Columns: lines, from, to, excerpts.

    `axis` is "turns" (a turn reaches from its number to the next; in texts without, lines), "lines" or "share".
    """
    words = WORDS[language]
    rows: list[Head] = []
    cells: list[list[Value]] = []
    for text in texts:
        for code, head in codes.items():
            for bar in _bars([one for one in text.coded if one.code == code]):
                lines = f"{bar.first}" if bar.first == bar.last else f"{bar.first}–{bar.last}"
                ask = f"{asked('source', text.name)} AND line>={bar.first} AND line<={bar.last} AND {head.ask}"
                rows.append(Head(head.label, ask, head.name, head.colour, group=text.name))
                cells.append([lines, *_extent(text, bar, axis), bar.excerpts])
    unit = words[axis]
    ends = [Head(f"{words[name]} ({unit})", None) for name in ("from", "to")]
    heads = [Head(words["line"], None), *ends, Head(words["segments"])]
    return Sheet(words["corner"], words["counted"], rows, heads, cells, notices=notices)


def _bars(coded: Sequence[Stretch]) -> list[_Bar]:
    bars: list[_Bar] = []
    for one in sorted(coded, key=lambda each: (each.first, each.last)):
        if bars and one.first <= bars[-1].last:
            bar = bars[-1]
            bar.start, bar.end = min(bar.start, one.start), max(bar.end, one.end)
            bar.last = max(bar.last, one.last)
            bar.excerpts += 1
        else:
            bars.append(_Bar(one.start, one.end, one.first, one.last))
    return bars


def _extent(text: Text, bar: _Bar, axis: str) -> tuple[float, float]:
    if axis == "share":
        return 100 * (bar.first - 1) / max(text.lines, 1), 100 * bar.last / max(text.lines, 1)
    if axis == "lines" or not has_turns(text):
        return float(bar.first), float(bar.last + 1)
    return _turn(text, bar.start), _turn(text, bar.end)


def has_turns(text: Text) -> bool:
    """Whether people take turns in it."""
    return len(text.turns) > 1


def _turn(text: Text, at: int) -> float:
    """The number of the turn that a character stands in, and how far into it."""
    number = max(1, bisect_right(text.turns, at))
    begins = text.turns[number - 1]
    longest = max(one - other for other, one in pairwise(text.turns))
    ends = text.turns[number] if number < len(text.turns) else begins + longest
    return number + min(max(at - begins, 0) / max(ends - begins, 1), 1)
