"""A project as one file: what comes back is what went in, from either database into either."""

import hashlib
import json
import re
import stat
import threading
import zipfile
from collections import Counter
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from coding import workbench
from coding.errors import NotWritable, TargetExists
from coding.model import (
    Answer,
    Attribute,
    Basis,
    Coder,
    Concept,
    Entry,
    Freeze,
    Grid,
    Ground,
    Keyword,
    Link,
    Offer,
    Pattern,
    Point,
    Proposition,
    Query,
    Section,
    Summary,
    Theme,
    Tie,
)
from coding.store import open_store
from coding.store.backup import MANIFEST, copy_file
from coding.workbench import VERBS, Actor, Desk, NewCoding
from coding.workbench import freezing as _freezing  # noqa: F401
from coding.workbench.adjudicating import adjudicate
from coding.workbench.agreement import list_agreements, measure_agreement, open_agreement
from coding.workbench.answering import amend_statement, put_answers
from coding.workbench.concept_maps import Drawing, draw_map, make_map, put_evidence
from coding.workbench.conclusions import put_ground, put_proposition
from coding.workbench.kept_displays import keep_display, put_entry
from coding.workbench.member_check import send_packs
from coding.workbench.sections import begin_section, list_sections
from coding.workbench.verifying import keep_verification, list_verifications
from coding.workbench.withdrawing import withdraw

UUIDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture
def full(study):
    """A project in which everything there is has been used once."""
    owner, project = study.owner, study.id
    rina = study.member("Rina", "student")
    case = study.add_case("IK-01", jenis="kunci", instansi="DPMPTSP")
    workbench.put_attributes(owner, project, [Attribute(uuid4(), "jenis", "Jenis", {"kunci": "tahu banyak"})])
    other = study.add_source("W2 🙂", "IK-01: Kata 𝔘nik.\n" * 20, case.id)
    first = study.code("K1", 3, 9)
    study.code("K2", 3, 9, by=rina)
    workbench.memo(owner, project, first.id, "memo 🙂")
    workbench.qualify(owner, project, [first.id], {"status": "absent", "weight": 3, "prompted": True})
    rows = [workbench.Row(number, other.name, 7, 8 + number, "K3", "Penyunting") for number in range(1, 9)]
    workbench.import_codings(owner, project, rows)
    child = workbench.add_code(owner, project, "Turunan", parent=study.codes["K3"])
    workbench.remove_code(owner, project, child.id)
    workbench.finish(rina, project, other.id)
    workbench.keep_place(rina, project, other.id, offset=5, read_to=9, code=None)
    workbench.code(Actor(owner.store, owner.coder, uuid4()), project, other.id, [NewCoding(study.codes["K1"], 7, 11)])
    workbench.undo(owner, project)
    workbench.put_keyword(owner, project, Keyword(uuid4(), study.codes["K1"], "id", "kata", avoid=("kata kunci",)))
    for act in (workbench.reject, lambda *args: workbench.accept(*args, uuid4())):
        offer = Offer(uuid4(), other.id, 1, 7, 12, study.codes["K2"], 1, 0.25, "keywords", evidence=("Kata",))
        act(owner, project, replace(offer, scores={study.codes["K2"]: 0.25}))
    about = {"calibrated": False, "stick": False, "report": {"decisions": 3}}
    VERBS["train"][0](owner, project, workbench.material(owner, project), 0, about)
    # A category before its theme in the order of ids, whichever way they fall.
    theme, *below = (Theme(uuid4(), name, "category") for name in ("Tema", "Kategori 1", "Kategori 2", "Kategori 3"))
    workbench.put_theme(owner, project, replace(theme, kind="theme"))
    for one in below:
        workbench.put_theme(owner, project, replace(one, parent=theme.id))
    decided = workbench.Decided(first.id, "kept", "Pernyataan 🙂", category=below[0].id)
    second = study.code("K1", 10, 13)
    workbench.reduce(owner, project, [decided, workbench.Decided(second.id, "merged", into=first.id)])
    workbench.put_layout(owner, project, Grid((case.id,), (study.codes["K1"], theme.id), {case.id: "Catatan 🙂"}))
    for column in (study.codes["K1"], theme.id):
        workbench.put_cell(owner, project, case.id, column, "Rangkuman 🙂")
    point = Point(uuid4(), "Pokok 🙂", study.codes["K1"], 2, (Basis(first.id, ""),))
    answers = {"Apakah ada rapat?": "Ada 🙂"}
    workbench.put_summary(owner, project, Summary(first.source, {"themes": "Rapat 🙂"}, answers, (point,)))
    workbench.link(owner, project, Link(uuid4(), first.id, "contradicts", second.id, "Sebaliknya 🙂", owner.id))
    gathered = (study.codes["K1"], study.codes["K2"])
    workbench.put_pattern(owner, project, Pattern(uuid4(), "Pola 🙂", "cause", "Karena 🙂", gathered))
    kept = keep_display(owner, project, "code-case-heatmap", "Gambar 🙂", Query(codes=gathered), note="Artinya 🙂")
    drawn = make_map(owner, project, "Peta 🙂")
    ends = [Concept(uuid4(), "code", study.codes["K1"], x=1), Concept(uuid4(), "word", text="Kata 🙂", x=2)]
    tie = Tie(uuid4(), ends[0].id, "own", ends[1].id, "memunculkan", "Sebab 🙂")
    draw_map(owner, project, drawn, Drawing(ends, [tie]))
    put_evidence(owner, project, tie.id, [first.id])
    put_entry(owner, project, Entry(kept, "/K1", "/IK-01", "Ditulis 🙂"))
    claim = Proposition(uuid4(), "Rapat ada 🙂", codes=gathered, cases=(case.id,), plausible="Sebab 🙂")
    put_proposition(owner, project, claim)
    put_ground(owner, project, Ground(uuid4(), "proposition", claim.id, "coding", first.id, weight=2, note="Kuat 🙂"))
    keep_verification(owner, project, claim.id, "counting", "weakens", note="Hanya satu 🙂")
    told = f"Ada {{informants: K1}} 🙂 {{quote: {first.id}}} {{proposition: {claim.id}}} {{table: {kept}}}"
    begin_section(owner, project, Section(uuid4(), "thesis", "Hasil 🙂", text=told, part="code", of=study.codes["K1"]))
    VERBS["freeze"][0](owner, project, Freeze(uuid4(), "thesis", "id", {"tables": ["Ada 🙂"]}, why="Sidang 🙂"))
    spoken = study.add_source("W4", case=case.id)
    withdrawn = study.code("K1", 36, 45, source=spoken.id)
    put_ground(owner, project, Ground(uuid4(), "proposition", claim.id, "coding", withdrawn.id))
    send_packs(owner, project, [case.id])
    wish = Answer(uuid4(), case.id, "coding", withdrawn.id, "withdraw", "Jangan 🙂", asker="Rina")
    agreed = Answer(uuid4(), case.id, "proposition", claim.id, "correct", "Rapat jarang 🙂")
    put_answers(owner, project, [wish, agreed])
    amend_statement(owner, project, agreed.id, "Rapat jarang ada 🙂")
    withdraw(owner, project, wish.id)
    for who in (owner, rina):
        workbench.finish(who, project, first.source)
    measured = measure_agreement(owner, project, [owner.id, rina.id], "span", note="Putaran 1 🙂")
    differs = open_agreement(owner, project, measured).places[0]
    adjudicate(owner, project, measured, differs.about, "unresolved", reason="Belum 🙂")
    gone = study.add_source("W3")
    workbench.remove_source(owner, project, gone.id)
    return study


def rows_of(path):
    """Table → rows, without what restoring itself adds: its event, the number that took, and the new owner."""
    with zipfile.ZipFile(path) as archive:
        tables = {
            name.removesuffix(".jsonl"): [json.loads(line) for line in archive.read(name).splitlines()]
            for name in archive.namelist()
            if name != MANIFEST
        }
    tables["event"] = [row for row in tables["event"] if row["verb"] != "restore"]
    for row in tables["project"]:
        row.update(rev=0, version=0, name="", changed_by=None)
    people = {row["coder_id"] for row in tables["member"] if row["role"] == "owner"}
    tables["member"] = [row for row in tables["member"] if row["coder_id"] not in people]
    return tables


