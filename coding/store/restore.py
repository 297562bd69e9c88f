"""A backup read back into either database: with its own ids where they are free, else under new ones.

The file comes from outside. Only members with the names of our tables are read, none is ever unpacked to a path, and a
row goes in only with the columns and types of its table. What does not fit refuses the whole file (BackupDamaged).
"""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from coding.errors import BackupDamaged, NewerSchema, Refused
from coding.model import EVIDENCE, STATUSES, Change
from coding.store import census, migrate, people, search_index
from coding.store.backup import FORMAT, MANIFEST, PRIVATE, added, tables_at
from coding.store.changes import Read, Write, fitting, typed
from coding.store.columns import Instant
from coding.store.tables import code, coder, coding, theme

_LINE = 64 * 1024 * 1024
_SMALL = 256 * 1024 * 1024
_RATIO = 50
_ROWS = 500
_IDS = 5000
_ONE_OF: Mapping[str, frozenset[str | None]] = {
    "status": frozenset({*STATUSES, None}),
    "evidence": frozenset({*EVIDENCE, None}),
}
_NESTED = (code, theme)
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    TypeError,
    ValueError,
    OverflowError,
    RecursionError,
    # An encrypted member, and a way of packing that Python does not know.
    RuntimeError,
    Refused,
    sa.exc.IntegrityError,
    sa.exc.DataError,
    sa.exc.StatementError,
)


@dataclass(frozen=True, slots=True)
class Archive:
    """An opened backup whose members are whole: their hashes have been compared."""

    file: zipfile.ZipFile
    revision: str
    tables: tuple[sa.Table, ...]
    project_id: UUID
    ids: Mapping[str, frozenset[UUID]]
    batches: frozenset[UUID]

    def rows(self, table: sa.Table) -> Iterator[dict[str, Any]]:
        """The rows of a table as JSON objects, with what has come to be said of each since."""
        more = added(table, self.revision)
        with self.file.open(f"{table.name}.jsonl") as lines:
            while line := lines.readline(_LINE):
                row = json.loads(line)
                if not more.keys().isdisjoint(row):
                    raise ValueError
                yield {**row, **more}


@contextmanager
def open_backup(path: Path) -> Iterator[Archive]:
    """Open a backup and compare every hash (BackupDamaged, NewerSchema); what goes wrong inside is told likewise."""
    try:
        with zipfile.ZipFile(path) as file:
            manifest = _manifest(file, path.stat().st_size)
            yield _survey(file, manifest)
    except (*_DAMAGE, OSError) as problem:
        raise BackupDamaged(name=path.name) from problem


def _manifest(file: zipfile.ZipFile, size: int) -> dict[str, Any]:
    total = sum(info.file_size for info in file.infolist())
    if total > max(_SMALL, _RATIO * size):
        raise ValueError
    if file.getinfo(MANIFEST).file_size > _LINE:
        raise ValueError
    manifest = json.loads(file.read(MANIFEST))
    if manifest["format"] != FORMAT:
        raise ValueError
    if manifest["revision"] not in migrate.known():
        raise NewerSchema
    members = {f"{table.name}.jsonl" for table in tables_at(manifest["revision"])}
    if set(manifest["members"]) != members or sorted(file.namelist()) != sorted({*members, MANIFEST}):
        raise ValueError
    return dict(manifest)


def _survey(file: zipfile.ZipFile, manifest: Mapping[str, Any]) -> Archive:
    """Read every member once: compare its hash and gather the ids in it."""
    ids: dict[str, frozenset[UUID]] = {}
    batches: set[UUID] = set()
    tables = tables_at(manifest["revision"])
    for table in tables:
        found: set[UUID] = set()
        digest = hashlib.sha256()
        with file.open(f"{table.name}.jsonl") as lines:
            while line := lines.readline(_LINE):
                digest.update(line)
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise TypeError
                if "id" in row:
                    found.add(UUID(row["id"]))
                if row.get("batch_id"):
                    batches.add(UUID(row["batch_id"]))
        if digest.hexdigest() != manifest["members"][f"{table.name}.jsonl"]["sha256"]:
            raise ValueError
        ids[table.name] = frozenset(found)
    (project_id,) = ids["project"]
    return Archive(file, manifest["revision"], tables, project_id, ids, frozenset(batches))


def read_backup(tx: Write, archive: Archive, *, key: UUID | None = None, apart: bool = False) -> UUID:
    """Put a project into this database, as one act; gives its id, which is a new one where its own is taken.

    With a `key`, new ids are those of the file under it, so that `under` gives the others back. Coders are those of the
    same id or name here, and are made where there are none; `apart`, a name alone makes nobody the same.
    """
    ids: dict[str, str] = {}
    if not _free(tx, archive):
        own = (one for table, many in archive.ids.items() if table != "coder" for one in many)
        ids |= {str(one): str(under(key, one) if key else uuid4()) for one in (*own, *archive.batches)}
    ids |= _coders(tx, archive, ids, apart=apart)
    tx.project_id = UUID(ids.get(str(archive.project_id), str(archive.project_id)))
    for table in archive.tables:
        if table is not coder:
            _fill(tx, archive, table, ids)
    search_index.fill(tx.conn, tx.project_id)
    census.rebuild(tx.conn, tx.project_id)
    tx.changes.append(Change("project", tx.project_id, None, {"backup_of": str(archive.project_id)}))
    return tx.project_id


