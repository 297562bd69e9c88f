"""Pictures in a real browser under the shipped security policy: a click on a mark opens exactly its excerpts."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from coding import workbench
from coding.display import KINDS
from coding.display.kinds import BY_HAND
from coding.model import Link, Query
from coding.ui.display_words import KIND_WORDS
from coding.ui.words import catalogue
from coding.workbench.links import link

SAID = "IK-01: Kami rapat tiap Senin. Belum ada aplikasi bersama.\n"
PLACE = """(graph, [trace, x, y]) => {
  const { xaxis, yaxis } = graph._fullLayout, box = graph.getBoundingClientRect();
  return [box.left + xaxis._offset + xaxis.d2p(x), box.top + yaxis._offset + yaxis.d2p(y)];
}"""


CONNECTED = '[data-testid="stApp"][data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]'
DRAWN = {False: ".js-plotly-plot .main-svg", True: ".dt-read td"}
"""What of a picture, and of a table of words, stands on the page once it is drawn."""

CHOSEN = """([kind, drawn, idle]) => new URL(location).searchParams.get('display') === kind
  && document.querySelector(idle) && document.querySelector(drawn) && !document.querySelector('[data-stale=true]')"""
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
COUNTING = """globalThis.drawings = {};
Object.defineProperty(HTMLElement.prototype, 'calcdata', {
  get() { return this.computed; },
  set(computed) {
    const of = this.layout?.datarevision;
    if (computed) drawings[of] = (drawings[of] ?? 0) + 1;
    this.computed = computed;
  },
});"""
"""Counts how often plotly works out what is in a figure, which it does anew where it draws it anew."""

TIMES = "() => drawings[document.querySelector('.js-plotly-plot')?.layout.datarevision] ?? 0"

NESTED = ("codebook-sunburst", "word-tree")
"""Plotly itself works these out once more where a new page tells them their width."""


@pytest.fixture
def spoken(study: Any) -> Any:
    """Three informants of two kinds: K1 twice by the first and once by the second, K2 by the third."""
    said = {("IK-01", "kunci"): ["K1", "K1"], ("IK-02", "kunci"): ["K1"], ("IU-01", "utama"): ["K2"]}
    for (key, kind), codes in said.items():
        case = study.add_case(key, jenis=kind)
        source = study.add_source(f"Wawancara {key}", SAID, case.id)
        for number, code in enumerate(codes):
            study.code(code, 7 + 5 * number, 29, source=source.id)
    return study


@pytest.fixture
def shown(app: Any, spoken: Any, context: BrowserContext, window: Callable[..., Any]) -> Callable[..., Any]:
    """Opens the page of displays at a kind, its picture or its table of words drawn; a script may run before."""
    desk = window(context.new_page())
    desk.sign_in(app)

    def at(kind: str, script: str = "") -> Any:
        desk.page.add_init_script(script)
        desk.page.goto(f"{app.base}/display?project={spoken.id}&display={kind}")
        desk.page.locator(DRAWN[kind.partition("&")[0] in BY_HAND]).first.wait_for()
        return desk.idle()

    return at


def click(page: Page, x: str | int, y: str | int, right: int = 0) -> None:
    """Click where a figure has this value on its axes, so many pixels further right."""
    graph = page.locator(".js-plotly-plot").first
    graph.scroll_into_view_if_needed()
    left, top = graph.evaluate(PLACE, [0, x, y])
    page.mouse.move(left + right - 3, top)
    page.mouse.move(left + right, top)
    page.mouse.click(left + right, top)


def excerpts(page: Page) -> tuple[str, int]:
    """The query of the page of excerpts, and how many it has."""
    told = page.get_by_text(re.compile(r"^\d+ kutipan dari"))
    told.wait_for()
    field = page.get_by_role("textbox", name="Kueri")
    expect(field).not_to_have_value("")
    return field.input_value(), int(told.inner_text().split()[0])


def something_for_each_kind(study: Any) -> None:
    """Codes on the same words, an event, and links between passages: without them some kinds have nothing to draw."""
    case = study.add_case("IK-03", jenis="kunci", tanggal="2026-01-12")
    source = study.add_source("Wawancara IK-03", SAID, case.id)
    spans = (("K1", 7, 20), ("K2", 12, 29), ("K3", 40, 45))
    why, what, against = (study.code(code, start, end, source=source.id).id for code, start, end in spans)
    workbench.qualify(study.owner, study.id, [what], {"evidence": "event"})
    other = workbench.find_excerpts(study.owner, study.id, Query(), None)[0].coding.id
    for this, kind, that in ((why, "explains", what), (against, "contradicts", other)):
        link(study.owner, study.id, Link(uuid4(), this, kind, that, "", study.owner.id))


def choose(desk: Any, kind: str) -> None:
    """Choose a kind on the page, and wait until it is drawn and nothing of the one before is left."""
    name = catalogue("id").gettext(KIND_WORDS[kind][0])
    desk.page.evaluate("globalThis.drawings = {}")
    box = desk.page.get_by_role("combobox", name="Bentuk sajian").first
    box.click()
    box.fill(name)
    desk.page.get_by_role("option", name=name, exact=True).click()
    desk.page.wait_for_function(CHOSEN, arg=[kind, DRAWN[kind in BY_HAND], CONNECTED])
    desk.page.evaluate(FRAMES)


def test_each_kind_is_drawn_once_under_the_shipped_policy(spoken: Any, shown: Callable[[str], Any]) -> None:
    something_for_each_kind(spoken)
    desk = shown("word-tree", COUNTING)
    for kind in (*(one for one in KINDS if one != "word-tree"), "word-tree"):
        choose(desk, kind)
        times = desk.page.evaluate(TIMES)
        assert times == int(kind not in BY_HAND) or (times == 2 and kind in NESTED), kind
        desk.page.set_viewport_size({"width": 390, "height": 844})
        desk.page.evaluate(FRAMES)
        over = desk.page.locator("[data-testid=stMain]").evaluate("main => main.scrollWidth - main.clientWidth")
        assert over <= 0, kind
        assert desk.complaints == [], kind
        desk.page.set_viewport_size({"width": 1280, "height": 800})


def test_a_click_on_a_cell_of_the_heatmap_opens_exactly_its_excerpts(spoken: Any, shown: Callable[[str], Any]) -> None:
    desk = shown("code-case-heatmap")
    click(desk.page, "IK-01", "K1 Kode K1")
    assert excerpts(desk.page) == ("=K1 AND case:IK-01", 2)
    desk.page.go_back()
    desk.page.locator(".js-plotly-plot .main-svg").first.wait_for()
    desk.idle()
    click(desk.page, "IU-01", "K2 Kode K2")
    assert excerpts(desk.page) == ("=K2 AND case:IU-01", 1)
    assert desk.complaints == []


def test_a_click_still_opens_excerpts_after_another_choice_and_keeps_the_query(
    spoken: Any, shown: Callable[[str], Any]
) -> None:
    page = shown("code-case-heatmap").page
    page.get_by_text("Kutipan yang mana").click()
    field = page.get_by_role("textbox", name="Kueri")
    field.fill("words:rapat OR K2")
    field.press("Enter")
    expect(page.get_by_text("Hanya: ")).to_be_visible()
    page.emulate_media(color_scheme="dark")
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    click(page, "IK-02", "K1 Kode K1")
    text, count = excerpts(page)
    assert text == "(words:rapat OR K2) AND =K1 AND case:IK-02"
    where = workbench.read_query(spoken.owner, spoken.id, text)
    assert count == workbench.count_excerpts(spoken.owner, spoken.id, Query(where=where)) == 1


def test_a_bar_of_the_saturation_opens_what_was_new_in_its_interview(spoken: Any, shown: Callable[[str], Any]) -> None:
    page = shown("saturation").page
    click(page, "Wawancara IU-01", 0.4)
    assert excerpts(page) == ('source:"Wawancara IU-01" AND =K2', 1)


def test_a_bar_of_the_frequencies_opens_the_excerpts_of_its_code(spoken: Any, shown: Callable[[str], Any]) -> None:
    page = shown("code-frequencies").page
    click(page, 0, "K1 Kode K1", right=12)
    assert excerpts(page) == ("=K1", 3)


def test_an_empty_cell_opens_nothing(shown: Callable[[str], Any]) -> None:
    desk = shown("code-case-heatmap")
    click(desk.page, "IK-01", "K2 Kode K2")
    desk.idle()
    assert "/display" in desk.page.url


def test_a_number_of_the_table_opens_what_it_counts(shown: Callable[[str], Any]) -> None:
    page = shown("code-case-heatmap").page
    page.get_by_text("Tabel di baliknya").click()
    page.locator(".dt td a", has_text="2").click()
    assert excerpts(page) == ("=K1 AND case:IK-01", 2)


def middle(page: Page, trace: int, mark: int) -> tuple[float, float]:
    """Where the middle of a bar that lies on its side stands on the axes of the figure."""
    seen = "(graph, [trace, mark]) => { const bar = graph.calcdata[trace][mark]; return [bar.b + bar.s / 2, bar.p]; }"
    x, y = page.locator(".js-plotly-plot").evaluate(seen, [trace, mark])
    return x, y


def test_a_band_of_a_portrait_opens_exactly_what_touches_its_piece(spoken: Any, shown: Callable[[str], Any]) -> None:
    desk = shown("document-portraits")
    graph = desk.page.locator(".js-plotly-plot")
    traces = graph.evaluate("graph => graph.data.map((one) => one.meta?.[0].marks ?? [])")
    asks = graph.evaluate("graph => graph.data.map((one) => one.meta?.[0].ask ?? '')")
    trace = next(at for at, marks in enumerate(traces) if marks)
    click(desk.page, *middle(desk.page, trace, 0), right=4)
    text, count = excerpts(desk.page)
    assert text == f"{asks[trace]} AND ({traces[trace][0]})"
    assert text == 'KOORD AND (source:"Wawancara IK-01" AND line>=1 AND line<=1)'
    where = workbench.read_query(spoken.owner, spoken.id, text)
    assert count == workbench.count_excerpts(spoken.owner, spoken.id, Query(where=where)) == 2
    assert desk.complaints == []


def test_a_sector_of_the_codebook_opens_its_excerpts_instead_of_going_into_it(shown: Callable[[str], Any]) -> None:
    page = shown("codebook-sunburst").page
    words = page.locator(".slice text", has_text="K1").first
    words.scroll_into_view_if_needed()
    box = words.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 30)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.up()
    assert excerpts(page) == ("K1", 3)


def test_a_cell_of_codes_together_opens_exactly_the_excerpts_they_share(
    spoken: Any, shown: Callable[[str], Any]
) -> None:
    source = spoken.add_source("Wawancara IK-03", SAID, spoken.add_case("IK-03", jenis="kunci").id)
    for code, start, end in (("K1", 7, 20), ("K2", 12, 29), ("K2", 15, 18)):
        spoken.code(code, start, end, source=source.id)
    for level, row, column, query, count in (
        ("overlap", "K1", "K2", "=K1 OVERLAPS =K2", 1),
        ("near2", "K2", "K1", "=K2 NEAR(2) =K1", 2),
    ):
        desk = shown(f"cooccurrence-matrix&set-level={level}")
        click(desk.page, column, f"{row} Kode {row}")
        assert excerpts(desk.page) == (query, count)
        assert desk.complaints == []


def test_a_cell_of_codes_of_one_informant_opens_all_that_he_says_of_both(
    spoken: Any, shown: Callable[[str], Any]
) -> None:
    source = spoken.add_source("Wawancara IK-03", SAID, spoken.add_case("IK-03", jenis="kunci").id)
    for code, start, end in (("K1", 7, 20), ("K2", 12, 29), ("K2", 15, 18)):
        spoken.code(code, start, end, source=source.id)
    desk = shown("cooccurrence-matrix&set-level=case")
    click(desk.page, "K2", "K1 Kode K1")
    assert excerpts(desk.page) == ("=K1 AND =K2", 3)
    assert "whole=case" in desk.page.url


def test_a_band_between_two_codes_opens_what_they_share(spoken: Any, shown: Callable[[str], Any]) -> None:
    source = spoken.add_source("Wawancara IK-03", SAID, spoken.add_case("IK-03", jenis="kunci").id)
    for code, start, end in (("K1", 7, 20), ("K2", 12, 29)):
        spoken.code(code, start, end, source=source.id)
    page = shown("cooccurrence-sankey").page
    band = page.locator(".sankey-link").first
    band.hover()
    band.click()
    assert excerpts(page) == ("=K1 OVERLAPS =K2", 1)


def test_a_tie_of_the_network_opens_what_its_codes_share_and_a_code_its_own(
    spoken: Any, shown: Callable[[str], Any]
) -> None:
    source = spoken.add_source("Wawancara IK-03", SAID, spoken.add_case("IK-03", jenis="kunci").id)
    for code, start, end in (("K1", 7, 20), ("K2", 12, 29)):
        spoken.code(code, start, end, source=source.id)
    page = shown("cooccurrence-network").page
    click(page, 0, 0)
    assert excerpts(page) == ("=K1 OVERLAPS =K2", 1)


def first(page: Page, kind: str) -> tuple[int, float | str, float | str, str]:
    """A mark of the figure that opens something: its trace, where it stands on the axes, and what it asks for."""
    seen = """graph => {
      for (const [trace, one] of graph.data.entries()) {
        const at = (one.meta?.[0].marks ?? []).findIndex((ask) => ask);
        if (at < 0) continue;
        const mark = graph.calcdata[trace][at];
        const place = one.type === 'bar' ? [mark.b + mark.s / 2, mark.p] : [one.x[at], one.y[at]];
        return [trace, ...place, one.meta[0].marks[at]];
      }
    }"""
    found = page.locator(".js-plotly-plot").first.evaluate(seen)
    assert found, kind
    return tuple(found)


def test_an_entry_of_a_table_of_words_opens_exactly_what_it_rests_on(spoken: Any, shown: Callable[[str], Any]) -> None:
    desk = shown("checklist-matrix&set-by=cases")
    cells = desk.page.locator(".dt-read td a")
    assert cells.count() == 3
    cells.first.click()
    text, count = excerpts(desk.page)
    where = workbench.read_query(spoken.owner, spoken.id, text)
    assert count == workbench.count_excerpts(spoken.owner, spoken.id, Query(where=where)) > 0
    assert desk.complaints == []


def test_parts_are_drawn_anew_where_they_are_split_by_something_else(spoken: Any, shown: Callable[[str], Any]) -> None:
    desk = shown("code-frequencies&set-unit=segments&side=informant-type")
    seen = """() => [...document.querySelectorAll('.js-plotly-plot')].map((graph) => [
      graph.data[0].text.join(), [...graph.querySelectorAll('.bartext')].map((one) => one.textContent).join()])"""
    before = desk.page.evaluate(seen)
    box = desk.page.get_by_role("combobox", name="Berdampingan menurut")
    box.click()
    desk.page.get_by_role("option", name="Pengode", exact=True).click()
    desk.page.wait_for_function("() => new URL(location).searchParams.get('side') === 'coder'")
    desk.idle()
    after = desk.page.evaluate(seen)
    assert before != after
    for data, drawn in (*before, *after):
        assert data == drawn


def test_looking_at_the_table_behind_a_picture_does_not_draw_it_anew(shown: Callable[[str], Any]) -> None:
    desk = shown("code-frequencies")
    graph = desk.page.locator(".js-plotly-plot")
    graph.evaluate("graph => { graph.times = 0; graph.on('plotly_afterplot', () => { graph.times += 1; }); }")
    desk.page.get_by_text("Tabel di baliknya").click()
    desk.page.locator(".dt td").first.wait_for()
    desk.idle()
    assert graph.evaluate("graph => graph.times") == 0


def test_marks_of_lines_days_and_statuses_open_what_they_count(spoken: Any, shown: Callable[[str], Any]) -> None:
    for source in workbench.list_sources(spoken.owner, spoken.id):
        if source.name.startswith("Wawancara"):
            workbench.edit_source(spoken.owner, spoken.id, source.id, header={"Tanggal": "14 Januari 2026"})
    for kind, options in (
        ("codelines", ""),
        ("code-timeline", "&set-by=codes"),
        ("status-bars", "&set-by=all"),
        ("code-frequencies", "&side=informant-type"),
    ):
        desk = shown(f"{kind}{options}")
        _trace, x, y, ask = first(desk.page, kind)
        click(desk.page, x, y)
        text, count = excerpts(desk.page)
        side = "case.jenis:kunci AND " if "side" in options else ""
        assert text.replace("(", "").replace(")", "") == f"{side}{ask}".replace("(", "").replace(")", "")
        where = workbench.read_query(spoken.owner, spoken.id, text)
        assert count == workbench.count_excerpts(spoken.owner, spoken.id, Query(where=where)) > 0
        assert desk.complaints == []
