"""A whole project as one file, the same from both databases and restorable into either; and a copy of an SQLite file.

The file is a ZIP: one member a table, one row a line as JSON; `manifest.json` names the schema's revision and the
SHA-256 of every member. It is written from one reading transaction, so people may go on working.
"""

import errno
import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa

from coding.errors import DiskFull, NotWritable, TargetExists
from coding.store import migrate
from coding.store.changes import Read, plain
from coding.store.store import Store
from coding.store.tables import SIGNING_IN, coder, event, metadata, project

FORMAT = "simpul-backup"
MANIFEST = "manifest.json"
TABLES = tuple(one for one in metadata.sorted_tables if one not in SIGNING_IN)
"""In an order in which every row finds what it points at. Who signs in where is no part of a study."""

SINCE = {
    **dict.fromkeys(("keyword", "model", "suggestion"), "0002"),
    **dict.fromkeys(("theme", "reduction"), "0003"),
    "cell": "0005",
    "link": "0007",
    "pattern": "0007",
    "summary": "0008",
    **dict.fromkeys(("display", "entry"), "0010"),
    **dict.fromkeys(("concept_map", "concept", "tie"), "0011"),
    **dict.fromkeys(("proposition", "verdict", "advice", "ground"), "0012"),
    "verification": "0014",
    "section": "0016",
    **dict.fromkeys(("pack", "answer", "withdrawal"), "0017"),
    "freeze": "0018",
    **dict.fromkeys(("example", "code_split", "code_choice"), "0024"),
    "assignment": "0026",
    **dict.fromkeys(("review", "thread", "comment", "visit", "signoff", "sample"), "0028"),
    **dict.fromkeys(("agreement", "adjudication"), "0029"),
}
"""The revision at which a table came, where it was not the first: an older backup has no such member."""

GROWN: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "memo": ("0022", {"aside": ""}),
    "member": ("0027", {"left_at": None}),
    "coder": ("0026", {"kind": "person", "person_id": None, "round": 1, "project_id": None}),
}
"""The revision at which a table got more columns, and what stands in them in an older backup."""

PRIVATE = {"coder": frozenset({"local", "preferences"})}
"""Columns that are of this machine, not of the study."""


def write_backup(tx: Read, path: Path, told: Mapping[str, Any] | None = None) -> None:
    """Write the project of this transaction to a new file (TargetExists, NotWritable, DiskFull).

    `told` stands in its manifest beside what the manifest says itself.
    """
    with new_file(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        members = {f"{table.name}.jsonl": _write_table(tx, table, archive) for table in TABLES}
        study = tx.conn.execute(sa.select(project).where(project.c.id == tx.project_id)).one()
        manifest = {
            **(told or {}),
            "format": FORMAT,
            "revision": migrate.head(),
            "project": {"id": str(study.id), "name": study.name, "rev": study.rev},
            "members": members,
        }
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False))


def tables_at(revision: str) -> tuple[sa.Table, ...]:
    """The tables that a backup of this revision holds."""
    return tuple(table for table in TABLES if SINCE.get(table.name, "") <= revision)


def added(table: sa.Table, revision: str) -> Mapping[str, Any]:
    """What stands in the columns that a table got after this revision."""
    since, values = GROWN.get(table.name, ("", {}))
    return values if revision < since else {}


def _write_table(tx: Read, table: sa.Table, archive: zipfile.ZipFile) -> dict[str, Any]:
    digest, count = hashlib.sha256(), 0
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as member_file:
        for line in _lines(tx, table):
            digest.update(line)
            member_file.write(line)
            count += 1
    return {"rows": count, "sha256": digest.hexdigest()}


def _lines(tx: Read, table: sa.Table) -> Iterator[bytes]:
    """The project's rows of a table, always in the same order."""
    query = sa.select(table).where(belongs(tx, table)).order_by(*_order(table))
    hidden = PRIVATE.get(table.name, frozenset())
    for row in tx.conn.execute(query, execution_options={"yield_per": 500}):
        values = {name: plain(value) for name, value in row._mapping.items() if name not in hidden}
        yield (json.dumps(values, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _order(table: sa.Table) -> list[sa.Column[Any]]:
    """Rows that point at rows of their own table come after those, where the table can say so."""
    return [event.c.rev] if table is event else list(table.primary_key.columns)


def belongs(tx: Read, table: sa.Table) -> sa.ColumnElement[bool]:
    """What the rows of this transaction's project are found by in a table."""
    if table is project:
        return project.c.id == tx.project_id
    if table is not coder:
        return table.c.project_id == tx.project_id
    named = (
        sa.select(column).where(belongs(tx, one), column.is_not(None))
        for one in TABLES
        for column in one.c
        if one is not coder and column.references(coder.c.id)
    )
    layers = sa.select(coder.c.person_id).where(coder.c.project_id == tx.project_id, coder.c.person_id.is_not(None))
    return coder.c.id.in_(sa.union(*named, layers))


def copy_file(store: Store, path: Path) -> None:
    """Copy the whole SQLite database, compact and complete, while people work (TargetExists, DiskFull)."""
    assert store.sqlite

    def copy(beside: Path) -> None:
        beside.unlink()
        with store.engine.connect() as conn:
            conn.connection.driver_connection.execute("VACUUM INTO ?", (str(beside),))  # type: ignore[union-attr]
        beside.chmod(0o600)

    _put_in_place(path, copy)


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that appears under its name only when it is complete, and only if the name is still free."""
    descriptor, beside = _start(path)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _finish(beside, path)
    except OSError as problem:
        raise _told(path, problem) from problem
    finally:
        beside.unlink(missing_ok=True)


def _put_in_place(path: Path, write: Callable[[Path], None]) -> None:
    descriptor, beside = _start(path)
    os.close(descriptor)
    try:
        write(beside)
        _finish(beside, path)
    except sa.exc.OperationalError as problem:
        raise DiskFull from problem
    except OSError as problem:
        raise _told(path, problem) from problem
    finally:
        beside.unlink(missing_ok=True)


def _start(path: Path) -> tuple[int, Path]:
    if path.exists():
        raise TargetExists(name=path.name)
    try:
        # Readable by its owner only.
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as problem:
        raise _told(path, problem) from problem
    return descriptor, Path(name)


def _finish(beside: Path, path: Path) -> None:
    try:
        os.link(beside, path)
    except FileExistsError as problem:
        raise TargetExists(name=path.name) from problem
    except OSError:
        # A disk without links (FAT, some network shares).
        if path.exists():
            raise TargetExists(name=path.name) from None
        beside.replace(path)


def _told(path: Path, problem: OSError) -> DiskFull | NotWritable:
    return DiskFull() if problem.errno == errno.ENOSPC else NotWritable(name=path.name, why=problem.strerror)
