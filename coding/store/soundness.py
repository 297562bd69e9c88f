"""Whether an SQLite file is whole, without opening it as a store: nothing is written, nothing is brought up to date."""

import sqlite3
from contextlib import closing
from pathlib import Path

AT_ONCE = 64 * 1024 * 1024
"""Bytes of a file that is read through whenever it is opened (a tenth of a second); larger ones with each copy."""


def connect(path: Path) -> sqlite3.Connection:
    """A connection that only reads; where no log lies beside the file, SQLite puts none of its own files there."""
    alone = "" if path.with_name(path.name + "-wal").exists() else "&immutable=1"
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro{alone}", uri=True)


def flaw(path: Path, *, whole: bool = False) -> str | None:
    """What SQLite finds wrong with a file, in its own words; None where it finds nothing. `whole`: indexes as well."""
    # Where somebody begins to write between our reads, a sound file may look damaged once.
    return _found(path, whole) and _found(path, whole)


def _found(path: Path, whole: bool) -> str | None:
    try:
        with closing(connect(path)) as conn:
            ((word,),) = conn.execute(f"PRAGMA {'integrity' if whole else 'quick'}_check(1)").fetchall()
            conn.execute("SELECT count(*) FROM project").fetchone()
    except sqlite3.Error as problem:
        return str(problem)
    return None if word == "ok" else str(word)
