"""A coded text is corrected: the codings follow, what is lost is listed, and one undo brings everything back."""

from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding import workbench
from coding.errors import (
    CodedMeanwhile,
    Conflict,
    NotAllowed,
    NotFound,
    Refused,
    TextCorrected,
    TextUnchanged,
    UndoBlocked,
    WordsGone,
)
from coding.model import Offer
from coding.workbench import Actor

BEFORE = "P: Apakah ada rapat bersama?\nIK-01: Ada rapat, tapi belum pernah bersama dinas lain. 🙂 Begitu saja.\n"


def spot(words, text=BEFORE):
    start = text.index(words)
    return start, start + len(words)


def coded(study, **words):
    return {key: study.code(key, *spot(some)) for key, some in words.items()}


def correct(study, *changes, actor=None, **said):
    text = workbench.load_source(study.owner, study.id, study.source.id).text
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return workbench.correct_source(actor or study.owner, study.id, study.source.id, text, **said)


def quotes(study):
    text = workbench.load_source(study.owner, study.id, study.source.id).text
    found = {}
    for one in study.codings():
        assert text[one.start : one.end] == one.quote
        found[one.id] = one.quote
    return found


def test_codings_keep_their_words_wherever_they_go(study):
    made = coded(study, K1="rapat bersama", K2="Ada rapat", K3="🙂 Begitu")
    done = correct(study, ("Apakah ada", "Menurut Bapak, apakah ada"), ("belum pernah", "memang belum pernah"))
    assert quotes(study) == {one.id: one.quote for one in made.values()}
    assert [one.how for one in done.codings] == ["moved", "moved", "moved"]
    assert {one.text_version for one in study.codings()} == {2}
    speakers = {one.id: one.label for one in workbench.list_speakers(study.owner, study.id, study.source.id)}
    assert [speakers[one.speaker] for one in study.codings()] == ["P", "IK-01", "IK-01"]


def test_each_coding_is_told_what_would_happen_before_anything_does(study):
    coded(study, K1="rapat bersama?", K2="Ada rapat, tapi", K3="Begitu saja")
    text = (
        BEFORE.replace("P: Apakah", "P: Jadi apakah")
        .replace("rapat, tapi", "pertemuan, tapi")
        .replace(" Begitu saja", "")
    )
    told = workbench.preview_correction(study.owner, study.id, study.source.id, text)
    assert [(one.how, one.before.quote, one.after and one.after.quote) for one in told.codings] == [
        ("moved", "rapat bersama?", "rapat bersama?"),
        ("changed", "Ada rapat, tapi", "Ada pertemuan, tapi"),
        ("lost", "Begitu saja", None),
    ]
    assert workbench.load_source(study.owner, study.id, study.source.id).text == BEFORE
    done = workbench.correct_source(study.owner, study.id, study.source.id, text, seen=told.seen)
    assert done.codings == told.codings
    assert sorted(quotes(study).values()) == ["Ada pertemuan, tapi", "rapat bersama?"]


def test_the_lines_that_codings_are_quoted_by_are_named_where_they_change(study):
    coded(study, K1="rapat bersama?", K2="Ada rapat")
    done = correct(study, ("bersama?\n", "bersama?\nIK-01: Bagaimana?\nP: Rapat itu.\n"))
    assert [(one.before, one.after, one.codings) for one in done.references] == [((2, 2), (4, 4), 1)]
    assert done.lines == (2, 4)
    assert [one.line_start for one in study.codings()] == [1, 4]


def test_undo_takes_text_codings_turns_and_places_back_and_redo_does_it_again(study):
    made = coded(study, K1="rapat bersama", K2="Ada rapat", K3="Begitu saja")
    workbench.keep_place(
        study.owner, study.id, study.source.id, offset=BEFORE.index("Ada"), read_to=BEFORE.index("🙂"), code=None
    )
    before = workbench.open_source(study.owner, study.id, study.source.id)
    correct(study, ("Apakah ada", "Apakah memang ada"), ("rapat, tapi", "rapat? Tapi"), (" Begitu saja", ""))
    after = workbench.open_source(study.owner, study.id, study.source.id)
    here = workbench.place_in(study.owner, study.id, study.source.id)
    assert after.source.text[here.offset :].startswith("Ada")
    assert after.source.text[here.read_to :].startswith("🙂")
    workbench.undo(study.owner, study.id)
    back = workbench.open_source(study.owner, study.id, study.source.id)
    assert back.source.text == BEFORE
    assert (back.source.turns, back.sentences, back.paragraphs) == (
        before.source.turns,
        before.sentences,
        before.paragraphs,
    )
    assert quotes(study) == {one.id: one.quote for one in made.values()}
    here = workbench.place_in(study.owner, study.id, study.source.id)
    assert (here.offset, here.read_to) == (BEFORE.index("Ada"), BEFORE.index("🙂"))
    workbench.redo(study.owner, study.id)
    again = workbench.open_source(study.owner, study.id, study.source.id)
    assert again.source.text == after.source.text
    assert [replace(one, version=0) for one in again.codings] == [replace(one, version=0) for one in after.codings]


