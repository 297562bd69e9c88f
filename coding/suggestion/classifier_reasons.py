"""Which words carry a score. Every judge is linear, so what a word adds is known exactly, up to its row's length."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.lang.en.stop_words import STOP_WORDS as ENGLISH
from spacy.lang.id.stop_words import STOP_WORDS as INDONESIAN

from coding.model import Language
from coding.suggestion.classifier_text import TextModel
from coding.suggestion.features import Features, Vectors
from coding.suggestion.keywords import Hit
from coding.suggestion.material import Because, Reason
from coding.suggestion.pooling import MOST_HITS, Table, usual
from coding.suggestion.weights import EVIDENCE

NAMED = 3
_LEAST = 0.02
_TOLD: tuple[tuple[Because, str, bool], ...] = (
    ("words", "learned", False),
    ("words", "learned", True),
    ("definition", "defined", False),
)
_SPOKEN: dict[Language, str] = {
    "id": "e ee eee eh em hm hmm hem oh ah nah ya yah yo anu deh dong kok sih lah lho loh kan gitu gini pak bu dek kak",
    "en": "er erm uh uhm um hm hmm mm oh ah yeah yes okay ok well like mean know",
}
"""What fills the pauses of speech: it may move a score, but as a reason it tells nobody anything."""
_SILENT: dict[Language, frozenset[str]] = {
    "id": frozenset(INDONESIAN).union(_SPOKEN["id"].split()),
    "en": frozenset(ENGLISH).union(_SPOKEN["en"].split()),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One passage: text, filled columns and their weights, and the lengths of its vector alone and as it is judged."""

    text: str
    columns: NDArray[np.int32]
    values: Vectors
    length: float
    judged: float


@dataclass(frozen=True, slots=True)
class Said:
    """What each distinct word of a passage adds to each code's logit: by what was learned, and by the definition."""

    words: tuple[str, ...]
    learned: Table
    defined: Table


@dataclass(frozen=True, slots=True)
class Spoken:
    """A passage and who speaks about it; `slope` brings the pool's logits to those of the score."""

    speaker: "Speaker"
    row: Row
    hits: Sequence[Hit]
    slope: float


class Speaker:
    """Finds the words that speak, for one trained text model."""

    def __init__(self, features: Features, model: TextModel) -> None:
        self.pool, self.usual, self.record = model.pool, usual(model.positives, model.read), model.record
        self._features, self._smoothed = features, model.smoothed
        self._silent = _SILENT[features.vocabulary.language]
        weight = dict(zip(EVIDENCE, model.pool.weights.T, strict=True))
        self._words = weight["words"][:, None] * model.heads.words
        meaning = (
            weight["meaning"][:, None] * model.heads.meaning + 3 * weight["typical"][:, None] * model.heads.typical
        )
        self._meaning = (features.directions @ meaning.T.astype(np.float32)).T
        self._near = (features.directions @ model.definitions.T).T
        self._lead = 3 * weight["definition's lead"]
        self._own = 3 * weight["definition"] + self._lead

    def row(self, place: int, text: str) -> Row:
        """A passage of the corpus."""
        words = self._features.words
        part = slice(words.indptr[place], words.indptr[place + 1])
        alone, mixed = (float(lengths[place]) for lengths in self._features.lengths)
        return Row(text, words.indices[part], words.data[part], alone, alone * mixed if self._smoothed else alone)

    def stranger(self, text: str) -> Row:
        """A passage from elsewhere."""
        words = self._features.vocabulary.matrix([text])
        length = float(np.linalg.norm(words @ self._features.directions))
        return Row(text, words.indices, words.data, length, length)

    def said(self, row: Row) -> Said:
        """What the words of a passage add."""
        owners = self._features.vocabulary.owners(row.text)
        values = row.values[:, None].astype(float)
        learned = (self._words[:, row.columns].T + _over(self._meaning[:, row.columns].T, row.judged)) * values
        near = _over(self._near[:, row.columns].T, row.length) * values
        best = int(near.sum(axis=0).argmax())
        defined = self._own * near - self._lead * near[:, [best]]
        return Said(owners.words, owners.sum(learned), owners.sum(defined))

    def evidence(self, said: Said, added: Table, hit: Sequence[str]) -> tuple[str, ...]:
        """The keywords hit, then other words that raise one code's logit."""
        spoken = " ".join(hit).lower().split()
        return (*hit, *(word for word, _ in self.named(said, added) if word not in spoken))

    def named(self, said: Said, added: Table, *, lowering: bool = False) -> list[tuple[str, float]]:
        """The few words that raise (or lower) one code's logit most, and by how much; words without content never."""
        sign = -1 if lowering else 1
        ranked = np.argsort(-sign * added, kind="stable")
        told = [(said.words[place], float(added[place])) for place in ranked if sign * added[place] > _LEAST]
        return [(word, much) for word, much in told if word not in self._silent][:NAMED]


def reasons_of(
    spoken: Spoken, code: str, place: int, before: Reason | None, alike: Sequence[Reason]
) -> tuple[Reason, ...]:
    """All that speaks for and against the code at `place`; see `Classifier.explain`."""
    speaker, slope, said = spoken.speaker, spoken.slope, spoken.speaker.said(spoken.row)
    weight = dict(zip(EVIDENCE, speaker.pool.weights[place] * slope, strict=True))
    hits = list(dict.fromkeys((hit.start, hit.end, hit.words) for hit in spoken.hits if hit.code == code))
    found = []
    if hits:
        words = tuple(dict.fromkeys(words for *_, words in hits))
        fared = weight["keyword's record"] * speaker.record[place]
        found.append(Reason("keyword", words, float(weight["keyword"] * min(len(hits), MOST_HITS) + fared)))
    for because, table, lowering in _TOLD:
        named = speaker.named(said, getattr(said, table)[:, place] * slope, lowering=lowering)
        if named:
            found.append(Reason(because, tuple(word for word, _ in named), sum(much for _, much in named)))
    common = weight["usual"] * (speaker.usual[place] - speaker.usual.mean())
    found.append(Reason("usual", (), float(common)))
    found.sort(key=lambda reason: -abs(reason.weight))
    return (*((before,) if before else ()), *found, *alike)


def _over(parts: Vectors, length: float) -> Vectors:
    return parts / np.float32(length) if length > 1e-12 else np.zeros_like(parts)
