"""Surprises: flagged on a passage with a note, open until a proposition rests on them or they are laid aside."""

from dataclasses import replace
from uuid import uuid4

import pytest

from coding import workbench
from coding.errors import Conflict, GroundTwice, NameMissing, NotFound, ReasonMissing, SelectionOutside
from coding.model import Proposition
from coding.workbench import conclusions, surprises, tracing
from coding.workbench.gestures import perform


def flag(study, start=3, end=9, text="Tak disangka.", **facts):
    return surprises.flag_surprise(study.owner, study.id, study.source.id, start, end, text, **facts)


def there(study):
    return {one.memo.id: one for one in surprises.list_surprises(study.owner, study.id)}


def claim(study, text="Rapat ada."):
    one = Proposition(uuid4(), text)
    conclusions.put_proposition(study.owner, study.id, one)
    return one.id


def test_a_passage_or_a_coding_is_flagged_with_a_note_and_undo_takes_the_flag_back(study):
    coding = study.code("K1", 3, 9)
    passage, coded = flag(study), flag(study, coding=coding.id)
    told = there(study)
    assert [one.fate for one in told.values()] == ["open", "open"]
    assert told[passage].spoken[0].name == told[coded].spoken[0].name == "Apakah"
    assert (told[passage].codes, told[coded].codes) == (frozenset(), {study.codes["K1"]})
    assert surprises.surprised_at(study.owner, study.id, [coding.id, passage]) == {coding.id}
    for wrong, facts in (
        (NameMissing, {"text": " \n"}),
        (SelectionOutside, {"end": 10_000}),
        (NotFound, {"coding": uuid4()}),
    ):
        with pytest.raises(wrong):
            flag(study, **facts)
    workbench.undo(study.owner, study.id, source=study.source.id)
    assert set(there(study)) == {passage}


def test_a_surprise_is_followed_up_where_a_proposition_rests_on_it(study):
    one, low = flag(study), claim(study)
    surprises.lay_aside(study.owner, study.id, one, "Sekadar gurauan.")
    surprises.follow_surprise(study.owner, study.id, one, low)
    assert there(study)[one].fate == "followed"
    assert [each.id for each in there(study)[one].followed] == [low]
    with pytest.raises(GroundTwice):
        surprises.follow_surprise(study.owner, study.id, one, low)
    conclusions.drop_proposition(study.owner, study.id, low)
    assert there(study)[one].fate == "open"
    with pytest.raises(NotFound):
        surprises.follow_surprise(study.owner, study.id, uuid4(), claim(study))


def test_laying_aside_needs_a_reason_is_taken_back_and_done_anew(study):
    one = flag(study)
    with pytest.raises(ReasonMissing):
        surprises.lay_aside(study.owner, study.id, one, "  ")
    surprises.lay_aside(study.owner, study.id, one, "Sekadar gurauan.", version=1)
    assert (there(study)[one].fate, there(study)[one].memo.aside) == ("aside", "Sekadar gurauan.")
    with pytest.raises(Conflict):
        surprises.take_up(study.owner, study.id, one, version=1)
    workbench.undo(study.owner, study.id)
    assert there(study)[one].fate == "open"
    workbench.redo(study.owner, study.id)
    surprises.take_up(study.owner, study.id, one)
    assert there(study)[one].fate == "open"


def test_what_is_written_in_the_memo_later_leaves_the_reason_as_it_is(study):
    one = flag(study)
    surprises.lay_aside(study.owner, study.id, one, "Sekadar gurauan.")
    memo = there(study)[one].memo
    workbench.write_memo(study.owner, study.id, replace(memo, text="Lain.", aside=""))
    assert (there(study)[one].memo.text, there(study)[one].fate) == ("Lain.", "aside")


def test_a_flagged_passage_follows_its_words_through_a_correction(study):
    one = flag(study)
    text = f"P: Pembuka.\n{study.source.text}"
    seen = workbench.preview_correction(study.owner, study.id, study.source.id, text)
    workbench.correct_source(study.owner, study.id, study.source.id, text, seen=seen.seen)
    (spoken,) = there(study)[one].spoken
    assert (spoken.name, spoken.start) == ("Apakah", 3 + len("P: Pembuka.\n"))


def test_the_walk_goes_from_a_proposition_through_a_surprise_to_its_words_and_back(study):
    coding = study.code("K1", 3, 9)
    coded, passage, low = flag(study, coding=coding.id), flag(study), claim(study)
    for one in (coded, passage):
        surprises.follow_surprise(study.owner, study.id, one, low)
    for walk in (tracing.trace, tracing.trace_whole):
        under = walk(study.owner, study.id, low)
        assert {one.id for one in under.below} == {coded, passage, coding.id, study.source.id}
        assert {one.id for one in walk(study.owner, study.id, coding.id).above} == {coded, low}
        assert {one.id for one in walk(study.owner, study.id, passage).below} == {study.source.id}
        assert passage in {one.id for one in walk(study.owner, study.id, study.source.id).above}


def test_the_coding_page_flags_by_one_gesture(study):
    op = {"op": str(uuid4()), "verb": "surprise", "id": str(uuid4()), "start": 3, "end": 9, "text": "Tak disangka."}
    for _twice in range(2):
        assert perform(study.owner, study.id, study.source.id, op) is None
    assert [one.memo.text for one in there(study).values()] == ["Tak disangka."]
    assert perform(study.owner, study.id, study.source.id, {**op, "op": str(uuid4()), "start": "3"})
