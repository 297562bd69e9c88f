"""A framework of four informants laid out and written in a real browser."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, expect

from coding import workbench

SAID = "IK-01: Kami rapat tiap Senin. Belum ada aplikasi bersama.\n"


def test_a_framework_of_four_informants_is_laid_out_and_a_cell_written_and_found_stale(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    people = [study.add_case(f"IK-0{number}") for number in range(1, 5)]
    sources = [study.add_source(f"Wawancara {one.key}", SAID, one.id) for one in people]
    for source in sources:
        study.code("K1", 7, 29, source=source.id)
    desk = window(context.new_page())
    page = desk.page
    desk.sign_in(app).page.goto(f"{app.base}/reduction?project={study.id}&view=framework")
    page.get_by_role("button", name="Tampilkan").click()
    cells = page.locator(".fw td a")
    expect(cells).to_have_count(4)
    cells.first.click()
    page.locator("mark", has_text="Kami rapat tiap Senin.").wait_for()
    desk.idle()
    page.get_by_role("textbox", name="Apa kata informan ini").fill("Mereka rapat mingguan.")
    page.get_by_role("button", name="Simpan dan kembali").click()
    expect(cells.first).to_contain_text("Mereka rapat mingguan.")
    expect(cells.first).not_to_contain_text("kutipan berubah")
    study.code("K1", 30, 57, source=sources[0].id)
    page.reload()
    expect(cells.first).to_contain_text("kutipan berubah: 1 baru")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    shown = workbench.framework_grid(study.owner, study.id)
    assert [row.key for row in shown.rows] == [one.key for one in people]
    assert not desk.complaints
