"""Who codes what, from the command line; and what the command line tells somebody who codes blind."""

import json
from pathlib import Path
from typing import Any

import pytest

TALK = "P: Apakah ada rapat?\nN: Ada, tiap bulan.\n"


@pytest.fixture
def coded(run: Any, tmp_path: Path) -> str:
    """Two sources; in the first Ani has coded two passages, this machine's user one."""
    run("init", "uji.db")
    for name in ("IK-01", "IK-02"):
        (tmp_path / f"{name}.txt").write_text(TALK, encoding="utf-8")
        run("import", "uji.db", f"{name}.txt")
    for start, end, who in ((3, 9, "Ani"), (10, 13, "Ani"), (14, 19, "")):
        span = ("--start", str(start), "--end", str(end))
        run("code", "uji.db", "--source", "IK-01", *span, "--code", "K2", *(("--coder", who) if who else ()))
    return "uji.db"


def rows(run: Any, *args: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*args, "--json").stdout)
    return found


def test_sources_are_assigned_listed_and_taken_back(run: Any, coded: str) -> None:
    told = rows(run, "assign", coded, "--to", "ani", "--source", "IK-01", "--due", "2026-01-12", "--blind")
    assert [(one["source"], one["coder"], one["state"], one["due"], one["blind"], one["late"]) for one in told] == [
        ("IK-01", "Ani", "working", "2026-01-12", True, True)
    ]
    run("assign", coded, "--to", "Ani", "--draw", "1")
    assert [one["source"] for one in rows(run, "assign", coded)] == ["IK-01", "IK-02"]
    run("assign", coded, "--to", "Ani", "--source", "IK-01", "--back")
    assert run("assign", coded).stdout == "IK-02\tAni\twaiting\t-\topen\n"
    assert "Nobody" in run("assign", coded, "--to", "Budi", "--source", "IK-01", code=2).output


def test_exports_of_somebody_who_codes_blind_hold_nothing_of_others(run: Any, coded: str, tmp_path: Path) -> None:
    run("export", coded, "all.csv")
    me = {one["coder"] for one in rows(run, "codings", coded)} - {"Ani"}
    run("assign", coded, "--to", me.pop(), "--source", "IK-01", "--blind")
    run("export", coded, "mine.csv")
    lines = [(tmp_path / name).read_text(encoding="utf-8-sig").splitlines() for name in ("all.csv", "mine.csv")]
    assert [sum("IK-01" in line for line in some) for some in lines] == [3, 1]
    assert not any("Ani" in line for line in lines[1])
    assert "hidden" in run("backup", coded, "a.zip", code=1).output
    assert not (tmp_path / "a.zip").exists()
