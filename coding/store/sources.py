"""Sources: the text and its layout (immutable), its speakers and turns, and the list of them all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from coding.errors import NotFound
from coding.model import Mark, Moment, Page, Source, SourceSummary, Speaker, Turn
from coding.store import search_index
from coding.store.changes import Read, Write, clash, fitting, insert, live, once, remove, update
from coding.store.tables import coding, finished, place, source, source_text, speaker, turn

_AT_ONCE = 5000
"""Ids in one statement: SQLite takes 32,766 values."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where the numbered lines and the printed pages of a text begin: all that a single act needs of its layout."""

    lines: tuple[int, ...]
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands beside a text and is as fixed as it."""

    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]
    moments: tuple[Moment, ...]


def add(
    tx: Write,
    one: Source,
    *,
    sentences: Iterable[tuple[int, int]],
    paragraphs: Iterable[tuple[int, int]],
    words: int,
) -> UUID:
    """Store a new source with its text, speakers and turns; the text itself never enters the history."""
    assert one.id
    insert(
        tx,
        "source",
        {
            "id": one.id,
            "name": one.name,
            "kind": one.kind,
            "language": one.language,
            "format": one.format,
            "reader": one.reader,
            "text_version": one.text_version,
            "header": dict(one.header),
            "case_id": one.case,
            "characters": len(one.text),
            "words": words,
            "line_count": len(one.lines),
            "turn_count": len(one.turns),
            "imported_at": tx.at,
        },
    )
    add_text(tx, one, sentences=sentences, paragraphs=paragraphs)
    _add_turns(tx, one, _add_speakers(tx, one))
    return one.id


def add_text(
    tx: Write, one: Source, *, sentences: Iterable[tuple[int, int]], paragraphs: Iterable[tuple[int, int]]
) -> None:
    """Store a source's text with its layout, under its text version, and the words it is found by."""
    assert one.id
    fitting(source_text, {"text": one.text})
    blocks = list(paragraphs)
    tx.conn.execute(
        sa.insert(source_text).values(
            project_id=tx.project_id,
            source_id=one.id,
            version=one.text_version,
            text=one.text,
            numbering={"lines": list(one.lines), "pages": [[page.number, page.start] for page in one.pages]},
            layout={
                "sentences": [list(span) for span in sentences],
                "paragraphs": [list(span) for span in blocks],
                "marks": [[mark.start, mark.end, mark.kind] for mark in one.marks],
                "moments": [[moment.at, moment.start, moment.end] for moment in one.moments],
            },
        )
    )
    search_index.put(tx.conn, tx.project_id, one.id, one.text_version, one.text, blocks)


def _add_speakers(tx: Write, one: Source) -> dict[str, UUID]:
    shared = {"project_id": tx.project_id, "source_id": one.id, "version": 1, "changed_by": tx.actor_id}
    ids: dict[str, UUID] = {}
    for voice in one.speakers:
        ids[voice.label] = voice.id or uuid4()
        row = {"id": ids[voice.label], "label": voice.label, "role": voice.role, "case_id": voice.case}
        tx.conn.execute(sa.insert(speaker).values({**shared, **fitting(speaker, row)}))
    return ids


def _add_turns(tx: Write, one: Source, speakers: Mapping[str, UUID]) -> None:
    turns = [
        {
            "project_id": tx.project_id,
            "source_id": one.id,
            "version": 1,
            "changed_by": tx.actor_id,
            "id": uuid4(),
            "text_version": one.text_version,
            "start": said.start,
            "end": said.end,
            "speaker_id": speakers.get(said.speaker or ""),
        }
        for said in one.turns
    ]
    if turns:
        tx.conn.execute(sa.insert(turn), turns)


def change(tx: Write, source_id: UUID, values: Mapping[str, Any], *, version: int | None = None) -> None:
    """Change a source's name, kind, language, header or case; never its text."""
    update(tx, "source", source_id, values, version=version)


