"""Copies of an SQLite database that are made by themselves: one an hour for a day, one a day for two weeks.

They lie in the folder `backups` beside the database, readable by their owner only. A copy counts once it has been read
through; one that turns out damaged is not kept.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from coding.errors import BackupDamaged, DiskFull, NotFound, StillSound, TargetExists, Unusable
from coding.store.backup import copy_file
from coding.store.copies import STAMP, Rolled, name_at, rolled
from coding.store.soundness import connect, flaw
from coding.store.store import Store

HOURS, DAYS = 24, 14
HOUR = timedelta(hours=1)


def lasting(moments: Iterable[datetime]) -> set[datetime]:
    """Which copies stay: the newest of each of the last 24 hours, and of each of the last 14 days, that have one."""
    newest = sorted(moments, reverse=True)
    stay: set[datetime] = set()
    for many, piece in ((HOURS, "%Y%m%d%H"), (DAYS, "%Y%m%d")):
        each: dict[str, datetime] = {}
        for moment in newest:
            each.setdefault(moment.strftime(piece), moment)
        stay.update(list(each.values())[:many])
    return stay


def roll(store: Store, at: datetime) -> Rolled | None:
    """Make a copy where an hour has gone by and something has changed since the last; None where there is no need.

    What has had its time goes. BackupDamaged where the copy can't be read through, Unusable where the
    database can't; DiskFull, NotWritable.
    """
    database = store.path
    if database is None:
        return None
    there = rolled(database)
    if there and (at - there[0].at < HOUR or revisions(there[0].path) == revisions(database)):
        return None
    if not revisions(database):
        return None
    made = Rolled(name_at(database, at), at.astimezone(UTC))
    made.path.parent.mkdir(mode=0o700, exist_ok=True)
    for left in made.path.parent.glob(f".{database.stem}-*"):
        # Of a process that ended in the middle of its copy.
        if at.timestamp() - left.stat().st_mtime > HOUR.total_seconds():
            left.unlink(missing_ok=True)
    try:
        copy_file(store, made.path)
    except TargetExists:
        # Another process of the same server was quicker.
        return None
    except sqlite3.Error as problem:
        # Copying reads every page: damage that an opening of a large file did not look for is met here.
        why = str(problem)
        raise (DiskFull() if "full" in why else Unusable(why=why)) from problem
    if flaw(made.path):
        made.path.unlink()
        raise BackupDamaged(name=made.path.name)
    stay = lasting(one.at for one in (made, *there))
    for one in there:
        if one.at not in stay:
            one.path.unlink(missing_ok=True)
    return made


def revisions(path: Path) -> dict[UUID, int]:
    """How many acts each project of a file has, read beside our own connections; none of a file that can't be read."""
    try:
        with closing(connect(path)) as conn:
            return {UUID(project): rev for project, rev in conn.execute("SELECT id, rev FROM project")}
    except sqlite3.Error:
        return {}


def put_back(database: Path, copy: Path, at: datetime) -> Path | None:
    """Put a copy in the place of a damaged database; gives where the damaged one lies now, None where there was none.

    A database that is sound stays (StillSound), a copy that is not is refused (BackupDamaged, NotFound).
    """
    if not copy.is_file():
        raise NotFound(what=copy.name)
    if flaw(copy):
        raise BackupDamaged(name=copy.name)
    aside = None
    if database.exists():
        if flaw(database) is None:
            raise StillSound(name=database.name)
        aside = database.with_name(f"{database.stem}.damaged-{at.astimezone(UTC):{STAMP}}{database.suffix}")
        for end in ("", "-wal", "-shm"):
            part = database.with_name(database.name + end)
            if part.exists():
                part.rename(aside.with_name(aside.name + end))
    beside = database.with_name(f".{database.name}.new")
    shutil.copyfile(copy, beside)
    beside.chmod(0o600)
    os.replace(beside, database)
    return aside
