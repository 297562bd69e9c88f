"""From an assembled draft to a frozen report, and from a sentence of it back to the words, in a real browser."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

from playwright.sync_api import BrowserContext, expect

from coding.model import Proposition
from coding.workbench import conclusions, sections

SAID = "IK-01: Kami rapat tiap Senin. Belum ada aplikasi bersama.\n"
SURFACE = '[data-testid="coding-surface"]'


def test_a_draft_is_edited_gets_a_field_is_frozen_and_its_number_leads_to_the_words_in_two_clicks(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    source = study.add_source("Wawancara", SAID, study.add_case("IK-01").id)
    study.code("K1", 7, 29, source=source.id)
    claim = Proposition(uuid4(), "Rapat ada.", indicator=study.codes["K1"])
    conclusions.put_proposition(study.owner, study.id, claim)
    desk = window(context.new_page())
    page = desk.page
    desk.sign_in(app).page.goto(f"{app.base}/report?project={study.id}")
    page.get_by_role("button", name="Susun draf").click()
    page.get_by_role("button", name="K1 Kode K1").click()
    preview = page.get_by_test_id("report-preview")
    expect(preview).to_contain_text("Rapat ada.")
    desk.idle()
    text = page.get_by_role("textbox", name="Teks")
    text.fill("Menurut {} informan, rapat ada.")
    text.blur()
    expect(preview).to_contain_text("Menurut {} informan")
    page.get_by_text("Sisipkan isian").click()
    query = page.get_by_role("textbox", name="atau kueri")
    query.fill("K1")
    query.press("Enter")
    offer = page.locator('[class*="st-key-report-offer"]').filter(has_text="K1")
    offer.wait_for()
    desk.idle()
    offer.get_by_role("button", name="Sisipkan").click()
    expect(preview).to_contain_text("Menurut 1 informan, rapat ada.")
    expect(text).to_have_value("Menurut {informants: K1} informan, rapat ada.")
    desk.idle()
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("button", name="Buang perubahan")).to_have_count(0)
    desk.idle()
    (mine,) = (one.section for one in sections.list_sections(study.owner, study.id) if one.section.part == "code")
    assert not mine.assembled

    page.get_by_text("Dibekukan", exact=True).click()
    page.get_by_role("button", name="Bekukan laporan").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh ZIP").click()
    with ZipFile(download.value.path()) as archive:
        assert {"manifest.json", "report.docx", "report.html"} <= set(archive.namelist())
    desk.idle()
    page.get_by_text("Tulis", exact=True).click()
    page.get_by_role("button", name="K1 Kode K1").click()
    expect(preview).to_contain_text("Menurut 1 informan, rapat ada.")
    desk.idle()

    preview.get_by_role("link", name="1", exact=True).click()
    page.get_by_role("link", name="Buka di teks").first.click()
    page.locator(f'{SURFACE}[data-source="Wawancara"][data-ready="1"]').wait_for()
    desk.idle()
    assert desk.place() == 7
    assert not desk.complaints