def under(key: UUID, one: UUID) -> UUID:
    """The id that one becomes under a key, and that becomes it again under the same key."""
    return UUID(int=key.int ^ one.int)


def _free(tx: Write, archive: Archive) -> bool:
    """Whether no id of the file is taken here."""
    for table in archive.tables:
        wanted = list(archive.ids[table.name]) if table is not coder else []
        for first in range(0, len(wanted), _IDS):
            if tx.one(sa.select(table.c.id).where(table.c.id.in_(wanted[first : first + _IDS])).limit(1)):
                return False
    return True


def _coders(tx: Write, archive: Archive, ids: Mapping[str, str], *, apart: bool) -> dict[str, str]:
    """Coder in the file → coder here; layers of the project come with it, after the people whose they are."""
    here: dict[str, str] = {}
    for row in sorted(archive.rows(coder), key=lambda row: row["kind"] != "person"):
        values = _values(coder, row, {**ids, **here}) | {"local": False, "preferences": {}}
        if values["kind"] != "person":
            values["project_id"] = UUID(ids.get(str(archive.project_id), str(archive.project_id)))
            here[row["id"]] = str(_layer(tx, values))
            continue
        if values["project_id"] or values["person_id"]:
            raise ValueError
        same = people.get(tx.conn, values["id"])
        found = same or people.find(tx.conn, values["name"])
        if found and str(found.id) not in here.values() and (same or not apart):
            here[row["id"]] = str(found.id)
            continue
        if found:
            values["id"] = values["id"] if apart and not same else uuid4()
            values["name"] = other_name(tx, values["name"])
        values["folded"] = values["name"].casefold()
        tx.conn.execute(sa.insert(coder).values(values))
        here[row["id"]] = str(values["id"])
    return here


def _layer(tx: Write, values: dict[str, Any]) -> UUID:
    """Put a layer in, under another id where its own is taken; gives the id it has."""
    if (values["kind"] == "round") != bool(values["person_id"]):
        raise ValueError
    if people.get(tx.conn, values["id"]):
        values["id"] = uuid4()
    values["folded"] = str(values["id"])
    tx.conn.execute(sa.insert(coder).values(values))
    return UUID(str(values["id"]))


def other_name(tx: Read, name: str) -> str:
    """A name like this one that nobody has."""
    number = 2
    while people.find(tx.conn, f"{name} ({number})"):
        number += 1
    return f"{name} ({number})"


def _fill(tx: Write, archive: Archive, table: sa.Table, ids: Mapping[str, str]) -> None:
    fixed: dict[str, Any] = {"project_id": tx.project_id} if "project_id" in table.c else {"deleted_at": None}
    parents: list[tuple[UUID, UUID]] = []
    rows: list[dict[str, Any]] = []
    for row in archive.rows(table):
        values = _values(table, row, ids) | fixed
        if table in _NESTED and values["parent_id"]:
            # A row may stand before its parent in the file.
            parents.append((values["id"], values["parent_id"]))
            values["parent_id"] = None
        rows.append(dict(fitting(table, values)))
        if len(rows) == _ROWS:
            tx.conn.execute(sa.insert(table), rows)
            rows = []
    if rows:
        tx.conn.execute(sa.insert(table), rows)
    for child, parent in parents:
        here = (table.c.id == child, table.c.project_id == tx.project_id)
        tx.conn.execute(sa.update(table).where(*here).values(parent_id=parent))


def _values(table: sa.Table, row: Any, ids: Mapping[str, str]) -> dict[str, Any]:
    """A row of the file as one of the table, under the ids it has here."""
    columns = {column.name for column in table.c} - PRIVATE.get(table.name, frozenset())
    if not isinstance(row, dict) or set(row) != columns:
        raise ValueError
    return {name: _value(table, name, _mapped(value, ids)) for name, value in row.items()}


def _value(table: sa.Table, name: str, value: Any) -> Any:
    column = table.c[name]
    if value is not None and not isinstance(value, _python(column)):
        raise TypeError
    if isinstance(column.type, sa.Integer | sa.Float) and isinstance(value, bool):
        raise TypeError
    if isinstance(value, float) and not isfinite(value):
        raise ValueError
    if table is coding and name in _ONE_OF and value not in _ONE_OF[name]:
        raise ValueError
    kept = typed(column, value)
    if isinstance(kept, datetime) and kept.tzinfo is None:
        raise ValueError
    return kept


def _python(column: sa.Column[Any]) -> type | tuple[type, ...]:
    """What a value of this column is in JSON."""
    if isinstance(column.type, sa.JSON):
        return dict, list
    if isinstance(column.type, sa.Boolean):
        return bool
    if isinstance(column.type, sa.Integer):
        return int
    if isinstance(column.type, sa.Float):
        return int, float
    assert isinstance(column.type, sa.Uuid | Instant | sa.String)
    return str


def _mapped(value: Any, ids: Mapping[str, str]) -> Any:
    """The same JSON with every known id replaced, however deep it stands."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, list):
        return [_mapped(one, ids) for one in value]
    if isinstance(value, dict):
        return {ids.get(name, name): _mapped(one, ids) for name, one in value.items()}
    return value
