"""A concept map in a real browser under the shipped security policy: by keys, by mouse, and there again after all."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from coding import workbench
from coding.workbench import concept_maps

SAID = "IK-01: Kami rapat tiap Senin. Belum ada aplikasi bersama.\n"
WAITING_IN_BROWSER = """(many) => new Promise((done) => {
  const opening = indexedDB.open('simpul-surface', 1);
  opening.onsuccess = () => {
    const counted = opening.result.transaction('ops').objectStore('ops').count();
    counted.onsuccess = () => { opening.result.close(); done(counted.result === many); };
  };
})"""
"""Whether so many operations wait in the browser."""

MAP, STAGE = '[data-testid="concept-map"]', '[data-testid="concept-map-stage"]'


@pytest.fixture
def together(study: Any) -> Any:
    """Two codes that stand on overlapping words, and a third one beside them with each."""
    source = study.add_source("Wawancara", SAID, study.add_case("IK-01").id)
    for key, start, end in (("K1", 7, 20), ("K2", 12, 29), ("K3", 30, 40), ("K2", 35, 57)):
        study.code(key, start, end, source=source.id)
    return study


def settled(page: Page, **facts: object) -> None:
    """Wait until the map has so many concepts and ties, and nothing waits to be saved."""
    asked = "".join(f'[data-{name}="{value}"]' for name, value in {"pending": 0, **facts}.items())
    page.locator(f"{MAP}{asked}").wait_for()


def box(page: Page, name: str) -> Any:
    return page.locator(".cm-concept", has_text=name)


def places(study: Any) -> dict[str, tuple[int, int]]:
    """Where the codes of the only map stand, as it is stored."""
    (one,) = concept_maps.list_maps(study.owner, study.id)
    seen = concept_maps.concept_map(study.owner, study.id, one.id)
    return {(seen.things[each.of].key if each.of else each.text): (each.x, each.y) for each in seen.map.concepts}


def test_a_map_is_begun_from_data_moved_by_keys_related_by_mouse_and_there_after_a_reload(
    app: Any, together: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    desk = window(context.new_page())
    page = desk.page
    desk.sign_in(app).page.goto(f"{app.base}/display?project={together.id}&view=maps")
    page.get_by_text("Bersama paling sedikit").wait_for()
    page.get_by_role("combobox", name="Bersama paling sedikit").click()
    page.get_by_role("option", name="1", exact=True).click()
    desk.idle()
    page.get_by_role("button", name="Mulai peta").click()
    settled(page, concepts=3, ties=2)
    before = places(together)

    # By keys: go to the first concept, move it, and add a word to the map.
    page.locator(STAGE).focus()
    desk.press("Tab", "Shift+ArrowUp", "Shift+ArrowLeft", "Shift+ArrowLeft")
    settled(page, concepts=3, ties=2)
    (moved,) = (key for key, place in places(together).items() if place != before[key])
    assert places(together)[moved] == (before[moved][0] - 40, before[moved][1] - 20)
    write(desk, "kepercayaan")
    settled(page, concepts=4, ties=2)
    expect(page.locator(STAGE)).to_be_focused()

    # By mouse: from the dot at the side of the word to a code; then it is said otherwise.
    desk.press("0")
    word, code = box(page, "kepercayaan"), box(page, "Kode K1")
    word.hover()
    page.mouse.move(*middle(word.locator(".cm-handle")))
    page.mouse.down()
    page.mouse.move(*middle(code), steps=6)
    page.mouse.up()
    settled(page, concepts=4, ties=3)
    page.get_by_role("combobox", name="Hubungan").first.select_option(label="bertentangan dengan")
    settled(page, concepts=4, ties=3)
    page.get_by_role("button", name="Pilih kutipan").click()
    page.get_by_role("textbox", name="Cari di antara kutipan").wait_for()
    page.locator(STAGE).focus()
    desk.press("Control+z", "Control+Shift+z")
    settled(page, concepts=4, ties=3)

    page.reload()
    settled(page, concepts=4, ties=3)
    expect(page.locator(".cm-tie-contradicts")).to_have_count(1)
    (one,) = concept_maps.list_maps(together.owner, together.id)
    ties = concept_maps.concept_map(together.owner, together.id, one.id).map.ties
    assert [tie.kind for tie in ties if tie.kind != "associated"] == ["contradicts"]
    assert places(together)[moved] == (before[moved][0] - 40, before[moved][1] - 20)
    page.get_by_text("kepercayaan bertentangan dengan Kode K1").wait_for()
    assert desk.complaints == []


def middle(one: Any) -> tuple[float, float]:
    frame = one.bounding_box()
    assert frame
    return frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2


def test_what_is_drawn_while_the_server_is_away_is_saved_when_it_is_back_also_from_another_page(
    app: Any, together: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    drawn = concept_maps.make_map(together.owner, together.id, "Peta")
    desk = window(context.new_page())
    page = desk.page
    desk.sign_in(app).page.goto(f"{app.base}/display?project={together.id}&view=maps&map={drawn}")
    settled(page, concepts=0)
    context.set_offline(True)
    page.locator(STAGE).focus()
    write(desk, "satu")
    page.locator(f'{MAP}[data-concepts="1"][data-pending="1"]').wait_for()
    context.set_offline(False)
    settled(page, concepts=1)
    workbench.undo(together.owner, together.id, source=drawn)
    settled(page, concepts=0)
    context.set_offline(True)
    write(desk, "dua")
    page.locator(f'{MAP}[data-concepts="1"][data-pending="1"]').wait_for()
    page.wait_for_function(WAITING_IN_BROWSER, arg=1)
    page.close()
    context.set_offline(False)
    other = window(context.new_page()).page
    other.goto(f"{app.base}/history?project={together.id}")
    other.wait_for_function(WAITING_IN_BROWSER, arg=0)
    other.goto(f"{app.base}/display?project={together.id}&view=maps&map={drawn}")
    settled(other, concepts=1)
    assert list(places(together)) == ["dua"]


def write(desk: Any, words: str) -> None:
    desk.press("n")
    desk.page.get_by_role("textbox", name="Kata Anda sendiri").fill(words)
    desk.press("Enter")
