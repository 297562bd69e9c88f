"""The store itself: open a database, read from it, do one verb in it."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from coding.errors import DatabaseBusy, DiskFull, NotADatabase, ProjectNotFound
from coding.store import codebooks, migrate
from coding.store.changes import Read, Write, record
from coding.store.engine import FairLock, is_url, make_engine
from coding.store.tables import project

NOBODY = UUID(int=0)


class Store:
    """One database: an SQLite file or a PostgreSQL server. Threads may share it."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self.sqlite = engine.dialect.name == "sqlite"
        self._lock = FairLock()

    @property
    def path(self) -> Path | None:
        """The file, where the database is one."""
        name = self.engine.url.database
        return Path(name) if self.sqlite and name else None

    @contextmanager
    def read(self, project_id: UUID = NOBODY, actor_id: UUID = NOBODY) -> Iterator[Read]:
        """A transaction that only reads."""
        with _told_plainly(), self.engine.connect().execution_options(reads=True) as conn, conn.begin():
            yield Read(conn, project_id, actor_id)

    @contextmanager
    def shared(self) -> Iterator[sa.Connection]:
        """A writing transaction on the tables all projects share (coders, members, places): no history."""
        with self._turn(), _told_plainly(), self.engine.begin() as conn:
            yield conn

    @contextmanager
    def write(
        self, project_id: UUID, actor_id: UUID, verb: str, at: datetime, *, op_id: UUID | None = None
    ) -> Iterator[Write]:
        """One verb: what is changed inside is stored together with its event, or not at all."""
        with self._turn(), _told_plainly(), self.engine.begin() as conn:
            tx = Write(conn, project_id, actor_id, at, verb, op_id)
            locked = sa.select(project.c.id).where(project.c.id == project_id).with_for_update()
            if tx.one(locked) is None and verb not in ("create_project", "restore"):
                raise ProjectNotFound(name=project_id)
            yield tx
            if any(change.entity == "code" for change in tx.changes):
                codebooks.keep_version(tx)
            if tx.changes:
                record(tx)

    def _turn(self) -> "nullcontext[None]":
        return self._lock.hold() if self.sqlite else nullcontext()  # type: ignore[return-value]

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Say what a person can do about it, where the database itself could not."""
    try:
        yield
    except sa.exc.OperationalError as problem:
        words = str(problem.orig).lower()
        if "full" in words or "no space" in words:
            raise DiskFull from problem
        if "locked" in words or "busy" in words or "timeout" in words:
            raise DatabaseBusy from problem
        raise


_opened: dict[str, Store] = {}
_opening = threading.Lock()


def open_store(target: str) -> Store:
    """The store at a path or URL, brought to the newest schema; one object per database and process."""
    url = target if is_url(target) else f"sqlite:///{Path(target).expanduser().resolve()}"
    with _opening:
        store = _opened.get(url)
        if store is None or (store.path and not store.path.exists()):
            store = _opened[url] = _open(url)
        return store


def _open(url: str) -> Store:
    engine = make_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
    store = Store(engine)
    if store.path:
        _check_file(store.path)
        store.path.parent.mkdir(parents=True, exist_ok=True)
    migrate.upgrade(engine, store.path)
    return store


def _check_file(path: Path) -> None:
    """A file that is no database of ours is left alone."""
    if not path.exists() or path.stat().st_size == 0:
        return
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\0":
            raise NotADatabase(name=path.name)
    with sqlite3.connect(path) as conn:
        tables = {name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and "alembic_version" not in tables:
        raise NotADatabase(name=path.name)
