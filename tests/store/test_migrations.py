"""Migrations: up and down without losing a row, all or nothing, and never on a file that is not ours."""

import re
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from itertools import pairwise

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from coding import workbench
from coding.errors import NewerSchema, NotADatabase, Unusable
from coding.store import migrate, open_store
from coding.store.search_index import TABLE, derived
from coding.store.tables import metadata

REVISIONS = [one.revision for one in ScriptDirectory.from_config(migrate.config()).walk_revisions()][::-1]


UNSTABLE = re.compile(r"<[^>]* at 0x[0-9a-f]+>")
DEFINITIONS = {
    "sqlite": {
        "triggers": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1",
        "partial": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1",
    },
    "postgresql": {
        "triggers": "SELECT tgname, tgtype FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
        "partial": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
    },
}


def schema(engine):
    """Tables, columns, indexes, keys, checks and triggers as the database tells them."""
    look = sa.inspect(engine)
    facts = {
        "columns": look.get_multi_columns(),
        "indexes": look.get_multi_indexes(),
        "keys": look.get_multi_foreign_keys(),
        "unique": look.get_multi_unique_constraints(),
        "checks": look.get_multi_check_constraints(),
    }
    told = {
        kind: {
            str(table): sorted(UNSTABLE.sub("", repr(one)) for one in described)
            for (_, table), described in each.items()
        }
        for kind, each in facts.items()
    }
    with engine.connect() as conn:
        for name, sentence in DEFINITIONS[engine.dialect.name].items():
            told[name] = [tuple(row) for row in conn.exec_driver_sql(sentence)]
    return told


def of_ours(_thing, name, *_rest):
    """Whether SQLAlchemy knows it: the search engines' own tables are made by hand."""
    return TABLE not in name


def counts(engine):
    with engine.connect() as conn:
        # How an engine lays out what it searches in is its own affair.
        names = [one for one in sa.inspect(conn).get_table_names() if not one.startswith(TABLE)]
        return {name: conn.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar() for name in names}


@pytest.fixture
def store(target):
    """A store whose schema may be changed: no other test has had it, none will."""
    one = open_store(target)
    yield one
    one.close()


@pytest.fixture
def populated(study):
    for end in range(5, 9):
        study.code("K1", 3, end)
    workbench.undo(study.owner, study.id)
    return study


def state(engine):
    return schema(engine), counts(engine)


def check_whole(store):
    """Links are whole and the history can only be added to, at whatever revision the store stands."""
    assert any("event" in name for name, *_ in schema(store.engine)["triggers"])
    if store.sqlite:
        with store.engine.connect() as conn:
            assert conn.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_every_step_down_keeps_the_rows_it_can_and_a_step_up_again_brings_back_the_same_schema(populated):
    store = populated.owner.store
    engine = store.engine
    check_whole(store)
    for above, below in pairwise(REVISIONS[::-1]):
        before = state(engine)
        migrate.downgrade(engine, below)
        down = state(engine)
        assert down[1] == {name: before[1][name] for name in down[1]}, below
        check_whole(store)
        migrate.upgrade(engine, None, to=above)
        assert state(engine) == before, above
        migrate.downgrade(engine, below)
        assert state(engine) == down, below


def test_from_nothing_and_from_the_first_revision_the_newest_schema_is_reached(populated):
    engine = populated.owner.store.engine
    before, rows = state(engine)
    migrate.downgrade(engine, REVISIONS[0])
    migrate.upgrade(engine, None)
    assert state(engine) == (before, rows)
    migrate.downgrade(engine, "base")
    migrate.upgrade(engine, None)
    assert schema(engine) == before


def test_the_migrated_schema_is_the_one_the_tables_describe(store):
    with store.engine.connect() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True, "include_object": of_ours})
        assert compare_metadata(context, [metadata, derived]) == []


