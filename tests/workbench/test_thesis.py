"""The tables of a thesis, from a study as it is stored."""

import io
from typing import Any
from uuid import uuid4

import docx
import openpyxl
import pytest

from coding import workbench
from coding.errors import Conflict, NotFound
from coding.model import Attribute, Question


def sheets(study: Any, which: Any, **how: Any) -> list[list[list[Any]]]:
    data = workbench.export_thesis_table(study.owner, study.id, which, format="xlsx", **how)
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets]


def document(study: Any, which: Any, **how: Any) -> docx.document.Document:
    return docx.Document(io.BytesIO(workbench.export_thesis_table(study.owner, study.id, which, **how)))


def tied(study: Any) -> Any:
    """A second source, with an informant of its own."""
    case = study.add_case("IK-01", jenis="kunci", instansi="DPMPTSP")
    workbench.put_attributes(study.owner, study.id, [Attribute(uuid4(), "jenis", "Jenis", {"kunci": "memimpin"})])
    return study.add_source("W2", case=case.id)


def test_the_table_of_informants_tells_what_is_missing_in_it(study: Any) -> None:
    tied(study)
    laid = workbench.informant_table(study.owner, study.id)
    assert [row[:4] for row in laid.rows] == [(1, "IK-01", "kunci", "DPMPTSP")]
    assert [str(gap) for gap in laid.gaps] == ["These interviews belong to no informant: W1."]
    table, about = sheets(study, "informants")
    assert table[0][1] == "Kode informan"
    assert table[1][:4] == [1, "IK-01", "kunci", "DPMPTSP"]
    assert about[0] == ["Proyek", "Studi"]
    assert document(study, "informants").tables[0].cell(1, 1).text == "IK-01"


def test_questions_are_kept_in_their_order_and_taken_back_by_undo(study: Any) -> None:
    first, second = Question("Ada rapat?", (study.codes["K1"],), ("kunci",)), Question("Lain?")
    workbench.put_questions(study.owner, study.id, [first, Question(" "), second], focus=" Integrasi  layanan ")
    guide = workbench.interview_guide(study.owner, study.id)
    assert (guide.questions, guide.focus) == ((first, second), "Integrasi layanan")
    workbench.undo(study.owner, study.id)
    assert workbench.interview_guide(study.owner, study.id).questions == ()


def test_questions_do_not_overwrite_what_somebody_else_changed_meanwhile(study: Any) -> None:
    seen = workbench.interview_guide(study.owner, study.id).version
    workbench.put_questions(study.owner, study.id, [Question("Milik mereka?")], version=seen)
    with pytest.raises(Conflict):
        workbench.put_questions(study.owner, study.id, [Question("Milik saya?")], version=seen)
    [kept] = workbench.interview_guide(study.owner, study.id).questions
    assert kept.words == "Milik mereka?"


def test_other_settings_stay_when_questions_are_kept(study: Any) -> None:
    workbench.put_reasons(study.owner, study.id, ["Di luar fokus"])
    workbench.put_questions(study.owner, study.id, [Question("Ada rapat?")])
    assert workbench.project(study.owner, study.id).settings["reduction_reasons"] == ["Di luar fokus"]


def test_the_grid_names_the_gaps_and_comes_with_its_questions(study: Any) -> None:
    tied(study)
    workbench.put_questions(study.owner, study.id, [Question("=Ada rapat?", (study.codes["K1"],), ("kunci",))])
    laid = workbench.guide_table(study.owner, study.id)
    assert laid.rows[0] == (1, "", "Koordinasi", "K1 Kode K1", "kunci (IK-01)", "Wawancara", "1", 1)
    assert [str(gap) for gap in laid.gaps] == ["No question asks for these indicators: K2, K3."]
    table, about = sheets(study, "grid")
    assert table[1][3:5] == ["K1 Kode K1", "kunci (IK-01)"]
    assert about[-1] == ["1", "=Ada rapat?"]
    [_grid, questions] = document(study, "grid").tables
    assert [cell.text for cell in questions.rows[1].cells] == ["1", "=Ada rapat?", "K1", "kunci"]


def test_without_questions_the_grid_comes_alone(study: Any) -> None:
    assert len(document(study, "grid").tables) == 1


def test_the_kinds_of_informants_are_those_declared_and_those_that_somebody_is(study: Any) -> None:
    tied(study)
    study.add_case("IU-01", jenis="utama")
    study.add_case("IK-02", jenis="Kunci")
    assert workbench.informant_kinds(study.owner, study.id) == ["kunci", "utama"]


def test_transcripts_come_all_together_or_one_alone(study: Any) -> None:
    second = tied(study)
    assert workbench.transcript_table(study.owner, study.id, second.id).rows[1][:2] == (2, "IK-01")
    made = document(study, "transcript")
    assert [one.text for one in made.paragraphs][:3] == [
        "Transkrip Wawancara W1",
        "Transkrip Wawancara W2",
        "Kode informan: IK-01",
    ]
    together = sheets(study, "transcript")[0]
    assert together[0] == ["Sumber", "No baris", "Pelaku", "Ujaran"]
    assert [row[0] for row in together[1:]] == ["Transkrip Wawancara W1"] * 2 + ["Transkrip Wawancara W2"] * 2
    alone, about = sheets(study, "transcript", source=second.id)
    assert alone[1] == [1, "P", "P: Apakah ada rapat bersama?"]
    assert about[-1] == ["Kode informan", "IK-01"]
    assert len(document(study, "transcript", source=second.id).tables) == 1
    with pytest.raises(NotFound):
        workbench.export_thesis_table(study.owner, study.id, "transcript", source=uuid4())


def test_a_study_without_anything_has_empty_tables(study: Any) -> None:
    workbench.remove_source(study.owner, study.id, study.source.id)
    assert sheets(study, "transcript")[0] == [] or sheets(study, "transcript")[0][0] == [None]
    assert len(document(study, "transcript").tables) == 0
    assert len(sheets(study, "informants")[0]) == 1


def test_the_focus_stands_once_beside_all_its_indicators_in_word_and_in_a_spreadsheet(study: Any) -> None:
    workbench.put_questions(study.owner, study.id, [Question("Ada rapat?")], focus="_x0041_ layanan")
    rows = workbench.guide_table(study.owner, study.id).rows
    grid = document(study, "grid").tables[0]
    focus = [row._tr.tc_lst[1] for row in grid.rows[1:]]
    assert [cell.vMerge for cell in focus] == ["restart", *["continue"] * (len(rows) - 1)]
    assert [len(cell.p_lst) for cell in focus] == [1] * len(rows)
    assert {cell.text for cell in grid.columns[1].cells[1:]} == {"_x0041_ layanan"}
    data = workbench.export_thesis_table(study.owner, study.id, "grid", format="xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(data), rich_text=True).worksheets[0]
    assert f"B2:B{len(rows) + 1}" in {str(one) for one in sheet.merged_cells.ranges}
    assert str(sheet["B2"].value) == "_x0041_ layanan"
    assert [sheet.cell(at, 4).value for at in range(2, len(rows) + 2)] == [row[3] for row in rows]
