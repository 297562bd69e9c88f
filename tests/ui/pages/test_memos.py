"""Memos on the page of the data reduction, without a browser."""

from uuid import UUID, uuid4

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Source
from coding.workbench import Actor, NewCoding, surprises
from tests.ui.pages.hands import Screen, html, press, visit

HOSTILE = '![x](http://attacker.example/a.png) <img src=x onerror="alert(1)">'


@pytest.fixture
def project(me: Actor) -> UUID:
    """A study in which one passage is coded."""
    made = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
    source = workbench.import_source(me, made, Source("W1", "Kami rapat. Itu saja.", lines=(0,)), 4).id
    assert source
    code = workbench.codebook(me, made).codable()[0]
    workbench.code(me, made, source, [NewCoding(code.id, 0, 11, uuid4())])
    return made


def opened(screen: Screen, **asked: str) -> AppTest:
    return visit(screen, "reduction", view="memos", **asked)


def test_a_memo_is_written_found_changed_and_deleted(me: Actor, project: UUID, screen: Screen) -> None:
    app = opened(screen)
    assert any("No memo yet" in one.value for one in app.text)
    app.text_input(key="memo-title-new").set_value("Formalitas")
    app.text_area(key="memo-text-new").set_value(HOSTILE)
    app = press(app, "Save")
    (one,) = workbench.find_memos(me, project)
    assert (one.title, one.text, one.kind) == ("Formalitas", HOSTILE, "idea")
    assert "Formalitas" in html(app)
    assert "<img src=x" not in html(app)
    app.text_input(key="memo-words").set_value("tak ada").run()
    assert "Formalitas" not in html(app)
    app.text_input(key="memo-words").set_value("formal").run()
    app = press(app, "Edit")
    app.text_input(key=f"memo-title-{one.id}").set_value("Formalitas saja")
    app = next(b for b in app.button if b.label == "Save" and b.form_id == f"memo-{one.id}").click().run()
    assert [each.title for each in workbench.find_memos(me, project)] == ["Formalitas saja"]
    press(app, "Delete")
    assert workbench.find_memos(me, project) == []


def test_a_memo_from_an_excerpt_speaks_of_it_and_leads_back_to_its_words(
    me: Actor, project: UUID, screen: Screen
) -> None:
    excerpts = screen("excerpts").run()
    (link,) = [one.proto.query_string for one in excerpts.get("page_link") if one.proto.label == "Write a memo"]
    asked = dict(part.split("=") for part in link.split("&"))
    app = opened(screen, coding=asked["coding"])
    assert any("Kami rapat" in one.value for one in app.caption)
    app.text_input(key="memo-title-new").set_value("Rapat")
    app = press(app, "Save")
    (one,) = workbench.find_memos(me, project)
    assert [str(each.id) for each in one.links] == [asked["coding"]]
    back = [each.proto.query_string for each in app.get("page_link") if "Kami rapat" in each.proto.label]
    assert len(back) == 1
    assert "at=0" in back[0]


def test_what_was_noted_on_a_coding_is_found_with_the_memos(me: Actor, project: UUID, screen: Screen) -> None:
    source, book = workbench.source_names(me, project)["W1"], workbench.codebook(me, project)
    (coding,) = workbench.code(me, project, source, [NewCoding(book.codable()[1].id, 12, 21, uuid4())])
    workbench.memo(me, project, coding.id, f"Periksa jadwalnya {HOSTILE}")
    app = opened(screen)
    assert any("noted on codings" in one.value for one in app.caption)
    app.text_input(key="memo-words").set_value("jadwal").run()
    assert "Noted on codings (1)" in html(app)
    assert "W1, line 1 · K2" in html(app)
    assert "<img src=x" not in html(app)
    app.text_input(key="memo-words").set_value("tak ada").run()
    assert "Noted on codings" not in html(app)
    assert any("Nothing fits" in one.value for one in app.text)


def test_an_excerpt_is_flagged_as_a_surprise_and_says_so(me: Actor, project: UUID, screen: Screen) -> None:
    excerpts = screen("excerpts").run()
    (link,) = [one.proto.query_string for one in excerpts.get("page_link") if one.proto.label == "Flag a surprise"]
    asked = dict(part.split("=") for part in link.split("&"))
    app = opened(screen, coding=asked["coding"], kind=asked["kind"])
    app.text_area(key="memo-text-new").set_value("Tak disangka.")
    app = press(app, "Save")
    (one,) = surprises.list_surprises(me, project)
    assert (one.memo.text, one.fate, one.spoken[0].name) == ("Tak disangka.", "open", "Kami rapat.")
    app = press(app, "Edit")
    app.text_area(key=f"memo-text-{one.memo.id}").set_value("Sungguh tak disangka.")
    next(b for b in app.button if b.label == "Save" and b.form_id == f"memo-{one.memo.id}").click().run()
    (one,) = surprises.list_surprises(me, project)
    assert (one.memo.text, one.spoken[0].name) == ("Sungguh tak disangka.", "Kami rapat.")
    assert "Surprise" in html(screen("excerpts").run())
