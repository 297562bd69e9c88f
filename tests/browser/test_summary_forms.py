"""A summary form written in a real browser: no word is lost to the press that follows it."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, expect

from coding import workbench


def test_a_form_is_written_beside_its_excerpts_and_nothing_is_lost_by_moving_on(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    source = study.add_source("Ani", "IK-01: Kami rapat tiap Senin. Belum ada aplikasi bersama.\n")
    study.add_source("Budi")
    study.code("K1", 7, 29, source=source.id)

    def stored() -> Any:
        return workbench.summary_of(study.owner, study.id, source.id).summary

    desk = window(context.new_page())
    page = desk.page
    desk.sign_in(app).page.goto(f"{app.base}/reduction?project={study.id}&view=forms")
    page.get_by_role("button", name="Ani").click()
    themes = page.get_by_role("textbox", name="Isu atau tema pokok")
    themes.fill("Rapat mingguan")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("heading", name="Lembar ringkasan kontak: Budi").wait_for()
    desk.idle()
    expect(themes).to_have_value("")
    page.get_by_role("button", name="Kembali").click()
    page.get_by_role("heading", name="Lembar ringkasan kontak: Ani").wait_for()
    expect(themes).to_have_value("Rapat mingguan")
    desk.idle()
    page.get_by_role("button", name="Jadikan pokok").click()
    point = page.get_by_role("textbox", name="Pokok 1")
    point.fill("Rapat itu rutin")
    page.get_by_role("textbox", name="Yang mengejutkan").fill("Tidak ada aplikasi")
    # As long as a hand takes: a press within the same millisecond never reaches the server.
    page.get_by_role("link", name="Riwayat").click(delay=120)
    page.get_by_role("heading", name="Riwayat").wait_for()
    desk.idle()
    one = stored()
    assert one.texts == {"themes": "Rapat mingguan", "surprises": "Tidak ada aplikasi"}
    assert [(each.text, each.excerpts[0].quote) for each in one.points] == [
        ("Rapat itu rutin", "Kami rapat tiap Senin.")
    ]
    page.goto(f"{app.base}/reduction?project={study.id}&view=forms&source=Ani")
    expect(point).to_have_value("Rapat itu rutin")
    with page.expect_download() as taken:
        page.get_by_role("button", name="DOCX").click()
    assert taken.value.suggested_filename.endswith("Ani.docx")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not desk.complaints
