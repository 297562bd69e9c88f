"""Correcting a transcript from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

TALK = "P: Apakah ada rapat bersama?\nN: Ada, tiap bulan. Tapi tidak semua datang.\nP: Siapa?\nN: Semua dinas.\n"


@pytest.fixture
def coded(run: Any, tmp_path: Path) -> str:
    (tmp_path / "IK-01.txt").write_text(TALK, encoding="utf-8")
    run("init", "uji.db")
    run("import", "uji.db", "IK-01.txt")
    for words in ("tiap bulan", "tidak semua", "Semua dinas"):
        start = TALK.index(words)
        span = ("--start", str(start), "--end", str(start + len(words)))
        run("code", "uji.db", "--source", "IK-01", *span, "--code", "K2")
    return "uji.db"


def quotes(run: Any, db: str) -> list[str]:
    return [row["quote"] for row in json.loads(run("codings", db, "--json").stdout)]


def test_a_correction_is_told_first_then_done_and_can_be_undone(run: Any, coded: str, tmp_path: Path) -> None:
    text = run("text", coded, "IK-01").stdout
    assert text == TALK
    better = text.replace("tiap bulan", "setiap bulan").replace(" Tapi tidak semua datang.", "\nP: Oh.\nN: Ya.")
    (tmp_path / "baru.txt").write_text(better, encoding="utf-8-sig")
    told = json.loads(run("correct", coded, "IK-01", "baru.txt", "--dry-run", "--json").stdout)
    assert told["codings"] == {"lost": 1, "changed": 1, "moved": 1, "unchanged": 0}
    assert told["lost"] == [{"code": "K2", "quote": "tidak semua"}]
    assert told["changed"] == [{"code": "K2", "quote": "tiap bulan", "now": "setiap bulan"}]
    assert told["references"] == [{"before": [4, 4], "after": [6, 6], "codings": 1}]
    assert told["turns"] == [4, 6]
    assert quotes(run, coded) == ["tiap bulan", "tidak semua", "Semua dinas"]
    done = run("correct", coded, "IK-01", "baru.txt")
    assert "line 4 → 6" in done.stderr
    assert quotes(run, coded) == ["setiap bulan", "Semua dinas"]
    assert run("text", coded, "IK-01").stdout == better
    assert run("text", coded, "IK-01", "--version", "1").stdout == TALK
    run("undo", coded)
    assert quotes(run, coded) == ["tiap bulan", "tidak semua", "Semua dinas"]


def test_what_cannot_be_taken_is_one_sentence_and_exit_1(run: Any, coded: str, tmp_path: Path) -> None:
    (tmp_path / "sama.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "lama.txt").write_bytes(TALK.replace("Ada", "Kafé").encode("cp1252"))
    (tmp_path / "salah.txt").write_text(TALK.replace("P: Siapa", "Lurah: Siapa"), encoding="utf-8")
    for name, words in (("sama.txt", "Nothing was changed"), ("lama.txt", "UTF-8"), ("salah.txt", "Lurah: Siapa?")):
        result = run("correct", coded, "IK-01", name, code=1)
        assert words in result.stderr
        assert len(result.stderr.strip().splitlines()) == 1
    run("text", coded, "IK-01", "--version", "9", code=1)
    assert run("text", coded, "IK-01").stdout == TALK
