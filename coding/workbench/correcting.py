"""Correcting a text that is coded already: what would happen to the codings, then doing it as one act.

The text before stays and can be read. A coding follows its words; one whose words are gone is taken away, listed, and
comes back with the undo of the correction.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import Literal
from uuid import UUID, uuid4

from coding import tagging
from coding.errors import CodedMeanwhile, MaskBroken, WrongEncoding
from coding.model import Coding, Event, Source
from coding.segmentation import segments as cut_segments
from coding.segmentation import sentences
from coding.store import Read, Write, answers, codings, history, ledger, people, progress, sources
from coding.transcript.correction import Correction, correct
from coding.transcript.revision import Revision, revise
from coding.transcript.strangers import Stranger
from coding.transcript.withdrawal import MASK, unmasked
from coding.workbench.desk import Actor, allow, reads, verb
from coding.workbench.repairing import follow_turns

How = Literal["unchanged", "moved", "changed", "lost"]
HOWS: tuple[How, ...] = ("lost", "changed", "moved", "unchanged")

_GIVE_A_TEXT = ("import_sources", "correct_source", "import_again", "withdraw", "pseudonymise", "restore_names")

PLACES = 100
"""Edits that are shown one by one."""

BESIDE, MOST = 30, 300
"""Characters shown beside an edit, and of it."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What becomes of one coding: as it was and as it is then; a lost one has no `after`."""

    before: Coding
    after: Coding | None
    how: How


@dataclass(frozen=True, slots=True)
class LineChange:
    """Lines that codings are quoted by, and the numbers these words have then."""

    before: tuple[int, int]
    after: tuple[int, int]
    codings: int


@dataclass(frozen=True, slots=True)
class Rewritten:
    """One place that is written otherwise, with a few words around it; the line is that of the text before."""

    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a correction does: to each coding in the order of the text, to lines that are referred to, to turns.

    `places` are the first of the `edits` that it consists of, `strangers` labels that were written and name nobody.
    `seen` names exactly the codings it was made for: passed on to `correct_source`, it is done only if they are the
    same.
    """

    source: Source
    codings: tuple[Followed, ...]
    references: tuple[LineChange, ...]
    turns: tuple[int, int]
    lines: tuple[int, int]
    edits: int
    places: tuple[Rewritten, ...]
    seen: str
    strangers: tuple[Stranger, ...] = ()

    def that(self, how: How) -> list[Followed]:
        """The codings that fare so."""
        return [one for one in self.codings if one.how == how]


@dataclass(frozen=True, slots=True)
class TextVersion:
    """One text a source has or had: since when and by whom, whether it holds, and the codings it cost."""

    number: int
    at: datetime
    by: str
    holds: bool
    taken_back: bool
    lost: tuple[Coding, ...] = ()


def read_text(data: bytes) -> str:
    """The words of a text file, for a correction (WrongEncoding unless it is UTF-8)."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise WrongEncoding from problem


@reads
def preview_correction(tx: Read, source: UUID, text: str, *, voices: Mapping[str, str] | None = None) -> Consequences:
    """What would happen to a source's codings under another text (the refusals of `transcript.correction.correct`)."""
    one = sources.load(tx, source)[0]
    there = codings.of_source(tx, source)
    correction = correct(one, text, spans_of(there), voices)
    still_masked(tx, one, correction)
    return foretold(one, correction, there)


def correct_source(
    actor: Actor,
    project: UUID,
    source: UUID,
    text: str,
    *,
    version: int | None = None,
    seen: str | None = None,
    voices: Mapping[str, str] | None = None,
) -> Consequences:
    """Give a source another text; its codings follow. Gives what happened.

    `version` is the text version that was corrected (Conflict where it is not the newest), `seen` that of a preview
    (CodedMeanwhile where somebody coded since), `voices` says who speaks behind labels that are new (printed label →
    speaker, made where there is none). Nothing is stored where it is refused.
    """
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "read", whole=True)
        one, spans = sources.load(tx, source)[0], spans_of(codings.of_source(tx, source))
    # Comparing and cutting a long text takes seconds: nobody else should wait for it to write.
    correction = with_ids(correct(one, text, spans, voices))
    blocks = [(block.start, block.end) for block in cut_segments(correction.source, "paragraph")]
    cuts = (sentences(correction.source), blocks)
    return _store(actor, project, one, correction, cuts, version=version, seen=seen)


