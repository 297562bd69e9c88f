"""Where all that a query finds stands, as bare numbers: no text is read, and no coding made of a row."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import Query
from coding.store.changes import Read
from coding.store.codings import found, own_conditions
from coding.store.tables import coding, source, turn

Span = tuple[Any, str, int, int, int, int]
"""Source as the driver gives it, code as text, characters [start, end), lines from first to last."""


def spans(tx: Read, query: Query) -> list[Span]:
    """Where the excerpts stand, in no order."""
    columns = (_raw(coding.c.source_id), _raw(coding.c.code_id), *(coding.c[name] for name in _PLACE))
    if any(query.attributes.values()) or query.kinds:
        asked = found(tx, query, *columns)
    else:
        # Joined with the sources alone, what is read a million times is read in half the time.
        there = sa.select(source.c.id).where(source.c.project_id == tx.project_id, source.c.deleted_at.is_(None))
        asked = sa.select(*columns).where(*own_conditions(tx, query), coding.c.source_id.in_(there))
    rows = tx.conn.execute(asked).all()
    texts = {one: str(one if isinstance(one, UUID) else UUID(one)) for one in {row[1] for row in rows}}
    return [(one[0], texts[one[1]], one[2], one[3], one[4], one[5]) for one in rows]


def turns(tx: Read) -> list[tuple[Any, int, int]]:
    """Source as the driver gives it, and where a turn of its text as it is now begins and ends; in no order."""
    asked = (
        sa.select(_raw(turn.c.source_id), turn.c.start, turn.c.end)
        .join(source, sa.and_(source.c.id == turn.c.source_id, source.c.text_version == turn.c.text_version))
        .where(turn.c.project_id == tx.project_id, turn.c.deleted_at.is_(None), source.c.deleted_at.is_(None))
    )
    return [(one[0], one[1], one[2]) for one in tx.conn.execute(asked).all()]


_PLACE = ("start", "end", "line_start", "line_end")


def _raw(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """An id as the driver gives it."""
    return sa.type_coerce(column, sa.types.NullType())
