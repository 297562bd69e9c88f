"""Copies that are made by themselves: when, which stay, and the way back from a damaged file."""

import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from coding import workbench
from coding.errors import (
    BackupDamaged,
    DamagedWithoutCopy,
    DatabaseDamaged,
    DiskFull,
    NotADatabase,
    NotFound,
    StillSound,
    Unusable,
)
from coding.model import Query
from coding.store import open_store
from coding.store import store as opened
from coding.store.copies import rolled
from coding.store.rolling import lasting, put_back, roll
from coding.store.soundness import flaw
from coding.workbench import safekeeping

NOON = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def kind():
    """A server keeps its own copies."""
    return "sqlite"


@pytest.fixture
def file(target, study):
    """A database of its own with a study in it."""
    return study.owner.store.path


def spoil(path, at=40_000, bytes_=6000):
    """Write over the middle of a file that nobody has open."""
    anew(path).close()
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    with path.open("r+b") as raw:
        raw.seek(at)
        raw.write(b"\xa5" * bytes_)


def anew(path):
    """Open a file as a process does that has not had it open."""
    opened._opened.pop(f"sqlite:///{path.resolve()}", None)
    return open_store(str(path))


def test_the_newest_of_each_hour_of_a_day_and_of_each_day_of_two_weeks_stays():
    every = [NOON - n * timedelta(minutes=20) for n in range(3 * 24 * 40)]
    stay = lasting(every)
    hours = sorted((one for one in stay if NOON - one < timedelta(hours=24)), reverse=True)
    assert len(hours) == 24
    assert all(one.minute in (30, 50) for one in hours)
    days = {one.date() for one in stay}
    assert len(days) == 14
    assert min(days) == (NOON - timedelta(days=13)).date()
    assert len(stay) <= 24 + 14


def test_a_copy_is_made_once_an_hour_and_only_after_a_change(file, study):
    store = study.owner.store
    first = roll(store, NOON)
    assert first is not None
    assert first.path.parent.name == "backups"
    assert stat.S_IMODE(first.path.stat().st_mode) == 0o600
    study.code("K1", 3, 9)
    assert roll(store, NOON + timedelta(minutes=59)) is None
    second = roll(store, NOON + HOUR)
    assert second is not None
    assert roll(store, NOON + 3 * HOUR) is None
    assert [one.at for one in rolled(file)] == [second.at, first.at]


def test_an_empty_database_is_not_copied(target):
    store = open_store(target)
    assert roll(store, NOON) is None
    store.close()


def test_what_has_had_its_time_goes(file, study):
    first = roll(study.owner.store, NOON)
    assert first
    for hours in range(1, 30):
        shutil.copy(first.path, first.path.with_name(f"{file.stem}-{NOON - hours * HOUR:%Y%m%dT%H%M%SZ}{file.suffix}"))
    study.code("K1", 3, 9)
    newest = roll(study.owner.store, NOON + HOUR)
    assert newest
    there = {one.at for one in rolled(file)}
    assert there == lasting(there)
    assert newest.at in there
    assert len(there) < 30


def test_a_damaged_file_is_found_on_opening_and_left_as_it_is(file, study):
    copy = roll(study.owner.store, NOON)
    spoil(file)
    before = file.read_bytes()
    with pytest.raises(DatabaseDamaged) as told:
        anew(file)
    assert told.value.values["copy"] == copy.path.name
    assert file.read_bytes() == before


def test_without_a_copy_that_is_said_and_a_file_of_somebody_else_is_none_of_ours(file, study):
    study.code("K1", 3, 9)
    spoil(file)
    with pytest.raises(DamagedWithoutCopy):
        anew(file)
    stranger = file.with_name("lain.db")
    stranger.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(NotADatabase):
        open_store(str(stranger))


def test_a_copy_that_is_damaged_itself_is_passed_over(file, study):
    older = roll(study.owner.store, NOON)
    study.code("K1", 3, 9)
    newer = roll(study.owner.store, NOON + HOUR)
    spoil(newer.path)
    spoil(file)
    with pytest.raises(DatabaseDamaged) as told:
        anew(file)
    assert told.value.values["copy"] == older.path.name


def test_a_copy_takes_the_place_of_a_damaged_file_which_stays_beside_it(file, study):
    study.code("K1", 3, 9)
    copy = roll(study.owner.store, NOON)
    study.code("K2", 3, 9)
    spoil(file)
    broken = file.read_bytes()
    aside = put_back(file, copy.path, NOON + HOUR)
    assert aside.read_bytes() == broken
    assert copy.path.exists()
    again = anew(file)
    with closing(sqlite3.connect(file)) as conn:
        assert conn.execute("SELECT count(*) FROM coding").fetchone() == (1,)
    again.close()


def test_nothing_takes_the_place_of_a_sound_file_and_nothing_broken_that_of_a_damaged_one(file, study):
    copy = roll(study.owner.store, NOON)
    with pytest.raises(StillSound):
        put_back(file, copy.path, NOON)
    spoil(file)
    with pytest.raises(NotFound):
        put_back(file, file.with_name("tidak ada.db"), NOON)
    spoil(copy.path)
    with pytest.raises(BackupDamaged):
        put_back(file, copy.path, NOON)
    assert flaw(file)


def test_a_copy_that_cannot_be_read_through_is_not_kept(file, study, monkeypatch):
    monkeypatch.setattr("coding.store.rolling.flaw", lambda _path: "malformed")
    with pytest.raises(BackupDamaged):
        roll(study.owner.store, NOON)
    assert rolled(file) == []


@pytest.mark.parametrize(("said", "told"), [("database disk image is malformed", Unusable), ("disk is full", DiskFull)])
def test_what_stops_a_copy_is_told_and_leaves_none(file, study, monkeypatch, said, told):
    def fails(*_):
        raise sqlite3.DatabaseError(said)

    monkeypatch.setattr("coding.store.rolling.copy_file", fails)
    with pytest.raises(told):
        roll(study.owner.store, NOON)
    assert rolled(file) == []


def test_a_project_comes_back_as_a_copy_has_it_beside_what_it_is_now(file, study):
    study.code("K1", 3, 9)
    copy = roll(study.owner.store, NOON)
    study.code("K2", 3, 9)
    [there] = safekeeping.earlier(study.owner, study.id)
    assert there.path == copy.path
    then = safekeeping.bring_back(study.owner, study.id, there.path, "Studi kemarin")
    assert then.name == "Studi kemarin"
    assert len(workbench.find_excerpts(study.owner, then.id, Query(), None)) == 1
    assert len(study.codings()) == 2
    with closing(sqlite3.connect(copy.path)) as conn:
        assert conn.execute("SELECT count(*) FROM coding").fetchone() == (1,)
