"""Suggestions in the running app: trained by a press, offered in the text, accepted by a key, told in the history."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext

from coding import workbench
from coding.model import Keyword

TEXT = "".join(f"P: Bagaimana?\nIK-01: Kami rapat bulan ke-{n} dengan dinas lain.\n" for n in range(12))


@pytest.fixture
def desk(app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]) -> Any:
    """A window on the suggestions of a study whose informants speak of meetings; the rule of K1 knows that word."""
    workbench.put_suggestion_settings(study.owner, study.id, blind_share=0.0)
    workbench.remove_source(study.owner, study.id, study.source.id)
    for name, source in workbench.source_names(study.owner, study.id).items():
        if name != "Panjang":
            workbench.remove_source(study.owner, study.id, source)
    study.source = study.add_source("Rapat", TEXT)
    workbench.put_keyword(study.owner, study.id, Keyword(uuid4(), study.codes["K1"], "id", "rapat"))
    one = window(context.new_page())
    one.sign_in(app).page.goto(f"{app.base}/suggestion?project={study.id}")
    one.page.get_by_role("heading", name="Usulan").wait_for()
    return one


def test_before_a_training_the_text_is_left_alone_and_after_it_one_key_accepts(app: Any, desk: Any, study: Any) -> None:
    desk.page.goto(f"{app.base}/tagging?project={study.id}&source=Rapat")
    desk.opened("Rapat")
    assert desk.page.locator(".cs-offered").count() == 0
    desk.page.goto(f"{app.base}/suggestion?project={study.id}")
    desk.page.get_by_role("button", name="Latih pengklasifikasi").click()
    desk.page.get_by_role("button", name="Latih lagi").wait_for()
    desk.idle().page.get_by_test_id("stSidebarNav").get_by_role("link", name="Mengode").click()
    desk.opened("Rapat").page.locator(".cs-offered").first.wait_for()
    desk.press("q", "b").page.locator(".cs-reasons").get_by_text("Aturan kata kunci: rapat").wait_for()
    desk.press("a").settled(1)
    [one] = study.codings()
    assert (one.code, one.origin) == (study.codes["K1"], "classifier")
    assert one.quote.startswith("Kami rapat")
    desk.press("z").settled(0)
    assert study.codings() == []
    assert desk.complaints == []


def test_keys_alone_work_through_the_queue(desk: Any, study: Any) -> None:
    first = desk.page.locator("mark").first
    first.wait_for()
    waits = desk.page.get_by_text("segmen lagi menunggu")
    assert "11" in waits.inner_text()
    for key, left in (("a", "10"), ("d", "9"), ("q", "8")):
        desk.until(key, desk.page.get_by_text(f"{left} segmen lagi menunggu"))
    assert [one.origin for one in study.codings()] == ["keyword"]
    fates = [one.fate for one in workbench.suggestion_ledger(study.owner, study.id)]
    assert sorted(filter(None, fates)) == ["accepted", "rejected", "skipped"]
    assert desk.complaints == []
