"""After words were taken out: nothing of them is left in free pages, in the log beside the file, or in a copy of it.

What a person must do where others hold the database open is told, not hidden: `scrub` says whether it is done.
"""

import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from coding.store import search_index
from coding.store.backup import FORMAT, MANIFEST
from coding.store.columns import derived
from coding.store.copies import FOLDER
from coding.store.store import Store
from coding.store.tables import metadata

_LINE = 64 * 1024 * 1024
_BUSY = 5
_ASIDE = (".before-", ".damaged-")


def scrub(store: Store) -> bool:
    """Write the database anew without what was deleted; False where somebody else's work stood in the way."""
    return _scrub_file(store) if store.sqlite else _scrub_server(store)


def _scrub_file(store: Store) -> bool:
    with store._turn():
        raw = store.engine.raw_connection()
        try:
            conn = raw.driver_connection
            assert conn is not None
            conn.execute(f"PRAGMA busy_timeout={_BUSY * 1000}")
            conn.execute("PRAGMA secure_delete=ON")
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            conn.execute("VACUUM")
            ((busy, _pages, _done),) = conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            return not busy
        except sqlite3.OperationalError:
            return False
        finally:
            raw.invalidate()


def _scrub_server(store: Store) -> bool:
    names = [table.name for tables in (metadata, derived) for table in tables.sorted_tables]
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.exec_driver_sql(f"SET lock_timeout = '{_BUSY}s'")
        try:
            for name in (*names, search_index.TABLE):
                # With ANALYZE, for what is common in a column is kept among the statistics.
                conn.exec_driver_sql(f'VACUUM (FULL, ANALYZE) "{name}"')
            conn.exec_driver_sql("VACUUM (FULL) pg_statistic")
        except sa.exc.OperationalError:
            return False
        finally:
            conn.invalidate()
    return True


# -- copies ---------------------------------------------------------------------------------------


def copies(store: Store, project_id: UUID, folders: tuple[Path, ...] = ()) -> list[Path]:
    """Files that hold this project as it was: copies of the database and backups, beside it and in these folders."""
    own = store.path
    where = [*folders, *((own.parent, own.parent / FOLDER) if own else ())]
    found: dict[Path, None] = {}
    for folder in where:
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if not path.is_file() or (own and path.resolve() == own.resolve()):
                continue
            # Which projects a damaged database holds cannot be asked.
            damaged = own and path.name.startswith(f"{own.stem}{_ASIDE[1]}")
            if damaged or _is_copy(path, project_id):
                found[path.resolve()] = None
    return list(found)


def is_spare(path: Path) -> bool:
    """Whether a copy was made to be kept aside: a backup, or what was saved before a migration.

    Any other file with the project in it may be one that somebody works in.
    """
    return zipfile.is_zipfile(path) or any(one in path.name for one in _ASIDE) or path.parent.name == FOLDER


def holds(path: Path, found: Callable[[str], bool]) -> bool:
    """Whether something that is looked for is in a copy; of one that can't be read it must be thought."""
    try:
        return any(found(words) for words in _words_in(path))
    except (sqlite3.Error, zipfile.BadZipFile, OSError):
        return True


def _is_copy(path: Path, project_id: UUID) -> bool:
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as file:
                if file.getinfo(MANIFEST).file_size > _LINE:
                    return False
                manifest = json.loads(file.read(MANIFEST))
                return bool(manifest["format"] == FORMAT and manifest["project"]["id"] == str(project_id))
        with path.open("rb") as file_:
            if file_.read(16) != b"SQLite format 3\0":
                return False
        with closing(_opened(path)) as conn:
            return conn.execute("SELECT 1 FROM project WHERE id = ?", (project_id.hex,)).fetchone() is not None
    except (OSError, KeyError, TypeError, ValueError, zipfile.BadZipFile, sqlite3.Error):
        return False


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _words_in(path: Path) -> Iterator[str]:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as file:
            for name in file.namelist():
                with file.open(name) as lines:
                    while line := lines.readline(_LINE):
                        yield from _strings(line.decode(errors="replace"))
        return
    with closing(_opened(path)) as conn:
        tables = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in sorted(set(tables) & set(metadata.tables)):
            for row in conn.execute(f'SELECT * FROM "{name}"'):
                for value in row:
                    if isinstance(value, str):
                        yield from _strings(value)


def _strings(text: str) -> Iterator[str]:
    """The text itself, or the strings in it where it is JSON."""
    if text[:1] in '{["':
        try:
            yield from _deep(json.loads(text))
            return
        except ValueError:
            pass
    yield text


def _deep(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _deep(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from _deep(one)
