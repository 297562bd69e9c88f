"""An informant takes words back: written down, looked at, carried out, and gone from the text; in a real browser."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from playwright.sync_api import BrowserContext, expect

from coding.model import Ground, Proposition
from coding.workbench import conclusions

SAID = "IK-01: Kami rapat rahasia tiap Senin. Belum ada aplikasi bersama.\n"
SECRET = "Kami rapat rahasia tiap Senin."


def test_words_are_withdrawn_after_a_look_and_the_text_shows_them_masked(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    case = study.add_case("IK-01")
    source = study.add_source("Wawancara", SAID, case.id)
    coding = study.code("K1", 7, 7 + len(SECRET), source=source.id)
    claim = Proposition(uuid4(), "Rapat ada.")
    conclusions.put_proposition(study.owner, study.id, claim)
    conclusions.put_ground(study.owner, study.id, Ground(uuid4(), "proposition", claim.id, "coding", coding.id))
    desk = window(context.new_page())
    page = desk.page
    desk.sign_in(app).page.goto(f"{app.base}/conclusion?project={study.id}&view=members&i={case.id}")
    page.get_by_text("1a", exact=True).wait_for()
    desk.idle()
    page.get_by_role("radio", name="menarik").last.click()
    page.get_by_role("button", name="Simpan jawaban").click()
    page.get_by_role("button", name="Lihat apa yang akan keluar").click()
    expect(page.get_by_text("Ditutup di transkrip")).to_be_visible()
    expect(page.get_by_text(SECRET).last).to_be_visible()
    desk.idle()
    page.get_by_role("button", name="Keluarkan kata-kata ini").click()
    expect(page.get_by_text("1 bagian ditutup.")).to_be_visible()
    expect(page.get_by_text("rahasia")).to_have_count(0)
    desk.idle().open(app, study, "Wawancara")
    assert desk.fact("codings") == 0
    expect(page.get_by_text("\u2588" * len(SECRET))).to_be_visible()
    expect(page.get_by_text("Belum ada aplikasi bersama.")).to_be_visible()
    assert not desk.complaints