def test_a_text_that_was_taken_back_leaves_its_number_and_can_be_read(study):
    coded(study, K3="Begitu saja")
    correct(study, (" Begitu saja", ""))
    workbench.undo(study.owner, study.id)
    correct(study, ("Apakah", "Apa"))
    versions = workbench.text_versions(study.owner, study.id, study.source.id)
    assert [(one.number, one.holds, one.taken_back) for one in versions] == [
        (3, True, False),
        (2, False, True),
        (1, False, False),
    ]
    assert [one.quote for one in versions[1].lost] == ["Begitu saja"]
    assert {one.by for one in versions} == {study.owner.coder.name}
    assert workbench.text_version(study.owner, study.id, study.source.id, 1) == BEFORE
    assert "Begitu" not in workbench.text_version(study.owner, study.id, study.source.id, 2)
    with pytest.raises(NotFound):
        workbench.text_version(study.owner, study.id, study.source.id, 9)


def test_a_correction_of_an_older_text_is_a_conflict_and_stores_nothing(study, dump):
    correct(study, ("Apakah", "Apa"))
    before = dump()
    with pytest.raises(Conflict):
        correct(study, ("dinas lain", "instansi lain"), version=1)
    assert dump() == before


def test_codings_made_since_the_preview_are_told_and_nothing_is_stored(study, dump):
    text = BEFORE.replace("Apakah", "Apa")
    told = workbench.preview_correction(study.owner, study.id, study.source.id, text)
    study.code("K1", *spot("rapat bersama"), by=study.member("Sari"))
    before = dump()
    with pytest.raises(CodedMeanwhile):
        workbench.correct_source(study.owner, study.id, study.source.id, text, seen=told.seen)
    assert dump() == before
    workbench.correct_source(study.owner, study.id, study.source.id, text)
    assert [one.quote for one in study.codings()] == ["rapat bersama"]


def test_what_somebody_coded_in_the_corrected_text_keeps_it_from_being_taken_back(study):
    correct(study, ("Apakah", "Apa"))
    other = study.member("Sari")
    study.code("K1", 3, 6, by=other)
    with pytest.raises(UndoBlocked) as blocked:
        workbench.undo(study.owner, study.id)
    assert blocked.value.values["who"] == "Sari"
    assert workbench.load_source(study.owner, study.id, study.source.id).text_version == 2


def test_a_coding_removed_before_a_correction_does_not_come_back_on_other_words(study):
    other = study.member("Sari")
    one = study.code("K1", *spot("rapat bersama"), by=other)
    workbench.uncode(other, study.id, [one.id])
    correct(study, ("Apakah", "Apa"))
    with pytest.raises(UndoBlocked):
        workbench.undo(other, study.id)
    assert study.codings() == []


def test_a_table_of_codings_is_not_brought_back_into_a_corrected_text(study):
    other = study.member("Sari")
    workbench.import_codings(other, study.id, [workbench.Row(1, "W1", *spot("Ada rapat"), "K1")])
    workbench.undo(other, study.id)
    correct(study, ("Apakah", "Apa"))
    with pytest.raises(UndoBlocked):
        workbench.redo(other, study.id)


def test_two_codings_that_come_to_the_same_words_are_not_kept_twice(study):
    study.code("K1", *spot("rapat bersama"))
    study.code("K1", *spot("rapat"))
    done = correct(study, ("rapat bersama?", "rapat?"))
    assert [one.how for one in done.codings].count("lost") == 1
    assert len(study.codings()) == 1
    workbench.undo(study.owner, study.id)
    workbench.redo(study.owner, study.id)
    assert len(study.codings()) == 1


def test_undo_while_coding_leaves_a_correction_alone(study):
    correct(study, ("Apakah", "Apa"))
    assert workbench.standing(study.owner, study.id, study.source.id).undo is None
    assert workbench.standing(study.owner, study.id).undo == "correct_source"


