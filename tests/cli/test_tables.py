"""The tables of a thesis from the command line."""

from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from coding import workbench
from coding.cli import main
from coding.model import Source

TALK = "IK-01: Ada rapat tiap bulan.\n"


@pytest.fixture
def db(tmp_path: Path) -> str:
    target = str(tmp_path / "a.db")
    me = workbench.open_desk(target).me()
    project = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
    for name in ("W1", "W2"):
        workbench.import_source(me, project, Source(name, TALK, lines=(0,)), 5)
    return target


def tables(*args: object) -> Any:
    return CliRunner().invoke(main, ["tables", *map(str, args)])


def test_every_table_is_written_by_the_ending_of_the_file(db: str, tmp_path: Path) -> None:
    for which in ("informants", "grid", "transcript"):
        for ending in ("xlsx", "docx"):
            done = tables(db, which, tmp_path / f"{which}.{ending}")
            assert done.exit_code == 0, done.output
    assert docx.Document(str(tmp_path / "grid.docx")).paragraphs[0].text == "Kisi-kisi Pedoman Wawancara"
    assert openpyxl.load_workbook(tmp_path / "transcript.xlsx").worksheets[0].max_row == 3


def test_what_is_missing_in_a_table_is_told(db: str, tmp_path: Path) -> None:
    assert "These interviews belong to no informant: W1, W2." in tables(db, "informants", tmp_path / "a.docx").stderr
    assert tables(db, "transcript", tmp_path / "a.docx").stderr == ""


def test_the_transcript_of_one_source_can_be_asked_for(db: str, tmp_path: Path) -> None:
    assert tables(db, "transcript", tmp_path / "a.xlsx", "--source", "W2").exit_code == 0
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]["A2"].value == 1
    assert tables(db, "transcript", tmp_path / "b.xlsx", "--source", "W9").exit_code == 1
    assert tables(db, "grid", tmp_path / "b.xlsx", "--source", "W1").exit_code == 2
    assert not (tmp_path / "b.xlsx").exists()


def test_a_file_of_another_kind_is_not_written(db: str, tmp_path: Path) -> None:
    assert tables(db, "grid", tmp_path / "a.pdf").exit_code == 2
    assert not (tmp_path / "a.pdf").exists()
