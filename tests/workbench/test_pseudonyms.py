"""Names that were replaced are nowhere any more, codings stay on their words, and only the key brings them back."""

import json
import shutil
import sqlite3
import zipfile
from dataclasses import replace
from uuid import uuid4

import pytest
import sqlalchemy as sa

from coding import workbench
from coding.errors import (
    KeyBroken,
    KeyForeign,
    KeyLocked,
    KeyMissing,
    NotAllowed,
    NothingToReplace,
    NothingToUndo,
    PseudonymInText,
    PseudonymsClash,
    UndoBlocked,
)
from coding.model import Memo, MemoLink, Proposition, Query
from coding.store import census, open_store, scrubbing, search_index
from coding.store.backup import copy_file
from coding.store.sweeping import deep
from coding.store.tables import event, metadata
from coding.store.unsealing import unsealed
from coding.transcript.naming import Name, Naming
from coding.workbench import Decided, conclusions, training
from coding.workbench.desk import now
from coding.workbench.finding import Search, search
from coding.workbench.printing import print_source
from coding.workbench.pseudonyms import (
    clean,
    copy_key,
    find_copies,
    find_names,
    known_names,
    pseudonymise,
    replace_before,
    restore_names,
)
from coding.workbench.reporting import export_report

TALK = (
    "P: Dengan Ibu Zulaikha Áminah ya?\n"
    "Zulaikha: Iya. Zulaikhanya sudah lama kenal Pak Rahman, HP 0812-3456-7890. Belum ada rapat.\n"
    "P: Kata rahman begitu?\n"
    "Zulaikha: ZULAIKHA tidak tahu.\n"
)
NAMES = [
    Name("Zulaikha Áminah", "Informan A", "speaker"),
    Name("Zulaikha", "Informan A", "speaker"),
    Name("Rahman", "R1"),
    Name("0812-3456-7890", "⟨telepon 1⟩", "phone"),
]
GONE = ["Zulaikha", "ZULAIKHA", "zulaikha", "Áminah", "Rahman", "rahman", "0812-3456-7890"]


def spot(words, text=TALK):
    start = text.index(words)
    return start, start + len(words)


def filled(study):
    """A talk whose names have got into everything people write."""
    me = study.owner
    study.case = study.add_case("Zulaikha", nama="Zulaikha Áminah", jabatan="Staf")
    source = study.add_source("Wawancara_Zulaikha", TALK, study.case.id)
    study.talk = source.id
    workbench.edit_source(me, study.id, source.id, version=source.version, header={"Nama": "Zulaikha Áminah"})
    study.long = study.code("K1", *spot("Zulaikhanya sudah lama kenal Pak Rahman"), source=study.talk)
    study.after = study.code("K2", *spot("Belum ada rapat."), source=study.talk)
    study.half = study.code("K3", *spot("kenal Pak Rah"), source=study.talk)
    gone = study.code("K3", *spot("ZULAIKHA tidak tahu."), source=study.talk)
    workbench.uncode(me, study.id, [gone.id])
    workbench.memo(me, study.id, study.long.id, "Kata Zulaikha sendiri.")
    links = (MemoLink("source", study.talk, (*spot("Pak Rahman"), 1)),)
    study.memo = Memo(uuid4(), "idea", "Tentang Rahman", "Zulaikha dan Rahman.", me.id, links)
    workbench.write_memo(me, study.id, study.memo)
    workbench.reduce(me, study.id, [Decided(study.long.id, "kept", statement="Zulaikha kenal Rahman.")])
    conclusions.put_proposition(me, study.id, Proposition(uuid4(), "Zulaikha tidak rapat dengan Rahman."))
    workbench.save_query(me, study.id, "Zulaikha", "K1")
    corrected = TALK.replace("tidak tahu", "tidak tahu lagi")
    workbench.correct_source(me, study.id, study.talk, corrected)
    return study


@pytest.fixture
def told(study):
    """That talk in the store of this test."""
    return filled(study)


