"""A keystroke in the coding page while the classifier trains in its own process, beside the same with nothing else.

Six thousand segments, two in five of them coded, so that it lasts as long as the presses; it is begun by its button,
report and all.
"""

import random
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from coding import workbench
from tests.bench.surface import READY, Figures, act, interview
from tests.browser.conftest import CHROMIUM_FLAGS, CONNECTED, Served

SOURCES = 8
CODED = 2400
ROUNDS = 3


def build(database: str) -> None:
    """Eight long interviews; the first segments of each are coded."""
    rng = random.Random(11)
    desk = workbench.open_desk(database)
    me = desk.me()
    project = workbench.create_project(me, "Bench", workbench.shipped_codebook("wog"))
    keys = [code.key for code in workbench.codebook(me, project.id).codable()]
    rows = []
    for number in range(SOURCES):
        source = workbench.import_source(me, project.id, replace(interview(rng), name=f"Panjang {number}"), 28_000)
        answers = [turn for turn in source.turns if turn.speaker == "IK-01"][: CODED // SOURCES]
        rows += [
            workbench.Row(len(rows) + at, source.name, turn.start, turn.end, rng.choice(keys), "Coder")
            for at, turn in enumerate(answers)
        ]
    came = workbench.import_codings(me, project.id, rows)
    assert came.added == len(rows), came.problems[:3]
    workbench.prefer(me, suggest=False)
    desk.store.close()


@contextmanager
def served() -> Iterator[Served]:
    """The app on that project."""
    with tempfile.TemporaryDirectory() as name:
        app = Served(Path(name), str(Path(name) / "bench.db"))
        build(app.database)
        app.start()
        try:
            yield app
        finally:
            app.stop()


def measure(browser: Browser, app: Served) -> tuple[Figures, Figures]:
    """Keystrokes with nothing beside them, and while a training is at work, in turn."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True, locale="en-US")
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(app.address)
    page.locator(CONNECTED).wait_for()
    alone, beside = Figures(), Figures()
    for number in range(ROUNDS):
        _code(page, app, number, alone)
        page.goto(f"{app.base}/suggestion")
        page.get_by_role("button", name="Train").first.click()
        stop = page.get_by_role("button", name="Stop")
        stop.wait_for()
        _code(page, app, number, beside)
        page.goto(f"{app.base}/suggestion")
        # Still at work, or the round would have measured nothing.
        stop.click()
        page.get_by_role("button", name="Train").first.wait_for()
    context.close()
    return alone, beside


def _code(page: Page, app: Served, number: int, figures: Figures) -> None:
    page.goto(f"{app.base}/tagging?source=Panjang {number}")
    page.locator(f'{READY}[data-source="Panjang {number}"]').wait_for()
    page.locator(CONNECTED).wait_for()
    act(page, figures)


def main() -> None:
    """Print medians and 95th percentiles, alone and beside a training."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright, served() as app:
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS)
        alone, beside = measure(browser, app)
        browser.close()
    for name in ("drawn", "painted", "saved"):
        told = [
            f"{title} {statistics.median(values):.1f} ms, p95 {statistics.quantiles(values, n=20)[-1]:.1f}"
            for title, values in (("alone", getattr(alone, name)), ("while training", getattr(beside, name)))
        ]
        print(f"training, key → {name}: {'; '.join(told)}")


if __name__ == "__main__":
    main()
