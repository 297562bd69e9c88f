"""A day by keys alone: words found and coded, a speaker put right, codes merged, all of it undone, paper printed."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from coding import workbench
from coding.workbench.reshaping import code_heard

SAID = "P: Ada rapat?\nIK-01: Kami rapat tiap Senin.\nP: Lalu?\nIK-01: Rapat itu belum bersama.\n"
HELD = """() => {
  const held = document.activeElement;
  if (held === document.body) return '';
  // A part of the page that scrolls takes the focus too, and holds the words of all that is in it.
  if (!held.matches('a, button, input, textarea, canvas, summary, [role]')) return '';
  if (held.getAttribute('role') === 'grid' || held.tagName === 'CANVAS' || held.closest('canvas')) return 'grid';
  const labelled = (held.getAttribute('aria-label') ?? '').trim();
  return labelled || (held.innerText ?? '').replace(/\\s+/g, ' ').trim();
}"""
SETTLED = (
    f"async () => {{ for (let n = 0; n < 2; n += 1) await new Promise(requestAnimationFrame); return ({HELD})(); }}"
)
FARTHEST = 90


def reach(page: Page, name: str, way: str = "Tab") -> None:
    """Go on by Tab until what is called so has the focus, and keeps it: a field that was passed may take it back."""
    passed = []
    for _ in range(FARTHEST):
        page.keyboard.press(way)
        held = str(page.evaluate(HELD))
        if name in held and name in str(page.evaluate(SETTLED)):
            return
        passed.append(held[:30])
    raise AssertionError(f"“{name}” can't be reached by keys: {passed}")


def test_words_are_found_coded_repaired_merged_undone_and_printed_by_keys_alone(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    me, here = study.owner, study.id
    source = study.add_source("Wawancara", SAID, study.add_case("IK-01").id)
    study.code("K2", 21, 43, source=source.id)
    desk = window(context.new_page())
    page, press = desk.page, desk.page.keyboard.press

    def go(name: str, shows: str) -> None:
        reach(page, name)
        press("Enter")
        page.get_by_role("heading", name=shows, level=1).wait_for()
        desk.idle()

    def counts() -> dict[str, int]:
        heard = code_heard(me, here)
        return {key: heard[code].excerpts for key, code in study.codes.items() if code in heard}

    # Words are found and coded.
    desk.sign_in(app).page.goto(f"{app.base}/codebook?project={here}")
    page.get_by_role("tree").wait_for()
    desk.idle()
    press("Control+k")
    page.locator(".st-key-find-field").wait_for()
    expect(page.get_by_role("textbox", name="Kata")).to_be_focused()
    page.keyboard.type('"rapat tiap" | "rapat itu"')
    press("Enter")
    page.locator(".st-key-find-do-all").wait_for()
    desk.idle()
    reach(page, "Kode semua")
    press("Enter")
    page.locator(".st-key-find-undo").wait_for()
    assert counts() == {"K1": 2, "K2": 1}

    # A turn is given to another speaker.
    go("Transkrip", "Transkrip")
    page.get_by_test_id("stDataFrame").wait_for()
    reach(page, "grid")
    # The third row, of three.
    for key in ("ArrowDown", "ArrowDown", "Shift+Space"):
        press(key)
    page.locator(".st-key-repair").wait_for()
    desk.idle()
    reach(page, "Penutur dan giliran bicara")
    press("Enter")
    page.get_by_role("combobox", name="Giliran bicara yang diperbaiki").wait_for()
    desk.idle()
    reach(page, "Giliran bicara yang diperbaiki")
    page.keyboard.type("4 ·")
    press("Enter")
    page.locator(".st-key-repair-give").wait_for()
    desk.idle()
    reach(page, "Diucapkan oleh")
    page.keyboard.type("IK-02")
    press("Enter")
    expect(page.locator(".st-key-repair-give button")).to_be_enabled()
    desk.idle()
    reach(page, "Pindahkan giliran ini")
    press("Enter")
    expect(page.locator(".st-key-repair-undo button")).to_be_enabled()
    assert "IK-02" in {one.label for one in workbench.list_speakers(me, here, source.id)}

    # Two codes are merged.
    go("Buku kode", "Buku kode")
    page.get_by_role("tree").wait_for()
    desk.idle()
    page.locator('.ct-row[tabindex="0"]:focus').wait_for()
    press("ArrowDown")
    press("m")
    expect(page.get_by_role("combobox", name="Gabungkan dengan")).to_be_focused()
    page.keyboard.type("K2")
    press("Enter")
    expect(page.locator(".st-key-codebook-merge-do button")).to_be_enabled()
    desk.idle()
    reach(page, "Gabungkan kedua kode")
    press("Enter")
    expect(page.get_by_role("treeitem")).to_have_count(3)
    assert counts() == {"K2": 2}

    # All of it is undone, and the codebook printed.
    for codes, heard in ((4, {"K1": 2, "K2": 1}), (4, {"K1": 2, "K2": 1}), (4, {"K2": 1})):
        page.locator(".ct-row:focus").wait_for()
        press("Control+z")
        expect(page.get_by_role("treeitem")).to_have_count(codes)
        expect(page.locator(".ct-count")).to_have_text([str(many) for many in heard.values()])
        desk.idle()
        assert counts() == heard
    assert "IK-02" not in {one.label for one in workbench.list_speakers(me, here, source.id)}
    reach(page, "Sebagai berkas")
    press("Enter")
    reach(page, "Cetak")
    press("Enter")
    reach(page, "DOCX")
    with page.expect_download() as taken:
        press("Enter")
    assert taken.value.suggested_filename.endswith(".docx")
    assert not desk.complaints