@pytest.fixture(scope="module")
def after(shared_store, study_builder, tmp_path_factory):
    """That talk after the names were replaced, with what it was before; for tests that leave nothing behind."""
    study = filled(study_builder(shared_store))
    study.held = held(shared_store)
    study.before = workbench.load_source(study.owner, study.id, study.talk)
    study.done = done(study, key=tmp_path_factory.mktemp("key") / "k")
    return study


def done(study, **more):
    return pseudonymise(study.owner, study.id, NAMES, **more)


def held(store):
    """Everything the tables hold, as text."""
    with store.read() as tx:
        every = [row for table in metadata.sorted_tables for row in tx.all(sa.select(table))]
        terms = tx.all(sa.select(search_index.term.c.word))
    return json.dumps([[*map(str, row)] for row in every], ensure_ascii=False) + " ".join(row[0] for row in terms)


def forms(names):
    """A name as bytes in every way it may be written."""
    for name in names:
        yield name.encode()
        yield name.encode("utf-16-le")
        yield name.encode("utf-16-be")
        yield json.dumps(name).strip('"').encode()


def hits(data, names=GONE):
    return [form for form in forms(names) if form in data]


def test_no_name_is_left_in_any_table(after, shared_store):
    assert hits(after.held.encode())
    assert hits(held(shared_store).encode()) == []


def test_every_coding_stays_on_its_words(after):
    text = workbench.load_source(after.owner, after.id, after.talk).text
    assert "Informan A: Iya. Informan A-nya sudah lama kenal Pak R1, HP ⟨telepon 1⟩. Belum ada rapat.\n" in text
    assert [one.quote for one in after.codings(after.talk)] == [
        "Informan A-nya sudah lama kenal Pak R1",
        "kenal Pak R1",
        "Belum ada rapat.",
    ]
    assert all(one.quote == text[one.start : one.end] for one in after.codings(after.talk))
    assert {one.speaker for one in after.codings(after.talk)} == {after.long.speaker}


def test_what_is_kept_counted_stands_where_the_words_are(after, shared_store):
    with shared_store.engine.connect() as conn:
        kept = sorted(tuple(row) for row in conn.execute(sa.select(census.census)))
        census.rebuild(conn)
        assert sorted(tuple(row) for row in conn.execute(sa.select(census.census))) == kept
        conn.rollback()


def test_turns_speakers_lines_header_and_facts_follow(after):
    now = workbench.load_source(after.owner, after.id, after.talk)
    assert [one.label for one in now.speakers] == ["Informan A", "P"]
    said = [now.text[one.start : one.end] for one in now.turns]
    assert said[0] == "Dengan Ibu Informan A ya?"
    assert len(said) == len(after.before.turns)
    assert (len(now.lines), now.text.count("\n")) == (len(after.before.lines), after.before.text.count("\n"))
    assert (now.name, now.header) == ("Wawancara_Informan A", {"Nama": "Informan A"})
    found = workbench.find_memos(after.owner, after.id, "")[0]
    start, end, version = found.links[0].span
    assert workbench.text_version(after.owner, after.id, after.talk, version)[start:end] == "Pak R1"


def test_earlier_texts_can_still_be_read_without_the_names(after):
    numbers = [one.number for one in workbench.text_versions(after.owner, after.id, after.talk)]
    assert numbers == [3, 2, 1]
    assert "Informan A tidak tahu.\n" in workbench.text_version(after.owner, after.id, after.talk, 1)


def test_the_history_cannot_be_changed_afterwards_as_before(after, shared_store):
    with shared_store.read(after.id) as tx:
        ((one,),) = tx.all(sa.select(event.c.id).where(event.c.verb == "pseudonymise"))
    for sentence in (sa.update(event).values(verb="x"), sa.delete(event)):
        with pytest.raises(sa.exc.DBAPIError, match="append-only"), shared_store.engine.begin() as conn:
            conn.execute(sentence.where(event.c.id == one))


def test_no_other_verb_may_open_the_history(told, store):
    with pytest.raises(AssertionError), store.write(told.id, told.owner.id, "memo", now()) as tx, unsealed(tx):
        pass


