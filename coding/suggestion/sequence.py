"""Codes run on: what the passage before got says more about an interview's next passage than its words do.

How strongly they run on differs between projects (topics do, speech acts do not), so it is learned from each.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coding.suggestion import weights
from coding.suggestion.pooling import Flags, Table, most_likely, sigmoid

_BACK = 5
_LEARNED_FROM = 100
_REACH = 25
_PULL = 3.0


@dataclass(frozen=True, slots=True)
class Running:
    """Weights of the text's logit, of the previous passage's code, of the four before it, and an intercept.

    `learned` is whether enough was decided for the weights to be this project's own.
    """

    text: float
    previous: float
    recent: float
    intercept: float
    learned: bool = False

    @classmethod
    def learn(cls, logits: Table, truth: Flags, known: Flags, docs: Sequence[str]) -> "Running":
        """From decided passages whose previous passage was decided, too.

        `logits` (passages × codes, document order) must come from models that did not see the passage; `known` says
        which passages were decided, `truth` what they got.
        """
        prior = np.array(weights.SEQUENCE)
        rows = [row for row in range(1, len(docs)) if known[row] and known[row - 1] and docs[row] == docs[row - 1]]
        if not rows:
            return cls(*prior.tolist())
        given = truth.astype(float)
        before = [before_of(given, known, docs, row) for row in rows]
        features = np.stack(
            [
                logits[rows],
                np.stack([previous for previous, _ in before]),
                np.stack([recent for _, recent in before]),
                np.ones((len(rows), logits.shape[1])),
            ],
            axis=2,
        )
        # Which code comes next is learned from coded passages; how sure to be, from those left uncoded as well.
        coded = truth[rows].any(axis=1)
        found = most_likely(features[coded].reshape(-1, 4), truth[rows][coded].ravel(), prior, _PULL)
        told = (features @ found).ravel()
        slope, shift = most_likely(np.c_[told, np.ones(told.size)], truth[rows].ravel(), np.array([1.0, 0.0]), _PULL)
        text, previous, recent, intercept = (slope * found).tolist()
        return cls(text, previous, recent, intercept + float(shift), len(rows) >= _LEARNED_FROM)

    def chances(self, logits: Table, truth: Flags, known: Flags, docs: Sequence[str]) -> Table:
        """Chances of passages in document order (passages × codes); a passage's own decision never counts for it.

        Where the previous passage is undecided, what it will probably get counts, if a decision lies near before it;
        else the text alone.
        """
        chances = sigmoid(logits)
        expected = np.where(known[:, None], truth, chances)
        reach = 0
        """How many passages further down the last decision still speaks."""
        for row in range(1, len(docs)):
            if docs[row] != docs[row - 1]:
                reach = 0
                continue
            reach = (_REACH if self.learned else 1) if known[row - 1] else reach - 1
            if reach > 0:
                chances[row] = self._chance(logits[row], *before_of(expected, None, docs, row))
                expected[row] = truth[row] if known[row] else chances[row]
        return chances

    def reaches(self, known: Flags, docs: Sequence[str], row: int) -> bool:
        """Whether what came before counts for a passage."""
        for other in range(row - 1, max(-1, row - 1 - (_REACH if self.learned else 1)), -1):
            if docs[other] != docs[row]:
                return False
            if known[other]:
                return True
        return False

    def _chance(self, logits: Table, previous: Table, recent: Table) -> Table:
        """The chance in the mean over what came before, each code by itself."""
        text = self.text * logits + self.intercept
        either = previous * sigmoid(text + self.previous) + (1 - previous) * sigmoid(text)
        both = previous * sigmoid(text + self.previous + self.recent) + (1 - previous) * sigmoid(text + self.recent)
        chance: Table = recent * both + (1 - recent) * either
        return chance


def before_of(given: Table, known: Flags | None, docs: Sequence[str], row: int) -> tuple[Table, Table]:
    """Chances that the previous passage, and that any of the four before it, has each code; zeros beyond the document.

    With `known`, only passages that are decided count.
    """
    missed = np.ones(given.shape[1])
    for other in range(row - 2, max(-1, row - 1 - _BACK), -1):
        if docs[other] != docs[row]:
            break
        if known is None or known[other]:
            missed = missed * (1 - given[other])
    previous = given[row - 1] if row and docs[row - 1] == docs[row] else np.zeros(given.shape[1])
    return previous, 1 - missed
