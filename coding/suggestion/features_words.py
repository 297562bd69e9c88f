"""Texts as weighted words: stems, pairs of stems and pieces of words, and which word each number came from."""

import re
from collections.abc import Iterable, Mapping, Sequence
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


class Words:
    """A weighting of words (TF-IDF) learned from the texts of one project.

    Columns are terms (stems and pairs of neighbouring stems), then pieces of words of 3 to 5 letters.
    """

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._stem = snowballstemmer.stemmer(_STEMMERS[language]).stemWord
        self._features: dict[str, tuple[str, ...]] = {}
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

    def shares(self, text: str) -> tuple[list[str], NDArray[np.int64], NDArray[np.float64]]:
        """The distinct words of a text, its columns, and the share each word has in each column (words × columns).

        A pair of stems belongs to its two words by halves; what a word adds is a column's weight times its share.
        """
        tokens = tokens_of(text)
        distinct = list(dict.fromkeys(tokens))
        place = {word: row for row, word in enumerate(distinct)}
        entries: dict[tuple[int, int], float] = {}
        for number, word in enumerate(tokens):
            for name in self._of(word):
                _add(entries, place[word], self.index.get(name), 1.0)
            if number:
                pair = self.index.get(self._pair(tokens[number - 1], word))
                _add(entries, place[tokens[number - 1]], pair, 0.5)
                _add(entries, place[word], pair, 0.5)
        columns = np.array(sorted({column for _, column in entries}), dtype=np.int64)
        share = np.zeros((len(distinct), len(columns)))
        where = {int(column): number for number, column in enumerate(columns)}
        for (row, column), count in entries.items():
            share[row, where[column]] = count
        return distinct, columns, share / share.sum(axis=0) if len(columns) else share

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

    def _of(self, word: str) -> tuple[str, ...]:
        known = self._features.get(word)
        if known is None:
            known = self._features[word] = ("=" + self._stem(word), *_pieces(word))
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


def _add(entries: dict[tuple[int, int], float], row: int, column: int | None, amount: float) -> None:
    if column is not None:
        entries[row, column] = entries.get((row, column), 0.0) + amount
