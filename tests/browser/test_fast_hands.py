"""Faster than any person, on a line that breaks: no coding is lost, none is doubled, none is half written (D5, D6)."""

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, WebSocketRoute

from coding import workbench

TEXT = '[data-testid="coding-surface"] [role="textbox"]'
OPERATIONS = 200
CUTS = 4


def test_two_hundred_codings_at_a_drummers_pace_survive_four_cuts(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    assert drum(app, study, context, window, OPERATIONS, CUTS) == OPERATIONS


def drum(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any], many: int, cuts: int, restarts: int = 0
) -> int:
    """Code turn after turn without waiting for anything; cut the connection and restart the server in between.

    Gives how many were drawn: exactly those must be stored.
    """
    lines: list[WebSocketRoute] = []

    def through(line: WebSocketRoute) -> None:
        line.connect_to_server()
        lines.append(line)

    page = context.new_page()
    page.route_web_socket("**/_stcore/stream", through)
    desk = window(page).open(app, study)
    rng = random.Random(5)
    when = set(rng.sample(range(10, many), cuts))
    page.locator(TEXT).focus()
    due, gone = 0, None
    for number in range(many):
        desk.press("ArrowDown", "Enter", rng.choice("123"))
        due += number in when
        # Two cuts in a row wait for the connection in between.
        if due and lines[-1] is not gone:
            gone = lines[-1]
            gone.close(code=1012)
            due -= 1
        if restarts and number == many // 2:
            app.stop()
            app.start()
            # While the server is gone for seconds, Streamlit's own dialog takes the keys; then the hand goes on.
            desk.idle()
            page.locator(TEXT).focus()
    page.locator('[data-testid="coding-surface"][data-pending="0"]').wait_for()
    drawn = desk.fact("codings")
    assert len(lines) > cuts - due > 1, "every cut was answered by a new connection"
    whole(study, drawn)
    return drawn


def whole(study: Any, many: int) -> None:
    """Every coding has its one event and every event its one coding; no words were coded twice."""
    codings = study.codings()
    assert len(codings) == many
    assert len({(one.start, one.end, one.code) for one in codings}) == many
    made: Counter[Any] = Counter()
    before = None
    while events := workbench.latest_events(study.owner, study.id, before, 500):
        made.update(change.id for event in events if event.verb == "code" for change in event.changes)
        before = events[-1].rev
    assert made == Counter(one.id for one in codings)
