"""The command line as somebody types it: files in, JSON out, one sentence and exit 1 for a mistake."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TALK = """Kode: IK-01
Tanggal: 12 Januari 2026

Pewawancara: Apakah ada rapat bersama?
Informan: Ada, tiap bulan. Tapi tidak semua instansi datang.
Pewawancara: Siapa yang memimpin?
Informan: Kepala dinas 😀 biasanya.
"""


@pytest.fixture
def db(tmp_path: Path) -> str:
    return str(tmp_path / "uji.db")


@pytest.fixture
def talk(tmp_path: Path) -> str:
    path = tmp_path / "IK-01.txt"
    path.write_text(TALK, encoding="utf-8")
    return str(path)


@pytest.fixture
def coded(run: Any, db: str, talk: str) -> str:
    run("init", db, "--codebook", "wog", "--name", "Bengkulu")
    run("import", db, talk)
    start = TALK.index("Ada, tiap")
    run("code", db, "--source", "IK-01", "--start", str(start), "--end", str(start + 16), "--code", "k2")
    return db


def test_import_says_what_was_recognised(run: Any, db: str, talk: str) -> None:
    run("init", db)
    [file] = json.loads(run("import", db, talk, "--json").stdout)["files"]
    assert file["name"] == "IK-01"
    assert file["status"] == "imported"
    assert file["kind"] == "interview"
    assert file["speakers"] == {"Pewawancara": 2, "Informan": 2}
    assert file["turns"] == 4
    assert file["header"] == {"Kode": "IK-01", "Tanggal": "12 Januari 2026"}


def test_a_refused_file_has_a_reason_and_the_others_still_come_in(run: Any, db: str, talk: str, tmp_path: Path) -> None:
    run("init", db)
    broken = tmp_path / "rusak.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    files = json.loads(run("import", db, str(broken), talk, "--json", code=1).stdout)["files"]
    assert [file["status"] for file in files] == ["refused", "imported"]
    assert files[0]["reason"]


def test_segments_are_what_was_said_at_offsets_of_the_text(run: Any, coded: str) -> None:
    turns = json.loads(run("segments", coded, "--unit", "turn", "--json").stdout)
    assert [turn["speaker"] for turn in turns] == ["Pewawancara", "Informan"] * 2
    assert turns[3]["text"] == "Kepala dinas 😀 biasanya."
    assert TALK[turns[3]["start"] : turns[3]["end"]] == turns[3]["text"]
    sentences = json.loads(run("segments", coded, "--source", "IK-01", "--unit", "sentence", "--json").stdout)
    assert "Tapi tidak semua instansi datang." in [one["text"] for one in sentences]


def test_codes_list_the_nine_with_their_groups_and_digits(run: Any, coded: str) -> None:
    rows = {row["code"]: row for row in json.loads(run("codes", coded, "--json").stdout)}
    nine = ["K1", "K2", "K3", "I1", "I2", "I3", "D1", "D2", "D3"]
    assert [rows[key]["shortcut"] for key in nine] == list("123456789")
    assert rows["K2"]["codable"]
    assert not rows[rows["K2"]["parent"]]["codable"]
    assert set(rows["K2"]["label"]) == {"id", "en"}


def test_codings_keep_the_words_and_can_be_undone(run: Any, coded: str) -> None:
    [row] = json.loads(run("codings", coded, "--code", "K2", "--json").stdout)
    assert row["quote"] == "Ada, tiap bulan."
    assert row["origin"] == "hand"
    run("undo", coded)
    assert json.loads(run("codings", coded, "--json").stdout) == []
    run("redo", coded)
    assert len(json.loads(run("codings", coded, "--json").stdout)) == 1


def test_a_named_coder_has_a_layer_and_an_undo_of_his_own(run: Any, coded: str) -> None:
    start = TALK.index("Kepala")
    span = ("--source", "IK-01", "--start", str(start), "--end", str(start + 14), "--code", "K3")
    run("code", coded, *span, "--coder", "Sari")
    [row] = json.loads(run("codings", coded, "--coder", "Sari", "--json").stdout)
    assert row["quote"] == "Kepala dinas 😀"
    run("undo", coded, "--coder", "Sari")
    assert len(json.loads(run("codings", coded, "--json").stdout)) == 1


def test_a_table_of_codings_comes_in_and_what_does_not_fit_is_reported(run: Any, coded: str, tmp_path: Path) -> None:
    start = TALK.index("Tapi")
    table = tmp_path / "codings.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["source", "start", "end", "code", "coder"])
        rows.writerow(["IK-01", start, start + 10, "HB", "Sari"])
        rows.writerow(["IK-01", start, 99999, "HB", "Sari"])
        rows.writerow(["IK-99", 1, 2, "HB", "Sari"])
        rows.writerow(["IK-01", 1, 2, "tidak ada", "Sari"])
    came = json.loads(run("import-codings", coded, str(table), "--json", code=1).stdout)
    assert came["imported"] == 1
    assert [problem["line"] for problem in came["problems"]] == [3, 4, 5]
    assert {row["origin"] for row in json.loads(run("codings", coded, "--coder", "Sari", "--json").stdout)} == {
        "import"
    }


@pytest.mark.parametrize("name", ["kutipan.xlsx", "kutipan.csv"])
def test_excerpts_leave_as_a_spreadsheet(run: Any, coded: str, tmp_path: Path, name: str) -> None:
    run("export", coded, name)
    assert (tmp_path / name).stat().st_size > 100


def test_a_backup_is_one_file_and_never_overwrites(run: Any, coded: str, tmp_path: Path) -> None:
    run("backup", coded, "cadangan.zip")
    assert (tmp_path / "cadangan.zip").read_bytes()[:2] == b"PK"
    assert "cadangan.zip" in run("backup", coded, "cadangan.zip", code=1).stderr


def test_mistakes_are_one_sentence_and_exit_1(run: Any, coded: str) -> None:
    for args in (
        ("codings", coded, "--code", "X9"),
        ("segments", coded, "--source", "tidak-ada"),
        ("code", coded, "--source", "IK-01", "--start", "5", "--end", "5", "--code", "K1"),
        ("code", coded, "--source", "IK-01", "--start", "5", "--end", "9", "--code", "K"),
        ("codings", coded, "--project", "lain"),
        ("codes", "bukan.db"),
    ):
        result = run(*args, code=1)
        assert result.stdout == ""
        assert len(result.stderr.strip().splitlines()) == 1


def test_usage_errors_exit_2(run: Any, coded: str) -> None:
    run("segments", coded, "--unit", "word", code=2)
    run("export", coded, "x.pdf", code=2)
    run("tidak-ada", code=2)


def test_a_database_with_several_projects_asks_which(run: Any, coded: str) -> None:
    run("init", coded, "--codebook", "general", "--name", "Kedua")
    assert "Bengkulu" in run("codes", coded, code=1).stderr
    assert json.loads(run("codes", coded, "--project", "Kedua", "--json").stdout)
    assert json.loads(run("codings", coded, "--project", "Bengkulu", "--json").stdout)


def test_a_file_that_is_no_project_is_left_alone(run: Any, tmp_path: Path) -> None:
    other = tmp_path / "catatan.db"
    other.write_text("catatan saya", encoding="utf-8")
    run("codes", str(other), code=1)
    assert other.read_text(encoding="utf-8") == "catatan saya"


def test_a_new_database_is_private(run: Any, db: str) -> None:
    run("init", db, "--codebook", "empty")
    if os.name == "posix":
        assert Path(db).stat().st_mode & 0o077 == 0


def test_a_copy_of_the_file_alone_is_the_whole_project(tmp_path: Path) -> None:
    for args in (["init", "uji.db", "--name", "Bengkulu"], ["codes", "uji.db"]):
        subprocess.run([sys.executable, "-m", "coding", *args], cwd=tmp_path, check=True, capture_output=True)
    assert [path.name for path in tmp_path.iterdir()] == ["uji.db"]
    (tmp_path / "salinan.db").write_bytes((tmp_path / "uji.db").read_bytes())
    copied = [sys.executable, "-m", "coding", "codes", "salinan.db", "--project", "Bengkulu", "--json"]
    assert json.loads(subprocess.run(copied, cwd=tmp_path, check=True, capture_output=True).stdout)
