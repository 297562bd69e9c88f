"""Who speaks where, put right after coding: turns split, joined and given to others; text and codings stay.

Sentences, the count of turns and the speaker noted beside each coding are derived from the turns: they follow in the
same act, and again whenever it is taken back or done again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from coding.errors import LabelMissing, NoNextTurn, NotFound, TurnNotSplit, TurnsChanged
from coding.model import Change, Event, Source, Speaker
from coding.segmentation import segments as cut_segments
from coding.segmentation import sentences
from coding.store import Read, Write, codings, history, many, sources, turns
from coding.store.turns import Row
from coding.transcript.turns import Unsaid
from coding.transcript.withdrawal import MASK, count_words, with_words
from coding.workbench.desk import reads, verb

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks in a source, and how much: turns, words, codings that begin in them; None is nobody named."""

    speaker: Speaker | None
    turns: int
    words: int
    codings: int


@reads
def list_voices(tx: Read, source: UUID) -> list[Voice]:
    """The speakers of a source with what they say, by label; words that nobody is named for come last."""
    one = sources.load(tx, source)[0]
    unsaid = _unsaid(one)
    heard: dict[str | None, list[int]] = {}
    for turn in one.turns:
        heard.setdefault(turn.speaker, []).append(count_words(unsaid.said(turn.start, turn.end)))
    coded: dict[UUID | None, int] = {}
    for coding in codings.of_source(tx, source):
        coded[coding.speaker] = coded.get(coding.speaker, 0) + 1
    found = [
        Voice(each, len(heard.get(each.label, ())), sum(heard.get(each.label, ())), coded.get(each.id, 0))
        for each in one.speakers
    ]
    nobody = heard.get(None)
    return [*found, Voice(None, len(nobody), sum(nobody), coded.get(None, 0))] if nobody else found


# -- one turn -------------------------------------------------------------------------------------


@verb("split_turn", "edit_source")
def split_turn(
    tx: Write, source: UUID, turn: Span, at: int, *, to: str | None = None, text_version: int | None = None
) -> None:
    """Let a second turn begin at an offset within one (TurnNotSplit unless words stand on both sides of it).

    It is said by who said the first, or by `to`. Blanks and what nobody said at the cut belong to neither.
    """
    one, there = _opened(tx, source, text_version)
    (row,) = _meant(there, [turn], one.name)
    if not row.start < at < row.end or _within_word(one.text, at):
        raise TurnNotSplit
    unsaid = _unsaid(one)
    end, start = unsaid.last_word(row.start, at), unsaid.first_word(at, row.end)
    if end <= row.start or start >= row.end:
        raise TurnNotSplit
    voice = row.speaker if to is None else _voice(tx, one, to)
    turns.reach(tx, row, end)
    turns.add(tx, source, one.text_version, start, row.end, voice)
    lay_anew(tx, source)
    turns.rehear(tx, source)


def _within_word(text: str, at: int) -> bool:
    return text[at - 1].isalnum() and text[at].isalnum()


@verb("join_turns", "edit_source")
def join_turns(tx: Write, source: UUID, turn: Span, *, text_version: int | None = None) -> None:
    """Make one turn of this and the next (NoNextTurn); who says the first says both.

    A label printed between them is still nobody's words.
    """
    one, there = _opened(tx, source, text_version)
    (row,) = _meant(there, [turn], one.name)
    following = next((each for each in there if each.start > row.start), None)
    if following is None:
        raise NoNextTurn
    turns.drop(tx, following)
    turns.reach(tx, row, following.end)
    if following.speaker != row.speaker:
        _leave_silent(tx, one, [following.speaker])
    lay_anew(tx, source)
    turns.rehear(tx, source)


@verb("give_turns", "edit_source")
def give_turns(
    tx: Write, source: UUID, these: Sequence[Span], to: str | None, *, text_version: int | None = None
) -> None:
    """Let turns be said by another speaker, who is made where there is none of this label; by nobody with None."""
    one, there = _opened(tx, source, text_version)
    _give(tx, one, _meant(there, these, one.name), to)


# -- a label --------------------------------------------------------------------------------------


@verb("give_label", "edit_source")
def give_label(tx: Write, source: UUID, label: str, to: str, *, text_version: int | None = None) -> None:
    """Let all that a label says be said by another one; a label that is new keeps role and Case of the old."""
    one, there = _opened(tx, source, text_version)
    voice = next((each for each in one.speakers if each.label == label), None)
    if voice is None or voice.id is None:
        raise NotFound(what=label)
    new = to.strip()
    if not new:
        raise LabelMissing
    if all(each.label != new for each in one.speakers):
        turns.name_speaker(tx, voice.id, new)
        turns.touch(tx, source)
        return
    if new == label:
        return
    mine = [each for each in there if each.speaker == voice.id]
    if mine:
        _give(tx, one, mine, new)
    else:
        turns.drop_speaker(tx, voice.id)


def _give(tx: Write, one: Source, mine: Sequence[Row], to: str | None) -> None:
    assert one.id
    voice = None if to is None else _voice(tx, one, to)
    moved = [each for each in mine if each.speaker != voice]
    if not moved:
        return
    turns.give(tx, moved, voice)
    _leave_silent(tx, one, [each.speaker for each in moved])
    turns.touch(tx, one.id)
    turns.rehear(tx, one.id)