def correct(
    tx: Write,
    one: Source,
    *,
    sentences: Iterable[tuple[int, int]],
    paragraphs: Iterable[tuple[int, int]],
    words: int,
) -> int:
    """Store a source under a corrected text, beside all it had, with the speakers that are new; gives its number.

    The texts and turns of before stay: undo sets back which of them holds. A number taken back is not given again.
    """
    assert one.id
    known = {voice.id for voice in speakers(tx, one.id)}
    for new in (voice for voice in one.speakers if voice.id and voice.id not in known):
        insert(tx, "speaker", {"id": new.id, "source_id": one.id, "label": new.label, "role": new.role})
    here = (source_text.c.project_id == tx.project_id, source_text.c.source_id == one.id)
    last = tx.one(sa.select(sa.func.max(source_text.c.version)).where(*here))
    corrected = replace(one, text_version=(last[0] if last else 0) + 1)
    add_text(tx, corrected, sentences=sentences, paragraphs=paragraphs)
    _add_turns(tx, corrected, {voice.label: voice.id for voice in one.speakers if voice.id})
    values = {
        "text_version": corrected.text_version,
        "format": one.format,
        "reader": one.reader,
        "header": dict(one.header),
        "characters": len(one.text),
        "words": words,
        "line_count": len(one.lines),
        "turn_count": len(one.turns),
    }
    update(tx, "source", one.id, values)
    return corrected.text_version


def expect(tx: Read, source_id: UUID, text_version: int) -> None:
    """Refuse where a source has another text by now (Conflict, NotFound)."""
    row = live(tx, "source", source_id)
    if row["text_version"] != text_version:
        raise clash(tx, row, {})


_TEXT_VERSION = sa.select(source.c.text_version)
_TEXT_VERSION = _TEXT_VERSION.where(source.c.project_id == sa.bindparam("project"), source.c.id == sa.bindparam("of"))


def text_version(tx: Read, source_id: UUID) -> int | None:
    """Which of its texts a source has; None where there is no such source."""
    row = tx.conn.execute(_TEXT_VERSION, {"project": tx.project_id, "of": source_id}).first()
    return row.text_version if row else None


def language(tx: Read, source_id: UUID) -> str:
    """The language of a source (NotFound)."""
    return str(live(tx, "source", source_id)["language"])


def imported_at(tx: Read, source_id: UUID) -> datetime:
    """When a source was brought in (NotFound)."""
    at: datetime = live(tx, "source", source_id)["imported_at"]
    return at


def text(tx: Read, source_id: UUID, version: int) -> str:
    """One of the texts a source has or had (NotFound)."""
    live(tx, "source", source_id)
    here = (source_text.c.source_id == source_id, source_text.c.version == version)
    row = tx.one(sa.select(source_text.c.text).where(source_text.c.project_id == tx.project_id, *here))
    if row is None:
        raise NotFound(what="text")
    return str(row.text)


def change_speaker(
    tx: Write, source_id: UUID, speaker_id: UUID, values: Mapping[str, Any], *, version: int | None = None
) -> None:
    """Change the role or case of a speaker of this source (NotFound)."""
    if live(tx, "speaker", speaker_id)["source_id"] != source_id:
        raise NotFound(what="speaker")
    update(tx, "speaker", speaker_id, values, version=version)


def drop(tx: Write, source_id: UUID) -> None:
    """Mark a source deleted; its codings stay beside it for an undo."""
    remove(tx, "source", source_id)


def id_of(tx: Read, name: str) -> UUID | None:
    """The id of the source of this name."""
    where = (source.c.project_id == tx.project_id, source.c.name == name, source.c.deleted_at.is_(None))
    row = tx.one(sa.select(source.c.id).where(*where))
    return row.id if row else None


def name_of(tx: Read, source_id: UUID) -> str | None:
    """The name of a source that is there."""
    where = (source.c.project_id == tx.project_id, source.c.id == source_id, source.c.deleted_at.is_(None))
    row = tx.one(sa.select(source.c.name).where(*where))
    return row.name if row else None


@once
def names(tx: Read) -> dict[str, UUID]:
    """Every source's name and id, in the order of the list."""
    where = (source.c.project_id == tx.project_id, source.c.deleted_at.is_(None))
    rows = tx.all(sa.select(source.c.name, source.c.id).where(*where).order_by(source.c.name))
    return {row.name: row.id for row in rows}


