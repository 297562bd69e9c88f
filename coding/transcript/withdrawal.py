"""Words taken back by who said them: masked by as many signs, so that every other place in the text stays where it is.

Line breaks stay, and so does what nobody said: labels, printed times and pages.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from coding.model import Source
from coding.transcript.turns import Unsaid

MASK = "\u2588"
_SAID = re.compile(r"\w")

Stretch = tuple[int, int]


def masked(source: Source, stretches: Iterable[Stretch]) -> Source:
    """The source with these stretches masked; turns, marks and lines are where they were."""
    letters = list(source.text)
    kept = [(mark.start, mark.end) for mark in source.marks]
    for start, end in stretches:
        for at in range(start, end):
            if letters[at] != "\n":
                letters[at] = MASK
        for first, last in kept:
            if first < end and last > start:
                letters[first:last] = source.text[first:last]
    return replace(source, text="".join(letters))


def with_words(text: str, spans: Iterable[Stretch]) -> list[Stretch]:
    """The spans of a text that hold any words: what is masked altogether is no sentence."""
    return [(start, end) for start, end in spans if any(map(str.isalnum, text[start:end]))]


def words_said(source: Source) -> int:
    """How many words are said in a source."""
    unsaid = Unsaid(source.text, ((mark.start, mark.end) for mark in source.marks))
    said = " ".join(unsaid.said(one.start, one.end) for one in source.turns) if source.turns else source.text
    return count_words(said)


def count_words(said: str) -> int:
    """How many of the parts between blanks hold a letter, a digit or a masked one."""
    return sum(bool(_SAID.search(word)) for word in said.split())


def unmasked(old: str, new: str, stretches: Sequence[Stretch]) -> Stretch | None:
    """The first masked stretch of an old text whose signs a new text no longer has all; None where it has."""
    missing = old.count(MASK) - new.count(MASK)
    if missing <= 0 or not stretches:
        return None
    at = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(new))
    return next((one for one in stretches if one[1] > at), stretches[-1])
