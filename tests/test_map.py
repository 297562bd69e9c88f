"""Whatever can drift is held here: the map, the version, the tests' mirror."""

import re
from pathlib import Path

import pytest

import coding

ROOT = Path(coding.__file__).resolve().parents[1]
ROOMS = sorted(
    path.name
    for path in (ROOT / "coding").iterdir()
    if not path.name.startswith("__") and ((path.is_dir() and (path / "__init__.py").exists()) or path.suffix == ".py")
)


@pytest.mark.parametrize("room", ROOMS)
def test_the_map_names_every_room(room: str) -> None:
    assert f"`{room}" in (ROOT / "coding" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("room", [room for room in ROOMS if (ROOT / "coding" / room).is_dir()])
def test_every_folder_has_its_folder_of_tests(room: str) -> None:
    assert list((ROOT / "tests" / room).rglob("test_*.py"))


def test_the_newest_entry_of_the_changelog_is_the_version() -> None:
    found = re.search(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    assert found.group(1) == coding.__version__


def test_what_the_readme_shows_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / target).exists(), target


def test_the_tree_has_nothing_at_its_top_that_the_design_does_not_name() -> None:
    known = {"app.py", "coding", "corpora", "codebooks", "tests", "requirements.txt", "README.md", "CHANGELOG.md"}
    known |= {
        "LICENSE",
        "pyproject.toml",
        ".ci",
        ".streamlit",
        ".gitignore",
        ".gitattributes",
        "start.py",
        "start.bat",
    }
    shown = {path.name for path in ROOT.iterdir() if not path.name.startswith(".") or path.name in known}
    grown = {name for name in shown if name.endswith((".egg-info", ".db")) or name in {"build", "venv", "__pycache__"}}
    assert shown - grown <= known
