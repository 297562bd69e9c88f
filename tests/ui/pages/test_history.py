"""The history page, without a browser."""

from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Source
from coding.ui import happenings
from coding.workbench import VERBS, Actor, NewCoding
from tests.ui.pages.hands import Screen, html, press


@pytest.fixture
def project(me: Actor) -> UUID:
    made = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
    source = workbench.import_source(me, made, Source("W1", "Kami rapat.", lines=(0,)), 2).id
    workbench.code(me, made, source, [NewCoding(workbench.find_code(me, made, "K2").id, 0, 4)])
    return made


def told(app: AppTest) -> list[str]:
    """What stands in the column of acts."""
    return [row.split("</td><td>")[1].partition("</td>")[0] for row in html(app).split("<tr>")[1:] if "<td" in row]


def test_every_act_is_a_line_newest_first(project: UUID, screen: Screen) -> None:
    assert told(screen("history").run()) == ["coded 1 passage in “W1”", "added the source “W1”", "made the project"]


def test_undo_and_redo_say_what_they_took_back(me: Actor, project: UUID, screen: Screen) -> None:
    app = press(screen("history").run(), "Undo")
    assert workbench.code_counts(me, project) == {}
    assert told(app)[0] == "took back: coded 1 passage in “W1”"
    press(app, "Redo")
    assert sum(workbench.code_counts(me, project).values()) == 1
    assert told(app)[0] == "did again: coded 1 passage in “W1”"


def test_the_history_narrows_to_a_person_and_to_a_kind_of_act(me: Actor, project: UUID, screen: Screen) -> None:
    other = workbench.add_coder(me, project, "Sari")
    app = screen("history").run()
    app.multiselect(key="history-kinds").set_value(["sources"]).run()
    assert told(app) == ["added the source “W1”"]
    app.multiselect(key="history-people").set_value([other.id]).run()
    assert told(app) == []
    assert any("Nothing fits" in block.value for block in app.markdown)


def test_older_and_newer_lead_through_the_whole_history(me: Actor, project: UUID, screen: Screen) -> None:
    for number in range(60):
        workbench.add_code(me, project, f"Kode {number}")
    app = screen("history").run()
    assert len(told(app)) == 50
    press(app, "Older")
    assert told(app)[-1] == "made the project"
    assert len(told(app)) == 13
    press(app, "Newer")
    assert told(app)[0] == "added the code “Kode 59”"


def test_every_verb_has_a_sentence_and_a_kind() -> None:
    unheard = {"reset_practice", "show_offers", "train"}
    kinds = {verb for _name, verbs in happenings.GROUPS.values() for verb in verbs}
    assert {name for name in VERBS if name not in unheard} <= kinds
    for verb in VERBS.keys() - unheard - {"undo", "redo"}:
        assert verb in happenings.SENTENCES or happenings._counted(verb, 2) != verb
