"""Long runs without a sentence mark (automatic transcripts): cut at pauses, else before conjunctions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from coding.model import Moment
from coding.segmentation.spoken import ends_sentence

LONGEST = 60  # words a run may have before it is cut
_USUAL, _LEAST, _MOST = 20, 8, 40  # words of a piece: aimed at, at least, at most where there is a choice
_PAUSE = 0.5  # seconds of silence that count
_WORD = re.compile(r"\S+")
_JOINTS = re.compile(
    r"dan|tapi|tetapi|jadi|terus|karena|soalnya|makanya|lalu|kemudian|nah|kalau|sedangkan|padahal|sehingga|supaya"
    r"|and|but|so|because|then|or|well|which|although|while|if"
)


@dataclass(frozen=True, slots=True)
class _Joint:
    """A place where a run may be cut: before word number `word`; the stronger the better."""

    word: int
    strength: float


def bearable(text: str, start: int, end: int, moments: Sequence[Moment] = ()) -> list[tuple[int, int]]:
    """The span as it is, or cut into pieces if it has more than 60 words and no sentence mark at its end.

    `moments` are the times of the source, in the order of its text.
    """
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    if len(words) <= LONGEST or ends_sentence(text[start:end]):
        return [(start, end)]
    joints = _joints(text, words, _silences(moments, start, end))
    firsts = [0]
    while len(words) - firsts[-1] > _MOST:
        firsts.append(_next_cut(firsts[-1], len(words), joints))
    stops = [*firsts[1:], len(words)]
    return [(words[first][0], words[stop - 1][1]) for first, stop in zip(firsts, stops, strict=True)]


def _next_cut(first: int, total: int, joints: list[_Joint]) -> int:
    """The best joint for a piece that begins at word `first`; without any, the piece gets its usual size."""
    within = [joint for joint in joints if _LEAST <= joint.word - first <= _MOST and total - joint.word >= _LEAST]
    if not within:
        return first + _USUAL
    return max(within, key=lambda joint: joint.strength - abs(joint.word - first - _USUAL) / _USUAL).word


def _silences(moments: Sequence[Moment], start: int, end: int) -> dict[int, float]:
    """Offset → seconds of silence before the words there; 0 where a time begins and no silence is known."""
    silences: dict[int, float] = {}
    for earlier, later in pairwise(moments):
        if start < later.at < end:
            silences[later.at] = max(0.0, later.start - earlier.end) if earlier.end is not None else 0.0
    return silences


def _joints(text: str, words: list[tuple[int, int]], silences: dict[int, float]) -> list[_Joint]:
    joints = []
    for number, (first, last) in enumerate(words):
        silence = silences.get(first)
        if silence is not None and silence >= _PAUSE:
            joints.append(_Joint(number, 2 + min(silence, 3.0)))
        elif _JOINTS.fullmatch(text[first:last].strip(",").lower()):
            joints.append(_Joint(number, 1.0))
        elif silence is not None:
            joints.append(_Joint(number, 0.5))
    return joints
