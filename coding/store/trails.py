"""From codings to what was made of them and back, many at once: statements of the ledger, cells, displays, memos."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa

from coding.model import LinkedTo, Query
from coding.store import framework
from coding.store.changes import Read, stored
from coding.store.codings import found
from coding.store.tables import ENTITIES, cell, coding, memo, reduction, source, speaker

Step = tuple[UUID, UUID]
"""What rests on something, and what it rests on."""

_AT_ONCE = 5000


def _live(tx: Read, table: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.project_id == tx.project_id, table.c.deleted_at.is_(None)


def _some(
    tx: Read, query: sa.Select[*tuple[Any, ...]], column: sa.ColumnElement[Any], ids: Collection[UUID]
) -> Iterator[Any]:
    wanted = list(ids)
    for first in range(0, len(wanted), _AT_ONCE):
        yield from tx.all(query.where(column.in_(wanted[first : first + _AT_ONCE])))


def sources_of(tx: Read, codings: Collection[UUID]) -> list[Step]:
    """Coding → its source."""
    query = sa.select(coding.c.id, coding.c.source_id).where(*_live(tx, coding))
    return [(row[0], row[1]) for row in _some(tx, query, coding.c.id, codings)]


def codings_of(tx: Read, sources: Collection[UUID], limit: int) -> list[Step]:
    """The first codings of sources, each with its source."""
    query = sa.select(coding.c.id, coding.c.source_id).where(*_live(tx, coding)).order_by(coding.c.start)
    return [(row[0], row[1]) for row in _some(tx, query.limit(limit), coding.c.source_id, sources)]


def under_statements(tx: Read, reductions: Collection[UUID]) -> list[Step]:
    """Decision of the ledger → the coding it is about, and the one that was merged with."""
    query = sa.select(reduction.c.id, reduction.c.coding_id, reduction.c.into_id).where(*_live(tx, reduction))
    rows = list(_some(tx, query, reduction.c.id, reductions))
    return [(row[0], on) for row in rows for on in (row[1], row[2]) if on]


def statements_on(tx: Read, codings: Collection[UUID]) -> list[Step]:
    """The decisions of the ledger about these codings, and those that merge others with them."""
    steps: list[Step] = []
    for column in (reduction.c.coding_id, reduction.c.into_id):
        query = sa.select(reduction.c.id, column).where(*_live(tx, reduction))
        steps += [(row[0], row[1]) for row in _some(tx, query, column, codings)]
    return steps


def under_cells(tx: Read, cells: Collection[UUID]) -> list[Step]:
    """Cell of the framework → the codings its summary rests on."""
    return [(one.id, basis.coding) for one in framework.by_ids(tx, cells) for basis in one.rests_on]


def cells_on(tx: Read, codings: Collection[UUID]) -> list[Step]:
    """The cells whose summaries rest on these codings: only those of their informants are read."""
    of = sa.func.coalesce(speaker.c.case_id, source.c.case_id)
    query = (
        sa.select(of)
        .select_from(coding)
        .join(source, source.c.id == coding.c.source_id)
        .outerjoin(speaker, speaker.c.id == coding.c.speaker_id)
        .where(coding.c.project_id == tx.project_id, of.is_not(None))
        .distinct()
    )
    informants = {row[0] for row in _some(tx, query, coding.c.id, codings)}
    there = [row[0] for row in _some(tx, sa.select(cell.c.id).where(*_live(tx, cell)), cell.c.case_id, informants)]
    wanted = set(codings)
    return [step for step in under_cells(tx, there) if step[1] in wanted]


def found_by(tx: Read, query: Query, codings: Collection[UUID] | None = None, *, limit: int = 1000) -> list[UUID]:
    """Which of these codings a query finds; without any, the first it finds."""
    asked = found(tx, query, coding.c.id)
    if codings is None:
        return [row[0] for row in tx.all(asked.order_by(coding.c.id).limit(limit))]
    return [row[0] for row in _some(tx, asked, coding.c.id, codings)]


def under_memos(tx: Read, memos: Collection[UUID], about: LinkedTo = "coding") -> list[Step]:
    """Memo → the codings, or things of another kind, it speaks of."""
    query = sa.select(memo.c.id, memo.c.links).where(*_live(tx, memo))
    rows = list(_some(tx, query, memo.c.id, memos))
    return [(row[0], UUID(id_)) for row in rows for what, id_, *_span in row[1] if what == about]


def memos_on(tx: Read, things: Collection[UUID], about: LinkedTo = "coding") -> list[Step]:
    """The memos that speak of these codings, or of these things of another kind."""
    wanted = {str(one) for one in things}
    rows = tx.all(sa.select(memo.c.id, memo.c.links).where(*_live(tx, memo)))
    return [(row[0], UUID(id_)) for row in rows for what, id_, *_span in row[1] if what == about and id_ in wanted]


KINDS = (
    *("source", "coding", "reduction", "cell", "display", "memo", "proposition", "verification"),
    *("verdict", "advice", "section"),
)
"""What can be walked, in the order of the work."""


def kind_of(tx: Read, id_: UUID) -> str | None:
    """What an id is the id of; None where nothing that is there has it."""
    for kind in KINDS:
        table = ENTITIES[kind]
        if tx.one(sa.select(table.c.id).where(*_live(tx, table), table.c.id == id_)):
            return kind
    return None


def begun(tx: Read, kind: str, letters: str) -> list[UUID]:
    """The first two things of a kind whose ids begin with these letters (hexadecimal, at most 32)."""
    column = ENTITIES[kind].c.id
    between = column.between(UUID(letters.ljust(32, "0")), UUID(letters.ljust(32, "f")))
    query = sa.select(column).where(*_live(tx, ENTITIES[kind]), between).order_by(column).limit(2)
    return [row[0] for row in tx.all(query)]


_AT_ONCE = 5000
"""Ids in one statement: SQLite takes 32,766 values."""

_TOLD: Mapping[str, tuple[str, ...]] = {"coding": ("id", "source_id", "code_id", "quote", "line_start", "deleted_at")}
"""What of a thing's row is read, where there are tens of thousands of them; all of it of others."""


def rows(tx: Read, kind: str, ids: Collection[UUID], *, gone: bool = False) -> dict[UUID, Mapping[str, Any]]:
    """What is told of things of one kind as they stand; of those that are `gone` only where they are asked for."""
    if kind not in _TOLD:
        there = stored(tx, kind, list(ids))
        return {id_: row for id_, row in there.items() if gone or row["deleted_at"] is None}
    table, wanted = ENTITIES[kind], list(ids)
    here = [table.c.project_id == tx.project_id, *(() if gone else (table.c.deleted_at.is_(None),))]
    query = sa.select(*(table.c[name] for name in _TOLD[kind]))
    found: dict[UUID, Mapping[str, Any]] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        for row in tx.all(query.where(*here, table.c.id.in_(wanted[first : first + _AT_ONCE]))):
            found[row[0]] = cast("Mapping[str, Any]", row._mapping)
    return found
