"""The coding surface in a real browser, with a server of a few lines in place of ours: what a person does and sees."""

import functools
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

ROOT = Path(__file__).parents[2]
HARNESS = "tests/browser/harness/index.html"
SURFACE = '[data-testid="coding-surface"]'
WHERE = """words => {
  const walker = document.createTreeWalker(document.querySelector('.cs-doc'), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    node.parentElement.scrollIntoView({ block: 'center' });
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const { left, right, top, height } = range.getBoundingClientRect();
    return [left, right, top + height / 2];
  }
}"""


class Quiet(SimpleHTTPRequestHandler):
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}  # noqa: RUF012

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def harness() -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(ROOT))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/{HARNESS}"
    server.shutdown()
    thread.join()
    server.server_close()


class Desk:
    """One window on the harness."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.errors: list[str] = []
        self.foreign: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address.split("/tests/")[0], "data:")):
            self.foreign.append(request.url)

    def open(self, query: str = "") -> "Desk":
        self.page.goto(f"{self.address}?{query}")
        return self.ready()

    def ready(self) -> "Desk":
        self.page.locator(f'{SURFACE}[data-ready="1"]').wait_for()
        return self

    def press(self, *keys: str) -> "Desk":
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def fact(self, name: str) -> str | None:
        return self.page.locator(SURFACE).get_attribute(f"data-{name}")

    def settled(self, codings: int) -> "Desk":
        self.page.locator(f'{SURFACE}[data-pending="0"][data-codings="{codings}"]').wait_for()
        return self

    def js(self, script: str) -> Any:
        return self.page.evaluate(script)

    def stored(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.js("JSON.stringify(host.server.state.codings)"))
        return found

    def quote(self, coding: dict[str, Any]) -> str:
        text: str = self.js("host.text")
        return text[coding["start"] : coding["end"]]

    def selected(self) -> str:
        return str(self.js("document.getSelection().toString()"))

    def select(self, start: int, end: int) -> "Desk":
        """Select code points [start, end) the way a mouse leaves it, without the mouse."""
        self.js(f"host.select({start}, {end})")
        return self

    def drag(self, words: str) -> "Desk":
        """Select words with a real mouse."""
        left, right, y = self.page.evaluate(WHERE, words)
        mouse = self.page.mouse
        mouse.move(left + 1, y)
        mouse.down()
        mouse.move((left + right) / 2, y)
        mouse.move(right + 1, y)
        mouse.up()
        return self


@pytest.fixture(scope="module")
def profile(
    profile_at: Callable[..., AbstractContextManager[BrowserContext]], harness: str
) -> Iterator[BrowserContext]:
    with profile_at(harness.replace("index.html", "data.mjs"), timeout=10_000) as profile:
        yield profile


@pytest.fixture
def desk(profile: BrowserContext, harness: str, forget: Callable[[BrowserContext, str], None]) -> Iterator[Desk]:
    desk = Desk(profile.new_page(), harness)
    yield desk
    forget(profile, harness.removesuffix(f"/{HARNESS}"))
    assert desk.errors == []
    assert desk.foreign == []


# -- mouse ----------------------------------------------------------------------------------------


def test_words_selected_with_the_mouse_are_coded_from_the_palette(desk: Desk) -> None:
    desk.open().drag("grup")
    palette = desk.page.get_by_test_id("coding-palette")
    palette.wait_for()
    palette.locator('[data-code="K2"]').click()
    desk.settled(1)
    [coding] = desk.stored()
    assert (desk.quote(coding), coding["code"]) == ("grup", "code-K2")


def test_several_codes_are_ticked_before_they_are_applied_to_the_same_words(desk: Desk) -> None:
    desk.open().drag("Rapat")
    palette = desk.page.get_by_test_id("coding-palette")
    palette.locator('[data-code="K2"] .cs-tick').click()
    palette.locator('[data-code="K3"]').click(modifiers=["Control"])
    palette.locator(".cs-primary").click()
    desk.settled(2)
    assert {coding["code"] for coding in desk.stored()} == {"code-K2", "code-K3"}
    [operation] = desk.js("host.requests.filter((one) => one.ops.length).at(-1).ops")
    assert len(operation["codings"]) == 2


def test_a_new_code_is_made_without_losing_the_selection(desk: Desk) -> None:
    desk.open().drag("ego sektoral")
    palette = desk.page.get_by_test_id("coding-palette")
    palette.get_by_role("combobox").fill("ego")
    palette.locator(".cs-new").click()
    desk.page.get_by_role("dialog").get_by_role("textbox").fill("Ego sektoral")
    desk.press("Enter").settled(1)
    [coding] = desk.stored()
    assert desk.quote(coding) == "ego sektoral"
    assert desk.selected() == "ego sektoral"
    assert desk.js("host.server.state.codes.at(-1).name") == "Ego sektoral"


def test_a_lane_chooses_its_coding_and_pointing_at_it_shows_all_there_is(desk: Desk) -> None:
    desk.open().press("ArrowDown", "ArrowDown", "Enter", "2", "m")
    desk.page.keyboard.type("kabar saja")
    desk.press("Control+Enter").settled(1)
    desk.press("ArrowDown", "ArrowDown")
    bar = desk.page.locator(".cs-bar").first
    bar.hover()
    card = desk.page.locator(".cs-card")
    card.wait_for()
    assert all(word in card.inner_text() for word in ("Dialog", "Rina", "kabar saja"))
    bar.click()
    assert desk.selected().startswith("Pagi.")
    assert desk.page.locator(".cs-coding.cs-current").count() == 1


# -- keys alone -----------------------------------------------------------------------------------


def test_ten_excerpts_are_coded_by_keys_alone(desk: Desk) -> None:
    desk.open().press("u")
    for digit in "1234567891":
        desk.press("ArrowDown", "Enter", digit)
    desk.settled(10)
    codes = [coding["code"] for coding in desk.stored()]
    assert codes[:3] + codes[-1:] == ["code-K1", "code-K2", "code-K3", "code-K1"]
    assert desk.fact("saved") == "10"


def test_the_selection_is_extended_by_words_and_the_code_is_searched(desk: Desk) -> None:
    desk.open().press("ArrowDown", "ArrowDown")
    desk.press(*["Shift+Control+ArrowRight"] * 4, "Shift+Control+ArrowLeft", "c")
    desk.page.keyboard.type("peren")
    desk.press("Enter").settled(1)
    [coding] = desk.stored()
    assert (desk.quote(coding), coding["code"]) == ("Pagi. Ya, jadi", "code-K3")
    desk.press("Shift+Control+ArrowRight", "r").settled(2)
    assert desk.quote(desk.stored()[1]) == "Pagi. Ya, jadi begini"


def test_the_text_cannot_be_changed(desk: Desk) -> None:
    desk.open().press("ArrowDown")
    before = desk.js("document.querySelector('.cs-doc').textContent")
    desk.press("a", "Backspace", "Control+v", "Control+x", "q", "Shift+Enter")
    assert desk.js("document.querySelector('.cs-doc').textContent") == before


def test_codings_over_each_other_are_cycled_changed_and_removed(desk: Desk) -> None:
    desk.open().press("ArrowDown", "ArrowDown", "Enter", "2", "3").settled(2)
    assert desk.page.locator(".cs-bar").count() == 2
    standing = desk.page.locator(".cs-coding.cs-current .cs-name")
    assert standing.inner_text() == "Perencanaan bersama"
    desk.press("o")
    assert standing.inner_text() == "Dialog"
    desk.press("e")
    desk.page.keyboard.type("hamb")
    desk.press("Enter").settled(2)
    assert {coding["code"] for coding in desk.stored()} == {"code-K3", "code-H"}
    desk.press("x").settled(1)
    assert [coding["code"] for coding in desk.stored()] == ["code-K3"]


def test_edges_move_by_words(desk: Desk) -> None:
    desk.open().press("ArrowDown", "ArrowDown", *["Shift+Control+ArrowRight"] * 2, "2")
    desk.press("Alt+ArrowRight", "Alt+ArrowRight", "Alt+ArrowLeft", "Alt+Shift+ArrowRight").settled(1)
    [coding] = desk.stored()
    assert desk.quote(coding) == "Ya, jadi"
    assert coding["v"] == 5


def test_status_weight_evidence_memo_and_marks_are_given_by_keys(desk: Desk) -> None:
    desk.open().press("ArrowDown", "ArrowDown", "Enter", "2", "s", "4", "w", "3", "t", "2", "l", "p", "m")
    desk.page.keyboard.type("belum pernah, 1 kali pun")
    desk.press("Control+Enter").settled(1)
    [coding] = desk.stored()
    wanted = {"status": "absent", "weight": 3, "evidence": "event", "limited": True, "prompted": True}
    assert {key: coding.get(key) for key in wanted} == wanted
    assert coding["memo"] == "belum pernah, 1 kali pun"
    desk.press("s", "0", "l").settled(1)
    desk.page.locator(".cs-facts", has_text="weight 3").wait_for()
    [coding] = desk.stored()
    assert "status" not in coding
    assert "limited" not in coding


def test_several_steps_are_undone_and_redone(desk: Desk) -> None:
    desk.open().press("ArrowDown", "ArrowDown", "Enter", "2", "s", "4", "x")
    assert desk.fact("codings") == "0"
    desk.press("z", "z")
    assert desk.fact("codings") == "1"
    desk.settled(1)
    assert "status" not in desk.stored()[0]
    desk.press("Control+z").settled(0)
    desk.press("y", "Control+Shift+z").settled(1)
    assert desk.stored()[0]["status"] == "absent"


def test_what_an_earlier_visit_did_is_undone_after_the_answer(desk: Desk) -> None:
    desk.open().press("ArrowDown", "ArrowDown", "Enter", "2").settled(1)
    desk.page.reload()
    desk.ready().settled(1).press("z").settled(0)


def test_the_finished_mark_and_the_keys_are_a_press_away(desk: Desk) -> None:
    desk.open().press("f").settled(0)
    assert desk.js("host.server.state.finished") is True
    desk.press("?")
    keys = desk.page.get_by_role("dialog")
    assert "repeat the last code" in keys.inner_text()
    desk.press("Escape", "ArrowDown", "Enter")
    assert desk.selected().startswith("Selamat pagi")


def test_a_search_ends_with_the_hit_selected(desk: Desk) -> None:
    desk.open().press("ArrowDown", "g")
    desk.page.keyboard.type("antrean")
    assert desk.page.locator(".cs-hits").inner_text() == "1 of 2"
    desk.press("Enter")
    assert desk.page.locator(".cs-hits").inner_text() == "2 of 2"
    desk.press("Escape")
    assert desk.selected() == "antrean"
    desk.press("5").settled(1)


def test_a_reader_can_read_and_not_code(desk: Desk) -> None:
    desk.open("readonly").press("ArrowDown", "Enter", "2", "f")
    assert "read here" in desk.page.locator(".cs-message").inner_text()
    assert desk.fact("codings") == "0"
    assert desk.js("host.requests.length") == 0


def test_another_key_closes_the_palette_that_the_mouse_opened(desk: Desk) -> None:
    desk.open().drag("grup")
    palette = desk.page.get_by_test_id("coding-palette")
    palette.wait_for()
    desk.press("Control+Shift+ArrowRight")
    palette.wait_for(state="hidden")
    desk.drag("grup").press("2").settled(1)
    palette.wait_for(state="hidden")
    assert desk.quote(desk.stored()[0]) == "grup"


# -- offsets --------------------------------------------------------------------------------------


def test_offsets_behind_an_emoji_are_code_points(desk: Desk) -> None:
    desk.open().drag("sering dikeluhkan")
    desk.press("4").settled(1)
    [coding] = desk.stored()
    assert desk.quote(coding) == "sering dikeluhkan"
    desk.page.reload()
    desk.ready().settled(1)
    assert desk.page.locator(".cs-mark").inner_text() == "sering dikeluhkan"


def test_a_selection_over_several_turns_is_one_coding_drawn_in_each(desk: Desk) -> None:
    desk.open()
    text: str = desk.js("host.text")
    start, end = text.index("Ya itu, ego"), text.index("menambahkan") + len("menambahkan")
    desk.select(start, end).press("3").settled(1)
    [coding] = desk.stored()
    assert (coding["start"], coding["end"]) == (start, end)
    assert desk.page.locator(".cs-row:has(.cs-mark)").count() == 2
    assert desk.js("host.selection()") == [start, end]


# -- a bad line -----------------------------------------------------------------------------------


def test_unconfirmed_work_survives_a_reload_and_is_stored_once(desk: Desk) -> None:
    desk.open()
    desk.js("host.setCut(true)")
    desk.press("ArrowDown", "ArrowDown", "Enter", "2", "m")
    desk.page.keyboard.type("tetap ada")
    desk.press("Control+Enter")
    desk.page.wait_for_function("host.pending('project/').then((n) => n === 2)")
    assert (desk.fact("pending"), desk.fact("codings")) == ("2", "1")
    desk.page.reload()
    desk.ready().page.locator(f'{SURFACE}[data-pending="2"][data-codings="1"]').wait_for()
    assert desk.stored() == []
    desk.js("host.setCut(false)")
    desk.js("dispatchEvent(new Event('online'))")
    desk.settled(1)
    assert [coding["memo"] for coding in desk.stored()] == ["tetap ada"]
    assert desk.js("host.server.state.applied") == 2
    desk.page.wait_for_function("host.pending('me').then((n) => n === 0)")


def test_nothing_of_the_transcript_is_kept_in_the_browser(desk: Desk) -> None:
    desk.open()
    desk.js("host.setCut(true)")
    desk.press("ArrowDown", "ArrowDown", "Enter", "2")
    desk.page.wait_for_function("host.pending('me').then((n) => n === 1)")
    kept = desk.js(
        """() => new Promise((done) => {
          const open = indexedDB.open('simpul-surface');
          open.onsuccess = () => {
            const all = open.result.transaction('ops').objectStore('ops').getAll();
            all.onsuccess = () => { open.result.close(); done(JSON.stringify(all.result)); };
          };
        })"""
    )
    assert "Pagi" not in kept
    assert '"start"' in kept


def test_an_answer_that_is_lost_is_asked_for_again_and_nothing_is_doubled(desk: Desk) -> None:
    desk.open()
    desk.js("host.drops = 1")
    desk.press("ArrowDown", "Enter", "2").settled(1)
    assert desk.js("host.requests.length") == 2
    assert desk.js("host.server.state.applied") == 1


def test_the_save_mark_says_offline_and_how_much_waits(desk: Desk) -> None:
    desk.open()
    desk.page.context.set_offline(True)
    desk.js("host.setCut(true)")
    desk.press("ArrowDown", "Enter", "2", "3")
    mark = desk.page.locator('.cs-save[data-mood="offline"]')
    mark.wait_for()
    assert mark.inner_text() == "offline, 2 waiting"
    desk.js("host.setCut(false)")
    desk.page.context.set_offline(False)
    desk.settled(2).page.locator('.cs-save[data-mood="saved"]').wait_for()


def test_a_hundred_fast_presses_are_a_hundred_codings(desk: Desk) -> None:
    desk.open("delay=120&big=0&turns=120&characters=9000")
    desk.js(
        """async () => {
          const doc = document.querySelector('.cs-doc');
          doc.focus();
          const how = { bubbles: true, cancelable: true };
          const press = (key) => doc.dispatchEvent(new KeyboardEvent('keydown', { key, ...how }));
          for (let i = 0; i < 100; i++) {
            press('ArrowDown'); press('Enter'); press(String(1 + (i % 9)));
            if (i % 10 === 5) host.drops = 1;
            await new Promise((next) => setTimeout(next, 2 + (i * 7) % 18));
          }
        }"""
    )
    desk.page.locator(f'{SURFACE}[data-pending="0"][data-saved="100"]').wait_for(timeout=60_000)
    assert len(desk.stored()) == 100
    assert len({coding["start"] for coding in desk.stored()}) == 100


def test_a_refused_coding_is_taken_back_with_its_reason_and_a_memo_keeps_both_texts(desk: Desk) -> None:
    desk.open().press("ArrowDown", "ArrowDown", "Enter", "2").settled(1)
    desk.js("host.touch('memo dari tempat lain')")
    desk.press("m")
    desk.page.keyboard.type("memo saya")
    desk.press("Control+Enter")
    dialog = desk.page.get_by_role("dialog")
    dialog.locator(".cs-theirs-memo").wait_for()
    assert "memo dari tempat lain" in dialog.inner_text()
    assert dialog.get_by_role("textbox").input_value() == "memo saya"
    dialog.locator(".cs-theirs-memo button").click()
    desk.press("Control+Enter").settled(1)
    desk.page.wait_for_function("host.server.state.codings[0].memo.includes('memo saya')")
    assert desk.stored()[0]["memo"] == "memo dari tempat lain\n\nmemo saya"


def test_a_memo_changed_by_somebody_while_it_was_written_here_is_not_overwritten(desk: Desk) -> None:
    desk.open().press("ArrowDown", "ArrowDown", "Enter", "2").settled(1)
    desk.press("m")
    desk.page.keyboard.type("memo saya")
    desk.js("host.touch('memo dari tempat lain')")
    desk.js("host.tell()")
    desk.page.locator(".cs-memo-text", has_text="dari tempat lain").wait_for()
    desk.press("Control+Enter")
    desk.page.locator(".cs-theirs-memo", has_text="memo dari tempat lain").wait_for()
    assert desk.stored()[0]["memo"] == "memo dari tempat lain"


# -- others, and the own place --------------------------------------------------------------------


def test_position_selection_and_focus_survive_a_save_and_what_others_do(desk: Desk) -> None:
    desk.open("big=300&turns=400&characters=60000")
    desk.press(*["ArrowDown"] * 150, "Enter")
    before = (desk.selected(), desk.js("document.querySelector('.cs-scroll').scrollTop"))
    row = desk.js("host.selection()")
    desk.press("2")
    remote = {"id": "r", "start": row[0] - 3, "end": row[1] + 40, "code": "code-H", "by": "other", "v": 1}
    desk.js(f"host.remote([{json.dumps(remote)}], [])")
    desk.settled(302)
    assert (desk.selected(), desk.js("document.querySelector('.cs-scroll').scrollTop")) == before
    assert desk.js("host.selection()") == row
    assert desk.js("document.activeElement.className") == "cs-doc"
    desk.press("x").settled(301)
    assert desk.page.locator('.cs-bar[data-coding="r"]').count() >= 1, "others' codings are not mine to remove"


def test_events_missed_are_asked_for(desk: Desk) -> None:
    desk.open()
    for n, how in enumerate(("remoteWithGap", "remoteWithGap")):
        coding = {"id": f"r{n}", "start": 100, "end": 140, "code": "code-H", "by": "other", "v": 1}
        desk.js(f"host.{how}([{json.dumps(coding)}])")
    desk.settled(2)
    assert desk.js("host.requests.at(-1).ops.length") == 0


def test_a_mount_that_comes_back_finds_everything_as_it_was(desk: Desk) -> None:
    desk.open().press("ArrowDown", "ArrowDown", "Enter", "2").settled(1)
    before = desk.js("host.selection()")
    desk.js("host.setCut(true)")
    desk.press("3")
    desk.js("host.remount()")
    desk.ready()
    assert (desk.fact("codings"), desk.fact("pending")) == ("2", "1")
    assert desk.js("host.selection()") == before
    assert desk.page.locator(SURFACE).count() == 1
    desk.js("host.setCut(false)")
    desk.js("dispatchEvent(new Event('online'))")
    desk.settled(2)


def test_keys_pressed_while_the_mount_is_away_code_when_it_is_back(desk: Desk) -> None:
    desk.open().press("ArrowDown", "Enter", "1").settled(1)
    desk.js("host.away()")
    desk.press("ArrowDown", "Enter", "2", "ArrowDown", "Enter", "3")
    desk.js("host.back()")
    desk.settled(3)
    assert len({(coding["start"], coding["code"]) for coding in desk.stored()}) == 3


def test_keys_pressed_elsewhere_while_the_mount_is_away_are_left_alone(desk: Desk) -> None:
    desk.open().press("ArrowDown", "Enter")
    desk.js("host.away()")
    desk.js("document.body.append(Object.assign(document.createElement('input'), { id: 'own' }))")
    desk.page.locator("#own").focus()
    desk.press("1", "m")
    desk.js("host.back()")
    desk.ready()
    assert (desk.fact("codings"), desk.page.locator("#own").input_value()) == ("0", "1m")


def test_after_a_key_that_opens_a_window_nothing_more_is_played(desk: Desk) -> None:
    desk.open().press("ArrowDown", "Enter", "1").settled(1)
    desk.js("host.away()")
    desk.press("m", "x")
    desk.js("host.back()")
    desk.page.get_by_role("dialog").wait_for()
    assert desk.fact("codings") == "1"


def test_a_jump_to_an_excerpt_goes_there_although_this_visit_was_elsewhere(desk: Desk) -> None:
    desk.open().press("ArrowDown", "ArrowDown", "Enter")
    text: str = desk.js("host.text")
    here, there = desk.js("host.selection()"), text.index("ego sektoral")
    desk.js(f"host.remount({{ offset: {there}, code: null }})")
    desk.ready()
    assert desk.js("host.selection()") == [there, there]
    desk.js(f"host.remount({{ offset: {there}, code: null }})")
    desk.ready().press("ArrowUp", "ArrowUp", "ArrowUp", "Enter")
    desk.js(f"host.remount({{ offset: {here[0]}, code: null }})")
    desk.ready()
    assert desk.js("host.selection()") == here, "the server’s own memory of this visit is no jump"


# -- suggestions ----------------------------------------------------------------------------------

GUESSES = """host.offer([
  [{ code: 'code-K2', show: true, chance: '8/10', why: 'rapat' },
   { code: 'code-H', show: true, chance: '4/10', why: '' },
   { code: 'code-K3', show: false, chance: '1/10', why: '' }],
  [{ code: 'code-H', show: true, chance: '6/10', why: '', status: 'absent' }],
  [],
  [{ code: 'code-K2', show: true, chance: '7/10', why: '' }],
], OPTIONS)"""


def offered(desk: Desk, options: str = "{}") -> list[str]:
    desk.js(GUESSES.replace("OPTIONS", options))
    desk.press("ArrowDown")
    return offers(desk)


def offers(desk: Desk) -> list[str]:
    return [str(one.get_attribute("data-offer")) for one in desk.page.locator(".cs-offer").all()]


def test_a_suggestion_is_accepted_by_one_key_and_goes_with_undo(desk: Desk) -> None:
    desk.open()
    first = offered(desk)
    assert first == ["K2", "H"]
    desk.press("a").settled(1)
    made = desk.stored()[0]
    assert (made["code"], made["origin"]) == ("code-K2", "classifier")
    assert offers(desk) == ["H"]
    desk.press("z").settled(0)
    assert offers(desk) == ["K2", "H"]


def test_words_selected_inside_the_segment_are_what_is_coded(desk: Desk) -> None:
    desk.open()
    offered(desk)
    desk.press("Enter", "Control+Shift+ArrowLeft")
    words = desk.selected()
    desk.press("a").settled(1)
    assert desk.quote(desk.stored()[0]).split() == words.split()


def test_a_status_that_is_proposed_comes_with_the_coding(desk: Desk) -> None:
    desk.open()
    offered(desk)
    desk.press("ArrowDown", "a").settled(1)
    assert desk.stored()[0]["status"] == "absent"


def test_a_rejected_suggestion_stays_away_until_that_is_undone(desk: Desk) -> None:
    desk.open()
    offered(desk)
    desk.press("d")
    assert offers(desk) == ["H"]
    desk.js("host.remount()")
    desk.ready()
    assert offers(desk) == ["H"]
    desk.press("z")
    assert offers(desk) == ["K2", "H"]
    desk.press("y")
    assert offers(desk) == ["H"]
    desk.settled(0)
    assert desk.js("host.server.state.refused.map((one) => one.code)") == ["code-K2"]


def test_one_key_goes_to_the_next_segment_with_suggestions_and_dashes_show_which_they_are(desk: Desk) -> None:
    desk.open()
    offered(desk)
    dashed = desk.page.locator(".cs-offered")
    assert dashed.count() == 3
    desk.press("q", "q")
    assert offers(desk) == ["K2"]
    desk.press("a").settled(1)
    assert dashed.count() == 2
    desk.press("q")
    assert "No further segment" in desk.page.locator(".cs-message").inner_text()


def test_another_code_instead_is_searched_for_the_whole_segment(desk: Desk) -> None:
    desk.open()
    offered(desk)
    desk.press("i")
    desk.page.keyboard.type("K3")
    desk.press("Enter").settled(1)
    assert desk.stored()[0]["origin"] == "hand"


def test_a_segment_chosen_for_the_comparison_shows_no_suggestion_and_its_showing_is_told(desk: Desk) -> None:
    desk.open()
    assert offered(desk, "{ blind: [0] }") == []
    assert "without suggestions" in desk.page.locator(".cs-offers").inner_text()
    desk.press("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp").settled(0)
    told = desk.js("host.server.state.shown.map((one) => [one.segment[0], one.model])")
    assert len(told) == 3, "each segment with suggestions, or bare for the comparison, once"


def test_the_code_of_the_segment_before_is_offered_first_where_codes_run_on(desk: Desk) -> None:
    desk.open()
    offered(desk, "{ stick: true }")
    desk.press("a", "ArrowDown").settled(1)
    assert offers(desk) == ["K2", "H"]
    desk.press("ArrowDown", "ArrowUp", "ArrowUp", "ArrowDown")
    assert offers(desk) == ["K2", "H"]


# -- attacks --------------------------------------------------------------------------------------


def test_strings_that_try_to_be_markup_stay_words(desk: Desk) -> None:
    desk.open("hostile&fresh")
    assert int(desk.fact("codings") or 0) == 16
    desk.press("ArrowDown", "Enter", "2", "o", "?", "Escape", "c")
    for bar in range(3):
        desk.page.locator(".cs-code").nth(bar).hover()
    desk.press("Escape")
    desk.page.locator(".cs-mark").nth(2).hover()
    assert desk.js("window.hacked") is None
    inside = desk.js(
        f"document.querySelectorAll('{SURFACE} :is(script, img, iframe, svg, style, link, math, object)').length"
    )
    assert inside == 0
    assert "<script>window.hacked = 1</script>" in desk.page.locator(".cs-doc").inner_text()


# -- narrow ---------------------------------------------------------------------------------------


def test_at_390_pixels_nothing_runs_over_and_the_codes_come_up_from_below(chromium: Browser, harness: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    desk = Desk(context.new_page(), harness).open("fresh")
    assert desk.js("document.documentElement.scrollWidth") <= 390
    assert (
        desk.js("document.querySelector('.cs-scroll').scrollWidth - document.querySelector('.cs-scroll').clientWidth")
        <= 0
    )
    desk.page.locator(".cs-sheet-button").click()
    desk.press("Enter")
    desk.page.locator('.cs-panel .cs-code[data-code="K2"]').click()
    desk.settled(1)
    assert desk.errors == []
    context.close()


def test_words_selected_by_touch_open_the_palette(chromium: Browser, harness: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    desk = Desk(context.new_page(), harness).open("fresh")
    doc = desk.page.locator(".cs-doc")
    doc.focus()
    doc.dispatch_event("pointerdown", {"pointerType": "touch"})
    desk.js(
        """() => {
          const [first, last] = [...document.querySelectorAll('.cs-line')].slice(3, 5).map((line) => line.firstChild);
          document.getSelection().setBaseAndExtent(first, 0, last, 8);
        }"""
    )
    palette = desk.page.get_by_test_id("coding-palette")
    palette.wait_for()
    box = palette.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    palette.locator('[data-code="K1"]').tap()
    desk.settled(1)
    assert desk.errors == []
    context.close()


# -- size -----------------------------------------------------------------------------------------


def test_the_figures_of_a_large_source_are_printed(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    figures = {}
    for codings in (300, 3000):
        desk.open(f"big={codings}").settled(codings)
        built = desk.js("host.built")
        figures[codings] = [built, desk.js("host.measure(25)")]
    with capsys.disabled():
        for codings, (built, (drawn, painted)) in figures.items():
            print(
                f"\n  {codings} codings: built {built:.0f} ms, key -> drawn {drawn:.1f} ms, -> painted {painted:.1f} ms"
            )
