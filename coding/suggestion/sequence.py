"""Codes run on: what the passage before got says more about an interview's next passage than its words do.

How strongly they run on differs between projects (topics do, speech acts do not), so it is learned from each.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coding.suggestion import weights
from coding.suggestion.pooling import Flags, Table, most_likely, sigmoid

_BACK = 5
_PULL = 3.0


@dataclass(frozen=True, slots=True)
class Running:
    """Weights of the text's logit, of the previous passage's code, of the four before it, and an intercept."""

    text: float
    previous: float
    recent: float
    intercept: float

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
        before = [_before(truth.astype(float), known, docs, row) for row in rows]
        features = np.stack(
            [
                logits[rows].ravel(),
                np.concatenate([previous for previous, _ in before]),
                np.concatenate([recent for _, recent in before]),
                np.ones(len(rows) * logits.shape[1]),
            ],
            axis=1,
        )
        return cls(*most_likely(features, truth[rows].ravel(), prior, _PULL).tolist())

    def chances(self, logits: Table, truth: Flags, known: Flags, docs: Sequence[str]) -> Table:
        """Chances of passages in document order (passages × codes).

        A passage whose previous one is undecided is judged by its text alone.
        """
        chances = sigmoid(logits)
        given = truth.astype(float)
        for row in range(1, len(docs)):
            if docs[row] == docs[row - 1] and known[row - 1]:
                previous, recent = _before(given, known, docs, row)
                chances[row] = sigmoid(
                    self.text * logits[row] + self.previous * previous + self.recent * recent + self.intercept
                )
        return chances


def _before(given: Table, known: Flags, docs: Sequence[str], row: int) -> tuple[Table, Table]:
    """The codes of the previous passage, and those of the four before it, where decided and in the same document."""
    recent = np.zeros(given.shape[1])
    for other in range(row - 2, max(-1, row - 1 - _BACK), -1):
        if docs[other] != docs[row]:
            break
        if known[other]:
            recent = np.maximum(recent, given[other])
    return given[row - 1], recent
