"""A text that is corrected while somebody codes it: the open page takes the new text, and no coding is lost."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext

from coding import workbench


def correct(study: Any, old: str, new: str) -> None:
    text = workbench.load_source(study.owner, study.id, study.source.id).text
    assert text.count(old) == 1
    workbench.correct_source(study.owner, study.id, study.source.id, text.replace(old, new))


def words_of(study: Any) -> list[str]:
    """The coded words, each as it stands in the text."""
    text = workbench.load_source(study.owner, study.id, study.source.id).text
    found = study.codings()
    assert [text[one.start : one.end] for one in found] == [one.quote for one in found]
    return [one.quote for one in found]


def test_an_open_page_shows_the_corrected_text_and_goes_on_coding_in_it(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    here = window(context.new_page()).open(app, study)
    page = here.page
    here.press("ArrowDown", "ArrowDown", "Enter", "1").settled(1)
    [before] = words_of(study)
    correct(study, "ke-0 kami", "ke-0, sebelum jeda panjang, kami")
    page.get_by_text("sebelum jeda panjang").wait_for()
    here.opened("Panjang").settled(1)
    assert words_of(study) == [before]
    here.press("ArrowDown", "Enter", "2").settled(2)
    assert len(words_of(study)) == 2
    workbench.uncode(study.owner, study.id, [one.id for one in study.codings() if one.quote != before])
    here.settled(1)
    workbench.undo(study.owner, study.id)
    workbench.undo(study.owner, study.id)
    workbench.undo(study.owner, study.id)
    page.get_by_text("sebelum jeda panjang").wait_for(state="detached")
    here.opened("Panjang").settled(1)
    assert words_of(study) == [before]
    assert here.complaints == []


def test_from_coding_to_correcting_at_the_place_and_back(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    here = window(context.new_page()).open(app, study)
    page = here.page
    for _ in range(60):
        here.press("ArrowDown")
    here.press("Enter", "1").settled(1)
    place = here.place()
    page.get_by_role("button", name="Perbaiki teks di sini").click()
    field = page.locator(".st-key-correction-text textarea")
    field.wait_for()
    page.wait_for_function("() => document.activeElement?.matches('.st-key-correction-text textarea')")
    assert field.evaluate("one => [...one.value.slice(0, one.selectionStart)].length") == place
    assert field.evaluate("one => one.scrollTop") > 500
    here.press("K", "a", "t", "a", " ", "a", "w", "a", "l", " ", "Control+Enter")
    page.get_by_role("button", name="Lihat akibatnya").click()
    page.get_by_role("button", name="Simpan perbaikan").click()
    # The page of what was saved is drawn in two runs, and a button of the first hears nothing in the second.
    page.get_by_role("button", name="Lanjutkan mengode", exact=True).wait_for()
    here.idle().page.get_by_role("button", name="Lanjutkan mengode", exact=True).click()
    here.opened("Panjang").settled(1)
    text = workbench.load_source(study.owner, study.id, study.source.id).text
    assert text[place:].startswith("Kata awal ")
    assert here.place() == place
    page.get_by_role("button", name="Perbaiki teks di sini").click()
    page.get_by_role("button", name="Batal dan lanjutkan mengode").click()
    here.opened("Panjang").settled(1)
    assert here.complaints == []
