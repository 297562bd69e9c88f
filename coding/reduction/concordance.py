"""Keyword in context: every place in the excerpts where words are said, with what stands before and behind them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from coding.errors import Notice
from coding.model import WORD, Language, phrase_pattern
from coding.reduction.passages import Passage
from coding.reduction.sheet import Head, Sheet, asked

MOST = 100
"""Places in one table."""

AROUND = 70
"""Letters before and behind."""

WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "corner": "Baris",
        "counted": "banyaknya kutipan dengan kata itu pada baris-baris itu",
        "before": "Sebelumnya",
        "word": "Kata",
        "after": "Sesudahnya",
        "segments": "Kutipan",
    },
    "en": {
        "corner": "Lines",
        "counted": "number of excerpts with the word on these lines",
        "before": "Before",
        "word": "Word",
        "after": "After",
        "segments": "Excerpts",
    },
}


_At = tuple[UUID, int]
_Said = tuple[Passage, str, int, int]


@dataclass(slots=True)
class _Place:
    source: UUID
    start: int
    first: int
    last: int
    before: str
    word: str
    after: str


def concordance(
    passages: Sequence[Passage],
    names: Mapping[str, str],
    phrase: str,
    *,
    order: str,
    beside: str,
    language: Language,
    notices: Sequence[Notice] = (),
) -> Sheet:
    """A row per place, the first MOST: before, the words, behind, and how many excerpts with them touch its lines.

    The passages are those with the phrase; `names` are of sources by id, in their order. `order` is "text", or "left"
    or "right": by the words that stand before or behind.
    """
    rank = {id_: at for at, id_ in enumerate(names)}
    there = _places(passages, phrase)
    inline = sorted(there, key=lambda at: (rank[str(at[0])], at[1]))
    # Only where what stands beside says their order, all of it is looked at.
    looked_at = inline[:MOST] if order == "text" else inline
    found = _ordered([_widest(at, there[at]) for at in looked_at], order)[:MOST]
    spans: dict[UUID, list[tuple[int, int]]] = {one.source: [] for one in found}
    for passage in passages:
        if passage.source in spans:
            spans[passage.source].append((passage.line_start, passage.line_end))
    words = WORDS[language]
    rows, cells = [], []
    for one in found:
        name = names[str(one.source)]
        lines = f"{one.first}" if one.first == one.last else f"{one.first}–{one.last}"
        ask = f"{asked('source', name)} AND line>={one.first} AND line<={one.last} AND {asked('phrase', phrase)}"
        rows.append(Head(lines, ask, group=name))
        touching = sum(first <= one.last and one.first <= last for first, last in spans[one.source])
        cells.append((one.before, one.word, one.after, touching))
    heads = [*(Head(words[name], None) for name in ("before", "word", "after")), Head(words["segments"], beside)]
    if len(there) > MOST:
        values = {"n": str(MOST), "all": str(len(there))}
        notices = [*notices, Notice("Shown are the first {n} of {all} places.", values)]
    return Sheet(words["corner"], words["counted"], rows, heads, cells, notices=notices)


def _places(passages: Iterable[Passage], phrase: str) -> dict[_At, list[_Said]]:
    """Each place once, with all that stands on it: the passage, its text, and where the words begin and end in it."""
    written = phrase_pattern(phrase)
    pattern = re.compile(written)
    there: dict[_At, list[_Said]] = {}
    for one in passages if written else ():
        # What is lowered may have another length than before (İ); such text is left as it is.
        lowered = one.quote.lower()
        text = one.quote if len(lowered) == len(one.quote) else lowered
        for match in pattern.finditer(lowered):
            there.setdefault((one.source, one.start + match.start()), []).append((one, text, *match.span()))
    return there


def _widest(at: _At, said: Iterable[_Said]) -> _Place:
    """With the most around it, of all that stands there."""
    places = (
        _Place(
            *at,
            one.line_start,
            one.line_end,
            _left(text[:first]),
            " ".join(text[first:last].split()),
            _right(text[last:]),
        )
        for one, text, first, last in said
    )
    return max(places, key=lambda one: len(one.before + one.after))


def _left(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= AROUND else f"… {flat[-AROUND:].partition(' ')[2]}"


def _right(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= AROUND else f"{flat[:AROUND].rpartition(' ')[0]} …"


def _ordered(places: list[_Place], order: str) -> list[_Place]:
    if order == "left":
        return sorted(places, key=lambda one: _said(one.before)[::-1])
    return sorted(places, key=lambda one: _said(one.after)) if order == "right" else places


def _said(text: str) -> list[str]:
    return [found[0] for found in WORD.finditer(text.lower())]
