"""The tables of a thesis on their page, and informants from a table, without a browser."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Case, Question, Source
from coding.ui import guide_questions, informants_table
from coding.workbench import Actor, CaseLine
from tests.ui.pages.hands import Screen, html

HOSTILE = '<img src=x onerror="alert(1)">'
CSV = b"Kode;Jenis;Lama kerja\nIK-01;kunci;3,5\nIU-01;utama;2\nIU-02;utama;\n"


@pytest.fixture
def project(me: Actor) -> UUID:
    made = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
    case = Case(uuid4(), "IK-01", attributes={"jenis": "kunci", "alasan": HOSTILE})
    workbench.put_cases(me, made, [case])
    workbench.import_source(me, made, Source("W1", "Kami rapat.\nSetiap Senin.", lines=(0, 12), case=case.id), 4)
    return made


def open_tables(screen: Screen, which: str = "informants") -> AppTest:
    app = screen("reduction")
    app.query_params["view"] = "thesis"
    app.run()
    if which != "informants":
        app.button_group(key="thesis-table").set_value(which).run()
    assert not app.exception
    return app


def keys(me: Actor, project: UUID) -> list[str]:
    return [one.key for one in workbench.list_cases(me, project)]


def test_the_tables_are_there_before_anything_is_coded(project: UUID, screen: Screen) -> None:
    app = open_tables(screen)
    assert "IK-01" in html(app)
    assert HOSTILE not in html(app)
    assert "not defined what these kinds" in app.warning[0].value
    assert len(app.get("download_button")) == 2


def test_the_guide_shows_its_gaps_and_whom_each_code_is_asked_of(me: Actor, project: UUID, screen: Screen) -> None:
    code = workbench.find_code(me, project, "K2").id
    workbench.put_questions(me, project, [Question("Ada rapat?", (code,), ("kunci",))])
    app = open_tables(screen, "grid")
    assert "No question asks for these indicators: K1, K3" in app.warning[0].value.replace("\\", "")
    assert "kunci (IK-01)" in html(app)
    assert [one.value for one in app.subheader] == ["The grid", "Who is asked about what"]


def test_the_focus_is_saved_with_the_questions(me: Actor, project: UUID, screen: Screen) -> None:
    app = open_tables(screen, "grid")
    app.text_input[0].set_value("Integrasi layanan").run()
    next(one for one in app.button if one.label == "Save the questions").click().run()
    assert not app.exception
    assert workbench.interview_guide(me, project).focus == "Integrasi layanan"


def test_a_transcript_is_shown_by_its_lines(project: UUID, screen: Screen) -> None:
    assert "Setiap Senin." in html(open_tables(screen, "transcript"))


def test_questions_come_back_from_the_grid_in_the_order_of_their_numbers() -> None:
    labels = {"K1 Penyertaan": uuid4(), "K2 Dialog": uuid4()}
    many = [Question("Satu?", tuple(labels.values()), ("kunci",)), Question("Dua?", (), (), "Observasi")]
    rows: list[dict[Any, Any]] = guide_questions.frame(many, labels).to_dict("records")
    assert guide_questions.typed(rows, labels) == many
    rows[0]["no"] = 3
    rows.append({"no": None, "words": "Tiga?", "codes": None, "kinds": [" utama "], "technique": None})
    rows.append({"no": 1, "words": " ", "codes": [], "kinds": [], "technique": ""})
    assert guide_questions.typed(rows, labels) == [many[1], many[0], Question("Tiga?", (), ("utama",))]
    assert guide_questions.typed(guide_questions.frame([], labels).to_dict("records"), labels) == []


def upload(app: AppTest, name: str, data: bytes, label: str) -> AppTest:
    field = next(one for one in app.file_uploader if one.label == label)
    field.set_value((name, data, "text/csv")).run()
    assert not app.exception
    return app


FIELD = "A table with the names of its columns in the first row"


def test_questions_from_a_table_are_added_behind_those_on_screen(me: Actor, project: UUID, screen: Screen) -> None:
    workbench.put_questions(me, project, [Question("Satu?")], focus="Fokus")
    app = open_tables(screen, "grid")
    app.text_input[0].set_value("Fokus baru").run()
    upload(app, "q.csv", b"Pertanyaan;Indikator\nDua?;K2\n", FIELD)
    assert "Dua?" in html(app)
    assert len(workbench.interview_guide(me, project).questions) == 1
    app.button(key="take-questions").click().run()
    guide = workbench.interview_guide(me, project)
    assert ([one.words for one in guide.questions], guide.focus) == (["Satu?", "Dua?"], "Fokus baru")


def informants_page(screen: Screen) -> AppTest:
    app = screen("transcript").run()
    app.button_group(key="transcript-view").set_value("informants").run()
    assert not app.exception
    return app


def test_a_table_of_informants_is_looked_at_before_it_is_taken(me: Actor, project: UUID, screen: Screen) -> None:
    app = upload(informants_page(screen), "a.csv", CSV, FIELD)
    assert "Lama kerja" in html(app)
    assert keys(me, project) == ["IK-01"]
    app.button(key="take-cases").click().run()
    [case] = workbench.list_cases(me, project)
    assert case.attributes["lama_kerja"] == "3,5"
    upload(app, "b.csv", b"Kode;Jenis\nIK-01;utama\n", FIELD)
    app.button(key="take-cases").click().run()
    assert not app.exception
    assert app.data_editor[0].value["fact:jenis"].tolist() == ["utama"]


def test_informants_nobody_knows_come_in_only_where_they_are_ticked(me: Actor, project: UUID, screen: Screen) -> None:
    app = upload(informants_page(screen), "a.csv", CSV, FIELD)
    app.checkbox(key="all-cases").check().run()
    app.button(key="take-cases").click().run()
    assert not app.exception
    assert keys(me, project) == ["IK-01", "IU-01", "IU-02"]


def test_a_table_that_cannot_be_used_is_told_on_the_page(me: Actor, project: UUID, screen: Screen) -> None:
    app = upload(informants_page(screen), "a.csv", b"Usia;Nama\n45;Bapak\n", FIELD)
    assert "Kode" in app.error[0].value


def test_a_name_and_a_fact_are_told_apart_among_the_changes() -> None:
    before = Case(uuid4(), "IK-01", "Bapak", {"usia": "45"})
    line = CaseLine(Case(before.id, "IK-01", "Bapak R.", {"usia": "46"}), before)
    assert informants_table.changes([line], {}) == [
        ("IK-01", "Name", "Bapak", "Bapak R."),
        ("IK-01", "Usia", "45", "46"),
    ]
