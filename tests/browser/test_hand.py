"""The hand that codes all day: keys of one's own, what stands out, edges dragged, words chosen by finger."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.test_surface_alone import Desk, harness

__all__ = ["harness"]

SMALL = """[...document.querySelectorAll('.cs-root :is(button, input, .cs-code, .cs-option)')]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44).map((one) => one.outerHTML)"""
MARKS = """() => [...document.querySelectorAll('.cs-mark')].map((mark) => mark.textContent)"""


@pytest.fixture
def desk(chromium: Browser, harness: str) -> Desk:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    return Desk(context.new_page(), harness).open("fresh")


def said(desk: Desk) -> str:
    return desk.page.locator(".cs-message").inner_text()


def codes(desk: Desk) -> list[str]:
    return [str(one["code"]).removeprefix("code-") for one in desk.stored()]


def test_codes_used_last_and_keys_of_ones_own_give_codes_and_coding_can_move_on(desk: Desk) -> None:
    desk.press("ArrowDown", "Enter", "2", "1").settled(2)
    desk.press("ArrowDown", "Enter", "h")
    desk.page.locator(".cs-choice").nth(1).wait_for()
    desk.press("2").settled(3)
    assert codes(desk) == ["K2", "K1", "K2"]
    desk.press("*")
    desk.page.keyboard.type("hambatan")
    desk.press("Enter")
    desk.page.locator(".cs-letters").wait_for()
    desk.press("b")
    assert said(desk) == "⇧B gives “Hambatan”"
    desk.press("ArrowDown", "Enter", "Shift+B").settled(4)
    assert codes(desk)[-1] == "H"
    desk.press(".", "ArrowDown", "Enter", "1", "2").settled(6)
    last = desk.stored()[-2:]
    assert last[0]["end"] < last[1]["start"]
    assert desk.js("host.server.state.hand") == {"favourites": {"b": "code-H"}, "advance": True}
    assert desk.errors == []


def test_one_code_stands_out_and_uncoded_text_is_faint_or_alone(desk: Desk) -> None:
    desk.press("ArrowDown", "Enter", "1", "ArrowDown", "Enter", "2", ";").settled(2)
    assert said(desk) == "“Dialog” stands out"
    assert desk.page.locator(".cs-bar.cs-faint").count() == 1
    desk.press("ArrowDown", "Enter", "1").settled(3)
    assert desk.page.locator(".cs-bar.cs-faint").count() == 2
    desk.press(",")
    assert desk.page.locator('.cs-root[data-sight="dim"]').count() == 1
    desk.press("-")
    assert desk.js("document.querySelectorAll('.cs-full').length") == 3
    assert desk.js("[...document.querySelectorAll('.cs-full .cs-line')].some((one) => one.checkVisibility())") is False
    desk.press("ArrowUp")
    third = desk.stored()[2]
    assert desk.js("host.selection()") == [third["start"], third["end"]]
    desk.press("ArrowUp", "ArrowDown", "Enter")
    assert desk.js("host.selection()")[0] > third["end"]
    desk.page.locator(".cs-sighted").click()
    assert desk.page.locator(".cs-faint").count() == 0
    assert desk.errors == []


def test_an_edge_is_dragged_word_by_word_and_moved_by_sentences_with_keys(desk: Desk) -> None:
    desk.press("ArrowDown", "ArrowDown", "Enter", "1").settled(1)
    before = desk.stored()[0]
    handle = desk.page.locator(".cs-handle-end")
    handle.wait_for()
    box = handle.bounding_box()
    assert box
    mouse, rev = desk.page.mouse, int(desk.fact("rev") or 0)
    mouse.move(box["x"] + 7, box["y"] + 9)
    mouse.down()
    mouse.move(box["x"] - 60, box["y"] + 9, steps=3)
    mouse.up()
    desk.page.locator(f'.cs-root[data-pending="0"][data-rev="{rev + 1}"]').wait_for()
    after = desk.stored()[0]
    assert (after["start"], after["end"] < before["end"]) == (before["start"], True)
    assert desk.quote(after)[-1].isalpha()
    assert desk.js("host.text")[after["end"]] in " .,"
    rev = int(desk.fact("rev") or 0)
    desk.press("Alt+ArrowUp", "Alt+Shift+ArrowDown")
    desk.page.locator(f'.cs-root[data-pending="0"][data-rev="{rev + 2}"]').wait_for()
    moved = desk.stored()[0]
    assert (moved["start"] > after["start"], moved["end"] < after["end"]) == (True, True)
    assert desk.quote(moved).endswith((".", "?"))
    assert desk.errors == []


def test_on_a_tablet_two_taps_choose_words_and_a_bar_gives_codes(chromium: Browser, harness: str) -> None:
    context: BrowserContext = chromium.new_context(viewport={"width": 820, "height": 1180}, has_touch=True)
    page: Page = context.new_page()
    desk = Desk(page, harness).open("fresh")
    assert desk.js(SMALL) == []
    box = page.locator(".cs-row:not(.cs-header) .cs-line").nth(2).bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + 12, box["y"] + 10)
    bar = page.get_by_role("toolbar", name="Code the chosen words")
    bar.wait_for()
    first = desk.selected()
    page.touchscreen.tap(box["x"] + 200, box["y"] + 10)
    page.wait_for_function("(first) => document.getSelection().toString().length > first.length", arg=first)
    chosen = desk.selected()
    assert chosen.startswith(first)
    assert desk.js(SMALL) == []
    bar.locator('[data-code="K2"]').tap()
    desk.settled(1)
    assert desk.quote(desk.stored()[0]) == chosen
    assert page.get_by_test_id("coding-palette").is_hidden()
    assert desk.errors == []
    context.close()


def test_a_source_is_read_beside_itself_or_another_one_and_that_is_kept(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    desk = window(context.new_page()).open(app, study)
    page = desk.page
    desk.press("ArrowDown", "Enter", "\\")
    page.locator(".cs-choice").first.wait_for()
    desk.press("1")
    page.locator(".cs-beside .cs-row").first.wait_for()
    desk.press("2").settled(1)
    page.locator(".cs-beside .cs-mark").wait_for()
    desk.press("\\", "\\")
    page.locator(".cs-choice", has_text="W1").wait_for()
    desk.press("2")
    page.locator(".cs-beside .cs-row", has_text="rapat").first.wait_for()
    desk.settled(1).idle()
    page.reload()
    desk.opened("Panjang")
    assert page.locator(".cs-beside h3").inner_text() == "W1"
    page.locator(".cs-beside .cs-row").nth(1).dblclick()
    desk.opened("W1")
    assert desk.place() > 0
    page.locator(".cs-beside .cs-mark").wait_for()
    assert page.locator(".cs-beside h3").inner_text() == "Panjang"
    assert desk.complaints == []


def test_the_tree_a_screen_reader_hears_names_code_and_coder_of_each_marked_passage(desk: Desk) -> None:
    desk.press("ArrowDown", "Enter", "1", "ArrowDown", "Enter", "2", "1").settled(3)
    session = desk.page.context.new_cdp_session(desk.page)
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    marks = [one for one in tree if one.get("role", {}).get("value") == "mark" and not one["ignored"]]
    heard = [one.get("description", {}).get("value", "") for one in marks]
    assert len(heard) == len(desk.js(MARKS)) > 1
    assert {heard[0], heard[-1]} == {"Penyertaan, Rina", "Dialog, Rina; Penyertaan, Rina"}
