"""A supervisor gives excerpts states, goes through a drawn sample, and talks with a student about them."""

from uuid import uuid4

import pytest

from coding import workbench
from coding.errors import CommentEmpty, Conflict, NotAllowed, NotFound, Refused, UndoBlocked
from coding.model import Ground, Proposition
from coding.workbench import conclusions
from coding.workbench.reviewing import draw_sample, review, review_queue, review_sheet, reviewed
from coding.workbench.talking import begin_thread, drop_comment, list_talks, reply, reword_comment, settle_thread
from coding.workbench.visiting import since_visit


@pytest.fixture
def supervisor(study):
    return study.member("Bu Ani", "supervisor")


def test_a_state_is_given_and_falls_back_when_the_student_changes_what_was_reviewed(study, supervisor):
    student = study.member("Sari", "student")
    one = study.code("K1", 36, 46, by=student)
    review(supervisor, study.id, one.id, "accepted")
    assert reviewed(supervisor, study.id, [one.id])[one.id].standing == "accepted"
    workbench.recode(student, study.id, one.id, study.codes["K2"])
    now = reviewed(student, study.id, [one.id])[one.id]
    assert now.standing == "changed"
    assert [(each.part, each.before, each.after) for each in now.changes] == [
        ("code", str(study.codes["K1"]), str(study.codes["K2"]))
    ]
    workbench.undo(student, study.id)
    assert reviewed(student, study.id, [one.id])[one.id].standing == "accepted"


def test_a_supervisor_says_something_of_a_layer_and_changes_nothing_in_it(study, supervisor):
    one = study.code("K1", 36, 46)
    before = study.codings()
    review(supervisor, study.id, one.id, "revise")
    begin_thread(supervisor, study.id, "coding", one.id, "Bukankah ini K2?")
    assert study.codings() == before
    for change in (
        lambda: workbench.recode(supervisor, study.id, one.id, study.codes["K2"]),
        lambda: workbench.uncode(supervisor, study.id, [one.id]),
        lambda: workbench.memo(supervisor, study.id, one.id, "x"),
    ):
        with pytest.raises(NotAllowed):
            change()
    with pytest.raises(NotAllowed):
        review(study.member("Sari", "student"), study.id, one.id, "accepted")


def test_two_supervisors_at_once_the_second_is_told(study, supervisor):
    one = study.code("K1", 36, 46)
    review(supervisor, study.id, one.id, "discuss")
    seen = reviewed(study.owner, study.id, [one.id])[one.id].review.version
    review(supervisor, study.id, one.id, "accepted", version=seen)
    with pytest.raises(Conflict):
        review(study.owner, study.id, one.id, "revise", version=seen)
    assert reviewed(study.owner, study.id, [one.id])[one.id].standing == "accepted"


def test_a_state_given_and_taken_back_is_given_again_to_the_same_row(study, supervisor):
    one = study.code("K1", 36, 46)
    review(supervisor, study.id, one.id, "discuss")
    workbench.undo(supervisor, study.id)
    assert not reviewed(supervisor, study.id, [one.id])
    review(supervisor, study.id, one.id, "accepted")
    assert reviewed(supervisor, study.id, [one.id])[one.id].standing == "accepted"
    workbench.undo(supervisor, study.id)
    workbench.redo(supervisor, study.id)
    assert reviewed(supervisor, study.id, [one.id])[one.id].standing == "accepted"


def test_the_queue_says_of_each_excerpt_why_it_is_there(study, supervisor):
    student = study.member("Sari", "student")
    text = study.source.text
    alone, leaned, aside, other = (study.code("K1", at, at + 6) for at in (36, 43, 50, 57))
    for each in (36, 43, 57):
        study.code("K1", each, each + 6, by=student)
    differs = study.code("K3", 50, 56, by=student)
    assert len(text) > 63
    proposition = Proposition(uuid4(), "Rapat ada", codes=(study.codes["K1"],))
    conclusions.put_proposition(study.owner, study.id, proposition)
    conclusions.put_ground(study.owner, study.id, Ground(uuid4(), "proposition", proposition.id, "coding", leaned.id))
    workbench.reduce(study.owner, study.id, [workbench.Decided(aside.id, "aside", reason="bukan soal ini")])
    draw_sample(supervisor, study.id, 10, seed=3)
    queue = review_queue(supervisor, study.id)
    whys = {row.coding: set(row.whys) for row in queue.rows}
    assert "leans" in whys[leaned.id]
    assert {"aside", "differs"} <= whys[aside.id]
    assert "differs" in whys[differs.id]
    assert "alone" in whys[alone.id]
    assert all("random" in each for each in whys.values())
    sheet = review_sheet(supervisor, study.id, leaned.id)
    assert sheet.leaning == ("Rapat ada",)
    assert [one.coder_name for one in sheet.others] == ["Sari"]
    assert review_sheet(supervisor, study.id, aside.id).aside == "bukan soal ini"
    review(supervisor, study.id, other.id, "accepted")
    review(supervisor, study.id, alone.id, "revise")
    again = review_queue(supervisor, study.id)
    assert [row.coding for row in again.rows] == [row.coding for row in queue.rows]
    assert {row.coding for row in again.rows if row.done} == {other.id, alone.id}
    assert again.at_random == (2, 1)


