"""How far a project is: in which parts of the work there is anything, and how many sources somebody finished."""

import sqlalchemy as sa

from coding.store.changes import Read
from coding.store.tables import (
    code,
    coding,
    display,
    finished,
    freeze,
    proposition,
    reduction,
    section,
    source,
    verdict,
)

_TABLES: dict[str, tuple[sa.Table, ...]] = {
    "codebook": (code,),
    "tagging": (coding,),
    "reduction": (reduction,),
    "display": (display,),
    "conclusion": (proposition, verdict),
    "report": (section, freeze),
}


def reached(tx: Read) -> dict[str, int]:
    """Page of the work → 1 where there is anything, else 0; of transcripts, how many sources there are."""
    row = tx.one(sa.select(sa.func.count()).where(source.c.project_id == tx.project_id, source.c.deleted_at.is_(None)))
    found = {"transcript": row[0] if row else 0}
    for page, tables in _TABLES.items():
        there = (tx.one(sa.select(sa.literal(1)).where(*_live(tx, table)).limit(1)) for table in tables)
        found[page] = int(any(there))
    return found


def _live(tx: Read, table: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.project_id == tx.project_id, table.c.deleted_at.is_(None)


def finished_sources(tx: Read) -> int:
    """How many sources somebody finished."""
    there = finished.join(
        source, sa.and_(source.c.project_id == finished.c.project_id, source.c.id == finished.c.source_id)
    )
    query = sa.select(sa.func.count(sa.distinct(finished.c.source_id))).select_from(there)
    row = tx.one(query.where(*_live(tx, finished), source.c.deleted_at.is_(None)))
    return int(row[0]) if row else 0
