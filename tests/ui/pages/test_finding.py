"""Words found in the texts, on the page of excerpts, to which one key leads."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Source, Speaker, Turn
from coding.workbench import Actor
from tests.ui.pages.hands import Screen, html, press, visit

TALK = "P: Apakah ada rapat?\nIK-01: Ada rapat <b>koordinasi</b>. Kami berkoordinasi.\n"


@pytest.fixture
def study(me: Actor) -> Any:
    """A project with one interview in which nothing is coded."""
    project = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
    starts = [TALK.index(words) for words in ("Apakah", "Ada rapat <b>")]
    turns = tuple(Turn(at, TALK.index("\n", at), who) for at, who in zip(starts, ("P", "IK-01"), strict=True))
    voices = (Speaker("P", "interviewer"), Speaker("IK-01", "informant"))
    lines = (0, TALK.index("IK-01"))
    source = Source("Wawancara", TALK, turns=turns, speakers=voices, lines=lines)
    return project, workbench.import_source(me, project, source, 9).id


def texts(app: AppTest) -> list[str]:
    return [one.value for one in app.text]


def find(screen: Screen, words: str) -> AppTest:
    return visit(screen, "excerpts", view="find", words=words)


def test_hits_stand_between_the_words_around_them_escaped_and_open_their_place(study: Any, screen: Screen) -> None:
    app = find(screen, "rapat")
    assert "2 hits" in texts(app)
    assert html(app).count("<mark>rapat</mark>") == 2
    assert "&lt;b&gt;koordinasi" in html(app)
    assert app.query_params["words"] == "rapat"


def test_chosen_hits_are_coded_and_one_press_takes_it_back(study: Any, screen: Screen, me: Actor) -> None:
    project, source = study
    app = find(screen, "rapat")
    app.checkbox(key="find-all-0").check().run()
    press(app, "Code 2 chosen hits")
    coded = workbench.open_source(me, project, source).codings
    assert [one.quote for one in coded] == ["Apakah ada rapat?", "Ada rapat <b>koordinasi</b>."]
    assert "2 passages coded." in texts(app)
    press(app, "Undo")
    assert workbench.open_source(me, project, source).codings == ()


def test_all_hits_are_coded_where_the_interviewer_is_left_out(study: Any, screen: Screen, me: Actor) -> None:
    project, source = study
    app = find(screen, "rapat")
    app.checkbox(key="find-voices").check().run()
    assert "1 hit" in texts(app)
    press(app, "Code the only hit")
    assert len(workbench.open_source(me, project, source).codings) == 1


def test_the_forms_of_a_word_are_ticked_and_looked_for_together(study: Any, screen: Screen) -> None:
    app = press(find(screen, "koordinasi"), "Look for these together")
    assert app.text_input(key="find-words").value == "koordinasi | berkoordinasi"
    assert html(app).count("<mark>") == 2


def test_what_cannot_be_looked_for_is_told_and_what_is_nowhere_too(study: Any, screen: Screen) -> None:
    assert [one.value for one in find(screen, "*").error] == ["Write a word to look for\\."]
    assert "These words are in none of the texts searched." in texts(find(screen, "xyzzy"))


def test_from_any_page_one_button_leads_to_the_words_that_are_looked_for(study: Any, screen: Screen) -> None:
    app = press(visit(screen, "history"), "Find in texts")
    assert app.query_params["view"] == "find"
    assert app.text_input(key="find-words").value == ""
