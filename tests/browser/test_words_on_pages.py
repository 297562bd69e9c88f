"""Every page in Indonesian, in a real browser: no English word of Streamlit's own, and none beyond the window."""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import TimeoutError as TookTooLong

from coding import workbench

OURS_TOO = r"Whole of Government|Bahasa Indonesia|English|Perri 6|\b(?:Enter|Delete)\b"
"""Names that stay as they are, those of keys as keyboards have them too."""
ENGLISH = re.compile(
    r"\b(upload|browse|drag|choose|select|options?|search|results|sort|add|row|columns?|save|cancel|copy|copied|"
    r"press|enter|close|open|show|hide|download|clear|delete|remove|settings|the|and|of|running|stop|connection|error|"
    r"sources?|excerpts?|codings?|speakers?|words?|lines?|files?)\b",
    re.IGNORECASE,
)
ON_SCREEN = """() => {
  const said = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    const theirs = 'script, style, noscript, [translate="no"], [data-testid="stCode"], .cs-text';
    if (!node.data.trim() || element.closest(theirs)) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (parseFloat(getComputedStyle(element).fontSize) === 0) continue;
    said.push(node.data.trim());
  }
  for (const field of document.querySelectorAll('[placeholder]')) {
    const colour = getComputedStyle(field, '::placeholder').color;
    if (field.checkVisibility() && !/, 0\\)$/.test(colour)) said.push(field.placeholder);
  }
  return said;
}"""
NO_ENGLISH = f"""([english, ours]) => {{
  const said = ({ON_SCREEN})().map((words) => words.replace(new RegExp(ours, 'g'), ''));
  const found = said.filter((words) => new RegExp(english, 'i').test(words) && !/^[a-z_]+$/.test(words));
  return said.length > 10 && found.length === 0;
}}"""
BEYOND = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  return main.scrollWidth - main.clientWidth;
}"""
"""By how much a page is wider than its window."""

PAGES = (
    "project",
    "transcript",
    "codebook",
    "tagging?source=IK-01",
    "suggestion",
    "suggestion?view=keywords",
    "suggestion?view=report",
    "excerpts",
    "reduction",
    "reduction?view=grid",
    "reduction?view=aside",
    "reduction?view=framework",
    "reduction?view=patterns",
    "reduction?view=links",
    "reduction?view=forms",
    "reduction?view=forms&source=IK-01",
    "display",
    "display?display=saturation",
    "display?display=status-bars",
    "conclusion",
    "conclusion?view=propositions",
    "conclusion?view=members",
    "report",
    "report?view=frozen",
    "review",
    "review?view=since",
    "review?view=milestones",
    "guidance",
    "history",
    "settings",
)


@pytest.fixture(scope="module")
def practice(app, profile: BrowserContext, window: Callable[[Page], Any]) -> Page:
    """A window at the practice project; the database of a test has a name, so it does not begin with one."""
    workbench.create_practice(workbench.open_desk(app.database).me())
    return window(profile.new_page()).sign_in(app).page


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_indonesian_says_nothing_in_english_and_is_not_wider_than_its_window(
    app, practice: Page, idle: Callable[[Page], None], name: str
) -> None:
    practice.set_viewport_size({"width": 1280, "height": 844})
    practice.goto(f"{app.base}/{name}")
    idle(practice)
    practice.locator("[data-testid=stMain] :is(h1, .cs-root)").first.wait_for()
    for summary in practice.locator("[data-testid=stMain] [data-testid=stExpander] summary").all():
        summary.click()
    idle(practice)
    assert practice.evaluate(BEYOND) <= 0
    says_nothing_in_english(practice)
    practice.set_viewport_size({"width": 390, "height": 844})
    idle(practice)
    practice.wait_for_function(f"() => ({BEYOND})() <= 0")


def says_nothing_in_english(page: Page) -> None:
    """Streamlit's own words stand there for a moment whenever the page's style is drawn anew."""
    with suppress(TookTooLong):
        page.wait_for_function(NO_ENGLISH, arg=[ENGLISH.pattern, OURS_TOO], timeout=20_000)
        return
    said = page.evaluate(ON_SCREEN)
    assert len(said) > 10
    assert english(said) == []


def english(said: list[str]) -> list[str]:
    """What has an English word in it; an icon whose symbol font has not arrived yet reads as its name."""
    return [
        words for words in said if ENGLISH.search(re.sub(OURS_TOO, "", words)) and not re.fullmatch(r"[a-z_]+", words)
    ]


def test_the_menu_of_a_column_sorts_in_indonesian(app, practice: Page, idle: Callable[[Page], None]) -> None:
    practice.goto(f"{app.base}/transcript")
    idle(practice)
    table = practice.locator("[data-testid=stDataFrame]").first
    table.wait_for()
    box = table.bounding_box()
    assert box
    menu = practice.locator("[data-testid=stDataFrameColumnMenu]")
    for right in range(80, 150, 6):
        practice.mouse.click(box["x"] + right, box["y"] + 18)
        if menu.count():
            break
    menu.wait_for()
    shown = menu.evaluate(
        "menu => [...menu.querySelectorAll('[role=menuitem]')].filter(item => item.checkVisibility())"
        ".map(item => getComputedStyle(item, '::after').content)"
    )
    assert shown == ['"Urutkan naik"', '"Urutkan turun"']


def test_a_new_name_is_offered_in_indonesian(app, practice: Page, idle: Callable[[Page], None]) -> None:
    practice.goto(f"{app.base}/reduction")
    idle(practice)
    practice.get_by_role("combobox", name="Kategori", exact=True).click()
    practice.keyboard.type("Baru")
    option = practice.locator('[role="option"][data-key="__creatable__"]')
    option.wait_for()
    assert option.evaluate("one => getComputedStyle(one, '::before').content") == '"Tambah:"'
    # What Streamlit writes before the name lies left of where its element begins to show anything.
    beyond = option.locator("div").evaluate("""one => {
      const theirs = document.createRange();
      theirs.setStart(one.firstChild, 0);
      theirs.setEnd(one.firstChild, 'Add: '.length);
      return theirs.getBoundingClientRect().right - one.getBoundingClientRect().left;
    }""")
    assert abs(beyond) < 2
