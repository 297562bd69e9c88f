"""A page that fails in every way a page can: neither screen nor log may repeat what an informant said."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

CANARY = "KENARI-7Q kata informan"
SCRIPT = f"""
import streamlit as st
from coding.errors import NameTaken

def fail():
    raise ValueError("{CANARY} di panggilan")

@st.fragment
def part():
    if st.button("bagian"):
        raise RuntimeError("{CANARY} di bagian")

st.button("panggilan", on_click=fail)
part()
if st.button("kesalahan"):
    raise NameTaken(name="Wawancara 1")
if st.button("halaman"):
    try:
        int("{CANARY}")
    except ValueError as error:
        raise KeyError("{CANARY} di halaman") from error
st.text("siap")
"""
DOOR = """
from pathlib import Path
import streamlit as st
from coding.ui import entrance, life, running, telling

telling.keep_words_out_of_logs()
here = running.here()
app = st.App(
    Path(__file__).with_name("script.py").resolve(),
    routes=entrance.routes(here),
    middleware=entrance.middleware(here),
    lifespan=life.lifespan,
    exception_handlers={500: entrance.broken},
    on_script_error=telling.show,
)
"""
SERVE = """
import sys
from pathlib import Path
from coding.ui import serving
serving.APP = Path(sys.argv[1])
sys.exit(serving.serve(sys.argv[2], int(sys.argv[4]), browser=False))
"""


@pytest.fixture(scope="module")
def failing(app: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """An app with our door and a script that fails at the press of a button."""
    folder = tmp_path_factory.mktemp("failing")
    (folder / "script.py").write_text(SCRIPT)
    (folder / "app.py").write_text(DOOR)
    served = type(app)(folder, str(folder / "simpul.db"), command=(sys.executable, "-c", SERVE, str(folder / "app.py")))
    served.start()
    yield served
    served.stop()


@pytest.mark.parametrize("way", ["halaman", "bagian", "panggilan"])
def test_a_failure_shows_a_number_that_the_log_knows_and_no_words(failing: Any, chromium: Browser, way: str) -> None:
    page = chromium.new_page(locale="id-ID")
    page.goto(failing.address)
    page.get_by_text("siap").wait_for()
    page.get_by_role("button", name=way).click()
    alert = page.get_by_test_id("stAlert")
    alert.wait_for()
    number = re.search(r"nomor ([0-9A-F]{8})", alert.inner_text())
    assert number
    assert "KENARI" not in page.content()
    log = failing.log.read_text()
    assert number[1] in log
    assert "script.py:" in log
    assert "KENARI" not in log
    page.close()


def test_a_persons_mistake_is_told_as_a_sentence_even_where_no_page_caught_it(failing: Any, chromium: Browser) -> None:
    page = chromium.new_page(locale="id-ID")
    page.goto(failing.address)
    page.get_by_role("button", name="kesalahan").click()
    page.get_by_text("Nama “Wawancara 1” sudah dipakai di sini.").wait_for()
    page.close()


def test_the_command_line_prints_nothing_but_the_address(app: Any) -> None:
    app.process.terminate()
    assert app.process.stdout.read() == ""
    app.process.wait(timeout=30)
    app.process.stdout.close()
    assert not Path(f"{app.database}-wal").exists(), "the file alone is the whole project when the app has ended"
    app.start()
    asked = subprocess.run(
        [*app.command, "--help"], capture_output=True, text=True, check=True, cwd=Path(__file__).parent
    )
    assert "--no-browser" in asked.stdout
