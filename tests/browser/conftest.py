"""The real app on a free port with a database of its own, and a real Chromium signed in to it."""

import os
import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Response,
    WebSocket,
    expect,
    sync_playwright,
)
from playwright.sync_api import TimeoutError as TookTooLong
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from coding.store import open_store

ROOT = Path(__file__).resolve().parents[2]
GUARD = Path(__file__).parent / "guard"
CONNECTED = '[data-testid="stApp"][data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]'
SURFACE = '[data-testid="coding-surface"]'
WORDS_AT = """async ([row, from, to]) => {
  const turn = () => document.querySelectorAll('.cs-row:not(.cs-header)')[row];
  turn().scrollIntoView({ block: 'center' });
  const place = () => {
    const walker = document.createTreeWalker(turn().querySelector('.cs-text'), NodeFilter.SHOW_TEXT);
    let words = 0;
    const edges = [];
    for (let node; (node = walker.nextNode());)
      for (const word of node.data.matchAll(/\\S+/g)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        if (words === from || words === to) edges.push(range.getBoundingClientRect());
        words += 1;
      }
    const [first, last] = [edges[0], edges.at(-1)];
    return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
  };
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  // Rows that come into view get their own height a frame later, and move what is below them.
  for (let before = []; ; ) {
    const now = place();
    if (String(now) === String(before)) return now;
    before = now;
    await frame();
    await frame();
  }
}"""
CARET = """() => {
  const surface = document.querySelector('.cs-doc').csWorkspace;
  return surface.structure.offsets.points(surface.caret.start);
}"""
TALK = "Pada rapat ke-{n} kami membahas data bersama, tetapi belum ada keputusan dari dinas lain."
SEEN = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  const held = document.activeElement;
  return { app: { ...app?.dataset }, alerts: [...document.querySelectorAll('[role=alert]')].map((one) => one.innerText),
    focus: held && `${held.tagName} ${held.getAttribute('aria-label') ?? ''}`,
    words: document.body.innerText.replace(/\\s+/g, ' ').slice(0, 3000) };
}"""
expect.set_options(
    timeout=20_000
)  # the machine of a test may be busy; whoever waits for a state waits no longer than it takes
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--process-per-site",
]


@dataclass
class Served:
    """A running app: `address` holds the key; `log` is what the server said on stderr, `calls` who it called."""

    folder: Path
    database: str
    port: int = 0
    address: str = ""
    command: tuple[str, ...] = (sys.executable, "-m", "coding", "serve")
    process: subprocess.Popen[str] = field(init=False)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "stderr.txt"

    @property
    def calls(self) -> Path:
        """Addresses outside this machine that the server tried to reach; the guard refuses and writes them down."""
        return self.folder / "calls.txt"

    def start(self) -> None:
        """Start, or start again on the same port; returns when the app answers."""
        self.port = self.port or free_port()
        command = [*self.command, self.database, "--port", str(self.port), "--no-browser"]
        path = os.pathsep.join(filter(None, [str(GUARD), os.environ.get("PYTHONPATH")]))
        env = os.environ | {
            "XDG_DATA_HOME": str(self.folder / "data"),
            "PYTHONPATH": path,
            "GUARD_LOG": str(self.calls),
            "PYTHONUNBUFFERED": "1",
        }
        with self.log.open("a") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self.process.stdout
        self.address = self.process.stdout.readline().strip()
        assert self.address.startswith(self.base), self.log.read_text()
        self.wait_until_healthy()

    def wait_until_healthy(self) -> None:
        deadline = time.monotonic() + 60
        while self.get("/_stcore/health")[0] != 200:
            assert time.monotonic() < deadline, self.log.read_text()

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (lower case) and body of one request; underscores in header names become hyphens."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body

    def send(self, path: str, form: bytes, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Send a form; what comes back as `get` has it."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", path, form, {**kind, **headers})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body

    def sign_in(self) -> str:
        """A fresh cookie, as it goes into a Cookie header."""
        status, headers, _body = self.get(self.address.removeprefix(self.base))
        assert status == 303
        return headers["set-cookie"].partition(";")[0]

    def stop(self) -> int:
        """Stop as a person does (Ctrl+C), and wait."""
        self.process.terminate()
        assert self.process.stdout
        self.process.stdout.close()
        return self.process.wait(timeout=30)


@dataclass
class Window:
    """A person at one window, with a real mouse and real keys; `complaints` is what the browser had to say of us."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("response", self._response)
        self.page.on("websocket", self._socket)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.complaints.append(f"{response.status} {response.url}")

    def _socket(self, socket: WebSocket) -> None:
        socket.on("socketerror", lambda error: self.complaints.append(f"websocket: {error}"))

    def open(self, app: Served, study: Any, source: str = "Panjang") -> "Window":
        """Sign in where that is still to be done, and open a source of a study."""
        if not self.page.context.cookies():
            self.sign_in(app)
        self.page.goto(f"{app.base}/tagging?project={study.id}&source={quote(source)}")
        return self.opened(source)

    def sign_in(self, app: Served) -> "Window":
        """Have the key, without a page drawn for it."""
        name, _, value = app.sign_in().partition("=")
        self.page.context.add_cookies([{"name": name, "value": value, "url": app.base}])
        return self

    def idle(self) -> "Window":
        """Wait until Streamlit is connected and runs nothing."""
        self.page.locator(CONNECTED).wait_for()
        return self

    def opened(self, source: str) -> "Window":
        """Wait until the coding page shows this source."""
        self.page.locator(f'{SURFACE}[data-source="{source}"][data-ready="1"]').wait_for()
        return self.idle()

    def settled(self, codings: int) -> "Window":
        """Wait until so many codings are drawn and nothing waits to be saved."""
        self.page.locator(f'{SURFACE}[data-codings="{codings}"][data-pending="0"]').wait_for()
        return self

    def fact(self, name: str) -> int:
        """One of the numbers that the surface shows to tests."""
        return int(self.page.locator(SURFACE).get_attribute(f"data-{name}") or 0)

    def press(self, *keys: str) -> "Window":
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def until(self, key: str, told: Locator) -> "Window":
        """Press the key of a button until it is heard, which `told` shows.

        Streamlit listens to it a moment after it has drawn the button: until then a key is lost.
        """
        for _ in range(5):
            self.idle().press(key)
            with suppress(TookTooLong):
                told.wait_for(timeout=10_000)
                break
            if self.idle() and told.is_visible():
                break
        told.wait_for()
        return self

    def drag(self, row: int, first: int, last: int) -> str:
        """Select words of a row (a turn, from 0) with the mouse, from the first to the last; gives what is selected."""
        left, top, right, bottom = self.page.evaluate(WORDS_AT, [row, first, last])
        mouse = self.page.mouse
        mouse.move(left, top)
        mouse.down()
        mouse.move((left + right) / 2, bottom)
        mouse.move(right, bottom)
        mouse.up()
        return self.selection()

    def selection(self) -> str:
        """The selected words; where a numbered line ends, the browser adds a newline that is not in the text."""
        return " ".join(str(self.page.evaluate("document.getSelection().toString()")).split())

    def place(self) -> int:
        """The offset of the caret in the text, in code points."""
        return int(self.page.evaluate(CARET))


