"""Thirty people code at once, and one of them in Chromium; nothing is lost or doubled, and nobody is shown an error.

`python -m tests.bench.crowd [--minutes 10] [--faults] [--sqlite]`: on PostgreSQL two processes of the app behind nginx,
sticky by the cookie (without nginx each browser keeps to one of them); with `--sqlite` twelve people, one process. With
`--faults` the database is stopped and started, killed and started, and a process of the app killed and started. The
people are those of `_crowd.py`, with accounts of their own. Ends with 1 where something is lost, doubled or shown.
"""

import argparse
import json
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from uuid import UUID

import psutil
import sqlalchemy as sa
from playwright.sync_api import Page, sync_playwright

from coding import workbench
from coding.store import open_store
from coding.store.tables import coding, event
from coding.workbench import Desk, accounts
from tests.bench.surface import _CLOCK, _TWO_FRAMES, Wire
from tests.browser.conftest import CHROMIUM_FLAGS, CONNECTED, ROOT, free_port
from tests.conftest import Server, Study, server, study_in

SAFE = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on"
SOURCES, TURNS = 10, 400
TALK = "Pada rapat ke-{n} kami membahas data bersama, tetapi belum ada keputusan dari dinas lain."
READY = '[data-testid="coding-surface"][data-ready="1"][data-pending="0"]'
ROOT_OF_IT = "[data-testid=coding-surface]"
ALONE = 20
"""Presses in Chromium before the others come, to compare with."""

NGINX = """daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 1024; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  map $http_cookie $visitor {{ default $remote_addr; "~(?:^|;\\s*)(?:__Host-)?simpul=(?<mine>[^;]+)" $mine; }}
  upstream simpul {{ hash $visitor consistent; {servers} }}
  map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
  server {{
    listen 127.0.0.1:{port};
    client_max_body_size 60m;
    location / {{
      proxy_pass http://simpul;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_read_timeout 1h;
      proxy_buffering off;
    }}
  }}
}}
"""


# -- what is measured -----------------------------------------------------------------------------


@dataclass
class Presses:
    """Key → drawn, painted and saved in Chromium, in milliseconds, and what the page complained of."""

    drawn: list[float] = field(default_factory=list)
    painted: list[float] = field(default_factory=list)
    saved: list[float] = field(default_factory=list)
    ids: int = 0
    complaints: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        if not self.drawn:
            return "none"
        told = (f"{name} {spread(values)}" for name, values in (("drawn", self.drawn), ("saved", self.saved)))
        return f"{len(self.drawn)} presses, key → {', '.join(told)} ms"


def spread(values: Sequence[float]) -> str:
    """Median and the 95th percentile."""
    found = sorted(values)
    return f"{statistics.median(found):.0f} / {found[int(len(found) * 0.95)]:.0f}" if found else "–"


# -- what is started ------------------------------------------------------------------------------


@dataclass
class App:
    """One process of the app."""

    database: str
    port: int
    public: str
    log: Path
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "coding", "serve", self.database, "--accounts", "--port", str(self.port)]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*command, "--public-url", self.public], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=log
            )
        until = time.monotonic() + 60
        while not self._answers():
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.1)

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/_stcore/health")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def family(self) -> list[psutil.Process]:
        """The process and its children."""
        one = psutil.Process(self.process.pid)
        return [one, *one.children(recursive=True)]

    def kill(self) -> None:
        """End it as a fault does, its children too."""
        for one in self.family():
            one.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it as a person does."""
        self.process.terminate()
        self.process.wait(timeout=30)


@contextmanager
def proxy(folder: Path, port: int, apps: Sequence[App]) -> Iterator[bool]:
    """The proxy before the processes; False where nginx is missing."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        yield False
        return
    folder.mkdir()
    servers = " ".join(f"server 127.0.0.1:{one.port} max_fails=1 fail_timeout=5s;" for one in apps)
    settings = folder / "nginx.conf"
    settings.write_text(NGINX.format(folder=folder, servers=servers, port=port))
    process = subprocess.Popen([program, "-p", str(folder), "-c", str(settings)], stderr=subprocess.DEVNULL)
    try:
        yield True
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