@verb("correct_source", "remove_source")
def _store(
    tx: Write,
    one: Source,
    correction: Correction,
    cuts: tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]],
    *,
    version: int | None = None,
    seen: str | None = None,
) -> Consequences:
    return put_text(tx, one, correction, cuts, version=version, seen=seen)


def put_text(
    tx: Write,
    one: Source,
    correction: Correction,
    cuts: tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]],
    *,
    version: int | None = None,
    seen: str | None = None,
) -> Consequences:
    """Inside a verb: store the corrected text, and let codings and what is no history follow."""
    assert one.id
    tx.source_id = one.id
    sources.expect(tx, one.id, one.text_version if version is None else version)
    sources.expect(tx, one.id, one.text_version)
    there = codings.of_source(tx, one.id)
    if seen not in (None, _fingerprint(one, there)):
        raise CodedMeanwhile(source=one.name)
    still_masked(tx, one, correction)
    number = sources.correct(tx, correction.source, sentences=cuts[0], paragraphs=cuts[1], words=correction.words)
    done = foretold(one, correction, there, number)
    for lost in done.that("lost"):
        codings.drop(tx, lost.before.id)
    codings.move(tx, (followed.after for followed in done.codings if followed.after))
    for gone in answers.withdrawals(tx, one.id):
        carried = correction.revision.carry(gone.start, gone.end)
        answers.move_withdrawal(tx, gone.id, carried.start, carried.end)
    _move_unheard(tx, one.id, (one.text_version, number), correction.revision)
    return done


def still_masked(tx: Read, one: Source, correction: Correction) -> None:
    """Refuse a text that brings back what an informant withdrew (MaskBroken)."""
    assert one.id
    if MASK in one.text:
        gone = [(each.start, each.end) for each in answers.withdrawals(tx, one.id)]
        if broken := unmasked(one.text, correction.source.text, gone):
            raise MaskBroken(line=tagging.line_range(one.lines, *broken)[0])


def with_ids(correction: Correction) -> Correction:
    """The correction with an id for every speaker that is new."""
    voices = tuple(voice if voice.id else replace(voice, id=uuid4()) for voice in correction.source.speakers)
    return replace(correction, source=replace(correction.source, speakers=voices))


def spans_of(there: Iterable[Coding]) -> list[tuple[int, int]]:
    """Where codings stand."""
    return [(one.start, one.end) for one in there]


def _fingerprint(one: Source, there: Iterable[Coding]) -> str:
    digest = blake2b(f"{one.id} {one.text_version}".encode(), digest_size=16)
    for name in sorted(f"{coding.id} {coding.version}" for coding in there):
        digest.update(name.encode())
    return digest.hexdigest()


def foretold(one: Source, correction: Correction, there: Sequence[Coding], number: int = 0) -> Consequences:
    """What a correction does to a source and these codings; `number` is that of the text it gets."""
    followed = tuple(_follow(correction, there, number or one.text_version + 1))
    after = correction.source
    return Consequences(
        source=after,
        codings=followed,
        references=_line_changes(followed),
        turns=(len(one.turns), len(after.turns)),
        lines=(len(one.lines), len(after.lines)),
        edits=len(correction.revision.edits),
        places=tuple(_places(one, correction.revision)),
        seen=_fingerprint(one, there),
        strangers=correction.strangers,
    )


def _places(one: Source, revision: Revision) -> Iterable[Rewritten]:
    for edit in revision.edits[:PLACES]:
        line = tagging.line_range(one.lines, edit.start, max(edit.end, edit.start + 1))[0]
        yield Rewritten(line, _around(revision.old, edit.start, edit.end), _around(revision.new, edit.to, edit.upto))


def _around(text: str, start: int, end: int) -> str:
    """A stretch with the words beside it on its lines, cut to what can be read at a glance."""
    left = max(text.rfind("\n", 0, start) + 1, start - BESIDE)
    left = text.find(" ", left, start) + 1 or start if left == start - BESIDE else left
    right = text.find("\n", end)
    right = min(len(text) if right < 0 else right, end + BESIDE)
    right = max(text.rfind(" ", end, right), end) if right == end + BESIDE else right
    words = text[left:start] + (text[start : start + MOST] + " … " if end - start > MOST else text[start:end])
    return words + text[end:right]


