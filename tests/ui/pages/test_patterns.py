"""Pattern codes on the page of the data reduction, without a browser."""

from html import unescape
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Case, Pattern, Source
from coding.workbench import Actor, NewCoding
from tests.ui.pages.hands import Screen, html, press, visit

HOSTILE = '![x](http://attacker.example/a.png) <img src=x onerror="alert(1)">'
TALK = "Kami rapat. Itu saja. Belum ada aplikasi."


@pytest.fixture
def project(me: Actor) -> UUID:
    """A study in which one passage has two codes and another one a third."""
    made = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
    case = Case(uuid4(), "IK-01")
    workbench.put_cases(me, made, [case])
    source = workbench.import_source(me, made, Source("W1", TALK, lines=(0,), case=case.id), 7).id
    assert source
    for key, start, end in (("K1", 0, 11), ("K2", 0, 11), ("I1", 22, 41)):
        code = workbench.find_code(me, made, key)
        workbench.code(me, made, source, [NewCoding(code.id, start, end, uuid4())])
    return made


def opened(screen: Screen) -> AppTest:
    return visit(screen, "reduction", view="patterns")


def fill(app: AppTest, key: str, name: str, because: str, codes: list[UUID]) -> None:
    app.text_input(key=f"pattern-name-{key}").set_value(name)
    app.text_area(key=f"pattern-because-{key}").set_value(because)
    app.multiselect(key=f"pattern-codes-{key}").set_value(codes)


def ids(me: Actor, project: UUID, *keys: str) -> list[UUID]:
    return [workbench.find_code(me, project, key).id for key in keys]


def asked(app: AppTest) -> list[str]:
    """The queries that the numbers on the page open."""
    return [
        parse_qs(urlsplit(unescape(part.split('"')[0])).query)["q"][0]
        for part in html(app).split('href="')[1:]
        if part.startswith("excerpts?")
    ]


def test_a_pattern_code_needs_a_because_and_what_was_typed_is_not_lost(
    me: Actor, project: UUID, screen: Screen
) -> None:
    app = opened(screen)
    assert any("No pattern code yet" in one.value for one in app.text)
    fill(app, "new-0", "Formalitas", "", ids(me, project, "K1", "K2"))
    app = press(app, "Save")
    assert [one.value for one in app.error] == ["Say because of what these codes belong together\\."]
    assert app.text_input(key="pattern-name-new-0").value == "Formalitas"
    app.text_area(key="pattern-because-new-0").set_value(HOSTILE)
    app = press(app, "Save")
    (one,) = workbench.list_patterns(me, project)
    assert (one.name, one.because, one.kind) == ("Formalitas", HOSTILE, "theme")
    assert "<img src=x" not in html(app)
    assert app.text_input(key="pattern-name-new-1").value == ""


def test_every_number_of_a_pattern_code_opens_the_excerpts_it_counts(me: Actor, project: UUID, screen: Screen) -> None:
    codes = (*ids(me, project, "K1", "K2", "D1"),)
    workbench.put_pattern(me, project, Pattern(uuid4(), 'Rapat "semu"', "cause", "Sebab.", codes))
    app = opened(screen)
    assert asked(app) == ['pattern:"Rapat \\"semu\\""', "K1", "K2"]
    for query in asked(app):
        workbench.read_query(me, project, query)
    told = html(app)
    assert "2 excerpts from 1 informant" in told
    assert told.count("1 excerpt from 1 informant") == 2
    assert "0 excerpts" in told


def test_a_pattern_code_is_changed_and_deleted_and_one_that_a_query_asks_for_is_not(
    me: Actor, project: UUID, screen: Screen
) -> None:
    one = Pattern(uuid4(), "Formalitas", "theme", "Sebab.", tuple(ids(me, project, "K1")))
    workbench.put_pattern(me, project, one)
    app = press(opened(screen), "Edit")
    fill(app, str(one.id), "Rapat semu", "Sebab lain.", ids(me, project, "K1", "I1"))
    app = next(b for b in app.button if b.label == "Save" and b.form_id == f"pattern-{one.id}").click().run()
    (now,) = workbench.list_patterns(me, project)
    assert (now.name, now.because, len(now.codes), now.version) == ("Rapat semu", "Sebab lain.", 2, 2)
    workbench.save_query(me, project, "Kueri", 'pattern:"Rapat semu"')
    app = press(app, "Delete")
    assert ["Rapat semu" in each.value for each in app.error] == [True]
    workbench.drop_query(me, project, "Kueri")
    press(app, "Delete")
    assert workbench.list_patterns(me, project) == []


def test_codes_on_the_same_words_are_looked_for_when_asked_and_begin_a_pattern_code(
    me: Actor, project: UUID, screen: Screen
) -> None:
    app = opened(screen)
    assert asked(app) == []
    app.session_state["pattern-pairs"] = True
    app.run()
    assert sorted(asked(app)[0].split(" SAME ")) == ["=K1", "=K2"]
    app = press(app, "Gather")
    assert set(app.multiselect(key="pattern-codes-new-1").value) == set(ids(me, project, "K1", "K2"))


def test_the_excerpts_page_finds_a_pattern_code_and_says_so(me: Actor, project: UUID, screen: Screen) -> None:
    one = Pattern(uuid4(), "Formalitas", "theme", "Sebab.", tuple(ids(me, project, "K1", "K2")))
    workbench.put_pattern(me, project, one)
    app = screen("excerpts")
    app.query_params["q"] = "pattern:formalitas"
    app.run()
    assert not app.exception
    assert len(app.code) == 2
    assert any("pattern “Formalitas”" in each.value for each in app.caption)
    assert "pattern “Formalitas”" in app.selectbox(key="query-piece").options