def _voice(tx: Write, one: Source, to: str) -> UUID:
    """The speaker of this label, made where there is none: in which role is said in the table of speakers."""
    assert one.id
    label = to.strip()
    if not label:
        raise LabelMissing
    known = turns.labels(tx, one.id)
    return known[label] if label in known else turns.add_speaker(tx, one.id, Speaker(label, "other", None, uuid4()))


def _leave_silent(tx: Write, one: Source, voices: Iterable[UUID | None]) -> None:
    """Take away the speakers among these who say nothing any more."""
    assert one.id
    speaking = {each.speaker for each in turns.rows(tx, one.id, one.text_version)}
    for voice in dict.fromkeys(voices):
        if voice is not None and voice not in speaking:
            turns.drop_speaker(tx, voice)


def _opened(tx: Write, source: UUID, text_version: int | None) -> tuple[Source, list[Row]]:
    """A source and its turns, once its text is the one that was meant (Conflict)."""
    tx.source_id = source
    if text_version is not None:
        sources.expect(tx, source, text_version)
    one = sources.load(tx, source)[0]
    return one, turns.rows(tx, source, one.text_version)


def _meant(there: Iterable[Row], these: Sequence[Span], name: str) -> list[Row]:
    """The turns that stand exactly there (TurnsChanged)."""
    standing = {(each.start, each.end): each for each in there}
    wanted = [(start, end) for start, end in these]
    if not standing.keys() >= set(wanted):
        raise TurnsChanged(source=name)
    return [standing[span] for span in dict.fromkeys(wanted)]


def _unsaid(one: Source) -> Unsaid:
    return Unsaid(one.text, ((mark.start, mark.end) for mark in one.marks))


# -- what follows ---------------------------------------------------------------------------------


def lay_anew(tx: Write, source: UUID, *, whole: bool = False) -> None:
    """Cut a source by its turns as they are now; only paragraphs that are new are cut into sentences, or the `whole`.

    What is masked altogether is no sentence.
    """
    one, layout = sources.load(tx, source)
    blocks = [(block.start, block.end) for block in cut_segments(one, "paragraph")]
    kept = set() if whole else set(layout.paragraphs) & set(blocks)
    spans = sentences(one, within=[block for block in blocks if block not in kept])
    spans += _inside(layout.sentences, sorted(kept))
    if MASK in one.text:
        blocks, spans = with_words(one.text, blocks), with_words(one.text, spans)
    turns.lay(tx, source, sentences=sorted(spans), paragraphs=blocks)


def _inside(spans: Iterable[Span], blocks: Sequence[Span]) -> list[Span]:
    """The spans that stand in one of these blocks; both in order."""
    found: list[Span] = []
    at = 0
    for start, end in spans:
        while at < len(blocks) and blocks[at][1] <= start:
            at += 1
        if at < len(blocks) and blocks[at][0] <= start and end <= blocks[at][1]:
            found.append((start, end))
    return found


def follow_turns(tx: Write, taken_back: Event) -> None:
    """After an act was taken back, or done again, what is derived from turns follows what stands now."""
    cut, language, heard, named = set[UUID](), set[UUID](), set[UUID](), set[UUID]()
    said = [change for change in taken_back.changes if change.entity == "turn"]
    some: dict[UUID, list[UUID]] = {}
    for change in taken_back.changes:
        match change.entity:
            case "turn":
                cut.add(_source_of(change))
            case "speaker":
                named.add(_source_of(change))
            case "source" if change.before and change.after:
                if change.before["text_version"] != change.after["text_version"]:
                    heard.add(change.id)
                if change.before["language"] != change.after["language"]:
                    language.add(change.id)
            case "coding" if change.before is not None:
                some.setdefault(_source_of(change), []).append(change.id)
            case "batch:coding" if change.before is not None:
                heard |= set(turns.of_batch(tx, change.id))
            case "many:coding" if change.before is not None and change.after is None:
                heard |= history.repaired_since(tx, many.sources_of(change), taken_back.rev)
    there = {one for one in cut | language | heard | named | some.keys() if sources.name_of(tx, one) is not None}
    for source in there & (cut | language | heard):
        if source in cut:
            _silence(tx, source, [change for change in said if _source_of(change) == source])
        if source in cut | language:
            lay_anew(tx, source, whole=source in language)
        turns.rehear(tx, source)
    for source in there & (named - cut - language):
        turns.touch(tx, source)
    for source in there & (some.keys() - cut - language - heard):
        turns.rehear(tx, source, some[source])


def _silence(tx: Write, source: UUID, changes: Iterable[Change]) -> None:
    """Take away who had turns by an act, and has none now: somebody may have taken the others meanwhile."""
    one = sources.load(tx, source)[0]
    images = [image for change in changes for image in (change.before, change.after) if image]
    had = {image["speaker_id"] for image in images if image["text_version"] == one.text_version}
    _leave_silent(tx, one, [voice for voice in turns.labels(tx, source).values() if str(voice) in had])


def _source_of(change: Change) -> UUID:
    image = change.before or change.after
    assert image
    return UUID(image["source_id"])
