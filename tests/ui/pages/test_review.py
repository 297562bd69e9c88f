"""The pages of supervision: what happened since a visit, discussions, milestones, files, and all projects at once."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.workbench import Actor
from coding.workbench.reviewing import review
from coding.workbench.signing import sign_off
from coding.workbench.talking import begin_thread, list_talks
from coding.workbench.visiting import close_visit, list_visits

SAID = "<b>tebal</b> @Sari **bukan** markah"


@pytest.fixture
def study(me: Actor, study_builder: Callable[..., Any]) -> Any:
    """A study of an owner, who supervises, and a student with one excerpt."""
    made = study_builder(me.store, "Studi", me)
    made.sari = made.member("Sari", "student")
    made.one = made.code("K1", 36, 46, by=made.sari)
    return made


@pytest.fixture
def at(study: Any, screen: Callable[[str], AppTest]) -> Callable[..., AppTest]:
    """A page of this study, at a view."""

    def opened(view: str, page: str = "review", **more: str) -> AppTest:
        app = screen(page)
        for name, value in {"project": str(study.id), "view": view, **more}.items():
            app.query_params[name] = value
        return app.run()

    return opened


def shown(app: AppTest) -> str:
    assert not app.exception
    return " ".join(one.proto.body for one in app.get("html"))


def press(app: AppTest, label: str) -> AppTest:
    return next(one for one in app.button if one.label == label).click().run()


def test_a_visit_shows_what_was_recoded_and_is_noted_as_a_line(study: Any, at: Callable[..., AppTest]) -> None:
    close_visit(study.owner, study.id)
    workbench.recode(study.sari, study.id, study.one.id, study.codes["K2"])
    begin_thread(study.sari, study.id, "coding", study.one.id, SAID, question=True)
    app = at("since")
    told = shown(app)
    for words in ("Questions that wait", "K2", "1 from another code", "K1", "1 went to another code"):
        assert words in told
    assert "<b>tebal</b>" not in told
    app.text_area(key="visit-discussed").set_value("Kode K2")
    press(app, "I have seen everything up to here")
    assert [one.discussed for one, _name in list_visits(study.owner, study.id)] == ["", "Kode K2"]
    assert "1 went to another code" not in shown(at("since"))


def test_a_question_is_asked_from_an_excerpt_and_settled(study: Any, at: Callable[..., AppTest]) -> None:
    app = at("talks", about=str(study.one.id))
    app.text_area(key=f"say-words-{study.one.id}").set_value(SAID)
    press(app, "Comment")
    (talk,) = list_talks(study.owner, study.id)
    assert [one.mentions for one in talk.comments] == [(study.sari.id,)]
    app = at("talks")
    told = shown(app)
    assert "<b>@Sari</b>" in told
    assert "&lt;b&gt;tebal&lt;/b&gt;" in told
    press(app, "Settled")
    assert list_talks(study.owner, study.id)[0].thread.settled


def test_a_milestone_says_what_changed_after_it_was_signed_off(study: Any, at: Callable[..., AppTest]) -> None:
    app = at("milestones")
    app.selectbox(key="sign-milestone").set_value("coding")
    assert "still so" in shown(press(app, "Sign off as it is now"))
    study.code("K2", 36, 46)
    told = shown(at("milestones"))
    assert "changed since" in told
    assert "Codings: 1 → 2" in told


def test_what_changed_since_accepted_is_shown_before_and_after(study: Any, at: Callable[..., AppTest]) -> None:
    review(study.owner, study.id, study.one.id, "accepted")
    workbench.recode(study.sari, study.id, study.one.id, study.codes["K2"])
    told = shown(at("queue"))
    assert "Changed since accepted" in told
    assert "<del>K1 Kode K1</del> → <ins>K2 Kode K2</ins>" in told


def test_whoever_supervises_sees_all_projects_and_who_needs_help(
    study: Any, at: Callable[..., AppTest], study_builder: Callable[..., Any]
) -> None:
    quiet = study_builder(study.owner.store, "Tenang", study.owner)
    close_visit(study.owner, quiet.id)
    begin_thread(study.sari, study.id, "coding", study.one.id, "Benarkah?", question=True)
    sign_off(study.owner, study.id, "codebook")
    app = at("", "guidance")
    told = shown(app)
    assert told.index("Studi") < told.index("Tenang")
    assert "1 question waits" in told
    assert "0 of 1 sources finished" in told


def test_a_project_is_saved_for_a_supervisor(study: Any, at: Callable[..., AppTest]) -> None:
    app = press(at("files"), "Make the guidance file")
    assert not app.exception
    assert "Save the guidance file" in [one.label for one in app.get("download_button")]
