"""Displays side by side on their page, without a browser."""

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.display import KINDS
from coding.model import Query
from coding.ui import display_table
from coding.workbench import Actor, kept_displays, side_by_side
from tests.ui.pages.hands import Screen, visit


@pytest.fixture
def sqlite_target(concluded_practice: str) -> str:
    return concluded_practice


@pytest.fixture
def project(me: Actor) -> UUID:
    return workbench.list_projects(me)[0].id


def opened(screen: Screen, **asked: str) -> AppTest:
    return visit(screen, "display", **asked)


def tables(app: AppTest) -> list[dict[str, str]]:
    """Of each table on the page: address → number."""
    blocks = [block.proto.body for block in app.get("html") if 'class="dt"' in block.proto.body]
    return [
        {unescape(url): told for url, told in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', body)}
        for body in blocks
    ]


def test_every_part_stands_under_its_name_with_what_it_has(project: UUID, screen: Screen) -> None:
    app = opened(screen, display="code-frequencies", side="informant-type")
    assert [one.value for one in app.subheader] == ["kunci", "pendukung", "utama"]
    charts = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    assert len(charts) == 3
    assert len({json.dumps(chart["layout"]["xaxis"]["range"]) for chart in charts}) == 1
    assert len({json.dumps(chart["data"][0]["y"]) for chart in charts}) == 1
    assert sum("3 of 3 informants" in one.value for one in app.caption) == 2
    assert sum("Codebook version" in one.proto.body for one in app.get("html")) == 1


@pytest.mark.parametrize("side", ["coder", "informant-type", "source-type", "time"])
def test_numbers_of_a_part_open_what_they_count_in_it(me: Actor, project: UUID, screen: Screen, side: str) -> None:
    app = opened(screen, display="code-case-heatmap", only="status:absent", side=side)
    for part in range(len(app.subheader)):
        app.session_state[f"display-{part}-table"] = True
    found = tables(app.run())
    assert len(found) >= 2
    for links in found:
        for url, told in list(links.items())[:3]:
            (text,) = parse_qs(urlsplit(url).query)["q"]
            where = workbench.read_query(me, project, text)
            assert workbench.count_excerpts(me, project, Query(where=where)) == int(told)


def test_the_choice_stays_with_another_kind_and_in_the_address(project: UUID, screen: Screen) -> None:
    app = opened(screen, display="code-frequencies")
    app.selectbox(key="display-side").set_value("coder").run()
    assert app.query_params["side"] == "coder"
    app.selectbox(key="display-kind").set_value("saturation").run()
    assert len(app.get("plotly_chart")) == 2
    app.selectbox(key="display-side").set_value("").run()
    assert len(app.get("plotly_chart")) == 1
    assert "side" not in app.query_params


def test_parts_without_room_are_told_each_with_its_way(
    me: Actor, project: UUID, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(side_by_side, "MOST", 2)
    app = opened(screen, display="code-frequencies", side="informant-type")
    assert len(app.get("plotly_chart")) == 2
    (link,) = [block.proto.body for block in app.get("html") if "no room" in block.proto.body]
    url = unescape(re.findall(r'href="([^"]+)"', link)[0])
    asked = parse_qs(urlsplit(url).query)
    assert asked["only"] == ["case.jenis:pendukung"]
    assert "side" not in asked


def test_an_empty_part_says_so(project: UUID, screen: Screen) -> None:
    app = opened(screen, display="code-frequencies", side="coder")
    assert any("Nothing is coded here" in one.value for one in app.text)


def test_what_is_kept_side_by_side_is_shown_so_again(me: Actor, project: UUID, screen: Screen) -> None:
    kept = kept_displays.keep_display(me, project, "checklist-matrix", "Menurut pengode", Query(), by="coder")
    app = opened(screen, kept=str(kept))
    assert len(tables(app)) == 2
    assert not app.get("plotly_chart")
    assert "Ahli" in [one.value for one in app.subheader]
    assert any(area.label.startswith("What it shows") for area in app.text_area)


def test_all_parts_of_every_kind_together_travel_light(me: Actor, project: UUID) -> None:
    for kind in KINDS:
        split = side_by_side.draw_side_by_side(me, project, kind, Query(), "informant-type")
        assert sum(len(one.figure.to_json()) for one in split.pictures) < 2_000_000, kind


def test_parts_of_a_table_of_words_are_read_as_tables_a_piece_of_each_at_once(
    me: Actor, project: UUID, screen: Screen
) -> None:
    app = opened(screen, display="conceptually-clustered-matrix", side="coder")
    found = tables(app)
    assert len(found) == len(app.subheader) - 1 == 2, "one of the three coded nothing"
    for part, links in enumerate(found):
        assert len(links) <= display_table.PART[0] * display_table.PART[1], part
        (text,) = parse_qs(urlsplit(next(iter(links))).query)["q"]
        assert "coder:" in text
        assert workbench.count_excerpts(me, project, Query(where=workbench.read_query(me, project, text)))
    assert sum(len(block.proto.body) for block in app.get("html")) < 2_000_000
