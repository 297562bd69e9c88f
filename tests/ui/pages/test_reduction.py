"""The page of the data reduction, without a browser."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Query, Source, Theme
from coding.ui import ledger_themes, session
from coding.ui.ledger_themes import Chosen
from coding.workbench import Actor, Decided, NewCoding
from tests.ui.pages.hands import Screen, html

HOSTILE = '![x](http://attacker.example/a.png) <img src=x onerror="alert(1)">'
TALK = f"Kami rapat setiap Senin. Belum ada aplikasi bersama. {HOSTILE} Itu saja."


class Study:
    """A project with one source and four passages coded K2."""

    def __init__(self, me: Actor) -> None:
        self.me = me
        self.project = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
        self.codes = {code.key: code.id for code in workbench.codebook(me, self.project).codes}
        source = workbench.import_source(me, self.project, Source("W1", TALK, lines=(0,)), 12).id
        assert source
        words = ("Kami rapat setiap Senin.", "Belum ada aplikasi bersama.", HOSTILE, "Itu saja.")
        wanted = [NewCoding(self.codes["K2"], TALK.index(one), TALK.index(one) + len(one)) for one in words]
        self.ids = [one.id for one in workbench.code(me, self.project, source, wanted)]

    def decide(self, *wanted: Decided) -> None:
        workbench.reduce(self.me, self.project, wanted)

    def decisions(self) -> list[str | None]:
        return [decision for _, decision, _ in workbench.ledger_order(self.me, self.project, Query())]


@pytest.fixture
def study(me: Actor) -> Study:
    return Study(me)


def open_at(screen: Screen, **asked: str) -> AppTest:
    app = screen("reduction")
    for name, value in asked.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    button = next(button for button in app.button if button.label == label)
    assert not button.disabled
    app = button.click().run()
    assert not app.exception
    return app


def statement(app: AppTest) -> Any:
    return next(box for box in app.text_area if box.label == "What is said, in fewer words")


def shown(app: AppTest) -> str:
    """The words of the card."""
    return html(app).partition("<mark>")[2].partition("</mark>")[0]


def test_a_card_is_kept_with_a_statement_in_a_category_and_the_next_one_comes(study: Study, screen: Screen) -> None:
    rapat = Theme(uuid4(), "Rapat")
    workbench.put_theme(study.me, study.project, rapat)
    app = open_at(screen)
    assert shown(app) == "Kami rapat setiap Senin."
    statement(app).set_value("Rapat tiap Senin.")
    app.selectbox(key=f"category-{study.ids[0]}").set_value("Rapat")
    app = press(app, "Keep and go on")
    assert shown(app) == "Belum ada aplikasi bersama."
    [line] = workbench.ledger_page(study.me, study.project, Query(), "kept")
    assert line.reduction
    assert (line.reduction.statement, line.reduction.category) == ("Rapat tiap Senin.", rapat.id)


def test_categories_and_themes_are_made_on_the_spot_and_move_only_where_somebody_said_so(study: Study) -> None:
    def settle(category: str | None, theme: str | None, before: str | None) -> UUID | None:
        there = workbench.list_themes(study.me, study.project)
        return ledger_themes.settle(study.me, study.project, there, Chosen(category, theme, before))

    def names() -> dict[str, str | None]:
        there = {one.id: one for one in workbench.list_themes(study.me, study.project)}
        above = {one.name: one.parent for one in there.values() if one.kind == "category"}
        return {name: there[parent].name if parent else None for name, parent in above.items()}

    assert settle(None, "Koordinasi", None) is None
    first = settle("Rapat", "Koordinasi", None)
    assert names() == {"Rapat": "Koordinasi"}
    settle("Aplikasi", "Data", None)
    assert settle("rapat ", None, None) == first
    assert settle("Rapat", "Data", "Data") == first
    assert names() == {"Rapat": "Koordinasi", "Aplikasi": "Data"}
    settle("Rapat", "data", "Koordinasi")
    settle("Aplikasi", None, "Data")
    assert names() == {"Rapat": "Data", "Aplikasi": None}


def test_a_passage_is_merged_with_the_kept_one_before_it_and_set_aside_with_a_reason(
    study: Study, screen: Screen
) -> None:
    app = open_at(screen)
    assert next(button for button in app.button if button.label == "Merge with the one before").disabled
    app = press(app, "Keep and go on")
    app = press(app, "Merge with the one before")
    app = press(app, "Set aside")
    app = press(app, "Terlalu umum")
    assert study.decisions() == ["kept", "merged", "aside", None]
    app = press(app, "Set aside")
    next(box for box in app.text_input if box.label == "Another reason").set_value("Penutup")
    app = press(app, "Set aside and go on")
    assert study.decisions() == ["kept", "merged", "aside", "aside"]
    assert any("Everything under this code is decided" in block.value for block in app.success)
    press(app, "Undo")
    assert study.decisions() == ["kept", "merged", "aside", None]


def test_a_passage_is_merged_with_any_kept_one_of_its_code_found_by_its_words(study: Study, screen: Screen) -> None:
    study.decide(Decided(study.ids[0], "kept", "Rapat mingguan."), Decided(study.ids[2], "kept"))
    app = press(open_at(screen, at=str(study.ids[3])), "Merge with another …")
    offered = [button.label for button in app.button if str(button.key).startswith("into-")]
    assert [("Kami rapat" in label, "Rapat mingguan" in label) for label in offered] == [(True, True), (False, False)]
    assert "![x](" not in "".join(offered)
    search = next(box for box in app.text_input if box.label == "Search words or an informant")
    app = search.set_value("tidak ada").run()
    assert any("none that fits" in block.value for block in app.caption)
    search = next(box for box in app.text_input if box.label == "Search words or an informant")
    app = search.set_value("setiap  senin").run()
    [button] = [button for button in app.button if str(button.key).startswith("into-")]
    button.click().run()
    assert study.decisions() == ["kept", None, "kept", "merged"]
    [merged] = workbench.ledger_page(study.me, study.project, Query(), "merged")
    assert merged.into
    assert merged.into.id == study.ids[0]


def test_many_kept_passages_are_turned_by_the_page(
    study: Study, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offered(app: AppTest) -> list[str]:
        return [button.label for button in app.button if str(button.key).startswith("into-")]

    study.decide(*(Decided(one, "kept") for one in study.ids))
    app = open_at(screen, at=str(study.ids[1]))
    monkeypatch.setattr("coding.ui.ledger_merging.PAGE", 2)
    app = press(app, "Merge with another …")
    first = offered(app)
    app.session_state[f"merge-page-{study.ids[1]}-3"] = 2
    assert [len(first), len(offered(app.run()))] == [2, 1]
    assert not {*first} & {*offered(app)}


def test_a_reason_is_asked_for(study: Study, screen: Screen) -> None:
    app = press(press(open_at(screen), "Set aside"), "Set aside and go on")
    assert [block.value for block in app.error] == ["Say why this is set aside\\."]
    assert study.decisions() == [None] * 4


def test_back_and_on_lead_through_the_passages_and_a_decision_is_taken_back(study: Study, screen: Screen) -> None:
    study.decide(Decided(study.ids[0], "kept", "Rapat."))
    app = open_at(screen)
    assert shown(app) == "Belum ada aplikasi bersama."
    app = press(app, "Back")
    assert statement(app).value == "Rapat."
    app = press(app, "Take back")
    assert study.decisions() == [None] * 4
    assert shown(press(app, "On")) == "Belum ada aplikasi bersama."


def test_who_was_first_is_told_and_what_was_typed_stays(study: Study, screen: Screen) -> None:
    app = open_at(screen)
    study.decide(Decided(study.ids[0], "kept", "Kata lain."))
    statement(app).set_value("Kata saya.")
    app = press(app, "Keep and go on")
    assert "changed this a moment ago" in app.error[0].value
    assert "Kata lain." in [block.value for block in app.text]
    assert statement(app).value == "Kata saya."
    press(app, "Keep and go on")
    [line] = workbench.ledger_page(study.me, study.project, Query(), "kept")
    assert line.reduction
    assert line.reduction.statement == "Kata saya."


def test_a_decision_whose_words_changed_says_what_they_were(study: Study, screen: Screen) -> None:
    study.decide(Decided(study.ids[0], "kept", "Rapat."))
    workbench.resize(study.me, study.project, study.ids[0], 0, 10)
    app = open_at(screen, at=str(study.ids[0]))
    assert any("Kami rapat setiap Senin" in block.value for block in app.warning)
    assert "1 to look at again</a>" in html(app)
    assert "ledger%3Astale" in html(app)


def test_what_people_said_is_never_markup(study: Study, screen: Screen) -> None:
    study.decide(Decided(study.ids[2], "aside", reason=HOSTILE))
    for view in ("cards", "grid", "compression", "aside"):
        app = open_at(screen, view=view, at=str(study.ids[2]))
        assert "<img" not in html(app)
        said = [*app.markdown, *app.caption, *app.warning, *app.success]
        assert not any("![x](" in block.value for block in said)


def test_the_views_count_and_draw(study: Study, screen: Screen) -> None:
    study.decide(Decided(study.ids[0], "kept", "Rapat Senin."), Decided(study.ids[1], "aside", reason="umum"))
    app = open_at(screen, view="compression")
    assert "2 of 4 decided</a> · 8 words taken in · 2 words in the statements" in html(app)
    assert "q=%3DK2+AND+ledger%3Adecided" in html(app)
    app = open_at(screen, view="aside")
    assert "Belum ada aplikasi bersama." in html(app)
    assert shown(press(app, "Open in the ledger")) == "Belum ada aplikasi bersama."


def test_empty_pages_lead_to_the_step_before(me: Actor, screen: Screen) -> None:
    project = workbench.create_project(me, "Kosong", workbench.shipped_codebook("wog")).id
    assert [button.label for button in open_at(screen).main.button] == ["Add transcripts"]
    workbench.import_source(me, project, Source("A.txt", "Ya.", lines=(0,)), 1)
    assert [button.label for button in open_at(screen).main.button] == ["Start coding"]


def test_a_view_without_decisions_says_how_to_begin(study: Study, screen: Screen) -> None:
    assert "Nothing is decided yet" in open_at(screen, view="compression").text[0].value
    assert open_at(screen, view="aside").text[0].value == "Nothing was set aside yet."


def test_reasons_are_edited_on_the_page(study: Study, screen: Screen) -> None:
    app = open_at(screen)
    next(box for box in app.text_area if box.label.startswith("Reasons")).set_value("Basa-basi")
    app = press(press(app, "Save the reasons"), "Set aside")
    assert "Basa\\-basi" in [button.label for button in app.button]


def test_an_identifier_that_is_none_is_no_harm(study: Study, screen: Screen) -> None:
    assert isinstance(study.ids[0], UUID)
    assert shown(open_at(screen, at="x", code="??", view="nowhere")) == "Kami rapat setiap Senin."


def test_who_only_reads_sees_what_was_decided_and_no_way_to_decide(
    study: Study, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.decide(Decided(study.ids[0], "kept", "Rapat Senin."))
    monkeypatch.setattr(session, "may", lambda verb: False)
    app = open_at(screen, at=str(study.ids[0]))
    assert "Rapat Senin." in [block.value for block in app.text]
    assert not {"Keep this", "Set aside", "Keep and go on", "Take back"} & {button.label for button in app.button}
    assert not any(button.label.startswith("Save") for button in open_at(screen, view="grid").button)


def test_whose_codings_are_reduced_stays_chosen_when_one_looks_elsewhere(study: Study, screen: Screen) -> None:
    app = open_at(screen)
    app.multiselect(key="ledger-coders").set_value([study.me.id]).run()
    app.segmented_control(key="reduction-view").set_value("memos").run()
    app.segmented_control(key="reduction-view").set_value("ledger").run()
    assert app.multiselect(key="ledger-coders").value == [study.me.id]
