"""Words that an informant takes back: what would go with them, taking them out of everything, and an owner's way back.

Nothing that was stored before is purged: earlier texts, the history and backups still hold the words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from uuid import UUID, uuid4

from coding import tagging
from coding.conclusion.member_check import Stretch, Words
from coding.errors import CodedMeanwhile, NotFound, NotWithdrawn, WithdrawalChanged
from coding.model import Answer, Coding, Excerpt, Withdrawal
from coding.store import Read, Write, answers, codings, history, ledger, sources
from coding.transcript.withdrawal import MASK, masked, with_words, words_said
from coding.workbench.correcting import follow_text
from coding.workbench.desk import reads, verb
from coding.workbench.member_check import asked_of
from coding.workbench.tracing import HIDDEN, Thing, carried_by, withdrawn_words


@dataclass(frozen=True, slots=True)
class Going:
    """A place whose words would be masked."""

    source: UUID
    name: str
    start: int
    end: int
    lines: tuple[int, int]
    words: str

    @property
    def place(self) -> str:
        """The source with its lines."""
        first, last = self.lines
        return f"{self.name}:{first}" if first == last else f"{self.name}:{first}-{last}"


@dataclass(frozen=True, slots=True)
class Leaving:
    """All that goes with a withdrawal: the places masked, the codings taken away, and what then rests on less.

    `texts` is how many earlier texts still hold the words. `seen` names exactly this: passed on to `withdraw`, it is
    done only if it is the same.
    """

    answer: Answer
    places: tuple[Going, ...]
    codings: tuple[Excerpt, ...]
    resting: tuple[Thing, ...]
    texts: int
    seen: str

    def that(self, *kinds: str) -> list[Thing]:
        """What of some kinds rests on the words."""
        return [one for one in self.resting if one.kind in kinds]


@reads
def preview_withdrawal(tx: Read, answer: UUID) -> Leaving:
    """What would go if the words an answer is about were withdrawn (NotFound, NotWithdrawn)."""
    return _leaving(tx, answers.get(tx, answer))


@reads
def hidden_things(tx: Read) -> frozenset[UUID]:
    """The codings, and what was decided about them, of which no words are to be shown."""
    return withdrawn_words(tx)


@verb("withdraw")
def withdraw(tx: Write, answer: UUID, *, seen: str | None = None) -> list[Withdrawal]:
    """Take the words out of everything, as one act; gives the places.

    NotWithdrawn where the answer is no withdrawal or was carried out; WithdrawalChanged where more or less would go
    than in the preview `seen`.
    """
    going = _leaving(tx, answers.get(tx, answer))
    if seen not in (None, going.seen):
        raise WithdrawalChanged
    lost = [one.coding for one in going.codings]
    ids = [one.id for one in lost]
    for decided in answers.decided_on(tx, ids):
        answers.drop_decision(tx, decided)
    for one in lost:
        codings.drop(tx, one.id)
    for source in dict.fromkeys(one.source for one in going.places):
        _mask(tx, source, [(one.start, one.end) for one in going.places if one.source == source])
    answers.hide_words(tx, ids, HIDDEN)
    answers.hide_repeated(tx, [one.words for one in going.places], HIDDEN)
    made = [
        Withdrawal(
            uuid4(),
            answer,
            going.answer.case,
            one.source,
            one.start,
            one.end,
            one.place,
            tuple(each.id for each in lost if _over(each, [one])),
        )
        for one in going.places
    ]
    for each in made:
        answers.add_withdrawal(tx, each)
    return made


@verb("restore_withdrawn")
def restore_withdrawn(tx: Write, answer: UUID) -> None:
    """Bring back what was withdrawn because of an answer (NotWithdrawn; UndoBlocked where somebody built on it)."""
    mine = next((one for one in answers.withdrawals(tx) if one.answer == answer), None)
    act = history.last_on(tx, "withdraw", "withdrawal", mine.id) if mine else None
    if act is None:
        raise NotWithdrawn
    history.take_back(tx, act)
    follow_text(tx, act)


# -- what goes ------------------------------------------------------------------------------------


def _leaving(tx: Read, one: Answer) -> Leaving:
    if one.answer != "withdraw" or any(each.answer == one.id for each in answers.withdrawals(tx)):
        raise NotWithdrawn
    places = tuple(going for words in _meant(tx, one) for going in _places(words, tx))
    if not places:
        raise NotWithdrawn
    there = [
        coding
        for source in dict.fromkeys(each.source for each in places)
        for coding in codings.of_source(tx, source)
        if _over(coding, [each for each in places if each.source == source])
    ]
    excerpts = tuple(codings.excerpts_of(tx, [coding.id for coding in there]).values())
    texts = sum(answers.text_count(tx, source) for source in {each.source for each in places})
    resting = carried_by(tx, [coding.id for coding in there])
    return Leaving(one, places, excerpts, resting, texts, _print(places, there))


def _meant(tx: Read, one: Answer) -> list[Words]:
    """The words an answer is about: of a statement, all the informant's own that stand under it."""
    statements = asked_of(tx).get(one.case, ())
    every = {each.number: each.words for statement in statements for each in statement.quoted}
    if one.kind == "coding":
        found = [words for words in every.values() if words.coding == one.on]
    else:
        mine = [statement for statement in statements if statement.proposition == one.on]
        numbers = [
            number for statement in mine for number in (*(each.number for each in statement.quoted), *statement.again)
        ]
        found = [every[number] for number in numbers]
    if not found:
        raise NotFound(what=one.kind)
    return found


def _places(words: Words, tx: Read) -> Iterable[Going]:
    text, _layout = sources.load(tx, words.source)
    for start, end in words.stretches:
        lines = tagging.line_range(text.lines, start, end)
        said = " ".join(text.text[start:end].split())
        yield Going(words.source, words.source_name, start, end, lines, said)


def _over(coding: Coding, places: Iterable[Going]) -> bool:
    """Whether a coding reaches into any of these places."""
    return any(one.source == coding.source and coding.start < one.end and coding.end > one.start for one in places)


def _print(places: Sequence[Going], there: Sequence[Coding]) -> str:
    digest = blake2b(digest_size=16)
    for one in places:
        digest.update(f"{one.source} {one.start} {one.end} {one.words}".encode("utf-8", "surrogatepass"))
    for name in sorted(f"{coding.id} {coding.version}" for coding in there):
        digest.update(name.encode())
    return digest.hexdigest()


def _mask(tx: Write, source: UUID, stretches: Sequence[Stretch]) -> None:
    """Give a source a text in which these stretches are masked; every other coding stays where it is."""
    before, layout = sources.load(tx, source)
    after = masked(before, stretches)
    number = sources.correct(
        tx,
        after,
        sentences=with_words(after.text, layout.sentences),
        paragraphs=with_words(after.text, layout.paragraphs),
        words=words_said(after),
    )
    stay = codings.of_source(tx, source)
    if any(MASK in after.text[one.start : one.end] and MASK not in one.quote for one in stay):
        raise CodedMeanwhile(source=before.name)
    codings.move(tx, (replace(one, text_version=number) for one in stay))

    def place(start: int, end: int) -> tuple[int, int] | None:
        return None if any(start < last and end > first for first, last in stretches) else (start, end)

    ledger.move(tx, source, (before.text_version, number), place)