def content_hash(path):
    """A hash of all tables that does not depend on which ids the rows have, only on how they hang together."""
    tables = rows_of(path)
    texts = [(name, json.dumps(row, sort_keys=True)) for name, rows in tables.items() for row in rows]
    owns = {row["id"]: f"{name}" for name, rows in tables.items() for row in rows if "id" in row}
    names = {row["id"]: row["name"] for row in tables["coder"]}
    labels = {key: names.get(key, table) for key, table in owns.items()}
    for _ in range(4):
        seen = {key: [] for key in labels}
        for name, text in texts:
            told = relabelled(text, labels)
            for key in set(UUIDS.findall(text)) & seen.keys():
                place = text.index(key)
                seen[key].append(f"{name}{place}{told}")
        labels = {key: labels[key][:40] + digest("".join(sorted(lines))) for key, lines in seen.items()}
    final = Counter((name, relabelled(text, labels)) for name, text in texts)
    return digest(json.dumps(sorted((*key, count) for key, count in final.items())))


def relabelled(text, labels):
    return UUIDS.sub(lambda found: labels.get(found.group(), "?"), text)


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def restored(actor, path):
    return workbench.restore(actor, path)


def test_a_backup_restored_into_the_other_database_is_the_same_project(full, other_store, tmp_path):
    workbench.backup(full.owner, full.id, tmp_path / "a.zip")
    with other_store.shared() as conn:
        me = Actor(other_store, workbench.projects.people.add(conn, "Lain sekali"))
    made = restored(me, tmp_path / "a.zip")
    assert made.id == full.id
    assert made.name == "Studi"
    workbench.backup(me, made.id, tmp_path / "b.zip")
    first, second = rows_of(tmp_path / "a.zip"), rows_of(tmp_path / "b.zip")
    assert {name for name in first if first[name] != second[name]} <= {"coder"}
    assert {row["name"] for row in first["coder"]} <= {row["name"] for row in second["coder"]}


def test_a_backup_restored_beside_its_project_is_the_same_under_new_ids_and_another_name(full, tmp_path):
    workbench.backup(full.owner, full.id, tmp_path / "a.zip")
    made = restored(full.owner, tmp_path / "a.zip")
    assert made.id != full.id
    assert made.name == "Studi (2)"
    assert restored(full.owner, tmp_path / "a.zip").name == "Studi (3)"
    workbench.backup(full.owner, made.id, tmp_path / "b.zip")
    assert content_hash(tmp_path / "a.zip") == content_hash(tmp_path / "b.zip")
    assert [one.stale for one in list_verifications(full.owner, made.id)] == [False]
    (was,), (now,) = list_sections(full.owner, full.id), list_sections(full.owner, made.id)
    assert [one.text for one in now.stale] == [one.text for one in was.stale]
    assert not now.faults
    (measured,) = list_agreements(full.owner, made.id)
    there = open_agreement(full.owner, made.id, measured.id)
    assert there.stale == ()
    assert [place.about in there.decided for place in there.places].count(True) == 1
    before, after = rows_of(tmp_path / "a.zip"), rows_of(tmp_path / "b.zip")
    for name in set(before) - {"coder"}:
        assert not {row.get("id") for row in before[name]} & {row.get("id") for row in after[name]} - {None}


def test_the_hash_of_the_contents_sees_a_single_changed_word(full, tmp_path):
    workbench.backup(full.owner, full.id, tmp_path / "a.zip")
    made = restored(full.owner, tmp_path / "a.zip")
    one = workbench.find_excerpts(full.owner, made.id, workbench.codings.Query())[0].coding
    workbench.memo(full.owner, made.id, one.id, "lain")
    workbench.undo(full.owner, made.id)
    workbench.backup(full.owner, made.id, tmp_path / "b.zip")
    assert content_hash(tmp_path / "a.zip") != content_hash(tmp_path / "b.zip")


