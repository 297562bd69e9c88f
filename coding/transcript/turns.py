"""Chosen labels → turns, and the marks of what nobody said: labels and printed times."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from coding.model import Mark, Moment, Turn
from coding.transcript.labels import Candidate
from coding.transcript.times import Time

_SPACE = re.compile(r"\s*")


class Unsaid:
    """Spans that are not speech, in order; answers where the words of a stretch begin and end."""

    def __init__(self, text: str, spans: Iterable[tuple[int, int]]) -> None:
        self.text = text
        self.spans = _joined(spans)
        self._starts = [start for start, _ in self.spans]

    def first_word(self, start: int, end: int) -> int:
        """The first offset from `start` on that holds a said character, or `end`."""
        while start < end:
            match = _SPACE.match(self.text, start, end)
            start = match.end() if match else start
            inside = self._covering(start)
            if inside is None:
                break
            start = inside[1]
        return min(start, end)

    def last_word(self, start: int, end: int) -> int:
        """The offset after the last said character before `end`, or `start`."""
        while start < end:
            while start < end and self.text[end - 1].isspace():
                end -= 1
            inside = self._covering(end - 1)
            if inside is None or end <= start:
                break
            end = inside[0]
        return max(start, end)

    def said(self, start: int, end: int) -> str:
        """The text of a stretch without the spans inside it."""
        parts = []
        at = bisect_left(self._starts, start)
        while at < len(self.spans) and self.spans[at][0] < end:
            begin, stop = self.spans[at]
            at += 1
            parts.append(self.text[start:begin])
            start = stop
        parts.append(self.text[start:end])
        return " ".join(parts) if len(parts) > 1 else parts[0]

    def _covering(self, offset: int) -> tuple[int, int] | None:
        at = bisect_left(self._starts, offset + 1) - 1
        return self.spans[at] if at >= 0 and self.spans[at][1] > offset else None


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined


def build_turns(text: str, begin: int, heads: Sequence[tuple[Candidate, str]], unsaid: Unsaid) -> tuple[Turn, ...]:
    """The turns after `begin`: one per head with words, and one without a speaker for words before the first head."""
    turns: list[Turn] = []
    edges: list[tuple[int, int, str | None]] = [(begin, begin, None)]
    edges += [(head.start, head.end, label) for head, label in heads]
    for place, (_, start, label) in enumerate(edges):
        end = edges[place + 1][0] if place + 1 < len(edges) else len(text)
        first = unsaid.first_word(start, end)
        last = unsaid.last_word(first, end)
        if place:
            last = unsaid.last_word(first, last - _closer(text, heads[place - 1][0], first, last))
        if first < last:
            turns.append(Turn(first, last, label))
    return tuple(turns)


def _closer(text: str, head: Candidate, first: int, last: int) -> int:
    """The length of the dress that closes behind the words: `//S02: words//`, `**Name: words**`."""
    overlap = text.startswith("//", head.start) and text.endswith("//", first, last)
    bold = head.bold and text.endswith("**", first, last) and text.count("**", first, last) % 2
    return 2 if overlap or bold else 0


def label_marks(text: str, heads: Iterable[Candidate], times: Sequence[Time]) -> list[Mark]:
    """A mark per label, cut where a printed time stands inside it."""
    starts = [time.start for time in times]
    marks: list[Mark] = []
    for head in heads:
        at = head.start
        for place in range(max(0, bisect_left(starts, head.start) - 1), bisect_left(starts, head.end)):
            time = times[place]
            if time.end > at:
                marks += _mark(text, at, time.start)
                at = time.end
        marks += _mark(text, at, head.end)
    return marks


def _mark(text: str, start: int, end: int) -> list[Mark]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return [Mark(start, end, "label")] if start < end else []


def find_moments(times: Sequence[Time], turns: Sequence[Turn], unsaid: Unsaid) -> tuple[Moment, ...]:
    """When the words after each printed time are said.

    Where times close their paragraphs (f4), the first turn begins at 0 and each time ends the words before it.
    """
    if not times or not turns:
        return ()
    found: dict[int, Moment] = {}
    if turns[0].start < times[0].start and _closing(times, unsaid):
        found[turns[0].start] = Moment(turns[0].start, 0.0, times[0].seconds)
    for place, time in enumerate(times):
        limit = times[place + 1].start if place + 1 < len(times) else len(unsaid.text)
        at = unsaid.first_word(time.end, limit)
        if at < limit:
            found[at] = Moment(at, time.seconds, time.until)
    return tuple(found[at] for at in sorted(found))


def _closing(times: Sequence[Time], unsaid: Unsaid) -> bool:
    closing = sum(unsaid.text[time.end : time.end + 1] in ("\n", "") for time in times)
    return closing * 2 > len(times)
