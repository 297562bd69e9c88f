"""Codings: made, changed, taken away, brought in by the table, found again; undo and redo."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from coding import tagging
from coding.errors import (
    AlreadyCoded,
    CodeNotCodable,
    CodeNotFound,
    CodingError,
    NotAllowed,
    Notice,
    SourceNotFound,
    WordsDiffer,
    WordsWithdrawn,
)
from coding.model import Codebook, Coding, Event, Excerpt, Origin, Query, Source
from coding.store import Read, Write, answers, codebooks, codings, history, people, sources
from coding.transcript.withdrawal import MASK
from coding.workbench.correcting import follow_text
from coding.workbench.desk import own_or_allowed, reads, verb
from coding.workbench.projects import ensure_coder


@dataclass(frozen=True, slots=True)
class NewCoding:
    """What a gesture asks for: this code on these words, under an id of the browser's making."""

    code: UUID
    start: int
    end: int
    id: UUID | None = None


@verb("code")
def code(tx: Write, source: UUID, wanted: Sequence[NewCoding], *, origin: Origin = "hand") -> list[Coding]:
    """Give words one or several codes, as one act (AlreadyCoded where nothing would be new)."""
    return add_codings(tx, source, wanted, origin=origin)


def add_codings(
    tx: Write,
    source: UUID,
    wanted: Sequence[NewCoding],
    *,
    origin: Origin = "hand",
    said: Mapping[str, Any] | None = None,
    detail: Mapping[str, Any] | None = None,
) -> list[Coding]:
    """The work of `code`, inside another verb; `said` are qualities, `detail` the suggestion it comes from."""
    qualities = tagging.qualities(said or {})
    tx.source_id = source
    row = sources.facts(tx, source)
    numbered = sources.numbering(tx, source, row.text_version)
    made, known = [], []
    for want in wanted:
        chosen = codebooks.get(tx, want.code)
        if chosen is None:
            raise CodeNotFound(code=want.code)
        tagging.check_span(row.name, row.characters, want.start, want.end)
        if codings.same_words(tx, source, want.start, want.end, chosen.id, tx.layer_id):
            known.append(chosen.key)
            continue
        quote = sources.cut(tx, source, row.text_version, want.start, want.end)
        _not_withdrawn(tx, source, row.name, want.start, quote)
        one = tagging.apply(
            chosen,
            coding_id=want.id or uuid4(),
            source=source,
            start=want.start,
            quote=quote,
            lines=numbered.lines,
            pages=numbered.pages,
            speaker=sources.speaker_at(tx, source, row.text_version, want.start, want.end),
            by=tx.layer_id,
            at=tx.at,
            origin=origin,
            text_version=row.text_version,
        )
        one = replace(one, **qualities)
        codings.add(tx, one, detail=detail)
        made.append(one)
    if not made:
        raise AlreadyCoded(code=", ".join(known))
    return made


def _own(tx: Write, coding: UUID) -> Coding:
    """A coding the actor may change: of a layer of their own, or any for who may change others'."""
    one = codings.get(tx, coding)
    own_or_allowed(tx, one.coder)
    sources.facts(tx, one.source)
    tx.source_id = one.source
    return one


def _not_withdrawn(tx: Read, source: UUID, name: str, start: int, quote: str) -> None:
    """Refuse words that an informant withdrew: only where there is a mask, it is looked up."""
    if MASK in quote and answers.is_withdrawn(tx, source, start, start + len(quote)):
        raise WordsWithdrawn(source=name)


@verb("uncode")
def uncode(tx: Write, ids: Sequence[UUID]) -> None:
    """Take codings away, as one act."""
    for coding in ids:
        _own(tx, coding)
        codings.drop(tx, coding)


@verb("recode")
def recode(tx: Write, coding: UUID, code: UUID, *, version: int | None = None) -> None:
    """Give the same words another code."""
    one = _own(tx, coding)
    chosen = codebooks.get(tx, code)
    if chosen is None:
        raise CodeNotFound(code=code)
    if not chosen.codable:
        raise CodeNotCodable(code=chosen.key)
    if codings.same_words(tx, one.source, one.start, one.end, chosen.id, one.coder):
        raise AlreadyCoded(code=chosen.key)
    codings.change(tx, coding, {"code": chosen.id}, version=version)


@verb("resize", "recode")
def resize(tx: Write, coding: UUID, start: int, end: int, *, version: int | None = None) -> None:
    """Move the edges of a coding."""
    one = _own(tx, coding)
    row = sources.facts(tx, one.source)
    tagging.check_span(row.name, row.characters, start, end)
    numbered = sources.numbering(tx, one.source, one.text_version)
    quote = sources.cut(tx, one.source, one.text_version, start, end)
    _not_withdrawn(tx, one.source, row.name, start, quote)
    moved = tagging.resize(one, start=start, quote=quote, lines=numbered.lines, pages=numbered.pages)
    speaker = sources.speaker_at(tx, one.source, one.text_version, start, end)
    fields = ("start", "end", "quote", "line_start", "line_end", "page")
    values = {name: getattr(moved, name) for name in fields}
    codings.change(tx, coding, {**values, "speaker": speaker}, version=version)


@verb("qualify", "recode")
def qualify(tx: Write, ids: Sequence[UUID], values: Mapping[str, Any]) -> None:
    """Say of codings whether the thing exists, how much it weighs, whether it was prompted, what evidence it is."""
    checked = tagging.qualities(values)
    for coding in ids:
        _own(tx, coding)
        codings.change(tx, coding, checked)


