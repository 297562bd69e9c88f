"""Codings as they are weighed: narrow rows, of some codes and informants, read by the index of codes."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from coding.model import Evidence, Kind, Status
from coding.store.changes import Read
from coding.store.columns import text
from coding.store.tables import coding, source, speaker

_AT_ONCE = 5000


class Weighed(NamedTuple):
    """A coding with its source and its informant (the speaker's, else the source's)."""

    id: UUID
    code: UUID
    source: UUID
    source_name: str
    kind: Kind
    case: UUID | None
    coder: UUID
    status: Status | None
    limited: bool
    weight: int | None
    prompted: bool | None
    evidence: Evidence | None
    quote: str
    start: int
    end: int
    line: int


def _case() -> sa.ColumnElement[Any]:
    """Whose words they are: the speaker's, else the source's."""
    return sa.func.coalesce(speaker.c.case_id, source.c.case_id)


def _rows(tx: Read, *where: sa.ColumnElement[bool]) -> list[Weighed]:
    query = (
        sa.select(
            *(text(tx, one) for one in (coding.c.id, coding.c.code_id, coding.c.source_id)),
            source.c.name,
            source.c.kind,
            text(tx, _case()),
            text(tx, coding.c.coder_id),
            coding.c.status,
            coding.c.limited,
            coding.c.weight,
            coding.c.prompted,
            coding.c.evidence,
            coding.c.quote,
            coding.c.start,
            coding.c.end,
            coding.c.line_start,
        )
        .select_from(coding)
        .join(source, source.c.id == coding.c.source_id)
        .outerjoin(speaker, speaker.c.id == coding.c.speaker_id)
        .where(coding.c.project_id == tx.project_id, coding.c.deleted_at.is_(None), source.c.deleted_at.is_(None))
    )
    known: dict[str | None, UUID | None] = {None: None}

    def id_of(told: str | None) -> Any:
        """Of the few ids that stand in many rows, each is made once."""
        if told not in known:
            known[told] = UUID(told)
        return known[told]

    return [
        Weighed(UUID(own), id_of(code), id_of(in_), name, kind, id_of(case), id_of(coder), *rest)
        for own, code, in_, name, kind, case, coder, *rest in tx.all(query.where(*where))
    ]


def by_ids(tx: Read, ids: Collection[UUID]) -> list[Weighed]:
    """These codings; those that are gone, or whose source is, are left out."""
    wanted = list(ids)
    found: list[Weighed] = []
    for first in range(0, len(wanted), _AT_ONCE):
        found += _rows(tx, coding.c.id.in_(wanted[first : first + _AT_ONCE]))
    return found


def of_codes(tx: Read, codes: Collection[UUID], informants: Collection[UUID] | None) -> list[Weighed]:
    """The codings of these codes: of these informants and of nobody's, or, without informants, of everybody."""
    return _rows(tx, coding.c.code_id.in_(list(codes)), *_whose(informants)) if codes else []


def of_informants(tx: Read, informants: Collection[UUID] | None) -> list[Weighed]:
    """All that these informants say, or everybody, and what is nobody's, whatever the code."""
    return _rows(tx, *_whose(informants))


def of_sources(tx: Read, sources: Collection[UUID]) -> list[Weighed]:
    """All that is said in these sources."""
    return _rows(tx, coding.c.source_id.in_(list(sources)))


def _whose(informants: Collection[UUID] | None) -> tuple[sa.ColumnElement[bool], ...]:
    return () if informants is None else (sa.or_(_case().in_(list(informants)), _case().is_(None)),)


def headers(tx: Read, sources: Collection[UUID]) -> dict[UUID, Mapping[str, Any]]:
    """Source → what its first lines say about it."""
    wanted = list(sources)
    found: dict[UUID, Mapping[str, Any]] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        some = source.c.id.in_(wanted[first : first + _AT_ONCE])
        query = sa.select(source.c.id, source.c.header).where(source.c.project_id == tx.project_id, some)
        found |= {row.id: row.header for row in tx.all(query)}
    return found
