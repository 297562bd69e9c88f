"""Who speaks in a source, from the command line; and a source imported again."""

import json
from pathlib import Path
from typing import Any

import pytest

TALK = "P: Apakah ada rapat?\nN: Ada, tiap bulan. Tidak semua datang.\nP: Siapa?\nNa: Semua dinas.\n"


@pytest.fixture
def coded(run: Any, tmp_path: Path) -> str:
    (tmp_path / "IK-01.txt").write_text(TALK, encoding="utf-8")
    run("init", "uji.db")
    run("import", "uji.db", "IK-01.txt")
    for words in ("tiap bulan", "Tidak semua datang", "Semua dinas"):
        start = TALK.index(words)
        span = ("--start", str(start), "--end", str(start + len(words)))
        run("code", "uji.db", "--source", "IK-01", *span, "--code", "K2")
    return "uji.db"


def listed(run: Any, db: str, *more: str) -> dict[str, Any]:
    rows = json.loads(run("speakers", db, "--source", "IK-01", *more, "--json").stdout)
    return {row["label"]: [row["role"], row["case"], row["turns"], row["words"], row["codings"]] for row in rows}


def test_speakers_are_listed_and_put_right_and_undo_takes_each_act_back(run: Any, coded: str) -> None:
    before = listed(run, coded)
    assert {label: row[2:] for label, row in before.items()} == {"P": [2, 4, 0], "N": [1, 6, 2], "Na": [1, 2, 1]}
    told = listed(
        run, coded, "--merge", "Na=N", "--merge", "N=IK-01", "--role", "IK-01=informant", "--case", "IK-01=X1"
    )
    assert told["IK-01"] == ["informant", "X1", 2, 8, 3]
    assert set(told) == {"P", "IK-01"}
    assert run("text", coded, "IK-01").stdout == TALK
    assert listed(run, coded, "--case", "IK-01=")["IK-01"][1] is None
    plain = run("speakers", coded, "--source", "IK-01").stdout.splitlines()
    assert plain[0].split("\t")[0] == "IK-01"
    for _ in range(4):
        run("undo", coded)
    while listed(run, coded) != before:
        run("undo", coded)


@pytest.mark.parametrize("wrong", [("--merge", "X=N"), ("--merge", "N="), ("--role", "N=boss"), ("--case", "N")])
def test_what_cannot_be_meant_is_said_before_anything_is_done(run: Any, coded: str, wrong: tuple[str, str]) -> None:
    before = listed(run, coded)
    run("speakers", coded, "--source", "IK-01", "--merge", "Na=N", *wrong, code=2)
    assert listed(run, coded) == before


def test_a_better_file_is_told_first_then_taken_and_can_be_undone(run: Any, coded: str, tmp_path: Path) -> None:
    better = TALK.replace(" Tidak semua datang.", "").replace("Apakah", "Jadi, apakah")
    (tmp_path / "baik.txt").write_text(better, encoding="utf-8")
    asked = ("import", coded, "baik.txt", "--again", "--source", "IK-01")
    told = json.loads(run(*asked, "--dry-run", "--json").stdout)["files"][0]
    assert told["lost"] == [{"code": "K2", "quote": "Tidak semua datang"}]
    assert run("text", coded, "IK-01").stdout == TALK
    done = run(*asked)
    assert "lost\tK2\tTidak semua datang" in done.stderr
    assert run("text", coded, "IK-01").stdout == better
    assert [row["quote"] for row in json.loads(run("codings", coded, "--json").stdout)] == ["tiap bulan", "Semua dinas"]
    run("undo", coded)
    assert run("text", coded, "IK-01").stdout == TALK
    run("import", coded, "baik.txt", "--dry-run", code=2)
