"""Where codings stand in the texts, and the words they stand on: of a few sources at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from coding.model import Kind, Query
from coding.store.changes import Read, once
from coding.store.codings import found
from coding.store.tables import cases, coding, source, turn


@dataclass(frozen=True, slots=True)
class Length:
    """A source without its text."""

    id: UUID
    name: str
    kind: Kind
    lines: int
    header: Mapping[str, str]
    case: UUID | None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a coding stands: characters [start, end), lines from first to last."""

    source: UUID
    code: UUID
    start: int
    end: int
    line_start: int
    line_end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a coding, with their place and the key of the informant they belong to."""

    source: UUID
    start: int
    line_start: int
    line_end: int
    quote: str
    case: str | None


def lengths(tx: Read, query: Query) -> list[Length]:
    """The sources that a query may look into, in the order of their names."""
    return _lengths(tx, query.sources, query.kinds)


@once
def _lengths(tx: Read, sources: Sequence[UUID], kinds: Sequence[Kind]) -> list[Length]:
    where = [source.c.project_id == tx.project_id, source.c.deleted_at.is_(None)]
    if sources:
        where.append(source.c.id.in_(sources))
    if kinds:
        where.append(source.c.kind.in_(kinds))
    columns = (source.c.id, source.c.name, source.c.kind, source.c.line_count, source.c.header, source.c.case_id)
    return [Length(*row) for row in tx.all(sa.select(*columns).where(*where).order_by(source.c.name))]


def spots(tx: Read, query: Query, within: Sequence[UUID]) -> list[Spot]:
    """Where what a query finds stands in these sources, in the order of each text."""
    columns = (coding.c[name] for name in ("source_id", "code_id", "start", "end", "line_start", "line_end"))
    order = (coding.c.source_id, coding.c.start, coding.c.end, coding.c.id)
    asked = found(tx, query, *columns).where(coding.c.source_id.in_(within)).order_by(*order)
    return [Spot(*row) for row in tx.all(asked)]


def passages(tx: Read, query: Query, within: Sequence[UUID]) -> list[Passage]:
    """The words of what a query finds in these sources, in the order of each text."""
    columns = (coding.c[name] for name in ("source_id", "start", "line_start", "line_end", "quote"))
    order = (coding.c.source_id, coding.c.start, coding.c.end, coding.c.id)
    asked = found(tx, query, *columns, cases.c.key).where(coding.c.source_id.in_(within)).order_by(*order)
    return [Passage(*row) for row in tx.all(asked)]


def turns(tx: Read, within: Sequence[UUID]) -> dict[UUID, list[int]]:
    """Source → where its turns begin, in order."""
    where = (turn.c.project_id == tx.project_id, turn.c.source_id.in_(within), turn.c.deleted_at.is_(None))
    asked = (
        sa.select(turn.c.source_id, turn.c.start)
        .join(source, sa.and_(source.c.id == turn.c.source_id, source.c.text_version == turn.c.text_version))
        .where(*where)
        .order_by(turn.c.source_id, turn.c.start)
    )
    begins: dict[UUID, list[int]] = {}
    for source_id, start in tx.all(asked):
        begins.setdefault(source_id, []).append(start)
    return begins
