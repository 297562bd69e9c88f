"""Pages without a browser: the script as Streamlit's own test runner runs it, on a database of its own."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.ui import running, session
from coding.workbench import Actor

MAIN = Path(session.__file__).with_name("main.py")


@pytest.fixture(scope="session", autouse=True)
def _packages_looked_through_once() -> Iterator[None]:
    """Streamlit's test runner looks for components in all installed packages with each app; they stay the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def me(sqlite_target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Actor]:
    """The local user of a new database, which the app then opens too."""
    url = sqlite_target
    monkeypatch.setenv("SIMPUL_DB", url)
    monkeypatch.setattr(running, "user_data_path", lambda name: tmp_path / name)
    running.here.cache_clear()
    st.cache_resource.clear()
    desk = workbench.open_desk(url)
    yield desk.me()
    desk.store.close()
    st.cache_resource.clear()
    running.here.cache_clear()


@pytest.fixture
def screen(me: Actor, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], AppTest]:
    """`screen("codebook")`: the app at that page, signed in; run it with `.run()`."""
    monkeypatch.setattr(session, "signed_in", lambda: True)
    _run_pages_in_their_frame(monkeypatch)

    def at(page: str = "") -> AppTest:
        app = AppTest.from_file(str(MAIN), default_timeout=30)
        return app.run().switch_page(f"pages/{page}.py") if page else app

    return at


def _run_pages_in_their_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the app does when it starts (`life.lifespan`); Streamlit's test runner undoes it at each run."""
    begin = PagesManager.__init__

    def without_pages_directory(self: PagesManager, *args: Any, **kwargs: Any) -> None:
        begin(self, *args, **kwargs)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", without_pages_directory)
