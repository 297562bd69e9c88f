"""Many rows changed alike in one statement, and told in the history as one change that names them.

Such a change is called `many:<kind>`. Its images hold the one column that became another, or the later one is `None`
where the rows were deleted; the ids stand in the earlier image, or in the later one where there is no earlier.
"""

import json
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from coding.errors import UndoBlocked
from coding.model import Change
from coding.store.changes import Read, Write, name_of, plain, typed
from coding.store.columns import Id
from coding.store.tables import ENTITIES

PREFIX = "many:"
_IDS = frozenset({"ids", "count"})


def among(tx: Read, column: sa.ColumnElement[Any], ids: Collection[UUID]) -> sa.ColumnElement[bool]:
    """Whether a column is one of these ids, however many: as one value, for a statement takes few thousand."""
    if tx.conn.dialect.name == "sqlite":
        told = json.dumps([one.hex for one in ids])
        value = sa.func.json_each(sa.bindparam(None, told, sa.Text())).table_valued("value").c.value
        return sa.type_coerce(column, sa.types.NullType()).in_(sa.select(value))
    return column == sa.any_(sa.bindparam(None, list(ids), ARRAY(Id())))


def ids_of(change: Change) -> list[UUID]:
    """The rows that a change is about."""
    named = (change.before or {}).get("ids") or (change.after or {}).get("ids") or []
    return [UUID(one) for one in named]


def put(tx: Write, entity: str, ids: Collection[UUID], column: str, before: Any, after: Any) -> None:
    """Give one column of live rows another value, from the same one; no rows make a change too, that says from what."""
    _set(tx, entity, ids, {column: after})
    named = {"count": len(ids), "ids": [str(one) for one in ids]}
    old = {**named, column: plain(before)}
    tx.changes.append(Change(f"{PREFIX}{entity}", uuid4(), old, {"count": len(ids), column: plain(after)}))


def delete(tx: Write, entity: str, ids: Collection[UUID]) -> None:
    """Mark live rows deleted."""
    if ids:
        _set(tx, entity, ids, {"deleted_at": tx.at})
        named = {"count": len(ids), "ids": [str(one) for one in ids]}
        tx.changes.append(Change(f"{PREFIX}{entity}", uuid4(), named, None))


def _set(tx: Write, entity: str, ids: Collection[UUID], values: Mapping[str, Any]) -> None:
    table = ENTITIES[entity]
    if ids:
        mine = (table.c.project_id == tx.project_id, among(tx, table.c.id, ids))
        counted = {**values, "version": table.c.version + 1, "changed_by": tx.actor_id}
        tx.conn.execute(sa.update(table).where(*mine).values(counted))


def unchanged_since(tx: Read, change: Change) -> None:
    """Refuse where one of the rows is no longer what the change made of it (UndoBlocked)."""
    table, ids = ENTITIES[change.entity.removeprefix(PREFIX)], ids_of(change)
    if not ids:
        return
    other: sa.ColumnElement[bool] = table.c.deleted_at.is_(None)
    if change.after is not None:
        own = (table.c[name] == typed(table.c[name], one) for name, one in _values(change.after).items())
        other = sa.or_(table.c.deleted_at.is_not(None), sa.not_(sa.and_(*own)))
    mine = (table.c.project_id == tx.project_id, among(tx, table.c.id, ids))
    row = tx.one(sa.select(table.c.changed_by).where(*mine, other).limit(1))
    if row:
        raise UndoBlocked(who=name_of(tx, row.changed_by))


def take_back(tx: Write, change: Change) -> None:
    """Make the rows what they were before a change, and record that as a change of its own."""
    entity = change.entity.removeprefix(PREFIX)
    table = ENTITIES[entity]
    if change.before is None:
        values: dict[str, Any] = {"deleted_at": tx.at}
    else:
        values = {name: typed(table.c[name], one) for name, one in _values(change.before).items()}
        values["deleted_at"] = None
    _set(tx, entity, ids_of(change), values)
    before, after = (dict(image) if image else None for image in (change.after, change.before))
    named = [str(one) for one in ids_of(change)]
    if before is not None:
        before["ids"] = named
        if after is not None:
            after.pop("ids", None)
    elif after is not None:
        after["ids"] = named
    tx.changes.append(Change(change.entity, change.id, before, after))


def _values(image: Mapping[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in image.items() if name not in _IDS}


def sources_of(tx: Read, ids: Collection[UUID]) -> set[UUID]:
    """The sources in which these codings stand."""
    coding = ENTITIES["coding"]
    here = (coding.c.project_id == tx.project_id, among(tx, coding.c.id, ids))
    return {row[0] for row in tx.conn.execute(sa.select(coding.c.source_id).where(*here).distinct())}


def within(tx: Read, ids: Collection[UUID], source_id: UUID) -> list[UUID]:
    """Those of these codings that stand in a source, live or not."""
    coding = ENTITIES["coding"]
    here = (coding.c.project_id == tx.project_id, coding.c.source_id == source_id, among(tx, coding.c.id, ids))
    return [row[0] for row in tx.conn.execute(sa.select(coding.c.id).where(*here))]
