"""What a project's unlabelled passages say about each other: weighted words, and a hundred directions of meaning.

Fitted on the texts alone, so decisions never make it stale; `arrays` keep it until the texts change.
"""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from threadpoolctl import threadpool_limits

from coding.model import Language
from coding.suggestion.features_words import Arrays, Words
from coding.suggestion.material import Label, Passage

Vectors = NDArray[np.float32]

_DIRECTIONS = 100
_NEIGHBOUR = 0.5


class Features:
    """The passages of one project as numbers; rows are passages in document order.

    `words` is sparse (passages × columns), `meaning` dense (passages × up to 100), both with rows of length 1;
    `smoothed` is `meaning` with half of the passage before and behind in the same document mixed in.
    """

    def __init__(self, language: Language) -> None:
        self.vocabulary = Words(language)

    def fit(self, corpus: Sequence[Passage], seed: int = 0) -> Self:
        """Learn from the texts. Bit for bit the same on one machine: the algebra runs on one thread."""
        texts = [passage.text for passage in corpus]
        self.vocabulary.fit(texts)
        words = self.vocabulary.matrix(texts)
        with threadpool_limits(1):
            directions = _directions(words, seed)
        self._place([passage.id for passage in corpus], [passage.doc for passage in corpus], words, directions)
        return self

    def transform(self, texts: Sequence[str]) -> tuple[sparse.csr_matrix, Vectors]:
        """Words and meaning of texts from elsewhere."""
        words = self.vocabulary.matrix(texts)
        return words, unit(words @ self.directions)

    def definitions(self, labels: Sequence[Label]) -> Vectors:
        """The meaning of each code's own name, definition and keywords: codes × directions."""
        texts = [
            f"{label.name} {label.definition} {' '.join(pattern.words for pattern in label.patterns)}"
            for label in labels
        ]
        return self.transform(texts)[1]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Everything learned, as plain arrays for `np.savez`; no pickle is needed to read them back."""
        return {
            **self.vocabulary.arrays(),
            "language": np.array(self.vocabulary.language),
            "ids": np.array(self.ids, dtype=np.str_),
            "docs": np.array(self.docs, dtype=np.str_),
            "data": self.words.data,
            "indices": self.words.indices,
            "indptr": self.words.indptr,
            "directions": self.directions,
        }

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> Self:
        """The same features again."""
        language: Language = "id" if str(arrays["language"]) == "id" else "en"
        features = cls(language)
        features.vocabulary = Words.from_arrays(language, arrays)
        shape = (len(arrays["ids"]), len(arrays["directions"]))
        words = sparse.csr_matrix((arrays["data"], arrays["indices"], arrays["indptr"]), shape)
        features._place(arrays["ids"].tolist(), arrays["docs"].tolist(), words, arrays["directions"])
        return features

    def _place(self, ids: list[str], docs: list[str], words: sparse.csr_matrix, directions: Vectors) -> None:
        self.ids, self.docs, self.words, self.directions = ids, docs, words, directions
        self.rows = {name: row for row, name in enumerate(ids)}
        raw = words @ directions
        self.meaning = unit(raw)
        mixed = _mixed(self.meaning, docs)
        self.smoothed = unit(mixed)
        self.lengths = np.linalg.norm(raw, axis=1), np.linalg.norm(mixed, axis=1)
        """Of each passage's vector before it was brought to length 1: by itself, and with its neighbours."""
        self.running = len(set(docs)) * 3 < len(docs)
        """Whether documents hold several passages, so that a passage has a before and a behind."""


def unit(vectors: Vectors) -> Vectors:
    """Rows brought to length 1; rows of zeros stay."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-12)
    return scaled


def _directions(words: sparse.csr_matrix, seed: int) -> Vectors:
    """The directions along which texts differ most: columns × directions."""
    from sklearn.utils.extmath import randomized_svd

    many = min(_DIRECTIONS, *words.shape)
    if not many or not words.nnz:
        return np.zeros((words.shape[1], 1), dtype=np.float32)
    _, _, right = randomized_svd(words, many, n_iter=3, random_state=seed)
    return np.ascontiguousarray(right.T, dtype=np.float32)


def _mixed(meaning: Vectors, docs: Sequence[str]) -> Vectors:
    mixed = meaning.copy()
    if len(docs) > 1:
        names = np.unique(np.array(docs), return_inverse=True)[1]
        same = (names[1:] == names[:-1]).astype(np.float32)[:, None]
        mixed[1:] += _NEIGHBOUR * same * meaning[:-1]
        mixed[:-1] += _NEIGHBOUR * same * meaning[1:]
    return mixed