def test_a_suggestion_for_the_text_before_is_not_taken_for_the_corrected_one(study):
    start, end = spot("Ada rapat")
    offer = Offer(uuid4(), study.source.id, 1, start, end, study.codes["K1"], 1, 0.5, "keywords")
    workbench.reject(study.owner, study.id, replace(offer, id=uuid4()))
    correct(study, ("Apakah", "Apa"))
    with pytest.raises(TextCorrected):
        workbench.accept(study.owner, study.id, offer, uuid4())
    [told] = workbench.suggestion_ledger(study.owner, study.id)
    assert (told.offer.text_version, told.offer.start, told.fate) == (2, start - 3, "rejected")
    workbench.undo(study.owner, study.id)
    [told] = workbench.suggestion_ledger(study.owner, study.id)
    assert (told.offer.text_version, told.offer.start) == (1, start)


def test_only_editors_correct_and_the_same_text_is_no_correction(study):
    with pytest.raises(NotAllowed):
        correct(study, ("Apakah", "Apa"), actor=study.member("Budi", "student"))
    with pytest.raises(TextUnchanged):
        correct(study)


def test_facts_turns_and_segments_are_those_of_the_corrected_text(study):
    correct(study, ("bersama?\n", "bersama?\nIK-01: Ya.\n"))
    [row] = workbench.list_sources(study.owner, study.id)
    text = workbench.load_source(study.owner, study.id, study.source.id).text
    assert (row.characters, row.lines) == (len(text), 3)
    assert sum(row.speakers.values()) == row.turns
    turns = workbench.segments(study.owner, study.id, study.source.id, "turn")
    assert all(text[one.start : one.end] for one in turns)


def gesture(study, words, text=BEFORE):
    start, end = spot(words, text)
    wanted = {"id": str(uuid4()), "code": str(study.codes["K1"]), "start": start, "end": end}
    return {"op": str(uuid4()), "verb": "code", "codings": [wanted]}


def test_what_was_coded_in_the_text_of_before_is_coded_where_its_words_stand_now(study):
    correct(study, ("Apakah ada", "Menurut Bapak, apakah ada"))
    since = workbench.corrected_since(study.owner, study.id, study.source.id, 1)
    assert (
        workbench.perform(study.owner, study.id, study.source.id, gesture(study, "belum pernah"), since=since) is None
    )
    assert list(quotes(study).values()) == ["belum pernah"]
    assert workbench.corrected_since(study.owner, study.id, study.source.id, 2) is None


def test_what_was_coded_on_words_that_are_no_more_is_refused_in_a_sentence(study):
    correct(study, (" Begitu saja", ""))
    since = workbench.corrected_since(study.owner, study.id, study.source.id, 1)
    refused = workbench.perform(study.owner, study.id, study.source.id, gesture(study, "Begitu saja"), since=since)
    assert isinstance(refused, WordsGone)
    broken = gesture(study, "Begitu saja")
    broken["codings"][0]["end"] = 99999
    assert isinstance(workbench.perform(study.owner, study.id, study.source.id, broken, since=since), Refused)
    assert study.codings() == []


def test_an_open_page_hears_which_text_there_is_however_old_what_it_knows(study):
    def text_version(rev):
        return workbench.news(study.owner, study.id, study.source.id, rev).text_version

    assert text_version(0) == 1
    correct(study, ("Apakah", "Apa"))
    assert {text_version(rev) for rev in (0, workbench.project(study.owner, study.id).rev)} == {2}
    workbench.undo(study.owner, study.id)
    assert {text_version(rev) for rev in (0, workbench.project(study.owner, study.id).rev)} == {1}


def test_suggestions_are_cut_from_the_corrected_text(study):
    before = workbench.material(study.owner, study.id)
    correct(study, ("Ada rapat, tapi", "Ada pertemuan, tapi"))
    after = workbench.material(study.owner, study.id)
    assert any("pertemuan" in passage.text for passage in after.corpus)
    assert not any("pertemuan" in passage.text for passage in before.corpus)
    assert {place.text_version for place in after.places.values()} == {2}


LETTERS = ["rapat", "dinas", "kafe\u0301", "😀", "👩‍💻", "שלום", "مرحبا", "क्षि", "data", "bersama"]


