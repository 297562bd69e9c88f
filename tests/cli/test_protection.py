"""Names and erasing from the command line."""

import csv
import json

import pytest

TALK = (
    "P: Dengan Ibu Zulaikha?\nZulaikha: Ya. Pak Rahman pindah. Rahmannya ke Curup.\nP: Curup?\nZulaikha: Curup, ya.\n"
)


@pytest.fixture
def typed(run):
    """Types a command whose words may be paths; gives what it says on standard output."""

    def command(*words, code=0):
        return run(*map(str, words), code=code).stdout

    return command


@pytest.fixture
def named(typed, tmp_path):
    """A database with one transcript full of names."""
    db, file = tmp_path / "a.db", tmp_path / "Zulaikha.txt"
    file.write_text(TALK)
    typed("init", db, "--codebook", "empty", "--name", "Studi")
    typed("import", db, file)
    return db


def text(typed, db, name):
    return typed("text", db, name)


def test_names_are_scanned_decided_in_a_table_replaced_and_put_back_with_the_key(typed, named, tmp_path):
    table = tmp_path / "names.csv"
    typed("pseudonyms", "scan", named, "--out", table)
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    assert {name: row["pseudonym"] for name, row in rows.items()} == {
        "Zulaikha": "Informan A",
        "Rahman": "R1",
        "Curup": "",
    }
    assert "Zulaikha:2" in rows["Rahman"]["where"]
    (tmp_path / "secret").write_text("rahasia benar\n")
    locked = ("--key", tmp_path / "k.json", "--passphrase-file", tmp_path / "secret")
    counted = json.loads(typed("pseudonyms", "apply", named, "--names", table, "--dry-run", "--json"))
    assert counted["counts"] == {"Zulaikha": 3, "Rahman": 2}
    done = json.loads(typed("pseudonyms", "apply", named, "--names", table, *locked, "--json"))
    assert (done["sources"], done["scrubbed"], done["copies"]) == (1, True, [])
    assert text(typed, named, "Informan A").startswith(
        "P: Dengan Ibu Informan A?\nInforman A: Ya. Pak R1 pindah. R1-nya"
    )
    typed("pseudonyms", "undo", named, code=1)
    typed("pseudonyms", "undo", named, "--key", tmp_path / "k.json", code=1)
    typed("pseudonyms", "undo", named, *locked)
    assert text(typed, named, "Zulaikha") == TALK


def test_names_in_files_are_decided_and_replaced_before_they_are_stored(typed, tmp_path):
    db, file, table = tmp_path / "b.db", tmp_path / "Zulaikha.txt", tmp_path / "names.csv"
    file.write_text(TALK)
    typed("init", db, "--codebook", "empty", "--name", "Studi")
    typed("pseudonyms", "scan", db, file, "--out", table)
    told = json.loads(typed("import", db, file, "--names", table, "--json"))
    assert told["files"][0]["name"] == "Informan A"
    assert typed("text", db, "Informan A").startswith("P: Dengan Ibu Informan A?\nInforman A: Ya. Pak R1")
    assert not [path.name for path in tmp_path.glob("b.db*") if b"Zulaikha" in path.read_bytes()]
    typed("import", db, file, "--key", tmp_path / "k", code=2)


def test_the_key_can_be_moved_away_and_locked(typed, named, tmp_path):
    typed("pseudonyms", "apply", named, "--replace", "Rahman=R1")
    (beside,) = tmp_path.glob("*.pseudonyms.json")
    assert "Rahman" in beside.read_text()
    (tmp_path / "lock").write_text("gembok")
    typed("pseudonyms", "key", named, "--out", tmp_path / "away.json", "--move", "--lock-file", tmp_path / "lock")
    assert not beside.exists()
    assert "Rahman" not in (tmp_path / "away.json").read_text()


def test_a_source_is_erased_with_its_name_typed_and_told_before(typed, named):
    going = json.loads(typed("purge", named, "--source", "Zulaikha", "--dry-run", "--json"))
    assert going["counts"] == {"source_text": 1}
    typed("purge", named, "--source", "Zulaikha", "--typed", "zul", code=1)
    done = json.loads(typed("purge", named, "--source", "Zulaikha", "--typed", "Zulaikha", "--json"))
    assert done["scrubbed"]
    assert json.loads(typed("sources", named, "--json")) == []
    assert b"Curup" not in named.read_bytes()


def test_what_to_do_must_be_said(typed, named):
    typed("purge", named, code=2)
    typed("pseudonyms", "apply", named, code=2)
    typed("pseudonyms", "apply", named, "--replace", "Rahman", code=2)
