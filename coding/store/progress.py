"""How far a coder is: the finished mark (history) and the place last worked at (no history)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from coding.model import Change, Place
from coding.store.changes import Read, Write, fields, image, insert, put_back, remove
from coding.store.tables import finished, place, source


def is_finished(tx: Read, source_id: UUID, coder_id: UUID) -> bool:
    """Whether this coder has said that this source is done."""
    asked = {"project": tx.project_id, "of": source_id, "by": coder_id}
    return tx.conn.execute(_FINISHED, asked).first() is not None


_FINISHED = sa.select(finished.c.id).where(
    finished.c.project_id == sa.bindparam("project"),
    finished.c.source_id == sa.bindparam("of"),
    finished.c.coder_id == sa.bindparam("by"),
    finished.c.deleted_at.is_(None),
)


def _mark(tx: Read, source_id: UUID, coder_id: UUID) -> sa.Row[*tuple[Any, ...]] | None:
    here = (finished.c.project_id == tx.project_id, finished.c.source_id == source_id)
    return tx.one(sa.select(finished).where(*here, finished.c.coder_id == coder_id))


def set_finished(tx: Write, source_id: UUID, done: bool) -> None:
    """Set or take away the actor's finished mark; "looked at, nothing fits" and "not looked at" differ by it."""
    row = _mark(tx, source_id, tx.layer_id)
    if done and row is None:
        values = {"id": uuid4(), "source_id": source_id, "coder_id": tx.layer_id, "made_at": tx.at}
        insert(tx, "finished", values)
    elif done and row is not None and row.deleted_at is not None:
        put_back(tx, Change("finished", row.id, image(finished, fields(row)), None))
    elif not done and row is not None and row.deleted_at is None:
        remove(tx, "finished", row.id)


def keep_place(conn: sa.Connection, project_id: UUID, coder_id: UUID, here: Place) -> None:
    """Remember where somebody is; how far a source was read only grows."""
    keys = {"project_id": project_id, "source_id": here.source, "coder_id": coder_id}
    values = {"offset": here.offset, "read_to": here.read_to, "code_id": here.code, "at": here.at}
    # Two windows of one person may arrive at the same moment.
    insert = sqlite.insert(place) if conn.dialect.name == "sqlite" else postgresql.insert(place)
    new = insert.values({**keys, **values})
    furthest = sa.case((new.excluded.read_to > place.c.read_to, new.excluded.read_to), else_=place.c.read_to)
    conn.execute(new.on_conflict_do_update(index_elements=list(keys), set_={**values, "read_to": furthest}))


def move_places(tx: Write, source_id: UUID, to: Callable[[int], int]) -> None:
    """Move everybody's place in a source to where the words stand in another text; no history, as for places at all."""
    here = (place.c.project_id == tx.project_id, place.c.source_id == source_id)
    for row in tx.all(sa.select(place.c.coder_id, place.c.offset, place.c.read_to).where(*here)):
        moved = {"offset": to(row.offset), "read_to": to(row.read_to)}
        tx.conn.execute(sa.update(place).where(*here, place.c.coder_id == row.coder_id).values(moved))


def place_in(tx: Read, source_id: UUID, coder_id: UUID) -> Place | None:
    """Where a coder last was in a source."""
    here = (place.c.project_id == tx.project_id, place.c.source_id == source_id, place.c.coder_id == coder_id)
    row = tx.one(sa.select(place).where(*here))
    return Place(row.source_id, row.offset, row.read_to, row.code_id, row.at) if row else None


def last_place(tx: Read, coder_id: UUID) -> Place | None:
    """Where a coder last worked in this project."""
    row = tx.one(
        sa.select(place)
        .join(source, source.c.id == place.c.source_id)
        .where(place.c.project_id == tx.project_id, place.c.coder_id == coder_id, source.c.deleted_at.is_(None))
        .order_by(place.c.at.desc())
        .limit(1)
    )
    return Place(row.source_id, row.offset, row.read_to, row.code_id, row.at) if row else None
