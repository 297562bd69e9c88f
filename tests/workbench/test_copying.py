"""A study moves from a file to a server and back as it is: every row is read again there before it counts."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from coding import workbench
from coding.errors import CopyDiffers, NotAllowed, ProjectNotFound, TargetHolds, TargetNotEmpty
from coding.model import Query
from coding.store import Store, people, transfer
from coding.store.census import census
from coding.workbench import Actor, Desk
from coding.workbench.copying import copy_all, copy_project
from coding.workbench.finding import Search, search
from tests.conftest import Study

Dump = Callable[[Store], dict[str, list[tuple[str, ...]]]]


@pytest.fixture
def worked(study: Study) -> Study:
    """A study with two people's work in it: groups of codes, a memo, an act undone, one that follows another."""
    study.code("K1", 33, 60)
    study.code("K2", 33, 40, by=study.member("Rina"))
    mine = study.code("K3", 40, 70)
    workbench.add_code(study.owner, study.id, "Bagian", parent=study.codes["K1"])
    workbench.memo(study.owner, study.id, mine.id, "Periksa lagi 🙂", version=1)
    workbench.undo(study.owner, study.id)
    return study


def test_a_whole_database_arrives_as_it_is_on_the_other_kind(
    worked: Study, store: Store, other_store: Store, dump_of: Dump
) -> None:
    told: list[tuple[str, int]] = []
    many = copy_all(Desk(store), Desk(other_store), lambda table, rows: told.append((table, rows)))
    before = dump_of(store)
    assert dump_of(other_store) == before
    assert many == sum(map(len, before.values()))
    assert dict(told)["coding"] == 3
    there = Desk(other_store).me()
    assert there.coder == worked.owner.coder
    assert len(workbench.find_excerpts(there, worked.id, Query())) == 3
    assert len(search(there, worked.id, Search("rapat")).hits) == 2
    with store.read() as mine, other_store.read() as theirs:
        assert theirs.all(sa.select(census)) == mine.all(sa.select(census))
    workbench.redo(there, worked.id)


def test_a_database_with_something_in_it_takes_no_whole_one(worked: Study, store: Store, other_store: Store) -> None:
    with other_store.shared() as conn:
        people.add(conn, "Rina")
    with pytest.raises(TargetNotEmpty):
        copy_all(Desk(store), Desk(other_store))
    with pytest.raises(TargetNotEmpty):
        copy_all(Desk(store), Desk(store))


def test_one_project_joins_others_and_people_of_the_same_name_are_the_same(
    worked: Study, store: Store, other_store: Store, study_builder: Callable[..., Study], dump_of: Dump
) -> None:
    host = Actor(other_store, _person(other_store, "Tuan Rumah", is_local=True))
    other = study_builder(other_store, "Lain", host)
    rina = other.member("rina")
    before = dump_of(other_store)
    copy_project(worked.owner, worked.id, Desk(other_store))
    assert {one.name: one.id for one in workbench.list_projects(host)} == {"Lain": other.id, "Studi": worked.id}
    there = {one.quote: one.coder for one in worked.codings()}
    here = {one.quote: one.coder for one in workbench.open_source(host, worked.id, worked.source.id).codings}
    assert here.keys() == there.keys()
    assert rina.id in here.values()
    assert worked.owner.id in here.values()
    roles = {one.coder.id: one.role for one in workbench.members(host, worked.id)}
    assert roles == {worked.owner.id: "owner", rina.id: "researcher", host.id: "owner"}
    after = dump_of(other_store)
    assert all(set(rows) <= set(after[table]) for table, rows in before.items())
    with pytest.raises(TargetHolds):
        copy_project(worked.owner, worked.id, Desk(other_store))
    assert dump_of(other_store) == after


def test_nothing_stays_of_what_did_not_arrive_as_it_was_sent(
    worked: Study, store: Store, other_store: Store, dump_of: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = dump_of(other_store)

    def careless(conn: sa.Connection, table: sa.Table, rows: Any) -> None:
        put(conn, table, rows[1:] if table.name == "coding" else rows)

    put = transfer._put
    monkeypatch.setattr(transfer, "_put", careless)
    with pytest.raises(CopyDiffers, match="coding"):
        copy_all(Desk(store), Desk(other_store))
    assert dump_of(other_store) == empty


def test_only_who_may_take_a_backup_copies_a_project(
    worked: Study, stranger: Actor, other_store: Store, dump_of: Dump
) -> None:
    reader = worked.member("Pembaca", "reader")
    for one, told in ((reader, NotAllowed), (stranger, ProjectNotFound)):
        with pytest.raises(told):
            copy_project(one, worked.id, Desk(other_store))
    assert not any(dump_of(other_store).values())


def _person(store: Store, name: str, *, is_local: bool = False) -> Any:
    with store.shared() as conn:
        return people.add(conn, name, is_local=is_local)
