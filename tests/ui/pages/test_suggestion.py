"""The suggestions page, without a browser: review, keyword rules, report."""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from coding import workbench
from coding.model import Query, Source, Speaker, Turn
from coding.workbench import Actor
from tests.ui.pages.hands import Screen, html, press

TEXT = "P: Bagaimana?\nIK-01: Kami rapat setiap bulan dengan dinas lain.\nIK-01: Cuacanya panas sekali hari ini.\n"


@pytest.fixture
def project(me: Actor) -> UUID:
    """A study with one interview in which one turn speaks of meetings."""
    made = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
    starts = [TEXT.index(words) for words in ("Bagaimana", "Kami", "Cuacanya")]
    ends = [TEXT.index("\n", start) for start in starts]
    turns = tuple(Turn(*span, who) for *span, who in zip(starts, ends, ("P", "IK-01", "IK-01"), strict=True))
    speakers = (Speaker("P", "interviewer"), Speaker("IK-01", "informant"))
    source = Source("W1", TEXT, turns=turns, speakers=speakers, lines=(0, 14, 62))
    workbench.import_source(me, made, source, 18)
    workbench.put_suggestion_settings(me, made, blind_share=0.0)
    return made


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def view(screen: Screen, name: str) -> AppTest:
    app = screen("suggestion")
    app.query_params["view"] = name
    return app.run()


def test_without_transcripts_the_page_says_what_to_do(me: Actor, screen: Screen) -> None:
    workbench.create_project(me, "Kosong", workbench.shipped_codebook("wog"))
    app = screen("suggestion").run()
    assert "Add transcripts" in labels(app)


def test_a_suggestion_says_its_words_and_becomes_a_coding_only_when_accepted(
    me: Actor, project: UUID, screen: Screen
) -> None:
    app = screen("suggestion").run()
    assert "<mark>rapat</mark>" in html(app)
    assert workbench.count_excerpts(me, project, Query()) == 0
    press(app, "Accept")
    one = workbench.find_excerpts(me, project, Query())[0]
    assert (one.code_key, one.coding.origin, one.coding.quote) == (
        "K2",
        "keyword",
        "Kami rapat setiap bulan dengan dinas lain.",
    )
    workbench.undo(me, project)
    assert workbench.count_excerpts(me, project, Query()) == 0


def test_a_rejected_suggestion_does_not_come_again(me: Actor, project: UUID, screen: Screen) -> None:
    app = press(screen("suggestion").run(), "Reject")
    assert "Accept" not in labels(app)
    assert "Accept" not in labels(screen("suggestion").run())
    assert workbench.count_excerpts(me, project, Query()) == 0


def test_what_is_passed_over_can_be_shown_again(project: UUID, screen: Screen) -> None:
    app = press(screen("suggestion").run(), "Pass over")
    assert "Accept" not in labels(app)


def test_a_rule_is_tried_on_the_study_and_a_wrong_hit_becomes_words_to_avoid(
    me: Actor, project: UUID, screen: Screen
) -> None:
    app = view(screen, "keywords")
    app.selectbox(key="suggestion-code").select_index(1).run()
    assert "<mark>rapat</mark>" in html(app)
    app = press(press(app, "Wrong"), "Never in “rapat setiap”")
    assert "<mark>rapat</mark>" not in html(app)
    assert [one.avoid for one in workbench.list_keywords(me, project) if one.words == "rapat*"] == [("rapat setiap",)]


def test_what_was_judged_stays_judged_when_a_rule_changes(me: Actor, project: UUID, screen: Screen) -> None:
    workbench.import_source(me, project, Source("W2", "Ada rapat kerja.\nRapat itu penting.\n", lines=(0, 17)), 61)
    app = view(screen, "keywords")
    app.selectbox(key="suggestion-code").select_index(1).run()
    source = workbench.source_names(me, project)["W2"]
    assert source
    app.button(key="right-W2-4").click().run()
    app.button(key="wrong-W1-26").click().run()
    assert any("1 of 2 judged are right" in one.value for one in app.text)
    press(app, "Never in “rapat setiap”")
    assert any("1 of 1 judged are right" in one.value for one in app.text)


def test_whose_codings_are_learned_from_is_remembered_on_the_other_views(
    me: Actor, project: UUID, screen: Screen
) -> None:
    source, code = workbench.source_names(me, project)["W1"], workbench.codebook(me, project).codable()[0]
    assert "Learn from the codings of" not in [one.label for one in view(screen, "report").selectbox]
    other = Actor(me.store, workbench.add_coder(me, project, "Rina"))
    for who in (me, other):
        workbench.code(who, project, source, [workbench.NewCoding(code.id, 21, 40, uuid4())])
    app = view(screen, "report")

    def teachers() -> Selectbox[Any]:
        return next(one for one in app.selectbox if one.label == "Learn from the codings of")

    assert teachers().value == (me.id,)
    teachers().select_index(0).run()
    for name in ("keywords", "report"):
        app.segmented_control(key="suggestion-view").set_value(name).run()
    assert teachers().value == ()


