"""The database goes away and comes back: who codes goes on, nothing is refused, and a page returns by itself."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from coding.store import open_store
from tests.browser.conftest import Served


@pytest.fixture(scope="module")
def server(postgres_server: Callable[..., Any]) -> Iterator[Any]:
    with postgres_server("-c fsync=on") as one:
        yield one


@pytest.fixture(scope="module")
def app(server: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The app on a server that can be stopped."""
    served = Served(tmp_path_factory.mktemp("app"), server.url())
    open_store(served.database)
    served.start()
    yield served
    served.stop()


def test_coding_goes_on_while_the_database_is_away_and_is_saved_when_it_is_back(
    app: Any, server: Any, study: Any, context: Any, window: Callable[..., Any]
) -> None:
    desk = window(context.new_page()).open(app, study)
    desk.press("ArrowDown", "Enter", "1").settled(1)
    other: Page = context.new_page()
    server.stop()
    desk.press("ArrowDown", "Enter", "2", "ArrowDown", "Enter", "3")
    other.goto(f"{app.base}/excerpts?project={study.id}")
    desk.page.get_by_text("terputus, 2 menunggu").wait_for()
    other.get_by_text("Basis data sedang tidak menjawab").wait_for()
    server.start()
    desk.settled(3)
    assert len(study.codings()) == 3
    other.get_by_text("Basis data sedang tidak menjawab").wait_for(state="detached")
    assert not [one for one in desk.complaints if "websocket" not in one]
