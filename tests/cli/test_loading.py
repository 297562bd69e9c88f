"""A command loads what it needs itself, and nothing of the others."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

from coding.cli import commands, main

FOLDER = Path(commands.__file__).parent
STARTING = """
import sys
from coding.cli import main
main.get_command(None, "serve")
print(*[name for name in ("coding.workbench", "sqlalchemy", "spacy", "sklearn", "streamlit") if name in sys.modules])
"""


def test_every_command_is_where_the_list_says_and_none_is_missing_from_it() -> None:
    for file in sorted(FOLDER.glob("[a-z]*.py")):
        import_module(f"coding.cli.{file.stem}")
    there = {name: (one.callback.__module__ if one.callback else "") for name, one in main.commands.items()}
    assert there == {name: f"coding.cli.{module}" for name, module in commands.PLACES.items()}


def test_starting_the_app_waits_for_nothing_that_only_the_app_needs() -> None:
    done = subprocess.run([sys.executable, "-c", STARTING], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
