"""Backups, copies and duplicates from the command line, and what `check` says of a file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from coding.store import open_store
from coding.store import store as opened
from coding.store.rolling import roll


@pytest.fixture
def study(run: Any, tmp_path: Path) -> Path:
    run("init", "uji.db", "--name", "Bengkulu")
    return tmp_path / "uji.db"


def spoil(path: Path) -> None:
    open_store(str(path)).close()
    opened._opened.pop(f"sqlite:///{path.resolve()}")
    with path.open("r+b") as raw:
        raw.seek(40_000)
        raw.write(b"\xa5" * 6000)


def test_a_backup_becomes_a_project_in_a_database_that_need_not_be_there(run: Any, study: Path, tmp_path: Path) -> None:
    run("backup", "uji.db", "cadangan.zip")
    assert run("restore", "cadangan.zip", "lain.db").stderr.startswith("Bengkulu · ")
    assert run("restore", "cadangan.zip", "lain.db").stderr.startswith("Bengkulu (2) · ")
    (tmp_path / "rusak.zip").write_bytes((tmp_path / "cadangan.zip").read_bytes()[:-40])
    assert len(run("restore", "rusak.zip", "lain.db", code=1).stderr.strip().splitlines()) == 1


def test_a_project_is_made_once_more(run: Any, study: Path) -> None:
    assert run("duplicate", "uji.db", "--name", "Percobaan").stderr.startswith("Percobaan · ")
    assert (
        run("codes", "uji.db", "--project", "Percobaan").stdout
        == run("codes", "uji.db", "--project", "Bengkulu").stdout
    )


def test_a_damaged_file_is_named_with_its_copy_which_takes_its_place(run: Any, study: Path) -> None:
    copy = roll(open_store(str(study)), datetime.now(UTC))
    assert copy
    assert "1 copies; the newest is of" in run("check", "uji.db").stderr
    assert "is not damaged" in run("restore", str(copy.path), "uji.db", code=1).stderr
    spoil(study)
    assert copy.path.name in run("check", "uji.db", code=1).stderr
    told = run("restore", str(copy.path), "uji.db").stderr
    assert "uji.damaged-" in told
    assert "Bengkulu · " in told
    run("check", "uji.db")


def test_a_database_is_copied_into_an_empty_one_and_what_is_there_already_is_not_copied_again(run: Any) -> None:
    run("init", "uji.db", "--name", "Bengkulu")
    done = run("copy", "uji.db", "lain.db")
    assert done.stderr.endswith(" rows, the same on both sides.\n")
    assert run("codes", "lain.db", "--json").stdout == run("codes", "uji.db", "--json").stdout
    assert run("copy", "uji.db", "lain.db", code=1).stderr.startswith("There is something in that database already")
    told = run("copy", "uji.db", "lain.db", "--project", "Bengkulu", code=1).stderr
    assert told == "“Bengkulu” is in that database already, so nothing was copied.\n"
