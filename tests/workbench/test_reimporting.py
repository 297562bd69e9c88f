"""A source is imported again from a better file: what stays keeps its codings, what does not is listed."""

from dataclasses import replace

import pytest

from coding import workbench
from coding.errors import CodedMeanwhile, Conflict, TextUnchanged, UndoBlocked
from coding.transcript import read
from coding.transcript.decide import accept

OLD = "P: Apakah ada rapat?\nInforman: Ada rapat bulanan. Tidak semua datang.\nP: Siapa?\nInforman: Dinas kota.\n"
NEW = "P: Apakah ada rapat bersama?\nInforman: Ada rapat bulanan.\nP: Siapa?\nInforman: Dinas kota.\nRina: Saya.\n"


def reading(text, name="Rapat.md"):
    one = read(name, text.encode())
    return accept(one), one.words


@pytest.fixture
def talk(study):
    one, words = reading(OLD, "Rapat.txt")
    case = study.add_case("IK-01")
    voices = tuple(replace(each, case=case.id if each.label == "Informan" else None) for each in one.speakers)
    study.talk = workbench.import_source(study.owner, study.id, replace(one, speakers=voices), words).id
    study.case = case
    for key, quote in (("K1", "Ada rapat"), ("K2", "Tidak semua datang"), ("K3", "Dinas kota"), ("K1", "rapat?")):
        start = OLD.index(quote)
        study.code(key, start, start + len(quote), source=study.talk)
    return study


def load(study):
    return workbench.load_source(study.owner, study.id, study.talk)


def said(study):
    one = load(study)
    return [(turn.speaker, one.text[turn.start : turn.end]) for turn in one.turns]


def state(study):
    opened = workbench.open_source(study.owner, study.id, study.talk)
    bare = [replace(one, version=0) for one in opened.codings]
    plain = replace(opened.source, version=0, speakers=tuple(replace(v, version=0) for v in opened.source.speakers))
    return plain, opened.sentences, opened.paragraphs, bare


def test_what_would_happen_is_told_and_then_happens_in_one_act_that_undo_takes_back(talk):
    before = state(talk)
    told = workbench.preview_again(talk.owner, talk.id, talk.talk, *reading(NEW))
    assert state(talk) == before
    assert {(one.before.quote, one.how) for one in told.codings} == {
        ("rapat?", "changed"),
        ("Ada rapat", "moved"),
        ("Tidak semua datang", "lost"),
        ("Dinas kota", "moved"),
    }
    done = workbench.import_again(
        talk.owner, talk.id, talk.talk, *reading(NEW), version=load(talk).text_version, seen=told.seen
    )
    assert [one.how for one in done.codings] == [one.how for one in told.codings]
    now = load(talk)
    assert (now.text, now.name, now.format) == (NEW, "Rapat", "md")
    assert [one.quote for one in talk.codings(talk.talk)] == ["rapat bersama?", "Ada rapat", "Dinas kota"]
    lost = workbench.text_versions(talk.owner, talk.id, talk.talk)[0].lost
    assert [one.quote for one in lost] == ["Tidak semua datang"]
    assert workbench.text_version(talk.owner, talk.id, talk.talk, 1) == OLD
    after = state(talk)
    workbench.undo(talk.owner, talk.id)
    assert state(talk) == before
    workbench.redo(talk.owner, talk.id)
    assert state(talk) == after


def test_what_was_decided_about_speakers_stands_again_behind_the_same_printed_labels(talk):
    workbench.give_label(talk.owner, talk.id, talk.talk, "Informan", "Pak Camat")
    turn = next(one for one in load(talk).turns if load(talk).text.startswith("Dinas kota", one.start))
    workbench.give_turns(talk.owner, talk.id, talk.talk, [(turn.start, turn.end)], "Staf")
    workbench.import_again(talk.owner, talk.id, talk.talk, *reading(NEW))
    assert [speaker for speaker, _ in said(talk)] == ["P", "Pak Camat", "P", "Staf", "Rina"]
    voices = {one.label: one for one in load(talk).speakers}
    assert (voices["Pak Camat"].role, voices["Pak Camat"].case) == ("informant", talk.case.id)
    assert set(voices) == {"P", "Pak Camat", "Staf", "Rina"}


def test_a_speaker_that_the_better_file_does_not_know_is_none_any_more_until_undo(talk):
    workbench.import_again(talk.owner, talk.id, talk.talk, *reading(NEW))
    workbench.import_again(talk.owner, talk.id, talk.talk, *reading(NEW.replace("Rina: Saya.\n", "")))
    assert [one.label for one in load(talk).speakers] == ["Informan", "P"]
    workbench.undo(talk.owner, talk.id)
    assert [one.label for one in load(talk).speakers] == ["Informan", "P", "Rina"]


def test_a_header_that_somebody_wrote_stays_and_one_that_was_printed_follows_the_file(talk):
    workbench.edit_source(talk.owner, talk.id, talk.talk, header={"Tempat": "Kantor"})
    fresh, words = reading(NEW)
    workbench.import_again(talk.owner, talk.id, talk.talk, replace(fresh, header={"Tanggal": "3 Mei 2026"}), words)
    assert dict(load(talk).header) == {"Tempat": "Kantor", "Tanggal": "3 Mei 2026"}


def test_the_same_words_are_refused_and_so_is_what_somebody_changed_meanwhile(talk, dump):
    told = workbench.preview_again(talk.owner, talk.id, talk.talk, *reading(NEW))
    talk.code("K3", 3, 9, source=talk.talk)
    before = dump()
    with pytest.raises(TextUnchanged):
        workbench.import_again(talk.owner, talk.id, talk.talk, *reading(OLD))
    with pytest.raises(CodedMeanwhile):
        workbench.import_again(talk.owner, talk.id, talk.talk, *reading(NEW), seen=told.seen)
    with pytest.raises(Conflict):
        workbench.import_again(talk.owner, talk.id, talk.talk, *reading(NEW), version=7)
    assert dump() == before


def test_it_is_not_taken_back_over_somebodys_repair(talk):
    rina = talk.member("Rina")
    workbench.import_again(talk.owner, talk.id, talk.talk, *reading(NEW))
    workbench.give_label(rina, talk.id, talk.talk, "Rina", "Bu Rina")
    with pytest.raises(UndoBlocked):
        workbench.undo(talk.owner, talk.id)
