"""Asking from the command line."""

import json

import pytest
from click.testing import CliRunner

from coding.cli import main


@pytest.fixture
def coded(tmp_path):
    """A database with two codings: K1 absent by one hand, K2 around it."""
    run = CliRunner()
    db = str(tmp_path / "a.db")
    talk = tmp_path / "IK-01.txt"
    talk.write_text("P: Apakah ada rapat?\nIK-01: Belum pernah ada rapat bersama dinas lain.\n", encoding="utf-8")
    for command in (
        ["init", db, "--name", "MPP", "--codebook", "wog"],
        ["import", db, str(talk)],
    ):
        done = run.invoke(main, command)
        assert done.exit_code == 0, done.output
    codings = tmp_path / "codings.csv"
    codings.write_text(
        "source,start,end,code,coder,status\nIK-01,28,45,K1,Rina,absent\nIK-01,28,60,K2,Rina,\n", encoding="utf-8"
    )
    done = run.invoke(main, ["import-codings", db, str(codings)])
    assert done.exit_code == 0, done.output
    return run, db


def ask(coded, *words):
    run, db = coded
    return run.invoke(main, ["query", db, *words])


def test_a_query_lists_what_it_finds_as_json(coded):
    done = ask(coded, "K1 AND status:absent", "--json")
    assert done.exit_code == 0, done.output
    (one,) = json.loads(done.stdout)
    assert (one["code"], one["start"], one["end"], one["status"]) == ("K1", 28, 45, "absent")
    assert json.loads(ask(coded, "K1 AND K2", "--json").stdout) == []
    assert len(json.loads(ask(coded, "K1 AND K2", "--whole", "turn", "--json").stdout)) == 2


def test_a_query_that_is_wrong_is_told_with_its_place(coded):
    done = ask(coded, "K1 AND K99")
    assert done.exit_code == 1
    assert "“K99” (character 8)" in done.stderr


def test_a_matrix_counts_sources_by_codes(coded):
    run, db = coded
    done = run.invoke(main, ["matrix", db, "--rows", "sources", "--count", "segments", "--json"])
    assert done.exit_code == 0, done.output
    made = json.loads(done.stdout)
    assert (made["count"], made["rows"]) == ("segments", ["IK-01"])
    assert dict(zip(made["columns"], made["cells"][0], strict=True))["K2"] == 1
    printed = run.invoke(main, ["matrix", db, "--rows", "sources", "--count", "words", "--query", "K1"]).stdout
    assert printed.splitlines()[0].lstrip("\ufeff").startswith("Sumber,K1,K2")
