"""A source and its corrected text → the source as it then stands: turns, marks, moments and pages follow the words.

Speakers are not guessed anew, for people have decided about them: a turn keeps its speaker as long as its label stands.
On lines that were changed the labels of this source are looked for again, so a turn can be split, joined, or given to
somebody else by writing it so. A label that is changed into none of them is refused; one that is written into a turn
and names nobody is told, and names somebody where a person says whom.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from coding.errors import LabelBroken, LettersLost, TextEmpty, TextUnchanged, TooLarge
from coding.model import Mark, Source, Speaker, Turn
from coding.transcript.lines import lines
from coding.transcript.revision import Revision, Spans, revise
from coding.transcript.strangers import Stranger, strangers
from coding.transcript.turns import Unsaid
from coding.transcript.withdrawal import words_said

MOST_LETTERS = 5_000_000
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Correction:
    """A source under a new text, the edits that led there, how many words are said in it, and labels of nobody."""

    source: Source
    revision: Revision
    words: int
    strangers: tuple[Stranger, ...] = ()


@dataclass(frozen=True, slots=True)
class _Head:
    """Where a turn's line begins and where its words do, who speaks, and how far they reach if no turn of old says."""

    start: int
    words: int
    speaker: str | None
    marks: tuple[Mark, ...] = ()
    reach: int = 0