@dataclass
class Stage:
    """Everything that stands: the study, who signs in, the processes and how they are reached."""

    folder: Path
    database: str
    study: Study
    cookies: list[str]
    apps: list[App]
    base: str
    behind: bool
    server: Server | None

    def door(self, number: int) -> str:
        """Where somebody connects: the proxy, or one of the processes."""
        return self.base if self.behind else f"http://127.0.0.1:{self.apps[number % len(self.apps)].port}"


@contextmanager
def stage(people: int, *, sqlite: bool, processes: int) -> Iterator[Stage]:
    """A database with a study and accounts, and the app on it."""
    with ExitStack() as all_:
        folder = Path(all_.enter_context(tempfile.TemporaryDirectory(prefix="crowd_")))
        postgres = None if sqlite else all_.enter_context(server(SAFE))
        database = postgres.url() if postgres else str(folder / "crowd.db")
        desk = Desk(open_store(database))
        study = study_in(desk.store, "Kerumunan")
        text = "".join(f"{'P' if n % 2 == 0 else 'IK-01'}: {TALK.format(n=n)}\n" for n in range(TURNS))
        for number in range(SOURCES):
            study.add_source(f"W{number:02}", text)
        cookies = [f"simpul={_joined(desk, study, number)}" for number in range(people + 1)]
        ports = [free_port() for _ in range(processes + 1)]
        public = f"http://127.0.0.1:{ports[0] if processes > 1 else ports[1]}"
        apps = [App(database, port, public, folder / f"{port}.log") for port in ports[1:]]
        behind = processes > 1 and all_.enter_context(proxy(folder / "nginx", ports[0], apps))
        for one in apps:
            one.start()
            all_.callback(one.stop)
        yield Stage(folder, database, study, cookies, apps, public, behind or processes == 1, postgres)


def _joined(desk: Desk, study: Study, number: int) -> str:
    name = f"Pengode {number:02}"
    workbench.add_coder(study.owner, study.id, name, "researcher")
    _account, token = accounts.add_account(desk, name)
    return accounts.take_up(desk, token, f"pengode{number:02}", "kata sandi yang panjang")


# -- the people -----------------------------------------------------------------------------------


def plan_of(here: Stage, people: int, seconds: float, think: float) -> dict[str, Any]:
    """What the people are told."""
    text = "".join(f"{'P' if n % 2 == 0 else 'IK-01'}: {TALK.format(n=n)}\n" for n in range(TURNS))
    them = [
        {
            "cookie": here.cookies[number],
            "base": here.door(number),
            "query": f"project={here.study.id}&source=W{number % SOURCES:02}",
        }
        for number in range(people)
    ]
    codes = [str(one) for key, one in here.study.codes.items() if key != "KOORD"]
    common = {"seconds": seconds, "think": think, "reload": 60, "codes": codes, "characters": len(text)}
    return {**common, "people": them}


def gather(plan: dict[str, Any]) -> Callable[[], list[dict[str, Any]]]:
    """Send them all in; gives what waits for them to come out and tells what became of each."""
    command = [sys.executable, "-m", "tests.bench._crowd"]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    process.stdin.write(json.dumps(plan))
    process.stdin.close()
    process.stdin = None

    def out() -> list[dict[str, Any]]:
        told, _ = process.communicate()
        assert process.returncode == 0
        found: list[dict[str, Any]] = json.loads(told)
        return found

    return out


