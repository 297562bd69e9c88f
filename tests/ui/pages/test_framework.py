"""The framework grid on the page of the reduction, without a browser."""

from uuid import UUID, uuid4

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Case, Grid, Source, Theme
from coding.workbench import Actor, NewCoding
from tests.ui.pages.hands import Screen, html, press

HOSTILE = '![x](http://attacker.example/a.png) <img src=x onerror="alert(1)">'
TALK = f"Kami rapat setiap Senin. Belum ada aplikasi bersama. {HOSTILE}"


class Study:
    """Two informants, one of them with three coded passages."""

    def __init__(self, me: Actor) -> None:
        self.me = me
        self.project = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
        self.codes = {code.key: code.id for code in workbench.codebook(me, self.project).codes}
        self.talker, self.silent = Case(uuid4(), "IK-01", f"Ibu {HOSTILE}"), Case(uuid4(), "IK-02")
        workbench.put_cases(me, self.project, [self.talker, self.silent])
        source = Source("W1", TALK, lines=(0,), case=self.talker.id)
        id_ = workbench.import_source(me, self.project, source, 12).id
        assert id_
        self.source = id_
        self.code("K2", "Kami rapat setiap Senin.", HOSTILE)
        self.code("K3", "Belum ada aplikasi bersama.")

    def code(self, key: str, *words: str) -> None:
        wanted = [NewCoding(self.codes[key], TALK.index(one), TALK.index(one) + len(one)) for one in words]
        workbench.code(self.me, self.project, self.source, wanted)

    def lay_out(self) -> None:
        shown = Grid((self.talker.id, self.silent.id), (self.codes["K2"], self.codes["K3"]), {self.talker.id: HOSTILE})
        workbench.put_layout(self.me, self.project, shown)

    def summary(self, key: str, case: UUID | None = None) -> str:
        one = workbench.framework_grid(self.me, self.project).cells[case or self.talker.id, self.codes[key]].cell
        return one.summary if one else ""


@pytest.fixture
def study(me: Actor) -> Study:
    return Study(me)


def open_at(screen: Screen, **asked: str) -> AppTest:
    app = screen("reduction")
    for name, value in {"view": "framework", **asked}.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def open_cell(study: Study, screen: Screen, key: str, case: UUID | None = None) -> AppTest:
    return open_at(screen, case=str(case or study.talker.id), column=str(study.codes[key]))


def write(app: AppTest, words: str) -> None:
    app.text_area[0].set_value(words)


def test_who_has_no_framework_is_proposed_informants_and_codes_that_are_used(study: Study, screen: Screen) -> None:
    app = open_at(screen)
    app = press(app, "Show these")
    laid = workbench.framework_grid(study.me, study.project)
    assert [row.key for row in laid.rows] == ["IK-01", "IK-02"]
    assert [column.key for column in laid.columns] == ["K2", "K3"]
    assert html(app).count("<td>") == 4


def test_without_informants_the_page_says_what_comes_first(study: Study, screen: Screen) -> None:
    for case in (study.talker, study.silent):
        voices = workbench.list_speakers(study.me, study.project, study.source)
        assert not voices
        workbench.edit_source(study.me, study.project, study.source, case=None)
        workbench.remove_case(study.me, study.project, case.id)
    app = open_at(screen)
    assert any("Name your informants first" in block.value for block in app.markdown)
    assert not app.multiselect


def test_the_grid_names_what_is_said_and_not_and_shows_words_as_they_are(study: Study, screen: Screen) -> None:
    study.lay_out()
    page = html(open_at(screen))
    assert "2 excerpts" in page
    assert page.count('<span class="fw-none">not asked</span>') == 2
    assert "<img" not in page
    assert "&lt;img" in page


def test_rows_columns_and_notes_are_changed_in_place(study: Study, screen: Screen) -> None:
    study.lay_out()
    app = open_at(screen)
    app.multiselect[0].set_value([study.silent.id])
    next(box for box in app.text_input if box.label.startswith("Note on K3")).set_value("Inti")
    press(app, "Show these")
    laid = workbench.framework_grid(study.me, study.project)
    assert [row.key for row in laid.rows] == ["IK-02"]
    assert laid.notes == {study.talker.id: HOSTILE, study.codes["K3"]: "Inti"}


