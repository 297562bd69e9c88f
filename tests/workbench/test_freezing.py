"""A report is frozen with all it rested on, and made again from the project as it is now."""

import io
import json
import zipfile
from uuid import uuid4

import pytest

from coding import workbench
from coding.errors import ManifestForeign, NotAllowed, NotFound, NothingToUndo
from coding.model import Proposition, Query, Verdict
from coding.report.tables import Column, Part
from coding.store import freezes
from coding.workbench.conclusions import put_proposition, put_verdict
from coding.workbench.freezing import changed_since, freeze_manifest, freeze_report, list_freezes, rebuild
from coding.workbench.kept_displays import keep_display
from coding.workbench.reporting import Annexes


@pytest.fixture
def full(study):
    """A study with codings, a proposition, a verdict and a display."""
    study.code("K1", 0, 5)
    study.code("K2", 6, 9)
    put_proposition(study.owner, study.id, Proposition(uuid4(), "Rapat ada.", indicator=study.codes["K1"]))
    put_verdict(study.owner, study.id, Verdict(uuid4(), study.codes["K1"], "partly", "Dua dari tiga."))
    keep_display(study.owner, study.id, "code-frequencies", "Batang", Query())
    return study


@pytest.fixture(autouse=True)
def no_pictures(monkeypatch):
    """Pictures are drawn elsewhere: here only what they are drawn from counts."""
    monkeypatch.setattr("coding.workbench.report_assembled.export_kept", lambda *_args, **_named: b"")


def opened(archive):
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return {name: files.read(name) for name in files.namelist()}


def test_freezing_gives_the_report_its_tables_and_its_manifest_and_keeps_a_record(full):
    made = freeze_report(full.owner, full.id, why="Sidang")
    files = opened(made.archive)
    assert {"report.docx", "report.html", "tables.xlsx", "manifest.json"} <= set(files)
    told = json.loads(files["manifest.json"])
    assert {one["name"] for one in told["sources"]} == {"W1"}
    assert [one["name"] for one in told["codebook"]["codes"]] == ["KOORD", "K1", "K2", "K3"]
    assert [one["codings"] for one in told["coders"]] == [2]
    assert [one["name"] for one in told["report"]["figures"]] == ["Batang"]
    (kept,) = list_freezes(full.owner, full.id)
    assert (kept.id, kept.why, kept.coder) == (made.freeze.id, "Sidang", full.owner.id)
    assert freeze_manifest(full.owner, full.id, kept.id) == files["manifest.json"]


def test_made_again_from_the_same_the_tables_are_the_same_bytes(full):
    files = opened(freeze_report(full.owner, full.id).archive)
    again = rebuild(full.owner, full.id, files["manifest.json"])
    assert again.differs == ()
    assert again.same_files
    assert again.files == {name: data for name, data in files.items() if name.startswith("tables")}


def test_what_changed_since_is_named_and_comes_right_again_when_it_is_taken_back(full):
    one = freeze_report(full.owner, full.id).freeze
    assert changed_since(full.owner, full.id, one.id) == []
    full.code("K1", 10, 13)
    found = changed_since(full.owner, full.id, one.id)
    assert {each.kind for each in found} == {"coder", "text", "cell"}
    (cell,) = (each for each in found if each.kind == "cell")
    assert (cell.name, cell.old, cell.new) == ("Batang", "1", "2")
    workbench.undo(full.owner, full.id)
    assert changed_since(full.owner, full.id, one.id) == []
    full.add_source("W9")
    assert "source" in {each.kind for each in changed_since(full.owner, full.id, one.id)}


def test_what_ended_the_appendix_is_made_again_and_no_words_of_informants_stand_in_the_manifest(full):
    asked = []

    def trail(_language, rev):
        asked.append(rev)
        return Part(
            "Jejak", [Column(name) for name in "abcde"], [("1", "A", "menulis", "sebab rapat", "kutipan rapat")]
        )

    made = freeze_report(full.owner, full.id, annexed=Annexes(transcripts=True, trail=trail))
    files = opened(made.archive)
    told = json.loads(files["manifest.json"])
    assert told["report"]["annexes"] == ["transcripts", "trail"]
    transcript, done = told["report"]["tables"][-2:]
    assert all(str(row[2]).startswith("#") for row in transcript["rows"])
    assert done["rows"][0][:3] == ["1", "A", "menulis"]
    assert all(cell.startswith("#") for cell in done["rows"][0][3:])
    again = rebuild(full.owner, full.id, files["manifest.json"], trail=trail)
    assert (again.differs, again.same_files) == ((), True)
    assert again.manifest["report"]["annexes"] == ["transcripts", "trail"]
    # Freezing is an act by itself: the trail is told up to what was frozen, not up to now.
    assert asked == [told["project"]["rev"]] * 2


def test_a_frozen_report_is_not_taken_back_by_undo(study):
    freeze_report(study.owner, study.id)
    while True:
        try:
            workbench.undo(study.owner, study.id)
        except NothingToUndo:
            break
    assert len(list_freezes(study.owner, study.id)) == 1


def test_a_manifest_of_another_study_is_refused_unless_its_sources_are_here(full, make_study):
    data = opened(freeze_report(full.owner, full.id).archive)["manifest.json"]
    twin = make_study("Kembar", full.owner)
    assert rebuild(twin.owner, twin.id, data).differs
    other = workbench.create_project(full.owner, "Kosong", workbench.choose_codebook("empty"))
    with pytest.raises(ManifestForeign):
        rebuild(full.owner, other.id, data)
    with pytest.raises(NotFound):
        changed_since(full.owner, other.id, list_freezes(full.owner, full.id)[0].id)


def test_a_reader_makes_it_again_but_does_not_freeze(full):
    reader = full.member("Pembaca", "reader")
    with pytest.raises(NotAllowed):
        freeze_report(reader, full.id)
    data = opened(freeze_report(full.owner, full.id).archive)["manifest.json"]
    assert rebuild(reader, full.id, data).differs == ()


def test_a_frozen_report_comes_through_a_backup(full, tmp_path):
    one = freeze_report(full.owner, full.id).freeze
    workbench.backup(full.owner, full.id, tmp_path / "a.zip")
    made = workbench.restore(full.owner, tmp_path / "a.zip")
    (kept,) = list_freezes(full.owner, made.id)
    assert kept.manifest["report"] == one.manifest["report"]
    changed = changed_since(full.owner, made.id, kept.id)
    assert [(each.kind, each.old, each.new) for each in changed] == [("text", "Studi", "Studi (2)")]
    with full.owner.store.read(full.id, full.owner.id) as tx:
        assert [each.id for each in freezes.load(tx)] == [one.id]
