"""Who speaks where is put right on the page of transcripts, without a browser."""

from typing import Any
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Source, Speaker, Turn
from coding.ui import repair
from coding.workbench import Actor, NewCoding
from tests.ui.pages.hands import Screen, press

TEXT = "Apakah ada rapat? Ada tiap bulan.\nSiapa <b>datang</b>?\n"


@pytest.fixture
def project(me: Actor) -> UUID:
    return workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id


@pytest.fixture
def source(me: Actor, project: UUID) -> UUID:
    turns = (Turn(0, 33, "P"), Turn(34, len(TEXT) - 1, "N"))
    said = Source("W7", TEXT, turns=turns, speakers=(Speaker("P"), Speaker("N")), lines=(0, 34))
    stored = workbench.import_source(me, project, said, 8).id
    assert stored
    workbench.code(me, project, stored, [NewCoding(workbench.find_code(me, project, "K2").id, 18, 32)])
    return stored


def there(app: AppTest, me: Actor, project: UUID, source: UUID) -> list[tuple[Any, str]]:
    assert not app.exception
    one = workbench.load_source(me, project, source)
    assert one.text == TEXT
    return [(turn.speaker, one.text[turn.start : turn.end]) for turn in one.turns]


def chosen(app: AppTest, label: str, value: Any) -> AppTest:
    next(box for box in app.selectbox if box.label == label).set_value(value)
    return app.run()


def test_a_turn_is_split_given_and_joined_again_and_undo_takes_it_back(
    me: Actor, project: UUID, source: UUID, screen: Screen
) -> None:
    app = screen("transcript").run()
    app.session_state[repair.OPEN] = source
    app.run()
    chosen(app, "Turn to put right", 0)
    chosen(app, "A new turn begins before", TEXT.index("Ada tiap"))
    press(app, "Split here")
    split = [("P", "Apakah ada rapat?"), ("P", "Ada tiap bulan."), ("N", "Siapa <b>datang</b>?")]
    assert there(app, me, project, source) == split
    chosen(app, "Turn to put right", 1)
    chosen(app, "Said by", "N")
    press(app, "Give this turn")
    assert there(app, me, project, source)[1] == ("N", "Ada tiap bulan.")
    names = {voice.id: voice.label for voice in workbench.list_speakers(me, project, source)}
    [coding] = workbench.open_source(me, project, source).codings
    assert (coding.quote, names[coding.speaker]) == ("Ada tiap bulan", "N")
    press(app, "Undo")
    assert there(app, me, project, source) == split
    press(app, "Redo")
    chosen(app, "Turn to put right", 0)
    press(app, "Join with the next turn")
    assert there(app, me, project, source)[0] == ("P", "Apakah ada rapat? Ada tiap bulan.")
    press(app, "Back to the sources")
    assert not any(button.label == "Split here" for button in app.button)


def test_what_somebody_changed_meanwhile_is_told(me: Actor, project: UUID, source: UUID, screen: Screen) -> None:
    app = screen("transcript").run()
    app.session_state[repair.OPEN] = source
    app.run()
    chosen(app, "Turn to put right", 0)
    workbench.join_turns(me, project, source, (0, 33))
    press(app, "Join with the next turn")
    assert any("changed meanwhile" in one.value for one in app.warning)