def open_window(here: Stage, playwright: Any) -> tuple[Any, Page, Presses]:
    """The one person with a real browser, at the first source."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS)
    context = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    context.set_default_timeout(60_000)
    name, _, value = here.cookies[-1].partition("=")
    door = here.door(0)
    context.add_cookies([{"name": name, "value": value, "url": door}])
    page, told = context.new_page(), Presses()
    page.on("pageerror", lambda error: told.complaints.append(str(error)))
    page.goto(f"{door}/tagging?project={here.study.id}&source=W00")
    page.locator(READY).wait_for()
    page.locator(CONNECTED).wait_for()
    Wire().listen(page)
    return browser, page, told


def press(page: Page, told: Presses, number: int) -> None:
    """Select the next turn and give it a code; what it took is added once it is saved."""
    while True:
        # While the server is gone for seconds, Streamlit's own dialog takes the keys; then the hand goes on.
        page.locator(CONNECTED).wait_for(timeout=120_000)
        page.locator(READY).wait_for(timeout=120_000)
        if not page.evaluate(f"window.root === document.querySelector('{ROOT_OF_IT}')"):
            # The page was drawn anew, by another process.
            page.evaluate(f"window.root = document.querySelector('{ROOT_OF_IT}')")
            page.evaluate(_CLOCK)
        page.evaluate("window.bench = {}")
        page.locator(f"{ROOT_OF_IT} [role=textbox]").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.evaluate(_TWO_FRAMES)
        page.keyboard.press(str(1 + number % 3))
        if page.evaluate("Boolean(window.bench.began)"):
            break
    told.ids += 1
    anew = f"window.root !== document.querySelector('{ROOT_OF_IT}')"
    page.wait_for_function(f"(window.bench.saved && window.bench.painted) || {anew}", timeout=120_000)
    page.locator(READY).wait_for(timeout=120_000)
    shown = page.evaluate("window.bench")
    # Not where the page was drawn anew in between.
    if "saved" in shown and "painted" in shown:
        for name in ("drawn", "painted", "saved"):
            getattr(told, name).append(shown[name])


# -- faults ---------------------------------------------------------------------------------------


def faults(here: Stage, seconds: float, told: list[str]) -> list[threading.Timer]:
    """What goes wrong when; each is repaired after a few seconds."""

    def restart(how: str) -> None:
        assert here.server
        began = time.time()
        here.server.stop(how)
        time.sleep(3)
        here.server.start()
        told.append(f"{how} stop of PostgreSQL, {time.time() - began:.1f} s away")

    def kill() -> None:
        here.apps[0].kill()
        time.sleep(3)
        here.apps[0].start()
        told.append("a process killed, there again after 3 s")

    acts: list[tuple[float, Callable[[], None]]] = [(0.2, lambda: restart("fast")), (0.45, kill)]
    acts.append((0.7, lambda: restart("immediate")))
    timers = [threading.Timer(seconds * share, act) for share, act in acts]
    for one in timers:
        one.start()
    return timers


# -- afterwards -----------------------------------------------------------------------------------


def looked_through(here: Stage, them: list[dict[str, Any]], drawn: int) -> list[str]:
    """What was lost, doubled or half stored; empty where all is as it was confirmed."""
    wrong: list[str] = []
    with open_store(here.database).read() as tx:
        rows = {str(row.id): row for row in tx.all(sa.select(coding))}
        stored = {id_: row.deleted_at is None for id_, row in rows.items()}
        ops = Counter(str(row.op_id) for row in tx.all(sa.select(event.c.op_id)) if row.op_id)
        revs = [row.rev for row in tx.all(sa.select(event.c.rev).order_by(event.c.rev))]
        told: Counter[UUID] = Counter()
        for row in tx.all(sa.select(event.c.changes).where(event.c.verb == "code")):
            told.update(one["id"] for one in row.changes if one["entity"] == "coding")
    for one in them:
        wrong += [f"lost: {op}" for op in one["confirmed"] if op not in ops]
        wrong += [f"lost: coding {id_}" for id_, there in one["codings"].items() if stored.get(id_) is not there]
        for id_, said in one["said"].items():
            wrong += [f"lost: {name} of {id_}" for name, value in said.items() if getattr(rows[id_], name) != value]
        wrong += [f"not confirmed: {op}" for op in one["left"]]
        wrong += [f"refused: {words}" for words in one["refused"]]
        wrong += [f"shown: {words}" for words in one["shown"]]
    wrong += [f"doubled: {op}" for op, many in ops.items() if many > 1]
    wrong += [f"told twice: {id_}" for id_, many in told.items() if many > 1]
    made = {id_ for one in them for id_ in one["codings"]}
    if len(stored.keys() - made) != drawn:
        wrong.append(f"{len(stored.keys() - made)} codings of Chromium stored, {drawn} drawn")
    if set(map(str, told)) != set(stored):
        wrong.append("codings and history differ")
    if revs != list(range(1, len(revs) + 1)):
        wrong.append("the history has gaps")
    return wrong


def report(them: list[dict[str, Any]], minutes: float) -> None:
    """The figures of the people."""
    saved = [1000 * one for person in them for one in person["saved"]]
    runs = [1000 * one for person in them for one in person["runs"]]
    gaps = [b - a for one in them for a, b in zip(one["confirmed_at"], one["confirmed_at"][1:], strict=False)]
    print(
        f"  {len(saved)} gestures of {len(them)} people in {minutes:g} min, {sum(one['lines'] for one in them)} lines"
    )
    print(f"  gesture → saved {spread(saved)} ms (median / p95), longest {max(saved) / 1000:.1f} s")
    print(f"  request → drawn {spread(runs)} ms, {len(runs) / minutes / 60:.1f} a second")
    print(f"  longest time without anything confirmed for one person: {max(gaps, default=0):.1f} s", flush=True)


def crowd(people: int, minutes: float, *, sqlite: bool, processes: int, with_faults: bool, think: float) -> int:
    """Send the people in and tell how they fared; gives how much was wrong."""
    seconds, mishaps = minutes * 60, list[str]()
    with stage(people, sqlite=sqlite, processes=processes) as here, sync_playwright() as playwright:
        browser, page, alone = open_window(here, playwright)
        for number in range(ALONE):
            press(page, alone, number)
        print(f"  Chromium alone: {alone}", flush=True)
        busy = Presses(ids=alone.ids, complaints=alone.complaints)
        out = gather(plan_of(here, people, seconds, think))
        before = [sum(sum(one.cpu_times()[:2]) for one in app.family()) for app in here.apps]
        began = time.time()
        timers = faults(here, seconds, mishaps) if with_faults else []
        while time.time() < began + seconds:
            press(page, busy, busy.ids)
            page.wait_for_timeout(2500)
        them = out()
        for one in timers:
            one.join()
        print(f"  Chromium among {people} others: {busy}", flush=True)
        page.locator(READY).wait_for()
        shown = page.locator("[data-testid=stAlert], [data-testid=stException]").all_inner_texts()
        browser.close()
        for app, spent in zip(here.apps, before, strict=True):
            cpu = sum(sum(one.cpu_times()[:2]) for one in app.family()) - spent
            memory = sum(one.memory_info().rss for one in app.family()) / 2**20
            print(f"  process at {app.port}: {cpu / (time.time() - began):.0%} of a core, {memory:.0f} MiB", flush=True)
        report(them, minutes)
        wrong = looked_through(here, them, busy.ids) + [f"shown in Chromium: {one}" for one in shown]
        wrong += [f"Chromium: {one}" for one in busy.complaints]
        for one in here.apps:
            wrong += [f"log: {line}" for line in one.log.read_text().splitlines() if "rror" in line][:20]
    for line in (*mishaps, *wrong[:40]):
        print(f"  {line}")
    print(f"  {len(wrong)} faults: {'nothing lost, doubled or shown' if not wrong else 'see above'}", flush=True)
    return len(wrong)


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--people", type=int)
    parser.add_argument("--processes", type=int, help="Of the app; two on PostgreSQL, one on SQLite without it.")
    parser.add_argument("--think", type=float, default=5.0, help="Seconds between two gestures of a person.")
    parser.add_argument("--sqlite", action="store_true")
    parser.add_argument("--faults", action="store_true")
    asked, _ = parser.parse_known_args()
    people = asked.people or (12 if asked.sqlite else 30)
    processes = asked.processes or (1 if asked.sqlite else 2)
    kind = f"{'SQLite' if asked.sqlite else 'PostgreSQL'}, {processes} of the app"
    print(f"crowd, {people} people, {kind}{', with faults' if asked.faults else ''}:", flush=True)
    wrong = crowd(
        people,
        asked.minutes,
        sqlite=asked.sqlite,
        processes=processes,
        with_faults=asked.faults,
        think=asked.think,
    )
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