def test_a_cell_is_written_beside_its_excerpts_and_the_next_open_one_comes(study: Study, screen: Screen) -> None:
    study.lay_out()
    app = open_cell(study, screen, "K2")
    assert "<mark>Kami rapat setiap Senin.</mark>" in html(app)
    assert "<img" not in html(app)
    write(app, "Rapat tiap Senin.")
    app = press(app, "Save and go on")
    assert study.summary("K2") == "Rapat tiap Senin."
    assert "<mark>Belum ada aplikasi bersama.</mark>" in html(app)
    assert app.text_area[0].value == ""
    write(app, "Belum ada.")
    app = press(app, "Save and go on")
    assert 'class="fw"' in html(app)
    assert study.summary("K3") == "Belum ada."


def test_an_empty_cell_takes_whether_it_was_asked(study: Study, screen: Screen) -> None:
    study.lay_out()
    app = open_cell(study, screen, "K2", study.silent.id)
    app.radio[0].set_value(True)
    app = press(app, "Save and go back")
    assert html(app).count('<span class="fw-none">asked, not said</span>') == 1


def test_a_stale_cell_says_why_in_the_grid_and_when_it_is_opened(study: Study, screen: Screen) -> None:
    study.lay_out()
    workbench.put_cell(study.me, study.project, study.talker.id, study.codes["K3"], "Belum ada.")
    study.code("K3", "Kami rapat setiap Senin.")
    assert "excerpts changed: 1 new" in html(open_at(screen))
    app = open_cell(study, screen, "K3")
    assert "1 new" in app.warning[0].value
    app = press(app, "Save and go back")
    assert "excerpts changed" not in html(app)


def test_an_excerpt_that_came_while_somebody_wrote_leaves_the_cell_stale(study: Study, screen: Screen) -> None:
    study.lay_out()
    app = open_cell(study, screen, "K3")
    study.code("K3", "Kami rapat setiap Senin.")
    write(app, "Belum ada.")
    app = press(app, "Save and go back")
    assert "excerpts changed: 1 new" in html(app)


def test_where_somebody_was_first_both_summaries_stay_on_the_screen(study: Study, screen: Screen) -> None:
    study.lay_out()
    app = open_cell(study, screen, "K3")
    workbench.put_cell(study.me, study.project, study.talker.id, study.codes["K3"], "Dari rekan.")
    write(app, "Punyaku.")
    app = press(app, "Save and go back")
    assert app.error
    assert any(block.value == "Dari rekan." for block in app.text)
    assert app.text_area[0].value == "Punyaku."
    press(app, "Save and go back")
    assert study.summary("K3") == "Punyaku."


def test_an_address_of_a_cell_that_is_not_in_the_grid_opens_the_grid(study: Study, screen: Screen) -> None:
    study.lay_out()
    for at in ("x", str(uuid4()), ""):
        assert 'class="fw"' in html(open_at(screen, case=at, column=at))


def test_a_category_or_theme_is_made_where_the_columns_are_chosen(study: Study, screen: Screen) -> None:
    study.lay_out()
    workbench.put_theme(study.me, study.project, Theme(uuid4(), "Rapat rutin", "category"))
    app = open_at(screen)
    across = next(one for one in app.multiselect if one.label == "Codes or themes")
    across.set_value([*across.value, "rapat  RUTIN", HOSTILE])
    app = press(app, "Show these")
    themes = workbench.list_themes(study.me, study.project)
    assert [(one.name, one.kind) for one in themes] == [("Rapat rutin", "category"), (HOSTILE, "category")]
    columns = [one.id for one in workbench.framework_grid(study.me, study.project).columns]
    assert columns[2:] == [one.id for one in themes]
    assert html(app).count("<td>") == 8
    assert "<img" not in html(app)
    control = next(one for one in app.get("button_group") if one.label == "A name you type anew becomes a")
    control.set_value("theme")
    across = next(one for one in app.multiselect if one.label == "Codes or themes")
    across.set_value([*across.value, "Rapat rutin"])
    press(app, "Show these")
    made = workbench.list_themes(study.me, study.project)
    assert [one.name for one in made if one.kind == "theme"] == ["Rapat rutin"]
