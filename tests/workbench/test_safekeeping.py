"""A project once more, a project from a file under another name, and who keeps the copies."""

from collections import Counter

import pytest

from coding import workbench
from coding.errors import DiskFull, NotAllowed, ProjectNotFound
from coding.model import Query
from coding.workbench import safekeeping


def said(actor, project):
    return Counter(
        (one.coding.quote, one.source_name) for one in workbench.find_excerpts(actor, project, Query(), None)
    )


def test_a_duplicate_has_everything_and_goes_its_own_way(study):
    study.code("K1", 3, 9)
    study.code("K2", 3, 20)
    twin = safekeeping.duplicate(study.owner, study.id, "  Percobaan   kedua ")
    assert twin.id != study.id
    assert twin.name == "Percobaan kedua"
    assert said(study.owner, twin.id) == said(study.owner, study.id)
    one = workbench.find_excerpts(study.owner, twin.id, Query(), None)[0]
    workbench.uncode(study.owner, twin.id, [one.coding.id])
    assert said(study.owner, study.id).total() == 2
    names = {one.name for one in workbench.list_projects(study.owner)}
    assert safekeeping.duplicate(study.owner, study.id).name not in names


def test_only_who_may_save_a_project_may_duplicate_it(study):
    with pytest.raises(NotAllowed):
        safekeeping.duplicate(study.member("Pembaca", "reader"), study.id)
    other = workbench.create_project(study.owner, "Lain", workbench.choose_codebook("empty"))
    with pytest.raises(ProjectNotFound):
        safekeeping.earlier(study.member("Rina"), other.id)


def test_why_a_copy_could_not_be_made_is_known_until_one_could(study, monkeypatch):
    keeper = safekeeping.Keeper("di mana saja")
    monkeypatch.setattr(safekeeping, "open_desk", lambda _target: workbench.Desk(study.owner.store))

    def full(*_):
        raise DiskFull

    monkeypatch.setattr(safekeeping, "roll", full)
    assert keeper.look() is None
    assert isinstance(keeper.problem, DiskFull)
    monkeypatch.setattr(safekeeping, "roll", lambda *_: None)
    keeper.look()
    assert keeper.problem is None
