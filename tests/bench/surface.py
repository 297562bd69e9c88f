"""The coding page in the running app: opening, key → drawn → painted → saved, bytes up and down, scrolling.

One source of 200,000 characters and 1,500 turns with 3,000 codings, three deep, and the same with 300.
"""

import json
import random
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from coding import workbench
from coding.model import Mark, Source, Speaker, Turn
from coding.transcript.lines import lines
from tests.browser.conftest import CHROMIUM_FLAGS, CONNECTED, Served

CHARACTERS, TURNS = 200_000, 1_500
ACTIONS = 30
OPENINGS = 7
READY = '[data-testid="coding-surface"][data-ready="1"]'

_CLOCK = """() => {
  const root = document.querySelector('[data-testid="coding-surface"]');
  window.bench = {};
  root.addEventListener('keydown', (event) => {
    if (!/^[1-9]$/.test(event.key)) return;
    const began = event.timeStamp;
    const drawn = Number(root.dataset.codings);
    window.bench = { began };
    const look = new MutationObserver(() => {
      if (Number(root.dataset.codings) > drawn && !window.bench.drawn) {
        window.bench.drawn = performance.now() - began;
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => { window.bench.painted = performance.now() - began; };
          channel.port2.postMessage(0);
        });
      }
      if (window.bench.drawn && root.dataset.pending === '0' && !window.bench.saved) {
        window.bench.saved = performance.now() - began;
        look.disconnect();
      }
    });
    look.observe(root, { attributes: true });
  }, true);
}"""


# A person's finger takes longer: what the selection drew has been painted before the digit comes.
_TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


@dataclass
class Wire:
    """Bytes of the page's websockets, by direction."""

    up: int = 0
    down: int = 0

    def listen(self, page: Page) -> CDPSession:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.webSocketFrameSent", lambda event: self._add("up", event))
        session.on("Network.webSocketFrameReceived", lambda event: self._add("down", event))
        return session

    def _add(self, way: str, event: dict[str, dict[str, object]]) -> None:
        frame = event["response"]
        size = len(str(frame["payloadData"])) * (3 / 4 if frame["opcode"] == 2 else 1)
        setattr(self, way, getattr(self, way) + int(size))


@dataclass
class Figures:
    """What one run measured, in milliseconds and bytes."""

    opening: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    drawn: list[float] = field(default_factory=list)
    painted: list[float] = field(default_factory=list)
    saved: list[float] = field(default_factory=list)
    up: list[float] = field(default_factory=list)
    down: list[float] = field(default_factory=list)


def interview(rng: random.Random) -> Source:
    """Two voices in turn, of Indonesian-looking words."""
    words = "koordinasi rapat instansi layanan masyarakat kami belum pernah bersama data satu pintu".split(" ")
    parts: list[str] = []
    turns: list[Turn] = []
    marks: list[Mark] = []
    at = 0
    for index in range(TURNS):
        speaker = ("Pewawancara", "IK-01")[index % 2]
        said = ""
        while at + len(speaker) + 2 + len(said) < CHARACTERS * (index + 1) / TURNS:
            said += " " + rng.choice(words) + rng.choice(["", "", "", "", ",", "."])
        said = said.strip() or "ya"
        start = at + len(speaker) + 2
        turns.append(Turn(start, start + len(said), speaker))
        marks.append(Mark(at, start, "label"))
        parts.append(f"{speaker}: {said}")
        at = start + len(said) + 1
    text = "\n".join(parts)
    voices = (Speaker("Pewawancara", "interviewer"), Speaker("IK-01", "informant"))
    return Source("Panjang", text, turns=tuple(turns), speakers=voices, marks=tuple(marks), lines=lines(text))


def build(database: str, codings: int) -> None:
    """A project with the long source and its codings, three deep."""
    rng = random.Random(7)
    desk = workbench.open_desk(database)
    me = desk.me()
    project = workbench.create_project(me, f"Bench {codings}", workbench.shipped_codebook("wog"))
    source = workbench.import_source(me, project.id, interview(rng), 28_000)
    short = Source("Awal", "Pewawancara: Halo.", lines=(0,))
    workbench.import_source(me, project.id, short, 2)
    keys = [code.key for code in workbench.codebook(me, project.id).codable()]
    rows = list(_rows(rng, source, keys, codings))
    came = workbench.import_codings(me, project.id, rows)
    assert came.added == codings, came.problems[:3]
    desk.store.close()


