"""More like this, least like the others, and what to look at next.

`vectors` are n × d with rows of length 1 (or of zeros: a passage without known words is like nothing);
all answers are row numbers, ties go to the passage first in the text.
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from coding.suggestion.measures import Floats

Vectors = NDArray[np.floating]
Order = Literal["useful", "surest", "text"]

_NOTHING = 1e-6
_AHEAD = 200
"""The order by use looks this many passages ahead unless told: nobody queues more in one sitting."""


def most_like(vectors: Vectors, row: int, candidates: Sequence[int], k: int) -> list[tuple[int, float]]:
    """The `k` candidates most like the passage at `row`, nearest first, each with its cosine; never the passage itself.

    Candidates that have nothing in common with it are left out, so the answer may be shorter.
    """
    others = np.array([place for place in candidates if place != row], dtype=int)
    likeness = vectors[others] @ vectors[row]
    nearest = np.argsort(-likeness, kind="stable")[:k]
    return [(int(others[place]), float(likeness[place])) for place in nearest if likeness[place] > _NOTHING]


def least_typical(vectors: Vectors, rows: Sequence[int], k: int) -> list[tuple[int, float]]:
    """The `k` of a code's passages least like its others, oddest first, each with its cosine to their centre.

    The centre leaves the passage out, so that it can't speak for itself. Under three passages there is no "usual".
    """
    if len(rows) < 3:
        return []
    chosen = vectors[np.array(rows, dtype=int)]
    centres = chosen.sum(axis=0) - chosen
    lengths = np.linalg.norm(centres, axis=1)
    likeness = np.divide(
        (chosen * centres).sum(axis=1), lengths, out=np.zeros(len(rows), dtype=chosen.dtype), where=lengths > 1e-9
    )
    return [(rows[place], float(likeness[place])) for place in np.argsort(likeness, kind="stable")[:k]]


def order(scores: Floats, vectors: Vectors, by: Order = "useful", k: int = _AHEAD) -> list[int]:
    """All rows of `scores` (n × codes, chances) in the order to be looked at.

    "text" keeps the document's order, "surest" begins with the highest chance. "useful" begins with what teaches
    most: near to a coin's toss, and unlike what stands before it in the queue; its first `k` places are
    chosen so one by one (n·k steps), the rest follows by uncertainty alone.
    """
    if by == "text" or not len(scores):
        return list(range(len(scores)))
    if by == "surest":
        return _falling(np.max(scores, axis=1))
    doubt = uncertainty(scores)
    new = np.ones(len(scores))
    queue: list[int] = []
    waiting = np.ones(len(scores), dtype=bool)
    for _ in range(min(k, len(scores))):
        chosen = int(np.argmax(np.where(waiting, doubt * new, -1.0)))
        queue.append(chosen)
        waiting[chosen] = False
        new = np.minimum(new, np.clip(1 - vectors @ vectors[chosen], 0, 1))
    return queue + [row for row in _falling(doubt) if waiting[row]]


def uncertainty(scores: Floats) -> Floats:
    """How near the least certain code of each passage is to a coin's toss: 1 at a chance of .5, 0 at 0 and 1."""
    closeness: Floats = 1 - 2 * np.abs(np.clip(scores, 0, 1) - 0.5)
    doubt: Floats = np.max(closeness, axis=1, initial=0.0)
    return doubt


def _falling(values: Floats) -> list[int]:
    rows: list[int] = np.argsort(-values, kind="stable").tolist()
    return rows
