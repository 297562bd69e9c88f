"""Informants and questions of the guide from a table, on the command line."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from coding import workbench
from coding.cli import main

TABLE = "Kode;Nama;Jenis\nIK-01;Ibu A;kunci\nIU-01;;utama\n"
ASKED = "Pertanyaan;Indikator;Informan\nAda rapat?;K2, X9;kunci\nSiapa memimpin?;K1;\n"


@pytest.fixture
def db(tmp_path: Path) -> str:
    target = str(tmp_path / "a.db")
    me = workbench.open_desk(target).me()
    workbench.create_project(me, "MPP", workbench.shipped_codebook("wog"))
    return target


@pytest.fixture
def given(tmp_path: Path) -> Any:
    def write(name: str, words: str) -> Path:
        path = tmp_path / name
        path.write_text(words, encoding="utf-8")
        return path

    return write


def stored(db: str) -> tuple[dict[str, dict[str, str]], list[str]]:
    me = workbench.open_desk(db).me()
    project = workbench.pick_project(me, None).id
    cases = {one.key: dict(one.attributes) for one in workbench.list_cases(me, project)}
    return cases, [one.words for one in workbench.interview_guide(me, project).questions]


def run(*args: object, code: int = 0) -> Any:
    result = CliRunner().invoke(main, list(map(str, args)), catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def test_informants_come_in_and_every_field_that_changes_is_told(db: str, given: Any) -> None:
    table = given("informan.csv", TABLE)
    assert "2 informants added, 0 changed" in run("informants", db, table).stderr
    assert stored(db)[0] == {"IK-01": {"jenis": "kunci"}, "IU-01": {"jenis": "utama"}}
    again = run("informants", db, given("b.csv", TABLE.replace("kunci", "pendukung")))
    assert "IK-01\tjenis: kunci → pendukung" in again.stderr
    assert "0 informants added, 1 changed" in again.stderr
    assert stored(db)[0]["IK-01"] == {"jenis": "pendukung"}


def test_who_is_not_there_can_be_left_out_and_is_named(db: str, given: Any) -> None:
    run("informants", db, given("a.csv", "Kode;Jenis\nIK-01;kunci\n"))
    told = json.loads(run("informants", db, given("b.csv", TABLE), "--known-only", "--json").stdout)
    assert told["added"] == []
    assert told["left_out"] == ["IU-01"]
    assert told["changed"] == [{"informant": "IK-01", "field": "name", "before": "", "after": "Ibu A"}]
    assert set(stored(db)[0]) == {"IK-01"}


def test_a_trial_changes_nothing(db: str, given: Any) -> None:
    run("informants", db, given("a.csv", TABLE), "--dry-run")
    run("questions", db, given("b.csv", ASKED), "--dry-run")
    assert stored(db) == ({}, [])


def test_questions_stand_behind_those_there_are_and_none_twice(db: str, given: Any, tmp_path: Path) -> None:
    first = run("questions", db, given("a.csv", ASKED))
    assert "These indicators are not in the codebook: X9." in first.stderr
    assert "2 questions added, 0 there already" in first.stderr
    book = openpyxl.Workbook()
    for row in (["Question", "Code"], ["ada rapat?", "K2"], ["Kapan?", "K3"]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "b.xlsx")
    told = json.loads(run("questions", db, tmp_path / "b.xlsx", "--json").stdout)
    assert [one["question"] for one in told["added"]] == ["Kapan?"]
    assert told["added"][0]["indicators"] == ["K3"]
    assert told["there"] == 1
    assert stored(db)[1] == ["Ada rapat?", "Siapa memimpin?", "Kapan?"]


def test_a_table_without_the_column_that_is_needed_is_refused_in_one_sentence(db: str, given: Any) -> None:
    for command, column in (("informants", "Kode"), ("questions", "Pertanyaan")):
        result = run(command, db, given("a.csv", "Umur;Kota\n3;4\n"), code=1)
        assert column in result.stderr
        assert result.stderr.count("\n") == 1
    run("informants", db, given("a.rtf", "{\\rtf1 Halo}"), code=1)
