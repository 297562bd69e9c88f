"""Keyword rules: which passages speak of a code, in which words, and by which rule.

Built on spaCy's matchers. They see each word as the name of its class (`keywords_words`), so the vocabulary holds
the rules and never grows with the texts; it belongs to one `Keywords`, and projects share no state.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Self

import numpy as np
from numpy.typing import NDArray
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from coding.model import Language
from coding.suggestion.inflection import UNINFLECTED
from coding.suggestion.keywords_words import (
    BREAK,
    COMMA,
    OTHER,
    Lexicon,
    Reading,
    joined,
    lower,
    pattern_words,
    pause,
    read,
)
from coding.suggestion.material import Decided, Guess, Passage, Pattern, Scheme

_BATCH = 512
_SPELLED_OUT = 64


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's match at `[start, end)` of a passage's text: the words there and how they come from the rule."""

    code: str
    start: int
    end: int
    words: str
    pattern: Pattern
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern, or what it avoids (`of` is then its number): ways to say it, each a row of slots or pauses."""

    code: int
    pattern: Pattern
    ways: tuple[tuple[int | str, ...], ...]
    window: int = 0
    of: int | None = None


_Found = tuple[int, int, int]


class Keywords:
    """The keyword rules of a scheme. Nothing is learned from texts or decisions: `fit` only builds the matchers."""

    def __init__(self) -> None:
        self.codes: tuple[str, ...] = ()
        self._rules: list[_Rule] = []
        self._lexicon = Lexicon("id")
        self._known = -1

    def fit(self, scheme: Scheme, corpus: Sequence[Passage] = (), decided: Sequence[Decided] = ()) -> Self:
        """Take over the rules of a scheme."""
        self.codes = scheme.codes
        self._rules, self._lexicon, self._known = [], Lexicon(scheme.language), -1
        for code, label in enumerate(scheme.labels):
            for pattern in dict.fromkeys(label.patterns):
                self._add(code, pattern, scheme.language)
        self._lexicon.learn()
        return self

    def hits(self, passages: Sequence[Passage]) -> list[list[Hit]]:
        """All matches per passage by place; offsets are code points of the passage's text."""
        return [
            [self._hit(passage.text, reading, one) for one in found]
            for passage, (reading, found) in zip(passages, self._found(passages), strict=True)
        ]

    def counts(self, passages: Sequence[Passage]) -> NDArray[np.int32]:
        """How many places of each passage speak of each code: shape (passages, codes), codes in codebook order."""
        table = np.zeros((len(passages), len(self.codes)), dtype=np.int32)
        for row, (_, found) in enumerate(self._found(passages)):
            for code, _, _ in {(self._rules[rule].code, first, behind) for rule, first, behind in found}:
                table[row, code] += 1
        return table

    def suggest(self, passages: Sequence[Passage]) -> list[list[Guess]]:
        """Every code that is hit, with n / (n + 1) for n places as score: an order, not a probability."""
        return [self._guesses(hits) for hits in self.hits(passages)]

    def _guesses(self, hits: Sequence[Hit]) -> list[Guess]:
        order = {code: place for place, code in enumerate(self.codes)}
        places: dict[str, set[tuple[int, int]]] = {}
        words: dict[str, dict[str, str]] = {}
        for hit in hits:
            places.setdefault(hit.code, set()).add((hit.start, hit.end))
            words.setdefault(hit.code, {}).setdefault(lower(hit.words), hit.words)
        guesses = (
            Guess(code, len(spans) / (len(spans) + 1), True, tuple(words[code].values()))
            for code, spans in places.items()
        )
        return sorted(guesses, key=lambda guess: (-guess.score, order[guess.code]))

    def _add(self, code: int, pattern: Pattern, language: Language) -> None:
        ways = self._ways(pattern.words, pattern, language)
        if not ways:
            return
        number = len(self._rules)
        self._rules.append(_Rule(code, pattern, ways, max(0, pattern.window)))
        for words in dict.fromkeys(pattern.avoid):
            if avoided := self._ways(words, pattern, language):
                self._rules.append(_Rule(code, pattern, avoided, of=number))

    def _ways(self, text: str, pattern: Pattern, language: Language) -> tuple[tuple[int | str, ...], ...]:
        words = pattern_words(text)
        if not any(word.strip("*") and not pause(word) for word in words):
            return ()
        apart = tuple(pause(word) or self._lexicon.add(word, pattern.inflect) for word in words)
        together = joined(words) if language == "id" and not UNINFLECTED.issuperset(words) else None
        return (apart, (self._lexicon.add(together, pattern.inflect),)) if together else (apart,)

    def _build(self) -> None:
        """Tell the matchers of every class that can stand for a slot."""
        self._vocab = Vocab()
        self._phrases, self._loose = PhraseMatcher(self._vocab), Matcher(self._vocab)
        fitting: dict[int | str, list[str]] = {BREAK: [BREAK], COMMA: [COMMA]}
        for name, numbers in self._lexicon.members.items():
            for number in numbers:
                fitting.setdefault(number, []).append(name)
        self._keys = {}
        for number, rule in enumerate(self._rules):
            self._keys[self._vocab.strings.add(f"rule {number}")] = number
            for way in rule.ways:
                self._tell(f"rule {number}", [fitting.get(slot, []) for slot in way], rule.window)
        self._known = len(self._lexicon.members)

    def _tell(self, key: str, choices: list[list[str]], window: int) -> None:
        many = prod(map(len, choices))
        if many and (many > _SPELLED_OUT or (window and len(choices) > 1)):
            self._loose.add(key, [list(_loose_pattern(choices, window))])
        elif many:
            self._phrases.add(key, [Doc(self._vocab, words=list(words)) for words in product(*choices)])

    def _found(self, passages: Sequence[Passage]) -> Iterator[tuple[Reading, list[_Found]]]:
        for start in range(0, len(passages), _BATCH):
            readings = [read(passage.text) for passage in passages[start : start + _BATCH]]
            names = [[self._lexicon[word] for word in reading.words] for reading in readings]
            wholes = [[(self._lexicon[word], i, j) for word, i, j in reading.compounds] for reading in readings]
            if self._known != len(self._lexicon.members):
                self._build()
            for reading, classes, compounds in zip(readings, names, wholes, strict=True):
                yield reading, self._matches(classes, compounds)

    def _matches(self, names: list[str], compounds: Iterable[tuple[str, int, int]]) -> list[_Found]:
        if all(name in (OTHER, BREAK, COMMA) for name in names) and not compounds:
            return []
        doc = Doc(self._vocab, words=names)
        raw = [*self._phrases(doc), *(self._loose(doc) if len(self._loose) else ())]
        found = {(self._keys[key], first, behind) for key, first, behind in raw}
        for name, first, behind in compounds:
            meant = self._lexicon.members.get(name, frozenset())
            found |= {
                (number, first, behind)
                for number, rule in enumerate(self._rules)
                if meant and any(len(way) == 1 and way[0] in meant for way in rule.ways)
            }
        return self._kept(sorted(found, key=lambda one: (one[1], -one[2] if self._one_word(one) else one[2], one[0])))

    def _one_word(self, found: _Found) -> bool:
        return any(len(way) == 1 for way in self._rules[found[0]].ways)

    def _kept(self, found: list[_Found]) -> list[_Found]:
        """Without what is avoided; of overlapping matches of one rule the first."""
        avoided: dict[int, list[tuple[int, int]]] = {}
        for number, first, behind in found:
            if (owner := self._rules[number].of) is not None:
                avoided.setdefault(owner, []).append((first, behind))
        kept, reached = [], dict[int, int]()
        for number, first, behind in found:
            if self._rules[number].of is not None or first < reached.get(number, 0):
                continue
            if not any(first < end and start < behind for start, end in avoided.get(number, ())):
                kept.append((number, first, behind))
                reached[number] = behind
        return kept

    def _hit(self, text: str, reading: Reading, found: _Found) -> Hit:
        number, first, behind = found
        rule, start, end = self._rules[number], reading.starts[first], reading.end(behind - 1)
        code = self.codes[rule.code]
        return Hit(code, start, end, text[start:end], rule.pattern, self._explanation(rule, reading, first, behind))

    def _explanation(self, rule: _Rule, reading: Reading, first: int, behind: int) -> str:
        whole = next((word for word, *place in reading.compounds if place == [first, behind]), None)
        for way in rule.ways:
            slots = [slot for slot in way if isinstance(slot, int)]
            words = [whole] if whole and len(way) == 1 else reading.words[first:behind]
            left = iter(words)
            pairs = [(next((word for word in left if self._lexicon.satisfies(word, slot)), ""), slot) for slot in slots]
            if all(word for word, _ in pairs):
                return ", ".join(dict.fromkeys(filter(None, (self._lexicon.explain(*pair) for pair in pairs))))
        return ""


def patterns_of(stems: Sequence[str]) -> tuple[Pattern, ...]:
    """The rules that a codebook's search aids stand for; empty ones and repetitions are left out."""
    return tuple(Pattern(stem) for stem in dict.fromkeys(" ".join(stem.split()) for stem in stems) if stem)


def _loose_pattern(choices: Sequence[list[str]], window: int) -> Iterator[dict[str, object]]:
    """Token patterns with up to `window` words, and commas at will, between two of the rule's words."""
    for place, names in enumerate(choices):
        for _ in range(window if place else 0):
            yield {"ORTH": COMMA, "OP": "?"}
            yield {"ORTH": {"NOT_IN": [BREAK, COMMA]}, "OP": "?"}
        if place and window:
            yield {"ORTH": COMMA, "OP": "?"}
        yield {"ORTH": {"IN": names}}
