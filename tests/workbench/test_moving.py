"""What moved is kept from one revision to the next, and is what asking for all again would give."""

from uuid import uuid4

import pytest

from coding import workbench
from coding.model import Ground, Proposition
from coding.store import grounds
from coding.workbench import conclusions, moving


@pytest.fixture
def two(study):
    """Codings of K1 and K2, each under a proposition of its own."""
    there = [study.code(key, *place).id for key, place in (("K1", (3, 28)), ("K2", (37, 47)))]
    for number, coding in enumerate(there):
        claim = Proposition(uuid4(), f"Kalimat {number}.")
        conclusions.put_proposition(study.owner, study.id, claim)
        conclusions.put_ground(study.owner, study.id, Ground(uuid4(), "proposition", claim.id, "coding", coding))
    return there


def kept_and_anew(study):
    """What is kept by the revision, and what is found when all is asked for."""
    with study.owner.store.read(study.id, study.owner.id) as tx:
        kept, anew = moving.moved_grounds(tx), grounds.moved(tx)
    assert kept == anew
    return [(one.on, how) for one, how in kept]


def test_after_every_change_and_its_undo_what_is_kept_is_what_all_would_give(study, two):
    me, project = study.owner, study.id
    assert kept_and_anew(study) == []
    workbench.recode(me, project, two[0], study.codes["K3"])
    assert kept_and_anew(study) == [(two[0], "changed")]
    workbench.uncode(me, project, [two[1]])
    assert kept_and_anew(study) == [(two[0], "changed"), (two[1], "gone")]
    workbench.undo(me, project)
    assert kept_and_anew(study) == [(two[0], "changed")]
    one = conclusions.argument(me, project).propositions[0]
    conclusions.confirm_conclusion(me, project, "proposition", one.id)
    assert kept_and_anew(study) == []
    workbench.undo(me, project)
    assert kept_and_anew(study) == [(two[0], "changed")]
    conclusions.drop_proposition(me, project, one.id)
    assert kept_and_anew(study) == []


def test_a_source_that_goes_takes_its_grounds_with_it_and_brings_them_back(study, two):
    assert kept_and_anew(study) == []
    workbench.remove_source(study.owner, study.id, study.source.id)
    assert kept_and_anew(study) == [(two[0], "gone"), (two[1], "gone")]
    workbench.undo(study.owner, study.id)
    assert kept_and_anew(study) == []


def test_only_what_changed_is_looked_at(study, two, monkeypatch):
    kept_and_anew(study)
    workbench.recode(study.owner, study.id, two[0], study.codes["K3"])
    asked, look = [], grounds.moved
    monkeypatch.setattr(grounds, "moved", lambda tx, **some: asked.append(some) or look(tx, **some))
    conclusions.stale_conclusions(study.owner, study.id)
    assert asked == [{"on": {two[0]}}]


def test_more_than_a_page_of_changes_is_looked_at_as_a_whole(study, two, monkeypatch):
    kept_and_anew(study)
    monkeypatch.setattr("coding.store.history.PAGE", 1)
    for key in ("K3", "K2", "K3"):
        workbench.recode(study.owner, study.id, two[0], study.codes[key])
    assert kept_and_anew(study) == [(two[0], "changed")]
