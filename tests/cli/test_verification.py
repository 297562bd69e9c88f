"""Propositions looked at by tactics from the command line."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from coding import workbench
from coding.conclusion import TACTICS

TALK = "P: Apakah ada rapat bersama?\nN: Ada, tiap bulan. Tapi tidak semua datang.\n"


@pytest.fixture
def proposition(run: Any, tmp_path: Path) -> str:
    """A proposition for which one excerpt speaks, and against which another."""
    (tmp_path / "IK-01.txt").write_text(TALK, encoding="utf-8")
    run("init", "uji.db")
    run("import", "uji.db", "IK-01.txt")
    for words in ("tiap bulan", "tidak semua"):
        start = TALK.index(words)
        span = ("--start", str(start), "--end", str(start + len(words)))
        run("code", "uji.db", "--source", "IK-01", *span, "--code", "K2")
    yes, no = (row["id"] for row in json.loads(run("codings", "uji.db", "--json").stdout))
    return str(run("propose", "uji.db", "Rapat rutin.", "--for", yes, "--against", no).stdout).strip()


def test_every_tactic_is_named_with_what_it_needs(run: Any) -> None:
    lines = run("verify", "none.db", "--list").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == list(TACTICS)
    assert "if-then\ttesting\tfirst second" in lines
    assert "replication\ttesting\t[seed]" in lines


def test_a_proposition_is_tested_the_result_kept_and_stale_when_its_excerpt_goes(run: Any, proposition: str) -> None:
    told = json.loads(run("verify", "uji.db", proposition, "counting", "--json").stdout)
    assert (told["rows"][0]["label"], told["rows"][0]["numbers"]["excerpts"], told["kept"]) == (
        ["side", "for"],
        1,
        None,
    )
    assert run("verify", "uji.db").stdout == ""
    keep = ("--keep", "weakens", "--note", "Hanya satu.", "--json")
    options = ("--option", "first=K2", "--option", "second=K3")
    made = json.loads(run("verify", "uji.db", "rapat", "if-then", *options, *keep).stdout)
    assert made["figures"]["of"] == 0
    [kept] = json.loads(run("verify", "uji.db", proposition, "--json").stdout)
    assert (kept["id"], kept["concludes"], kept["note"], kept["stale"]) == (
        made["kept"],
        "weakens",
        "Hanya satu.",
        False,
    )
    run("verify", "uji.db", "rapat", "counting", "--keep", "holds")
    first = told["rows"][0]["codings"][0]
    me = workbench.open_desk("uji.db").me()
    workbench.uncode(me, workbench.pick_project(me, None).id, [UUID(first)])
    assert "counting · holds · stale: look again" in run("verify", "uji.db").stdout
    assert "side · against\tinformants=0" in run("verify", "uji.db", "rapat", "counting").stdout


def test_what_cannot_be_meant_is_told(run: Any, proposition: str) -> None:
    assert "no proposition" in run("verify", "uji.db", "Lain", "counting", code=1).stderr
    assert "no tactic" in run("verify", "uji.db", proposition, "divination", code=1).stderr
    assert "“first”" in run("verify", "uji.db", proposition, "if-then", code=1).stderr
    run("verify", "uji.db", proposition, "if-then", "--option", "first", code=2)
