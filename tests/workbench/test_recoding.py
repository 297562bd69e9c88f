"""Another code for several excerpts: one act, doubles united, nobody else's touched, one undo."""

from uuid import uuid4

import pytest

from coding import workbench
from coding.errors import AlreadyCoded, CodeNotFound, NotAllowed
from coding.ui.happenings import sentence
from coding.workbench.recoding import preview_recoding, recode_many


def places(study, source=None):
    """Code and place of everything coded."""
    keys = {code: key for key, code in study.codes.items()}
    return [(keys[one.code], one.start, one.end) for one in study.codings(source)]


def test_excerpts_of_several_sources_get_another_code_in_one_act_that_one_undo_takes_back(study):
    other = study.add_source("W2")
    ids = [study.code("K1", 37, 46).id, study.code("K2", 37, 42, source=other.id).id]
    came = recode_many(study.owner, study.id, ids, study.codes["K3"])
    assert set(came.changed) == set(ids)
    assert (places(study), places(study, other.id)) == ([("K3", 37, 46)], [("K3", 37, 42)])
    newest = workbench.latest_events(study.owner, study.id)[0]
    assert sentence(newest, {}) == "changed the code of 2 passages"
    workbench.undo(study.owner, study.id)
    assert (places(study), places(study, other.id)) == ([("K1", 37, 46)], [("K2", 37, 42)])


def test_what_has_the_code_already_on_the_same_words_becomes_one_with_it_and_keeps_both_memos(study):
    stays = study.code("K2", 37, 46)
    goes = study.code("K1", 37, 46)
    workbench.memo(study.owner, study.id, stays.id, "Dulu.")
    workbench.memo(study.owner, study.id, goes.id, "Kini.")
    before = study.codings()
    shown = preview_recoding(study.owner, study.id, [goes.id], study.codes["K2"])
    assert (shown.changed, shown.doubles) == ((), ((goes.id, stays.id),))
    assert study.codings() == before
    assert recode_many(study.owner, study.id, [goes.id], study.codes["K2"]) == shown
    [one] = study.codings()
    assert (one.id, one.memo) == (stays.id, "Dulu.\n\nKini.")
    workbench.undo(study.owner, study.id)
    assert {(one.id, one.memo) for one in study.codings()} == {(stays.id, "Dulu."), (goes.id, "Kini.")}


def test_two_of_the_chosen_that_come_to_stand_on_the_same_words_become_one(study):
    first, second = study.code("K1", 37, 46), study.code("K2", 37, 46)
    came = recode_many(study.owner, study.id, [second.id, first.id], study.codes["K3"])
    assert (came.changed, came.doubles) == ((first.id,), ((second.id, first.id),))
    assert places(study) == [("K3", 37, 46)]


def test_other_peoples_excerpts_stay_and_are_counted_but_an_owner_changes_them_too(study):
    ani = study.member("Ani")
    theirs, mine = study.code("K1", 37, 46), study.code("K1", 37, 42, by=ani)
    came = recode_many(ani, study.id, [theirs.id, mine.id], study.codes["K2"])
    assert (came.changed, came.others) == ((mine.id,), 1)
    with pytest.raises(NotAllowed):
        recode_many(ani, study.id, [theirs.id], study.codes["K2"])
    assert recode_many(study.owner, study.id, [theirs.id, mine.id], study.codes["K3"]).others == 0


def test_the_same_words_of_two_coders_are_no_double(study):
    ani = study.member("Ani")
    study.code("K2", 37, 46, by=ani)
    one = study.code("K1", 37, 46)
    assert recode_many(study.owner, study.id, [one.id], study.codes["K2"]).doubles == ()
    assert len(study.codings()) == 2


def test_where_nothing_would_change_that_is_said(study):
    one = study.code("K1", 37, 46)
    with pytest.raises(AlreadyCoded, match="K1"):
        recode_many(study.owner, study.id, [one.id], study.codes["K1"])
    with pytest.raises(CodeNotFound):
        recode_many(study.owner, study.id, [one.id], uuid4())


def test_a_coding_page_that_is_open_hears_of_it(study):
    one = study.code("K1", 37, 46)
    before = workbench.project(study.owner, study.id).rev
    recode_many(study.owner, study.id, [one.id], study.codes["K3"])
    news = workbench.news(study.owner, study.id, study.source.id, before)
    assert [coding.code for happened in news.happened for coding in happened.codings] == [study.codes["K3"]]
