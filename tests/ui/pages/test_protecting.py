"""Names are found, replaced and put back, files are stored without them, and a source is erased, on the pages."""

from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Source, Speaker, Turn
from coding.ui import protecting, uploads
from coding.ui.words import plain
from coding.workbench import Actor
from coding.workbench.pseudonyms import key_place
from tests.ui.pages.hands import Screen, html, press, visit

TEXT = "Zulaikha: Kenal Pak <b>Rahman</b>? Pak Rahman pindah.\nZulaikha: Ya.\n"


@pytest.fixture
def project(me: Actor) -> UUID:
    return workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id


@pytest.fixture
def source(me: Actor, project: UUID) -> UUID:
    turns = (Turn(10, 53, "Zulaikha"), Turn(64, 67, "Zulaikha"))
    voices = (Speaker("Zulaikha", "informant"),)
    said = Source("W7", TEXT, turns=turns, speakers=voices, lines=(0, 54))
    stored = workbench.import_source(me, project, said, 8).id
    assert stored
    return stored


def test_names_are_shown_replaced_for_good_and_put_back_with_the_key(
    me: Actor, project: UUID, source: UUID, screen: Screen
) -> None:
    app = press(visit(screen, "transcript"), "Names and pseudonyms")
    next(box for box in app.selectbox if box.label == "Look at the places of").set_value("Rahman")
    app.run()
    assert "<mark>Rahman</mark>&lt;/b&gt;?" in html(app)
    app.toggle[0].set_value(True).run()
    table = html(app)
    assert "Zulaikha" in table
    assert "Informan A" in table
    assert next(one for one in app.button if one.label == "Replace the names").disabled
    next(one for one in app.checkbox if one.label.startswith("I know")).check().run()
    press(app, "Replace the names")
    assert [one.value for one in app.success] == ["4 places in 1 source replaced."]
    now = workbench.load_source(me, project, source)
    assert now.text == "Informan A: Kenal Pak <b>R1</b>? Pak R1 pindah.\nInforman A: Ya.\n"
    assert key_place(me, project).is_file()
    press(app, "Put the names back")
    assert workbench.load_source(me, project, source).text == TEXT


def test_those_who_may_not_replace_names_see_no_way_to_it(
    me: Actor, project: UUID, source: UUID, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coding.ui.session._role", lambda *_: "student")
    app = visit(screen, "transcript")
    app.session_state[protecting.OPEN] = True
    app.run()
    assert not {"Names and pseudonyms", "Erase this source"} & {one.label for one in app.button}


def test_files_are_stored_without_the_names_that_were_shown(me: Actor, project: UUID, screen: Screen) -> None:
    app = screen("transcript")
    upload = uploads.Upload("Zulaikha.txt", b"P: Dengan Ibu Zulaikha?\nZulaikha: Ya, betul.\nP: Baik.\n")
    app.session_state[uploads.FILES] = {"a": upload}
    app.run()
    assert not app.exception
    next(one for one in app.toggle if one.label == "Show names before storing").set_value(True).run()
    press(app, "Add 1 file to the project")
    (name,) = workbench.source_names(me, project)
    stored = workbench.load_source(me, project, workbench.source_id(me, project, name))
    assert (name, stored.text.splitlines()[1]) == ("Informan A", "Informan A: Ya, betul.")
    assert b"Zulaikha" not in me.store.path.with_name("simpul.db-wal").read_bytes()  # type: ignore[union-attr]


def test_a_source_and_a_project_are_erased_when_their_names_are_typed(
    me: Actor, project: UUID, source: UUID, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(app: AppTest, name: str, button: str) -> None:
        press(app, button)
        assert any("exactly as it is written" in one.value for one in app.error)
        next(one for one in app.text_input if one.label == f"Type “{name}”").set_value(name)
        press(app, button)

    workbench.backup(me, project, me.store.path.with_name("lama.zip"))  # type: ignore[union-attr]
    app = visit(screen, "transcript")
    app.session_state["sources"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    press(app.run(), "Erase for good")
    assert "and copies and backups" in str([one.label for one in app.checkbox])
    ask(app, "W7", "Erase this source")
    assert [one.value for one in app.success] == [f"Erased: {plain('texts of now and before: 1')}"]
    assert workbench.source_names(me, project) == {}
    assert "erased a source for good" in html(visit(screen, "history"))
    app = press(visit(screen, "project"), "Erase this project for good")
    ask(app, "MPP", "Erase the project")
    assert "MPP" not in {one.name for one in workbench.list_projects(me)}
