"""From an excerpt to a link, and from codes to a pattern code, in a real browser."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, expect

from coding import workbench

SAID = "IK-01: Kami rapat tiap Senin. Belum ada aplikasi bersama.\n"
SURFACE = '[data-testid="coding-surface"]'


def test_two_passages_are_linked_from_an_excerpt_and_each_leads_to_the_other(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    source = study.add_source("Wawancara", SAID, study.add_case("IK-01").id)
    study.code("K1", 7, 29, source=source.id)
    study.code("K2", 30, 57, source=source.id)
    desk = window(context.new_page())
    page = desk.page
    desk.sign_in(app).page.goto(f"{app.base}/excerpts?project={study.id}")
    page.get_by_role("link", name="Tautkan dengan yang lain").first.click()
    page.get_by_text("Kutipan mana yang ditautkan dengannya?").wait_for()
    page.get_by_role("textbox", name="Kata di dalamnya").fill("APLIKASI")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Pilih kutipan ini")).to_have_count(1)
    desk.idle()
    page.get_by_role("button", name="Pilih kutipan ini").click()
    page.get_by_role("textbox", name="Komentar").fill("Rapat ada, alatnya belum.")
    page.get_by_role("button", name="Tautkan", exact=True).click()
    page.get_by_role("button", name="Hapus").wait_for()
    (made,) = workbench.find_links(study.owner, study.id)
    assert (made.this.excerpt.coding.quote, made.that.excerpt.coding.quote) == (SAID[7:29], SAID[30:57])
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{app.base}/excerpts?project={study.id}")
    page.locator("details summary", has_text="1 tautan").first.click()
    page.locator("details li", has_text="mendukung").get_by_role("link").first.click()
    page.locator(f'{SURFACE}[data-source="Wawancara"][data-ready="1"]').wait_for()
    desk.idle()
    assert desk.place() == 30
    assert not desk.complaints


def test_a_pattern_code_is_gathered_and_its_number_opens_what_it_counts(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    source = study.add_source("Wawancara", SAID, study.add_case("IK-01").id)
    for key in ("K1", "K2"):
        study.code(key, 7, 29, source=source.id)
    study.code("K3", 30, 57, source=source.id)
    desk = window(context.new_page())
    page = desk.page
    desk.sign_in(app).page.goto(f"{app.base}/reduction?project={study.id}&view=patterns")
    page.get_by_text("Kode yang sering melekat pada kata-kata yang sama").click()
    page.get_by_role("button", name="Himpun").click()
    # The form before this one goes.
    expect(page.locator('[data-testid="stMultiSelect"]')).to_have_text([re.compile("K1.*K2")])
    page.get_by_role("textbox", name="Nama").fill("Rapat")
    page.get_by_role("textbox", name="Kode-kode ini dihimpun karena").fill("keduanya selalu disebut bersama")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("link", name="2 kutipan dari 1 informan").click()
    page.get_by_text("2 kutipan dari 1 informan").wait_for()
    desk.idle()
    expect(page.get_by_role("textbox", name="Kueri")).to_have_value("pattern:Rapat")
    expect(page.get_by_text("kode pola “Rapat”").first).to_be_visible()
    assert not desk.complaints
