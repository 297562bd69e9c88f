"""The page of concept maps, without a browser."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Concept, Query, Tie
from coding.ui import concept_map_text, concept_map_wire
from coding.workbench import Actor, concept_maps
from coding.workbench.concept_map_starts import Start
from coding.workbench.concept_maps import Drawing
from tests.ui.pages.hands import Screen, press, visit


@pytest.fixture
def sqlite_target(coded_practice: str) -> str:
    return coded_practice


@pytest.fixture
def project(me: Actor) -> UUID:
    return workbench.list_projects(me)[0].id


@pytest.fixture
def begun(me: Actor, project: UUID) -> UUID:
    return concept_maps.begin_map(me, project, "Peta", Start("cooccurrence", 5))


def opened(screen: Screen, **asked: str) -> AppTest:
    return visit(screen, "display", view="maps", **asked)


def told(app: AppTest) -> dict[str, Any]:
    """What the editor on the page is told."""
    (mounted,) = (one.proto for one in app.get("bidi_component") if one.proto.component_name == "coding.map")
    found: dict[str, Any] = json.loads(mounted.json)
    return found


def html(app: AppTest) -> str:
    return "".join(block.proto.body for block in app.get("html"))


def test_the_first_map_is_begun_from_the_codebook(me: Actor, project: UUID, screen: Screen) -> None:
    app = opened(screen)
    next(one for one in app.radio).set_value("codebook").run()
    press(app, "Begin the map")
    (one,) = concept_maps.list_maps(me, project)
    assert app.query_params["map"] == str(one.id)
    codes = workbench.codebook(me, project).codes
    assert len(told(app)["map"]["concepts"]) == len(codes)
    assert len(told(app)["map"]["ties"]) == sum(code.parent is not None for code in codes)


def test_the_address_says_which_map(me: Actor, project: UUID, begun: UUID, screen: Screen) -> None:
    other = concept_maps.make_map(me, project, "Lain")
    assert told(opened(screen, map=str(other)))["map"]["name"] == "Lain"
    assert told(opened(screen, map=str(begun)))["map"]["name"] == "Peta"


def test_who_comes_back_to_the_page_finds_the_map_that_was_looked_at(
    me: Actor, project: UUID, begun: UUID, screen: Screen
) -> None:
    other = concept_maps.make_map(me, project, "Lain")
    app = opened(screen, map=str(other))
    app.switch_page("pages/history.py").run()
    for name in ("view", "map"):
        app.query_params.pop(name, None)
    app.switch_page("pages/display.py").run()
    assert told(app)["map"]["name"] == "Lain"
    assert app.query_params["view"] == "maps"


def test_a_relation_is_told_with_what_speaks_for_it_and_its_number_opens_exactly_that(
    me: Actor, project: UUID, begun: UUID, screen: Screen
) -> None:
    seen = concept_maps.concept_map(me, project, begun)
    shown = html(opened(screen, map=str(begun)))
    assert seen.map.ties
    for tie in seen.map.ties:
        assert f"q=tie%3A{tie.id}" in shown
        asked = Query(where=workbench.read_query(me, project, f"tie:{tie.id}"))
        assert {one.coding.id for one in workbench.find_excerpts(me, project, asked, None)} == set(tie.evidence)


def test_what_speaks_for_a_relation_is_chosen_from_a_query_by_ticks(me: Actor, project: UUID, screen: Screen) -> None:
    here = concept_maps.make_map(me, project, "Peta")
    first, second = workbench.codebook(me, project).codable()[:2]
    ends = [Concept(uuid4(), "code", first.id), Concept(uuid4(), "code", second.id)]
    tie = Tie(uuid4(), ends[0].id, "leads", ends[1].id)
    concept_maps.draw_map(me, project, here, Drawing(ends, [tie]))
    app = opened(screen, map=str(here))
    app.session_state[concept_map_text.OPEN] = True
    app.run()
    (field,) = (one for one in app.text_input if one.label.startswith("Look among"))
    assert field.value == f"{first.key} OVERLAPS {second.key}"
    field.set_value(first.key).run()
    app.checkbox[0].check()
    press(app, "These speak for it")
    (now,) = concept_maps.concept_map(me, project, here).map.ties
    found = workbench.find_excerpts(me, project, Query(where=workbench.read_query(me, project, first.key)), 1)
    assert now.evidence == (found[0].coding.id,)
    assert "1 excerpt<" in html(opened(screen, map=str(here)))


def test_a_map_is_renamed_and_deleted(me: Actor, project: UUID, begun: UUID, screen: Screen) -> None:
    app = opened(screen, map=str(begun))
    next(one for one in app.text_input if one.label == "Name").set_value("Nama lain")
    press(app, "Save")
    assert concept_maps.list_maps(me, project)[0].name == "Nama lain"
    press(app, "Delete the map")
    assert not concept_maps.list_maps(me, project)
    assert "map" not in app.query_params


def test_what_the_browser_sends_is_done_once_and_answered(
    me: Actor, project: UUID, begun: UUID, screen: Screen
) -> None:
    app = opened(screen, map=str(begun))
    told_before = told(app)
    one = told_before["map"]["concepts"][0]
    ops = [
        {"op": str(uuid4()), "verb": "draw", "patch": {"moved": {one["id"]: [7, 8]}}},
        {"op": str(uuid4()), "verb": "draw", "patch": {"moved": {one["id"]: ["7", 8]}}},
        {"op": str(uuid4()), "verb": "dance"},
    ]
    for _ in range(2):
        acks = concept_map_wire.do(me, project, begun, {"ops": ops})
        assert [ack["ok"] for ack in acks] == [True, False, False]
    moved = {each.id: each for each in concept_maps.concept_map(me, project, begun).map.concepts}[UUID(one["id"])]
    assert (moved.x, moved.y) == (7, 8)


def test_who_only_reads_gets_a_map_that_can_not_be_drawn_on(me: Actor, project: UUID, begun: UUID) -> None:
    reader = Actor(me.store, workbench.add_coder(me, project, "Pembaca", "reader"))
    assert concept_maps.concept_map(reader, project, begun).map.name == "Peta"
