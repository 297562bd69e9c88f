"""Keyword rules: the codebook's search aids until somebody edits them, tried on the study, taken back by undo."""

from dataclasses import replace
from uuid import uuid4

import pytest

from coding import workbench
from coding.errors import CodeNotCodable, CodeNotFound, NameMissing, NotFound
from coding.model import Keyword
from coding.suggestion.material import Pattern


@pytest.fixture
def aided(study):
    """A study whose code K1 has search aids."""
    book = workbench.codebook(study.owner, study.id)
    stems = {"id": ("koordinasi", "rapat bersama"), "en": ("coordinate",)}
    workbench.change_code(study.owner, study.id, replace(book.find("K1"), stems=stems))
    return study


def words(study):
    return [one.words for one in workbench.list_keywords(study.owner, study.id)]


def rule(study, wanted):
    return next(one for one in workbench.list_keywords(study.owner, study.id) if one.words == wanted)


def test_a_code_nobody_edited_has_the_rules_of_its_search_aids(aided):
    assert words(aided) == ["koordinasi", "rapat bersama", "coordinate"]


def test_the_first_edit_keeps_the_other_search_aids(aided):
    first = rule(aided, "koordinasi")
    workbench.put_keyword(aided.owner, aided.id, replace(first, inflect=False))
    assert sorted(words(aided)) == ["coordinate", "koordinasi", "rapat bersama"]
    assert not rule(aided, "koordinasi").inflect
    assert rule(aided, "koordinasi").id == first.id


def test_undo_of_the_first_edit_gives_the_search_aids_back_and_redo_the_edit(aided):
    workbench.put_keyword(aided.owner, aided.id, replace(rule(aided, "koordinasi"), inflect=False))
    workbench.undo(aided.owner, aided.id)
    assert rule(aided, "koordinasi").inflect
    workbench.redo(aided.owner, aided.id)
    assert not rule(aided, "koordinasi").inflect


def test_an_edit_after_an_undone_edit_finds_the_same_rules(aided):
    for _ in range(2):
        workbench.avoid_words(aided.owner, aided.id, rule(aided, "koordinasi").id, "koordinasi palsu")
        assert rule(aided, "koordinasi").avoid == ("koordinasi palsu",)
        workbench.undo(aided.owner, aided.id)
        assert rule(aided, "koordinasi").avoid == ()


def test_a_code_whose_last_rule_is_taken_away_stays_without_rules(aided):
    for wanted in words(aided):
        workbench.drop_keyword(aided.owner, aided.id, rule(aided, wanted).id)
    assert words(aided) == []
    workbench.undo(aided.owner, aided.id)
    assert words(aided) == ["coordinate"]
    workbench.drop_keyword(aided.owner, aided.id, rule(aided, "coordinate").id)
    workbench.put_keyword(aided.owner, aided.id, Keyword(uuid4(), aided.codes["K1"], "id", "sinergi"))
    assert words(aided) == ["sinergi"]


def test_a_new_rule_is_tidied_and_one_without_words_is_refused(study):
    code = study.codes["K1"]
    workbench.put_keyword(
        study.owner, study.id, Keyword(uuid4(), code, "id", "  satu   data ", avoid=("", "satu  data"), window=99)
    )
    one = rule(study, "satu data")
    assert (one.avoid, one.window) == (("satu data",), 10)
    with pytest.raises(NameMissing):
        workbench.put_keyword(study.owner, study.id, Keyword(uuid4(), code, "id", " * "))


def test_a_rule_belongs_to_a_code_that_is_there_and_codable(study):
    with pytest.raises(CodeNotFound):
        workbench.put_keyword(study.owner, study.id, Keyword(uuid4(), uuid4(), "id", "kata"))
    with pytest.raises(CodeNotCodable):
        workbench.put_keyword(study.owner, study.id, Keyword(uuid4(), study.codes["KOORD"], "id", "kata"))
    with pytest.raises(NotFound):
        workbench.drop_keyword(study.owner, study.id, uuid4())


def test_a_removed_code_takes_its_rules_along_and_brings_them_back(study):
    workbench.put_keyword(study.owner, study.id, Keyword(uuid4(), study.codes["K3"], "id", "kata"))
    workbench.remove_code(study.owner, study.id, study.codes["K3"])
    assert words(study) == []
    workbench.undo(study.owner, study.id)
    assert words(study) == ["kata"]


# -- trying ---------------------------------------------------------------------------------------

TALK = "P: Apakah ada koordinasi?\nIK-01: Kami berkoordinasi 🙂 setiap bulan.\nIK-01: Koordinasi palsu tidak.\n"


@pytest.fixture
def talked(aided):
    return aided, aided.add_source("W2", TALK)


def test_a_trial_finds_the_hits_where_they_stand_and_leaves_the_questions_out(talked):
    study, _ = talked
    hits = workbench.try_keywords(study.owner, study.id, study.codes["K1"], "id")
    assert [(one.source, one.words, TALK[one.start : one.end]) for one in hits] == [
        ("W2", "berkoordinasi", "berkoordinasi"),
        ("W2", "Koordinasi", "Koordinasi"),
    ]
    assert hits[0].before.endswith("Kami ")
    assert hits[0].after.startswith(" 🙂 setiap")
    assert "ber" in hits[0].explanation
    assert hits[0].rule == rule(study, "koordinasi").id
    assert hits[0].narrower == ("Kami berkoordinasi", "berkoordinasi setiap")


def test_a_trial_says_which_hits_are_coded_already(talked):
    study, source = talked
    at = TALK.index("berkoordinasi")
    study.code("K1", at, at + 4, source=source.id)
    study.code("K2", TALK.index("Koordinasi palsu"), len(TALK) - 1, source=source.id)
    hits = workbench.try_keywords(study.owner, study.id, study.codes["K1"], "id")
    assert [one.coded for one in hits] == [True, False]


def test_words_to_avoid_take_a_false_friend_out(talked):
    study, _ = talked
    workbench.avoid_words(study.owner, study.id, rule(study, "koordinasi").id, "koordinasi palsu")
    hits = workbench.try_keywords(study.owner, study.id, study.codes["K1"], "id")
    assert [one.words for one in hits] == ["berkoordinasi"]


def test_a_rule_can_be_tried_before_it_is_stored_and_stopped(talked):
    study, _ = talked
    told = []
    hits = workbench.try_keyword(study.owner, study.id, Pattern("bulan"), "id", progress=told.append)
    assert [one.words for one in hits] == ["bulan"]
    assert told[-1] == 1.0
    assert workbench.try_keyword(study.owner, study.id, Pattern("bulan"), "id", cancelled=lambda: True) == []
