"""Supervision by file: a student's project goes out, a supervisor's words come back, whatever happened meanwhile."""

import io
import json
import zipfile
from hashlib import sha256
from uuid import uuid4

import pytest

from coding import workbench
from coding.errors import BackupDamaged, FeedbackBroken, FeedbackForeign, FeedbackNewer, NotAllowed, NotUnderGuidance
from coding.exchange.guidance import INSIDE, MANIFEST, read_feedback
from coding.model import Proposition
from coding.workbench import Actor, Desk, conclusions
from coding.workbench.guidance import open_feedback, open_guidance, save_feedback, save_guidance
from coding.workbench.reviewing import review, review_queue, reviewed
from coding.workbench.signing import list_signoffs, sign_off
from coding.workbench.supervising import supervised
from coding.workbench.talking import begin_thread, list_talks, reply, settle_thread
from coding.workbench.visiting import close_visit, list_visits, since_visit


class Both:
    """A student with a project of three excerpts, and a supervisor at another computer."""

    def __init__(self, study, store, folder):
        self.study, self.student, self.id = study, study.owner, study.id
        # On both machines the account of the computer has the same name.
        self.supervisor = Desk(store).me()
        assert self.supervisor.coder.name == self.student.coder.name
        self.folder, self.files = folder, 0
        self.codings = [study.code("K1", at, at + 6) for at in (36, 43, 50)]

    def sent(self):
        """The project as the supervisor has it after opening it."""
        self.files += 1
        path = self.folder / f"bimbingan-{self.files}.zip"
        save_guidance(self.student, self.id, path)
        return open_guidance(self.supervisor, path)

    def back(self, copy):
        return save_feedback(self.supervisor, copy)

    def taken(self, data):
        return open_feedback(self.student, self.id, data, "umpan-balik.zip")


@pytest.fixture
def kind():
    """The student has a file, the supervisor a server."""
    return "sqlite"


@pytest.fixture
def both(study, other_store, tmp_path):
    return Both(study, other_store, tmp_path)


def copied(both, copy):
    """The excerpts as they are called in the supervisor's copy, in the order of the text."""
    source = next(iter(workbench.source_names(both.supervisor, copy).values()))
    return list(workbench.open_source(both.supervisor, copy, source).codings)


def test_what_a_supervisor_says_in_a_copy_comes_back_though_the_student_worked_on(both):
    question = begin_thread(both.student, both.id, "coding", both.codings[0].id, "Benarkah K1?", question=True)
    copy = both.sent().project.id
    first, second, third = copied(both, copy)
    assert [row.whys for row in review_queue(both.supervisor, copy).rows] == [("question",)]
    review(both.supervisor, copy, first.id, "accepted")
    review(both.supervisor, copy, second.id, "revise")
    review(both.supervisor, copy, third.id, "discuss")
    (talk,) = list_talks(both.supervisor, copy)
    reply(both.supervisor, copy, talk.thread.id, "Ya, aturan 2.")
    settle_thread(both.supervisor, copy, talk.thread.id, True)
    begin_thread(both.supervisor, copy, "source", first.source, "Rekamannya kapan?")
    begin_thread(both.supervisor, copy, "coding", third.id, "Ini bukan rapat.")
    sign_off(both.supervisor, copy, "coding", "Lanjut.")
    close_visit(both.supervisor, copy, "Kode K1", "K1 tetap", "Perbaiki yang kedua")
    data = both.back(copy)

    workbench.recode(both.student, both.id, both.codings[1].id, both.study.codes["K2"])
    workbench.uncode(both.student, both.id, [both.codings[2].id])
    new = both.study.code("K3", 57, 63)
    told = both.taken(data)

    assert (told.states, told.comments, told.visits, told.signoffs, told.settled) == (2, 2, 1, 1, 1)
    assert sorted((one.kind, one.because) for one in told.left) == [
        ("comment", "thread gone"),
        ("review", "changed"),
        ("review", "gone"),
        ("thread", "gone"),
    ]
    assert "Ini bukan rapat." in {one.words for one in told.left}
    states = reviewed(both.student, both.id, [*(one.id for one in both.codings), new.id])
    assert {id_: one.standing for id_, one in states.items()} == {
        both.codings[0].id: "accepted",
        both.codings[1].id: "changed",
    }
    talks = {one.thread.id: one for one in list_talks(both.student, both.id)}
    assert [one.text for one in talks[question].comments] == ["Benarkah K1?", "Ya, aturan 2."]
    assert talks[question].thread.settled
    assert len(talks) == 2
    # The supervisor is nobody of the same name here.
    said = talks[question].comments[1].coder
    assert said == both.supervisor.id
    assert talks[question].names[said] != both.student.coder.name
    (signed,) = list_signoffs(both.student, both.id)
    assert signed.one.by_file
    assert not signed.stands
    assert signed.one.note == "Lanjut."
    assert [(one.discussed, one.to_do) for one, _name in list_visits(both.student, both.id)] == [
        ("Kode K1", "Perbaiki yang kedua")
    ]


