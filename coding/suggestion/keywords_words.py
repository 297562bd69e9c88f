"""Words of texts and words of keyword rules: where they stand, and which of the rules' words each can be.

A text's word may satisfy several of the rules' words (a root, a stem with an asterisk, the word itself). The set of
those is its class; words of one class are alike to the matchers, so they see class names instead of words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import snowballstemmer

from coding.model import Language
from coding.suggestion.inflection import LONGEST_ENDING, SHORT, UNINFLECTED, family

How = Literal["exact", "family", "stem", "letters"]

OTHER, BREAK, COMMA = "-", ".", ","
MEMORY = 200_000
_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[.!?…;:()]|,|\n\s*\n")
_PATTERN_TOKEN = re.compile(r"(?:[^\W_]|\*)+(?:['-](?:[^\W_]|\*)+)*|[.!?…;:()]|,")
_STRAIGHT = str.maketrans("’‐‑", "'--")


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a rule, and how it is compared."""

    word: str
    how: How


@dataclass(frozen=True, slots=True)
class Reading:
    """A text's words and pauses in lower case, and where each starts.

    A hyphened word counts as its pieces; the whole stands in `compounds` (word, first piece, behind the last).
    """

    words: list[str]
    starts: list[int]
    compounds: tuple[tuple[str, int, int], ...] = ()

    def end(self, place: int) -> int:
        """Where the word at a place ends."""
        return self.starts[place] + len(self.words[place])


def read(text: str) -> Reading:
    """The words and pauses of a text with offsets into it."""
    matches = list(_TOKEN.finditer(lower(text).translate(_STRAIGHT)))
    reading = Reading([match.group() for match in matches], [match.start() for match in matches])
    return _apart(reading) if any("-" in word for word in reading.words) else reading


def _apart(reading: Reading) -> Reading:
    words: list[str] = []
    starts: list[int] = []
    compounds = []
    for word, start in zip(reading.words, reading.starts, strict=True):
        pieces = word.split("-")
        if len(pieces) > 1:
            compounds.append((word, len(words), len(words) + len(pieces)))
        for piece in pieces:
            words.append(piece)
            starts.append(start)
            start += len(piece) + 1
    return Reading(words, starts, tuple(compounds))


def lower(text: str) -> str:
    """The text in lower case and of the same length, so that offsets hold (İ has a lower case of two characters)."""
    lowered = text.lower()
    return (
        lowered if len(lowered) == len(text) else "".join(one if len(one.lower()) > 1 else one.lower() for one in text)
    )


def pattern_words(words: str) -> list[str]:
    """The words of a rule, cut like texts; an asterisk belongs to its word."""
    found = _PATTERN_TOKEN.findall(lower(words).translate(_STRAIGHT))
    return [piece for word in found for piece in word.split("-")]


def pause(word: str) -> str | None:
    """The class of a token that is no word."""
    if word == ",":
        return COMMA
    return None if word[:1].isalnum() or "*" in word else BREAK


class Lexicon(dict[str, str]):
    """Word → name of its class, worked out when a word is first met.

    `members` says which slots a class satisfies; it grows when a word satisfies a set of slots not met before.
    """

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.members: dict[str, frozenset[int]] = {}
        self.slots: list[Slot] = []
        self._language = language
        self._numbers: dict[Slot, int] = {}
        self._names: dict[frozenset[int], str] = {}
        self._stemmer = snowballstemmer.stemmer("english")
        self._plain: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        self._search: list[tuple[int, re.Pattern[str]]] = []

    def add(self, word: str, inflect: bool) -> int:
        """The number of a rule's word; words compared alike share one."""
        slot = self._slot(word, inflect)
        if slot in self._numbers:
            return self._numbers[slot]
        number = self._numbers[slot] = len(self.slots)
        self.slots.append(slot)
        if slot.how == "letters":
            pieces = map(re.escape, slot.word.split("*"))
            self._search.append((number, re.compile(r"[^\W_]*".join(pieces))))
        elif slot.how == "family":
            for stem in family(slot.word).stems:
                self._stems.setdefault(stem, []).append(number)
        else:
            self._plain.setdefault(slot.word if slot.how == "exact" else f"{slot.word}-", []).append(number)
        return number

    def learn(self) -> None:
        """Know the class of every rule's own word beforehand, so that few are left to be met."""
        self.clear()
        for slot in self.slots:
            if slot.how != "letters":
                self[slot.word]

    def __missing__(self, word: str) -> str:
        if len(self) >= MEMORY:
            self.clear()
        numbers = self.fitting(word)
        name = pause(word) or (self._name(numbers) if numbers else OTHER)
        self[word] = name
        return name

    def fitting(self, word: str) -> frozenset[int]:
        """The slots that a word satisfies."""
        found = list(self._plain.get(word, ()))
        if self._language == "en":
            found += self._plain.get(f"{self._stemmer.stemWord(word)}-", ())
        else:
            found += (number for number in self._likely(word) if family(self.slots[number].word).parts(word))
        found += (number for number, letters in self._search if letters.fullmatch(word))
        return frozenset(found)

    def explain(self, word: str, number: int) -> str:
        """Why a word satisfies a slot: `berkoordinasi = ber- + koordinasi`; empty where it is the rule's own word."""
        slot = self.slots[number]
        if slot.how == "family":
            parts = family(slot.word).parts(word) or ()
            return f"{word} = {' + '.join(parts)}" if len(parts) > 1 else ""
        if slot.how == "stem" and word != slot.word:
            return f"{word} = stem {slot.word}-"
        return f"{word} = {slot.word}" if slot.how == "letters" else ""

    def satisfies(self, word: str, number: int) -> bool:
        """Whether a text's word can be this word of a rule."""
        return number in self.members.get(self[word], ())

    def _likely(self, word: str) -> set[int]:
        """The roots that have a stem at the word's beginning; few, so that few have to be asked."""
        likely = set[int]()
        for run in {word, word.replace("-", ""), word.partition("-")[0], word.replace("2", "")}:
            for cut in range(max(1, len(run) - LONGEST_ENDING), len(run) + 1):
                likely.update(self._stems.get(run[:cut], ()))
        return likely

    def _slot(self, word: str, inflect: bool) -> Slot:
        if "*" in word:
            return Slot(word, "letters")
        if not inflect or pause(word) or word in UNINFLECTED:
            return Slot(word, "exact")
        return Slot(self._stemmer.stemWord(word), "stem") if self._language == "en" else Slot(word, "family")

    def _name(self, numbers: frozenset[int]) -> str:
        if numbers not in self._names:
            self._names[numbers] = f"c{len(self._names)}"
            self.members[self._names[numbers]] = numbers
        return self._names[numbers]


def joined(words: Sequence[str]) -> str | None:
    """Two words written as one (kerja sama, kerjasama), if both are long enough to be told apart in it."""
    fit = len(words) == 2 and all(word.isalpha() and len(word) > SHORT for word in words)
    return "".join(words) if fit else None
