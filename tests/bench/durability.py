"""The long form of the durability bars: a hundred kills of SQLite, ten of PostgreSQL, a full disk, a backup in between.

Run as `python -m tests.bench.durability`. Prints one line a bar; ends with 1 if anything confirmed was lost.
"""

import argparse
import os
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib import util
from pathlib import Path
from types import ModuleType
from uuid import UUID, uuid4

import psycopg
import sqlalchemy as sa

from coding import workbench
from coding.errors import CodingError, DiskFull
from coding.model import Source
from coding.store import open_store, sources
from coding.store.backup import copy_file
from coding.store.tables import coding, event
from coding.workbench.desk import now

TESTS = Path(__file__).resolve().parents[1]
WRITER = TESTS / "store" / "_writer.py"
LONG = "IK-01: " + "Belum pernah ada rapat bersama dinas lain, Pak. " * 2000


def fixtures() -> ModuleType:
    """The builders that the tests use."""
    spec = util.spec_from_file_location("fixtures", TESTS / "conftest.py")
    assert spec
    assert spec.loader
    module = util.module_from_spec(spec)
    sys.modules["fixtures"] = module
    spec.loader.exec_module(module)
    return module


@dataclass
class Kills:
    """What came of killing: how often, how much was confirmed, lost, half stored; how long opening again took."""

    name: str
    times: int = 0
    confirmed: int = 0
    lost: int = 0
    halves: int = 0
    reopened: list[float] | None = None

    def __str__(self) -> str:
        again = statistics.median(self.reopened or [0]) * 1000
        return (
            f"{self.name}: {self.times} kills, {self.confirmed} confirmed, {self.lost} lost, "
            f"{self.halves} half stored, opened again in {again:.0f} ms (median)"
        )


