"""What cannot be saved now waits in the browser, goes up once when the server is back, and is not forgotten unseen."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, WebSocketRoute

from coding import workbench

WAITING = '[data-testid="coding-surface"][data-pending="{n}"]'
KEPT = """() => new Promise((done, fail) => {
  const request = indexedDB.open('simpul-surface', 1);
  request.onerror = () => fail(request.error);
  request.onsuccess = () => {
    const all = request.result.transaction('ops').objectStore('ops').getAll();
    all.onsuccess = () => { request.result.close(); done(all.result); };
  };
})"""
GO_WITH_SOMETHING_LEFT = """async () => {
  const [project, , ...rest] = document.querySelector('.cs-doc').csWorkspace.channel.name.split('/');
  const channel = [project, crypto.randomUUID(), ...rest].join('/');
  await new Promise((done, fail) => {
    const request = indexedDB.open('simpul-surface', 1);
    request.onerror = () => fail(request.error);
    request.onsuccess = () => {
      const op = { op: crypto.randomUUID(), verb: 'undo' };
      const put = request.result.transaction('ops', 'readwrite').objectStore('ops').put({ channel, op, seq: 1 });
      put.onerror = () => fail(put.error);
      put.onsuccess = () => { request.result.close(); done(); };
    };
  });
  window.dispatchEvent(new Event('online'));
  document.querySelector('[data-testid="stSidebarNavLink"][href$="/excerpts"]').click();
  // Longer than the page waits before it brings up what was left.
  return new Promise((done) => setTimeout(done, 1500));
}"""
"""Leave something of another source in the browser, and go to the excerpts while the page is about to bring it up."""
NONE_KEPT = f"async () => (await ({KEPT})()).length === 0"


@pytest.fixture
def desk(app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]) -> Iterator[Any]:
    """A window at a source, its codings not yet begun."""
    yield window(context.new_page()).open(app, study)
    if app.process.poll() is not None:
        app.start()


def code_while_away(app: Any, desk: Any, count: int) -> None:
    """Stop the server and code on."""
    app.stop()
    for n in range(count):
        desk.press("ArrowDown", "Enter", "123"[n % 3])
    desk.page.locator(WAITING.format(n=count)).wait_for()
    desk.page.get_by_text(f"terputus, {count} menunggu").wait_for()


def test_codings_made_while_the_server_is_away_go_up_once_when_it_is_back(app: Any, desk: Any, study: Any) -> None:
    desk.press("ArrowDown", "Enter", "1").settled(1)
    code_while_away(app, desk, 5)
    assert desk.fact("codings") == 6
    assert len(study.codings()) == 1
    app.start()
    desk.settled(6)
    assert len(study.codings()) == 6
    desk.press("z", "z").settled(4)
    assert len(study.codings()) == 4


def test_the_keys_stay_in_the_text_when_the_server_is_gone(app: Any, desk: Any, study: Any) -> None:
    desk.press("ArrowDown", "ArrowDown")
    place = desk.place()
    app.stop()
    desk.page.get_by_text("terputus, 0 menunggu").wait_for()
    desk.page.locator('[data-testid="stDialog"]').wait_for(state="detached")
    assert desk.place() == place
    desk.press("Enter", "1")
    desk.page.get_by_text("terputus, 1 menunggu").wait_for()
    app.start()
    desk.settled(1)
    desk.page.get_by_text("tersimpan", exact=True).wait_for()
    assert study.codings()[0].start == place


def test_not_one_key_is_lost_while_streamlit_covers_the_text(app: Any, desk: Any) -> None:
    app.stop()
    presses = 0
    lost = desk.page.locator('.cs-save[data-mood="offline"]')
    while not lost.count() or desk.page.locator('[data-testid="stDialog"]').count():
        desk.press("ArrowDown", "Enter", "1")
        presses += 1
    desk.press("ArrowDown", "Enter", "1")
    assert desk.fact("codings") == presses + 1
    app.start()
    desk.settled(presses + 1)


def test_a_page_that_streamlit_has_given_up_is_opened_again_with_all_its_work(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    lines: list[WebSocketRoute] = []

    def through(line: WebSocketRoute) -> None:
        line.connect_to_server()
        lines.append(line)

    page = context.new_page()
    page.route_web_socket("**/_stcore/stream", through)
    desk = window(page).open(app, study)
    desk.press("ArrowDown", "Enter", "1")
    with page.expect_navigation():
        lines[-1].send(b"\xff" * 40)
    desk.opened("Panjang").settled(1)
    assert len(study.codings()) == 1


def test_only_ids_offsets_codes_and_memos_are_kept_in_the_browser_and_no_words(app: Any, desk: Any) -> None:
    code_while_away(app, desk, 2)
    kept = desk.page.evaluate(KEPT)
    assert len(kept) == 2
    assert "rapat" not in str(kept)
    app.start()
    desk.settled(2)
    desk.page.wait_for_function(NONE_KEPT)


def test_they_survive_closing_the_page_and_wait_for_the_source_to_be_opened_again(
    app: Any, desk: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    code_while_away(app, desk, 4)
    desk.page.close()
    app.start()
    again = window(context.new_page()).open(app, study)
    again.settled(4)
    again.page.reload()
    again.opened("Panjang").settled(4)
    assert len(study.codings()) == 4
    assert again.complaints == []


def test_they_go_up_from_any_page_that_is_opened(
    app: Any, desk: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    code_while_away(app, desk, 3)
    desk.page.close()
    app.start()
    again = window(context.new_page())
    again.page.goto(f"{app.base}/excerpts?project={study.id}")
    again.page.get_by_text("3 kutipan").wait_for()
    again.page.wait_for_function(NONE_KEPT)
    assert len(study.codings()) == 3
    assert again.complaints == []


def test_a_coding_made_just_before_another_page_is_opened_is_among_the_excerpts(app: Any, desk: Any) -> None:
    desk.press("ArrowDown", "Enter", "1", "ArrowDown", "Enter", "2")
    desk.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Kutipan").click()
    desk.page.get_by_text("2 kutipan").wait_for()
    assert desk.complaints == []


def test_a_way_to_another_page_is_gone_though_something_is_brought_up_right_behind_the_click(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    held: list[str | bytes] = []
    lines: list[WebSocketRoute] = []
    holding = False

    def through(line: WebSocketRoute) -> None:
        server = line.connect_to_server()
        server.on_message(lambda message: held.append(message) if holding else line.send(message))
        lines.append(line)

    page = context.new_page()
    page.route_web_socket("**/_stcore/stream", through)
    desk = window(page).open(app, study)
    desk.press("ArrowDown", "Enter", "1").settled(1)
    holding = True
    page.evaluate(GO_WITH_SOMETHING_LEFT)
    holding = False
    for message in held:
        lines[-1].send(message)
    page.get_by_role("button", name="XLSX").wait_for()
    page.wait_for_function(NONE_KEPT)
    desk.idle()
    assert "/excerpts" in page.url


def test_signing_out_warns_of_what_is_not_saved_and_then_forgets_it(
    app: Any, desk: Any, study: Any, context: BrowserContext
) -> None:
    code_while_away(app, desk, 2)
    desk.page.close()
    workbench.remove_source(study.owner, study.id, study.source.id)
    app.start()
    page = context.new_page()
    page.goto(f"{app.base}/settings?project={study.id}")
    side = page.get_by_test_id("stSidebar")
    side.get_by_role("button", name="Keluar", exact=True).click()
    side.get_by_role("alert").get_by_text("2 perubahan hanya ada di peramban ini.").wait_for()
    side.get_by_role("button", name="Jangan keluar").click()
    assert len(page.evaluate(KEPT)) == 2
    side.get_by_role("button", name="Keluar", exact=True).click()
    side.get_by_role("button", name="Tetap keluar").click()
    page.get_by_text("peramban ini belum punya kunci").wait_for()
    page.goto(app.address)
    assert page.evaluate(KEPT) == []


def test_signing_out_with_everything_saved_asks_nothing(app: Any, desk: Any) -> None:
    desk.press("ArrowDown", "Enter", "1").settled(1)
    desk.page.wait_for_function(NONE_KEPT)
    desk.page.get_by_test_id("stSidebar").get_by_role("button", name="Keluar", exact=True).click()
    desk.page.get_by_text("peramban ini belum punya kunci").wait_for()
