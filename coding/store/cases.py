"""Cases (informants) and the attributes that describe them."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import Attribute, Case
from coding.store.changes import Read, Write, insert, live, once, remove, update
from coding.store.tables import ENTITIES, attribute, cases


@once
def load(tx: Read) -> list[Case]:
    """All cases, by key."""
    query = sa.select(cases).where(cases.c.project_id == tx.project_id, cases.c.deleted_at.is_(None))
    return [Case(row.id, row.key, row.name, row.attributes, row.version) for row in tx.all(query.order_by(cases.c.key))]


def add(tx: Write, one: Case) -> None:
    """Store a new case."""
    insert(tx, "cases", {"id": one.id, "key": one.key, "name": one.name, "attributes": dict(one.attributes)})


def change(tx: Write, one: Case, *, version: int | None = None) -> None:
    """Store what changed in a case."""
    values = {"key": one.key, "name": one.name, "attributes": dict(one.attributes)}
    update(tx, "cases", one.id, values, version=version)


def drop(tx: Write, case_id: UUID) -> None:
    """Mark a case deleted; speakers and sources that belonged to it belong to none."""
    remove(tx, "cases", case_id)
    for entity in ("speaker", "source"):
        table = ENTITIES[entity]
        tied = (table.c.project_id == tx.project_id, table.c.case_id == case_id, table.c.deleted_at.is_(None))
        for row in tx.all(sa.select(table.c.id).where(*tied)):
            update(tx, entity, row.id, {"case_id": None})


def check(tx: Read, case_id: UUID) -> None:
    """Make sure that a case is there, in this project (NotFound)."""
    live(tx, "cases", case_id)


def only_in(tx: Read, source_id: UUID) -> Case | None:
    """The informant of a source, where it is one and no other source is of them."""
    own: set[UUID] = set()
    elsewhere: set[UUID] = set()
    for name, column in (("source", "id"), ("speaker", "source_id")):
        table = ENTITIES[name]
        here = (table.c.project_id == tx.project_id, table.c.deleted_at.is_(None), table.c.case_id.is_not(None))
        for row in tx.all(sa.select(table.c[column], table.c.case_id).where(*here)):
            (own if row[0] == source_id else elsewhere).add(row.case_id)
    return next((one for one in load(tx) if {one.id} == own - elsewhere), None)


def attributes(tx: Read) -> list[Attribute]:
    """The columns of the cases' table."""
    here = attribute.c.project_id == tx.project_id
    rows = tx.all(sa.select(attribute).where(here, attribute.c.deleted_at.is_(None)).order_by(attribute.c.key))
    return [Attribute(row.id, row.key, row.name, row.labels, row.version) for row in rows]


def put_attribute(tx: Write, one: Attribute, *, version: int | None = None) -> None:
    """Store a new attribute, or what changed in one (Conflict)."""
    values: dict[str, Any] = {"key": one.key, "name": one.name, "labels": dict(one.labels)}
    if tx.one(sa.select(attribute.c.id).where(attribute.c.id == one.id, attribute.c.project_id == tx.project_id)):
        update(tx, "attribute", one.id, values, version=version)
    else:
        insert(tx, "attribute", {"id": one.id, **values})
