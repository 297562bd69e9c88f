"""The frame in a real browser: the way in, the language, errors, and that nothing leaves this machine."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import BrowserContext, Page, Request

from coding.ui.order import PAGES

ROOT = Path(__file__).resolve().parents[2]
Idle = Callable[[Page], None]


def test_a_window_without_the_key_shows_one_sentence_in_its_language(context: BrowserContext, app: Any) -> None:
    page = context.new_page()
    answer = page.goto(app.base)
    assert answer
    assert answer.status == 401
    assert page.locator("body").inner_text().startswith("Simpul sedang berjalan, tetapi peramban ini belum punya kunci")


def test_the_first_window_on_a_page_has_the_frame_around_it(context: BrowserContext, app: Any, idle: Idle) -> None:
    app.stop()
    app.start()
    page = context.new_page()
    page.goto(f"{app.address}&to=settings")
    idle(page)
    page.get_by_role("heading", name="Pengaturan").wait_for()
    page.get_by_test_id("stSidebar").get_by_label("Bahasa").first.wait_for()


def test_the_printed_address_opens_the_app_and_the_key_is_gone_from_the_address(page: Page) -> None:
    assert "token" not in page.url
    assert page.title().startswith("Simpul") or "Simpul" in page.get_by_test_id("stApp").inner_text()


def test_the_language_follows_the_browser_and_can_be_switched(page: Page, idle: Idle) -> None:
    page.get_by_test_id("stSidebar").get_by_label("Bahasa").first.click()
    page.get_by_role("option", name="English").click()
    page.get_by_test_id("stSidebar").get_by_label("Language").first.wait_for()
    idle(page)
    assert page.get_by_test_id("stSidebar").get_by_label("Bahasa").count() == 0


def test_a_tour_of_all_pages_is_quiet_and_asks_nobody_outside(context: BrowserContext, app: Any, idle: Idle) -> None:
    said: list[str] = []
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    context.on("request", note)
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(app.address)
    idle(page)
    for name in PAGES:
        page.goto(f"{app.base}/{name}")
        idle(page)
    for link in page.get_by_test_id("stSidebarNavLink").all():
        link.click()
        idle(page)
        assert page.get_by_test_id("stException").count() == 0
        assert page.get_by_test_id("stAlertContentError").count() == 0
    assert {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}
    assert [line for line in said if "Content Security Policy" in line or "Refused" in line] == []
    assert said == []
    assert not app.calls.exists(), app.calls.read_text()


def test_the_guard_of_these_tests_notices_a_call_to_the_outside(tmp_path: Path, app: Any) -> None:
    log = tmp_path / "calls.txt"
    guard = str(Path(__file__).parent / "guard")
    env = os.environ | {"PYTHONPATH": guard, "GUARD_LOG": str(log)}
    code = "import socket; socket.create_connection(('203.0.113.1', 80))"
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert "The guard of the tests refuses" in done.stderr
    assert "203.0.113.1" in log.read_text()


def test_an_open_window_comes_back_by_itself_when_the_server_is_started_again(page: Page, app: Any, idle: Idle) -> None:
    app.stop()
    page.locator('[data-testid="stApp"]:not([data-test-connection-state="CONNECTED"])').wait_for()
    app.start()
    idle(page)
    page.reload()
    idle(page)
    page.get_by_test_id("stSidebar").get_by_test_id("stSelectbox").first.wait_for()


def test_a_second_start_finds_the_running_app(app: Any) -> None:
    env = os.environ | {"XDG_DATA_HOME": str(app.folder / "data")}
    command = [*app.command, app.database, "--no-browser"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == f"{app.address}\n"


def test_only_the_owner_can_read_the_note_and_it_goes_when_the_app_stops(app: Any) -> None:
    (note,) = (app.folder / "data" / "simpul" / "run").glob("*.app.json")
    assert note.stat().st_mode & 0o777 == 0o600
    assert json.loads(note.read_text())["port"] == app.port
    assert app.stop() == 0
    assert not note.exists()
    app.start()


def test_the_app_stops_when_the_program_that_started_it_is_killed(app: Any) -> None:
    children = psutil.Process(app.process.pid).children(recursive=True)
    assert children
    app.process.kill()
    app.process.stdout.close()
    app.process.wait()
    _gone, alive = psutil.wait_procs(children, timeout=15)
    assert not alive
    app.start()
