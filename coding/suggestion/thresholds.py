"""From the error a person accepts to what is shown: a threshold per code, or silence.

Scores must be made before the decisions they are compared with, or on sources the model was not trained on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coding.suggestion.measures import Bools, Floats

ENOUGH = 10
"""Right suggestions a code needs before it gets a threshold of its own."""

_Z_ONE_SIDED_80 = 0.8416212335729143


@dataclass(frozen=True, slots=True)
class Threshold:
    """Show the code from score `at` on. `right` of the `of` past suggestions from there on were right."""

    at: float
    right: int
    of: int
    pooled: bool = False


def thresholds(
    codes: Sequence[str], scores: Floats, truth: Bools, accepted_error: float
) -> dict[str, Threshold | None]:
    """The lowest threshold for each code that keeps the accepted error; None where the code must stay silent.

    `scores` and `truth` are n × codes, `accepted_error` a share (3 wrong in 10: 0.3). The promise is held by the lower
    bound of the expected precision (Wilson, one-sided 80 %). A code with fewer than 10 positives takes the
    threshold of all such scores pooled; one with enough of its own that fails is silent.
    """
    wanted = 1 - accepted_error
    pooled: Threshold | None = None
    if scores.size:
        at = _lowest(scores.ravel(), truth.ravel(), wanted)
        pooled = Threshold(at.at, at.right, at.of, pooled=True) if at else None
    positives = truth.sum(axis=0)
    return {
        code: _lowest(scores[:, place], truth[:, place], wanted) if positives[place] >= ENOUGH else pooled
        for place, code in enumerate(codes)
    }


def _lowest(scores: Floats, truth: Bools, wanted: float) -> Threshold | None:
    falling = np.argsort(-scores, kind="stable")
    falling = falling[scores[falling] > 0]
    if not len(falling):
        return None
    ranked = scores[falling]
    right = np.cumsum(truth[falling].astype(int))
    of = np.arange(1, len(ranked) + 1)
    tie_ends = np.append(ranked[1:] != ranked[:-1], True)
    good = np.flatnonzero(tie_ends & (_lower_bound(right, of) >= wanted))
    if not len(good):
        return None
    last = int(good[-1])
    return Threshold(float(ranked[last]), int(right[last]), int(of[last]))


def _lower_bound(right: NDArray[np.int_], of: NDArray[np.int_]) -> Floats:
    z = _Z_ONE_SIDED_80
    share = right / of
    middle = share + z * z / (2 * of)
    half = z * np.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    bound: Floats = (middle - half) / (1 + z * z / of)
    return bound


def in_words(chance: float, examples: int) -> tuple[int, int] | None:
    """ "Of ten like this, about seven were right": (right, of) for a chance that rests on so many decisions.

    Never promises all or none of them; None under 25 decisions, when nothing may be said about chances.
    """
    if examples < 25:
        return None
    of = 10 if 0.05 <= chance <= 0.95 else 20
    return min(of - 1, max(1, round(chance * of))), of
