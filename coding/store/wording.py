"""Words of a text as the search index has them, and what somebody asks for, cut in the same way.

A word is compared by its key (case and accents do not count), and stands where it stands in the text: each
word is folded by itself, so that no letter that grows or shrinks by folding moves the offsets of others.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

LONGEST = 60
"""Code points of a key; what is longer is no word, and its beginning stands for it."""

ANY = "*"
"""Any letters, in a word that somebody asks for."""

_SOFT = "\u00ad\u200c\u200d"
_MARKS = (
    "".join(re.escape(chr(one)) for one in range(0x300, 0x3100) if unicodedata.category(chr(one)) in ("Mn", "Mc"))
    + _SOFT
)
_WORD = re.compile(rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*")
_ASKED = re.compile(rf"(?:[^\W_]|[{_MARKS}*])+")
_PART = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]?|([|])|([^\s\"“”„«»|]+)")
_ACCENT = re.compile("[\u0300-\u036f]")
_UNSEEN = str.maketrans("", "", _SOFT)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: their keys, and where each stands."""

    keys: list[str]
    spans: list[tuple[int, int]]


Term = tuple[str, ...]
"""Words that stand behind each other; an asterisk in one is any letters."""

Alternative = tuple[Term, ...]
"""What all has to be said in one passage."""


def words(text: str) -> Words:
    """The words of a text with their offsets."""
    found = list(_WORD.finditer(text))
    return Words([fold(one.group()) for one in found], [one.span() for one in found])


def fold(word: str) -> str:
    """What a word is compared by."""
    if word.isascii():
        return word.lower()[:LONGEST]
    plain = unicodedata.normalize("NFD", word.translate(_UNSEEN)).casefold()
    return unicodedata.normalize("NFC", _ACCENT.sub("", plain))[:LONGEST]


def asked(text: str) -> tuple[Alternative, ...]:
    """What somebody asks for: alternatives between `|`, in each the words and “phrases” that a passage has to hold."""
    alternatives: list[list[Term]] = [[]]
    for part in _PART.finditer(text):
        quoted, other, bare = part.groups()
        if other:
            alternatives.append([])
        elif term := tuple(filter(None, map(_folded, _ASKED.findall(quoted or bare or "")))):
            alternatives[-1].append(term)
    return tuple(tuple(dict.fromkeys(one)) for one in alternatives if one)


def _folded(word: str) -> str:
    """A word that is asked for, its asterisks kept; nothing where it is but asterisks."""
    pieces = [fold(piece) for piece in re.split(r"\*+", word)]
    return ANY.join(pieces) if any(pieces) else ""


def pattern(word: str) -> re.Pattern[str]:
    """Which keys a word with asterisks stands for."""
    return re.compile(".*".join(map(re.escape, word.split(ANY))), re.DOTALL)


Slots = tuple[Collection[str], ...]
"""A term with the keys that each of its words may be."""


def places(there: Words, alternatives: Sequence[Sequence[Slots]]) -> list[tuple[int, int]]:
    """Where the terms of those alternatives stand of which a text holds all; what overlaps is told once."""
    at: Mapping[str, list[int]] = _places_by_key(there.keys)
    found: set[tuple[int, int]] = set()
    for terms in alternatives:
        each = [_term(there.keys, at, term) for term in terms]
        if all(each):
            found.update(span for spans in each for span in spans)
    told: list[tuple[int, int]] = []
    for first, last in sorted(found, key=lambda one: (one[0], -one[1])):
        if not told or first > told[-1][1]:
            told.append((first, last))
    return [(there.spans[first][0], there.spans[last][1]) for first, last in told]


def _places_by_key(keys: Sequence[str]) -> dict[str, list[int]]:
    at: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        at.setdefault(key, []).append(place)
    return at


def _term(keys: Sequence[str], at: Mapping[str, list[int]], term: Slots) -> list[tuple[int, int]]:
    """First and last word of every place where a term stands."""
    first, rest = term[0], term[1:]
    # Of a pattern there may be thousands of words, of a passage there are few.
    starts = [place for key in at if key in first for place in at[key]]
    long = len(rest)
    return [
        (place, place + long)
        for place in starts
        if place + long < len(keys) and all(keys[place + step] in slot for step, slot in enumerate(rest, start=1))
    ]
