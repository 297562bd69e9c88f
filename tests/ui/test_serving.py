import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from streamlit import config
from streamlit.components.v2.manifest_scanner import scan_component_manifests
from streamlit.web.server.app_discovery import discover_asgi_app

from coding.ui import running, serving

ROOT = Path(serving.APP).parent


def test_streamlit_sees_the_app_behind_its_gate() -> None:
    found = discover_asgi_app(ROOT / "app.py")
    assert (found.is_asgi_app, found.import_string) == (True, "app:app")


def test_streamlit_finds_the_coding_component() -> None:
    found = {
        (manifest.name, component.name, root)
        for manifest, root in scan_component_manifests()
        for component in manifest.components
    }
    assert ("coding", "surface", ROOT / "coding") in found


def test_the_configuration_file_and_the_flags_say_the_same() -> None:
    written = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    options = {key for key in config._config_options_template if "." in key}

    def flat(section: dict[str, Any], path: str) -> Iterator[tuple[str, object]]:
        for name, value in section.items():
            key = f"{path}{name}"
            if isinstance(value, dict) and key not in options:
                yield from flat(value, f"{key}.")
            else:
                yield key, value

    assert dict(flat(written, "")) == serving.SHIPPED


def test_every_shipped_option_is_known_to_the_installed_streamlit_and_may_be_a_flag() -> None:
    for key in serving.SHIPPED:
        assert not config._config_options_template[key].sensitive
        assert not config._config_options_template[key].deprecated


def test_lists_and_mappings_become_flags_that_streamlit_reads() -> None:
    flags = serving.flags()
    assert "--server.allowedHosts=127.0.0.1" in flags
    assert "--server.allowedHosts=localhost" in flags
    assert '--server.trustedUserHeaders={"X-Simpul-User": "login", "X-Simpul-Session": "session"}' in flags
    assert "--runner.postScriptGC=false" in flags


def test_the_database_is_the_named_one_else_one_in_the_users_own_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SIMPUL_DB", "postgresql+psycopg://team@db/simpul")
    assert running.database() == "postgresql+psycopg://team@db/simpul"
    monkeypatch.delenv("SIMPUL_DB")
    monkeypatch.setattr(running, "user_data_path", lambda name: tmp_path / name)
    assert running.database() == str(tmp_path / "simpul" / "simpul.db")


def test_the_note_of_a_running_app_tells_nothing_about_the_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(running, "user_data_path", lambda name: tmp_path / name)
    path = running.note_path("postgresql+psycopg://team:geheim@db/simpul")
    assert "geheim" not in str(path)
    assert path != running.note_path("postgresql+psycopg://team:geheim@db/other")


def test_a_path_written_in_two_ways_is_one_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert running.note_path("a.db") == running.note_path(str(tmp_path / "sub" / ".." / "a.db"))


def test_a_note_about_an_app_that_is_gone_does_not_answer() -> None:
    assert not running.Note(port=9, token="t", pid=1).answers()


def test_the_place_of_the_database_is_shown_without_its_password() -> None:
    here = running.Here("postgresql+psycopg://team:geheim@db/simpul", "t", running.LocalSessions())
    assert here.place == "postgresql+psycopg://team@db/simpul"


def test_no_module_beside_the_script_has_the_name_of_an_installed_package() -> None:
    # Streamlit puts the script's folder first on the path, so such a module would be imported instead of the package.
    ours = {path.stem for path in (ROOT / "coding" / "ui").glob("*.py")} - {"__init__"}
    assert not ours & (set(packages_distributions()) | set(sys.stdlib_module_names))
