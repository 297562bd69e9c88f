"""The tests of who may do what are tested themselves: each guard is weakened in turn, and they must notice.

Nine faults, each one that a hand might make; what is run against it are the tests that stand beside this file.
"""

import importlib.util
import random
import shutil
from pathlib import Path
from types import ModuleType
from uuid import uuid4

import pytest
import sqlalchemy as sa

from coding import workbench
from coding.errors import CodingError
from coding.model import Attribute, Speaker
from coding.store import changes, codings, history, open_store, people
from coding.store import sources as stored_sources
from coding.store.tables import speaker
from coding.workbench import codings as coding_verbs
from coding.workbench import desk

TESTS = Path(__file__).resolve().parents[1]
NOTICED = (AssertionError, pytest.fail.Exception, CodingError, sa.exc.IntegrityError, KeyError)
"""Another outcome than was foretold, or none where a refusal was: KeyError where the counts meet what can't be."""


STEPS, MOST = 100, 3000
"""Acts of work in which nothing is wrong; and until a fault is noticed at the latest: a hundred on average."""


def loaded(name: str) -> ModuleType:
    """Another file of tests, loaded for itself."""
    spec = importlib.util.spec_from_file_location(f"seeded_{Path(name).stem}", TESTS / name)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def store(sqlite_template, tmp_path_factory):
    path = tmp_path_factory.mktemp("faults") / "simpul.db"
    shutil.copy(sqlite_template, path)
    one = open_store(str(path))
    with one.engine.connect() as conn:
        # A machine that is switched off loses this file, and nobody minds.
        conn.exec_driver_sql("ROLLBACK")
        conn.exec_driver_sql("PRAGMA synchronous = OFF")
        conn.exec_driver_sql("BEGIN")
    yield one
    one.close()


# -- what is run ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def the_table(store, study_builder, writings_of):
    """Verbs against roles: all that is denied, by those to whom it is denied, and by strangers."""
    roles = loaded("workbench/test_roles.py")
    study = study_builder(store, "Peran")
    elsewhere = study_builder(store, "Lain lagi").member("Pemilik lain", "owner")
    who = {"owner": study.owner} | {role: study.member(f"Si {role}", role) for role in roles.ROLES[1:]}

    with writings_of(store) as written:

        def run(*names):
            for name in names:
                for role in sorted(set(roles.ROLES) - roles.MAY[name]):
                    roles.test_a_verb_is_done_by_those_who_may_and_by_nobody_else(study, who, written, name, role)
                roles.test_a_stranger_is_told_the_same_as_if_the_project_were_not_there(
                    study, iter([elsewhere]), written, name
                )

        yield run


@pytest.fixture(scope="module")
def the_borders(store, study_builder, dump_of):
    """Ids of one project used in another."""
    borders = loaded("workbench/test_borders.py")
    study = study_builder(store, "Di sini")
    other = study_builder(store, "Lain", study.owner)
    other.coding, other.case = other.code("K1", 3, 9), other.add_case("IK-77")
    other.voice = workbench.list_speakers(other.owner, other.id, other.source.id)[0]
    other.attribute = Attribute(uuid4(), "jenis", "Jenis")
    workbench.put_attributes(other.owner, other.id, [other.attribute])
    mine = study.code("K2", 3, 9)

    def run():
        for act in borders.FOREIGN.values():
            borders.test_what_belongs_to_another_project_is_not_there(study, other, mine, store, dump_of, act)
        for read in borders.READS.values():
            borders.test_a_read_shows_nothing_of_another_project(study, other, read)

    return run


@pytest.fixture(scope="module")
def the_machine(store, study_builder):
    """Random work whose every outcome is foretold: the acts of the state machine, by dice."""
    foretold = loaded("store/test_state_machine.py").Machine
    machine = type("Machine", (foretold,), {"store": store, "build": staticmethod(study_builder)})

    def run(steps):
        work, dice = machine(), random.Random(7)
        work.begin()
        for _ in range(steps):
            everyone, span, key = ["pemilik", "Rina", "Siswa"], [(3, 9), (10, 13)], ["K1", "K2"]
            common = {"project": int(dice.random() > 0.8), "who": dice.choice(everyone)}
            seed, scope = {"seed": dice.randrange(10_000)}, {"scope": dice.choice([None, 0, 1])}
            wanted = {"where": dice.randrange(2), "span": dice.choice(span), "codes": {dice.choice(key)}}
            other = {"key": dice.choice(key), "stale": dice.random() > 0.5}
            acts = {
                "code": common | wanted,
                "send_again": {},
                "uncode": common | seed,
                "recode": common | seed | other,
                "memo": common | seed | {"text": dice.choice(["", "a", "b"])},
                "reach_across": common | seed,
                "undo": common | scope | seed,
                "redo": common | scope | seed,
            }
            name = dice.choice([*acts, "recode", "memo", "undo"])
            getattr(work, name)(**acts[name])
            work.what_is_stored_is_what_was_foretold()
        work.teardown()

    return run