@verb("memo", "recode")
def memo(tx: Write, coding: UUID, text: str, *, version: int | None = None) -> None:
    """Write the memo of a coding (Conflict where somebody was first: both texts are kept)."""
    _own(tx, coding)
    codings.change(tx, coding, {"memo": text}, version=version)


@verb("undo")
def undo(tx: Write, *, source: UUID | None = None, op: UUID | None = None) -> Event:
    """Take back the actor's newest act (in one source, where given)."""
    taken_back = history.undo(tx, source=source, op_id=op)
    follow_text(tx, taken_back)
    return taken_back


@verb("redo")
def redo(tx: Write, *, source: UUID | None = None) -> Event:
    """Do the actor's newest undone act again."""
    taken_back = history.redo(tx, source=source)
    follow_text(tx, taken_back)
    return taken_back


@dataclass(frozen=True, slots=True)
class Standing:
    """What undo and redo would do now: the verbs, or None."""

    undo: str | None
    redo: str | None


@reads
def standing(tx: Read, source: UUID | None = None) -> Standing:
    """What the actor's undo and redo would do now."""
    back = history.undoable(tx, tx.actor_id, source=source)
    again = history.redoable(tx, tx.actor_id, source=source)
    return Standing(back.verb if back else None, again.verb if again else None)


@reads
def events_since(tx: Read, rev: int, source: UUID) -> list[Event]:
    """What happened to a source (and to the codebook) after `rev`, oldest first."""
    return history.since(tx, rev, source=source)


@reads
def arrived(tx: Read, op: UUID) -> bool:
    """Whether an operation of the actor's has been stored."""
    return history.by_op(tx, tx.actor_id, op) is not None


@reads
def find_excerpts(tx: Read, query: Query, limit: int | None = 50, offset: int = 0) -> list[Excerpt]:
    """A page of the excerpts a query finds, in the order of sources and text."""
    return codings.excerpts(tx, query, limit=limit, offset=offset)


@reads
def count_excerpts(tx: Read, query: Query) -> int:
    """How many excerpts a query finds."""
    return codings.count(tx, query)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of codings, as it was written."""

    number: int
    source: str
    start: int
    end: int
    code: str
    coder: str = ""
    quote: str = ""
    memo: str = ""
    qualities: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a table of codings: how many went in, and what did not fit, by line."""

    added: int
    problems: tuple[tuple[int, Notice], ...]


@verb("import_codings")
def import_codings(tx: Write, rows: Iterable[Row]) -> Imported:
    """Bring codings in from a table; what does not fit is reported, never moved."""
    book = codebooks.load(tx)
    opened: dict[str, Source] = {}
    coders: dict[str, UUID] = {"": tx.layer_id}
    seen: set[tuple[UUID, int, int, UUID, UUID]] = set()
    good: list[Coding] = []
    problems: list[tuple[int, Notice]] = []
    for row in rows:
        try:
            one = _from_row(tx, row, book, opened, coders)
            words = (one.source, one.start, one.end, one.code, one.coder)
            if words in seen or codings.same_words(tx, *words):
                raise AlreadyCoded(code=row.code)
        except CodingError as problem:
            problems.append((row.number, Notice(problem.sentence, problem.values)))
        else:
            seen.add(words)
            good.append(one)
    codings.add_many(tx, good)
    return Imported(len(good), tuple(problems))


def _from_row(tx: Write, row: Row, book: Codebook, opened: dict[str, Source], coders: dict[str, UUID]) -> Coding:
    chosen = book.find(row.code)
    if chosen is None:
        raise CodeNotFound(code=row.code)
    if row.source not in opened:
        found = sources.id_of(tx, row.source)
        if found is None:
            raise SourceNotFound(name=row.source)
        opened[row.source] = sources.load(tx, found)[0]
    source = opened[row.source]
    assert source.id
    tagging.check_span(row.source, len(source.text), row.start, row.end)
    quote = source.text[row.start : row.end]
    if row.quote and row.quote != quote:
        raise WordsDiffer(source=row.source, start=row.start)
    _not_withdrawn(tx, source.id, row.source, row.start, quote)
    if row.coder not in coders:
        coders[row.coder] = _layer(tx, row.coder)
    one = tagging.apply(
        chosen,
        coding_id=uuid4(),
        source=source.id,
        start=row.start,
        quote=quote,
        lines=source.lines,
        pages=source.pages,
        speaker=_speaker(source, row.start, row.end),
        by=coders[row.coder],
        at=tx.at,
        origin="import",
        text_version=source.text_version,
    )
    return replace(one, memo=row.memo, **tagging.qualities(row.qualities or {}))


def _layer(tx: Write, name: str) -> UUID:
    """The coder a table names; a student's table speaks for the student alone."""
    role = people.role(tx, tx.actor_id)
    known = people.find(tx.conn, name)
    if role == "student" and (known is None or known.id != tx.actor_id):
        raise NotAllowed(role=role)
    return ensure_coder(tx, name).id


def _speaker(source: Source, start: int, end: int) -> UUID | None:
    label = next((turn.speaker for turn in source.turns if turn.start < end and turn.end > start), None)
    return next((voice.id for voice in source.speakers if voice.label == label), None)
