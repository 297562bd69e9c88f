"""What the text of a passage says of each code, before anything is known of the passages around it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from coding.suggestion.classifier_heads import Heads
from coding.suggestion.features import Features, Vectors
from coding.suggestion.pooling import Flags, Pool, Table, calibration, evidence, folds, log_loss, record_of

_ENOUGH = 10
_PARTS = 4
_MANY = 2_000
"""From here on one part out of four says enough, and neighbours are left out."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Passages as the text model sees them: words, meaning, meaning with neighbours, keyword hits (codes)."""

    words: sparse.csr_matrix
    meaning: Vectors
    smoothed: Vectors
    hits: NDArray[np.int32]

    @classmethod
    def of(cls, features: Features, hits: NDArray[np.int32]) -> "Texts":
        return cls(features.words, features.meaning, features.smoothed, hits)

    def __getitem__(self, rows: NDArray[np.int64] | Flags) -> "Texts":
        return Texts(self.words[rows], self.meaning[rows], self.smoothed[rows], self.hits[rows])


@dataclass(frozen=True, slots=True)
class TextModel:
    """Judges learned from decided passages, pooled with keyword hits and the codes' own definitions."""

    heads: Heads
    pool: Pool
    support: Table
    definitions: Vectors
    positives: NDArray[np.int64]
    record: Table
    read: int
    smoothed: bool

    @classmethod
    def learn(
        cls, texts: Texts, truth: Flags, docs: NDArray[np.int64], definitions: Vectors, smoothed: bool, seed: int
    ) -> "TextModel":
        """From decided passages in the order of coding; `docs` numbers their documents."""
        meaning = texts.smoothed if smoothed else texts.meaning
        heads = Heads.fit(texts.words, meaning, truth, docs, seed)
        positives = truth.sum(axis=0)
        support = np.log1p(np.where(heads.taught, positives, 0)) / np.log(100)
        return cls(
            heads, Pool.of(support), support, definitions, positives, record_of(texts.hits, truth), len(truth), smoothed
        )

    def evidence(self, texts: Texts) -> Table:
        """Passages × codes × kinds of evidence."""
        heads = self.heads.scores(texts.words, texts.smoothed if self.smoothed else texts.meaning)
        near = (texts.meaning @ self.definitions.T).astype(float)
        return evidence(heads, texts.hits, near, self.positives, self.read, self.heads.taught, self.record)

    @property
    def doubtful(self) -> Flags:
        """Codes whose examples are too few, or all in one document, to be relied on unasked."""
        return self.heads.taught & ~self.heads.trusted

    def untaught(self, texts: Texts) -> Table:
        """Logits by the codebook and how common each code is, as if no passage had taught its words."""
        none, untaught = np.zeros(texts.hits.shape), np.zeros(len(self.positives), dtype=bool)
        near = (texts.meaning @ self.definitions.T).astype(float)
        told = evidence((none, none, none), texts.hits, near, self.positives, self.read, untaught, self.record)
        return Pool.of(untaught.astype(float)).score(told)

    def logits(self, texts: Texts) -> Table:
        """Passages × codes."""
        return self.pool.score(self.evidence(texts))


@dataclass(frozen=True, slots=True)
class Trial:
    """Logits of decided passages from models that saw no passage of their document; `tested` says which have some."""

    logits: Table
    tested: Flags
    calibration: Table
    loss: float
    smoothed: bool


def trial(
    texts: Texts, truth: Flags, docs: NDArray[np.int64], definitions: Vectors, smoothed: bool, seed: int
) -> Trial:
    """Hold whole documents out, in four parts; in big projects one part speaks for all."""
    part = folds(docs.tolist(), _PARTS)
    logits, tested = np.zeros(truth.shape), np.zeros(len(truth), dtype=bool)
    for number in range(1 if len(truth) > _MANY else _PARTS):
        away = part == number
        if away.any() and not away.all():
            model = TextModel.learn(texts[~away], truth[~away], docs[~away], definitions, smoothed, seed)
            logits[away], tested[away] = model.logits(texts[away]), True
    line = calibration(logits[tested], truth[tested])
    loss = log_loss(line[0] * logits[tested] + line[1], truth[tested]) if tested.any() else 0.0
    return Trial(logits, tested, line, loss, smoothed)


def best_trial(
    texts: Texts, truth: Flags, docs: NDArray[np.int64], definitions: Vectors, running: bool, seed: int
) -> Trial | None:
    """The better of two ways to read meaning, with neighbours or without; None with too few codings to compare."""
    if truth.any(axis=1).sum() < _ENOUGH:
        return None
    ways = (True, False) if running and len(truth) <= _MANY else (False,)
    return min((trial(texts, truth, docs, definitions, way, seed) for way in ways), key=lambda one: one.loss)
