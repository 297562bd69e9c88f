"""What the labels of a whole text tell about one another: numbers of questions, lone letters, dashes."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from coding.transcript.labels import Candidate
from coding.transcript.vocabulary import PAIRS

_NUMBERED = re.compile(r"([A-Za-z]+)[ .]?(\d{1,3})")
_VOICES = 2


def settle(candidates: Sequence[Candidate], dashed: Mapping[int, Candidate]) -> list[Candidate]:
    """The candidates that can be labels beside the others; `dashed` holds, by row, what a dash would close."""
    return _numbered_pairs(_with_dashes(_without_lone_letters(candidates), dashed))


def _without_lone_letters(candidates: Sequence[Candidate]) -> list[Candidate]:
    """`A. Identitas` numbers a heading, unless such letters answer one another."""
    letters = {candidate.key for candidate in candidates if candidate.shape == "dot"}
    paired = any(letters.issuperset(pair) for pair in PAIRS)
    return [candidate for candidate in candidates if paired or candidate.shape != "dot"]


def _with_dashes(candidates: Sequence[Candidate], dashed: Mapping[int, Candidate]) -> list[Candidate]:
    """`Rabu – Kamis` spans days, unless names before dashes come again; then `Ani – begini: …` is Ani's."""
    names = Counter(candidate.key for candidate in dashed.values())
    again = {name for name, count in names.items() if count > 1}
    labels = Counter(candidate.key for candidate in candidates)
    if len(again) < _VOICES:
        return [candidate for candidate in candidates if candidate.shape != "dash"]
    return [
        dashed[candidate.row]
        if candidate.row in dashed and dashed[candidate.row].key in again and labels[candidate.key] == 1
        else candidate
        for candidate in candidates
    ]


def _numbered_pairs(candidates: Sequence[Candidate]) -> list[Candidate]:
    """`Q1: … A1: … Q2: …` number the questions, not the people: the numbers leave the label."""
    numbers: dict[str, list[str]] = {}
    stems: dict[int, str] = {}
    for place, candidate in enumerate(candidates):
        if found := _NUMBERED.fullmatch(candidate.label):
            numbers.setdefault(found[1].casefold(), []).append(found[2])
            stems[place] = found[1]
    paired = {
        stem
        for pair in PAIRS
        if all(len(numbers.get(one, ())) >= 2 for one in pair)
        and all(len(set(numbers[one])) == len(numbers[one]) for one in pair)
        for stem in pair
    }
    return [
        replace(candidate, label=stems[place]) if place in stems and stems[place].casefold() in paired else candidate
        for place, candidate in enumerate(candidates)
    ]
