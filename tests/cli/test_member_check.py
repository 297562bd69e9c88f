"""Packs and answers from the command line."""

import csv
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from coding import workbench

TALK = "P: Apakah ada rapat bersama?\nN: Ada, tiap bulan. Tapi tidak semua datang.\n"


@pytest.fixture
def used(run: Any, tmp_path: Path) -> None:
    """An informant whose words a proposition rests on."""
    (tmp_path / "IK-01.txt").write_text(TALK, encoding="utf-8")
    run("init", "uji.db")
    run("import", "uji.db", "IK-01.txt")
    me = workbench.open_desk("uji.db").me()
    project = workbench.pick_project(me, None).id
    case = workbench.case_for(me, project, "IK-01", {})
    source = workbench.source_id(me, project, "IK-01")
    workbench.edit_source(me, project, source, case=case.id)
    start = TALK.index("tiap bulan")
    span = ("--start", str(start), "--end", str(start + 10))
    run("code", "uji.db", "--source", "IK-01", *span, "--code", "K2")
    (row,) = json.loads(run("codings", "uji.db", "--json").stdout)
    run("propose", "uji.db", "Rapat rutin.", "--for", row["id"])


@pytest.mark.usefixtures("used")
def test_packs_go_out_and_a_filled_table_comes_in(run: Any, tmp_path: Path) -> None:
    told = run("member-check", "uji.db", "berkas.zip")
    assert told.stderr == "IK-01\t2\n"
    with zipfile.ZipFile(tmp_path / "berkas.zip") as archive:
        assert archive.namelist() == ["IK-01.docx", "jawaban.xlsx"]
    with (tmp_path / "jawaban.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([["No", "Jawaban", "Kata-kata"], ["1", "setuju", ""], ["9", "setuju", ""]])
    whose = ("--informant", "IK-01", "--date", "2 Maret 2026")
    looked = json.loads(run("answers", "uji.db", "jawaban.csv", *whose, "--dry-run", "--json", code=1).stdout)
    assert looked["answers"] == [
        {"informant": "IK-01", "number": "1", "answer": "agree", "words": "", "date": "2026-03-02"}
    ]
    assert "no number 9" in looked["problems"][0]["problem"]
    stored = run("answers", "uji.db", "jawaban.csv", *whose, code=1)
    assert stored.stdout == "IK-01\t1\tagree\n"
    assert stored.stderr.startswith("line 3: IK-01 was given no number 9.")


@pytest.mark.usefixtures("used")
def test_what_cannot_be_meant_is_told(run: Any, tmp_path: Path) -> None:
    assert "“IK-09”" in run("member-check", "uji.db", "berkas.zip", "--informant", "IK-09", code=1).stderr
    run("member-check", "uji.db", "berkas.docx", code=2)
    (tmp_path / "a.csv").write_text("No,Jawaban\n1,setuju\n", encoding="utf-8")
    assert "IK-09" in run("answers", "uji.db", "a.csv", "--informant", "IK-09", code=1).stderr
    assert "no date" in run("answers", "uji.db", "a.csv", "--date", "besok", code=1).stderr
    assert "No pack was made" in run("answers", "uji.db", "a.csv", "--informant", "IK-01", code=1).stderr
