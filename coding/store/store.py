"""The store itself: open a database, read from it, do one verb in it."""

import atexit
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from coding.errors import (
    CodingError,
    ConnectionLost,
    DamagedWithoutCopy,
    DatabaseAway,
    DatabaseBusy,
    DatabaseDamaged,
    DiskFull,
    NotADatabase,
    ProjectNotFound,
    SavedUnsure,
    Unusable,
)
from coding.store import census, codebooks, migrate, seeing, soundness
from coding.store.changes import Read, Write, record
from coding.store.copies import newest_good
from coding.store.engine import FairLock, is_url, make_engine
from coding.store.tables import project

NOBODY = UUID(int=0)
SHARED = 7_391_001
"""PostgreSQL's number for our lock on the shared tables; SQLite has one writer anyway."""

PATIENCE = 5.0
"""Seconds a server that does not answer is waited for: as long as starting one anew takes."""


class Store:
    """One database: an SQLite file or a PostgreSQL server. Threads may share it."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self.sqlite = engine.dialect.name == "sqlite"
        self._lock = FairLock()
        self._away = False

    @property
    def path(self) -> Path | None:
        """The file, where the database is one."""
        name = self.engine.url.database
        return Path(name) if self.sqlite and name else None

    @contextmanager
    def read(self, project_id: UUID = NOBODY, actor_id: UUID = NOBODY) -> Iterator[Read]:
        """A transaction that only reads, and sees one moment of the database however long it takes."""
        with _told_plainly(), self._connected() as conn:
            if self.sqlite:
                conn = conn.execution_options(reads=True)
            else:
                conn = conn.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with conn.begin():
                tx = Read(conn, project_id, actor_id)
                yield tx
                seeing.widen(tx)

    @contextmanager
    def shared(self) -> Iterator[sa.Connection]:
        """A writing transaction on the tables all projects share (coders, members, places): no history."""
        with self._turn(), _told_plainly(), self._begun() as conn:
            if not self.sqlite:
                conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({SHARED})")
            yield conn

    @contextmanager
    def write(
        self, project_id: UUID, actor_id: UUID, verb: str, at: datetime, *, op_id: UUID | None = None
    ) -> Iterator[Write]:
        """One verb: what is changed inside is stored together with its event, or not at all."""
        with self._turn(), _told_plainly(), self._begun() as conn:
            tx = Write(conn, project_id, actor_id, at, verb, op_id)
            here = (project.c.id == project_id, project.c.deleted_at.is_(None))
            locked = sa.select(project.c.id).where(*here).with_for_update()
            if tx.one(locked) is None and verb not in ("create_project", "restore"):
                raise ProjectNotFound(name=project_id)
            yield tx
            seeing.widen(tx)
            if any(change.entity == "code" for change in tx.changes):
                codebooks.keep_version(tx)
            if tx.changes:
                census.follow(tx)
                record(tx)

    @contextmanager
    def _begun(self) -> Iterator[sa.Connection]:
        """A writing transaction; a server that goes away while it is confirmed leaves open whether it was."""
        ending = False
        try:
            with self._connected() as conn, conn.begin():
                yield conn
                ending = True
        except sa.exc.DBAPIError as problem:
            if ending and problem.connection_invalidated:
                raise SavedUnsure from problem
            raise

    def _connected(self) -> sa.Connection:
        """A connection that works; a server that is being started anew is waited for once (DatabaseAway)."""
        if self.sqlite:
            return self.engine.connect()
        until, pause = time.monotonic() + (0 if self._away else PATIENCE), threading.Event()
        while True:
            try:
                conn = self.engine.connect()
            except sa.exc.OperationalError as problem:
                if time.monotonic() >= until:
                    self._away = True
                    raise DatabaseAway from problem
            else:
                self._away = False
                return conn
            pause.wait(0.1)

    def _turn(self) -> "nullcontext[None]":
        return self._lock.hold() if self.sqlite else nullcontext()  # type: ignore[return-value]

    def answers(self) -> bool:
        """Whether the database answers now; nothing is waited for."""
        try:
            with self.engine.connect().execution_options(reads=True) as conn:
                conn.exec_driver_sql("SELECT 1")
        except sa.exc.SQLAlchemyError:
            return False
        return True

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Say what a person can do about it, where the database itself could not."""
    try:
        yield
    except sa.exc.TimeoutError as problem:
        raise DatabaseBusy from problem
    except sa.exc.OperationalError as problem:
        if problem.connection_invalidated:
            raise ConnectionLost from problem
        words = str(problem.orig).lower()
        if "full" in words or "no space" in words:
            raise DiskFull from problem
        if any(word in words for word in ("locked", "busy", "timeout", "deadlock")):
            raise DatabaseBusy from problem
        raise Unusable(why=_first_line(problem)) from problem
    except sa.exc.DBAPIError as problem:
        if problem.connection_invalidated:
            raise ConnectionLost from problem
        # Damaged pages are no OperationalError in SQLite; broken rules (IntegrityError) are a fault of ours.
        if "malformed" not in str(problem.orig):
            raise
        raise Unusable(why=_first_line(problem)) from problem


def _first_line(problem: sa.exc.DBAPIError) -> str:
    return str(problem.orig).strip().partition("\n")[0]


_OURS = {"alembic_version", "coder", "project", "event"}
_opened: dict[str, Store] = {}
_opening = threading.Lock()


@atexit.register
def _close_all() -> None:
    """Leave whole files behind: the last connection to go takes what stands in the write-ahead log into the file."""
    for store in _opened.values():
        store.close()


def open_store(target: str) -> Store:
    """The store at a path or URL, brought to the newest schema; one object per database and process."""
    url = target if is_url(target) else f"sqlite:///{Path(target).expanduser().resolve()}"
    with _opening:
        store = _opened.get(url)
        if store and store.path and not store.path.exists():
            store.close()
            store = None
        if store is None:
            store = _opened[url] = _open(url)
        return store


def _open(url: str) -> Store:
    engine = make_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
    store = Store(engine)
    try:
        if store.path:
            _check_file(store.path)
            _make_private(store.path)
        with _told_plainly():
            migrate.upgrade(engine, store.path)
            seeing.prepare(engine)
    except OSError as problem:
        raise Unusable(why=problem.strerror) from problem
    except CodingError:
        store.close()
        raise
    return store


def _make_private(path: Path) -> None:
    """A new file, and the folder made for it, can be read by their owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))


def _check_file(path: Path) -> None:
    """A file that is no database of ours is left alone, and so is one of ours that is damaged."""
    if not path.exists() or (path.is_file() and path.stat().st_size == 0):
        return
    if not path.is_file() or not _is_sqlite(path):
        raise _no_use(path)
    try:
        with closing(soundness.connect(path)) as conn:
            tables = {name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError as problem:
        raise _no_use(path) from problem
    if tables and not tables >= _OURS:
        raise NotADatabase(name=path.name)
    if tables and path.stat().st_size <= soundness.AT_ONCE and soundness.flaw(path):
        good = newest_good(path)
        raise DatabaseDamaged(name=path.name, copy=good.path.name) if good else DamagedWithoutCopy(name=path.name)


def _no_use(path: Path) -> CodingError:
    """A file that reads like nothing of ours was ours if copies of it lie beside it."""
    good = newest_good(path)
    return DatabaseDamaged(name=path.name, copy=good.path.name) if good else NotADatabase(name=path.name)


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"