def first(tx: Read) -> str | None:
    """The name of the first interview in the list, else of the first source."""
    where = (source.c.project_id == tx.project_id, source.c.deleted_at.is_(None))
    spoken_first = sa.case((source.c.kind == "interview", 0), else_=1)
    row = tx.one(sa.select(source.c.name).where(*where).order_by(spoken_first, source.c.name).limit(1))
    return row.name if row else None


@dataclass(frozen=True, slots=True)
class Facts:
    """What an act on a source needs to know without reading its text."""

    name: str
    characters: int
    text_version: int


def facts(tx: Read, source_id: UUID) -> Facts:
    """The facts of a live source (NotFound)."""
    row = live(tx, "source", source_id)
    return Facts(row["name"], row["characters"], row["text_version"])


def numbering(tx: Read, source_id: UUID, version: int) -> Numbering:
    """The lines and pages of a text version."""
    where = (source_text.c.source_id == source_id, source_text.c.version == version)
    row = tx.one(sa.select(source_text.c.numbering).where(source_text.c.project_id == tx.project_id, *where))
    assert row
    return _numbering(row.numbering)


def _numbering(plain: Mapping[str, Any]) -> Numbering:
    return Numbering(tuple(plain["lines"]), tuple(Page(*page) for page in plain["pages"]))


def _layout(plain: Mapping[str, Any]) -> Layout:
    return Layout(
        sentences=tuple((start, end) for start, end in plain["sentences"]),
        paragraphs=tuple((start, end) for start, end in plain["paragraphs"]),
        marks=tuple(Mark(*mark) for mark in plain["marks"]),
        moments=tuple(Moment(*moment) for moment in plain["moments"]),
    )


def load(tx: Read, source_id: UUID) -> tuple[Source, Layout]:
    """A source with its text, speakers, turns and layout (NotFound)."""
    row = live(tx, "source", source_id)
    where = (source_text.c.source_id == source_id, source_text.c.version == row["text_version"])
    text = tx.one(sa.select(source_text).where(source_text.c.project_id == tx.project_id, *where))
    assert text
    beside, numbered = _layout(text.layout), _numbering(text.numbering)
    voices = speakers(tx, source_id)
    labels = {voice.id: voice.label for voice in voices}
    one = Source(
        id=row["id"],
        name=row["name"],
        text=text.text,
        kind=row["kind"],
        language=row["language"],
        format=row["format"],
        reader=row["reader"],
        turns=tuple(Turn(said.start, said.end, labels.get(said.speaker_id)) for said in _turns(tx, row)),
        speakers=tuple(voices),
        marks=beside.marks,
        moments=beside.moments,
        pages=numbered.pages,
        lines=numbered.lines,
        header=row["header"],
        case=row["case_id"],
        text_version=row["text_version"],
        version=row["version"],
    )
    return one, beside


def _turns(tx: Read, row: Mapping[str, Any]) -> list[sa.Row[*tuple[Any, ...]]]:
    where = (
        turn.c.project_id == tx.project_id,
        turn.c.source_id == row["id"],
        turn.c.text_version == row["text_version"],
        turn.c.deleted_at.is_(None),
    )
    return tx.all(sa.select(turn.c.start, turn.c.end, turn.c.speaker_id).where(*where).order_by(turn.c.start))


@dataclass(frozen=True, slots=True)
class Laid:
    """A text with all that is as fixed as it."""

    text: str
    layout: Layout
    numbering: Numbering


def texts(tx: Read, ids: Iterable[UUID]) -> dict[UUID, Laid]:
    """The present texts of several sources at once."""
    wanted, found = list(ids), dict[UUID, Laid]()
    columns = (source_text.c.source_id, source_text.c.text, source_text.c.layout, source_text.c.numbering)
    holds = sa.and_(source.c.id == source_text.c.source_id, source.c.text_version == source_text.c.version)
    query = sa.select(*columns).join(source, holds).where(source_text.c.project_id == tx.project_id)
    for start in range(0, len(wanted), _AT_ONCE):
        for row in tx.all(query.where(source_text.c.source_id.in_(wanted[start : start + _AT_ONCE]))):
            found[row.source_id] = Laid(row.text, _layout(row.layout), _numbering(row.numbering))
    return found


