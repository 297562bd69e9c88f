"""Where all that a query finds stands, as bare numbers: no text is read, and no coding made of a row.

There may be a million: they come as one string a column of each source, which no driver takes apart.
"""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import Query
from coding.store.changes import Read
from coding.store.codings import found, own_conditions
from coding.store.strung import ids, numbers
from coding.store.tables import coding, source, turn

Strip = tuple[UUID, str, tuple[str, ...]]
"""A source; the codes of its excerpts, 32 letters each; where each begins and ends and, where they are asked for, its
first and last line, as numbers with spaces between."""

_AT_ONCE = 5000
_PLACE, _LINES = ("start", "end"), ("line_start", "line_end")


def strips(tx: Read, query: Query, within: Collection[UUID] | None = None, *, lines: bool = False) -> list[Strip]:
    """Where the excerpts stand, source by source; in these sources alone where some are said."""
    places = (*_PLACE, *(_LINES if lines else ()))
    columns = (ids(tx, coding.c.code_id), *(numbers(tx, coding.c[name]) for name in places))
    if any(query.attributes.values()) or query.kinds:
        asked = found(tx, query, coding.c.source_id, *columns)
    else:
        # Joined with the sources alone, what is read a million times is read in half the time.
        there = sa.select(source.c.id).where(source.c.project_id == tx.project_id, source.c.deleted_at.is_(None))
        asked = sa.select(coding.c.source_id, *columns).where(*own_conditions(tx, query), coding.c.source_id.in_(there))
    asked = asked.group_by(coding.c.source_id)
    return [(row[0], row[1], tuple(row[2:])) for row in _rows(tx, asked, coding, within)]


def turns(tx: Read, within: Collection[UUID] | None = None) -> dict[UUID, tuple[str, str]]:
    """Source → where the turns of its text as it is now begin, and where they end, as numbers with spaces between."""
    places = (numbers(tx, turn.c[name]) for name in ("start", "end"))
    asked = (
        sa.select(turn.c.source_id, *places)
        .join(source, sa.and_(source.c.id == turn.c.source_id, source.c.text_version == turn.c.text_version))
        .where(turn.c.project_id == tx.project_id, turn.c.deleted_at.is_(None), source.c.deleted_at.is_(None))
        .group_by(turn.c.source_id)
    )
    return {row[0]: (row[1], row[2]) for row in _rows(tx, asked, turn, within)}


def _rows(
    tx: Read, asked: sa.Select[*tuple[Any, ...]], table: sa.Table, within: Collection[UUID] | None
) -> Iterator[Any]:
    """All rows, or those of these sources."""
    if within is None:
        yield from tx.all(asked)
        return
    wanted = sorted(within)
    for first in range(0, len(wanted), _AT_ONCE):
        yield from tx.all(asked.where(table.c.source_id.in_(wanted[first : first + _AT_ONCE])))
