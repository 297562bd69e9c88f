"""Rows and people that come in a file, and are to keep the ids they have there."""

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa

from coding.store import people
from coding.store.changes import Read, Write, fitting
from coding.store.restore import other_name
from coding.store.tables import ENTITIES, coder

_AT_ONCE = 5000


def add_apart(tx: Write, coder_id: UUID, name: str) -> UUID:
    """A new coder of this id, who is nobody else's namesake: under another name where theirs is taken."""
    name = name.strip() or "?"
    wanted = other_name(tx, name) if people.find(tx.conn, name) else name
    row = fitting(coder, {"name": wanted, "folded": wanted.casefold()})
    tx.conn.execute(sa.insert(coder).values({**row, "id": coder_id, "local": False, "preferences": {}}))
    return coder_id


def taken(tx: Read, entity: str, ids: Collection[UUID]) -> set[UUID]:
    """Those of these ids that some row has, live or not, in this project or another."""
    table, wanted, found = ENTITIES[entity], list(ids), set[UUID]()
    for first in range(0, len(wanted), _AT_ONCE):
        some = table.c.id.in_(wanted[first : first + _AT_ONCE])
        found |= {row.id for row in tx.all(sa.select(table.c.id).where(some))}
    return found