def test_work_can_be_taken_back_in_a_restored_project(full, tmp_path):
    workbench.backup(full.owner, full.id, tmp_path / "a.zip")
    made = restored(full.owner, tmp_path / "a.zip")
    assert "W3" not in {one.name for one in workbench.list_sources(full.owner, made.id)}
    workbench.undo(full.owner, made.id)
    assert "W3" in {one.name for one in workbench.list_sources(full.owner, made.id)}
    original = {one.name for one in workbench.list_sources(full.owner, full.id)}
    assert "W3" not in original
    assert workbench.latest_events(full.owner, made.id, limit=2)[1].verb == "restore"


def test_who_restores_a_strange_project_owns_it_and_takes_nobodys_name(full, other_store, tmp_path):
    workbench.backup(full.owner, full.id, tmp_path / "a.zip")
    with other_store.shared() as conn:
        here = workbench.projects.people.add(conn, "Lain sekali")
    made = restored(Actor(other_store, here), tmp_path / "a.zip")
    roles = {one.coder.name: one.role for one in workbench.members(Actor(other_store, here), made.id)}
    assert roles["Lain sekali"] == "owner"
    assert roles["Rina"] == "student"


def test_a_coder_of_the_same_name_here_is_the_same_person(full, other_store, tmp_path):
    workbench.backup(full.owner, full.id, tmp_path / "a.zip")
    with other_store.shared() as conn:
        rina = workbench.projects.people.add(conn, "RINA")
    made = restored(Desk(other_store).me(), tmp_path / "a.zip")
    assert rina.id in {
        one.coder for one in workbench.open_source(Actor(other_store, rina), made.id, full.source.id).codings
    }


def test_a_backup_names_nothing_private(full, tmp_path):
    workbench.prefer(full.owner, language="id", secret="canary")
    workbench.backup(full.owner, full.id, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert b"canary" not in archive.read("coder.jsonl")
    assert stat.S_IMODE((tmp_path / "a.zip").stat().st_mode) == 0o600


def test_a_backup_holds_nothing_of_another_project(full, make_study, tmp_path):
    other = make_study("Lain", full.owner)
    workbench.backup(other.owner, other.id, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert str(full.id) not in everything
    assert "Rina" not in everything


def test_a_file_that_is_there_is_not_overwritten(full, tmp_path):
    path = tmp_path / "a.zip"
    path.write_text("mine")
    with pytest.raises(TargetExists):
        workbench.backup(full.owner, full.id, path)
    assert path.read_text() == "mine"
    with pytest.raises(NotWritable):
        workbench.backup(full.owner, full.id, tmp_path / "no" / "folder.zip")
    assert [one.name for one in tmp_path.glob("*.zip*")] == ["a.zip"]


def test_a_backup_taken_while_people_work_is_of_one_moment(study, other_store, tmp_path):
    done, acknowledged = threading.Event(), []

    def work():
        step = 0
        while not done.is_set():
            acknowledged.append(study.code("K1", 3 + step % 20, 30 + step // 20).id)
            step += 1

    writer = threading.Thread(target=work)
    writer.start()
    try:
        while len(acknowledged) < 15:
            done.wait(0.01)
        before = set(acknowledged)
        workbench.backup(study.owner, study.id, tmp_path / "a.zip")
    finally:
        done.set()
        writer.join()
    me = Desk(other_store).me()
    made = restored(me, tmp_path / "a.zip")
    codings = {one.id for one in workbench.open_source(me, made.id, study.source.id).codings}
    assert before <= codings <= set(acknowledged)
    coded = [one for one in workbench.latest_events(me, made.id, limit=9999) if one.verb == "code"]
    assert len(coded) == len(codings)


# -- a copy of the file -----------------------------------------------------------------------------


def test_a_copy_of_the_file_opens_and_holds_everything(sqlite_target, study_builder, tmp_path):
    study = study_builder(open_store(sqlite_target))
    one = study.code("K1", 3, 9)
    copy_file(study.owner.store, tmp_path / "copy.db")
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    again = Actor(open_store(str(tmp_path / "copy.db")), Coder(study.owner.id, ""))
    assert [coding.id for coding in workbench.open_source(again, study.id, study.source.id).codings] == [one.id]
    with pytest.raises(TargetExists):
        copy_file(study.owner.store, tmp_path / "copy.db")
    assert isinstance(one.id, UUID)
    again.store.close()
    study.owner.store.close()
