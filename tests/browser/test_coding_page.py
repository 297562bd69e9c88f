"""The coding page in the running app: what a person does is drawn, stored, still there after a reload, and undone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from coding import workbench
from coding.model import Mark, Page, Source, Speaker, Turn

STATUSES = ("exists", "planned", "existed", "absent", "failed")
PALETTE = "coding-palette"
TITLE = ".cs-definition h3"
SCROLLED = "document.querySelector('.cs-scroll').scrollTop"
FOCUSED = "document.activeElement.className"
SHOWN = """() => {
  const line = document.getSelection().anchorNode.parentElement.getBoundingClientRect();
  const frame = document.querySelector('.cs-scroll').getBoundingClientRect();
  return line.top > frame.top && line.bottom < frame.bottom;
}"""
NUMBERS = """() => {
  const { view, structure } = document.querySelector('.cs-doc').csWorkspace;
  return [...view.codings.values()].map(({ start, end }) => [start, end - 1].map((at) => structure.lineAt(at)));
}"""
TOUCH = """() => {
  const line = document.querySelectorAll('.cs-line')[1];
  document.getSelection().setBaseAndExtent(line.firstChild, 0, line.firstChild, 10);
}"""


@pytest.fixture
def desk(app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]) -> Any:
    """A window on the long source of a project of this test."""
    return window(context.new_page()).open(app, study)


def said(desk: Any) -> str:
    return str(desk.page.locator(".cs-message").inner_text())


def test_typing_beside_a_fresh_selection_searches_and_enter_repeats_the_last_code(desk: Any, study: Any) -> None:
    palette = desk.page.get_by_test_id(PALETTE)
    words = desk.drag(3, 1, 4)
    palette.wait_for()
    palette.locator('[data-code="K3"]').hover()
    assert "Kode K3" in desk.page.locator(TITLE).inner_text()
    desk.page.keyboard.type("kode k2")
    desk.press("Enter").settled(1)
    assert desk.selection() == words
    desk.drag(5, 0, 2)
    palette.wait_for()
    desk.press("Enter").settled(2)
    desk.drag(7, 0, 2)
    palette.wait_for()
    desk.press("ArrowDown", "3").settled(3)
    keys = {code: key for key, code in study.codes.items()}
    assert [keys[coding.code] for coding in study.codings()] == ["K2", "K2", "K3"]
    assert study.codings()[0].quote == words
    assert desk.complaints == []


def test_a_second_drag_may_begin_inside_the_words_that_are_selected(desk: Any, study: Any) -> None:
    desk.drag(3, 1, 8)
    desk.press("1").settled(1)
    inner = desk.drag(3, 3, 5)
    desk.press("2").settled(2)
    assert inner
    assert inner in {coding.quote for coding in study.codings()}


def test_what_is_said_of_a_coding_is_kept_and_taken_back_step_by_step(desk: Any, study: Any) -> None:
    desk.press("ArrowDown", "Enter", "1").settled(1)
    for digit, status in enumerate(STATUSES, start=1):
        desk.press("s", str(digit)).settled(1)
        assert study.codings()[0].status == status
    desk.press("s", "0", "s", "4", "l", "w", "3", "t", "2", "p", "p").settled(1)
    desk.press("e")
    desk.page.keyboard.type("k3")
    desk.press("Enter", "Alt+ArrowLeft", "Alt+Shift+ArrowRight", "m")
    desk.page.keyboard.type("Perlu ditanya lagi")
    desk.press("Control+Enter", "f").settled(1)
    desk.page.reload()
    desk.opened("Panjang").settled(1)
    [coding] = study.codings()
    assert (coding.status, coding.limited, coding.weight, coding.evidence) == ("absent", True, 3, "event")
    assert (coding.prompted, coding.memo, coding.code) == (False, "Perlu ditanya lagi", study.codes["K3"])
    assert coding.quote == study.source.text[8 : study.source.turns[0].end - 1]
    told = []
    for _ in range(5):
        desk.press("z").settled(1)
        told.append(said(desk))
    assert told == [
        f"Dibatalkan: {what}" for what in ("tanda selesai", "memo", *["pergeseran batas"] * 2, "penggantian kode")
    ]
    [coding] = study.codings()
    assert (coding.memo, coding.code, coding.status) == ("", study.codes["K1"], "absent")
    desk.press("y").settled(1)
    assert said(desk) == "Diulangi: penggantian kode"
    assert study.codings()[0].code == study.codes["K3"]
    assert desk.complaints == []


def test_a_new_code_and_the_words_themselves_become_codes_of_the_same_selection(desk: Any, study: Any) -> None:
    words = desk.drag(3, 1, 2)
    desk.press("/")
    desk.page.keyboard.type("Rapat rutin")
    desk.press("Enter", "Enter").settled(1)
    assert desk.selection() == words
    desk.press("v").settled(2)
    assert desk.selection() == words
    names = {code.name["id"] for code in workbench.codebook(study.owner, study.id).codes}
    assert {"Rapat rutin", words} <= names
    desk.press("z", "z").settled(0)
    names = {code.name["id"] for code in workbench.codebook(study.owner, study.id).codes}
    assert names.isdisjoint({"Rapat rutin", words})


def test_search_knows_no_case_and_no_accents_and_ends_with_the_hit_selected(desk: Any) -> None:
    hits = desk.page.locator(".cs-hits")
    desk.press("g")
    desk.page.keyboard.type("PADÁ rapat ke-7")
    hits.get_by_text("1 dari 11").wait_for()
    desk.press("Enter", "Enter", "Shift+Enter")
    assert hits.inner_text() == "2 dari 11"
    desk.page.get_by_role("searchbox").fill("rapat ke-70")
    hits.get_by_text("1 dari 1").wait_for()
    desk.press("Escape")
    assert desk.selection() == "rapat ke-70"
    desk.press("Escape", "Escape", "Escape", "ArrowDown")
    assert "cs-doc" in desk.page.evaluate(FOCUSED)


def test_a_memo_begun_is_still_there_after_another_source(desk: Any) -> None:
    desk.press("ArrowDown", "Enter", "1").settled(1)
    desk.press("m")
    desk.page.keyboard.type("Setengah jalan")
    desk.press("Escape", "]")
    desk.opened("W1").press("[")
    desk.opened("Panjang").settled(1)
    desk.press("m")
    assert desk.page.get_by_role("dialog").get_by_role("textbox").input_value() == "Setengah jalan"


def test_others_work_arrives_without_moving_anything_and_cannot_be_changed(desk: Any, study: Any) -> None:
    desk.press(*["ArrowDown"] * 12, "Enter")
    before = (desk.selection(), desk.page.evaluate(SCROLLED), desk.page.evaluate(FOCUSED))
    study.code("K1", 3, 40, by=study.member("Ani"))
    desk.settled(1)
    assert (desk.selection(), desk.page.evaluate(SCROLLED), desk.page.evaluate(FOCUSED)) == before
    desk.page.emulate_media(color_scheme="dark")
    desk.idle()
    assert (desk.selection(), desk.page.evaluate(SCROLLED), desk.page.evaluate(FOCUSED)) == before
    desk.page.locator(".cs-bar").evaluate("bar => bar.scrollIntoView()")
    desk.page.locator(".cs-bar").click()
    for key in ("x", "s", "m", "e", "l", "Alt+ArrowRight"):
        desk.press(key)
        assert said(desk) == "Ini pengodean Ani: hanya dia yang dapat mengubahnya."
    assert len(study.codings()) == 1


def test_an_address_with_an_offset_opens_there_and_line_numbers_are_those_of_the_store(
    desk: Any, study: Any, app: Any
) -> None:
    at = study.source.turns[200].start
    coding = study.code("K1", at, study.source.turns[202].end)
    desk.page.goto(f"{app.base}/tagging?project={study.id}&source=Panjang&at={at}")
    desk.opened("Panjang").settled(1)
    assert desk.place() == at
    assert desk.page.evaluate(SHOWN)
    assert desk.page.evaluate(NUMBERS) == [[coding.line_start, coding.line_end]]


def test_a_document_shows_its_pages_from_the_first_and_nobody_speaks(desk: Any, study: Any, app: Any) -> None:
    text = "PERATURAN WALI KOTA\nPasal satu mengatur kerja sama.\nPasal dua mengatur gerai.\n"
    source = Source(
        "D-01",
        text,
        kind="document",
        marks=(Mark(0, 19, "header"),),
        pages=(Page("1", 0), Page("2", 52)),
        lines=(0, 20, 52),
    )
    workbench.import_source(study.owner, study.id, source, 10)
    desk.open(app, study, "D-01")
    assert desk.page.locator(".cs-page").all_inner_texts() == ["hlm. 1", "hlm. 2"]
    assert desk.page.locator(".cs-speaker").count() == 0


def test_a_speakers_printed_label_is_no_hit_because_it_is_not_among_the_words(desk: Any, study: Any, app: Any) -> None:
    text = "IK-01: Di IK-01 ada rapat.\n"
    label = (Mark(0, 7, "label"),)
    source = Source("Label", text, turns=(Turn(7, 26, "IK-01"),), speakers=(Speaker("IK-01"),), marks=label, lines=(0,))
    workbench.import_source(study.owner, study.id, source, 5)
    desk.open(app, study, "Label").press("g")
    desk.page.keyboard.type("ik-01")
    desk.page.locator(".cs-hits").get_by_text("1 dari 1").wait_for()


def test_a_reader_looks_and_does_not_code(app: Any, study: Any, study_builder: Callable[..., Any], desk: Any) -> None:
    theirs = study_builder(study.owner.store, f"Milik Ani {study.id}", study.member("Ani"))
    me = next(one.coder.name for one in workbench.members(study.owner, study.id) if one.coder.id == study.owner.id)
    workbench.add_coder(theirs.owner, theirs.id, me, "reader")
    theirs.code("K1", 3, 20)
    desk.open(app, theirs, "W1").settled(1)
    desk.drag(1, 0, 2)
    for key in ("1", "/", "n", "v", "x", "m", "s", "f", "z"):
        desk.press(key)
        assert said(desk) == "Di sini Anda dapat membaca, tidak mengode."
    assert desk.page.get_by_test_id(PALETTE).is_hidden()
    desk.page.locator(".cs-mark").first.hover()
    assert "Ani" in desk.page.locator(".cs-card").inner_text()
    assert len(theirs.codings()) == 1
    assert desk.complaints == []


def test_by_touch_the_palette_and_the_panel_come_up_from_below(
    app: Any, study: Any, chromium: Browser, window: Callable[..., Any]
) -> None:
    context = chromium.new_context(locale="id-ID", viewport={"width": 390, "height": 844}, has_touch=True)
    context.set_default_timeout(60_000)
    desk = window(context.new_page()).open(app, study)
    desk.page.locator(".cs-line").nth(1).tap()
    desk.page.evaluate(TOUCH)
    palette = desk.page.get_by_test_id(PALETTE)
    palette.wait_for()
    palette.locator('[data-code="K2"]').tap()
    desk.settled(1)
    desk.page.get_by_role("button", name="Kode", exact=True).tap()
    panel = desk.page.locator(".cs-panel").bounding_box()
    assert panel
    assert (panel["width"] > 350, panel["y"] > 200) == (True, True)
    assert study.codings()[0].code == study.codes["K2"]
    context.close()


def test_the_informants_key_stands_beside_a_label_that_does_not_say_it(desk: Any, study: Any, app: Any) -> None:
    study.add_source("W7", "P: Ada rapat?\nInforman: Belum pernah ada.\n", study.add_case("IK-07").id)
    desk.open(app, study, "W7")
    assert desk.page.locator(".cs-role").all_inner_texts() == ["pewawancara", "IK-07 · informan"]


def test_copied_words_are_those_of_the_source_without_the_breaks_of_the_screen(
    desk: Any, study: Any, app: Any, context: BrowserContext
) -> None:
    text = "P: Ada?\nIK-01: Ada rapat bersama tetapi belum pernah diputuskan.\n"
    spoken = text.index("Ada rapat")
    source = Source("Baris", text, turns=(Turn(spoken, len(text) - 1, "IK-01"),), lines=(0, 8, spoken + 16))
    workbench.import_source(study.owner, study.id, source, 9)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.open(app, study, "Baris").press("ArrowDown", "Enter", "Control+c")
    assert desk.page.evaluate("navigator.clipboard.readText()") == text[spoken:-1]


def test_the_keys_work_as_soon_as_the_page_is_chosen_in_the_side_bar(desk: Any) -> None:
    side = desk.page.get_by_test_id("stSidebarNav")
    side.get_by_role("link", name="Riwayat").click()
    desk.page.get_by_role("heading", name="Riwayat").wait_for()
    side.get_by_role("link", name="Mengode").click()
    desk.opened("Panjang").press("ArrowDown", "Enter", "1").settled(1)
