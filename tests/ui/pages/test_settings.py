"""The settings page, without a browser."""

import io
from collections.abc import Callable
from uuid import UUID

import docx
import pytest
from streamlit.testing.v1 import AppTest

from coding import reduction, workbench
from coding.model import Query
from coding.workbench import Actor

Screen = Callable[[str], AppTest]


@pytest.fixture
def project(me: Actor) -> UUID:
    return workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id


def save(app: AppTest, which: int) -> AppTest:
    app = [button for button in app.button if button.label in ("Save", "Simpan")][which].click().run()
    assert not app.exception
    return app


def test_a_person_is_renamed_everywhere(me: Actor, project: UUID, screen: Screen) -> None:
    app = screen("settings").run()
    app.text_input[0].set_value("Sari")
    save(app, 0)
    assert workbench.members(me, project)[0].coder.name == "Sari"


def test_the_language_of_the_screen_can_be_chosen_here_and_is_remembered(
    me: Actor, project: UUID, screen: Screen
) -> None:
    app = screen("settings").run()
    next(box for box in app.selectbox if box.label == "Language of the screen").set_value("id")
    save(app, 0)
    assert app.title[0].value == "Pengaturan"
    assert workbench.preferences(me)["language"] == "id"


def test_a_project_is_renamed_and_put_into_another_time_zone(me: Actor, project: UUID, screen: Screen) -> None:
    app = screen("settings").run()
    app.text_input[1].set_value("MPP Bengkulu")
    next(box for box in app.selectbox if box.label == "Time zone").set_value("Asia/Jayapura")
    save(app, 1)
    found = workbench.project(me, project)
    assert (found.name, found.time_zone) == ("MPP Bengkulu", "Asia/Jayapura")


def test_an_empty_name_is_told_in_a_sentence(me: Actor, project: UUID, screen: Screen) -> None:
    app = screen("settings").run()
    app.text_input[1].set_value("  ")
    save(app, 1)
    assert "A name is needed" in app.error[0].value
    assert workbench.project(me, project).name == "MPP"


def test_the_stage_after_coding_has_the_name_the_project_chose_on_pages_and_tables(
    me: Actor, project: UUID, screen: Screen
) -> None:
    app = screen("settings").run()
    next(box for box in app.selectbox if box.label == "Name of the stage after coding").set_value("condensation")
    save(app, 1)
    assert reduction.title(workbench.project(me, project).settings) == "Kondensasi Data"
    app.switch_page("pages/reduction.py").run()
    assert app.title[0].value == "Data condensation"
    data = workbench.export_reductions(me, project, Query(), format="docx")
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text == "Kondensasi Data"
