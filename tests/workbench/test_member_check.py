"""Going back to the informants: who is asked about what, their answers, and what is changed because of them."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from coding import workbench
from coding.conclusion.member_check import Progress
from coding.errors import (
    Conflict,
    CorrectionUnsaid,
    NotFound,
    NothingToAsk,
    Refused,
    TableWithoutColumn,
)
from coding.model import Answer, Ground, Proposition
from coding.workbench import conclusions
from coding.workbench.answering import (
    amend_statement,
    changes_since,
    drop_answer,
    link_change,
    put_answers,
    read_answer_table,
)
from coding.workbench.member_check import member_check, send_packs
from coding.workbench.thesis import conclusion_table
from coding.workbench.verifying import keep_verification, list_verifications, run_tactic

TALK = "P: Apakah ada rapat?\nIK-01: Ada rapat tiap Senin. Belum ada aplikasi.\nIK-02: Saya tidak ikut rapat.\n"


def spot(words, text=TALK):
    start = text.index(words)
    return start, start + len(words)


@pytest.fixture
def talk(study):
    """A talk with two informants and a proposition that rests on both of them, and one on the first alone."""
    study.first, study.second = study.add_case("IK-01"), study.add_case("IK-02")
    source = study.add_source("Diskusi", TALK)
    for voice in workbench.list_speakers(study.owner, study.id, source.id):
        case = {"IK-01": study.first, "IK-02": study.second}.get(voice.label)
        if case:
            workbench.edit_speaker(study.owner, study.id, source.id, voice.id, {"case": case.id})
    study.talk = source.id

    def code(key, words):
        return study.code(key, *spot(words), source=source.id).id

    study.meeting = code("K1", "Ada rapat tiap Senin.")
    study.app = code("K2", "Belum ada aplikasi.")
    study.absent = code("K1", "Saya tidak ikut rapat.")
    study.both = code("K3", "Belum ada aplikasi.\nIK-02: Saya tidak ikut rapat.")
    study.rapat = claim(study, "Rapat ada.", (study.meeting, "for"), (study.absent, "against"))
    study.aplikasi = claim(
        study, "Aplikasi belum ada.", (study.app, "for"), (study.both, "for"), (study.meeting, "for")
    )
    return study


def claim(study, text, *grounds, **facts):
    one = Proposition(uuid4(), text, position=len(conclusions.argument(study.owner, study.id).propositions), **facts)
    conclusions.put_proposition(study.owner, study.id, one)
    for on, side in grounds:
        conclusions.put_ground(study.owner, study.id, Ground(uuid4(), "proposition", one.id, "coding", on, side))
    return one.id


def asked(study, key="IK-01"):
    return next(one for one in member_check(study.owner, study.id) if one.case.key == key)


def shown(one):
    return [
        (each.number, each.text, [(quoted.number, quoted.words.text) for quoted in each.quoted], each.again)
        for each in one.statements
    ]


def answer(study, case, on, said="agree", words="", kind="proposition", **facts):
    one = Answer(uuid4(), case.id, kind, on, said, words, **facts)
    put_answers(study.owner, study.id, [one])
    return one.id


def test_an_informant_is_shown_the_statements_with_their_own_words_and_nobody_elses(talk):
    assert shown(asked(talk)) == [
        ("1", "Rapat ada.", [("1a", "Ada rapat tiap Senin.")], ()),
        ("2", "Aplikasi belum ada.", [("2a", "Belum ada aplikasi.")], ("1a",)),
    ]
    assert shown(asked(talk, "IK-02")) == [
        ("1", "Rapat ada.", [("1a", "Saya tidak ikut rapat.")], ()),
        ("2", "Aplikasi belum ada.", [], ("1a",)),
    ]


def test_what_was_given_up_and_what_stands_beside_is_not_asked_about(talk):
    rejected = claim(talk, "Ditolak.", (talk.app, "for"), status="rejected")
    claim(talk, "Lain.", (talk.app, "beside"))
    assert str(rejected) not in str(asked(talk).statements)
    assert [one.text for one in asked(talk).statements] == ["Rapat ada.", "Aplikasi belum ada."]


def test_a_talk_with_one_informant_is_theirs_though_nobody_tied_the_voice(study):
    case = study.add_case("IK-07")
    source = study.add_source("W7", "P: Ada?\nNarasumber: Ada rapat.\n", case.id)
    voice = next(one for one in workbench.list_speakers(study.owner, study.id, source.id) if one.label != "P")
    workbench.edit_speaker(study.owner, study.id, source.id, voice.id, {"case": None})
    coding = study.code("K1", 3, 30, source=source.id).id
    claim(study, "Rapat ada.", (coding, "for"))
    (one,) = member_check(study.owner, study.id)
    assert [each.words.text for each in one.statements[0].quoted] == ["Ada rapat."]


def test_a_pack_keeps_the_numbers_it_was_given_out_with(talk):
    (pack,) = send_packs(talk.owner, talk.id, [talk.first.id], "id")
    claim(talk, "Baru.", (talk.meeting, "for"))
    given = asked(talk).pack
    assert given.id == pack
    assert [(one.number, one.kind, one.on) for one in given.items] == [
        ("1", "proposition", talk.rapat),
        ("1a", "coding", talk.meeting),
        ("2", "proposition", talk.aplikasi),
        ("2a", "coding", talk.app),
    ]
    with pytest.raises(NotFound):
        send_packs(talk.owner, talk.id, [uuid4()])
    with pytest.raises(NothingToAsk):
        send_packs(talk.owner, talk.id, [talk.add_case("IK-09").id])
    with pytest.raises(Refused):
        send_packs(talk.owner, talk.id, [talk.first.id], "fr")


def test_answers_are_counted_item_by_item_and_the_last_one_counts(talk):
    assert asked(talk).progress == Progress(waiting=4)
    answer(talk, talk.first, talk.rapat)
    answer(talk, talk.first, talk.meeting, "correct", "Tiap Selasa.", "coding")
    answer(talk, talk.first, talk.app, "withdraw", kind="coding")
    assert asked(talk).progress == Progress(1, 1, 1, 1)
    answer(talk, talk.first, talk.meeting, kind="coding", day=date(2026, 3, 2))
    assert asked(talk).progress == Progress(2, 0, 1, 1)
    # Given on an earlier day, though written down later.
    answer(talk, talk.first, talk.meeting, "correct", "Tiap Rabu.", "coding", day=date(2026, 3, 1))
    assert asked(talk).progress == Progress(2, 0, 1, 1)
    assert asked(talk, "IK-02").progress == Progress(waiting=3)


def test_an_answer_is_about_what_was_asked_and_a_correction_says_how(talk):
    with pytest.raises(NotFound):
        answer(talk, talk.first, talk.absent, kind="coding")
    with pytest.raises(NotFound):
        answer(talk, talk.first, talk.rapat, kind="coding")
    with pytest.raises(CorrectionUnsaid):
        answer(talk, talk.first, talk.rapat, "correct", " ")
    with pytest.raises(Refused):
        answer(talk, talk.first, talk.rapat, "perhaps")
    assert asked(talk).answers == ()


def test_an_answer_is_stale_once_what_was_shown_reads_otherwise_and_fresh_again_with_the_undo(talk):
    answer(talk, talk.first, talk.rapat)
    one = next(each for each in conclusions.argument(talk.owner, talk.id).propositions if each.id == talk.rapat)
    conclusions.put_proposition(talk.owner, talk.id, replace(one, text="Rapat rutin ada.", status="tentative"))
    (told,) = asked(talk).answers
    assert told.stale
    assert asked(talk).progress == Progress(waiting=4, again=1)
    workbench.undo(talk.owner, talk.id)
    assert asked(talk).progress == Progress(agreed=1, waiting=3)


def test_a_status_alone_makes_no_answer_stale(talk):
    answer(talk, talk.first, talk.rapat)
    one = next(each for each in conclusions.argument(talk.owner, talk.id).propositions if each.id == talk.rapat)
    conclusions.put_proposition(talk.owner, talk.id, replace(one, status="tentative"))
    assert not asked(talk).answers[0].stale


def test_answers_are_changed_dropped_and_taken_back(talk):
    id_ = answer(talk, talk.first, talk.rapat, asker=" Rina  S. ")
    (told,) = asked(talk).answers
    assert told.one.asker == "Rina S."
    changed = replace(told.one, answer="correct", words="Tiap Senin.")
    put_answers(talk.owner, talk.id, [changed])
    with pytest.raises(Conflict):
        put_answers(talk.owner, talk.id, [replace(changed, words="Lain.")])
    drop_answer(talk.owner, talk.id, id_)
    assert asked(talk).answers == ()
    workbench.undo(talk.owner, talk.id)
    assert asked(talk).answers[0].one.words == "Tiap Senin."


def test_a_proposition_is_changed_as_asked_and_the_answer_knows_it(talk):
    id_ = answer(talk, talk.first, talk.rapat, "correct", "Tiap Senin.")
    assert changes_since(talk.owner, talk.id, id_) == []
    amend_statement(talk.owner, talk.id, id_, "Rapat ada tiap Senin.")
    (told,) = asked(talk).answers
    assert told.one.changed == ("proposition", talk.rapat, 2)
    assert told.one.change == "Rapat ada. → Rapat ada tiap Senin."
    assert not told.stale
    workbench.undo(talk.owner, talk.id)
    assert asked(talk).statements[0].text == "Rapat ada."
    assert asked(talk).answers[0].one.changed is None


def test_a_corrected_transcript_is_offered_as_the_change_and_linked(talk):
    id_ = answer(talk, talk.first, talk.meeting, "correct", "Selasa.", "coding")
    workbench.correct_source(talk.owner, talk.id, talk.talk, TALK.replace("Senin", "Selasa"))
    (made,) = changes_since(talk.owner, talk.id, id_)
    assert (made.kind, made.id, made.version, made.name) == ("source", talk.talk, 2, "Diskusi")
    assert asked(talk).answers[0].stale
    link_change(talk.owner, talk.id, id_, (made.kind, made.id, made.version), "Senin menjadi Selasa")
    (told,) = asked(talk).answers
    assert (told.stale, told.one.change) == (False, "Senin menjadi Selasa")
    assert told.about == "Ada rapat tiap Selasa."
    with pytest.raises(NotFound):
        link_change(talk.owner, talk.id, id_, ("source", talk.talk, 9), "")
    link_change(talk.owner, talk.id, id_, None, "Rekaman berkata Senin.")
    assert asked(talk).answers[0].one.changed is None


def test_a_filled_table_is_read_by_the_numbers_of_the_pack_and_what_does_not_fit_is_said(talk):
    send_packs(talk.owner, talk.id, [talk.first.id])
    rows = [
        ["No", "Jawaban", "Kata-kata", "Kode informan", "Tanggal"],
        ["1", "Setuju", "", "", ""],
        ["1A.", "setuju dengan perbaikan", "Tiap Selasa.", "ik-01", "2 Maret 2026"],
        ["2", "setuju dengan perbaikan", "", "", ""],
        ["2a", "mungkin", "", "", ""],
        ["7", "setuju", "", "", ""],
        ["1", "tarik", "", "", ""],
        ["1", "setuju", "", "IK-02", ""],
        ["1", "setuju", "", "IK-99", ""],
        ["2a", "", "", "", ""],
        ["", "", "", "", ""],
        ["1", "setuju", "", "", "kemarin"],
    ]
    there = read_answer_table(talk.owner, talk.id, rows, informant=talk.first.id, day=date(2026, 3, 1), asker="Rina")
    assert [(key, one.number, one.answer, one.words, one.day, one.asker) for key, one in there.lines] == [
        ("IK-01", "1", "agree", "", date(2026, 3, 1), "Rina"),
        ("IK-01", "1a", "correct", "Tiap Selasa.", date(2026, 3, 2), "Rina"),
    ]
    assert [line for line, _notice in there.problems] == [4, 5, 6, 7, 8, 9, 12]
    told = [str(notice) for _line, notice in there.problems]
    assert "nothing says how" in told[0]
    assert "“mungkin” is no answer" in told[1]
    assert "IK-01 was given no number 7. There are: 1, 1a, 2, 2a." in told[2]
    assert "more than once" in told[3]
    assert "No pack was made for IK-02" in told[4]
    assert "There is no informant “IK-99”." in told[5]
    assert "“kemarin” is no date." in told[6]
    assert there.unanswered == 1
    put_answers(talk.owner, talk.id, [one for _key, one in there.lines])
    assert asked(talk).progress == Progress(1, 1, 0, 2)
    unnamed = read_answer_table(talk.owner, talk.id, rows[:2])
    assert [str(notice) for _line, notice in unnamed.problems] == ["It does not say whose answer this is."]
    with pytest.raises(TableWithoutColumn):
        read_answer_table(talk.owner, talk.id, [["No", "Kata"]])


def test_an_answer_by_the_pack_is_about_what_the_pack_said(talk):
    send_packs(talk.owner, talk.id, [talk.first.id])
    one = next(each for each in conclusions.argument(talk.owner, talk.id).propositions if each.id == talk.rapat)
    conclusions.put_proposition(talk.owner, talk.id, replace(one, text="Rapat rutin ada."))
    there = read_answer_table(talk.owner, talk.id, [["No", "Jawaban"], ["1", "setuju"]], informant=talk.first.id)
    put_answers(talk.owner, talk.id, [each for _key, each in there.lines])
    assert asked(talk).answers[0].stale


def test_the_tactic_of_feedback_counts_the_answers_and_is_stale_when_they_change(talk):
    def found():
        return run_tactic(talk.owner, talk.id, talk.rapat, "feedback").found

    assert dict(found().figures) == {"agree": 0, "correct": 0, "withdraw": 0, "waiting": 2, "of": 2}
    answer(talk, talk.first, talk.rapat)
    keep_verification(talk.owner, talk.id, talk.rapat, "feedback", "holds")
    assert [one.stale for one in list_verifications(talk.owner, talk.id)] == [False]
    # What they said of their own words under it weighs more than that they agree.
    answer(talk, talk.first, talk.meeting, "correct", "Selasa.", "coding")
    assert dict(found().figures) == {"agree": 0, "correct": 1, "withdraw": 0, "waiting": 1, "of": 2}
    assert [one.stale for one in list_verifications(talk.owner, talk.id)] == [True]


def test_the_table_of_a_thesis_gathers_what_was_agreed_and_names_every_change(talk):
    day = {"day": date(2026, 3, 2)}
    answer(talk, talk.first, talk.rapat, **day)
    answer(talk, talk.first, talk.app, kind="coding", **day)
    id_ = answer(talk, talk.first, talk.aplikasi, "correct", "Sudah ada sejak April.", **day)
    answer(talk, talk.first, talk.meeting, "withdraw", "Jangan dikutip.", "coding", day=date(2026, 3, 3))
    laid = conclusion_table(talk.owner, talk.id, "member-check")
    assert laid.headings == ("Kode informan", "Tanggal", "Bahan", "Tanggapan", "Perubahan", "Paraf")
    rows = [list(row) for row in laid.rows]
    assert ["IK-01", "2 Maret 2026", "1 temuan, 1 kutipan", "setuju", "–", ""] in rows
    correction = "setuju dengan perbaikan: “Sudah ada sejak April.”"
    assert ["IK-01", "2 Maret 2026", "Temuan: Aplikasi belum ada.", correction, "belum ada perubahan", ""] in rows
    assert rows[-1][2:5] == ["Kutipan Diskusi:2: “Ada rapat tiap Senin.”", "menarik kata-katanya", "belum dijalankan"]
    amend_statement(talk.owner, talk.id, id_, "Aplikasi ada sejak April.")
    changed = [row[4] for row in conclusion_table(talk.owner, talk.id, "member-check").rows]
    assert "Aplikasi belum ada. → Aplikasi ada sejak April." in changed
