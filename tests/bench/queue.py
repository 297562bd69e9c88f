"""A thousand codings without a pause, twenty cuts of the connection and one restart of the server (bar D5)."""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from coding.store import open_store
from tests.browser.conftest import CHROMIUM_FLAGS, Served, Window
from tests.browser.test_fast_hands import drum
from tests.conftest import study_in

OPERATIONS, CUTS = 1_000, 20


def main() -> None:
    """Print how long it took; anything lost or doubled stops with an assertion."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        app = Served(Path(name), str(Path(name) / "bench.db"))
        study = study_in(open_store(app.database), "Cepat")
        lines = (
            f"{'P' if n % 2 else 'IK-01'}: Giliran nomor {n} tentang rapat bersama.\n" for n in range(OPERATIONS + 9)
        )
        study.source = study.add_source("Panjang", "".join(lines))
        app.start()
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS)
        context = browser.new_context()
        context.set_default_timeout(180_000)
        began = time.monotonic()
        drawn = drum(app, study, context, Window, OPERATIONS, CUTS, restarts=1)
        took = time.monotonic() - began
        browser.close()
        app.stop()
    told = f"{drawn} of {OPERATIONS} presses drawn, all of them stored once, {took:.0f} s"
    sys.stdout.write(f"queue, {CUTS} cuts, 1 restart: {told}\n")


if __name__ == "__main__":
    main()
