"""The command line as somebody types it, in a folder of its own."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coding import cli


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command in an empty folder and gives what came of it; its exit code is `code`."""
    monkeypatch.chdir(tmp_path)

    def command(*args: str, code: int = 0) -> Result:
        result = CliRunner().invoke(cli.main, list(args), catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result

    return command