def test_what_was_replaced_is_found_by_its_pseudonym_only(after):
    assert search(after.owner, after.id, Search("Zulaikha")).hits == ()
    assert len(search(after.owner, after.id, Search("rapat")).hits) > 0


def test_the_ordinary_undo_leaves_it_alone(after):
    with pytest.raises((UndoBlocked, NothingToUndo)):
        workbench.undo(after.owner, after.id)


def test_a_page_opened_before_cannot_code_by_its_old_places(after):
    now = workbench.load_source(after.owner, after.id, after.talk)
    assert now.text_version == after.before.text_version + 1


def test_the_key_brings_the_very_texts_and_codings_back(told, store):
    before = workbench.load_source(told.owner, told.id, told.talk)
    quotes = [one.quote for one in told.codings(told.talk)]
    done(told)
    restore_names(told.owner, told.id)
    after = workbench.load_source(told.owner, told.id, told.talk)
    assert (after.text, after.name, after.speakers[1].label) == (before.text, "Wawancara_Zulaikha", "Zulaikha")
    assert [one.quote for one in told.codings(told.talk)] == [quotes[0], "kenal Pak Rahman", quotes[2]]
    memo = workbench.find_memos(told.owner, told.id, "")[0]
    assert (memo.title, memo.text) == ("Tentang Rahman", "Zulaikha dan Rahman.")


def test_without_the_key_names_stay_gone(told, store, tmp_path):
    key = tmp_path / "kunci.json"
    done(told, key=key, passphrase="rahasia benar")
    everything = held(store)
    with pytest.raises(KeyMissing):
        restore_names(told.owner, told.id, tmp_path / "lain.json")
    with pytest.raises(KeyLocked):
        restore_names(told.owner, told.id, key, passphrase="salah")
    other = tmp_path / "other.json"
    other.write_text('{"format": "simpul-pseudonyms", "version": 1, "project": "", "secret": "00", "acts": []}')
    with pytest.raises(KeyForeign):
        restore_names(told.owner, told.id, other)
    other.write_text("{}")
    with pytest.raises(KeyBroken):
        restore_names(told.owner, told.id, other)
    assert held(store) == everything
    restore_names(told.owner, told.id, key, passphrase="rahasia benar")
    assert "Zulaikha: Iya." in workbench.load_source(told.owner, told.id, told.talk).text


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_locked_key_says_nothing_and_an_open_one_is_its_owners_only(told, tmp_path):
    done(told, key=tmp_path / "locked.json", passphrase="rahasia benar")
    assert hits((tmp_path / "locked.json").read_bytes()) == []
    copy_key(told.owner, told.id, tmp_path / "again.json", key=tmp_path / "locked.json", passphrase="rahasia benar")
    assert hits((tmp_path / "again.json").read_bytes()) == []
    assert (tmp_path / "locked.json").stat().st_mode & 0o077 == 0
    known = known_names(told.owner, told.id, tmp_path / "again.json", "rahasia benar")
    assert known["Rahman"] == "R1"


def test_a_name_noticed_later_is_added_to_the_key_and_acts_are_taken_back_one_by_one(told, tmp_path):
    key = tmp_path / "k.json"
    pseudonymise(told.owner, told.id, NAMES[:2], key=key)
    pseudonymise(told.owner, told.id, NAMES[2:], key=key)
    assert set(known_names(told.owner, told.id, key)) == {one.words for one in NAMES}
    restore_names(told.owner, told.id, key)
    text = workbench.load_source(told.owner, told.id, told.talk).text
    assert "Rahman" in text
    assert "Zulaikha" not in text
    restore_names(told.owner, told.id, key)
    assert "Zulaikha: Iya." in workbench.load_source(told.owner, told.id, told.talk).text


@pytest.mark.parametrize("kind", ["sqlite"])
def test_refused_is_what_could_not_be_told_apart_and_nothing_is_changed(told, store, tmp_path):
    everything = held(store)
    with pytest.raises(PseudonymInText):
        pseudonymise(told.owner, told.id, [Name("Rahman", "rapat")], key=tmp_path / "k")
    with pytest.raises(PseudonymsClash):
        pseudonymise(told.owner, told.id, [Name("Zulaikha", "Q1"), Name("P", "Q1")], key=tmp_path / "k")
    with pytest.raises(NothingToReplace):
        pseudonymise(told.owner, told.id, [Name("Zubaidah", "Z1")], key=tmp_path / "k")
    assert held(store) == everything
    assert not (tmp_path / "k").exists()


