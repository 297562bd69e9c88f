"""From a proposition to the words in two clicks, in a real browser."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, expect

from coding.workbench import conclusions
from coding.workbench.surprises import list_surprises

SAID = "IK-01: Kami rapat tiap Senin. Belum ada aplikasi bersama.\n"
SURFACE = '[data-testid="coding-surface"]'


def test_a_proposition_gets_both_sides_a_verdict_and_leads_back_to_the_words(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    source = study.add_source("Wawancara", SAID, study.add_case("IK-01").id)
    study.code("K1", 7, 29, source=source.id)
    study.code("K1", 30, 57, source=source.id)
    desk = window(context.new_page())
    page = desk.page
    desk.sign_in(app).page.goto(f"{app.base}/conclusion?project={study.id}&view=propositions")
    page.get_by_role("textbox", name="Apa yang dikatakan data, dalam satu kalimat").fill("Rapat ada, aplikasi belum.")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("button", name="Mendukung").first.click()
    page.get_by_text("sudah menjadi dasar").wait_for()
    desk.idle()
    page.get_by_role("button", name="Menentang").first.click()
    expect(page.get_by_text("sudah menjadi dasar")).to_have_count(2)
    desk.idle()
    (one,) = conclusions.argument(study.owner, study.id).propositions
    assert [each.side for each in conclusions.argument(study.owner, study.id, whole=True).of(one.id)] == [
        "for",
        "against",
    ]
    page.goto(f"{app.base}/conclusion?project={study.id}&of=K1")
    page.get_by_role("radio", name="sebagian terlaksana").click()
    page.get_by_role("textbox", name="Aturan yang dipakai").fill("Satu mendukung, satu menentang.")
    chosen = page.get_by_role("combobox", name="Proposisi yang mendukung")
    chosen.click()
    page.get_by_role("option", name="Rapat ada, aplikasi belum.").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("link", name="1 mendukung, 1 menentang").click()
    # From the argument: one click to the proposition, one to the words.
    page.get_by_role("link", name="Rapat ada, aplikasi belum.").first.click()
    page.get_by_role("link", name="Buka di teks").first.click()
    page.locator(f'{SURFACE}[data-source="Wawancara"][data-ready="1"]').wait_for()
    desk.idle()
    assert desk.place() == 7
    assert not desk.complaints


def test_a_surprise_is_flagged_by_one_key_with_a_note_and_undone_by_another(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    source = study.add_source("Wawancara", SAID, study.add_case("IK-01").id)
    study.code("K1", 7, 29, source=source.id)
    desk = window(context.new_page())
    page = desk.page
    desk.sign_in(app)
    desk.open(app, study, "Wawancara").settled(1)
    for rev, note in enumerate(("Padahal kemarin ada.", "Padahal kemarin ada, katanya."), start=desk.fact("rev") + 1):
        desk.press("ArrowDown", "!")
        page.get_by_role("textbox", name="Kejutan").fill(note)
        page.keyboard.press("Control+Enter")
        page.locator(f'{SURFACE}[data-rev="{rev}"][data-pending="0"]').wait_for()
    desk.press("z")
    page.locator(f'{SURFACE}[data-rev="{rev + 1}"][data-pending="0"]').wait_for()
    (one,) = list_surprises(study.owner, study.id)
    assert (one.memo.text, one.spoken[0].name, one.fate) == ("Padahal kemarin ada.", "Kami rapat tiap Senin.", "open")
    assert not desk.complaints