def test_opened_twice_it_changes_nothing(both):
    copy = both.sent().project.id
    review(both.supervisor, copy, copied(both, copy)[0].id, "accepted")
    begin_thread(both.supervisor, copy, "source", copied(both, copy)[0].source, "Kapan?")
    sign_off(both.supervisor, copy, "coding")
    data = both.back(copy)
    assert both.back(copy) == data
    both.taken(data)
    rev = workbench.project(both.student, both.id).rev
    again = both.taken(data)
    assert again.before
    assert not again.left
    assert workbench.project(both.student, both.id).rev == rev
    # A sign-off of what is still so stands, in whichever database it was made.
    assert list_signoffs(both.student, both.id)[0].stands


def test_a_later_file_brings_what_is_new_and_takes_nothing_back(both):
    copy = both.sent().project.id
    first = copied(both, copy)[0]
    thread = begin_thread(both.supervisor, copy, "coding", first.id, "Mengapa?")
    both.taken(both.back(copy))
    reply(both.student, both.id, thread, "Karena aturan 2.")
    settle_thread(both.student, both.id, thread, True)
    reply(both.supervisor, copy, thread, "Dan aturan 3?")
    review(both.supervisor, copy, first.id, "accepted")
    told = both.taken(both.back(copy))
    assert (told.states, told.comments, told.left) == (1, 1, ())
    (talk,) = list_talks(both.student, both.id)
    assert [one.text for one in talk.comments] == ["Mengapa?", "Karena aturan 2.", "Dan aturan 3?"]


def test_the_student_s_next_file_takes_the_place_of_the_copy_and_what_was_said_is_carried_over(both):
    first = both.sent()
    copy = first.project.id
    begin_thread(both.supervisor, copy, "source", copied(both, copy)[0].source, "Kapan?")
    review(both.supervisor, copy, copied(both, copy)[0].id, "accepted")
    close_visit(both.supervisor, copy)
    both.study.code("K2", 57, 63)
    thread = begin_thread(both.student, both.id, "code", both.study.codes["K2"], "Apa batasnya?", question=True)
    second = both.sent()
    assert second.carried.states == second.carried.comments == second.carried.visits == 1
    assert [one.project.id for one in supervised(both.supervisor)] == [second.project.id]
    now = second.project.id
    found = since_visit(both.supervisor, now)
    assert [(one.key, one.new) for one in found.codes] == [("K2", 1)]
    assert [talk.comments[0].text for talk in found.questions] == ["Apa batasnya?"]
    # What is said in the new copy, which has other ids, is said of the same things of the project.
    (row,) = [one for one in list_talks(both.supervisor, now) if one.waits]
    reply(both.supervisor, now, row.thread.id, "Lihat definisinya.")
    review(both.supervisor, now, copied(both, now)[3].id, "revise")
    sign_off(both.supervisor, now, "coding")
    told = both.taken(both.back(now))
    assert (told.states, told.comments, told.left) == (2, 2, ())
    talks = {one.thread.id: [line.text for line in one.comments] for one in list_talks(both.student, both.id)}
    assert talks[thread] == ["Apa batasnya?", "Lihat definisinya."]
    assert list_signoffs(both.student, both.id)[0].stands
    assert {one.standing for one in reviewed(both.student, both.id, [both.codings[0].id]).values()} == {"accepted"}


def test_two_students_who_began_from_the_same_file_are_two_projects(both, study):
    one = both.sent().project
    twin = Actor(study.owner.store, workbench.add_coder(study.owner, study.id, "Dewi", "owner"))
    path = both.folder / "kembar.zip"
    save_guidance(twin, both.id, path)
    two = open_guidance(both.supervisor, path).project
    assert {each.project.id for each in supervised(both.supervisor)} == {one.id, two.id}
    assert one.name != two.name
    review(both.supervisor, two.id, copied(both, two.id)[0].id, "revise")
    assert not reviewed(both.supervisor, one.id, [copied(both, one.id)[0].id])
    assert both.taken(both.back(two.id)).states == 1
    assert reviewed(both.student, both.id, [both.codings[0].id])[both.codings[0].id].standing == "revise"


