"""Every page looked over by axe-core: nothing serious or critical stands in the way of a screen reader or weak eyes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import axe_playwright_python
from playwright.sync_api import BrowserContext, Page

from coding.model import Proposition
from coding.workbench.conclusions import put_proposition

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
LOOK = """async () => {
  const told = await axe.run(document, { resultTypes: ['violations'], preload: false, iframes: false });
  return told.violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ target, html }) => [id, target.join(' '), html.slice(0, 200)]));
}"""


def named(page: Page, rule: str, selector: str) -> bool:
    """Whether a button that axe finds nameless has a name in Chromium, which reads what style sheets write too."""
    return rule == "button-name" and '"' in page.locator(selector).first.aria_snapshot()


def test_no_page_has_a_serious_finding(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    case = study.add_case("IK-01", jenis="kunci")
    other = study.add_source("W2", case=case.id)
    ani = study.member("Ani")
    for start, key in ((20, "K1"), (60, "K2"), (60, "K3")):
        study.code(key, start, start + 30)
    study.code("K1", 37, 46, by=ani, source=other.id)
    put_proposition(study.owner, study.id, Proposition(uuid4(), "Rapat bersama belum ada."))
    desk = window(context.new_page()).open(app, study, "W2")
    page = desk.page
    page.evaluate(AXE)
    links = page.get_by_test_id("stSidebarNav").get_by_role("link")
    found: dict[str, list[Any]] = {}
    for at in range(links.count()):
        name = links.nth(at).inner_text().split("\n")[-1]
        links.nth(at).click()
        page.locator(f'[data-testid="stSidebarNav"] li:nth-child({at + 1}) a[aria-current="page"]').wait_for()
        desk.idle()
        found[name] = [one for one in page.evaluate(LOOK) if not named(page, one[0], one[1])]
    assert len(found) >= 12
    assert {name: told for name, told in found.items() if told} == {}
