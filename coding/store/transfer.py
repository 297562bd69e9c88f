"""A database, or one project of it, carried into another row by row, and compared before it is confirmed.

Both are read in one transaction each, a few hundred rows at a time, so that size costs time and no memory. What is
worked out from the rows (search, counts) is made anew on the other side.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from coding.errors import CopyDiffers, TargetHolds, TargetNotEmpty
from coding.model import Coder
from coding.store import census, people, search_index
from coding.store.backup import TABLES, belongs
from coding.store.changes import Read, plain
from coding.store.restore import other_name
from coding.store.store import NOBODY, Store
from coding.store.tables import coder, event, metadata, project

_AT_ONCE = 500

Progress = Callable[[str, int], object]
"""Told the table and how many of its rows are over there."""


@dataclass
class Content:
    """What a table holds, whatever the database and the order: how many rows, and the sum of their SHA-256."""

    rows: int = 0
    total: int = 0

    def add(self, values: Sequence[Any]) -> None:
        """Take a row in, its values in the order of the table's columns."""
        line = json.dumps([plain(one) for one in values], ensure_ascii=False, sort_keys=True)
        self.rows += 1
        self.total = (self.total + int.from_bytes(hashlib.sha256(line.encode()).digest())) % 2**256


def carry_all(source: Store, target: Store, progress: Progress) -> int:
    """All projects and people into an empty database, or nothing; gives how many rows (TargetNotEmpty, CopyDiffers)."""
    tables = metadata.sorted_tables
    with source.read() as tx, target.shared() as conn:
        if any(conn.execute(sa.select(sa.literal(1)).select_from(one).limit(1)).first() for one in tables):
            raise TargetNotEmpty
        there = Read(conn, NOBODY, NOBODY)
        gone = {one.name: _carry(tx, there, one, {}, progress) for one in tables}
        _compare(there, tables, gone)
        for (found,) in conn.execute(sa.select(project.c.id)).all():
            search_index.fill(conn, found)
        census.rebuild(conn)
    return sum(one.rows for one in gone.values())


def carry_project(source: Store, target: Store, project_id: UUID, owner: UUID | None, progress: Progress) -> int:
    """A project with its ids into another database, or nothing; gives how many rows (TargetHolds, CopyDiffers).

    Its people are those of the same id or name over there, and are made where there are none. `owner`, one of over
    there, becomes an owner if not yet a member.
    """
    tables = [one for one in TABLES if one is not coder]
    with source.read(project_id) as tx, target.shared() as conn:
        there = Read(conn, project_id, NOBODY)
        if there.one(sa.select(project.c.id).where(project.c.id == project_id)):
            name = tx.conn.execute(sa.select(project.c.name).where(project.c.id == project_id)).scalar()
            raise TargetHolds(name=name)
        ids = _people(tx, there)
        gone = {one.name: _carry(tx, there, one, ids, progress) for one in tables}
        _compare(there, tables, gone)
        search_index.fill(conn, project_id)
        census.rebuild(conn, project_id)
        if owner and people.role(there, owner) is None:
            people.join(conn, project_id, owner, "owner")
    return sum(one.rows for one in gone.values())


def _carry(tx: Read, there: Read, table: sa.Table, ids: Mapping[str, str], progress: Progress) -> Content:
    """The rows of a table over to the other side, under the ids that people have there."""
    content, pointing = Content(), _own_pointers(table)
    later: list[dict[str, Any]] = []
    names = [column.name for column in table.c]
    for rows in _rows(tx, table):
        values = [dict(zip(names, (_mapped(one, ids) for one in row) if ids else row, strict=True)) for row in rows]
        for row in values:
            content.add([*row.values()])
            # A row may come before the one of its own table that it points at.
            if any(row[name] is not None for name in pointing):
                later.append({f"old_{name}": row[name] for name in (*pointing, "id")})
                row.update(dict.fromkeys(pointing))
        _put(there.conn, table, values)
        progress(table.name, content.rows)
    if later:
        pointed: dict[str, Any] = {name: sa.bindparam(f"old_{name}") for name in pointing}
        there.conn.execute(sa.update(table).where(table.c.id == sa.bindparam("old_id")).values(**pointed), later)
    return content


def _put(conn: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if conn.dialect.name == "sqlite":
        conn.execute(sa.insert(table), rows)
        return
    # A third of the time that so many INSERTs take.
    ready = [column.type.dialect_impl(conn.dialect).bind_processor(conn.dialect) for column in table.c]
    names = ", ".join(f'"{column.name}"' for column in table.c)
    raw: Any = conn.connection.driver_connection
    with raw.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([make(one) if make else one for make, one in zip(ready, row.values(), strict=True)])


def _rows(tx: Read, table: sa.Table) -> Iterator[Sequence[sa.Row[*tuple[Any, ...]]]]:
    """All rows of a table, or those of the transaction's project, some at a time."""
    query = sa.select(table)
    if tx.project_id != NOBODY:
        query = query.where(belongs(tx, table))
    if table is event:
        # No row of the history is ever changed, so that each comes after the one that it undoes.
        query = query.order_by(event.c.project_id, event.c.rev)
    return tx.conn.execute(query, execution_options={"yield_per": _AT_ONCE}).partitions()


def _own_pointers(table: sa.Table) -> list[str]:
    """The columns that point at rows of the same table."""
    own = (key for key in table.foreign_key_constraints if key.referred_table is table and table is not event)
    return [column.name for key in own for column in key.columns if column.name != "project_id"]


def _compare(there: Read, tables: Sequence[sa.Table], gone: Mapping[str, Content]) -> None:
    """Read everything again on the other side: it is what was sent, or nothing of it stays."""
    differs = []
    for table in tables:
        content = Content()
        for rows in _rows(there, table):
            for row in rows:
                content.add(row)
        if content != gone[table.name]:
            differs.append(table.name)
    if differs:
        raise CopyDiffers(tables=", ".join(differs))


def _people(tx: Read, there: Read) -> dict[str, str]:
    """The people and layers that a project names, over there too; gives who has another id there."""
    ids: dict[str, str] = {}
    taken: set[UUID] = set()
    rows = tx.all(sa.select(coder).where(belongs(tx, coder)))
    for row in sorted(rows, key=lambda row: row.kind != "person"):
        found = people.get(there.conn, row.id) or (people.find(there.conn, row.name) if row.kind == "person" else None)
        here = (
            found.id if found and row.kind == "person" and found.id not in taken else _newcomer(there, row, found, ids)
        )
        taken.add(here)
        if here != row.id:
            ids[str(row.id)] = str(here)
    return ids


def _newcomer(there: Read, row: sa.Row[*tuple[Any, ...]], found: Coder | None, ids: Mapping[str, str]) -> UUID:
    """Make somebody over there, under another id or name where those are taken; gives the id."""
    here = uuid4() if found else row.id
    values = {**row._mapping, "id": here, "local": False, "preferences": {}, "person_id": _mapped(row.person_id, ids)}
    if row.kind == "person":
        values["name"] = other_name(there, row.name) if found else row.name
        values["folded"] = values["name"].casefold()
    else:
        values["folded"] = str(here)
    there.conn.execute(sa.insert(coder).values(values))
    return UUID(str(here))


def _mapped(value: Any, ids: Mapping[str, str]) -> Any:
    """The same value with the ids of people as they are over there, however deep they stand."""
    if isinstance(value, UUID):
        return UUID(ids[str(value)]) if str(value) in ids else value
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, list):
        return [_mapped(one, ids) for one in value]
    if isinstance(value, dict):
        return {ids.get(name, name): _mapped(one, ids) for name, one in value.items()}
    return value
