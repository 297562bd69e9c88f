"""The classifier: text, project-wide meaning, keyword rules and the codebook's own words in one calibrated score.

It works from the codebook alone while nothing is coded, and learns from the first codings on.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from coding.suggestion.classifier_reasons import NAMED, Speaker, Spoken, reasons_of
from coding.suggestion.classifier_state import Learned, packed, unpacked
from coding.suggestion.classifier_text import TextModel, Texts, Trial, best_trial
from coding.suggestion.features import Features
from coding.suggestion.keywords import Keywords
from coding.suggestion.material import Decided, Guess, Passage, Reason, Scheme
from coding.suggestion.pooling import Flags, Table, sigmoid
from coding.suggestion.sequence import Running, before_of

Progress = Callable[[float], None]

SHOW = 0.3
CALIBRATED_FROM = 25


class Classifier:
    """A suggester that learns. The same data, seed and version give the same suggestions, bit for bit.

    `show` is the chance from which a code is shown unasked; words are named for the `named` likeliest codes.
    """

    follows = True

    def __init__(self, *, seed: int = 0, show: float = SHOW, named: int = 5) -> None:
        self.seed = seed
        self.show = show
        self.named = named

    @property
    def calibrated(self) -> bool:
        """Whether scores may be told as chances."""
        return len(self.order_) >= CALIBRATED_FROM

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
        features = features or Features(scheme.language).fit(corpus, self.seed)
        self._read(scheme, features, _keywords(scheme).counts(corpus))
        step(0.4)
        self.known_, self.truth_, self.order_ = self._decisions(decided)
        docs = self.docs_[self.order_]
        texts, truth = self.texts_[self.order_], self.truth_[self.order_]
        chosen = best_trial(texts, truth, docs, self.definitions_, self.features_.running, self.seed)
        step(0.8)
        self.line_ = np.array([1.0, 0.0]) if chosen is None else chosen.calibration
        smoothed = self.features_.running if chosen is None else chosen.smoothed
        self.model_ = TextModel.learn(texts, truth, docs, self.definitions_, smoothed, self.seed)
        self.running_ = self._run(chosen)
        self._prepare()
        step(1.0)
        return self

    def suggest(self, passages: Sequence[Passage], decided: Sequence[Decided] | None = None) -> list[list[Guess]]:
        """Every code for every passage, surest first; the likeliest with the words that speak for them.

        `decided` are all decisions so far: what the passages before got counts at once, without training. A passage
        that is not in the corpus is judged by its text alone. A code with less than three examples, or with all in one
        document, is shown unasked only where the codebook or the passages before would do so, too.
        """
        chances, grounds = self._judged(passages, decided)
        evidence = self._evidence(passages, chances)
        codes, shown = self.scheme_.codes, np.minimum(chances, grounds) >= self.show
        return [
            [
                Guess(codes[place], float(chances[row, place]), bool(shown[row, place]), evidence[row].get(place, ()))
                for place in np.argsort(-chances[row], kind="stable")
            ]
            for row in range(len(passages))
        ]

    def chances(self, passages: Sequence[Passage], decided: Sequence[Decided] | None = None) -> Table:
        """The scores alone: passages × codes, codes in codebook order."""
        return self._judged(passages, decided)[0]

    def explain(self, passage: Passage, code: str, decided: Sequence[Decided] | None = None) -> tuple[Reason, ...]:
        """Why a code has its score, and what speaks against it: what runs on comes first, then the strongest.

        Weights are logits. "words" comes twice, raising and lowering; "usual" is how common the code is,
        seen from the mean of all. "similar" names the nearest passage that got the code (its cosine as weight) and
        the nearest that did not (its cosine below zero); they illustrate and move nothing. Both are looked for among
        `decided` and what the training knew.
        """
        row, place = self.features_.rows.get(passage.id), self.scheme_.codes.index(code)
        known, truth, (chances, _) = self._now(decided, np.array([] if row is None else [row], dtype=np.int64))
        speaker, slope = self._speaker(), float(self.line_[0])
        before: Reason | None = None
        if row is not None and self.running_.reaches(known, self.features_.docs, row):
            slope *= self.running_.text
            before = self._continues(row, place, np.where(known[:, None], truth, chances))
        spoken = Spoken(speaker, self._row(passage), self.keywords_.hits([passage])[0], slope)
        read = known[:, None]
        alike = self._alike(passage, place, known | self.known_, np.where(read, truth, self.truth_))
        return reasons_of(spoken, code, place, before, alike)

    def state(self) -> dict[str, NDArray[Any]]:
        """Everything learned as plain arrays for `np.savez`; never pickled, so a stranger's file can't act."""
        learned = Learned(self.model_, self.running_, self.line_, self.order_, self.truth_, self.texts_.hits)
        return packed(self.scheme_, self.features_, learned, self.seed)

    @classmethod
    def from_state(cls, arrays: Mapping[str, NDArray[Any]], *, show: float = SHOW, named: int = 5) -> Self:
        """The same classifier again."""
        scheme, features, learned, seed = unpacked(arrays)
        found = cls(seed=seed, show=show, named=named)
        found._read(scheme, features, learned.hits)
        found.model_, found.running_, found.line_ = learned.model, learned.running, learned.line
        found.order_, found.truth_ = learned.order, learned.truth
        found.known_ = np.zeros(len(features.ids), dtype=bool)
        found.known_[found.order_] = True
        found._prepare()
        return found

    def _read(self, scheme: Scheme, features: Features, hits: NDArray[np.int32]) -> None:
        self.scheme_, self.features_ = scheme, features
        self.keywords_ = _keywords(scheme)
        self.texts_ = Texts.of(features, hits)
        self.definitions_ = features.definitions(scheme.labels)
        self.docs_ = np.unique(np.array(features.docs, dtype=np.str_), return_inverse=True)[1]

    def _run(self, chosen: Trial | None) -> Running:
        logits, known = np.zeros(self.truth_.shape), np.zeros(len(self.truth_), dtype=bool)
        if chosen is not None:
            logits[self.order_], known[self.order_] = self._line(chosen.logits), chosen.tested
        return Running.learn(logits, self.truth_, known, self.features_.docs)

    def _prepare(self) -> None:
        self._spoken: Speaker | None = None
        self.logits_ = self._line(self.model_.logits(self.texts_))
        self.grounds_ = np.where(self.model_.doubtful, self._line(self.model_.untaught(self.texts_)), self.logits_)
        self._tables: tuple[Table, Table] | None = None

    def _along(self, known: Flags, truth: Flags, rows: NDArray[np.int64] | None = None) -> tuple[Table, Table]:
        """Chances of the corpus, and the same where codes of few examples have only the codebook to speak.

        With `rows` only the documents of these rows are filled; no document says anything of another.
        """
        wanted = np.ones(len(known), dtype=bool) if rows is None else np.isin(self.docs_, self.docs_[rows])
        docs = self.docs_[wanted].tolist()
        chances, grounds = np.zeros(truth.shape), np.zeros(truth.shape)
        chances[wanted] = self.running_.chances(self.logits_[wanted], truth[wanted], known[wanted], docs)
        if not self.model_.doubtful.any():
            return chances, chances
        grounds[wanted] = self.running_.chances(self.grounds_[wanted], truth[wanted], known[wanted], docs)
        return chances, grounds

    def _now(
        self, decided: Sequence[Decided] | None, rows: NDArray[np.int64]
    ) -> tuple[Flags, Flags, tuple[Table, Table]]:
        """Which passages were decided, what they got, and the chances (see `_along`)."""
        if decided is not None:
            known, truth, _ = self._decisions(decided)
            return known, truth, self._along(known, truth, rows)
        if self._tables is None:
            self._tables = self._along(self.known_, self.truth_)
        return self.known_, self.truth_, self._tables

    def _judged(self, passages: Sequence[Passage], decided: Sequence[Decided] | None) -> tuple[Table, Table]:
        rows = np.array([self.features_.rows.get(passage.id, -1) for passage in passages], dtype=np.int64)
        tables = self._now(decided, rows[rows >= 0])[2]
        away = rows < 0
        chances, grounds = (np.zeros((len(rows), len(self.scheme_.codes))) for _ in tables)
        chances[~away], grounds[~away] = (table[rows[~away]] for table in tables)
        if away.any():
            strangers = [passage for passage, strange in zip(passages, away, strict=True) if strange]
            words, meaning = self.features_.transform([passage.text for passage in strangers])
            texts = Texts(words, meaning, meaning, self.keywords_.counts(strangers))
            chances[away] = sigmoid(self._line(self.model_.logits(texts)))
            untaught = sigmoid(self._line(self.model_.untaught(texts)))
            grounds[away] = np.where(self.model_.doubtful, untaught, chances[away])
        return chances, grounds

    def _evidence(self, passages: Sequence[Passage], chances: Table) -> list[dict[int, tuple[str, ...]]]:
        """For the likeliest codes of each passage the keywords hit, then the words that raise the score most."""
        if not self.named or not self.scheme_.codes:
            return [{} for _ in passages]
        codes, speaker = self.scheme_.codes, self._speaker()
        found = []
        for passage, row, by_rules in zip(passages, chances, self.keywords_.suggest(passages), strict=True):
            hit, said = {one.code: one.evidence for one in by_rules}, speaker.said(self._row(passage))
            added = said.learned + said.defined
            found.append(
                {
                    int(place): speaker.evidence(said, added[:, place], hit.get(codes[place], ()))[:NAMED]
                    for place in np.argsort(-row, kind="stable")[: self.named]
                }
            )
        return found

    def _speaker(self) -> Speaker:
        if self._spoken is None:
            self._spoken = Speaker(self.features_, self.model_)
        return self._spoken

    def _row(self, passage: Passage) -> Any:
        place = self.features_.rows.get(passage.id)
        speaker = self._speaker()
        return speaker.stranger(passage.text) if place is None else speaker.row(place, passage.text)

    def _continues(self, row: int, place: int, expected: Table) -> Reason:
        """What the passages before add, decided or to be expected."""
        previous, recent = before_of(expected, None, self.features_.docs, row)
        weight = float(self.running_.previous * previous[place] + self.running_.recent * recent[place])
        return Reason("continues", (), weight, self.features_.ids[row - 1])

    def _alike(self, passage: Passage, place: int, known: Flags, truth: Flags) -> list[Reason]:
        """The nearest decided passage that got the code, and the nearest that did not."""
        row = self.features_.rows.get(passage.id)
        meaning = self.features_.transform([passage.text])[1][0] if row is None else self.features_.meaning[row]
        found = []
        for given, sign in ((truth[:, place], 1.0), (~truth[:, place], -1.0)):
            others = np.flatnonzero(known & given & (np.arange(len(known)) != (-1 if row is None else row)))
            if len(others):
                near = self.features_.meaning[others] @ meaning
                best = int(np.argmax(near))
                found.append(Reason("similar", (), sign * float(near[best]), self.features_.ids[others[best]]))
        return found

    def _line(self, logits: Table) -> Table:
        calibrated: Table = self.line_[0] * logits + self.line_[1]
        return calibrated

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


@lru_cache(maxsize=8)
def _keywords(scheme: Scheme) -> Keywords:
    return Keywords().fit(scheme)


def _silent(share: float) -> None:
    """Nobody listens."""
