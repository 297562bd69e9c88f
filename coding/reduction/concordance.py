"""Keyword in context: every place in the excerpts where words are said, with what stands before and behind them."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
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


_At = tuple[int, int]
"""The place of a source among all, and where in its text."""


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
    rank = {UUID(id_): at for at, id_ in enumerate(names)}
    there = _places(passages, phrase, rank)
    # Only where what stands beside says their order, all of it is looked at.
    shown = set(there[:MOST] if order == "text" else there)
    every = list(rank)
    sources = {every[at] for at in {source for source, _start in shown}}
    near = [one for one in passages if one.source in sources]
    found = _ordered(_looked_at(near, phrase, rank, shown), order)[:MOST]
    spans: dict[UUID, list[tuple[int, int]]] = {}
    for passage in near:
        spans.setdefault(passage.source, []).append((passage.line_start, passage.line_end))
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


def _places(passages: Iterable[Passage], phrase: str, rank: Mapping[UUID, int]) -> list[_At]:
    """Where the words begin, each place once, in the order of sources and text."""
    pattern = _pattern(phrase)
    return sorted(
        {
            (rank[one.source], one.start + match.start())
            for one in passages
            for match in (pattern.finditer(one.quote.lower()) if pattern else ())
        }
    )


def _pattern(phrase: str) -> re.Pattern[str] | None:
    written = phrase_pattern(phrase)
    return re.compile(written) if written else None


def _looked_at(
    passages: Iterable[Passage], phrase: str, rank: Mapping[UUID, int], wanted: Collection[_At]
) -> list[_Place]:
    """These places in the order of sources and text, each with the most around it of all that stands there."""
    pattern = _pattern(phrase)
    there: dict[_At, _Place] = {}
    for one in passages:
        # What is lowered may have another length than before (İ); such text is left as it is.
        lowered = one.quote.lower()
        text = one.quote if len(lowered) == len(one.quote) else lowered
        for match in pattern.finditer(lowered) if pattern else ():
            at = (rank[one.source], one.start + match.start())
            if at not in wanted:
                continue
            before, said, after = text[: match.start()], text[match.start() : match.end()], text[match.end() :]
            lines = (one.line_start, one.line_end)
            place = _Place(one.source, at[1], *lines, _left(before), " ".join(said.split()), _right(after))
            if at not in there or len(place.before + place.after) > len(there[at].before + there[at].after):
                there[at] = place
    return [there[at] for at in sorted(there)]


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