@pytest.mark.parametrize("kind", ["sqlite"])
def test_only_owner_and_researcher_replace_and_put_back(told, tmp_path):
    for role in ("student", "supervisor", "reader"):
        other = told.member(role, role)
        with pytest.raises(NotAllowed):
            pseudonymise(other, told.id, NAMES, key=tmp_path / "k")
    done(told, key=tmp_path / "k")
    with pytest.raises(NotAllowed):
        restore_names(told.member("reader", "reader"), told.id, tmp_path / "k")
    with pytest.raises(NotAllowed):
        copy_key(told.member("reader", "reader"), told.id, tmp_path / "l", key=tmp_path / "k")


@pytest.mark.parametrize("kind", ["sqlite"])
def test_candidates_come_from_all_sources_and_keep_the_pseudonyms_they_have(told, tmp_path):
    words = {one.words for one in find_names(told.owner, told.id)}
    assert {"Zulaikha Áminah", "Rahman", "0812-3456-7890"} <= words
    done(told, key=tmp_path / "k")
    left = find_names(told.owner, told.id, known_names(told.owner, told.id, tmp_path / "k"))
    assert not {"Zulaikha", "Rahman"} & {one.words for one in left}


def test_what_fields_are_called_stays_even_where_a_name_is_written_alike():
    words = Naming([Name("Made", "M1"), Name("Rests", "R1")]).words
    kept = {"made": {"by": "Made"}, "rests_on": ["made"], "Kata Made": 1}
    assert deep(kept, words) == {"made": {"by": "M1"}, "rests_on": ["M1"], "Kata M1": 1}
    assert deep({"made": "x"}, words, keyed=True) == {"M1": "x"}


def test_replaced_before_it_is_stored_a_name_was_never_there(study, store, tmp_path, source_builder):
    read = replace(source_builder("Zulaikha 1", TALK), header={"Nama": "Zulaikha Áminah"})
    ((source, words),) = replace_before(study.owner, study.id, [read], NAMES, key=tmp_path / "k")
    stored = workbench.import_source(study.owner, study.id, source, words)
    assert hits(held(store).encode()) == []
    assert [one.label for one in stored.speakers] == ["P", "Informan A"]
    assert stored.text[stored.turns[0].start : stored.turns[0].end] == "Dengan Ibu Informan A ya?"
    restore_names(study.owner, study.id, tmp_path / "k")
    assert workbench.load_source(study.owner, study.id, stored.id).text == TALK


@pytest.fixture(scope="module")
def erased(sqlite_template, study_builder, tmp_path_factory):
    """A file with a log beside it, a copy and a backup, after names were replaced; and all that is taken out of it."""
    folder = tmp_path_factory.mktemp("erased")
    shutil.copy(sqlite_template, folder / "simpul.db")
    store = open_store(str(folder / "simpul.db"))
    study = filled(study_builder(store))
    study.folder, study.names_before = folder, hits((folder / "simpul.db-wal").read_bytes())
    (folder / "backups").mkdir()
    workbench.backup(study.owner, study.id, folder / "backups" / "sebelum.zip")
    copy_file(store, folder / "simpul.before-0001-1.db")
    copy_file(store, folder / "backups" / "simpul-20260101T000000Z.db")
    (folder / "simpul.damaged-20260101T000000Z.db").write_bytes(b"SQLite format 3\0" + b"Zulaikha" * 99)
    (folder / "catatan.txt").write_text("Bukan milik Simpul.")
    study.copies = find_copies(study.owner, study.id, NAMES)
    study.done = done(study, passphrase="rahasia benar", remove_copies=True)
    yield study
    store.close()


def test_no_byte_of_a_name_is_left_in_the_file_its_log_and_copies(erased):
    assert erased.names_before
    assert erased.done.scrubbed
    files = [path for path in erased.folder.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"simpul.db", "catatan.txt", erased.done.key.name}
    assert {path.name: hits(path.read_bytes()) for path in files} == {path.name: [] for path in files}