def test_a_supervisor_s_copy_is_only_read_and_reviewed(both):
    copy = both.sent().project
    one = copied(both, copy.id)[0]
    with pytest.raises(NotAllowed):
        workbench.recode(both.supervisor, copy.id, one.id, uuid4())
    with pytest.raises(NotUnderGuidance):
        save_feedback(both.student, both.id)
    assert copy.settings["guidance"]["name"] == both.student.coder.name


def test_feedback_of_another_project_or_from_whoever_may_not_review_is_refused(both, make_study):
    data = both.back(both.sent().project.id)
    other = make_study("Lain", both.student)
    with pytest.raises(FeedbackForeign):
        open_feedback(both.student, other.id, data)
    with pytest.raises(NotAllowed):
        open_feedback(both.study.member("Sari", "student"), both.id, data)


def repacked(data, change=None, *, head=None, more=None, hash_=True):
    """A feedback file with other words in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inside, manifest = json.loads(archive.read(INSIDE)), json.loads(archive.read(MANIFEST))
    if change:
        change(inside)
    told = json.dumps(inside).encode()
    manifest |= {"sha256": sha256(told).hexdigest()} if hash_ else {}
    manifest |= head or {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(INSIDE, told)
        archive.writestr(MANIFEST, json.dumps(manifest))
        for name, words in (more or {}).items():
            archive.writestr(name, words)
    return out.getvalue()


def test_a_file_that_somebody_changed_is_refused_as_a_whole(both):
    copy = both.sent().project.id
    begin_thread(both.supervisor, copy, "source", copied(both, copy)[0].source, "Kapan?")
    review(both.supervisor, copy, copied(both, copy)[0].id, "accepted")
    data = both.back(copy)
    rev = workbench.project(both.student, both.id).rev

    def put(kind, **values):
        return lambda told: told[kind][0].update(values)

    for hostile in (
        b"",
        b"PK\x05\x06" + bytes(18),
        data[:-30],
        repacked(data, put("comments", text="lain"), hash_=False),
        repacked(data, put("comments", text=5)),
        repacked(data, put("comments", text="x" * 200_000)),
        repacked(data, put("comments", made_at="2026-01-01T00:00:00")),
        repacked(data, put("comments", coder=str(uuid4()))),
        repacked(data, put("comments", extra=1)),
        repacked(data, put("reviews", state="perfect")),
        repacked(data, put("reviews", limited=1)),
        repacked(data, put("threads", about="event")),
        repacked(data, lambda told: told["comments"].append(told["comments"][0])),
        repacked(data, lambda told: told.update(project="..")),
        repacked(data, head={"format": "simpul-backup"}),
        repacked(data, more={"../../x": "x"}),
        repacked(data, more={"bomb": "0" * 40_000_000}),
    ):
        with pytest.raises(FeedbackBroken):
            both.taken(hostile)
    with pytest.raises(FeedbackNewer):
        both.taken(repacked(data, head={"version": 99}))
    assert workbench.project(both.student, both.id).rev == rev
    assert read_feedback(data).by == both.supervisor.id


def test_a_file_that_is_no_project_is_refused_and_the_earlier_copy_stays(both):
    copy = both.sent().project.id
    path = both.folder / "bukan.zip"
    path.write_bytes(both.back(copy))
    with pytest.raises(BackupDamaged):
        open_guidance(both.supervisor, path)
    assert [one.project.id for one in supervised(both.supervisor)] == [copy]


@pytest.mark.parametrize("mark", [{"by": "x"}, {"by": "00000000-0000-0000-0000-000000000001", "at": "tomorrow"}, [1]])
def test_a_file_that_lies_about_whose_it_is_is_refused(both, mark):
    path = both.folder / "asal.zip"
    save_guidance(both.student, both.id, path)
    changed = both.folder / "lain.zip"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            told = old.read(name)
            if name == MANIFEST:
                told = json.dumps({**json.loads(told), "guidance": mark}).encode()
            new.writestr(name, told)
    with pytest.raises(BackupDamaged):
        open_guidance(both.supervisor, changed)
    assert not supervised(both.supervisor)


def test_a_thread_on_a_proposition_that_was_dropped_is_listed(both):
    proposition = Proposition(uuid4(), "Rapat ada", codes=(both.study.codes["K1"],))
    conclusions.put_proposition(both.student, both.id, proposition)
    copy = both.sent().project.id
    there = conclusions.argument(both.supervisor, copy).propositions[0]
    begin_thread(both.supervisor, copy, "proposition", there.id, "Buktinya?")
    conclusions.drop_proposition(both.student, both.id, proposition.id)
    told = both.taken(both.back(copy))
    assert [(one.kind, one.words, one.because) for one in told.left] == [
        ("thread", "Rapat ada", "gone"),
        ("comment", "Buktinya?", "thread gone"),
    ]