def free_port() -> int:
    """A port nobody listens at, from below those that the system gives to whoever connects to something."""
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app of this test module, with a new database in a folder of its own."""
    folder = tmp_path_factory.mktemp("app")
    served = Served(folder, str(folder / "simpul.db"))
    served.start()
    yield served
    served.stop()


@pytest.fixture(scope="session")
def port() -> Callable[[], int]:
    """Finds a port nobody listens at."""
    return free_port


@pytest.fixture(scope="module")
def served_as(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., AbstractContextManager[Served]]:
    """Serves the app by another command, with a new database in a folder of its own."""

    @contextmanager
    def serving(*command: str, port: int = 0) -> Iterator[Served]:
        folder = tmp_path_factory.mktemp("app")
        served = Served(folder, str(folder / "simpul.db"), port, command=command)
        served.start()
        yield served
        served.stop()

    return serving


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, as the preparation of the test command installs it.

    One a module, not one a session: while Playwright is open, no other test could use asyncio.
    """
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[FAILED] = report.failed
    return report


TRAIL = """for (const kind of ['keydown', 'focusin', 'click']) addEventListener(kind, (event) => {
  const at = event.target;
  const name = at.getAttribute?.('aria-label') || (at.innerText ?? '').slice(0, 30) || at.tagName;
  (globalThis.trail ??= []).push(`${(event.timeStamp / 1000).toFixed(2)} ${kind} ${event.key ?? ''} ${name}`);
}, true);"""


