"""Backups that are not what they say: refused as a whole, and nothing of them stays."""

import hashlib
import json
import zipfile
from uuid import uuid4

import pytest

from coding import workbench
from coding.errors import BackupDamaged, CodingError, NewerSchema
from coding.model import Query
from coding.store.backup import GROWN, MANIFEST, SINCE


@pytest.fixture(scope="module")
def full(shared_store, study_builder):
    """A project with a row in every table that the tests forge."""
    study = study_builder(shared_store)
    study.code("K1", 3, 9)
    return study


@pytest.fixture(scope="module")
def saved(full, tmp_path_factory):
    path = tmp_path_factory.mktemp("saved") / "a.zip"
    workbench.backup(full.owner, full.id, path)
    return path


def rewritten(path, change):
    """A copy of a backup in which `change` got hold of the members before they were hashed again."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    manifest = json.loads(members[MANIFEST])
    for name in manifest["members"]:
        if name in members:
            manifest["members"][name]["sha256"] = hashlib.sha256(members[name]).hexdigest()
    members[MANIFEST] = json.dumps(manifest).encode()
    return packed(path, members)


def packed(path, members):
    copy = path.with_name(f"{uuid4().hex}.zip")
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return copy


def rows_of(members, table):
    return [json.loads(line) for line in members[f"{table}.jsonl"].splitlines()]


def with_rows(table, alter):
    def change(members):
        rows = rows_of(members, table)
        alter(rows)
        members[f"{table}.jsonl"] = b"".join(json.dumps(row).encode() + b"\n" for row in rows)

    return change


def flip(members):
    data = bytearray(members["source_text.jsonl"])
    data[len(data) // 2] ^= 1
    members["source_text.jsonl"] = bytes(data)


HOSTILE = {
    "a member is missing": lambda members: members.pop("turn.jsonl"),
    "a member too many": lambda members: members.update({"../../evil": b"x"}),
    "a line is no JSON": lambda members: members.update({"turn.jsonl": b"{\n"}),
    "JSON as deep as the sea": lambda members: members.update({"turn.jsonl": b"[" * 100_000}),
    "a row is a list": lambda members: members.update({"turn.jsonl": b"[]\n"}),
    "two projects": with_rows("project", lambda rows: rows.append({**rows[0], "id": str(uuid4())})),
    "no project": with_rows("project", lambda rows: rows.clear()),
    "an unknown column": with_rows("coding", lambda rows: rows[0].update(evil=1)),
    "a column is missing": with_rows("coding", lambda rows: rows[0].pop("quote")),
    "words where a number belongs": with_rows("coding", lambda rows: rows[0].update(start="zero")),
    "true where a number belongs": with_rows("coding", lambda rows: rows[0].update(start=True)),
    "a number beyond every database": with_rows("coding", lambda rows: rows[0].update(end=10**40)),
    "an id that is none": with_rows("coding", lambda rows: rows[0].update(id="1; DROP TABLE event")),
    "an instant that is none": with_rows("coding", lambda rows: rows[0].update(made_at="yesterday")),
    "an instant without a zone": with_rows("coding", lambda rows: rows[0].update(made_at="2026-01-01T00:00:00")),
    "a coding of no source": with_rows("coding", lambda rows: rows[0].update(source_id=str(uuid4()))),
    "a coding by nobody": with_rows("coding", lambda rows: rows[0].update(coder_id=str(uuid4()))),
    "a coding that ends before it begins": with_rows("coding", lambda rows: rows[0].update(start=9, end=3)),
    "a status that is none": with_rows("coding", lambda rows: rows[0].update(status="perhaps")),
    "a role that is none": with_rows("member", lambda rows: rows[0].update(role="god")),
    "the same row twice": with_rows("coding", lambda rows: rows.append(rows[0])),
    "letters no database holds": with_rows("source_text", lambda rows: rows[0].update(text="a\0b")),
    "a name as long as a book": with_rows("source", lambda rows: rows[0].update(name="x" * 9999)),
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_backup_that_was_tampered_with_is_refused_and_leaves_nothing(full, saved, shared_store, dump_of, change):
    path = rewritten(saved, change)
    before = dump_of(shared_store)
    with pytest.raises(BackupDamaged, match=path.name):
        workbench.restore(full.owner, path)
    assert dump_of(shared_store) == before


def test_a_single_flipped_bit_is_noticed(full, saved):
    with zipfile.ZipFile(saved) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    flip(members)
    with pytest.raises(BackupDamaged):
        workbench.restore(full.owner, packed(saved, members))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a zip at all", b"\0" * 5000])
def test_what_is_no_backup_is_refused(full, tmp_path, data):
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(BackupDamaged):
        workbench.restore(full.owner, tmp_path / "a.zip")
    with pytest.raises(BackupDamaged):
        workbench.restore(full.owner, tmp_path / "missing.zip")


def test_half_a_backup_is_refused(full, saved, tmp_path):
    data = saved.read_bytes()
    (tmp_path / "half.zip").write_bytes(data[: len(data) // 2])
    with pytest.raises(BackupDamaged):
        workbench.restore(full.owner, tmp_path / "half.zip")


def test_a_backup_that_unpacks_to_far_more_than_it_should_is_refused_before_it_is_read(full, saved, tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in old.namelist():
            with archive.open(name, "w") as member:
                member.write(old.read(name))
                for _ in range(300 if name == "turn.jsonl" else 0):
                    member.write(b"\n" * 1_000_000)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(BackupDamaged):
        workbench.restore(full.owner, path)


def test_a_backup_of_a_newer_version_says_so(full, saved):
    def from_the_future(members):
        manifest = json.loads(members[MANIFEST]) | {"revision": "9999"}
        members[MANIFEST] = json.dumps(manifest).encode()

    with pytest.raises(NewerSchema):
        workbench.restore(full.owner, rewritten(saved, from_the_future))


def test_a_forged_history_cannot_reach_into_another_project(study, make_study, tmp_path):
    victim = make_study("Korban", study.owner)
    theirs = victim.code("K1", 3, 9)
    study.code("K1", 3, 9)
    workbench.backup(study.owner, study.id, tmp_path / "a.zip")

    def forge(rows):
        change = rows[-1]["changes"][0]
        change["id"] = str(theirs.id)

    made = workbench.restore(study.owner, rewritten(tmp_path / "a.zip", with_rows("event", forge)))
    with pytest.raises(CodingError):
        workbench.undo(study.owner, made.id)
    assert len(victim.codings()) == 1


def test_a_forged_history_cannot_move_a_row_to_another_project(study, make_study, tmp_path):
    victim = make_study("Korban", study.owner)
    one = study.code("K1", 3, 9)
    workbench.uncode(study.owner, study.id, [one.id])
    workbench.backup(study.owner, study.id, tmp_path / "a.zip")

    def forge(rows):
        rows[-1]["changes"][0]["before"]["project_id"] = str(victim.id)

    made = workbench.restore(study.owner, rewritten(tmp_path / "a.zip", with_rows("event", forge)))
    workbench.undo(study.owner, made.id)
    assert victim.codings() == []
    assert workbench.count_excerpts(study.owner, made.id, workbench.codings.Query()) == 1


def of_revision(revision):
    """Makes a backup one of an earlier revision: without the tables and columns that came later."""

    def older(members):
        for table, (since, columns) in GROWN.items():
            if since > revision:
                narrowed = [{name: row[name] for name in row if name not in columns} for row in rows_of(members, table)]
                members[f"{table}.jsonl"] = b"".join(json.dumps(row).encode() + b"\n" for row in narrowed)
        manifest = json.loads(members[MANIFEST])
        manifest["revision"] = revision
        for table in (name for name, since in SINCE.items() if since > revision):
            del members[f"{table}.jsonl"], manifest["members"][f"{table}.jsonl"]
        members[MANIFEST] = json.dumps(manifest).encode()

    return older


@pytest.mark.parametrize("revision", sorted({"0001", *SINCE.values()}))
def test_a_backup_made_before_there_were_these_tables_still_comes_back(full, saved, revision):
    restored = workbench.restore(full.owner, rewritten(saved, of_revision(revision)))
    query = Query()
    assert workbench.count_excerpts(full.owner, restored.id, query) == 1


def test_a_backup_that_says_it_is_older_than_its_members_is_refused(full, saved):
    def older(members):
        manifest = json.loads(members[MANIFEST])
        members[MANIFEST] = json.dumps({**manifest, "revision": "0001"}).encode()

    with pytest.raises(BackupDamaged):
        workbench.restore(full.owner, rewritten(saved, older))
