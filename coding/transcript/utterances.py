"""What was said, piece by piece, becomes one text: `Label: words`, a line per turn, with spans and times beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coding.errors import Notice
from coding.model import Mark, MarkKind, Moment, Page, Turn
from coding.transcript.rendered import Rendered

PAUSE = 2.0
LONG_LINE = 60
_SENTENCE_ENDS = (".", "?", "!", "…", '."', '?"', '!"', ".”", "?”", "!”")

PAGE_BREAK = "\f"


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words of one cue or row. Without a speaker they continue the turn before; `opens` starts a turn regardless.

    `start` and `end` are seconds. `aside` marks words of the file that nobody said: they stand in no turn.
    """

    words: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
    opens: bool = False
    paragraph: bool = False
    aside: bool = False


@dataclass(slots=True)
class Composer:
    """Writes a text from left to right and remembers where turns, times, pages and marks fall."""

    paged: bool = False
    parts: list[str] = field(default_factory=list)
    at: int = 0
    turns: list[Turn] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def write(self, text: str) -> None:
        """Append a text; where pages are kept, a form feed in it begins one and is not written."""
        if self.paged and PAGE_BREAK in text:
            first, *rest = text.split(PAGE_BREAK)
            self._append(first)
            for piece in rest:
                if self.at > (self.pages[-1].start if self.pages else 0):
                    self.pages.append(Page(str(len(self.pages) + 2), self.at))
                self._append(piece)
        else:
            self._append(text)

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.at += len(text)

    def line(self, text: str, mark: MarkKind | None = None) -> None:
        """Append a line that belongs to no turn."""
        if self.parts:
            self._append("\n")
        start = self.at
        self.write(text)
        if mark and self.at > start:
            self.marks.append(Mark(start, self.at, mark))

    def talk(self, utterances: Iterable[Utterance]) -> None:
        """Append turns: neighbours of one speaker join, and words without a speaker continue the turn before."""
        turn: list[Utterance] = []
        for utterance in utterances:
            if utterance.aside:
                self._turn(turn)
                turn = []
                self.line(utterance.words, "header")
                continue
            speaker = turn[0].speaker if turn else None
            changes = utterance.speaker is not None and utterance.speaker != speaker
            if turn and (changes or utterance.opens):
                self._turn(turn)
                turn = []
            turn.append(utterance)
        self._turn(turn)

    def _turn(self, turn: list[Utterance]) -> None:
        if not turn:
            return
        if self.parts:
            self._append("\n")
        speaker = turn[0].speaker
        if speaker:
            label = self.at
            self._append(f"{speaker}:")
            self.marks.append(Mark(label, self.at, "label"))
            self._append(" ")
        start = self.at
        told, before = 0, None
        for utterance in turn:
            if before:
                fresh = speaker is None and _new_line(before, utterance, told)
                self._append("\n" if fresh or utterance.paragraph else " ")
                told = 0 if fresh else told
            if utterance.start is not None:
                self.moments.append(Moment(self.at, utterance.start, utterance.end))
            self.write(utterance.words)
            told += len(utterance.words.split())
            before = utterance
        self.turns.append(Turn(start, self.at, speaker))

    def rendered(
        self,
        form: str,
        version: int,
        *,
        header: Mapping[str, str] | None = None,
        warnings: tuple[Notice, ...] = (),
        structured: bool = True,
    ) -> Rendered:
        """What was written; without structure the turns are left for detection to find."""
        pages = (Page("1", 0), *self.pages) if self.pages else ()
        return Rendered(
            text="".join(self.parts),
            format=form,
            version=version,
            turns=tuple(self.turns) if structured else None,
            moments=tuple(self.moments),
            pages=pages,
            marks=tuple(self.marks) if structured else (),
            header=header or {},
            warnings=warnings,
        )


def _new_line(before: Utterance, utterance: Utterance, told: int) -> bool:
    """Without speakers, a pause or the end of a sentence in a long stretch begins a line, so that it can be read."""
    if before.end is not None and utterance.start is not None and utterance.start - before.end >= PAUSE:
        return True
    return told >= LONG_LINE and before.words.endswith(_SENTENCE_ENDS)


def clean_label(label: str) -> str | None:
    """A speaker's label as shown: blanks joined, a trailing colon dropped; None where nothing is left."""
    return " ".join(label.split()).rstrip(": ").strip() or None