@pytest.fixture
def next_revision(tmp_path, monkeypatch):
    """A program that knows one revision more; its body is given as source code."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate._FOLDER, folder)
    monkeypatch.setattr(migrate, "_FOLDER", folder)

    def make(body):
        head = (
            f'import sqlalchemy as sa\nfrom alembic import op\nrevision = "next"\ndown_revision = "{REVISIONS[-1]}"\n'
        )
        body = textwrap.indent(textwrap.dedent(body), "    ")
        text = f"{head}def upgrade():\n{body}\n\ndef downgrade():\n    pass\n"
        (folder / "versions" / "next.py").write_text(text)

    return make


def test_a_migration_that_fails_leaves_nothing_behind(populated, next_revision, dump):
    next_revision("""
        op.add_column("coding", sa.Column("half", sa.Integer()))
        op.execute("UPDATE coding SET half = 1")
        op.create_table("made", sa.Column("id", sa.Integer, primary_key=True))
        raise ZeroDivisionError
    """)
    engine = populated.owner.store.engine
    before, rows = schema(engine), dump()
    with pytest.raises(ZeroDivisionError):
        migrate.upgrade(engine, None)
    assert schema(engine) == before
    assert dump() == rows
    assert migrate.revision(engine) == REVISIONS[-1]


def test_a_migration_that_rebuilds_a_table_keeps_the_rows_that_point_at_it(populated, next_revision):
    next_revision("""
        with op.batch_alter_table("code", recreate="always" if op.get_bind().dialect.name == "sqlite" else "auto") as b:
            b.add_column(sa.Column("extra", sa.Integer()))
    """)
    engine = populated.owner.store.engine
    rows = counts(engine)
    migrate.upgrade(engine, None)
    assert counts(engine) == rows
    assert len(populated.codings()) == 3


def test_a_migration_that_would_break_links_is_refused(populated, next_revision):
    next_revision("op.execute('DELETE FROM code')")
    engine = populated.owner.store.engine
    rows = counts(engine)
    with pytest.raises(sa.exc.IntegrityError):
        migrate.upgrade(engine, None)
    assert counts(engine) == rows


def test_foreign_keys_are_in_force_again_after_a_migration(populated, next_revision):
    next_revision("pass")
    store = populated.owner.store
    migrate.upgrade(store.engine, None)
    with pytest.raises(sa.exc.IntegrityError), store.engine.begin() as conn:
        conn.exec_driver_sql("DELETE FROM code")


def test_a_file_is_copied_before_it_is_migrated(sqlite_target, study_builder, next_revision):
    study = study_builder(open_store(sqlite_target))
    study.code("K1", 3, 9)
    next_revision("op.add_column('coding', sa.Column('more', sa.Integer()))")
    store = study.owner.store
    copy = migrate.upgrade(store.engine, store.path)
    with closing(sqlite3.connect(copy)) as conn:
        assert conn.execute("SELECT count(*) FROM coding").fetchone() == (1,)
        assert "more" not in {row[1] for row in conn.execute("PRAGMA table_info(coding)")}
        assert conn.execute("PRAGMA quick_check").fetchone() == ("ok",)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert migrate.upgrade(store.engine, store.path) is None
    store.close()


def test_a_database_of_a_newer_version_is_not_opened(target):
    store = open_store(target)
    with store.engine.begin() as conn:
        conn.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerSchema):
        migrate.upgrade(store.engine, store.path)
    store.close()


# -- files that are not ours ------------------------------------------------------------------------


def foreign(path, *statements):
    with closing(sqlite3.connect(path)) as conn:
        for statement in statements:
            conn.execute(statement)
        conn.commit()


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TABLE recipes (id INTEGER)",),
        ("CREATE TABLE alembic_version (version_num TEXT)", "CREATE TABLE other (id INTEGER)"),
        ("PRAGMA journal_mode=WAL", "CREATE TABLE recipes (id INTEGER)"),
    ],
)
def test_somebody_elses_database_is_refused_and_left_as_it_was(tmp_path, statements):
    path = tmp_path / "recipes.db"
    foreign(path, *statements)
    before = path.read_bytes(), path.stat().st_mtime_ns
    with pytest.raises(NotADatabase, match=r"recipes\.db"):
        open_store(str(path))
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [one.name for one in tmp_path.iterdir()] == ["recipes.db"]


@pytest.mark.parametrize("data", [b"Wawancara dengan IK-01\n", b"SQLite format 3\0" + b"rubbish" * 900, b"\0" * 4096])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(tmp_path, data):
    path = tmp_path / "W1.txt"
    path.write_bytes(data)
    with pytest.raises(NotADatabase):
        open_store(str(path))
    assert path.read_bytes() == data


def test_a_folder_is_no_database(tmp_path):
    with pytest.raises(NotADatabase):
        open_store(str(tmp_path))


def test_a_place_where_nothing_can_be_made_is_told_plainly(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Unusable):
        open_store(str(tmp_path / "file" / "simpul.db"))


def test_a_new_file_and_its_folder_can_be_read_by_their_owner_only(tmp_path):
    path = tmp_path / "new" / "simpul.db"
    store = open_store(str(path))
    workbench.Desk(store).me()
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert {one.stat().st_mode & 0o777 for one in path.parent.iterdir()} == {0o600}
    store.close()


OPEN = "import sys; from coding import workbench; print(workbench.open_desk(sys.argv[1]).me().id)"


def test_several_processes_may_open_a_new_database_at_the_same_moment(request, target, postgres, tmp_path):
    if "://" in target:
        postgres.say("CREATE DATABASE fresh")
        target = postgres.url("fresh")
    else:
        target = str(tmp_path / "fresh.db")
    started = [
        subprocess.Popen([sys.executable, "-c", OPEN, target], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    told = [one.communicate() for one in started]
    if "://" in target:
        postgres.say("DROP DATABASE fresh WITH (FORCE)")
    assert [one.returncode for one in started] == [0, 0], told
    assert len({out for out, _ in told}) == 1


def test_a_database_of_the_first_revision_gains_the_tables_of_suggestions_and_keeps_its_work(populated, dump):
    engine = populated.owner.store.engine
    before = {name: rows for name, rows in dump().items() if name not in ("keyword", "model", "suggestion")}
    migrate.downgrade(engine, "0001")
    migrate.upgrade(engine, None)
    assert {name: dump()[name] for name in before} == before
    populated.code("K2", 3, 9)
    workbench.undo(populated.owner, populated.id)
    assert len(populated.codings()) == 3
