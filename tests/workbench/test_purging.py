"""What is erased is nowhere any more: rows, texts, what repeats its words, what the history said; only that it was."""

import json
import shutil
from uuid import uuid4

import pytest
import sqlalchemy as sa

from coding import workbench
from coding.errors import NamesTyped, NotAllowed, NotFound, NothingToUndo, UndoBlocked
from coding.model import Basis, Ground, Link, Memo, MemoLink, Point, Proposition, Summary
from coding.store import census, open_store, search_index
from coding.store.backup import copy_file
from coding.store.tables import event, metadata
from coding.transcript.repeats import MASKED, Repeats
from coding.workbench import Decided, NewCoding, conclusions
from coding.workbench.finding import Search, search
from coding.workbench.purging import preview_purge, purge_project, purge_source
from coding.workbench.tracing import grounds_of

SECRET = "Rekening gelap itu dipegang bendahara lama sampai kini."
TALK = f"P: Apakah ada rapat bersama?\nIK-07: {SECRET} Ada rapat.\n"
WORDS = ["Rekening", "rekening", "gelap", "bendahara", "Wawancara tujuh"]


def spot(words, text=TALK):
    start = text.index(words)
    return start, start + len(words)


def filled(study):
    """A talk whose words have got into everything that is made of a talk."""
    me = study.owner
    study.case = study.add_case("IK-07", jabatan="Bendahara")
    study.talk = study.add_source("Wawancara tujuh", TALK, study.case.id).id
    study.stays = study.code("K1", 15, 27)
    one = study.code("K1", *spot(SECRET), source=study.talk)
    other = study.code("K2", *spot("Ada rapat."), source=study.talk)
    workbench.uncode(me, study.id, [study.code("K3", *spot("bendahara lama"), source=study.talk).id])
    workbench.memo(me, study.id, one.id, "Soal bendahara.")
    about = (MemoLink("coding", one.id),)
    both = (MemoLink("source", study.talk), MemoLink("source", study.source.id))
    workbench.write_memo(me, study.id, Memo(uuid4(), "idea", "Gelap", "Rekening gelap?", me.id, about))
    study.kept_memo = Memo(uuid4(), "idea", "Dua sumber", f"Katanya: “{SECRET}” Perlu dicek lagi.", me.id, both)
    workbench.write_memo(me, study.id, study.kept_memo)
    workbench.reduce(
        me, study.id, [Decided(one.id, "kept", statement="Rekening gelap."), Decided(study.stays.id, "kept")]
    )
    workbench.link(me, study.id, Link(uuid4(), one.id, "explains", study.stays.id, "bendahara", me.id))
    workbench.link(me, study.id, Link(uuid4(), other.id, "repeats", one.id, "", me.id))
    study.claim = Proposition(uuid4(), "Uang tidak jelas.")
    conclusions.put_proposition(me, study.id, study.claim)
    for coding in (one, study.stays):
        ground = Ground(uuid4(), "proposition", study.claim.id, "coding", coding.id, note="")
        conclusions.put_ground(me, study.id, ground)
    points = (Point(uuid4(), "Gelap", excerpts=(Basis(one.id, ""),)),)
    workbench.put_summary(me, study.id, Summary(study.talk, {"themes": "Rekening gelap"}, {}, points))
    workbench.finish(me, study.id, study.talk, True)
    return study


@pytest.fixture(scope="module")
def after(shared_store, study_builder):
    """A study from which that talk was erased, with its informant."""
    study = filled(study_builder(shared_store))
    study.going = preview_purge(study.owner, study.id, study.talk)
    study.before = held(shared_store)
    study.purged = purge_source(study.owner, study.id, study.talk, "Wawancara tujuh", with_informant=True)
    return study


def held(store):
    """Everything the tables hold, as text."""
    with store.read() as tx:
        every = [row for table in metadata.sorted_tables for row in tx.all(sa.select(table))]
        terms = tx.all(sa.select(search_index.term.c.word))
    return json.dumps([[*map(str, row)] for row in every], ensure_ascii=False) + " ".join(row[0] for row in terms)


def test_no_word_of_it_is_left_in_any_table(after, shared_store):
    assert [word for word in WORDS if word in after.before] == WORDS
    assert [word for word in WORDS if word in held(shared_store)] == []


def test_what_goes_is_told_before_and_counted_after(after):
    assert after.going.name == "Wawancara tujuh"
    assert after.going.informant == "IK-07"
    assert dict(after.purged.counts) == dict(after.going.counts)
    assert after.purged.counts["coding"] == 3
    assert after.purged.counts["memo"] == 1
    assert after.purged.scrubbed


