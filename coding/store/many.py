"""Many rows changed alike in one statement, and told in the history as one change that names them.

Such a change is called `many:<kind>`. Its images hold the one column that became another, or the later one is `None`
where the rows were deleted. The ids stand in the earlier image, or in the later one where there is no earlier; of
codings the sources, too. Ids stay words here: a hundred thousand are made a UUID, and words again, in half a second.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from coding.errors import UndoBlocked
from coding.model import Change
from coding.store.changes import Read, Write, name_of, plain, typed
from coding.store.columns import Id
from coding.store.tables import ENTITIES, coding

PREFIX = "many:"
_NAMED = frozenset({"ids", "count", "sources"})


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows by their ids, and the sources they stand in, where they are codings."""

    ids: tuple[str, ...]
    sources: tuple[str, ...] = ()

    @property
    def named(self) -> dict[str, Any]:
        return {"count": len(self.ids), "ids": list(self.ids), "sources": list(self.sources)}


def find(tx: Read, entity: str, *which: sa.ColumnElement[bool]) -> Rows:
    """The live rows of which this is true."""
    table = ENTITIES[entity]
    columns = [table.c.id, *([table.c.source_id] if table is coding else [])]
    raw = [sa.type_coerce(column, sa.types.NullType()) for column in columns]
    here = (table.c.project_id == tx.project_id, table.c.deleted_at.is_(None), *which)
    rows = tx.conn.execute(sa.select(*raw).where(*here)).all()
    sources = {row[1] for row in rows} if table is coding else set()
    return Rows(tuple(_word(row[0]) for row in rows), tuple(sorted(map(_word, sources))))


def _word(raw: Any) -> str:
    """An id as the driver gives it, as it is written everywhere."""
    return f"{raw[:8]}-{raw[8:12]}-{raw[12:16]}-{raw[16:20]}-{raw[20:]}" if isinstance(raw, str) else str(raw)


def among(tx: Read, column: sa.ColumnElement[Any], ids: Collection[object]) -> sa.ColumnElement[bool]:
    """Whether a column is one of these ids, however many: as one value, for a statement takes few thousand."""
    words = [str(one) for one in ids]
    if _sqlite(tx):
        value = sa.func.json_each(sa.bindparam(None, json.dumps(words), sa.Text())).table_valued("value").c.value
        return sa.type_coerce(column, sa.types.NullType()).in_(sa.select(sa.func.replace(value, "-", "")))
    return column == sa.any_(sa.cast(sa.bindparam(None, words, ARRAY(sa.Text())), ARRAY(Id())))


def _sqlite(tx: Read) -> bool:
    return tx.conn.dialect.name == "sqlite"


def rows_of(change: Change) -> Rows:
    """The rows that a change is about."""
    image = change.before if change.before and "ids" in change.before else change.after or {}
    return Rows(tuple(image.get("ids", ())), tuple(image.get("sources", ())))


def put(tx: Write, entity: str, rows: Rows, column: str, before: Any, after: Any, *, every: bool = False) -> None:
    """Give one column of live rows another value, from the same one; no rows make a change too, that says from what.

    `every` says that these are all live rows of that value: SQLite need not look each of them up among them.
    """
    table = ENTITIES[entity]
    standing = (table.c[column] == before, table.c.deleted_at.is_(None))
    if every:
        mine = (table.c.project_id == tx.project_id, *standing)
        counted = {column: after, "version": table.c.version + 1, "changed_by": tx.actor_id}
        tx.conn.execute(sa.update(table).where(*mine).values(counted))
    else:
        _set(tx, entity, rows, {column: after}, *standing)
    now = {"count": len(rows.ids), column: plain(after)}
    tx.changes.append(Change(f"{PREFIX}{entity}", uuid4(), {**rows.named, column: plain(before)}, now))


def delete(tx: Write, entity: str, rows: Rows) -> None:
    """Mark live rows deleted."""
    if rows.ids:
        _set(tx, entity, rows, {"deleted_at": tx.at})
        tx.changes.append(Change(f"{PREFIX}{entity}", uuid4(), rows.named, None))


def _set(tx: Write, entity: str, rows: Rows, values: Mapping[str, Any], *near: sa.ColumnElement[bool]) -> None:
    """Write columns of rows; `near` finds them, and few others, in the order in which they lie.

    Looked up one by one, a hundred thousand take SQLite three times as long.
    """
    table = ENTITIES[entity]
    if rows.ids:
        own: sa.ColumnElement[Any] = sa.literal_column(f"+{table.name}.id") if near and _sqlite(tx) else table.c.id
        mine = (table.c.project_id == tx.project_id, *near, among(tx, own, rows.ids))
        counted = {**values, "version": table.c.version + 1, "changed_by": tx.actor_id}
        tx.conn.execute(sa.update(table).where(*mine).values(counted))


def unchanged_since(tx: Read, change: Change) -> None:
    """Refuse where one of the rows is no longer what the change made of it (UndoBlocked)."""
    table, rows = ENTITIES[change.entity.removeprefix(PREFIX)], rows_of(change)
    if not rows.ids:
        return
    other: sa.ColumnElement[bool] = table.c.deleted_at.is_(None)
    if change.after is not None:
        differs = (table.c[name] != typed(table.c[name], one) for name, one in _values(change.after).items())
        other = sa.or_(table.c.deleted_at.is_not(None), *differs)
    mine = (table.c.project_id == tx.project_id, among(tx, table.c.id, rows.ids))
    row = tx.one(sa.select(table.c.changed_by).where(*mine, other).limit(1))
    if row:
        raise UndoBlocked(who=name_of(tx, row.changed_by))


def take_back(tx: Write, change: Change) -> None:
    """Make the rows what they were before a change, and record that as a change of its own."""
    entity, rows = change.entity.removeprefix(PREFIX), rows_of(change)
    table = ENTITIES[entity]
    near: list[sa.ColumnElement[bool]] = []
    if change.before is None:
        values: dict[str, Any] = {"deleted_at": tx.at}
    elif change.after is None:
        values = {"deleted_at": None}
    else:
        values = {name: typed(table.c[name], one) for name, one in _values(change.before).items()}
        near = [table.c[name] == typed(table.c[name], one) for name, one in _values(change.after).items()]
        near.append(table.c.deleted_at.is_(None))
    _set(tx, entity, rows, values, *near)
    before, after = (None if image is None else _values(image) for image in (change.after, change.before))
    if before is not None:
        before = {**rows.named, **before}
        after = None if after is None else {"count": len(rows.ids), **after}
    elif after is not None:
        after = {**rows.named, **after}
    tx.changes.append(Change(change.entity, change.id, before, after))


def _values(image: Mapping[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in image.items() if name not in _NAMED}


def sources_of(change: Change) -> set[UUID]:
    """The sources in which the codings of a change stand."""
    return {UUID(one) for one in rows_of(change).sources}


def within(tx: Read, change: Change, source_id: UUID) -> list[UUID]:
    """Those of a change's codings that stand in a source, live or not."""
    rows = rows_of(change)
    if str(source_id) not in rows.sources:
        return []
    here = (coding.c.project_id == tx.project_id, coding.c.source_id == source_id, among(tx, coding.c.id, rows.ids))
    return [row[0] for row in tx.conn.execute(sa.select(coding.c.id).where(*here))]