def test_a_rule_is_added_by_hand(me: Actor, project: UUID, screen: Screen) -> None:
    app = view(screen, "keywords")
    app.text_input[0].set_value("cuaca")
    press(app, "Add")
    assert "cuaca" in [one.words for one in workbench.list_keywords(me, project)]


def test_without_a_model_the_report_says_how_to_get_one(project: UUID, screen: Screen) -> None:
    app = view(screen, "report")
    assert any("Train the classifier first" in one.value for one in app.text)
    assert "Train the classifier" in labels(app)


def test_a_report_compares_methods_and_opens_the_passages_behind_a_code(
    me: Actor, project: UUID, screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coding.workbench.training.user_data_path", lambda name: tmp_path)
    codes = {code.key: code.id for code in workbench.codebook(me, project).codable()}
    for number in range(4):
        said = [f"Kami {('rapat dinas', 'dana cair')[at % 2]} bulan {number} {at}." for at in range(10)]
        text = "\n".join(f"IK-01: {one}" for one in said)
        spans = [(text.index(one), text.index(one) + len(one)) for one in said]
        turns = tuple(Turn(*span, "IK-01") for span in spans)
        one = workbench.import_source(
            me,
            project,
            Source(f"S{number}", text, turns=turns, speakers=(Speaker("IK-01", "informant"),), lines=(0,)),
            60,
        )
        assert one.id
        for at, (start, end) in enumerate(spans):
            code = codes["K2" if at % 2 == 0 else "HB"]
            workbench.code(me, project, one.id, [workbench.NewCoding(code, start, end, uuid4())])
    workbench.keep_model(me, project, workbench.start_training(me, project))
    app = view(screen, "report")
    assert "Classifier while coding" in html(app)
    assert "Keyword rules</td>" in html(app)
    assert f"excerpts?project={project}&amp;code=K2" in html(app)
    app.selectbox(key="outcome-code").select_index(0).run()
    app.segmented_control(key="outcome-kind").set_value("right").run()
    assert "Kami rapat dinas bulan" in html(app)
    assert "tagging?project=" in html(app)
    for file in tmp_path.rglob("*.npz"):
        file.unlink()
    told = [one.value for one in app.run().text]
    assert sum("are not on this machine" in one for one in told) == 2


def test_before_a_training_alike_and_odd_say_what_to_do(me: Actor, project: UUID, screen: Screen) -> None:
    assert "Code" in labels(view(screen, "alike"))
    source = workbench.source_names(me, project)["W1"]
    code = workbench.codebook(me, project).codable()[0]
    start = TEXT.index("Kami")
    workbench.code(me, project, source, [workbench.NewCoding(code.id, start, start + 20, uuid4())])
    assert any("Train the classifier first" in one.value for one in view(screen, "alike").text)


def test_a_segment_like_an_excerpt_gets_its_code_by_a_press(
    me: Actor, project: UUID, screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coding.workbench.training.user_data_path", lambda name: tmp_path)
    said = ("Kami rapat setiap bulan dengan dinas lain.", "Rapat bulan ini dengan dinas kota.", "Cuacanya panas.")
    text = "\n".join(said)
    turns = tuple(Turn(text.index(one), text.index(one) + len(one), "IK-01") for one in said)
    speakers = (Speaker("IK-01", "informant"),)
    workbench.import_source(me, project, Source("W2", text, turns=turns, speakers=speakers, lines=(0,)), 18)
    workbench.keep_model(me, project, workbench.start_training(me, project))
    app = screen("suggestion")
    for name, value in {"view": "alike", "source": "W2", "at": "0", "end": str(len(said[0])), "code": "K2"}.items():
        app.query_params[name] = value
    monkeypatch.setattr("coding.ui.suggestion_alike.SHOWN", 1)
    app.run()
    assert "W1 · IK-01" in html(app)
    assert said[1] not in html(app)
    # Behind the one passed over comes the next.
    press(app, "Not this one")
    assert "W2 · IK-01" in html(app)
    assert said[1] in html(app)
    press(app, "Code as K2")
    made = workbench.find_excerpts(me, project, Query())
    assert [(one.code_key, one.coding.quote) for one in made] == [("K2", said[1])]
