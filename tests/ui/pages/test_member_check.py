"""The view “Member check” of the conclusion page: packs, answers by hand and by table, corrections, withdrawals."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Answer, Ground, Proposition
from coding.ui import answer_table
from coding.workbench import Actor, conclusions
from coding.workbench.answering import put_answers
from coding.workbench.member_check import member_check, send_packs

TALK = "P: Apakah ada rapat bersama?\nIK-01: Ada rapat rahasia tiap Senin. Begitu saja.\n"
WORDS = "Ada rapat rahasia tiap Senin."


@pytest.fixture
def study(me: Actor, study_builder: Callable[..., Any]) -> Any:
    """An informant with one quotation under one proposition."""
    made = study_builder(me.store, "Studi", me)
    made.case = made.add_case("IK-01")
    made.talk = made.add_source("W7", TALK, made.case.id).id
    start = TALK.index(WORDS)
    made.coding = made.code("K1", start, start + len(WORDS), source=made.talk).id
    made.claim = Proposition(uuid4(), "Rapat ada.")
    conclusions.put_proposition(me, made.id, made.claim)
    conclusions.put_ground(me, made.id, Ground(uuid4(), "proposition", made.claim.id, "coding", made.coding))
    return made


@pytest.fixture
def at(study: Any, screen: Callable[[str], AppTest]) -> Callable[[bool], AppTest]:
    """The view, of everybody or of the informant."""

    def opened(one: bool = True) -> AppTest:
        app = screen("conclusion")
        app.query_params["project"] = str(study.id)
        app.query_params["view"] = "members"
        if one:
            app.query_params["i"] = str(study.case.id)
        return app.run()

    return opened


def button(app: AppTest, label: str) -> Any:
    return next(one for one in app.button if one.label == label)


def shown(app: AppTest) -> str:
    return " ".join(one.proto.body for one in app.get("html"))


def answered(study: Any, on: Any, kind: str, answer: str, words: str = "") -> Answer:
    one = Answer(uuid4(), study.case.id, kind, on, answer, words)  # type: ignore[arg-type]
    put_answers(study.owner, study.id, [one])
    return one


def test_everybody_stands_with_a_bar_and_their_packs_are_made_at_once(study: Any, at: Any) -> None:
    app = at(one=False)
    assert not app.exception
    assert "0 of 2 answered" in shown(app)
    button(app, "Make all packs").click().run()
    assert not app.exception
    assert [one.pack is not None for one in member_check(study.owner, study.id)] == [True]
    assert "no pack yet" not in shown(app)
    assert [one.label for one in app.get("download_button")] == ["All packs (ZIP)"]


def test_without_a_proposition_the_view_says_what_to_do(study: Any, at: Any) -> None:
    conclusions.drop_proposition(study.owner, study.id, study.claim.id)
    app = at(one=False)
    assert "Write a proposition" in app.text[0].value
    assert "view=propositions" in shown(app)


def test_several_answers_are_written_down_at_once_and_a_refusal_loses_nothing(study: Any, at: Any) -> None:
    app = at()
    first, second = app.get("button_group")[-2:]
    first.set_value("agree")
    second.set_value("correct")
    button(app, "Save the answers").click().run()
    assert "Write what is to be corrected" in app.error[0].value.replace("\\", "")
    assert member_check(study.owner, study.id)[0].answers == ()
    app.text_input[-1].set_value("Tiap Selasa.")
    button(app, "Save the answers").click().run()
    assert not app.exception
    (one,) = member_check(study.owner, study.id)
    assert (one.progress.agreed, one.progress.corrected) == (1, 1)
    assert {each.one.asker for each in one.answers} == {study.owner.coder.name}


def test_a_correction_changes_the_proposition_and_is_noted(study: Any, at: Any) -> None:
    answered(study, study.claim.id, "proposition", "correct", "Tiap Senin.")
    app = at()
    next(one for one in app.text_area if "as it should read" in one.label).set_value("Rapat ada tiap Senin.")
    button(app, "Change the proposition").click().run()
    assert not app.exception
    (one,) = member_check(study.owner, study.id)
    assert one.statements[0].text == "Rapat ada tiap Senin."
    assert "Rapat ada. → Rapat ada tiap Senin." in shown(app)


def test_a_withdrawal_is_looked_at_first_then_carried_out_and_brought_back(study: Any, at: Any) -> None:
    answered(study, study.coding, "coding", "withdraw")
    app = at()
    button(app, "See what would go").click().run()
    assert "W7:2" in shown(app)
    assert "not erased either" in app.info[-1].value
    assert workbench.load_source(study.owner, study.id, study.talk).text == TALK
    button(app, "Take these words out").click().run()
    assert not app.exception
    assert "rahasia" not in workbench.load_source(study.owner, study.id, study.talk).text
    assert "rahasia" not in shown(app)
    button(app, "Bring them back").click().run()
    assert workbench.load_source(study.owner, study.id, study.talk).text == TALK


def test_a_table_shows_what_fits_before_anything_is_stored(
    study: Any, at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_packs(study.owner, study.id, [study.case.id])
    rows = [["No", "Jawaban"], ["1", "setuju"], ["5", "setuju"]]
    monkeypatch.setattr(answer_table.table_file, "given", lambda _name, _project: rows)
    app = at()
    assert "Line 3: IK-01 was given no number 5" in app.warning[0].value.replace("\\", "")
    assert member_check(study.owner, study.id)[0].answers == ()
    button(app, "Take over 1 answer").click().run()
    assert member_check(study.owner, study.id)[0].progress.agreed == 1


def test_a_reader_sees_the_answers_and_has_nothing_to_press(
    study: Any, at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(study, study.claim.id, "proposition", "agree")
    monkeypatch.setattr("coding.ui.session.may", lambda _verb: False)
    app = at()
    assert "Rapat ada." in shown(app)
    assert [one.label for one in app.button if one.label in ("Save the answers", "Delete the answer")] == []