def written_until(target: str, study: object, kill: int, wait: float, server: int | None = None) -> set[UUID]:
    """The ids confirmed by a writing process until it, or the server it writes to, was killed."""
    asked = (target, study.id, study.source.id, study.owner.id, study.codes["K1"], 4, 10_000)  # type: ignore[attr-defined]
    command = [sys.executable, str(WRITER), *map(str, asked)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    first = process.stdout.readline()
    time.sleep(wait)
    if server is not None:
        kill_family(server)
    os.kill(process.pid, kill)
    out, _ = process.communicate()
    return {UUID(line) for line in (first + out).splitlines() if len(line) == 36}


def kill_family(pid: int) -> None:
    """Kill a process and its children at once, and wait until all are gone."""
    # Stopped first, so that it makes no child between the counting and the killing.
    os.kill(pid, signal.SIGSTOP)
    children = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    for one in (pid, *children):
        os.kill(one, signal.SIGKILL)
    while any(alive(one) for one in (pid, *children)):
        time.sleep(0.01)


def alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def stored(target: str) -> tuple[set[UUID], set[UUID]]:
    """Ids of codings, and ids that the history speaks of."""
    with open_store(target).read() as tx:
        rows = {row.id for row in tx.all(sa.select(coding.c.id))}
        told = tx.all(sa.select(event.c.changes).where(event.c.verb == "code"))
    return rows, {UUID(one["id"]) for row in told for one in row.changes}


def begun(build: ModuleType, target: str) -> object:
    """A study with a long source in a new database."""
    study = build.study_in(open_store(target))
    study.source = study.add_source("Panjang", LONG)
    return study


def kill_sqlite(build: ModuleType, folder: Path, times: int) -> Kills:
    """Kill the writing process again and again."""
    target, dice, told = str(folder / "killed.db"), random.Random(11), Kills("SQLite", reopened=[])
    study, confirmed = begun(build, target), set[UUID]()
    for _ in range(times):
        confirmed |= written_until(target, study, signal.SIGKILL, dice.uniform(0.01, 0.25))
        began = time.perf_counter()
        with closing(sqlite3.connect(target)) as conn:
            assert conn.execute("PRAGMA quick_check").fetchone() == ("ok",)
        assert told.reopened is not None
        told.reopened.append(time.perf_counter() - began)
    with closing(sqlite3.connect(target)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
    return counted(told, times, confirmed, target)


def counted(told: Kills, times: int, confirmed: set[UUID], target: str) -> Kills:
    """The figures of a series of kills."""
    rows, events = stored(target)
    told.times, told.confirmed, told.lost, told.halves = (
        times,
        len(confirmed),
        len(confirmed - rows),
        len(rows ^ events),
    )
    return told


def kill_postgresql(build: ModuleType, times: int) -> Kills:
    """Kill the server, with every safety on, while four threads write to it."""
    dice, told, confirmed = random.Random(12), Kills("PostgreSQL", reopened=[]), set[UUID]()
    with build.server("-c fsync=on -c synchronous_commit=on -c full_page_writes=on") as server:
        target = server.url()
        study = begun(build, target)
        for _ in range(times):
            open_store(target).close()
            pid = int((server.folder / "data" / "postmaster.pid").read_text().split()[0])
            confirmed |= written_until(target, study, signal.SIGKILL, dice.uniform(0.05, 0.5), server=pid)
            # A dead server that nobody has waited for still has its number, and PostgreSQL takes it for alive.
            for lock in (server.folder / "data" / "postmaster.pid", server.folder / ".s.PGSQL.5432.lock"):
                lock.unlink(missing_ok=True)
            began = time.perf_counter()
            server.start()
            with psycopg.connect(f"host={server.folder} user=test dbname=postgres") as conn:
                conn.execute("SELECT 1")
            assert told.reopened is not None
            told.reopened.append(time.perf_counter() - began)
        counted(told, times, confirmed, target)
        open_store(target).close()
    return told


@contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """A disk of six megabytes; None where it can't be made."""
    place = folder / "small"
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", place], capture_output=True, check=False)
    if made.returncode:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=False)


def fill_disk(build: ModuleType, folder: Path) -> str:
    """Write until the disk is full, free it, write on."""
    with small_disk(folder) as place:
        if place is None:
            return "Full disk: not run (no right to mount)"
        target = str(place / "full.db")
        study = begun(build, target)
        filler, confirmed, refused = place / "filler", 0, 0
        filler.write_bytes(b"\0" * 1_500_000)
        while refused < 20:
            try:
                study.code("K1", 100 + confirmed, 140 + confirmed)  # type: ignore[attr-defined]
            except DiskFull:
                refused += 1
            else:
                confirmed += 1
        kept = len(stored(target)[0])
        filler.unlink()
        for step in range(50):
            study.code("K2", 100 + step, 140 + step)  # type: ignore[attr-defined]
        after = len(stored(target)[0])
        open_store(target).close()
    return (
        f"Full disk: {confirmed} confirmed, {kept} stored, {refused} refused; after freeing 50 of {after - kept} stored"
    )


def back_up(build: ModuleType, folder: Path, megabytes: int) -> str:
    """Copy a large file, and a project, while somebody writes."""
    target = str(folder / "large.db")
    study = begun(build, target)
    with study.owner.store.write(study.id, study.owner.id, "import_sources", now()) as tx:  # type: ignore[attr-defined]
        for number in range(megabytes):
            large = Source(f"S{number}", LONG * 10, id=uuid4(), lines=(0,))
            sources.add(tx, large, sentences=(), paragraphs=(), words=1)
    done, waits, confirmed = threading.Event(), [], []

    def work() -> None:
        while not done.is_set():
            began, step = time.perf_counter(), len(confirmed)
            confirmed.append(study.code("K1", 100 + step, 140 + step).id)  # type: ignore[attr-defined]
            waits.append(time.perf_counter() - began)

    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(1)
    before, began = set(confirmed), time.perf_counter()
    copy_file(open_store(target), folder / "copy.db")
    copied = time.perf_counter() - began
    workbench.backup(study.owner, study.id, folder / "copy.zip")  # type: ignore[attr-defined]
    zipped = time.perf_counter() - began - copied
    done.set()
    thread.join()
    missing = len(before - stored(str(folder / "copy.db"))[0])
    size = Path(target).stat().st_size / 1e6
    return (
        f"Backup of {size:.0f} MB while writing: copy {copied:.2f} s, project file {zipped:.2f} s, {missing} missing, "
        f"longest wait of the writer {max(waits) * 1000:.0f} ms, {len(confirmed)} codings"
    )


def write_together(build: ModuleType, target: str, name: str, each: int = 60) -> str:
    """Twenty people write at once, every write on the disk before it is confirmed."""
    study, waits, failures = begun(build, target), list[float](), list[CodingError]()

    def work(number: int) -> None:
        for step in range(each):
            began = time.perf_counter()
            try:
                study.code("K1", 2000 + 60 * step + number, 9000 + number)  # type: ignore[attr-defined]
            except CodingError as problem:
                failures.append(problem)
            waits.append(time.perf_counter() - began)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lost, late = 20 * each - len(stored(target)[0]), sorted(waits)[int(len(waits) * 0.99)]
    told = f"{lost} lost, {len(failures)} errors, p99 {late:.2f} s, longest {max(waits):.2f} s"
    return f"{name}, 20 people at once: {told}"


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sqlite", type=int, default=100)
    parser.add_argument("--postgresql", type=int, default=10)
    parser.add_argument("--megabytes", type=int, default=200)
    asked, build = parser.parse_args(), fixtures()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kills = [kill_sqlite(build, folder, asked.sqlite), kill_postgresql(build, asked.postgresql)]
        for one in kills:
            print(one, flush=True)
        print(write_together(build, str(folder / "together.db"), "SQLite"), flush=True)
        with build.server("-c fsync=on -c synchronous_commit=on -c full_page_writes=on") as server:
            print(write_together(build, server.url(), "PostgreSQL"), flush=True)
        print(fill_disk(build, folder), flush=True)
        print(back_up(build, folder, asked.megabytes), flush=True)
    return int(any(one.lost or one.halves for one in kills))


if __name__ == "__main__":
    sys.exit(main())
