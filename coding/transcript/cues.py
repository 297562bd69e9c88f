"""Subtitles: timed cues, shared by WebVTT and SubRip, from a text that may keep neither standard."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from coding.transcript.clock import seconds
from coding.transcript.utterances import Utterance, clean_label

TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
TIMING = re.compile(rf"\s*({TIME})\s*-->\s*({TIME})(?:\s.*)?")

_NOT_SHOWN = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_LABEL = re.compile(r"\s*(?:>>\s*)?[\[(]?([^\s:\[\]()<>][^:\n\[\]<>]{0,63}?)[\])]?\s*:\s+(?=\S)")
_WORDS_IN_LABEL = 6
# A label in one cue of a hundred is a word before a colon, not a person; somebody who speaks once among labelled
# cues is still kept.
_LABELLED_SHARE = 0.1
_ROLLING_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Cue:
    """Lines shown from `start` to `end` seconds."""

    lines: tuple[str, ...]
    start: float
    end: float


def parse(lines: Sequence[str], *, named: bool) -> tuple[list[Cue], list[str]]:
    """The cues, and the lines before the first. `named`: a line of its own before the times is the cue's name, and
    notes and styles stand between cues (WebVTT); else only a number is (SubRip)."""
    timings = [(at, found) for at, line in enumerate(lines) if (found := TIMING.fullmatch(line))]
    if not timings:
        return [], list(lines)
    above = _paragraphs(lines[: timings[0][0]], named=named)
    before = [part for part in above if not (named and _NOT_SHOWN.match(part[0]))]
    cues: list[Cue] = []
    for (at, timing), (until, _) in zip(timings, [*timings[1:], (None, None)], strict=True):
        paragraphs = _paragraphs(lines[at + 1 : until], named=named and until is not None, numbered=until is not None)
        shown = [line for part in paragraphs if not (named and _NOT_SHOWN.match(part[0])) for line in part]
        start, end = (seconds(time.replace(",", ".")) or 0.0 for time in timing.groups())
        # Some cues end before they start; such an end says nothing.
        cues.append(Cue(tuple(line.strip() for line in shown), start, max(start, end)))
    return cues, [line for part in before for line in part]


def _paragraphs(lines: Sequence[str], *, named: bool, numbered: bool = True) -> list[list[str]]:
    """Lines between blank lines; the next cue's name, which touches its times, is left out."""
    parts: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            parts[-1].append(line)
        elif parts[-1]:
            parts.append([])
    touches = bool(lines) and bool(lines[-1].strip())
    if touches and numbered and parts[-1][-1].strip().isdigit():
        parts[-1].pop()
    elif touches and named and len(parts) > 1 and len(parts[-1]) == 1:
        parts.pop()
    return [part for part in parts if part]


def unroll(cues: Sequence[Cue]) -> list[Cue]:
    """Automatic captions repeat the line above the one being spoken; where a file does so, each line is kept once."""
    overlaps = [0, *(_overlap(before.lines, cue.lines) for before, cue in pairwise(cues))]
    rolling = sum(1 for overlap, cue in zip(overlaps, cues, strict=True) if overlap and _follows(cue, overlap))
    if len(cues) < 3 or rolling < _ROLLING_SHARE * len(cues):
        return list(cues)
    kept = (replace(cue, lines=cue.lines[overlap:]) for overlap, cue in zip(overlaps, cues, strict=True))
    return [cue for cue in kept if cue.lines]


def _follows(cue: Cue, overlap: int) -> bool:
    # A cue that only repeats ("Ya." after "Ya.") may be speech; one that repeats and goes on is rolling.
    return len(cue.lines) > overlap or cue.end - cue.start < 0.1


def _overlap(before: Sequence[str], after: Sequence[str]) -> int:
    sizes = range(min(len(before), len(after)), 0, -1)
    return next((size for size in sizes if list(before[-size:]) == list(after[:size])), 0)


def spoken(cues: Sequence[Cue]) -> list[Utterance]:
    """Cues whose speakers, if any, stand in the words: `Name: words`."""
    lines = [(cue, line) for cue in cues for line in cue.lines]
    labels = Counter(label for _, line in lines if (label := label_of(line)))
    # A handle in small letters is a person where it comes again; once, it is a word of the sentence.
    for label in [label for label, count in labels.items() if count == 1 and label[0].islower()]:
        del labels[label]
    labelled = sum(labels.values())
    if not (len(labels) > 1 and labelled >= _LABELLED_SHARE * len(cues)) and labelled * 2 < len(cues):
        labels.clear()
    return [utterance for cue in cues for utterance in _split(cue, labels)]


def label_of(line: str) -> str | None:
    """The name before a colon at the start of a line, where it looks like a name."""
    found = _LABEL.match(line)
    label = clean_label(found.group(1)) if found else None
    if not label or len(label.split()) > _WORDS_IN_LABEL or re.search(r"\d[:.]\d|//", label):
        return None
    first, *rest = label.split()
    name = first[0].isupper() or first[0].isdigit() or not rest
    # "Jadi begini: …" is speech; "Bapak Haji Ahmad bin Umar: …" and "Informan 3 (Petugas BPJS): …" are names.
    small = sum(1 for word in rest if word[0].islower())
    return label if name and any(sign.isalpha() for sign in label) and small <= len(rest) // 3 else None


def _split(cue: Cue, labels: Counter[str]) -> Iterator[Utterance]:
    """One utterance per voice in the cue; a line without a label goes on with the line above."""
    words: list[str] = []
    speaker: str | None = None
    for line in cue.lines:
        label = label_of(line)
        if label is None or label not in labels:
            words.append(line.strip())
            continue
        if words:
            yield Utterance(" ".join(words), speaker, cue.start, cue.end)
        found = _LABEL.match(line)
        speaker, words = label, [line[found.end() if found else 0 :].strip()]
    if any(words):
        yield Utterance(" ".join(words), speaker, cue.start, cue.end)
