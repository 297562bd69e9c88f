"""Words of a source that are said again elsewhere: found by runs of words that stand in no other source, and masked."""

import re
from collections.abc import Iterable, Iterator

from coding.model import Rewritten
from coding.transcript.withdrawal import MASK

RUN = 6
"""So many words one after another are a quotation, not a turn of phrase."""

SHORTEST = 3
"""A whole quotation of so many words is one too."""

MASKED = MASK * 3

_WORD = re.compile(r"\w+")


class Repeats:
    """What repeats texts or quotations of a source, or refers to it by its names; what other texts say is left."""

    def __init__(
        self, texts: Iterable[str], quotes: Iterable[str], names: Iterable[str], others: Iterable[str] = ()
    ) -> None:
        self._runs = {run for text in texts for run in _runs(_keys(text), RUN)}
        short = {tuple(_keys(quote)) for quote in quotes}
        self._short = {one for one in short if SHORTEST <= len(one) < RUN}
        lengths = sorted({len(one) for one in self._short})
        for text in others:
            keys = _keys(text)
            self._runs -= set(_runs(keys, RUN))
            for length in lengths:
                self._short -= set(_runs(keys, length))
        self._lengths = sorted({len(one) for one in self._short})
        self._names = {one.casefold() for one in names if one}
        named = "|".join(map(re.escape, sorted(self._names, key=len, reverse=True)))
        self._place = re.compile(rf"(?<!\w)(?:{named})(?::\d+(?:[-–]\d+)?)", re.IGNORECASE) if named else None

    def masked(self, text: str) -> str:
        """The text with everything that repeats the source masked."""
        if text.casefold() in self._names:
            return MASKED
        return Rewritten(text, self._parts(text)).text

    def says(self, text: str) -> bool:
        """Whether something repeats the source."""
        return self.masked(text) != text

    def _parts(self, text: str) -> list[tuple[int, int, str]]:
        words = list(_WORD.finditer(text))
        keys = [one[0].casefold() for one in words]
        covered = bytearray(len(words))
        for length, wanted in ((RUN, self._runs), *((one, self._short) for one in self._lengths)):
            for at in range(len(keys) - length + 1) if wanted else ():
                if tuple(keys[at : at + length]) in wanted:
                    covered[at : at + length] = b"\1" * length
        spans = [
            (words[run.start()].start(), words[run.end() - 1].end()) for run in re.finditer(rb"\x01+", bytes(covered))
        ]
        if self._place:
            spans += [one.span() for one in self._place.finditer(text)]
        return [(start, end, MASKED) for start, end in _apart(sorted(spans))]


def _apart(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans that reach into each other as one."""
    last: tuple[int, int] | None = None
    for start, end in spans:
        if last and start <= last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last:
            yield last
        last = (start, end)
    if last:
        yield last


def _keys(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _runs(keys: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(keys[at : at + length]) for at in range(len(keys) - length + 1))
