"""Links between excerpts on the pages of excerpts and of the data reduction, without a browser."""

from uuid import UUID, uuid4

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Link, Query, Source
from coding.workbench import Actor, NewCoding
from tests.ui.pages.hands import Screen, html, press, visit

HOSTILE = '![x](http://attacker.example/a.png) <img src=x onerror="alert(1)">'
TALK = f"Kami rapat. Itu saja. Belum ada aplikasi. {HOSTILE}"


@pytest.fixture
def project(me: Actor) -> UUID:
    """A study with three coded passages, one of them hostile."""
    made = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
    source = workbench.import_source(me, made, Source("W1", TALK, lines=(0,)), 12).id
    assert source
    for key, words in (("K1", "Kami rapat."), ("K2", "Belum ada aplikasi."), ("I1", HOSTILE)):
        start = TALK.index(words)
        code = workbench.find_code(me, made, key)
        workbench.code(me, made, source, [NewCoding(code.id, start, start + len(words), uuid4())])
    return made


def codings(me: Actor, project: UUID) -> list[UUID]:
    return [one.coding.id for one in workbench.find_excerpts(me, project, Query())]


def opened(screen: Screen, **asked: str) -> AppTest:
    return visit(screen, "reduction", view="links", **asked)


def buttons(app: AppTest, label: str) -> list[str]:
    return [button.key or "" for button in app.button if button.label == label]


def test_without_links_the_page_says_how_one_is_made(me: Actor, project: UUID, screen: Screen) -> None:
    app = opened(screen)
    assert any("No link yet" in one.value for one in app.markdown)
    assert buttons(app, "To the excerpts")


def test_from_an_excerpt_the_other_is_found_by_words_and_linked_in_a_way_with_a_comment(
    me: Actor, project: UUID, screen: Screen
) -> None:
    first, second, third = codings(me, project)
    excerpts = screen("excerpts").run()
    links = [one.proto.query_string for one in excerpts.get("page_link") if one.proto.label == "Link to another"]
    assert f"coding={first}" in links[0]
    app = opened(screen, coding=str(first))
    assert buttons(app, "Choose this passage") == [f"link-choose-{second}", f"link-choose-{third}"]
    assert "<img src=x" not in html(app)
    app.text_input(key="link-words").set_value("APLIKASI").run()
    assert buttons(app, "Choose this passage") == [f"link-choose-{second}"]
    app = press(app, "Choose this passage")
    app.selectbox(key="link-way-new").set_value(("explains", True))
    app.text_area(key="link-comment-new").set_value(HOSTILE)
    app = press(app, "Link")
    (one,) = workbench.find_links(me, project)
    assert (one.link.this, one.link.kind, one.link.that, one.link.comment) == (second, "explains", first, HOSTILE)
    assert "<img src=x" not in html(app)
    app = press(app, "Show all links")
    assert "coding" not in app.query_params
    assert f"link-drop-{one.link.id}" in buttons(app, "Delete")


def test_the_other_passage_is_found_by_its_code_with_those_under_it(me: Actor, project: UUID, screen: Screen) -> None:
    first, second, _third = codings(me, project)
    book = workbench.codebook(me, project)
    k2 = book.find("K2")
    assert k2
    app = opened(screen, coding=str(first))
    app.selectbox(key="link-code").set_value(k2.parent).run()
    assert buttons(app, "Choose this passage") == [f"link-choose-{second}"]


def test_an_excerpt_unfolds_its_links_from_both_ends(me: Actor, project: UUID, screen: Screen) -> None:
    first, second, _third = codings(me, project)
    workbench.link(me, project, Link(uuid4(), first, "supports", second, "Sama arah", me.id))
    app = screen("excerpts").run()
    assert not app.exception
    told = html(app)
    assert told.count("1 link<") == 2
    assert "<b>supports</b> <a" in told
    assert "<b>is supported by</b> <a" in told
    assert told.count("Sama arah") == 2


def test_links_are_listed_by_kind_narrowed_by_code_changed_and_deleted(
    me: Actor, project: UUID, screen: Screen
) -> None:
    first, second, third = codings(me, project)
    one, other = Link(uuid4(), first, "supports", second, "", me.id), Link(uuid4(), second, "repeats", third, "", me.id)
    for each in (one, other):
        workbench.link(me, project, each)
    app = opened(screen)
    assert buttons(app, "Edit") == [f"link-edit-{one.id}", f"link-edit-{other.id}"]
    assert len([each for each in app.get("page_link") if each.proto.label == "Open in the text"]) == 4
    app.selectbox(key="links-code").set_value(workbench.find_code(me, project, "K1").id).run()
    assert buttons(app, "Edit") == [f"link-edit-{one.id}"]
    app = press(app, "Edit")
    app.selectbox(key=f"link-way-{one.id}").set_value(("supports", True))
    app.text_area(key=f"link-comment-{one.id}").set_value("Kebalikannya")
    app = press(app, "Save")
    (now,) = workbench.find_links(me, project, "supports")
    assert (now.link.this, now.link.that, now.link.comment) == (second, first, "Kebalikannya")
    press(app, "Delete")
    assert [each.link.id for each in workbench.find_links(me, project)] == [other.id]


def test_a_broken_link_is_shown_and_can_be_deleted_only(me: Actor, project: UUID, screen: Screen) -> None:
    first, second, _third = codings(me, project)
    one = Link(uuid4(), first, "supports", second, "", me.id)
    workbench.link(me, project, one)
    workbench.uncode(me, project, [second])
    app = opened(screen)
    assert "no longer coded" in html(app)
    assert buttons(app, "Edit") == []
    press(app, "Delete")
    assert workbench.find_links(me, project) == []


def test_who_only_reads_sees_links_and_no_way_to_make_one(
    me: Actor, project: UUID, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, _third = codings(me, project)
    workbench.link(me, project, Link(uuid4(), first, "supports", second, "", me.id))
    monkeypatch.setattr("coding.ui.session.may", lambda verb: False)
    app = opened(screen, coding=str(first))
    assert buttons(app, "Choose this passage") == buttons(app, "Delete") == []
    assert "supports" in html(app)
    app = press(app, "Show all links")
    assert "supports" in html(app)
