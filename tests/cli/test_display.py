"""Displays from the command line, on the practice project."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coding import cli, workbench
from coding.display import KINDS
from coding.model import Query
from coding.workbench.kept_displays import keep_display


@pytest.fixture
def run(
    practice_file: Callable[[bool], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    shutil.copy(practice_file(False), tmp_path / "uji.db")
    monkeypatch.chdir(tmp_path)

    def command(*args: str, code: int = 0) -> Result:
        result = CliRunner().invoke(cli.main, ["display", "uji.db", *args], catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result

    return command


def test_the_kinds_are_named_one_a_line(run: Callable[..., Result]) -> None:
    assert run("--list").stdout.splitlines() == [*KINDS, "concept-map"]


def test_without_a_file_the_table_is_told(run: Callable[..., Result]) -> None:
    head, first, *_rest = run("code-frequencies", "--set", "unit=segments").stdout.splitlines()
    assert head == "Kode\tInforman\tdari\tKutipan"
    assert len(first.split("\t")) == 4
    told = json.loads(run("code-frequencies", "--query", "status:absent", "--json").stdout)
    assert told["columns"] == ["Informan", "dari", "Kutipan"]
    assert any(row["cells"][2] for row in told["rows"])


def test_a_page_and_a_table_are_written(run: Callable[..., Result], tmp_path: Path) -> None:
    run("saturation", "--out", "jenuh.html")
    assert b"plotly" in (tmp_path / "jenuh.html").read_bytes()
    run("code-case-heatmap", "--set", "by=case.jenis", "--out", "kode.xlsx")
    assert (tmp_path / "kode.xlsx").read_bytes().startswith(b"PK")


def test_a_display_is_split_side_by_side(run: Callable[..., Result], tmp_path: Path) -> None:
    lines = run("code-frequencies", "--by", "informant-type").stdout.splitlines()
    heads = [line for line in lines if line.startswith("# ")]
    assert [line.split(" ")[1] for line in heads] == ["kunci", "pendukung", "utama"]
    assert lines.count("Kode\tInforman\tdari\tKutipan") == 3
    told = json.loads(run("code-frequencies", "--by", "coder", "--query", "status:absent", "--json").stdout)
    whole = json.loads(run("code-frequencies", "--query", "status:absent", "--json").stdout)
    assert {one["query"] for one in told["parts"]} >= {"coder:Ahli", "coder:Kedua"}
    counted = [[row["cells"][2] for row in one["rows"]] for one in told["parts"] if "rows" in one]
    assert [sum(many) for many in zip(*counted, strict=True)] == [row["cells"][2] for row in whole["rows"]]
    run("status-bars", "--by", "time", "--out", "waktu.xlsx")
    assert (tmp_path / "waktu.xlsx").read_bytes().startswith(b"PK")
    assert "coder, informant-type, source-type, time" in run("saturation", "--by", "moon", code=1).stderr


def test_a_display_that_is_kept_is_drawn_by_its_name(run: Callable[..., Result], tmp_path: Path) -> None:
    desk = workbench.open_desk("uji.db")
    (project,) = workbench.list_projects(desk.me())
    query = Query(where=workbench.read_query(desk.me(), project.id, "status:absent"))
    for name, by in (("Yang tidak ada", ""), ("Menurut pengode", "coder")):
        keep_display(desk.me(), project.id, "code-frequencies", name, query, options={"unit": "segments"}, by=by)
    desk.store.close()
    asked = ("code-frequencies", "--query", "status:absent", "--set", "unit=segments")
    assert run("--name", "yang TIDAK ada").stdout == run(*asked).stdout
    assert run("--name", "Menurut pengode").stdout == run(*asked, "--by", "coder").stdout
    run("--name", "Yang tidak ada", "--out", "ada.html")
    assert "Yang tidak ada" in (tmp_path / "ada.html").read_text(encoding="utf-8")
    assert "Menurut pengode, Yang tidak ada" in run("--name", "Lain", code=1).stderr
    run("code-frequencies", "--name", "Yang tidak ada", code=2)
    run("--name", "Yang tidak ada", "--by", "coder", code=2)


def test_a_mistake_is_told_in_a_sentence(run: Callable[..., Result]) -> None:
    assert "There is no display named “pie”" in run("pie", code=1).stderr
    assert "can't be chosen" in run("saturation", "--set", "base=9", code=1).stderr
    run("saturation", "--set", "base", code=2)
    run("saturation", "--out", "jenuh.gif", code=2)
    run(code=2)
