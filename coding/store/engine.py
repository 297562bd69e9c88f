"""The engine: the one place that knows the two databases apart."""

import hashlib
import re
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

_PRAGMAS = (
    "busy_timeout=30000",
    "journal_mode=WAL",
    # FULL, so that a confirmed coding survives a power cut.
    "synchronous=FULL",
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "cache_size=-65536",
    # As much as SQLite takes: what is not mapped is copied page by page, which makes a million rows take twice as long.
    "mmap_size=2147418112",
    "journal_size_limit=67108864",
)


def is_url(target: str) -> bool:
    """Whether this names a database by URL rather than a file by path."""
    return "://" in target


def make_engine(url: str) -> sa.Engine:
    """An engine with the settings that were bought with lost data; see `begin`."""
    if not url.startswith("sqlite"):
        return _server(url)
    engine = sa.create_engine(
        url,
        connect_args={"check_same_thread": False, "timeout": 30},
        poolclass=sa.pool.QueuePool,
        pool_size=20,
        max_overflow=20,
    )

    @sa.event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        # We issue BEGIN ourselves, which also makes schema changes transactional.
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        # SQLite's own lower() knows ASCII only.
        connection.create_function("folded", 1, _folded, deterministic=True)
        connection.create_function("word_count", 1, _word_count, deterministic=True)
        connection.create_function("has_phrase", 2, _has_phrase, deterministic=True)
        connection.create_aggregate("content_print", 1, _ContentPrint)

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        # IMMEDIATE takes the write lock first: a deferred writer can meet "database is locked" half way.
        reads = connection.get_execution_options().get("reads")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _folded(text: str | None) -> str | None:
    return None if text is None else text.lower()


def _has_phrase(text: str | None, pattern: str) -> bool:
    return text is not None and re.search(pattern, text.lower()) is not None


def _word_count(text: str | None) -> int:
    return len((text or "").split())


class _ContentPrint:
    """The sum of the first 64 bits of each text's SHA-256, as PostgreSQL counts it itself."""

    def __init__(self) -> None:
        self._sum = 0

    def step(self, text: str) -> None:
        self._sum += int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], signed=True)

    def finalize(self) -> str:
        return str(self._sum)


def _server(url: str) -> sa.Engine:
    engine = sa.create_engine(url, pool_size=20, max_overflow=10, pool_pre_ping=True)

    @sa.event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        # As long as SQLite would wait: then a person is told that the database is busy.
        connection.execute("SET lock_timeout = '30s'")
        connection.commit()

    return engine


class FairLock:
    """First come, first served: SQLite's own waiting is unfair and lets a writer starve for seconds."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._queue: deque[threading.Event] = deque()
        self._held = False

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Wait for one's turn, then hold the lock."""
        turn = threading.Event()
        with self._guard:
            if self._held:
                self._queue.append(turn)
            else:
                turn.set()
            self._held = True
        try:
            turn.wait()
        except BaseException:
            self._give_up(turn)
            raise
        try:
            yield
        finally:
            self._pass_on()

    def _give_up(self, turn: threading.Event) -> None:
        """Leave the queue when interrupted while waiting; a turn that came meanwhile goes to the next."""
        with self._guard:
            if turn in self._queue:
                self._queue.remove(turn)
                return
        self._pass_on()

    def _pass_on(self) -> None:
        with self._guard:
            if self._queue:
                self._queue.popleft().set()
            else:
                self._held = False
