from collections.abc import Callable
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Codebook
from coding.ui import session
from coding.workbench import Actor

Screen = Callable[..., AppTest]
BOOK = Codebook(())


def labels(app: AppTest) -> list[str]:
    return [box.label for box in app.sidebar.selectbox]


def test_the_app_without_the_gate_shows_nothing_to_anybody(me: Actor) -> None:
    workbench.create_project(me, "Rahasia", BOOK)
    app = AppTest.from_file(str(session.__file__).replace("session.py", "main.py")).run()
    assert "signed out" in app.info[0].value
    assert not app.sidebar.selectbox
    assert not app.title


def test_a_session_that_was_signed_out_is_no_longer_signed_in(me: Actor) -> None:
    sessions = session.running.here().sessions
    login = sessions.find(sessions.open("local"))
    assert login
    assert sessions.alive(login.handle)
    sessions.close(login.handle)
    assert not sessions.alive(login.handle)


def test_the_project_of_the_last_visit_is_open_again(me: Actor, screen: Screen) -> None:
    first, second = (workbench.create_project(me, name, BOOK) for name in ("Aceh", "Bengkulu"))
    assert screen().run().sidebar.selectbox[0].value == first.id
    app = screen().run()
    app.sidebar.selectbox[0].select(second.id).run()
    assert app.sidebar.selectbox[0].value == second.id
    assert screen().run().sidebar.selectbox[0].value == second.id


def test_the_address_names_the_project(me: Actor, screen: Screen) -> None:
    workbench.create_project(me, "Aceh", BOOK)
    second = workbench.create_project(me, "Bengkulu", BOOK)
    app = screen()
    app.query_params["project"] = str(second.id)
    assert app.run().sidebar.selectbox[0].value == second.id


def test_a_project_that_is_not_there_and_one_of_somebody_else_get_the_same_answer(me: Actor, screen: Screen) -> None:
    other = Actor(me.store, workbench.add_coder(me, workbench.create_project(me, "Aceh", BOOK).id, "Sari"))
    theirs = workbench.create_project(other, "Milik Sari", BOOK)
    told = []
    for asked in (theirs.id, uuid4()):
        app = screen()
        app.query_params["project"] = str(asked)
        told.append(app.run().error[0].value.replace(str(asked), "").replace(str(asked).replace("-", r"\-"), ""))
    assert told[0] == told[1]


def test_the_chosen_language_is_remembered(me: Actor, screen: Screen) -> None:
    app = screen().run()
    assert "Language" in labels(app)
    app.sidebar.selectbox[-1].select("id").run()
    assert "Bahasa" in labels(app)
    assert "Bahasa" in labels(screen().run())


def test_an_error_for_a_person_is_one_sentence_in_the_language_of_the_screen(me: Actor, screen: Screen) -> None:
    workbench.prefer(me, language="id")
    app = screen()
    app.query_params["project"] = "*tebal*"
    assert app.run().error[0].value == r"Tidak ada proyek bernama “\*tebal\*”\."


@pytest.mark.parametrize("named", [True, False])
def test_only_the_database_nobody_named_begins_with_the_practice_project(
    named: bool, me: Actor, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Actor] = []
    monkeypatch.setattr(workbench, "create_practice", made.append)
    if not named:
        monkeypatch.delenv("SIMPUL_DB")
    screen().run()
    assert bool(made) is not named
