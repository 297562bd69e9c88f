"""Every write of a study goes through here, so that the history has it by construction.

A `Write` gathers what one verb does; the event is stored with it in the same transaction, and takes the next `rev`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID, uuid4

import sqlalchemy as sa

from coding.errors import Conflict, IdTaken, LettersLost, NotFound, TooLong
from coding.model import Change
from coding.store.columns import Instant
from coding.store.tables import ENTITIES, coder, event, project

_BOOKKEEPING = frozenset({"project_id", "version", "changed_by", "deleted_at", "rev"})
_AT_ONCE = 5000
"""Ids in one statement: SQLite takes 32,766 values."""

P = ParamSpec("P")
T = TypeVar("T")

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass
class Read:
    """A transaction that only reads one project (or, without one, the tables all projects share)."""

    _conn: sa.Connection
    project_id: UUID
    actor_id: UUID
    known: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What many ask for in one look, read once; see `once`."""
    layer_id: UUID = field(init=False)
    """The layer the actor codes in: their first one unless another was chosen."""
    layers: frozenset[UUID] = field(init=False)
    """All layers of the actor here."""
    sight: str = field(init=False)
    """Where it reads, and what of it is seen: what is kept in the process of what was read is kept under it."""
    narrowed: bool = field(default=False, init=False)
    hidden: str = field(default="", init=False)
    """What tells from any other what is hidden here; empty where nothing is."""

    narrowing: Callable[[], None] | None = field(default=None, init=False, repr=False, compare=False)
    """What is still to be done before anything is read, where not everything may be seen."""

    def __post_init__(self) -> None:
        self.layer_id, self.layers = self.actor_id, frozenset({self.actor_id})
        self.sight = str(self._conn.engine.url)

    @property
    def conn(self) -> sa.Connection:
        """The connection, which shows no more than may be seen."""
        if self.narrowing is not None:
            do, self.narrowing = self.narrowing, None
            do()
        return self._conn

    @property
    def shared(self) -> sa.Connection:
        """The same for tables of which nothing is ever hidden: what only looks whether anything is new pays no more."""
        return self._conn

    def one(self, query: sa.Select[*tuple[Any, ...]]) -> sa.Row[*tuple[Any, ...]] | None:
        """The first row, if any."""
        return self.conn.execute(query).first()

    def all(self, query: sa.Select[*tuple[Any, ...]]) -> list[sa.Row[*tuple[Any, ...]]]:
        """All rows."""
        return list(self.conn.execute(query).all())


@dataclass
class Write(Read):
    """A transaction that does one verb for one actor."""

    at: datetime
    verb: str
    op_id: UUID | None = None
    source_id: UUID | None = None
    undoes: UUID | None = None
    changes: list[Change] = field(default_factory=list)


def once(read: Callable[Concatenate[Read, P], T]) -> Callable[Concatenate[Read, P], T]:
    """Read once in a transaction that only reads: it sees one moment, however often it is asked.

    What is given is everybody's, and not to be changed.
    """

    @wraps(read)
    def known(tx: Read, *args: P.args, **kwargs: P.kwargs) -> T:
        if isinstance(tx, Write):
            return read(tx, *args, **kwargs)
        key = f"{read.__module__}.{read.__qualname__} {args} {kwargs}"
        if key not in tx.known:
            tx.known[key] = read(tx, *args, **kwargs)
        found: T = tx.known[key]
        return found

    return cast("Callable[Concatenate[Read, P], T]", known)


def fields(row: sa.Row[*tuple[Any, ...]]) -> dict[str, Any]:
    """A row as a plain mapping from column to value."""
    return dict(row._mapping)


