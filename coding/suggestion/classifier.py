"""The classifier: text, project-wide meaning, keyword rules and the codebook's own words in one calibrated score.

It works from the codebook alone while nothing is coded, and learns from the first codings on.
"""

from collections.abc import Callable, Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray

from coding.suggestion.classifier_text import TextModel, Texts, Trial, best_trial
from coding.suggestion.features import Features
from coding.suggestion.keywords import Keywords
from coding.suggestion.material import Decided, Guess, Passage, Scheme
from coding.suggestion.pooling import Flags, Table, sigmoid
from coding.suggestion.sequence import Running

Progress = Callable[[float], None]

SHOW = 0.3
CALIBRATED_FROM = 25


class Classifier:
    """A suggester that learns. The same data, seed and version give the same suggestions, bit for bit."""

    def __init__(self, *, seed: int = 0, show: float = SHOW) -> None:
        self.seed = seed
        self.show = show

    def fit(
        self,
        scheme: Scheme,
        corpus: Sequence[Passage],
        decided: Sequence[Decided] = (),
        *,
        features: Features | None = None,
        progress: Progress | None = None,
    ) -> Self:
        """Learn; `features` fitted before on the same corpus save most of the time, `progress` gets the share done.

        Decisions about passages that are not in the corpus count for nothing; of two about one passage the last counts.
        """
        step = progress or _silent
        self.scheme_ = scheme
        self.features_ = features or Features(scheme.language).fit(corpus, self.seed)
        step(0.3)
        self.keywords_ = Keywords().fit(scheme)
        self.texts_ = Texts.of(self.features_, self.keywords_.counts(corpus))
        step(0.4)
        self._learn(decided, step)
        step(1.0)
        return self

    def suggest(self, passages: Sequence[Passage], decided: Sequence[Decided] | None = None) -> list[list[Guess]]:
        """Every code for every passage, surest first.

        `decided` are decisions newer than the training: what the passages before got counts at once. A passage that is
        not in the corpus is judged by its text alone.
        """
        chances = self.chances(passages, decided)
        return [self._guesses(row) for row in chances]

    def chances(self, passages: Sequence[Passage], decided: Sequence[Decided] | None = None) -> Table:
        """Passages × codes."""
        rows = np.array([self.features_.rows.get(passage.id, -1) for passage in passages], dtype=np.int64)
        table = self.chances_ if decided is None else self._chances(*self._decisions(decided)[:2])
        found: Table = table[rows]
        if (rows < 0).any():
            strangers = [passage for passage, row in zip(passages, rows, strict=True) if row < 0]
            words, meaning = self.features_.transform([passage.text for passage in strangers])
            texts = Texts(words, meaning, meaning, self.keywords_.counts(strangers))
            found[rows < 0] = sigmoid(self._calibrated(self.model_.logits(texts)))
        return found

    def _learn(self, decided: Sequence[Decided], step: Progress) -> None:
        self.known_, self.truth_, rows = self._decisions(decided)
        self.calibrated = len(rows) >= CALIBRATED_FROM
        docs = np.unique(np.array(self.features_.docs, dtype=np.str_), return_inverse=True)[1][rows]
        definitions = self.features_.definitions(self.scheme_.labels)
        texts, truth = self.texts_[rows], self.truth_[rows]
        chosen = best_trial(texts, truth, docs, definitions, self.features_.running, self.seed)
        step(0.8)
        self.calibration_ = np.array([1.0, 0.0]) if chosen is None else chosen.calibration
        smoothed = self.features_.running if chosen is None else chosen.smoothed
        self.model_ = TextModel.learn(texts, truth, docs, definitions, smoothed, self.seed)
        self.logits_ = self._calibrated(self.model_.logits(self.texts_))
        self.running_ = self._running(chosen, rows)
        self.chances_ = self._chances(self.known_, self.truth_)

    def _running(self, chosen: Trial | None, rows: NDArray[np.int64]) -> Running:
        logits, known = np.zeros(self.truth_.shape), np.zeros(len(self.truth_), dtype=bool)
        if chosen is not None:
            logits[rows], known[rows] = self._calibrated(chosen.logits), chosen.tested
        return Running.learn(logits, self.truth_, known, self.features_.docs)

    def _calibrated(self, logits: Table) -> Table:
        line: Table = self.calibration_[0] * logits + self.calibration_[1]
        return line

    def _chances(self, known: Flags, truth: Flags) -> Table:
        return self.running_.chances(self.logits_, truth, known, self.features_.docs)

    def _decisions(self, decided: Sequence[Decided]) -> tuple[Flags, Flags, NDArray[np.int64]]:
        """Which passages were decided, what they got, and their rows in the order of coding."""
        codes = {code: place for place, code in enumerate(self.scheme_.codes)}
        rows = self.features_.rows
        last = {one.passage: one for one in decided if one.passage in rows}
        known, truth = np.zeros(len(rows), dtype=bool), np.zeros((len(rows), len(codes)), dtype=bool)
        for one in last.values():
            known[rows[one.passage]] = True
            truth[rows[one.passage], [codes[code] for code in one.codes if code in codes]] = True
        return known, truth, np.array([rows[name] for name in last], dtype=np.int64)

    def _guesses(self, chances: Table) -> list[Guess]:
        codes = self.scheme_.codes
        order = np.argsort(-chances, kind="stable")
        return [Guess(codes[place], float(chances[place]), bool(chances[place] >= self.show)) for place in order]


def _silent(share: float) -> None:
    """Nobody listens."""