def test_what_is_of_other_sources_stays_as_it_was(after):
    assert [one.id for one in after.codings()] == [after.stays.id]
    assert [one.name for one in workbench.list_sources(after.owner, after.id)] == ["W1"]
    (memo,) = workbench.find_memos(after.owner, after.id, "")
    assert memo.text == f"Katanya: “{MASKED}.” Perlu dicek lagi."
    assert [link.id for link in memo.links] == [after.source.id]
    assert len(grounds_of(after.owner, after.id, after.claim.id)) == 1
    assert len(search(after.owner, after.id, Search("rapat")).hits) > 0
    workbench.code(after.owner, after.id, after.source.id, [NewCoding(after.codes["K2"], 3, 9)])


def test_a_trace_says_that_something_was_erased_who_when_and_how_many(after):
    newest = next(one for one in workbench.latest_events(after.owner, after.id) if one.verb == "purge")
    assert newest.actor == after.owner.id
    (change,) = newest.changes
    assert change.before == {"purged": dict(after.purged.counts)}


def test_the_history_can_still_be_read_and_undo_does_not_bring_it_back(after):
    assert len(workbench.latest_events(after.owner, after.id, None, 100)) > 10
    for _ in range(3):
        try:
            workbench.undo(after.owner, after.id)
        except (UndoBlocked, NothingToUndo):
            break
    assert [one.name for one in workbench.list_sources(after.owner, after.id)] == ["W1"]


def test_counters_are_those_of_a_fresh_count(after, shared_store):
    with shared_store.read(after.id) as tx:
        kept = sorted(map(repr, tx.all(sa.select(census.census))))
    with shared_store.shared() as conn:
        census.rebuild(conn, after.id)
    with shared_store.read(after.id) as tx:
        assert sorted(map(repr, tx.all(sa.select(census.census)))) == kept


def test_it_is_erased_only_with_the_name_typed_and_only_by_an_owner(study, store):
    filled(study)
    before = held(store)
    with pytest.raises(NamesTyped):
        purge_source(study.owner, study.id, study.talk, "wawancara")
    with pytest.raises(NamesTyped):
        purge_project(study.owner, study.id, "")
    for role in ("researcher", "student", "supervisor", "reader"):
        with pytest.raises(NotAllowed):
            purge_source(study.member(role, role), study.id, study.talk, "Wawancara tujuh")
        with pytest.raises(NotAllowed):
            purge_project(study.member(role, role), study.id, "Studi")
    with pytest.raises(NotFound):
        purge_source(study.owner, study.id, uuid4(), "Wawancara tujuh")
    assert [word for word in WORDS if word in held(store)] == [word for word in WORDS if word in before]


def test_an_erased_project_leaves_only_that_there_was_one(study, store, make_study):
    filled(study)
    other = make_study("Lain")
    purge_project(study.owner, study.id, "Studi")
    assert [word for word in WORDS if word in held(store)] == []
    assert [one.name for one in workbench.list_projects(study.owner)] == ["Lain"]
    assert len(workbench.list_sources(other.owner, other.id)) == 1
    with store.read(study.id) as tx:
        ((verb, changes),) = tx.all(sa.select(event.c.verb, event.c.changes).where(event.c.project_id == study.id))
    assert verb == "purge_project"
    assert changes[0]["before"]["purged"]["source"] == 2


def test_no_byte_of_it_is_left_in_the_file_and_copies_are_told(sqlite_template, study_builder, tmp_path):
    shutil.copy(sqlite_template, tmp_path / "simpul.db")
    store = open_store(str(tmp_path / "simpul.db"))
    study = filled(study_builder(store))
    copy_file(store, tmp_path / "simpul.before-0001-1.db")
    workbench.backup(study.owner, study.id, tmp_path / "lama.zip")
    kept = purge_source(study.owner, study.id, study.talk, "Wawancara tujuh")
    assert sorted(path.name for path in kept.copies) == ["lama.zip", "simpul.before-0001-1.db"]
    for path in (tmp_path / "simpul.db", tmp_path / "simpul.db-wal", tmp_path / "simpul.db-shm"):
        data = path.read_bytes() if path.exists() else b""
        assert [word for word in WORDS if word.encode() in data] == []
    gone = purge_project(study.owner, study.id, "Studi", remove_copies=True)
    assert gone.copies == ()
    assert not (tmp_path / "lama.zip").exists()
    store.close()


def test_six_words_in_a_row_or_a_whole_quotation_of_three_repeat_a_source_what_others_say_does_not():
    repeats = Repeats(
        ["Satu dua tiga empat lima enam tujuh delapan. Memang belum ada."],
        ["memang belum ada", "sudah pernah rapat", "ya"],
        ["W7"],
        ["Kami sudah pernah rapat."],
    )
    assert repeats.masked("Katanya: dua, tiga empat lima enam tujuh! Ya.") == f"Katanya: {MASKED}! Ya."
    assert repeats.masked("dua tiga empat lima enam") == "dua tiga empat lima enam"
    assert repeats.masked("Memang belum ada aplikasi") == f"{MASKED} aplikasi"
    assert repeats.masked("sudah pernah rapat") == "sudah pernah rapat"
    assert (repeats.masked("w7"), repeats.masked("W7:12-14 dan W71:3")) == (MASKED, f"{MASKED} dan W71:3")
