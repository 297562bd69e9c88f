"""What happened since a visit, all the projects somebody supervises, and milestones that are signed off."""

import io
from uuid import uuid4

import pytest
from docx import Document

from coding import workbench
from coding.errors import MilestoneEmpty, NotAllowed
from coding.model import Ground, Proposition, Verdict
from coding.workbench import conclusions
from coding.workbench.desk import now
from coding.workbench.reviewing import review
from coding.workbench.signing import list_signoffs, sign_off
from coding.workbench.supervising import supervised
from coding.workbench.supervision_paper import print_card, print_signoff
from coding.workbench.talking import begin_thread, reply, settle_thread
from coding.workbench.visiting import change_visit, close_visit, list_visits, since_visit


@pytest.fixture
def supervisor(study):
    return study.member("Bu Ani", "supervisor")


@pytest.fixture
def student(study):
    return study.member("Sari", "student")


def by_key(found):
    return {one.key: (one.new, [key for _excerpt, key in one.came], one.left, one.removed) for one in found.codes}


def test_who_was_never_here_is_told_what_there_is(study, supervisor, student):
    study.code("K1", 36, 42, by=student)
    found = since_visit(supervisor, study.id)
    assert found.since is None
    assert by_key(found) == {"K1": (1, [], 0, 0)}
    assert found.codebook is None
    assert not found.replies


def test_after_a_visit_only_what_became_of_things_in_the_end_is_told(study, supervisor, student):
    moved, gone, back = (study.code("K1", at, at + 6, by=student) for at in (36, 43, 50))
    close_visit(supervisor, study.id, "Kode K1")
    assert since_visit(supervisor, study.id).nothing
    study.code("K2", 57, 63, by=student)
    workbench.recode(student, study.id, moved.id, study.codes["K2"])
    workbench.recode(student, study.id, moved.id, study.codes["K3"])
    workbench.uncode(student, study.id, [gone.id])
    workbench.recode(student, study.id, back.id, study.codes["K3"])
    workbench.recode(student, study.id, back.id, study.codes["K1"])
    taken_back = study.code("K3", 70, 76, by=student)
    workbench.undo(student, study.id)
    assert taken_back.id
    found = since_visit(supervisor, study.id)
    assert by_key(found) == {"K1": (0, [], 1, 1), "K2": (1, [], 0, 0), "K3": (0, ["K1"], 0, 0)}
    close_visit(supervisor, study.id)
    assert since_visit(supervisor, study.id).nothing


def test_codebook_verdicts_propositions_marks_and_talk_are_told_by_what_they_mean(study, supervisor, student):
    one = study.code("K1", 36, 42, by=student)
    study.code("K2", 43, 49, by=student)
    proposition = Proposition(uuid4(), "Rapat ada", codes=(study.codes["K1"],))
    conclusions.put_proposition(student, study.id, proposition)
    thread = begin_thread(supervisor, study.id, "coding", one.id, "Mengapa?")
    close_visit(supervisor, study.id)
    code = workbench.find_code(student, study.id, "K1")
    workbench.change_code(student, study.id, code.__class__(**{**as_dict(code), "name": {"id": "Rapat bersama"}}))
    conclusions.put_verdict(student, study.id, Verdict(uuid4(), study.codes["K1"], "partly", "dua informan"))
    changed = conclusions.argument(student, study.id).propositions[0]
    conclusions.put_proposition(
        student, study.id, changed.__class__(**{**as_dict(changed), "text": "Rapat jarang ada"})
    )
    workbench.finish(student, study.id, study.source.id, True)
    reply(student, study.id, thread, "Karena aturan 2.")
    asked = begin_thread(student, study.id, "code", study.codes["K2"], "Apa batasnya?", question=True)
    found = since_visit(supervisor, study.id)
    assert [(each.kind, each.before, each.after) for each in found.codebook.changes] == [
        ("renamed", "Kode K1", "Rapat bersama")
    ]
    assert [(each.label, each.before, each.after) for each in found.verdicts] == [("K1", "", "partly")]
    assert [(each.before, each.after) for each in found.propositions] == [("Rapat ada", "Rapat jarang ada")]
    assert found.finished == (("W1", "Sari"),)
    assert [talk.thread.id for talk in found.replies] == [thread]
    assert [talk.thread.id for talk in found.questions] == [asked]
    # The student, for her part, sees what the supervisor did since she last looked.
    close_visit(student, study.id)
    review(supervisor, study.id, one.id, "revise")
    reply(supervisor, study.id, asked, "Lihat definisinya.")
    settle_thread(supervisor, study.id, asked, True)
    found = since_visit(student, study.id)
    assert [(excerpt.coding.id, state, by) for excerpt, state, by in found.states] == [(one.id, "revise", "Bu Ani")]
    assert [talk.thread.id for talk in found.replies] == [asked]
    assert not found.questions


