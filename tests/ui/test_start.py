import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def start(tmp_path: Path) -> Any:
    """start.py as it would be in another folder, with a `.venv` that pip has just finished."""
    for name in ("start.py", "requirements.txt", "pyproject.toml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    found = SimpleNamespace(**runpy.run_path(str(tmp_path / "start.py")))
    found.PYTHON.parent.mkdir(parents=True)
    found.PYTHON.touch()
    found.INSTALLED.write_text(found.wanted())
    return found


def test_what_is_installed_is_not_installed_again(start: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "call", lambda *_args, **_more: pytest.fail("pip was called"))
    start.install()


def test_another_list_of_packages_is_installed_anew(start: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []

    def call(command: list[str], **_more: object) -> int:
        called.append(command)
        return 0

    monkeypatch.setattr(subprocess, "call", call)
    monkeypatch.setattr("venv.create", lambda *_args, **_more: None)
    (start.ROOT / "requirements.txt").write_text("streamlit\n")
    start.install()
    assert called[0][-2:] == ["-r", "requirements.txt"]
    assert start.INSTALLED.read_text() == start.wanted()


def test_an_installation_that_broke_off_is_told_in_one_sentence(start: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "call", lambda *_args, **_more: 1)
    monkeypatch.setattr("venv.create", lambda *_args, **_more: None)
    start.INSTALLED.unlink()
    with pytest.raises(SystemExit, match="did not finish"):
        start.install()
    assert not start.INSTALLED.exists()


def test_the_file_to_double_click_on_windows_calls_the_same_script() -> None:
    lines = (ROOT / "start.bat").read_bytes()
    assert b"py -3 start.py" in lines
    assert lines.count(b"\r\n") == lines.count(b"\n")


def test_the_test_command_stops_with_one_sentence_where_nothing_can_be_installed(tmp_path: Path) -> None:
    here = f"import sys; sys.path.insert(0, {str(ROOT / 'tests')!r}); import run"
    code = f"{here}; run.NEEDED = {{'x': bool}}; run.prepare()"
    (tmp_path / "node").write_text("#!/bin/sh\n")
    (tmp_path / "node").chmod(0o755)
    env = {"PATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 1
    assert done.stderr == "The tests need x: install them, or run this as root where apt is.\n"
