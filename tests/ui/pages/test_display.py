"""The page of displays, without a browser."""

import json
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.display import KINDS
from coding.display.kinds import BY_HAND
from coding.model import Query
from coding.workbench import Actor, browsers
from tests.ui.pages.hands import Screen, html, visit

OF_LINKS = ("causal-chain", "causal-network", "context-chart")
"""The kinds that draw links between passages; codings alone make none."""


@pytest.fixture
def sqlite_target(coded_practice: str) -> str:
    return coded_practice


@pytest.fixture
def project(me: Actor) -> UUID:
    return workbench.list_projects(me)[0].id


def opened(screen: Screen, **asked: str) -> AppTest:
    return visit(screen, "display", **asked)


def links(app: AppTest) -> dict[str, str]:
    """Address → number or entry, of the table on the page."""
    body = next(block.proto.body for block in app.get("html") if 'class="dt"' in block.proto.body)
    return {unescape(url): told for url, told in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', body)}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in OF_LINKS])
def test_each_kind_stands_on_the_page_with_what_it_rests_on(project: UUID, screen: Screen, kind: str) -> None:
    app = opened(screen, display=kind)
    if kind in BY_HAND:
        assert links(app)
        assert not app.get("plotly_chart")
    else:
        (chart,) = app.get("plotly_chart")
        assert json.loads(chart.proto.spec)["data"]
    assert any("Codebook version" in one.proto.body for one in app.get("html"))


@pytest.mark.parametrize("kind", OF_LINKS)
def test_where_no_passages_are_linked_a_sentence_stands_in_the_place_of_the_picture(
    project: UUID, screen: Screen, kind: str
) -> None:
    app = opened(screen, display=kind)
    assert not app.get("plotly_chart")
    assert any("Link two excerpts" in one.value for one in app.caption)


def test_a_picture_is_the_same_to_the_browser_until_something_changes(me: Actor, project: UUID, screen: Screen) -> None:
    def spec(app: AppTest) -> Any:
        return json.loads(app.get("plotly_chart")[0].proto.spec)["layout"]

    app = opened(screen, display="code-frequencies", set_unit="segments")
    first, again = spec(app), spec(app.run())
    assert first["datarevision"] == again["datarevision"]
    assert "template" not in first
    workbench.uncode(me, project, [workbench.find_excerpts(me, project, Query(), limit=1)[0].coding.id])
    assert spec(app.run())["datarevision"] != first["datarevision"]


def test_entries_of_a_table_of_words_open_what_they_rest_on(me: Actor, project: UUID, screen: Screen) -> None:
    app = opened(screen, display="checklist-matrix", set_entry="count", set_by="cases", only="status:absent")
    found = links(app)
    assert len(found) > 5
    for url, told in list(found.items())[:8]:
        (text,) = parse_qs(urlsplit(url).query)["q"]
        where = workbench.read_query(me, project, text)
        assert workbench.count_excerpts(me, project, Query(where=where)) == int(told)


def test_rows_of_a_group_stand_under_its_name(project: UUID, screen: Screen) -> None:
    body = html(opened(screen, display="role-ordered-matrix"))
    assert body.count('scope="rowgroup"') >= 2


def test_numbers_of_the_table_open_what_they_count_within_the_query(me: Actor, project: UUID, screen: Screen) -> None:
    app = opened(screen, display="code-case-heatmap", only="status:absent", set_by="case.jenis")
    assert 'class="dt"' not in html(app)
    app.session_state["display-table"] = True
    found = links(app.run())
    assert len(found) > 5
    for url, told in list(found.items())[:8]:
        (text,) = parse_qs(urlsplit(url).query)["q"]
        where = workbench.read_query(me, project, text)
        assert workbench.count_excerpts(me, project, Query(where=where)) == int(told)


def test_the_address_says_what_is_chosen_and_another_kind_begins_anew(project: UUID, screen: Screen) -> None:
    app = opened(screen, display="code-frequencies", set_unit="segments")
    assert app.selectbox(key="display-code-frequencies-unit").value == "segments"
    app.selectbox(key="display-kind").set_value("saturation").run()
    assert app.query_params["display"] == "saturation"
    assert "set-unit" not in app.query_params


def test_a_query_that_finds_nothing_and_one_that_cannot_be_read_are_told(project: UUID, screen: Screen) -> None:
    app = opened(screen, only="words:tidakadakataini")
    assert any("No excerpt fits" in one.value for one in app.text)
    assert opened(screen, only="words:").error


def test_without_a_browser_a_sentence_says_what_helps(
    project: UUID, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browsers, "find", lambda: None)
    app = opened(screen, display="status-bars")
    assert any("no Chrome, Edge or Chromium" in one.value for one in app.caption)


def test_without_codings_the_page_leads_to_them(me: Actor, screen: Screen) -> None:
    workbench.create_project(me, "Kosong", workbench.shipped_codebook("wog"))
    app = opened(screen)
    assert not app.get("plotly_chart")
    assert [button.label for button in app.button if "coding" in button.label]