def test_copies_that_hold_names_are_found_told_and_deleted_if_wanted(erased):
    assert [(one.path.name, one.holds) for one in erased.copies] == [
        ("simpul.before-0001-1.db", True),
        ("simpul.damaged-20260101T000000Z.db", True),
        ("sebelum.zip", True),
        ("simpul-20260101T000000Z.db", True),
    ]
    assert [path.name for path in erased.done.removed] == [one.path.name for one in erased.copies]
    assert erased.done.copies == ()


def test_a_copy_in_which_somebody_may_work_is_told_and_never_deleted(study_builder, sqlite_template, tmp_path):
    shutil.copy(sqlite_template, tmp_path / "simpul.db")
    store = open_store(str(tmp_path / "simpul.db"))
    study = filled(study_builder(store))
    copy_file(store, tmp_path / "teman.db")
    finished = done(study, remove_copies=True)
    assert (finished.removed, [path.name for path in finished.copies]) == ((), ["teman.db"])
    assert (tmp_path / "teman.db").exists()
    store.close()


def test_nothing_that_is_taken_out_afterwards_holds_a_name(erased, tmp_path):
    me, project = erased.owner, erased.id
    workbench.backup(me, project, tmp_path / "backup.zip")
    copy_file(me.store, tmp_path / "copy.db")
    (tmp_path / "report.html").write_bytes(export_report(me, project, format="html"))
    (tmp_path / "report.docx").write_bytes(export_report(me, project))
    (tmp_path / "source.docx").write_bytes(print_source(me, project, erased.talk))
    (tmp_path / "source.html").write_bytes(print_source(me, project, erased.talk, format="html"))
    (tmp_path / "excerpts.xlsx").write_bytes(workbench.export_excerpts(me, project, Query()))
    (tmp_path / "ledger.xlsx").write_bytes(workbench.export_reductions(me, project, Query()))
    found = {}
    for path in tmp_path.iterdir():
        members = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as file:
                members += [file.read(name) for name in file.namelist()]
        found[path.name] = [one for data in members for one in hits(data)]
    assert found == {name: [] for name in found}
    assert len(found) == 8


def test_what_was_learnt_from_the_words_is_forgotten_too(erased, tmp_path, monkeypatch):
    monkeypatch.setattr(training, "user_data_path", lambda name: tmp_path / name)
    training.write_cache(erased.id, uuid4(), b"Zulaikha")
    training.write_cache(uuid4(), uuid4(), b"of another project")
    clean(erased.owner, erased.id)
    assert [path.read_bytes() for path in tmp_path.rglob("*.npz")] == [b"of another project"]


def test_while_somebody_else_reads_it_is_told_that_traces_are_left(erased):
    other = sqlite3.connect(erased.folder / "simpul.db", isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM source").fetchone()
    scrubbing_now = scrubbing._BUSY
    try:
        scrubbing._BUSY = 0
        workbench.write_memo(erased.owner, erased.id, Memo(uuid4(), "idea", "", "Baru.", erased.owner.id))
        assert not clean(erased.owner, erased.id)
    finally:
        scrubbing._BUSY = scrubbing_now
        other.close()
    assert clean(erased.owner, erased.id)


def test_on_a_server_no_name_is_left_in_the_files_of_the_tables(postgres, postgres_url, study_builder, tmp_path):
    store = open_store(postgres_url)
    study = filled(study_builder(store))
    finished = done(study, key=tmp_path / "k")
    assert finished.scrubbed
    with store.engine.connect() as conn:
        number = conn.exec_driver_sql("SELECT oid FROM pg_database WHERE datname = current_database()").scalar_one()
    # Files that were replaced stay empty until then.
    postgres.say("CHECKPOINT")
    files = [path for path in (postgres.folder / "data" / "base" / str(number)).iterdir() if path.is_file()]
    assert {path.name: hits(path.read_bytes()) for path in files} == {path.name: [] for path in files}
    store.close()