def test_a_question_and_what_changed_since_it_was_accepted_come_before_the_sample(study, supervisor):
    student = study.member("Sari", "student")
    first, second, third = (study.code("K1", at, at + 6, by=student) for at in (36, 43, 50))
    draw_sample(supervisor, study.id, 5, seed=1)
    review(supervisor, study.id, second.id, "accepted")
    workbench.recode(student, study.id, second.id, study.codes["K2"])
    thread = begin_thread(student, study.id, "coding", third.id, "Benarkah K1?", question=True)
    rows = review_queue(supervisor, study.id).rows
    assert [row.coding for row in rows] == [third.id, second.id, first.id]
    assert "question" in rows[0].whys
    assert "changed" in rows[1].whys
    assert not any(row.done for row in rows)
    settle_thread(supervisor, study.id, thread, True)
    assert all("question" not in row.whys for row in review_queue(supervisor, study.id).rows)


def test_people_answer_each_other_name_each_other_and_settle(study, supervisor):
    student = study.member("Sari", "student")
    one = study.code("K1", 36, 46, by=student)
    thread = begin_thread(supervisor, study.id, "coding", one.id, "Mengapa K1, @sari?")
    reply(student, study.id, thread, "Karena aturan 2, @Bu Ani.")
    (talk,) = list_talks(student, study.id)
    assert [each.mentions for each in talk.comments] == [(student.id,), (supervisor.id,)]
    assert talk.now == one.quote
    assert not talk.waits
    settle_thread(supervisor, study.id, thread, True)
    assert list_talks(student, study.id)[0].thread.settled
    reply(student, study.id, thread, "Satu lagi …")
    assert not list_talks(student, study.id)[0].thread.settled
    with pytest.raises(CommentEmpty):
        reply(student, study.id, thread, "  ")
    with pytest.raises(Refused):
        reword_comment(supervisor, study.id, talk.comments[1].id, "lain")
    reword_comment(student, study.id, talk.comments[1].id, "Aturan 3.")
    assert list_talks(student, study.id)[0].comments[1].text == "Aturan 3."


@pytest.mark.parametrize("about", ["proposition", "code", "source"])
def test_a_thread_stands_on_anything_that_is_talked_of(study, supervisor, about):
    proposition = Proposition(uuid4(), "Rapat ada", codes=(study.codes["K1"],))
    conclusions.put_proposition(study.owner, study.id, proposition)
    on = {"proposition": proposition.id, "code": study.codes["K1"], "source": study.source.id}[about]
    thread = begin_thread(supervisor, study.id, about, on, "Perjelas.")
    (talk,) = list_talks(study.owner, study.id, about=about, on=[on])
    assert (talk.thread.id, talk.now) == (thread, talk.thread.said)
    with pytest.raises(NotFound):
        begin_thread(supervisor, study.id, about, uuid4(), "x")


def test_a_thread_outlives_its_excerpt_with_the_words_it_was_about(study, supervisor):
    one = study.code("K1", 36, 46)
    begin_thread(supervisor, study.id, "coding", one.id, "Mengapa?")
    workbench.uncode(study.owner, study.id, [one.id])
    (talk,) = list_talks(study.owner, study.id)
    assert (talk.now, talk.thread.said, talk.excerpt) == ("", one.quote, None)
    assert not review_queue(supervisor, study.id).rows


def test_nobody_takes_a_thread_from_under_what_somebody_answered(study, supervisor):
    thread = begin_thread(supervisor, study.id, "source", study.source.id, "Ini rekaman yang mana?")
    reply(study.owner, study.id, thread, "Yang pertama.")
    with pytest.raises(UndoBlocked):
        workbench.undo(supervisor, study.id)
    (talk,) = list_talks(supervisor, study.id)
    drop_comment(supervisor, study.id, talk.comments[0].id)
    assert [one.text for one in list_talks(supervisor, study.id)[0].comments] == ["Yang pertama."]
    drop_comment(study.owner, study.id, talk.comments[1].id)
    assert not list_talks(supervisor, study.id)


def test_of_an_excerpt_hidden_from_a_student_neither_state_nor_talk_is_told(study, supervisor):
    student = study.member("Sari", "student")
    mine, theirs = study.code("K1", 36, 46, by=student), study.code("K2", 36, 46)
    for one in (mine, theirs):
        review(supervisor, study.id, one.id, "revise")
        begin_thread(supervisor, study.id, "coding", one.id, "Mengapa?")
    draw_sample(supervisor, study.id, 5, 1)
    assert [talk.thread.on for talk in list_talks(student, study.id)] == [mine.id]
    assert set(reviewed(student, study.id, [mine.id, theirs.id])) == {mine.id}
    assert not review_queue(student, study.id).rows
    assert [excerpt.coding.id for excerpt, _state, _by in since_visit(student, study.id).states] == []
    assert not review_sheet(student, study.id, mine.id).others
    hidden = next(talk.thread.id for talk in list_talks(supervisor, study.id) if talk.thread.on == theirs.id)
    for ask in (
        lambda: list_talks(student, study.id, thread=hidden),
        lambda: reply(student, study.id, hidden, "?"),
        lambda: settle_thread(student, study.id, hidden, True),
        lambda: begin_thread(student, study.id, "coding", theirs.id, "?"),
        lambda: review_sheet(student, study.id, theirs.id),
    ):
        with pytest.raises(NotFound):
            ask()
