"""What suggesters learn from: everybody's codings as bare spans, and how far each coder has read. No text is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from coding.model import Kind, Language, Origin
from coding.store.changes import Read
from coding.store.tables import coding, finished, place, source, speaker


@dataclass(frozen=True, slots=True)
class Span:
    """A live coding without its words."""

    source: UUID
    start: int
    end: int
    code: UUID
    coder: UUID
    origin: Origin
    made_at: datetime


_SPAN = (
    coding.c.source_id,
    coding.c.start,
    coding.c.end,
    coding.c.code_id,
    coding.c.coder_id,
    coding.c.origin,
    coding.c.made_at,
)


def spans(tx: Read, coders: Sequence[UUID] = (), source_id: UUID | None = None) -> list[Span]:
    """The codings of these coders (of all without any), source by source in the order of the text."""
    where = [coding.c.project_id == tx.project_id, coding.c.deleted_at.is_(None), source.c.deleted_at.is_(None)]
    if coders:
        where.append(coding.c.coder_id.in_(coders))
    if source_id is not None:
        where.append(coding.c.source_id == source_id)
    query = sa.select(*_SPAN).join(source, source.c.id == coding.c.source_id).where(*where)
    return [Span(*row) for row in tx.all(query.order_by(coding.c.source_id, coding.c.start, coding.c.end, coding.c.id))]


def layers(tx: Read) -> list[UUID]:
    """The coders who have codings, by how many, the most first."""
    number = sa.func.count()
    where = (coding.c.project_id == tx.project_id, coding.c.deleted_at.is_(None))
    query = sa.select(coding.c.coder_id, number).where(*where).group_by(coding.c.coder_id)
    return [row[0] for row in tx.all(query.order_by(number.desc(), coding.c.coder_id))]


def reached(tx: Read, coders: Sequence[UUID]) -> dict[UUID, int]:
    """Source → how far the furthest of these coders has read."""
    furthest = sa.func.max(place.c.read_to)
    where = (place.c.project_id == tx.project_id, place.c.coder_id.in_(coders))
    rows = tx.all(sa.select(place.c.source_id, furthest).where(*where).group_by(place.c.source_id))
    return {row[0]: row[1] for row in rows}


def done(tx: Read, coders: Sequence[UUID]) -> set[UUID]:
    """The sources that one of these coders has finished."""
    here = (finished.c.project_id == tx.project_id, finished.c.coder_id.in_(coders), finished.c.deleted_at.is_(None))
    return {row.source_id for row in tx.all(sa.select(finished.c.source_id).where(*here))}


@dataclass(frozen=True, slots=True)
class Facts:
    """A source without its text: enough to know whether what was cut from it still holds. `asking`: interviewers.

    `version` is that of its facts and its turns.
    """

    id: UUID
    name: str
    kind: Kind
    language: Language
    text_version: int
    characters: int
    version: int
    asking: frozenset[str] = frozenset()


def sources(tx: Read, source_id: UUID | None = None) -> list[Facts]:
    """The sources in the order of the list, or one of them."""
    where = [source.c.project_id == tx.project_id, source.c.deleted_at.is_(None)]
    voices = [speaker.c.project_id == tx.project_id, speaker.c.deleted_at.is_(None), speaker.c.role == "interviewer"]
    if source_id is not None:
        where.append(source.c.id == source_id)
        voices.append(speaker.c.source_id == source_id)
    asking: dict[UUID, set[str]] = {}
    for row in tx.all(sa.select(speaker.c.source_id, speaker.c.label).where(*voices)):
        asking.setdefault(row.source_id, set()).add(row.label)
    names = ("id", "name", "kind", "language", "text_version", "characters", "version")
    columns = (source.c[name] for name in names)
    rows = tx.all(sa.select(*columns).where(*where).order_by(source.c.name))
    return [
        Facts(
            row.id,
            row.name,
            row.kind,
            row.language,
            row.text_version,
            row.characters,
            row.version,
            frozenset(asking.get(row.id, ())),
        )
        for row in rows
    ]