def _rows(rng: random.Random, source: Source, keys: list[str], many: int) -> Iterator[workbench.Row]:
    step = len(source.text) / (many / 3)
    for index in range(many):
        start = int((index // 3) * step)
        end = min(start + rng.randint(40, int(step) + 60), len(source.text))
        yield workbench.Row(
            index, source.name, start, end, keys[(index + index // 3) % len(keys)], f"Coder {index % 3}"
        )


@contextmanager
def served(codings: int) -> Iterator[Served]:
    """The app on a database with so many codings."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = Served(folder, str(folder / "bench.db"))
        build(app.database, codings)
        app.start()
        try:
            yield app
        finally:
            app.stop()


def full(codings: int) -> str:
    return f'{READY}[data-source="Panjang"][data-codings="{codings}"]'


def measure(browser: Browser, app: Served, codings: int) -> Figures:
    """Everything once, in one window."""
    figures = Figures()
    context = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(app.address)
    page.locator(CONNECTED).wait_for()
    for _ in range(OPENINGS):
        figures.cold.append(_timed(page, lambda: page.goto(f"{app.base}/tagging?source=Panjang"), full(codings)))
        page.locator(CONNECTED).wait_for()
    for _ in range(OPENINGS):
        page.get_by_test_id("stSidebarNav").get_by_role("link").nth(2).click()
        page.locator(READY).wait_for(state="detached")
        page.locator(CONNECTED).wait_for()
        link = page.get_by_test_id("stSidebarNav").get_by_role("link").nth(3)
        figures.opening.append(_timed(page, link.click, full(codings)))
        page.locator(CONNECTED).wait_for()
    act(page, figures)
    context.close()
    return figures


def _timed(page: Page, act: object, until: str) -> float:
    """Milliseconds from the act to the first moment the page shows `until`, on the page's own clock."""
    began = page.evaluate("Date.now()")
    assert callable(act)
    act()
    ended = page.evaluate(
        """(css) => new Promise((done) => {
          const look = () => document.querySelector(css) ? done(Date.now()) : setTimeout(look, 4);
          look();
        })""",
        until,
    )
    return float(ended - began)


def act(page: Page, figures: Figures) -> None:
    """Code segments with keys alone: select, digit, on; a person's pace."""
    wire = Wire()
    wire.listen(page)
    page.locator('[data-testid="coding-surface"] [role="textbox"]').focus()
    page.evaluate(_CLOCK)
    for index in range(ACTIONS + 3):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.evaluate(_TWO_FRAMES)
        before = (wire.up, wire.down)
        page.keyboard.press(str(1 + index % 9))
        page.wait_for_function("window.bench.saved && window.bench.painted")
        shown = page.evaluate("window.bench")
        if index >= 3:
            figures.drawn.append(shown["drawn"])
            figures.painted.append(shown["painted"])
            figures.saved.append(shown["saved"])
            figures.up.append(wire.up - before[0])
            figures.down.append(wire.down - before[1])


def main() -> None:
    """Print medians for 3,000 and 300 codings."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    results: dict[int, Figures] = {}
    with sync_playwright() as playwright:
        for codings in (3_000, 300):
            with served(codings) as app:
                browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS)
                results[codings] = measure(browser, app, codings)
                browser.close()
    for codings, figures in results.items():
        medians = {name: round(statistics.median(values), 1) for name, values in vars(figures).items()}
        print(f"surface, {codings} codings (medians, ms and bytes): {json.dumps(medians)}")
    ratio = statistics.median(results[3_000].painted) / statistics.median(results[300].painted)
    print(f"surface, key → painted, 3,000 over 300 codings: {ratio:.2f} ×")


if __name__ == "__main__":
    main()
