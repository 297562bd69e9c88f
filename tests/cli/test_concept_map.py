"""Concept maps from the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from coding import cli, workbench
from coding.workbench import concept_maps
from coding.workbench.concept_map_starts import Start


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Two maps of a study with the codebook that comes along, one with nothing on it."""
    monkeypatch.chdir(tmp_path)
    desk = workbench.open_desk("uji.db")
    project = workbench.create_project(desk.me(), "Uji", workbench.shipped_codebook("wog"))
    concept_maps.begin_map(desk.me(), project.id, "Buku kode", Start("codebook"))
    concept_maps.make_map(desk.me(), project.id, "Kosong")
    desk.store.close()

    def command(*args: str, code: int = 0) -> Result:
        result = CliRunner().invoke(cli.main, ["display", "uji.db", "concept-map", *args], catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result

    return command


def test_the_relations_of_a_map_are_written_as_lines_and_as_json(run: Callable[..., Result]) -> None:
    lines = [line.split("\t") for line in run("--map", "BUKU KODE").stdout.splitlines()]
    assert ["Penyertaan", "bagian dari", "Koordinasi", "0", ""] in lines
    told = json.loads(run("--map", "Buku kode", "--json").stdout)
    assert len(told["relations"]) == len(lines) == 9
    assert {one["kind"] for one in told["concepts"]} == {"code"}


def test_a_map_is_drawn_into_a_file(run: Callable[..., Result], tmp_path: Path) -> None:
    for form in ("svg", "xlsx"):
        run("--map", "Buku kode", "--out", f"peta.{form}")
    drawn = ElementTree.parse(tmp_path / "peta.svg").getroot()
    assert drawn.tag.endswith("svg")
    assert (tmp_path / "peta.xlsx").read_bytes().startswith(b"PK")
    run("--map", "Buku kode", "--out", "peta.html", code=2)


def test_a_map_that_is_not_there_is_told_with_those_that_are(run: Callable[..., Result]) -> None:
    for asked in (("--map", "Lain"), ()):
        assert "Buku kode, Kosong" in run(*asked, code=1).output