# -- the nine faults ------------------------------------------------------------------------------


def test_nothing_is_noticed_where_nothing_is_wrong(the_table, the_borders, the_machine):
    the_table("code", "set_member")
    the_borders()
    the_machine(STEPS)


def test_a_guard_that_lets_another_role_do_it(the_table, monkeypatch):
    monkeypatch.setattr(desk, "ALLOWED", {**desk.ALLOWED, "code": desk.ALLOWED["code"] | {"supervisor"}})
    with pytest.raises(NOTICED):
        the_table("code")


def test_a_stranger_who_is_let_in(the_table, monkeypatch):
    asked = people.role
    monkeypatch.setattr(people, "role", lambda tx, coder: asked(tx, coder) or "owner")
    with pytest.raises(NOTICED):
        the_table("code")


def test_a_row_that_is_fetched_from_any_project(the_borders, monkeypatch):
    def current(tx, entity, row_id):
        table = changes.ENTITIES[entity]
        row = tx.one(sa.select(table).where(table.c.id == row_id))
        return changes.fields(row) if row else None

    monkeypatch.setattr(changes, "current", current)
    with pytest.raises(NOTICED):
        the_borders()


def test_a_list_that_shows_any_project(the_borders, monkeypatch):
    def speakers(tx, source_id):
        rows = tx.all(sa.select(speaker).where(speaker.c.source_id == source_id))
        return [Speaker(row.label, row.role, row.case_id) for row in rows]

    monkeypatch.setattr(stored_sources, "speakers", speakers)
    with pytest.raises(NOTICED):
        the_borders()


def test_a_coding_that_anybody_may_change(the_machine, monkeypatch):
    monkeypatch.setattr(coding_verbs, "own_or_allowed", lambda tx, coder: None)
    with pytest.raises(NOTICED):
        the_machine(MOST)


def test_a_change_that_does_not_ask_who_was_first(the_machine, monkeypatch):
    update = codings.update
    monkeypatch.setattr(codings, "update", lambda *args, version=None: update(*args))
    with pytest.raises(NOTICED):
        the_machine(MOST)


def test_an_undo_that_takes_back_what_others_did(the_machine, monkeypatch):
    undoable = history.undoable

    def of_anybody(tx, _actor, **where):
        everyone = [one.coder.id for one in people.members(tx)]
        return next((found for one in everyone if (found := undoable(tx, one, **where))), None)

    monkeypatch.setattr(history, "undoable", of_anybody)
    with pytest.raises(NOTICED):
        the_machine(MOST)


def test_an_undo_that_runs_over_the_later_work_of_others(the_machine, monkeypatch):
    monkeypatch.setattr(history, "_unchanged_since", lambda tx, entity, changes: None)
    with pytest.raises(NOTICED):
        the_machine(MOST)


def test_a_database_in_which_a_coding_may_point_into_another_project(postgres_url, study_builder, dump_of):
    store = open_store(postgres_url)
    borders = loaded("workbench/test_borders.py")
    study = study_builder(store, "Di sini")
    other = study_builder(store, "Lain", study.owner)
    other.coding = other.code("K1", 3, 9)
    mine = study.code("K2", 3, 9)
    borders.test_the_database_itself_refuses_a_coding_across_projects(study, other, mine, store)
    with store.engine.begin() as conn:
        keys = sa.inspect(conn).get_foreign_keys("coding")
        (key,) = [one["name"] for one in keys if "source_id" in one["constrained_columns"]]
        conn.exec_driver_sql(f"ALTER TABLE coding DROP CONSTRAINT {key}")
        conn.exec_driver_sql("ALTER TABLE coding ADD FOREIGN KEY (source_id) REFERENCES source(id)")
    with pytest.raises(NOTICED):
        borders.test_the_database_itself_refuses_a_coding_across_projects(study, other, mine, store)
    store.close()
