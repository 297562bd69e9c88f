"""Both databases for every test that asks for a store: an SQLite file, and a PostgreSQL server that we start."""

import gc
import os
import pwd
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
import sqlalchemy as sa
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from coding import workbench
from coding.model import Case, Code, Codebook, Coding, Project, Role, Source, Speaker, Turn
from coding.store import Store, open_store, passwords, people
from coding.store.tables import metadata
from coding.workbench import Actor, Desk

BINARIES = Path("/usr/lib/postgresql")
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


# -- the server -----------------------------------------------------------------------------------


@dataclass
class Server:
    """A PostgreSQL server of our own, reached by a socket in its folder."""

    folder: Path
    programs: Path
    settings: str = QUICK
    account: dict[str, Any] = field(default_factory=dict)

    def url(self, database: str = "postgres") -> str:
        return f"postgresql+psycopg://test@/{database}?host={self.folder}"

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c max_connections=200 {self.settings}"
        self._run("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "start", "-o", options)

    def stop(self, how: str = "immediate") -> None:
        self._run("pg_ctl", "-D", self.folder / "data", "-m", how, "-w", "stop")

    def create(self) -> None:
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root.
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self.account = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        self._run("initdb", "-D", self.folder / "data", "-U", "test", "-A", "trust", "--no-sync", "-E", "UTF8")

    def say(self, sentence: str) -> None:
        with psycopg.connect(f"host={self.folder} user=test dbname=postgres", autocommit=True) as conn:
            conn.execute(sentence)

    def _run(self, program: str, *args: object) -> None:
        command = [str(self.programs / program), *map(str, args)]
        locale = {"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
        done = subprocess.run(command, cwd=self.folder, env=locale, capture_output=True, text=True, **self.account)
        log = self.folder / "log"
        assert done.returncode == 0, done.stderr + (log.read_text()[-2000:] if log.exists() else "")


@contextmanager
def server(settings: str = QUICK) -> Iterator[Server]:
    """A new, empty server for as long as the block lasts."""
    versions = sorted(BINARIES.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not versions:
        pytest.fail(f"PostgreSQL is missing: no initdb under {BINARIES}. Install the package “postgresql”.")
    folder = Path(tempfile.mkdtemp(prefix="pg_"))
    try:
        one = Server(folder, versions[-1].parent, settings)
        one.create()
        one.start()
        yield one
        one.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The server of this run, with a database `template` at the newest schema."""
    with server() as one:
        one.say("CREATE DATABASE template")
        open_store(one.url("template")).close()
        yield one


@pytest.fixture
def postgres_url(postgres: Server) -> Iterator[str]:
    """A database of one's own at the newest schema."""
    name = f"t{uuid4().hex}"
    postgres.say(f"CREATE DATABASE {name} TEMPLATE template")
    yield postgres.url(name)
    postgres.say(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty file, copied for each test."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    store = open_store(str(path))
    with store.engine.connect() as conn:
        conn.exec_driver_sql("ROLLBACK")
        conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        conn.exec_driver_sql("BEGIN")
    store.close()
    return path


@pytest.fixture
def sqlite_target(sqlite_template: Path, tmp_path: Path) -> str:
    """A file of one's own at the newest schema."""
    path = tmp_path / "simpul.db"
    shutil.copy(sqlite_template, path)
    return str(path)


@pytest.fixture(scope="session")
def practice_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[bool], Path]:
    """A closed file with the practice project, concluded or as coded: made once, for that takes a second or two."""

    @cache
    def made(concluded: bool) -> Path:
        path = tmp_path_factory.mktemp("practice") / "latihan.db"
        shutil.copy(sqlite_template, path)
        desk = workbench.open_desk(str(path))
        workbench.create_practice(desk.me(), concluded=concluded)
        desk.store.close()
        return path

    return made


@pytest.fixture
def coded_practice(practice_file: Callable[[bool], Path], tmp_path: Path) -> str:
    """A file of one's own with the practice project as far as it is coded."""
    return str(shutil.copy(practice_file(False), tmp_path / "simpul.db"))


@pytest.fixture
def concluded_practice(practice_file: Callable[[bool], Path], tmp_path: Path) -> str:
    """A file of one's own with the practice project and what was concluded."""
    return str(shutil.copy(practice_file(True), tmp_path / "simpul.db"))


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database: the test runs on both."""
    return str(request.param)


@pytest.fixture
def target(kind: str, request: pytest.FixtureRequest) -> str:
    """Path or URL of an empty database that no other test has had: the test runs on both kinds."""
    return str(request.getfixturevalue("sqlite_target" if kind == "sqlite" else "postgres_url"))


@pytest.fixture
def store(kind: str, request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store: the test runs on both databases.

    Tests that do not ask for its `target` share one a kind, emptied between them: making a database, and reading every
    statement anew for it, takes longer than most tests do.
    """
    if "target" in request.fixturenames:
        one = open_store(request.getfixturevalue("target"))
        yield one
        one.close()
        return
    yield request.getfixturevalue("emptied_file" if kind == "sqlite" else "emptied_database")


@pytest.fixture(scope="session")
def kept_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the file lies that tests have one after another."""
    return tmp_path_factory.mktemp("kept") / "simpul.db"


@pytest.fixture
def emptied_file(kept_file: Path, sqlite_template: Path) -> Store:
    """The store of the file that tests have one after another, as if it were new."""
    if kept_file.exists():
        open_store(str(kept_file)).engine.dispose()
    for left in kept_file.parent.iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    shutil.copy(sqlite_template, kept_file)
    return open_store(str(kept_file))


@pytest.fixture(scope="session")
def kept_database(postgres: Server) -> str:
    """The PostgreSQL database that tests have one after another."""
    postgres.say("CREATE DATABASE kept TEMPLATE template")
    return postgres.url("kept")


HANGING = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND starts_with(state, 'idle in transaction') AND pid <> pg_backend_pid()"""
FILLED = """SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    AND relname <> 'alembic_version' AND pg_relation_size(oid) > 0"""


@pytest.fixture
def emptied_database(kept_database: str) -> Store:
    """The store of the PostgreSQL database that tests have one after another, as if it were new."""
    one = open_store(kept_database)
    with one.engine.connect() as conn:
        conn.exec_driver_sql(HANGING)
        filled = [name for (name,) in conn.exec_driver_sql(FILLED)]
        deletes = "".join(f'DELETE FROM "{name}";' for name in filled)
        # Without their foreign keys the tables are emptied in any order.
        conn.exec_driver_sql(f"SET LOCAL session_replication_role = replica; {deletes}")
        conn.commit()
    return one


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_store(
    request: pytest.FixtureRequest, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A store that all tests of a module share, for tests that leave nothing behind."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("shared") / "simpul.db"
        shutil.copy(sqlite_template, path)
        one = open_store(str(path))
        yield one
        one.close()
        return
    postgres: Server = request.getfixturevalue("postgres")
    name = f"m{uuid4().hex}"
    postgres.say(f"CREATE DATABASE {name} TEMPLATE template")
    one = open_store(postgres.url(name))
    yield one
    one.close()
    postgres.say(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def other_store(kind: str, sqlite_template: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """A second, empty store of the other kind."""
    if kind == "postgresql":
        path = request.getfixturevalue("tmp_path") / "other.db"
        shutil.copy(sqlite_template, path)
        one = open_store(str(path))
    else:
        one = open_store(request.getfixturevalue("postgres_url"))
    yield one
    one.close()


# -- a study --------------------------------------------------------------------------------------

WORDS = "P: Apakah ada rapat bersama?\nIK-01: Ada rapat, tapi belum pernah bersama dinas lain. 🙂 Begitu saja.\n"


def source_of(name: str = "W1", text: str = WORDS, case: UUID | None = None) -> Source:
    """A source in which two people take turns, one a line (`label: words`)."""
    turns: list[Turn] = []
    lines: list[int] = []
    labels: dict[str, None] = {}
    offset = 0
    for line in text.splitlines(keepends=True):
        label, colon, _ = line.partition(": ")
        lines.append(offset)
        if colon:
            labels[label] = None
            turns.append(Turn(offset + len(label) + 2, offset + len(line.rstrip("\n")), label))
        offset += len(line)
    voices = tuple(
        Speaker(label, "interviewer" if label == "P" else "informant", None if label == "P" else case)
        for label in labels
    )
    return Source(name, text, turns=tuple(turns), speakers=voices, lines=tuple(lines) or (0,), case=case)


def book_of(*keys: str) -> Codebook:
    """A group with a few codes."""
    group = Code(uuid4(), "KOORD", {"id": "Koordinasi"}, codable=False)
    codes = [
        Code(uuid4(), key, {"id": f"Kode {key}"}, parent=group.id, order=order, sign=key)
        for order, key in enumerate(keys, start=1)
    ]
    return Codebook((group, *codes))


@dataclass
class Study:
    """A project with its owner, a source and codes, and short ways to work in it."""

    owner: Actor
    project: Project
    source: Source
    codes: dict[str, UUID]

    @property
    def id(self) -> UUID:
        return self.project.id

    def code(self, key: str, start: int, end: int, by: Actor | None = None, source: UUID | None = None) -> Coding:
        """Give words a code."""
        wanted = [workbench.NewCoding(self.codes[key], start, end)]
        return workbench.code(by or self.owner, self.id, source or self.source.id, wanted)[0]  # type: ignore[arg-type]

    def codings(self, source: UUID | None = None) -> list[Coding]:
        """Everything coded in the source, in the order of the text."""
        return list(workbench.open_source(self.owner, self.id, source or self.source.id).codings)

    def member(self, name: str, role: Role = "researcher") -> Actor:
        """Somebody else in the project."""
        return Actor(self.owner.store, workbench.add_coder(self.owner, self.id, name, role))

    def add_source(self, name: str, text: str = WORDS, case: UUID | None = None) -> Source:
        """One more source."""
        return workbench.import_source(self.owner, self.id, source_of(name, text, case), len(text.split()))

    def add_case(self, key: str, **attributes: str) -> Case:
        """An informant."""
        one = Case(uuid4(), key, attributes=attributes)
        workbench.put_cases(self.owner, self.id, [one])
        return one


MakeStudy = Callable[..., Study]


def study_in(store: Store, name: str = "Studi", owner: Actor | None = None) -> Study:
    """A new project with one source and the codes K1 to K3."""
    owner = owner or Desk(store).me()
    project = workbench.create_project(owner, name, book_of("K1", "K2", "K3"))
    source = workbench.import_source(owner, project.id, source_of(), len(WORDS.split()))
    codes = {code.key: code.id for code in workbench.codebook(owner, project.id).codes}
    return Study(owner, project, source, codes)


@pytest.fixture
def make_study(store: Store) -> MakeStudy:
    """Makes projects in the store of this test."""

    def make(name: str = "Studi", owner: Actor | None = None) -> Study:
        return study_in(store, name, owner)

    return make


@pytest.fixture
def study(make_study: MakeStudy) -> Study:
    """One project with its owner, a source of two speakers, and the codes K1 to K3."""
    return make_study()


@pytest.fixture
def stranger(store: Store) -> Actor:
    """A coder who is in no project."""
    with store.shared() as conn:
        return Actor(store, people.add(conn, "Orang Luar"))


def everything_in(store: Store) -> dict[str, list[tuple[str, ...]]]:
    """Everything a database holds, table by table."""
    with store.read() as tx:
        return {
            table.name: sorted(tuple(map(repr, row)) for row in tx.all(sa.select(table)))
            for table in metadata.sorted_tables
        }


@pytest.fixture
def dump(store: Store) -> Callable[[], dict[str, list[tuple[str, ...]]]]:
    """Everything the database of this test holds, to compare before and after."""
    return lambda: everything_in(store)


@pytest.fixture(scope="session")
def dump_of() -> Callable[[Store], dict[str, list[tuple[str, ...]]]]:
    """Everything any database holds."""
    return everything_in


@contextmanager
def writings(store: Store) -> Iterator[Callable[[], int]]:
    """What SQLite says of a file: another number as soon as anybody else has written to it, whatever they wrote."""
    assert store.path
    with closing(sqlite3.connect(store.path)) as conn:
        yield lambda: int(conn.execute("PRAGMA data_version").fetchone()[0])


@pytest.fixture(scope="session")
def writings_of() -> Callable[[Store], AbstractContextManager[Callable[[], int]]]:
    """Tells whether a file was written to."""
    return writings


@pytest.fixture(scope="session")
def source_builder() -> Callable[..., Source]:
    """Makes a source in which two people take turns."""
    return source_of


@pytest.fixture(scope="session")
def study_builder() -> Callable[..., Study]:
    """Makes a study in any store."""
    return study_in


@pytest.fixture(scope="session")
def postgres_server() -> Callable[..., Any]:
    """Starts a PostgreSQL server with settings of one's own."""
    return server


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are worked out in no time; what they cost has tests of its own."""
    light = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    monkeypatch.setattr(passwords, "hasher", lambda: light)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the files of tests in a browser evenly among the others: two beside each other leave a core idle."""
    files = list(dict.fromkeys(item.path for item in items))
    browsers = [path for path in files if path.parent.name == "browser"]
    others = [path for path in files if path.parent.name != "browser"]
    place = {path: (at + 0.5) / len(group) for group in (browsers, others) for at, path in enumerate(group)}
    items.sort(key=lambda item: place[item.path])


def pytest_collection_finish() -> None:
    """What is imported by now stays, and is not looked over again with each collection of garbage."""
    gc.collect()
    gc.freeze()