def correct(source: Source, text: str, keep: Spans = (), voices: Mapping[str, str] | None = None) -> Correction:
    """The source with this text; `keep` are spans that should come through where the edits leave a choice.

    `voices` says who speaks behind labels that are printed nowhere yet; who is no speaker here becomes one.

    Refuses what is the same (TextUnchanged), has no words (TextEmpty), is too long (TooLarge), can't be stored
    (LettersLost), or makes a speaker's label unreadable (LabelBroken).
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    check_text(source, text)
    labels = [(mark.start, mark.end) for mark in source.marks if mark.kind == "label"]
    revision = revise(source.text, text, [*keep, *labels])
    marks = _marks(source, revision)
    heads = _Heads(source, revision, marks, voices or {}).all()
    marks = tuple(sorted((*marks, *(mark for head in heads for mark in head.marks)), key=lambda mark: mark.start))
    unsaid = Unsaid(text, ((mark.start, mark.end) for mark in marks))
    turns = _turns(source, revision, heads, unsaid)
    corrected = replace(
        source,
        text=text,
        turns=turns,
        marks=marks,
        moments=tuple(
            {at: replace(one, at=at) for one in source.moments if (at := revision.at(one.at)) < len(text)}.values()
        ),
        pages=tuple(
            {at: replace(one, start=at) for one in source.pages if (at := revision.at(one.start)) < len(text)}.values()
        ),
        lines=lines(text),
        header=_header(source, revision),
        speakers=_speakers(source, turns),
    )
    return Correction(corrected, revision, words_said(corrected), strangers(corrected, revision, voices or {}))


def _speakers(source: Source, turns: Sequence[Turn]) -> tuple[Speaker, ...]:
    known = {voice.label for voice in source.speakers}
    new = dict.fromkeys(turn.speaker for turn in turns if turn.speaker is not None and turn.speaker not in known)
    return (*source.speakers, *map(Speaker, new))


def check_text(source: Source, text: str) -> None:
    """Refuse what cannot be the text of this source, or is it already."""
    if text == source.text:
        raise TextUnchanged
    if not any(map(str.isalnum, text)):
        raise TextEmpty
    if len(text) > MOST_LETTERS:
        raise TooLarge(size=f"{len(text) / 1e6:.1f}", limit=MOST_LETTERS // 1_000_000)
    if _UNSTORABLE.search(text):
        raise LettersLost


def _marks(source: Source, revision: Revision) -> tuple[Mark, ...]:
    """What nobody said, but for labels that begin turns; a header grows with what is written at the end of its line."""
    found = []
    ends = [turn.end for turn in source.turns]
    for mark in source.marks:
        carried = revision.carry(mark.start, mark.end)
        if carried.fared == "lost" or (mark.kind == "label" and not _within_turn(source, ends, mark)):
            continue
        end = max(carried.end, revision.at(mark.end, grow=True))
        broken = revision.new.find("\n", carried.end, end)
        found.append(
            Mark(carried.start, carried.end if mark.kind != "header" else end if broken < 0 else broken, mark.kind)
        )
    return tuple(found)


def _within_turn(source: Source, ends: Sequence[int], mark: Mark) -> bool:
    """Whether a label stands within a turn: it was joined with the one before."""
    at = bisect_right(ends, mark.start)
    return at < len(ends) and source.turns[at].start <= mark.start


def _header(source: Source, revision: Revision) -> Mapping[str, str]:
    """The printed values as they are printed now; what was printed nowhere stays as it is."""
    values = dict(source.header)
    for mark in (one for one in source.marks if one.kind == "header"):
        for key, value in source.header.items():
            start = source.text.find(value, mark.start, mark.end) if value else -1
            if start < 0:
                continue
            carried = revision.carry(start, start + len(value))
            line_end = revision.new.find("\n", carried.end)
            last = source.text[start + len(value) : mark.end].strip() == "" and carried.fared != "lost"
            end = (len(revision.new) if line_end < 0 else line_end) if last else carried.end
            values[key] = revision.new[carried.start : end].strip()
    return values


def labels_before(source: Source) -> list[list[Mark]]:
    """For each turn the labels that are printed between it and the turn before."""
    labels = [mark for mark in source.marks if mark.kind == "label"]
    starts = [mark.start for mark in labels]
    ends = [0, *(turn.end for turn in source.turns)]
    return [
        [
            mark
            for mark in labels[bisect_right(starts, after - 1) : bisect_right(starts, turn.start)]
            if mark.end <= turn.start
        ]
        for after, turn in zip(ends, source.turns, strict=False)
    ]


class _Heads:
    """Where turns begin in the new text."""

    def __init__(self, source: Source, revision: Revision, marks: Sequence[Mark], voices: Mapping[str, str]) -> None:
        self.source, self.revision, self.voices = source, revision, voices
        self.new = revision.new
        self._skipped = sorted((mark.start, mark.end) for mark in marks)
        self._skips = [start for start, _ in self._skipped]
        self._labels = labels_before(source)

    @cached_property
    def _known(self) -> dict[str, str]:
        """Label as printed → its speaker, the longest first."""
        said: dict[str, Counter[str]] = {}
        for turn, marks in zip(self.source.turns, self._labels, strict=True):
            if turn.speaker is not None and marks:
                # Some of its turns may have been given to somebody else: it stands for whom it mostly stands.
                said.setdefault(self.source.text[marks[0].start : marks[0].end], Counter())[turn.speaker] += 1
        printed = {label: speakers.most_common(1)[0][0] for label, speakers in said.items()} | dict(self.voices)
        return dict(sorted(printed.items(), key=lambda one: -len(one[0])))

    def all(self) -> list[_Head]:
        """The heads in order: those of old that stand, and those written into changed lines."""
        found: dict[int, _Head] = {}
        for turn, marks in zip(self.source.turns, self._labels, strict=True):
            head = self._of_old(turn, marks)
            if head is not None:
                found.setdefault(head.start, head)
        for head in self._written():
            found.setdefault(head.start, head)
        heads = [found[start] for start in sorted(found)]
        if self.source.turns and self.source.turns[0].start < self.source.turns[0].end:
            first = self.revision.at(self.source.turns[0].start)
            if not heads or heads[0].start > first:
                heads.insert(0, _Head(first, first, None))
        return heads

    def _of_old(self, turn: Turn, marks: Sequence[Mark]) -> _Head | None:
        if not marks:
            carried = self.revision.carry(turn.start, turn.end)
            start = self.revision.at(turn.start)
            return None if carried.fared == "lost" else _Head(start, start, turn.speaker)
        labels = [self.revision.carry(mark.start, mark.end) for mark in marks]
        first = next((one for one in labels if one.fared != "lost"), None)
        if first is None:
            return None
        if not self.revision.touching(marks[0].start, marks[-1].end):
            moved = tuple(Mark(one.start, one.end, "label") for one in labels)
            return _Head(first.start, self.revision.at(turn.start), turn.speaker, moved)
        if (head := self._at_line(first.start)) and head.start <= first.start < head.marks[0].end:
            return head
        start = self.new.rfind("\n", 0, first.start) + 1
        shown = self.new[start : start + _SHOWN].partition("\n")[0]
        line = max(bisect_right(lines(self.new), start), 1)
        raise LabelBroken(line=line, words=shown, known=" · ".join(sorted(self._known)))

    def _at_line(self, offset: int) -> _Head | None:
        """The head of the line an offset stands in, where it begins with a label of this source."""
        start = self._first(self.new.rfind("\n", 0, offset) + 1)
        for label, speaker in self._known.items():
            end = start + len(label)
            if self.new.startswith(label, start) and (not label[-1].isalnum() or self._alone(end)):
                line_end = self.new.find("\n", end)
                reach = len(self.new) if line_end < 0 else line_end
                return _Head(start, end, speaker, (Mark(start, end, "label"),), reach)
        return None

    def _alone(self, end: int) -> bool:
        """Whether a name without a colon stands by itself: a tab, a sign or nothing follows on its line."""
        at = self._first(end)
        return self.new[end : end + 1] == "\t" or not self.new[at : at + 1].isalnum()

    def _first(self, at: int) -> int:
        """The first offset from a line's beginning that is neither blank nor a printed time or page."""
        while at < len(self.new) and self.new[at] != "\n":
            inside = bisect_right(self._skips, at) - 1
            if inside >= 0 and self._skipped[inside][1] > at:
                at = self._skipped[inside][1]
            elif self.new[at].isspace():
                at += 1
            else:
                break
        return at

    def _written(self) -> Iterator[_Head]:
        """The labels that edits wrote, or brought to the beginning of a line."""
        for edit in self.revision.edits if self._known else ():
            head = self._at_line(edit.to)
            if head and head.marks[0].end >= edit.to:
                yield replace(head, reach=max(head.reach, edit.upto))
            at = self.new.find("\n", edit.to, edit.upto)
            while at >= 0:
                if head := self._at_line(at + 1):
                    yield replace(head, reach=max(head.reach, edit.upto))
                at = self.new.find("\n", at + 1, edit.upto)


def _turns(source: Source, revision: Revision, heads: Sequence[_Head], unsaid: Unsaid) -> tuple[Turn, ...]:
    """The words between two heads, as far as the turns of old reached, or were written on."""
    turns: list[Turn] = []
    reach, at = 0, 0
    for number, head in enumerate(heads):
        limit = heads[number + 1].start if number + 1 < len(heads) else len(revision.new)
        while at < len(source.turns) and revision.at(source.turns[at].start) < limit:
            reach = max(reach, _written_on(source, revision, source.turns[at].end))
            at += 1
        end = min(limit, max(reach, head.reach))
        first = unsaid.first_word(head.words, max(end, head.words))
        last = unsaid.last_word(first, end)
        if first < last:
            turns.append(Turn(first, last, head.speaker))
    return tuple(turns)


def _written_on(source: Source, revision: Revision, end: int) -> int:
    """Where a turn that ended at `end` ends now: what was written behind it belongs to it until a label comes."""
    blank = end
    while blank < len(source.text) and source.text[blank].isspace():
        blank += 1
    later = (edit.upto for edit in revision.touching(end, blank) if edit.end >= end)
    return max([revision.at(end, grow=True), *later])
