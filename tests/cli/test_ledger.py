"""The table of the reduction from the command line."""

from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from coding import workbench
from coding.cli import main
from coding.model import Query, Source

TALK = "IK-01: Ada rapat tiap bulan.\n"


@pytest.fixture
def db(tmp_path: Path) -> str:
    """A database whose one coding is kept."""
    target = str(tmp_path / "a.db")
    me = workbench.open_desk(target).me()
    project = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
    source = workbench.import_source(me, project, Source("W1", TALK, lines=(0,)), 5).id
    assert source
    code = workbench.find_code(me, project, "K2").id
    [coding] = workbench.code(me, project, source, [workbench.NewCoding(code, 7, 28)])
    workbench.reduce(me, project, [workbench.Decided(coding.id, "kept", "Rapat bulanan ada.")])
    assert len(workbench.ledger_page(me, project, Query(), "kept")) == 1
    return target


def export(*args: object) -> Any:
    return CliRunner().invoke(main, ["ledger", "export", *map(str, args)])


def test_the_table_is_written_by_the_ending_of_the_file(db: str, tmp_path: Path) -> None:
    for ending in ("xlsx", "docx"):
        done = export(db, tmp_path / f"out.{ending}")
        assert done.exit_code == 0, done.output
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert (sheet["B2"].value, sheet["D2"].value) == ("W1, b. 1", "Rapat bulanan ada.")
    grid = docx.Document(str(tmp_path / "out.docx")).tables[0]
    assert grid.cell(1, 2).text == "“Ada rapat tiap bulan.”"


def test_one_code_can_be_asked_for(db: str, tmp_path: Path) -> None:
    assert export(db, tmp_path / "out.xlsx", "--code", "K1").exit_code == 0
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0].max_row == 1
    assert export(db, tmp_path / "none.xlsx", "--code", "X9").exit_code == 1


def test_a_file_of_another_kind_is_not_written(db: str, tmp_path: Path) -> None:
    assert export(db, tmp_path / "out.pdf").exit_code == 2
    assert not (tmp_path / "out.pdf").exists()