def image(table: sa.Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the history keeps it: JSON values, without the project and the bookkeeping."""
    names = table.info.get("kept") or tuple(column.name for column in table.c if column.name not in _BOOKKEEPING)
    return {name: plain(row.get(name)) for name in names}


def plain(value: Any) -> Any:
    """A column's value as JSON can hold it."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return value


def revive(table: sa.Table, kept: Mapping[str, Any]) -> dict[str, Any]:
    """The column values of an image; its id, project and bookkeeping are not an image's to say."""
    names = [name for name in kept if name in table.c and name != "id" and name not in _BOOKKEEPING]
    return {name: typed(table.c[name], kept[name]) for name in names}


def typed(column: sa.Column[Any], value: Any) -> Any:
    """A JSON value as the column takes it."""
    if value is None:
        return None
    if isinstance(column.type, sa.Uuid):
        return UUID(value)
    if isinstance(column.type, Instant):
        return datetime.fromisoformat(value)
    return value


def fitting(table: sa.Table, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values themselves, once every text is one that both databases can hold (TooLong, LettersLost)."""
    for name, value in values.items():
        kind = table.c[name].type
        if isinstance(value, str) and isinstance(kind, sa.String):
            storable(value)
            if kind.length and len(value) > kind.length:
                raise TooLong(value=value[:24], limit=kind.length)
    return values


def storable(text: str) -> None:
    """Refuse a text that one of the databases cannot hold, be it inside a JSON value (LettersLost)."""
    if _UNSTORABLE.search(text):
        raise LettersLost


def current(tx: Read, entity: str, row_id: UUID) -> Mapping[str, Any] | None:
    """The row as it stands in this project, deleted or not."""
    table = ENTITIES[entity]
    where = [table.c.id == row_id]
    if table is not project:
        where.append(table.c.project_id == tx.project_id)
    row = tx.one(sa.select(table).where(*where))
    return fields(row) if row else None


def live(tx: Read, entity: str, row_id: UUID) -> Mapping[str, Any]:
    """The row if it is there and not deleted; NotFound otherwise."""
    row = current(tx, entity, row_id)
    if row is None or row["deleted_at"] is not None:
        raise NotFound(what=entity)
    return row


def insert(tx: Write, entity: str, values: Mapping[str, Any]) -> UUID:
    """Store a new row; an id that exists anywhere is refused."""
    table = ENTITIES[entity]
    if tx.one(sa.select(table.c.id).where(table.c.id == values["id"])):
        raise IdTaken
    row = {**fitting(table, values), "version": 1, "changed_by": tx.actor_id}
    if table is not project:
        row["project_id"] = tx.project_id
    stored = tx.conn.execute(sa.insert(table).values(row).returning(table)).one()
    tx.changes.append(Change(entity, values["id"], None, image(table, fields(stored))))
    return UUID(str(values["id"]))


def insert_batch(tx: Write, entity: str, rows: Iterable[Mapping[str, Any]], note: Mapping[str, Any]) -> UUID | None:
    """Store many new rows as one change that names the batch, not thousands of images."""
    batch = uuid4()
    table = ENTITIES[entity]
    values = [
        {
            **fitting(table, row),
            "project_id": tx.project_id,
            "batch_id": batch,
            "version": 1,
            "changed_by": tx.actor_id,
        }
        for row in rows
    ]
    if not values:
        return None
    tx.conn.execute(sa.insert(table), values)
    tx.changes.append(Change(f"batch:{entity}", batch, None, {"count": len(values), **note}))
    return batch


def update(tx: Write, entity: str, row_id: UUID, values: Mapping[str, Any], *, version: int | None = None) -> None:
    """Change a live row; with `version`, only if nobody was first (Conflict, which carries both versions)."""
    table = ENTITIES[entity]
    before = live(tx, entity, row_id)
    if version is not None and before["version"] != version:
        raise clash(tx, before, values)
    _set(tx, entity, before, fitting(table, values))
    after = current(tx, entity, row_id)
    assert after is not None
    old, new = image(table, before), image(table, after)
    if old != new:
        tx.changes.append(Change(entity, row_id, old, new))


def stored(tx: Read, entity: str, ids: Sequence[UUID]) -> dict[UUID, Mapping[str, Any]]:
    """Rows of this project as they stand, deleted or not, by their ids."""
    table = ENTITIES[entity]
    mine = table.c.id == tx.project_id if table is project else table.c.project_id == tx.project_id
    found: dict[UUID, Mapping[str, Any]] = {}
    for first in range(0, len(ids), _AT_ONCE):
        some = table.c.id.in_(ids[first : first + _AT_ONCE])
        found |= {row.id: fields(row) for row in tx.all(sa.select(table).where(mine, some))}
    return found


def update_many(tx: Write, entity: str, rows: Mapping[UUID, Mapping[str, Any]]) -> None:
    """Change many live rows, the same columns of each; every one is a change of its own in the history."""
    table = ENTITIES[entity]
    before = stored(tx, entity, list(rows))
    given = {row_id: fitting(table, values) for row_id, values in rows.items() if row_id in before}
    _set_many(tx, entity, before, given)
    for row_id, values in given.items():
        old, new = image(table, before[row_id]), image(table, {**before[row_id], **values})
        if old != new:
            tx.changes.append(Change(entity, row_id, old, new))


def _set_many(
    tx: Write, entity: str, rows: Mapping[UUID, Mapping[str, Any]], values: Mapping[UUID, Mapping[str, Any]]
) -> None:
    """Write the same columns of many rows in one go."""
    if not values:
        return
    table = ENTITIES[entity]
    mine = table.c.id == tx.project_id if table is project else table.c.project_id == tx.project_id
    names = [*next(iter(values.values())), "version"]
    given = [
        {"row_id": row_id, **{f"new_{name}": row[name] for name in names}}
        for row_id, one in values.items()
        if (row := {**one, "version": rows[row_id]["version"] + 1})
    ]
    setting: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in names}
    query = sa.update(table).where(mine, table.c.id == sa.bindparam("row_id"))
    tx.conn.execute(query.values({**setting, "changed_by": tx.actor_id}), given)


def remove(tx: Write, entity: str, row_id: UUID, *, version: int | None = None) -> None:
    """Mark a live row deleted."""
    before = live(tx, entity, row_id)
    if version is not None and before["version"] != version:
        raise clash(tx, before, {})
    _set(tx, entity, before, {"deleted_at": tx.at})
    tx.changes.append(Change(entity, row_id, image(ENTITIES[entity], before), None))


def put_back(tx: Write, change: Change) -> None:
    """Make a row what it was before a change, and record that as a change of its own."""
    table = ENTITIES[change.entity]
    row = current(tx, change.entity, change.id)
    assert row is not None
    now = None if row["deleted_at"] is not None else image(table, row)
    if change.before is None:
        _set(tx, change.entity, row, {"deleted_at": tx.at})
    else:
        _set(tx, change.entity, row, {**revive(table, change.before), "deleted_at": None})
    tx.changes.append(Change(change.entity, change.id, now, change.before))


def put_back_many(tx: Write, entity: str, changes: Sequence[Change]) -> None:
    """Make rows of one kind what they were before these changes, each recorded as a change of its own."""
    table = ENTITIES[entity]
    rows = stored(tx, entity, [change.id for change in changes])
    gone = {change.id: {"deleted_at": tx.at} for change in changes if change.before is None}
    back = {
        change.id: {**revive(table, change.before), "deleted_at": None}
        for change in changes
        if change.before is not None
    }
    _set_many(tx, entity, rows, gone)
    _set_many(tx, entity, rows, back)
    for change in changes:
        row = rows[change.id]
        now = None if row["deleted_at"] is not None else image(table, row)
        tx.changes.append(Change(entity, change.id, now, change.before))


def name_of(tx: Read, coder_id: UUID | None) -> str:
    """A coder's name, for a sentence."""
    row = tx.one(sa.select(coder.c.name).where(coder.c.id == coder_id)) if coder_id else None
    return row.name if row else "?"


def clash(tx: Read, row: Mapping[str, Any], mine: Mapping[str, Any]) -> Conflict:
    """A conflict that knows who was first, and holds both versions."""
    conflict = Conflict(who=name_of(tx, row["changed_by"]))
    conflict.theirs = {name: plain(row[name]) for name in mine}
    conflict.mine = {name: plain(value) for name, value in mine.items()}
    return conflict


def _set(tx: Write, entity: str, row: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    table = ENTITIES[entity]
    counted = {**values, "version": row["version"] + 1, "changed_by": tx.actor_id}
    where = [table.c.id == row["id"]]
    if table is not project:
        where.append(table.c.project_id == tx.project_id)
    tx.conn.execute(sa.update(table).where(*where).values(counted))


def next_rev(tx: Read) -> int:
    """Take the project's next number, without gaps and in the order of commits."""
    bump = sa.update(project).where(project.c.id == tx.project_id).values(rev=project.c.rev + 1)
    return int(tx.conn.execute(bump.returning(project.c.rev)).scalar_one())


def record(tx: Write) -> int:
    """Store the event of a verb that changed something; gives its number.

    A row that was changed more than once is told once: as it was before, and as it is after all.
    """
    rev = next_rev(tx)
    told: dict[tuple[str, UUID], Change] = {}
    for one in tx.changes:
        first = told.get((one.entity, one.id), one)
        told[one.entity, one.id] = Change(one.entity, one.id, first.before, one.after)
    tx.conn.execute(
        sa.insert(event).values(
            id=uuid4(),
            project_id=tx.project_id,
            rev=rev,
            actor_id=tx.actor_id,
            at=tx.at,
            verb=tx.verb,
            source_id=tx.source_id,
            op_id=tx.op_id,
            undoes=tx.undoes,
            changes=[
                {"entity": c.entity, "id": str(c.id), "before": c.before, "after": c.after} for c in told.values()
            ],
        )
    )
    return rev
