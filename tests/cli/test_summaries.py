"""Summary forms from the command line."""

from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner

from coding import workbench
from coding.cli import main
from coding.model import Source, Summary


@pytest.fixture
def db(tmp_path: Path) -> str:
    target = str(tmp_path / "a.db")
    me = workbench.open_desk(target).me()
    project = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
    for name in ("W1", "W2"):
        source = workbench.import_source(me, project, Source(name, "IK-01: Ada rapat.", lines=(0,)), 3).id
    assert source
    workbench.put_summary(me, project, Summary(source, {"themes": "Rapat bulanan"}))
    return target


def summaries(*args: object) -> Any:
    return CliRunner().invoke(main, ["summaries", *map(str, args)])


def words(path: Path) -> list[str]:
    return [one.text for one in docx.Document(str(path)).paragraphs]


def test_all_forms_that_are_written_are_taken_or_that_of_one_source(db: str, tmp_path: Path) -> None:
    for args in ((), ("--source", "W2")):
        done = summaries(db, tmp_path / "a.docx", *args)
        assert done.exit_code == 0, done.output
        assert words(tmp_path / "a.docx").count("Lembar Ringkasan Kontak") == 1
        assert "Rapat bulanan" in words(tmp_path / "a.docx")


def test_a_source_without_a_form_gives_one_to_be_filled_in_by_hand(db: str, tmp_path: Path) -> None:
    assert summaries(db, tmp_path / "a.docx", "--source", "W1").exit_code == 0
    assert "(belum diisi)" in words(tmp_path / "a.docx")


def test_what_cannot_be_written_is_told_and_no_file_is_made(db: str, tmp_path: Path) -> None:
    assert summaries(db, tmp_path / "a.pdf").exit_code == 2
    assert "W9" in summaries(db, tmp_path / "a.docx", "--source", "W9").stderr
    me = workbench.open_desk(db).me()
    (project,) = workbench.list_projects(me)
    workbench.undo(me, project.id)
    done = summaries(db, tmp_path / "a.docx")
    assert (done.exit_code, done.stderr) == (1, "No summary form has been written yet.\n")
    assert not [*tmp_path.glob("*.docx"), *tmp_path.glob("*.pdf")]
