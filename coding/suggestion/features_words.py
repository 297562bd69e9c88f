"""Texts as weighted words: stems, pairs of stems and pieces of words, and which word each number came from."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Self
from unicodedata import normalize

import numpy as np
import snowballstemmer
from numpy.typing import NDArray
from scipy import sparse

from coding.model import Language

Arrays = Mapping[str, NDArray[Any]]

_WORD = re.compile(r"\w[\w'-]*")
_STEMMERS: Mapping[Language, str] = {"id": "indonesian", "en": "english"}
_PIECES = range(3, 6)
_MOST_PIECES = 60_000
_MOST_TERMS = 60_000
_FEW_TEXTS = 50
"""In so small a project a word that stands once still counts: it may stand in the codebook."""


@dataclass(frozen=True, slots=True)
class Owners:
    """The distinct words of a text and, entry by entry, which share of which number of its row a word has.

    `number` counts the filled columns of the row in their order, `word` the distinct words.
    """

    words: tuple[str, ...]
    number: NDArray[np.int64]
    word: NDArray[np.int64]
    share: NDArray[np.float64]

    def sum(self, parts: NDArray[np.floating]) -> NDArray[np.float64]:
        """What each word adds (words × codes), of what the filled columns add (columns × codes)."""
        added = np.zeros((len(self.words), parts.shape[1]))
        np.add.at(added, self.word, parts[self.number] * self.share[:, None])
        return added


class Words:
    """A weighting of words (TF-IDF) learned from the texts of one project.

    Columns are terms (stems and pairs of neighbouring stems), then pieces of words of 3 to 5 letters.
    """

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._stem = snowballstemmer.stemmer(_STEMMERS[language]).stemWord
        self._features: dict[str, tuple[str, ...]] = {}
        self._columns: dict[str, NDArray[np.int64]] = {}
        self.index: dict[str, int] = {}
        self.terms = 0
        self.idf: NDArray[np.float32] = np.zeros(0, dtype=np.float32)

    def fit(self, texts: Sequence[str]) -> Self:
        """Learn which terms and pieces are worth counting, and how rare each is."""
        tokens = [tokens_of(text) for text in texts]
        index: dict[str, int] = {}
        for words in tokens:
            for features in self._by_word(words):
                for name in features:
                    index.setdefault(name, len(index))
        counts = _counted(tokens, index, self._by_word)
        common = np.bincount(counts.indices, minlength=len(index))
        least = (1, 1) if len(texts) < _FEW_TEXTS else (2, 3)
        names = np.array(list(index), dtype=object)
        pieces = np.array([name.startswith("#") for name in index], dtype=bool)
        terms_kept = _commonest(names, common, ~pieces & (common >= least[0]), _MOST_TERMS)
        pieces_kept = _commonest(names, common, pieces & (common >= least[1]), _MOST_PIECES)
        kept = np.concatenate([terms_kept, pieces_kept])
        self._take(names[kept].tolist(), len(terms_kept))
        self.idf = (np.log((1 + len(texts)) / (1 + common[kept])) + 1).astype(np.float32)
        return self

    def matrix(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Texts × columns, float32, rows of length 1 (or empty): half from terms, half from pieces."""
        counts = _counted([tokens_of(text) for text in texts], self.index, self._by_word)
        return self._weighted(counts)

    def owners(self, text: str) -> "Owners":
        """Which word each number of a text's row comes from; a pair of stems belongs to its two words by halves."""
        tokens = tokens_of(text)
        distinct = {word: place for place, word in enumerate(dict.fromkeys(tokens))}
        columns = [self._known(word) for word in tokens]
        words = [np.full(len(known), distinct[word]) for word, known in zip(tokens, columns, strict=True)]
        amounts = [np.ones(len(known)) for known in columns]
        for one, other in pairwise(tokens):
            pair = self.index.get(self._pair(one, other))
            if pair is not None:
                columns.append(np.array([pair, pair]))
                words.append(np.array([distinct[one], distinct[other]]))
                amounts.append(np.full(2, 0.5))
        if not columns:
            return Owners((), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
        place, share = np.concatenate(columns), np.concatenate(amounts)
        there, inverse = np.unique(place, return_inverse=True)
        share = share / np.bincount(inverse, share, minlength=len(there))[inverse]
        return Owners(tuple(distinct), inverse, np.concatenate(words), share)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Everything learned, as plain arrays."""
        names = np.frombuffer("\n".join(self.index).encode(), dtype=np.uint8)
        return {"names": names, "terms": np.array(self.terms), "idf": self.idf}

    @classmethod
    def from_arrays(cls, language: Language, arrays: Arrays) -> Self:
        """The same weighting again."""
        words = cls(language)
        names = arrays["names"].tobytes().decode()
        words._take(names.split("\n") if names else [], int(arrays["terms"]))
        words.idf = arrays["idf"]
        return words

    def _take(self, names: Sequence[str], terms: int) -> None:
        self.index, self.terms = {name: column for column, name in enumerate(names)}, terms
        self._columns = {}

    def _of(self, word: str) -> tuple[str, ...]:
        known = self._features.get(word)
        if known is None:
            known = self._features[word] = ("=" + self._stem(word), *_pieces(word))
        return known

    def _known(self, word: str) -> NDArray[np.int64]:
        known = self._columns.get(word)
        if known is None:
            found = [self.index[name] for name in self._of(word) if name in self.index]
            known = self._columns[word] = np.array(found, dtype=np.int64)
        return known

    def _pair(self, one: str, other: str) -> str:
        return f"{self._of(one)[0]} {self._of(other)[0][1:]}"

    def _by_word(self, words: Sequence[str]) -> Iterable[Iterable[str]]:
        yield from (self._of(word) for word in words)
        yield (self._pair(one, other) for one, other in pairwise(words))

    def _weighted(self, counts: sparse.csr_matrix) -> sparse.csr_matrix:
        data = (1 + np.log(counts.data)) * self.idf[counts.indices]
        rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        term = counts.indices < self.terms
        squares = np.stack(
            [np.bincount(rows[part], data[part] ** 2, minlength=counts.shape[0]) for part in (term, ~term)]
        )
        filled = np.maximum((squares > 0).sum(axis=0), 1)
        lengths = np.sqrt(np.where(term, squares[0][rows], squares[1][rows]) * filled[rows])
        return sparse.csr_matrix(((data / lengths).astype(np.float32), counts.indices, counts.indptr), counts.shape)


def tokens_of(text: str) -> list[str]:
    """The words of a text in lower case, in order."""
    return _WORD.findall(normalize("NFC", text).lower())


def _pieces(word: str) -> list[str]:
    framed = f" {word} "
    found = []
    for size in _PIECES:
        found += [f"#{framed[start : start + size]}" for start in range(max(1, len(framed) - size + 1))]
        if size >= len(framed):
            break
    return found


def _counted(tokens: Iterable[Sequence[str]], index: Mapping[str, int], split: Any) -> sparse.csr_matrix:
    """Counts of known names: texts × names, sorted columns."""
    columns: list[int] = []
    ends = [0]
    for words in tokens:
        for features in split(words):
            columns += [index[name] for name in features if name in index]
        ends.append(len(columns))
    shape = (len(ends) - 1, len(index))
    counts = sparse.csr_matrix(
        (np.ones(len(columns), dtype=np.float32), np.array(columns, dtype=np.int32), ends), shape
    )
    counts.sum_duplicates()
    return counts


def _commonest(names: NDArray[Any], common: NDArray[Any], wanted: NDArray[np.bool_], most: int) -> NDArray[np.int64]:
    """Columns wanted, at most `most`, the commonest; in the order of their names, so that texts' order is nothing."""
    columns = np.flatnonzero(wanted)
    columns = columns[np.argsort(names[columns], kind="stable")]
    if len(columns) > most:
        columns = columns[np.sort(np.argsort(-common[columns], kind="stable")[:most])]
    return columns
