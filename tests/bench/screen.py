"""Displays of a million codings on the screen: from choosing a kind to its last mark drawn, in Chromium.

Run as `python -m tests.bench.screen [--postgres] [--size 1000000] [--database FILE]`; with a file, that of an earlier
run is looked at, and made where it is not there. Seconds of the clock, the first time since the app was started and
the second, and kilobytes that came for it. What draws pictures was loaded in a small project, of which nothing is kept;
the word tree is what the page begins with, so it alone was counted before.
"""

import argparse
import shutil
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from uuid import UUID

from playwright.sync_api import Page, sync_playwright

from coding import workbench
from coding.display import KINDS
from coding.display.kinds import BY_HAND
from coding.ui.display_words import KIND_WORDS
from tests.bench.query import build, target
from tests.browser.conftest import CHROMIUM_FLAGS, CONNECTED, Served, Window

BEFORE = "document.querySelector('.js-plotly-plot')?._fullLayout?.datarevision ?? null"
DRAWN = """([kind, worded, before]) => {
  const graph = document.querySelector('.js-plotly-plot');
  return new URL(location).searchParams.get('display') === kind && document.querySelector(%r)
    && (worded ? document.querySelector('.dt-read td') : (graph?._fullLayout?.datarevision ?? before) !== before);
}"""
SMALL = 400
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def main() -> None:
    """Print a line a kind."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--database", default="")
    asked, _ = parser.parse_known_args()
    with nullcontext(asked.database) if asked.database else target(asked.postgres) as where:
        there = bool(asked.database) and Path(asked.database).exists()
        me = workbench.open_desk(where).me() if there else build(where, asked.size).me
        if len(workbench.list_projects(me)) == 1:
            build(where, SMALL).me.store.close()
        small, large = sorted(workbench.list_projects(me), key=lambda one: int(one.name.split()[1]))
        me.store.close()
        with tempfile.TemporaryDirectory() as folder:
            app = Served(Path(folder), where)
            app.start()
            try:
                look(app, small.id, large.id)
            finally:
                app.stop()


def look(app: Served, small: UUID, large: UUID) -> None:
    """Choose every kind of the large project, twice over; in the small one a picture was drawn before."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS)
        page = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 800}).new_page()
        page.set_default_timeout(15_000)
        came = [0]
        page.on("websocket", lambda wire: wire.on("framereceived", lambda frame: came.append(len(frame))))
        Window(page).sign_in(app)
        page.goto(f"{app.base}/display?project={small}&display=code-frequencies")
        page.locator(".js-plotly-plot .main-svg").first.wait_for()
        page.goto(f"{app.base}/display?project={large}&display=word-tree")
        page.locator(CONNECTED).wait_for()
        spent = {kind: [] for kind in KINDS}
        weights = {}
        for _round in range(2):
            for kind in KINDS:
                came.clear()
                spent[kind].append(chosen(page, kind))
                weights[kind] = sum(came) / 1000
        browser.close()
    print(f"{'':32}first  again     KB")
    for kind, (first, again) in spent.items():
        print(f"{kind:30}{first:7.2f}{again:7.2f}{weights[kind]:7.0f}")


def chosen(page: Page, kind: str) -> float:
    """Seconds from the click on its name to the frame after everything of it is drawn."""
    name = KIND_WORDS[kind][0]
    box = page.get_by_role("combobox", name="Display").first
    box.click()
    box.fill(name)
    option = page.get_by_role("option", name=name, exact=True)
    option.wait_for()
    page.evaluate(FRAMES)
    before = page.evaluate(BEFORE)
    began = time.perf_counter()
    option.click()
    page.wait_for_function(DRAWN % CONNECTED, arg=[kind, kind in BY_HAND, before])
    page.evaluate(FRAMES)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
