"""All evidence for a code brought into one score by weights that all codes share, and the score made honest.

A code with three examples can't find its own weights; twenty shared ones work from the first example on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coding.suggestion import weights

Table = NDArray[np.float64]
Flags = NDArray[np.bool_]

MOST_HITS = 2
"""A keyword said a third time adds nothing."""

_CALIBRATE_FROM = 20
_PULL = 5.0
_STEPS = 50
_STILL = 1e-9


@dataclass(frozen=True, slots=True)
class Pool:
    """The weights in force for each code (codes × kinds of evidence), by what supports it."""

    weights: Table
    offset: Table

    @classmethod
    def of(cls, support: Table) -> "Pool":
        """Weights by support: for each code 0 without example, 1 with about a hundred."""
        each = np.array(weights.BASE) + support[:, None] * np.array(weights.GROWTH)
        return cls(each, weights.INTERCEPT + weights.SUPPORT * support)

    def score(self, evidence: Table) -> Table:
        """Logits (passages × codes) of evidence (passages × codes × kinds)."""
        logits: Table = np.einsum("nke,ke->nk", evidence, self.weights) + self.offset
        return logits


def evidence(
    heads: tuple[Table, Table, Table],
    hits: NDArray[np.int32],
    definition: Table,
    positives: NDArray[np.int64],
    read: int,
    taught: Flags,
    record: Table,
) -> Table:
    """Passages × codes × kinds, in the order of `weights.EVIDENCE`.

    `heads` are the logits from words, the logits from meaning and the likeness to the typical example; `hits` counts
    keyword hits, `definition` is the cosine with the code's own text; `read` is how many passages were decided,
    `record` how a keyword of the code fared in them.
    """
    near = 3 * definition
    capped = np.minimum(hits, MOST_HITS).astype(float)
    others = np.minimum(capped.sum(axis=1, keepdims=True) - capped, 3)
    lead = near - near.max(axis=1, keepdims=True, initial=-3.0)
    words, meaning, typical = heads
    kinds = (
        words,
        meaning,
        3 * typical,
        capped,
        others,
        near,
        lead,
        usual(positives, read),
        (~taught).astype(float),
        np.where(hits > 0, record, 0.0),
    )
    return np.stack([np.broadcast_to(kind, hits.shape) for kind in kinds], axis=2)


def record_of(hits: NDArray[np.int32], truth: Flags) -> Table:
    """For each code the odds (logarithm) that a decided passage with its keyword got it; 0 where there is none."""
    hit = hits > 0
    right = (hit & truth).sum(axis=0)
    odds: Table = np.log((right + 2) / (hit.sum(axis=0) - right + 2))
    return odds


def usual(positives: NDArray[np.int64], read: int) -> Table:
    """The logarithm of each code's share of what was read; that of a code in seven while nothing was."""
    return np.log((positives + 0.5) / (read + 1)) if read else np.full(len(positives), -2.0)


def calibration(logits: Table, truth: Flags) -> Table:
    """Slope and intercept that make out-of-document logits honest, pulled to (1, 0); that itself under 20 codings."""
    identity = np.array([1.0, 0.0])
    if truth.any(axis=1).sum() < _CALIBRATE_FROM:
        return identity
    return most_likely(np.c_[logits.ravel(), np.ones(logits.size)], truth.ravel(), identity, _PULL)


def log_loss(logits: Table, truth: Flags) -> float:
    """Mean of what the chances cost: 0 for a seer, ln 2 for a coin."""
    return float(np.mean(np.logaddexp(0, np.where(truth, -logits, logits))))


def most_likely(features: Table, truth: Flags, prior: Table, pull: float) -> Table:
    """Weights of a logistic model with a Gaussian prior of precision `pull` around `prior` (Newton's method)."""
    found = prior.copy()
    if not len(truth):
        return found
    loss = _cost(features, truth, prior, pull, found)
    for _ in range(_STEPS):
        chance = sigmoid(features @ found)
        slope = features.T @ (chance - truth) + pull * (found - prior)
        bend = (features * (chance * (1 - chance))[:, None]).T @ features + pull * np.eye(len(found))
        step = np.linalg.solve(bend, slope)
        while (new := _cost(features, truth, prior, pull, found - step)) > loss and np.abs(step).max() > _STILL:
            step = step / 2  # Newton's step leaves the valley where scores boast.
        if new > loss or np.abs(step).max() <= _STILL:
            break
        found, loss = found - step, new
    return found


def _cost(features: Table, truth: Flags, prior: Table, pull: float, found: Table) -> float:
    logits = features @ found
    away = found - prior
    return float(np.logaddexp(0, np.where(truth, -logits, logits)).sum() + pull / 2 * (away @ away))


def sigmoid(logits: Table) -> Table:
    chance: Table = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return chance


def folds(docs: Sequence[str], many: int = 4) -> NDArray[np.int64]:
    """A part for each passage, whole documents in one part; stretches of the one document where there is no other."""
    names = list(dict.fromkeys(docs))
    if len(names) < 2:
        return np.arange(len(docs)) * many // max(1, len(docs))
    number = {name: place % min(many, len(names)) for place, name in enumerate(names)}
    return np.array([number[doc] for doc in docs], dtype=np.int64)
