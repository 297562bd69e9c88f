"""From source to source on a key: within the page, the address following, nothing unsaved left behind."""

import sys
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext


def test_next_and_previous_source_change_within_the_page_and_the_back_button_goes_back(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    desk = window(context.new_page()).open(app, study)
    desk.page.evaluate("window.stays = true")
    desk.press("ArrowDown", "ArrowDown", "Enter", "1")
    place = desk.place()
    waits = []
    for key, name in (("]", "W1"), ("[", "Panjang"), ("]", "W1"), ("[", "Panjang")):
        began = time.monotonic()
        desk.press(key)
        desk.opened(name)
        waits.append(time.monotonic() - began)
    assert desk.page.evaluate("window.stays"), "the page itself was never loaded again"
    assert desk.settled(1).place() == place
    assert desk.page.url.endswith("source=Panjang")
    assert len(study.codings()) == 1
    desk.page.go_back()
    desk.opened("W1")
    assert desk.page.url.endswith("source=W1")
    desk.page.go_forward()
    desk.opened("Panjang").settled(1)
    assert desk.complaints == []
    sys.stdout.write(f"key → other source open: {', '.join(f'{wait:.2f}' for wait in waits)} s\n")


def test_at_the_last_source_the_key_says_so(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    desk = window(context.new_page()).open(app, study, "W1")
    desk.press("]")
    desk.page.get_by_text("Tidak ada sumber lagi").wait_for()
