"""Counts over what a query finds, and who is interviewed in which source; no text is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from coding.model import Query
from coding.store.changes import Read
from coding.store.codings import _conditions, _joined
from coding.store.tables import cases, coding, source, speaker


@dataclass(frozen=True, slots=True)
class Tally:
    """How many excerpts a query finds, from how many informants and sources, and how many under each code."""

    excerpts: int
    informants: int
    sources: int
    by_code: Mapping[UUID, int]


def tally(tx: Read, query: Query) -> Tally:
    """Count what a query finds, in two aggregates."""
    where = _conditions(tx, query)
    grouped = _joined(sa.select(coding.c.code_id, sa.func.count())).where(*where).group_by(coding.c.code_id)
    by_code = {code_id: int(number) for code_id, number in tx.all(grouped)}
    distinct = sa.select(
        sa.func.count(sa.distinct(cases.c.id)).label("informants"),
        sa.func.count(sa.distinct(coding.c.source_id)).label("sources"),
    )
    row = tx.one(_joined(distinct).where(*where))
    assert row
    return Tally(sum(by_code.values()), int(row.informants), int(row.sources), by_code)


def informants(tx: Read) -> dict[UUID, set[str]]:
    """Source → keys of the cases it belongs to: its own, and those of its speakers other than the interviewer."""
    here = (source.c.project_id == tx.project_id, source.c.deleted_at.is_(None), cases.c.deleted_at.is_(None))
    own = sa.select(source.c.id, cases.c.key).join(cases, cases.c.id == source.c.case_id).where(*here)
    voices = (
        sa.select(source.c.id, cases.c.key)
        .join(speaker, speaker.c.source_id == source.c.id)
        .join(cases, cases.c.id == speaker.c.case_id)
        .where(*here, speaker.c.deleted_at.is_(None), speaker.c.role != "interviewer")
    )
    found: dict[UUID, set[str]] = {}
    for query in (own, voices):
        for source_id, key in tx.all(query):
            found.setdefault(source_id, set()).add(key)
    return found
