"""What an informant is asked about: the statements that rest on their words, with these words and nobody else's.

Statements are numbered 1, 2, 3 …, the quotations under them 1a, 1b …: no spreadsheet takes that for a number or a date.
A quotation that stands under several has the number of its first place.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coding.model import Answer, AnswerKind, Item, Source

Stretch = tuple[int, int]

_WEIGHT: Mapping[AnswerKind, int] = {"agree": 0, "correct": 1, "withdraw": 2}


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an informant as they are used: the coding, its source, and the stretches that are theirs.

    `lines` are the numbered lines on which they begin and end.
    """

    coding: UUID
    source: UUID
    source_name: str
    stretches: tuple[Stretch, ...]
    text: str
    lines: tuple[int, int]

    @property
    def place(self) -> str:
        """Where they stand: the source with its lines."""
        first, last = self.lines
        return f"{self.source_name}:{first}" if first == last else f"{self.source_name}:{first}-{last}"


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words under their number."""

    number: str
    words: Words

    @property
    def print(self) -> str:
        return fingerprint(self.words.text)


@dataclass(frozen=True, slots=True)
class Statement:
    """A proposition under its number, the words it rests on, and the numbers of those printed further up."""

    number: str
    proposition: UUID
    text: str
    quoted: tuple[Quoted, ...] = ()
    again: tuple[str, ...] = ()

    @property
    def print(self) -> str:
        return fingerprint(self.text)

    def items(self) -> tuple[Item, ...]:
        """The statement, then its quotations."""
        own = Item(self.number, "proposition", self.proposition, self.print)
        return (own, *(Item(one.number, "coding", one.words.coding, one.print) for one in self.quoted))


def fingerprint(words: str) -> str:
    """A print of words as they are read: blanks do not count."""
    told = " ".join(words.split())
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def own_stretches(source: Source, case: UUID, start: int, end: int) -> tuple[Stretch, ...]:
    """What an informant says themself of `[start, end)`; nothing where it cannot be said who speaks.

    In a talk with one informant nobody tied to a case, it is the informant of the source.
    """
    if not source.speakers:
        whole = source.case == case and source.kind == "interview"
        return _spoken(source, [(start, end)] if whole else [])
    mine = _voices(source, case)
    turns = ((max(turn.start, start), min(turn.end, end)) for turn in source.turns if turn.speaker in mine)
    return _spoken(source, [(first, last) for first, last in turns if first < last])


def _voices(source: Source, case: UUID) -> set[str]:
    named = {voice.label for voice in source.speakers if voice.case == case}
    if named or source.case != case or source.kind != "interview":
        return named
    unnamed = [voice.label for voice in source.speakers if voice.role == "informant" and voice.case is None]
    return set(unnamed) if len(unnamed) == 1 else set()


def _spoken(source: Source, some: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The stretches that hold words; what is masked holds none."""
    return tuple(one for one in some if any(map(str.isalnum, source.text[one[0] : one[1]])))


def numbered(told: Iterable[tuple[UUID, str, Sequence[Words]]]) -> tuple[Statement, ...]:
    """Propositions, each with the words it rests on, under their numbers; one without words is left out."""
    known: dict[tuple[UUID, tuple[Stretch, ...]], str] = {}
    found: list[Statement] = []
    for proposition, text, words in told:
        number = str(len(found) + 1)
        quoted: list[Quoted] = []
        again: list[str] = []
        for one in words:
            at = (one.source, one.stretches)
            if at not in known:
                known[at] = number + _letters(len(quoted))
                quoted.append(Quoted(known[at], one))
            elif known[at] not in [*again, *(each.number for each in quoted)]:
                again.append(known[at])
        if words:
            found.append(Statement(number, proposition, text, tuple(quoted), tuple(again)))
    return tuple(found)


def _letters(at: int) -> str:
    """a, b … z, aa, ab …"""
    ahead, last = divmod(at, 26)
    return (_letters(ahead - 1) if ahead else "") + chr(ord("a") + last)


# -- answers --------------------------------------------------------------------------------------


def last_said(answers: Iterable[Answer]) -> dict[tuple[UUID, UUID], Answer]:
    """(informant, item) → the last answer: by the day it was given, then by when it was stored."""
    found: dict[tuple[UUID, UUID], Answer] = {}
    for one in answers:
        there = found.get((one.case, one.on))
        if there is None or order(there) <= order(one):
            found[one.case, one.on] = one
    return found


def order(one: Answer) -> tuple[date, float]:
    """By the day it was given, then by when it was stored."""
    return one.day or date.min, one.made_at.timestamp() if one.made_at else 0.0


def holds(one: Answer, now: str | None) -> bool:
    """Whether an answer still stands: what was shown reads so now, or was changed as they asked.

    A withdrawal always stands, whatever became of the words.
    """
    return one.answer == "withdraw" or one.print == now or one.changed is not None


def weightiest(answers: Iterable[Answer]) -> AnswerKind | None:
    """What several answers of one informant come to: a withdrawal counts before a correction, that before agreement."""
    return max((one.answer for one in answers), key=_WEIGHT.__getitem__, default=None)


# -- how far it is --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Progress:
    """How many items an informant agreed to, corrected and withdrew, and how many wait for an answer.

    `again` are those among the waiting that were answered before they were changed.
    """

    agreed: int = 0
    corrected: int = 0
    withdrawn: int = 0
    waiting: int = 0
    again: int = 0

    @property
    def items(self) -> int:
        return self.agreed + self.corrected + self.withdrawn + self.waiting

    @property
    def answered(self) -> int:
        return self.items - self.waiting


def progress(statements: Iterable[Statement], answers: Mapping[UUID, Answer]) -> Progress:
    """Of an informant's items; `answers` are the last ones by item, those about withdrawn words as well."""
    counts = dict.fromkeys(("agree", "correct", "withdraw", "waiting", "again"), 0)
    there = {item.on: item for one in statements for item in one.items()}
    for on, item in there.items():
        said = answers.get(on)
        if said is not None and holds(said, item.print):
            counts[said.answer] += 1
        else:
            counts["waiting"] += 1
            counts["again"] += said is not None
    counts["withdraw"] += sum(one.answer == "withdraw" and on not in there for on, one in answers.items())
    return Progress(*counts.values())