def heard(page: Page, frames: list[str]) -> None:
    """Note what the page asked of its server, when it was answered, and what was done in it."""

    def note(word: str, told: str) -> None:
        frames.append(f"{time.monotonic():.2f} {word} {told}")

    def sent(data: str | bytes) -> None:
        asked = BackMsg.FromString(data) if isinstance(data, bytes) else BackMsg()
        run = asked.rerun_script
        pressed = [one.id[-30:] for one in run.widget_states.widgets if one.trigger_value]
        kind = "again by itself" if run.is_auto_rerun else "part" if run.fragment_id else "whole"
        note("asked", f"{run.page_script_hash[:4]}?{run.query_string} {kind} {pressed} {len(data)}")

    def got(data: str | bytes) -> None:
        came = ForwardMsg.FromString(data) if isinstance(data, bytes) else ForwardMsg()
        kind = came.WhichOneof("type")
        if kind == "page_info_changed":
            note("address", came.page_info_changed.query_string)
        elif kind in ("new_session", "script_finished"):
            note("got", kind)

    def opened(wire: WebSocket) -> None:
        wire.on("framesent", sent)
        wire.on("framereceived", got)

    page.on("websocket", opened)
    page.add_init_script(TRAIL)


@pytest.fixture(scope="module")
def profile_at(chromium: Browser) -> Callable[..., AbstractContextManager[BrowserContext]]:
    """Opens a browser profile for a module. Its first page stays open, at a file of the origin that tests go to.

    With it stays the process of that origin, which has loaded and compiled the whole front end.
    """

    @contextmanager
    def opened(address: str, timeout: int, **options: Any) -> Iterator[BrowserContext]:
        profile = chromium.new_context(viewport={"width": 1280, "height": 800}, **options)
        profile.set_default_timeout(timeout)
        profile.new_page().goto(address)
        profile.clear_cookies()
        yield profile
        profile.close()

    return opened


@pytest.fixture(scope="module")
def profile(profile_at: Callable[..., AbstractContextManager[BrowserContext]], app: Served) -> Iterator[BrowserContext]:
    """A browser profile: Indonesian, in Jakarta, the real content security policy in force."""
    address = f"{app.base}/_stcore/health"
    with profile_at(address, timeout=60_000, locale="id-ID", timezone_id="Asia/Jakarta") as profile:
        yield profile


@pytest.fixture
def context(
    profile: BrowserContext, app: Served, request: pytest.FixtureRequest, forget: Callable[[BrowserContext, str], None]
) -> Iterator[BrowserContext]:
    """The profile with nothing in it that an earlier test left.

    Where a test fails, it prints what its windows show and the last they said to the server.
    """
    frames: list[str] = []

    def listen(page: Page) -> None:
        heard(page, frames)

    profile.on("page", listen)
    yield profile
    profile.remove_listener("page", listen)
    if request.node.stash.get(FAILED, False):
        for page in profile.pages[1:]:
            print(page.url, page.evaluate(SEEN), *page.evaluate("(globalThis.trail ?? []).slice(-60)"), sep="\n")
        print(*frames[-40:], f"{time.monotonic():.2f} now", sep="\n")
    forget(profile, app.base)


@pytest.fixture(scope="session")
def forget() -> Callable[[BrowserContext, str], None]:
    """Leaves a profile as a new one, but for the files it has loaded."""

    def clear(profile: BrowserContext, origin: str) -> None:
        profile.set_offline(False)
        stays, *others = profile.pages
        for page in others:
            page.close()
        profile.clear_cookies()
        profile.clear_permissions()
        wire = profile.new_cdp_session(stays)
        wire.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        wire.detach()

    return clear


@pytest.fixture
def page(context: BrowserContext, app: Served, idle: Callable[[Page], None]) -> Page:
    """A window signed in to the app, its first page drawn."""
    page = context.new_page()
    page.goto(app.address)
    idle(page)
    return page


@pytest.fixture(scope="session")
def idle() -> Callable[[Page], None]:
    """Wait until Streamlit is connected and runs nothing."""

    def wait(page: Page) -> None:
        page.locator(CONNECTED).wait_for()

    return wait


@pytest.fixture(scope="session")
def window() -> Callable[[Page], Window]:
    """Puts a person before a page."""
    return Window


@pytest.fixture
def study(app: Served, study_builder: Callable[..., Any]) -> Iterator[Any]:
    """A project of this test in the app's database, with a source “Panjang” of 260 turns; three codes, K1 to K3."""
    store = open_store(app.database)
    made = study_builder(store, f"Studi {uuid4().hex[:8]}")
    text = "".join(f"{'P' if n % 2 == 0 else 'IK-01'}: {TALK.format(n=n)}\n" for n in range(260))
    made.source = made.add_source("Panjang", text)
    yield made
    store.close()
