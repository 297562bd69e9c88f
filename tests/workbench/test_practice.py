"""The practice project: the corpus, its informants and both coders' codings; and back to its first state."""

import pytest

from coding import workbench
from coding.errors import NotAllowed, NotPractice, ProjectNotFound
from coding.model import Query
from coding.workbench import open_desk, practice


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    desk = open_desk(str(tmp_path_factory.mktemp("practice") / "simpul.db"))
    me = desk.me()
    yield me, workbench.create_practice(me)
    me.store.close()


def rows():
    with (practice.CORPUS / "codings.csv").open(encoding="utf-8") as table:
        return list(workbench.rows_of_codings(table))


def test_the_practice_project_holds_the_whole_corpus(made):
    me, project = made
    sources = workbench.list_sources(me, project.id)
    assert project.practice
    assert len(sources) == 14
    assert {one.kind for one in sources} == {"interview", "observation", "document"}
    assert all(one.words for one in sources)


def test_every_coding_of_both_coders_found_its_words(made):
    me, project = made
    wanted = rows()
    found = workbench.find_excerpts(me, project.id, Query(), None)
    assert len(found) == len(wanted) > 100
    assert {one.coder_name for one in found} == {row.coder for row in wanted}
    assert len({row.coder for row in wanted}) == 2
    told = {(one.source_name, one.coding.start, one.coding.quote) for one in found}
    assert told == {(row.source, row.start, row.quote) for row in wanted}


def test_every_informant_has_a_kind(made):
    me, project = made
    cases = workbench.list_cases(me, project.id)
    assert cases
    assert all(case.attributes.get("jenis") for case in cases)


def test_resetting_makes_it_anew_and_puts_the_old_one_away(made):
    me, project = made
    first = workbench.find_excerpts(me, project.id, Query(), None)
    workbench.remove_source(me, project.id, workbench.list_sources(me, project.id)[0].id)
    student = workbench.Actor(me.store, workbench.add_coder(me, project.id, "Siswa", "student"))
    fresh = workbench.reset_practice(me, project.id)
    assert (fresh.name, fresh.practice) == (project.name, True)
    assert fresh.id != project.id
    assert len(workbench.find_excerpts(me, fresh.id, Query(), None)) == len(first)
    assert {one.coder.name: one.role for one in workbench.members(student, fresh.id)}["Siswa"] == "student"
    assert [one.id for one in workbench.list_projects(me)] == [fresh.id]
    with pytest.raises(ProjectNotFound):
        workbench.list_sources(me, project.id)
    with pytest.raises(NotAllowed):
        workbench.reset_practice(student, fresh.id)


def test_no_other_project_is_reset(study, dump):
    before = dump()
    with pytest.raises(NotPractice):
        workbench.reset_practice(study.owner, study.id)
    assert dump() == before


def test_a_practice_project_that_cannot_be_finished_is_put_away(store, monkeypatch):
    me = workbench.Desk(store).me()
    monkeypatch.setattr(practice, "Readers", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        workbench.create_practice(me)
    assert workbench.list_projects(me) == []