def _follow(correction: Correction, there: Sequence[Coding], number: int) -> Iterable[Followed]:
    """What becomes of each coding; one that would repeat another of the same coder and code is lost.

    Whose words were not touched keeps them, whatever shrinks onto the same.
    """
    source = correction.source
    voices = {voice.label: voice.id for voice in source.speakers}
    ends = [turn.end for turn in source.turns]
    all_carried = [correction.revision.carry(one.start, one.end) for one in there]
    places = [(to.start, to.end, one.code, one.coder) for one, to in zip(there, all_carried, strict=True)]
    taken = {place for place, to in zip(places, all_carried, strict=True) if to.fared == "same"}
    for one, carried, place in zip(there, all_carried, places, strict=True):
        if carried.fared == "lost" or (carried.fared != "same" and place in taken):
            yield Followed(one, None, "lost")
            continue
        taken.add(place)
        quote = source.text[carried.start : carried.end]
        moved = tagging.resize(one, start=carried.start, quote=quote, lines=source.lines, pages=source.pages)
        turn = bisect_right(ends, carried.start)
        said = turn < len(ends) and source.turns[turn].start < carried.end
        speaker = voices.get(source.turns[turn].speaker or "") if said else None
        after = replace(moved, text_version=number, speaker=speaker)
        stays = (after.start, after.line_start, after.line_end) == (one.start, one.line_start, one.line_end)
        yield Followed(one, after, "changed" if carried.fared == "changed" else "unchanged" if stays else "moved")


def _line_changes(followed: Iterable[Followed]) -> tuple[LineChange, ...]:
    """The line numbers that change, as far as codings are quoted by them."""
    changed: dict[tuple[tuple[int, int], tuple[int, int]], int] = {}
    for one in followed:
        if one.after is not None:
            lines = (one.before.line_start, one.before.line_end), (one.after.line_start, one.after.line_end)
            if lines[0] != lines[1]:
                changed[lines] = changed.get(lines, 0) + 1
    return tuple(LineChange(*lines, count) for lines, count in sorted(changed.items()))


def _move_unheard(tx: Write, source: UUID, versions: tuple[int, int], revision: Revision) -> None:
    """Move what is no history: everybody's place, and what was decided about suggestions."""

    def place(start: int, end: int) -> tuple[int, int] | None:
        carried = revision.carry(start, end)
        return None if carried.fared == "lost" else (carried.start, carried.end)

    progress.move_places(tx, source, revision.at)
    ledger.move(tx, source, versions, place)


def follow_text(tx: Write, taken_back: Event) -> None:
    """After an act was taken back, or done again, what is no history and what is derived follow too."""
    for change in taken_back.changes:
        if change.entity == "source" and change.before and change.after:
            was, now = int(change.after["text_version"]), int(change.before["text_version"])
            if was != now:
                texts = sources.text(tx, change.id, was), sources.text(tx, change.id, now)
                _move_unheard(tx, change.id, (was, now), revise(*texts))
    follow_turns(tx, taken_back)


@reads
def corrected_since(tx: Read, source: UUID, number: int) -> Revision | None:
    """How the words of one of a source's texts came to the present one; None where it is the present one."""
    now = sources.facts(tx, source).text_version
    return None if number == now else revise(sources.text(tx, source, number), sources.text(tx, source, now))


@reads
def text_versions(tx: Read, source: UUID) -> list[TextVersion]:
    """The texts a source has and had, the newest first, with the codings that each correction cost."""
    current = sources.facts(tx, source).text_version
    names = {member.coder.id: member.coder.name for member in people.members(tx)}
    found = [TextVersion(1, sources.imported_at(tx, source), "", current == 1, False)]
    for event, holds in history.of_verb(tx, source, *_GIVE_A_TEXT):
        number = next(int(one.after["text_version"]) for one in event.changes if one.id == source and one.after)
        lost = [
            one
            for one in event.changes
            if one.entity == "coding" and one.before and one.after is None and one.before["source_id"] == str(source)
        ]
        version = TextVersion(
            number=number,
            at=event.at,
            by=names.get(event.actor, ""),
            holds=number == current,
            taken_back=not holds,
            lost=tuple(codings.of_image(one.id, one.before or {}) for one in lost),
        )
        found = [*found, version] if number > 1 else [version]
    return found[::-1]


@reads
def text_version(tx: Read, source: UUID, number: int) -> str:
    """One of the texts a source has or had, to read (NotFound)."""
    return sources.text(tx, source, number)