def as_dict(one):
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def test_visits_stand_as_lines_of_a_card_and_only_whose_they_are_rewrite_them(study, supervisor, student):
    visit = close_visit(supervisor, study.id, "Kode", "K1 dipecah", "Baca ulang W1")
    close_visit(student, study.id)
    change_visit(supervisor, study.id, visit, "Kode dan kutipan", "K1 dipecah", "Baca ulang W1")
    lines = list_visits(student, study.id)
    assert [(one.discussed, name) for one, name in lines] == [("Kode dan kutipan", "Bu Ani"), ("", "Sari")]
    with pytest.raises(NotAllowed):
        close_visit(study.member("Tamu", "reader"), study.id)


def test_the_projects_somebody_supervises_stand_in_the_order_of_who_needs_help(make_study):
    quiet = make_study("Tenang")
    owner = quiet.owner
    asking, doubtful = make_study("Bertanya", owner), make_study("Goyah", owner)
    for study in (quiet, asking, doubtful):
        sari = study.member("Sari", "student")
        study.code("K1", 36, 42, by=sari)
        close_visit(owner, study.id)
    student = asking.member("Sari", "student")
    begin_thread(student, asking.id, "source", asking.source.id, "Apakah ini cukup?", question=True)
    workbench.finish(student, asking.id, asking.source.id, True)
    conclusions.put_proposition(student, doubtful.id, Proposition(uuid4(), "Rapat ada", codes=(doubtful.codes["K1"],)))
    found = supervised(owner)
    assert [one.project.name for one in found] == ["Bertanya", "Goyah", "Tenang"]
    first, second, third = found
    assert (first.questions, first.sources, first.finished, first.stage) == (1, 1, 1, "tagging")
    assert (second.unsupported, second.stale, second.stage) == (1, 0, "conclusion")
    assert (third.news, third.questions, third.students) == (0, 0, ("Sari",))
    assert third.active_at
    assert third.active_at <= now()
    assert not supervised(student)


def test_a_conclusion_that_went_stale_is_counted(make_study):
    study = make_study()
    student = study.member("Sari", "student")
    one = study.code("K1", 36, 42, by=student)
    proposition = Proposition(uuid4(), "Rapat ada", codes=(study.codes["K1"],))
    conclusions.put_proposition(student, study.id, proposition)
    conclusions.put_ground(student, study.id, Ground(uuid4(), "proposition", proposition.id, "coding", one.id))
    assert [(each.stale, each.unsupported) for each in supervised(study.owner)] == [(0, 0)]
    workbench.recode(student, study.id, one.id, study.codes["K2"])
    assert [(each.stale, each.unsupported) for each in supervised(study.owner)] == [(1, 0)]


def test_a_milestone_is_signed_off_as_it_stands_and_tells_what_changed_after(study, supervisor, student):
    with pytest.raises(MilestoneEmpty):
        sign_off(supervisor, study.id, "coding")
    one = study.code("K1", 36, 42, by=student)
    with pytest.raises(NotAllowed):
        sign_off(student, study.id, "coding")
    sign_off(supervisor, study.id, "coding", "Boleh lanjut ke reduksi.")
    (signed,) = list_signoffs(student, study.id)
    assert signed.stands
    assert signed.name == "Bu Ani"
    assert len(signed.one.print) == 64
    # A memo is nothing that a reader of the coding relies on.
    workbench.memo(student, study.id, one.id, "catatan")
    assert list_signoffs(student, study.id)[0].stands
    study.code("K2", 43, 49, by=student)
    assert list_signoffs(student, study.id)[0].changed == (("coding", 1, 2),)
    workbench.undo(student, study.id)
    assert list_signoffs(student, study.id)[0].stands
    sign_off(supervisor, study.id, "codebook")
    workbench.recode(student, study.id, one.id, study.codes["K2"])
    assert [(each.one.milestone, each.stands) for each in list_signoffs(student, study.id)] == [
        ("codebook", True),
        ("coding", False),
    ]


def words_of(data):
    """Everything that stands in a Word document."""
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_card_and_the_page_of_a_milestone_are_printed_in_both_languages(study, supervisor, student):
    one = study.code("K1", 36, 42, by=student)
    close_visit(supervisor, study.id, "Kode K1", "K1 tetap", "Baca ulang W1")
    workbench.recode(student, study.id, one.id, study.codes["K2"])
    begin_thread(student, study.id, "coding", one.id, "Benarkah K2?", question=True)
    sign_off(supervisor, study.id, "coding", "Lanjut.")
    card = words_of(print_card(supervisor, study.id))
    for told in ("Kartu bimbingan", "Kode K1", "Baca ulang W1", "Bu Ani", "Sari", "1 dari K1", "Benarkah K2?"):
        assert told in card
    page = print_card(supervisor, study.id, format="html", language="en").decode()
    assert "Supervision card" in page
    assert "1 from K1" in page
    (signed,) = list_signoffs(supervisor, study.id)
    sheet = words_of(print_signoff(student, study.id, signed.one.id))
    for told in ("Persetujuan tahap: Pengodean", "Bu Ani", "Lanjut.", signed.one.print, "sama"):
        assert told in sheet
    study.code("K1", 43, 49, by=student)
    assert "changed: 1 → 2" in words_of(print_signoff(student, study.id, signed.one.id, language="en"))