def test_a_coding_that_shrinks_onto_another_gives_way_to_the_one_that_was_not_touched(study):
    text = "IK-01: rapat dinas kota\n"
    study.source = study.add_source("Dua", text)
    wide = study.code("K1", text.index("rapat"), text.index("\n"))
    narrow = study.code("K1", text.index("dinas"), text.index("\n"))
    workbench.correct_source(study.owner, study.id, study.source.id, "IK-01: dinas kota\n")
    assert quotes(study) == {narrow.id: "dinas kota"}
    workbench.undo(study.owner, study.id)
    assert quotes(study) == {wide.id: "rapat dinas kota", narrow.id: "dinas kota"}


@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_corrected_untouched_codings_keep_their_words_and_undo_brings_everything_back(
    shared_store, study_builder, data
):
    study = study_builder(shared_store, name=f"Studi {uuid4().hex}")
    words = [f"{data.draw(st.sampled_from(LETTERS))}{number}" for number in range(data.draw(st.integers(3, 20)))]
    study.source = study.add_source("Panjang", "IK-01: " + " ".join(words) + "\n")
    text = study.source.text
    runs = data.draw(st.sets(st.tuples(*[st.integers(0, len(words) - 1)] * 2).map(sorted).map(tuple), max_size=4))
    spans = {
        run: (spot(words[run[0]] + " ", text + " ")[0], spot(words[run[1]], text)[1]) for run in runs if run[0] < run[1]
    }
    made = {run: study.code("K1", *span) for run, span in spans.items()}
    fates = [data.draw(st.sampled_from(["keep"] * 4 + ["delete", "replace", "before", "behind"])) for _ in words]
    put = {
        number: {"keep": [word], "delete": [], "replace": [f"baru{number}"], "before": [f"baru{number}", word]}.get(
            fate, [word, f"baru{number}"]
        )
        for number, (word, fate) in enumerate(zip(words, fates, strict=True))
    }
    corrected = "IK-01: " + " ".join(word for some in put.values() for word in some) + "\n"
    if corrected == text or corrected == "IK-01: \n":
        return
    before = workbench.open_source(study.owner, study.id, study.source.id)
    workbench.correct_source(study.owner, study.id, study.source.id, corrected)
    now = quotes(study)
    for (first, last), one in made.items():
        inside = [fates[first] in ("keep", "before"), fates[last] in ("keep", "behind")]
        if all(inside) and all(fate == "keep" for fate in fates[first + 1 : last]):
            assert now[one.id] == one.quote
    workbench.undo(study.owner, study.id)
    back = workbench.open_source(study.owner, study.id, study.source.id)
    assert (back.source.text, back.source.turns) == (before.source.text, before.source.turns)
    assert [replace(one, version=0) for one in back.codings] == [replace(one, version=0) for one in before.codings]


def test_a_backup_holds_every_text_and_the_correction_can_be_taken_back_where_it_is_restored(
    study, other_store, tmp_path
):
    one = study.code("K1", *spot("rapat bersama"))
    correct(study, ("Apakah ada", "Apakah memang ada"))
    workbench.backup(study.owner, study.id, tmp_path / "a.zip")
    me = Actor(other_store, study.owner.coder)
    restored = workbench.restore(me, tmp_path / "a.zip").id
    [source] = workbench.list_sources(me, restored)
    assert [each.number for each in workbench.text_versions(me, restored, source.id)] == [2, 1]
    assert workbench.text_version(me, restored, source.id, 1) == BEFORE
    workbench.undo(me, restored)
    opened = workbench.open_source(me, restored, source.id)
    assert opened.source.text == BEFORE
    assert [(each.start, each.quote) for each in opened.codings] == [(one.start, one.quote)]


def test_a_new_speaker_comes_with_the_correction_and_goes_with_its_undo(study):
    mine = study.code("K1", *spot("bersama dinas"))
    there = workbench.list_speakers(study.owner, study.id, study.source.id)
    done = correct(study, ("belum pernah", "belum\nLurah: pernah"), voices={"Lurah:": "Lurah"})
    voices = workbench.list_speakers(study.owner, study.id, study.source.id)
    [lurah] = [voice for voice in voices if voice not in there]
    assert (lurah.label, lurah.role) == ("Lurah", "other")
    assert [one.after.speaker for one in done.codings] == [lurah.id]
    assert [one.speaker for one in study.codings()] == [lurah.id]
    workbench.undo(study.owner, study.id)
    assert workbench.list_speakers(study.owner, study.id, study.source.id) == there
    assert [one.speaker for one in study.codings()] == [mine.speaker]
    workbench.redo(study.owner, study.id)
    again = workbench.load_source(study.owner, study.id, study.source.id)
    assert "Lurah" in [turn.speaker for turn in again.turns]
    assert [one.speaker for one in study.codings()] == [lurah.id]