def speakers(tx: Read, source_id: UUID) -> list[Speaker]:
    """The voices of a source, by label."""
    where = (speaker.c.project_id == tx.project_id, speaker.c.source_id == source_id, speaker.c.deleted_at.is_(None))
    rows = tx.all(sa.select(speaker).where(*where).order_by(speaker.c.label))
    return [Speaker(row.label, row.role, row.case_id, row.id, row.version) for row in rows]


def cut(tx: Read, source_id: UUID, version: int, start: int, end: int) -> str:
    """The words `[start, end)` of a text version."""
    words = sa.func.substr(source_text.c.text, start + 1, end - start)
    where = (source_text.c.source_id == source_id, source_text.c.version == version)
    row = tx.one(sa.select(words).where(source_text.c.project_id == tx.project_id, *where))
    return str(row[0]) if row else ""


def speaker_at(tx: Read, source_id: UUID, version: int, start: int, end: int) -> UUID | None:
    """Who says the first words of a stretch."""
    where = (
        turn.c.project_id == tx.project_id,
        turn.c.source_id == source_id,
        turn.c.text_version == version,
        turn.c.start < end,
        turn.c.end > start,
        turn.c.deleted_at.is_(None),
    )
    row = tx.one(sa.select(turn.c.speaker_id).where(*where).order_by(turn.c.start).limit(1))
    return row.speaker_id if row else None


def summaries(tx: Read, coder_id: UUID) -> list[SourceSummary]:
    """The list of sources with how far one coder has come, by name; no text is read."""
    rows = tx.all(
        sa.select(source, place.c.read_to, finished.c.id.label("done"))
        .outerjoin(
            place,
            sa.and_(
                place.c.project_id == source.c.project_id,
                place.c.source_id == source.c.id,
                place.c.coder_id == coder_id,
            ),
        )
        .outerjoin(
            finished,
            sa.and_(
                finished.c.project_id == source.c.project_id,
                finished.c.source_id == source.c.id,
                finished.c.coder_id == coder_id,
                finished.c.deleted_at.is_(None),
            ),
        )
        .where(source.c.project_id == tx.project_id, source.c.deleted_at.is_(None))
        .order_by(source.c.name)
    )
    all_codings, mine = _coding_counts(tx, coder_id)
    voices = _turn_counts(tx)
    return [
        SourceSummary(
            id=row.id,
            name=row.name,
            kind=row.kind,
            language=row.language,
            format=row.format,
            characters=row.characters,
            words=row.words,
            lines=row.line_count,
            turns=row.turn_count,
            speakers=voices.get(row.id, {}),
            header=row.header,
            case=row.case_id,
            version=row.version,
            codings=all_codings.get(row.id, 0),
            mine=mine.get(row.id, 0),
            read_to=row.read_to or 0,
            finished=row.done is not None,
        )
        for row in rows
    ]


def _coding_counts(tx: Read, coder_id: UUID) -> tuple[dict[UUID, int], dict[UUID, int]]:
    own = sa.func.sum(sa.case((coding.c.coder_id == coder_id, 1), else_=0))
    where = (coding.c.project_id == tx.project_id, coding.c.deleted_at.is_(None))
    rows = tx.all(sa.select(coding.c.source_id, sa.func.count(), own).where(*where).group_by(coding.c.source_id))
    return {row[0]: row[1] for row in rows}, {row[0]: int(row[2]) for row in rows}


def _turn_counts(tx: Read) -> dict[UUID, dict[str, int]]:
    where = (turn.c.project_id == tx.project_id, turn.c.deleted_at.is_(None))
    grouped = (
        sa.select(turn.c.source_id, speaker.c.label, sa.func.count())
        .join(speaker, speaker.c.id == turn.c.speaker_id)
        .join(source, sa.and_(source.c.id == turn.c.source_id, source.c.text_version == turn.c.text_version))
        .where(*where)
        .group_by(turn.c.source_id, speaker.c.label)
    )
    counts: dict[UUID, dict[str, int]] = {}
    for source_id, label, number in tx.all(grouped.order_by(speaker.c.label)):
        counts.setdefault(source_id, {})[label] = number
    return counts
