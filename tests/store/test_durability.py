"""What was confirmed stays: through a kill, many writers, a full disk, and a backup in between."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from coding import workbench
from coding.errors import CodingError, DiskFull
from coding.store import open_store
from coding.store.backup import copy_file
from coding.store.engine import FairLock
from coding.store.tables import coding, event

WRITER = Path(__file__).with_name("_writer.py")
LONG = "IK-01: " + "Belum pernah ada rapat bersama dinas lain, Pak. " * 2000


def long_study(store, study_builder):
    study = study_builder(store)
    study.source = study.add_source("Panjang", LONG)
    return study


def writer(target, study, *, threads, each):
    asked = (target, study.id, study.source.id, study.owner.id, study.codes["K1"], threads, each)
    command = [sys.executable, str(WRITER), *map(str, asked)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def killed(target, study, wait):
    """The ids that a writing process had confirmed when it was killed, `wait` seconds after its first one."""
    process = writer(target, study, threads=4, each=10_000)
    first = process.stdout.readline()
    time.sleep(wait)
    os.kill(process.pid, signal.SIGKILL)
    out, _ = process.communicate()
    return {UUID(line) for line in (first + out).splitlines() if len(line) == 36}


def stored(store):
    """(ids of codings, ids that events speak of)"""
    with store.read() as tx:
        rows = {row.id for row in tx.all(sa.select(coding.c.id))}
        told = tx.all(sa.select(event.c.changes).where(event.c.verb == "code"))
    return rows, {UUID(one["id"]) for row in told for one in row.changes}


def whole(path):
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute("PRAGMA integrity_check").fetchall(), conn.execute("PRAGMA foreign_key_check").fetchall()


def test_nothing_confirmed_is_lost_when_the_process_is_killed(sqlite_target, study_builder):
    store = open_store(sqlite_target)
    study = long_study(store, study_builder)
    confirmed, dice = set(), random.Random(7)
    for _ in range(10):
        confirmed |= killed(sqlite_target, study, dice.uniform(0.01, 0.25))
    rows, told = stored(store)
    assert len(confirmed) > 20
    assert confirmed <= rows
    assert rows == told
    assert whole(sqlite_target) == ([("ok",)], [])
    store.close()


def test_every_pooled_connection_waits_for_the_disk(sqlite_target):
    store = open_store(sqlite_target)
    opened = [store.engine.connect() for _ in range(25)]
    for conn in opened:
        told = [conn.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("synchronous", "foreign_keys")]
        assert told == [2, 1]
        assert conn.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        conn.exec_driver_sql("ROLLBACK")
        conn.close()
        opened_again = store.engine.raw_connection()
        assert opened_again.cursor().execute("PRAGMA synchronous").fetchone() == (2,)
        opened_again.close()
    store.close()


def test_twenty_people_write_at_once_without_an_error_or_a_long_wait(store, study_builder):
    study = long_study(store, study_builder)
    waits, failures = [], []
    each = 60 if store.sqlite else 20

    def work(number):
        for step in range(each):
            began = time.perf_counter()
            try:
                study.code("K1", 2000 + 60 * step + number, 9000 + number)
            except CodingError as problem:
                failures.append(problem)
            waits.append(time.perf_counter() - began)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows, told = stored(store)
    assert failures == []
    assert len(rows) == len(told) == 20 * each
    # The clock of a shared machine is no measure; that nobody starves is.
    assert max(waits) < 40 * sorted(waits)[len(waits) // 2] + 1


def test_four_processes_write_at_once_and_nothing_is_lost(target, store, study_builder):
    study = long_study(store, study_builder)
    processes = [writer(target, study, threads=5, each=5) for _ in range(4)]
    told = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, told
    confirmed = {UUID(line) for out, _ in told for line in out.splitlines()}
    rows, events = stored(store)
    assert len(confirmed) == 100
    assert confirmed == rows == events


def test_on_a_full_disk_a_person_is_told_and_everything_confirmed_stays(sqlite_target, study_builder):
    store = open_store(sqlite_target)
    study = long_study(store, study_builder)

    def limit(pages):
        with closing(store.engine.raw_connection()) as conn:
            return conn.cursor().execute(f"PRAGMA max_page_count = {pages}").fetchone()[0]

    # One connection serves every transaction of a single thread, and the limit is the connection's own.
    limit(limit(1) + 8)
    confirmed = []

    def work_until_refused():
        for step in range(500):
            one = study.code("K1", 100 + step, 3000 + step)
            confirmed.append(one.id)

    with pytest.raises(DiskFull, match="Free some space"):
        work_until_refused()
    for step in range(5):
        with pytest.raises(DiskFull):
            study.code("K2", 100 + step, 9000 + step)
    assert {one.id for one in study.codings()} == set(confirmed)
    limit(1_000_000)
    study.code("K2", 100, 9000)
    assert len(study.codings()) == len(confirmed) + 1 > 1
    store.close()
    assert whole(sqlite_target) == ([("ok",)], [])


def test_a_copy_made_while_people_write_is_whole_and_holds_what_was_confirmed_before(
    sqlite_target, study_builder, tmp_path
):
    store = open_store(sqlite_target)
    study = long_study(store, study_builder)
    confirmed, done, waits = [], threading.Event(), []

    def work():
        step = 0
        while not done.is_set():
            began = time.perf_counter()
            confirmed.append(study.code("K1", 1000 + step, 4000 + step).id)
            waits.append(time.perf_counter() - began)
            step += 1

    thread = threading.Thread(target=work)
    thread.start()
    while len(confirmed) < 30:
        done.wait(0.01)
    before = set(confirmed)
    copy_file(store, tmp_path / "copy.db")
    done.set()
    thread.join()
    assert whole(tmp_path / "copy.db") == ([("ok",)], [])
    copy = open_store(str(tmp_path / "copy.db"))
    rows, told = stored(copy)
    assert before <= rows == told
    copy.close()
    store.close()


def test_the_write_lock_is_given_in_the_order_of_asking():
    lock, order, asked = FairLock(), [], []

    def wait(number):
        with lock.hold():
            order.append(number)

    with lock.hold():
        for number in range(6):
            asked.append(threading.Thread(target=wait, args=(number,)))
            asked[-1].start()
            while len(lock._queue) <= number:
                threading.Event().wait(0.001)
    for thread in asked:
        thread.join()
    assert order == list(range(6))


def test_who_is_interrupted_while_waiting_does_not_block_the_others(monkeypatch):
    lock = FairLock()

    class Interrupted(threading.Event):
        def wait(self, timeout=None):
            raise KeyboardInterrupt

    def interrupted():
        monkeypatch.setattr(threading, "Event", Interrupted)
        try:
            with pytest.raises(KeyboardInterrupt), lock.hold():
                pass
        finally:
            monkeypatch.undo()

    with lock.hold():
        interrupted()
    interrupted()
    with lock.hold():
        pass
    assert not lock._queue


def test_a_project_that_is_opened_twice_in_one_process_has_one_write_lock(sqlite_target):
    assert open_store(sqlite_target) is open_store(sqlite_target)


def test_a_confirmed_coding_is_confirmed_after_the_commit_only(study, monkeypatch):
    def fail(*_args):
        raise sa.exc.OperationalError("COMMIT", {}, sqlite3.OperationalError("database or disk is full"))

    with monkeypatch.context() as patched:
        patched.setattr(study.owner.store.engine.dialect, "do_commit", fail)
        with pytest.raises(DiskFull):
            study.code("K1", 3, 9)
    assert study.codings() == []
    assert workbench.code_counts(study.owner, study.id) == {}
