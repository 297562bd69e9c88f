"""Finding words from the command line."""

import json
from typing import Any

import pytest

TALK = """Pewawancara: Apakah ada rapat koordinasi?
Informan: Ada rapat, kami berkoordinasi 🙂 lewat rapat.
"""


@pytest.fixture
def db(run: Any, tmp_path: Any) -> str:
    path = tmp_path / "IK-01.txt"
    path.write_text(TALK, encoding="utf-8")
    one = str(tmp_path / "uji.db")
    run("init", one, "--name", "Bengkulu")
    run("import", one, str(path))
    return one


def found(run: Any, *asked: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(run("search", *asked, "--json").stdout)
    return rows


def test_hits_come_with_their_place_the_speaker_and_what_stands_around(run: Any, db: str) -> None:
    rows = found(run, db, "rapat")
    assert [TALK[row["start"] : row["end"]] for row in rows] == ["rapat"] * 3
    assert [(row["source"], row["speaker"]) for row in rows] == [
        ("IK-01", "Pewawancara"),
        ("IK-01", "Informan"),
        ("IK-01", "Informan"),
    ]
    assert "berkoordinasi 🙂 lewat rapat" in rows[2]["context"]
    told = run("search", db, "rapat", "--limit", "1")
    assert told.stdout.splitlines()[0].startswith("IK-01\t24\t29\tPewawancara\t")
    assert "1 of 3 hits" in told.stderr


def test_a_search_is_narrowed_and_widened_to_the_family_of_a_word(run: Any, db: str) -> None:
    assert len(found(run, db, "rapat", "--role", "informant")) == 2
    assert [row["words"] for row in found(run, db, "koordinasi", "--family")] == ["koordinasi", "berkoordinasi"]
    assert found(run, db, "rapat", "--kind", "document") == []
    assert "IK-77" in run("search", db, "rapat", "--source", "IK-77", code=1).stderr
    assert "Write a word" in run("search", db, "*", code=1).stderr


def test_what_texts_are_found_by_is_made_anew_by_check(run: Any, db: str) -> None:
    assert "1 texts can be searched." in run("check", db, "--rebuild").stderr
    assert len(found(run, db, "rapat")) == 3
