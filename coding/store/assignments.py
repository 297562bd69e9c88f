"""Who codes which source, by when, and whether without seeing others; and how far they are."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from coding.model import Assignment, Change
from coding.store.changes import Read, Write, fields, image, insert, put_back, remove, update
from coding.store.tables import assignment, coding, finished, place, source


def _assignment(m: Any) -> Assignment:
    due = date.fromisoformat(m["due"]) if m["due"] else None
    return Assignment(
        m["id"], m["source_id"], m["coder_id"], due, m["blind"], m["unit"] or None, m["note"], m["version"]
    )


def load(tx: Read) -> list[Assignment]:
    """Everything that is assigned, by the names of the sources."""
    here = (assignment.c.project_id == tx.project_id, assignment.c.deleted_at.is_(None), source.c.deleted_at.is_(None))
    joined = assignment.join(source, source.c.id == assignment.c.source_id)
    query = sa.select(assignment).select_from(joined).where(*here).order_by(source.c.name, assignment.c.made_at)
    return [_assignment(row._mapping) for row in tx.all(query)]


def put(tx: Write, one: Assignment) -> None:
    """Assign a source to a layer, or change what is said of that: of both there is one row."""
    values = {
        "due": one.due.isoformat() if one.due else "",
        "blind": one.blind,
        "unit": one.unit or "",
        "note": one.note,
    }
    there = _there(tx, one.source, one.layer)
    if there is None:
        key = {"id": uuid4(), "source_id": one.source, "coder_id": one.layer, "made_at": tx.at}
        insert(tx, "assignment", {**key, **values})
    elif there.deleted_at is not None:
        put_back(tx, Change("assignment", there.id, image(assignment, {**fields(there), **values}), None))
    else:
        update(tx, "assignment", there.id, values)


def drop(tx: Write, source_id: UUID, layer: UUID) -> bool:
    """Take a source from a layer; gives whether it was assigned."""
    there = _there(tx, source_id, layer)
    if there is None or there.deleted_at is not None:
        return False
    remove(tx, "assignment", there.id)
    return True


def _there(tx: Read, source_id: UUID, layer: UUID) -> sa.Row[*tuple[Any, ...]] | None:
    here = (assignment.c.project_id == tx.project_id, assignment.c.source_id == source_id)
    return tx.one(sa.select(assignment).where(*here, assignment.c.coder_id == layer))


def done(tx: Read) -> dict[tuple[UUID, UUID], datetime]:
    """(source, layer) → when it was said to be finished."""
    here = (finished.c.project_id == tx.project_id, finished.c.deleted_at.is_(None))
    rows = tx.all(sa.select(finished.c.source_id, finished.c.coder_id, finished.c.made_at).where(*here))
    return {(row[0], row[1]): row[2] for row in rows}


def worked_at(tx: Read) -> dict[tuple[UUID, UUID], datetime]:
    """(source, layer) → when somebody last was there or coded there; of what is hidden only where they were."""
    seen = sa.select(place.c.source_id, place.c.coder_id, place.c.at).where(place.c.project_id == tx.project_id)
    here = (coding.c.project_id == tx.project_id, coding.c.deleted_at.is_(None))
    some = (coding.c.source_id, coding.c.coder_id)
    coded = sa.select(*some, sa.func.max(coding.c.made_at)).where(*here).group_by(*some)
    found: dict[tuple[UUID, UUID], datetime] = {}
    for query in (seen, coded):
        for source_id, layer, at in tx.all(query):
            found[source_id, layer] = max(found.get((source_id, layer), at), at)
    return found
