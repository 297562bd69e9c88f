"""Supervision by file from the command line: out, opened with others, and back."""

import json
from pathlib import Path
from typing import Any

from coding import workbench
from coding.workbench.reviewing import review
from coding.workbench.talking import begin_thread

TALK = "P: Apakah ada rapat bersama?\nN: Ada, tiap bulan. Tapi tidak semua datang.\n"


def test_a_project_goes_to_a_supervisor_and_words_come_back_once(run: Any, tmp_path: Path) -> None:
    (tmp_path / "IK-01.txt").write_text(TALK, encoding="utf-8")
    run("init", "sari.db")
    run("import", "sari.db", "IK-01.txt")
    start = TALK.index("tiap bulan")
    span = ("--start", str(start), "--end", str(start + len("tiap bulan")))
    run("code", "sari.db", "--source", "IK-01", *span, "--code", "K2")
    run("guidance", "save", "sari.db", "sari.zip")
    assert "exists" in run("guidance", "save", "sari.db", "sari.zip", code=1).output
    run("guidance", "open", "ani.db", "sari.zip")
    (row,) = json.loads(run("guidance", "list", "ani.db", "--json").stdout)
    assert (row["stage"], row["sources"], row["finished"]) == ("tagging", 1, 0)
    ani = workbench.open_desk("ani.db").me()
    copy = workbench.list_projects(ani)[0].id
    source = workbench.source_names(ani, copy)["IK-01"]
    review(ani, copy, workbench.open_source(ani, copy, source).codings[0].id, "revise")
    begin_thread(ani, copy, "source", source, "Kapan direkam?")
    run("feedback", "save", "ani.db", "balik.zip")
    assert "1 states, 1 comments" in run("feedback", "open", "sari.db", "balik.zip").stderr
    assert "opened before" in run("feedback", "open", "sari.db", "balik.zip").stderr
    assert "not feedback" in run("feedback", "open", "sari.db", "sari.zip", code=1).output
    assert "no backup" in run("guidance", "open", "ani.db", "balik.zip", code=1).output.replace("not a", "no")
