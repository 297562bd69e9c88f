"""The framework grid: what is said, asked or not asked, and whether a summary still rests on what it did."""

import io
from uuid import uuid4

import docx
import openpyxl
import pytest

from coding import workbench
from coding.errors import Conflict, NotAllowed, NotFound, UndoBlocked
from coding.model import Grid, Question, Theme
from coding.reduction.framework import Changed

LATER = "IK-01: Ada rapat lain."


@pytest.fixture
def case(study):
    """An informant with a source of their own, K1 said in it once."""
    one = study.add_case("IK-07", jenis="kunci")
    source = study.add_source("W7", case=one.id)
    study.code("K1", 36, 41, source=source.id)
    return one, source


@pytest.fixture
def grid(study, case):
    """IK-07 and somebody nobody has talked to, by K1 and K2."""
    silent = study.add_case("IK-08", jenis="ahli")
    put = Grid((case[0].id, silent.id), (study.codes["K1"], study.codes["K2"]))
    workbench.put_layout(study.owner, study.id, put)
    return case[0].id, silent.id


def laid(study):
    return workbench.framework_grid(study.owner, study.id)


def cell(study, case, key="K1"):
    return laid(study).cells[case, study.codes[key]]


def write(study, case, summary="Ada rapat.", key="K1", **facts):
    workbench.put_cell(study.owner, study.id, case, study.codes[key], summary, **facts)


def test_a_grid_shows_the_chosen_rows_and_columns_in_their_order_with_notes(study, grid):
    one, silent = grid
    order = (study.codes["K2"], study.codes["K1"])
    workbench.put_layout(study.owner, study.id, Grid((silent, one), order, {one: " Kunci ", silent: " "}))
    shown = laid(study)
    assert [row.key for row in shown.rows] == ["IK-08", "IK-07"]
    assert [column.key for column in shown.columns] == ["K2", "K1"]
    assert shown.notes == {one: "Kunci"}


def test_two_people_who_lay_out_at_once_are_told(study, grid):
    version = laid(study).version
    workbench.put_layout(study.owner, study.id, Grid(), version=version)
    with pytest.raises(Conflict):
        workbench.put_layout(study.owner, study.id, Grid(grid), version=version)


def test_what_is_gone_stands_in_no_row_or_column(study, grid):
    workbench.remove_case(study.owner, study.id, grid[1])
    workbench.remove_code(study.owner, study.id, study.codes["K2"])
    shown = laid(study)
    assert ([row.key for row in shown.rows], [one.key for one in shown.columns]) == (["IK-07"], ["K1"])


def test_a_cell_tells_said_and_asked_and_not_asked(study, grid):
    one, silent = grid
    assert (cell(study, one).said, len(cell(study, one).basis)) == ("said", 1)
    assert cell(study, one, "K2").said == "not asked"
    workbench.put_questions(study.owner, study.id, [Question("Ada?", (study.codes["K2"],), ("kunci",))])
    assert (cell(study, one, "K2").said, cell(study, silent, "K2").said) == ("asked", "not asked")


def test_what_somebody_noted_of_a_question_outdoes_the_guide_but_not_an_excerpt(study, grid):
    one, silent = grid
    write(study, silent, "", asked=True)
    write(study, one, "", asked=False)
    assert (cell(study, silent).said, cell(study, one).said) == ("asked", "said")


def test_a_group_counts_what_stands_under_it(study, grid):
    group = next(code for code in workbench.codebook(study.owner, study.id).codes if not code.codable)
    workbench.put_layout(study.owner, study.id, Grid(grid, (group.id,)))
    assert len(laid(study).cells[grid[0], group.id].basis) == 1


def test_a_theme_gathers_the_statements_of_its_categories_but_nothing_set_aside(study, grid, case):
    theme, category = Theme(uuid4(), "Koordinasi", "theme"), Theme(uuid4(), "Rapat")
    workbench.put_theme(study.owner, study.id, theme)
    workbench.put_theme(study.owner, study.id, Theme(category.id, "Rapat", parent=theme.id))
    aside = study.code("K1", 42, 47, source=case[1].id)
    [first, _] = study.codings(case[1].id)
    kept = workbench.Decided(first.id, "kept", "Ada rapat.", category=category.id)
    gone = workbench.Decided(aside.id, "aside", reason="Umum", category=category.id)
    workbench.reduce(study.owner, study.id, [kept, gone])
    workbench.put_layout(study.owner, study.id, Grid(grid, (theme.id,)))
    assert [one.coding for one in laid(study).cells[grid[0], theme.id].basis] == [first.id]
    workbench.put_cell(study.owner, study.id, grid[0], theme.id, "Mereka rapat.")
    assert laid(study).cells[grid[0], theme.id].cell.summary == "Mereka rapat."
    [line] = workbench.cell_excerpts(study.owner, study.id, grid[0], theme.id)
    assert (line.excerpt.coding.id, line.reduction.statement) == (first.id, "Ada rapat.")


def test_a_summary_is_stale_when_an_excerpt_came_went_or_was_qualified_anew(study, grid, case):
    one, source = grid[0], case[1].id
    write(study, one)
    assert not cell(study, one).changed
    added = study.code("K1", 48, 53, source=source)
    assert cell(study, one).changed == Changed(added=1)
    workbench.uncode(study.owner, study.id, [added.id])
    assert not cell(study, one).changed
    [first] = study.codings(source)
    workbench.qualify(study.owner, study.id, [first.id], {"status": "absent"})
    assert cell(study, one).changed == Changed(requalified=1)
    workbench.resize(study.owner, study.id, first.id, 36, 47)
    assert cell(study, one).changed == Changed(reworded=1)
    workbench.uncode(study.owner, study.id, [first.id])
    assert cell(study, one).changed == Changed(gone=1)
    write(study, one, "Tidak lagi.")
    assert not cell(study, one).changed


def test_a_memo_on_an_excerpt_or_another_cells_excerpt_makes_no_summary_stale(study, grid, case):
    write(study, grid[0])
    [first] = study.codings(case[1].id)
    workbench.memo(study.owner, study.id, first.id, "catatan")
    study.code("K2", 36, 41, source=case[1].id)
    study.code("K1", 3, 9)
    assert not cell(study, grid[0]).changed


def test_a_summary_rests_only_on_what_its_writer_had_seen(study, grid, case):
    [first] = study.codings(case[1].id)
    study.code("K1", 48, 53, source=case[1].id)
    write(study, grid[0], seen=[first.id])
    assert cell(study, grid[0]).changed == Changed(added=1)


def test_an_excerpt_belongs_to_who_speaks_it_not_to_the_sources_informant(study, case, source_builder):
    other = study.add_case("IK-09")
    talk = source_builder("FGD", LATER, other.id)
    source = workbench.import_source(study.owner, study.id, talk, 4)
    voice = workbench.list_speakers(study.owner, study.id, source.id)[0]
    workbench.edit_speaker(study.owner, study.id, source.id, voice.id, {"case": case[0].id})
    study.code("K2", 7, 16, source=source.id)
    workbench.put_layout(study.owner, study.id, Grid((case[0].id, other.id), (study.codes["K2"],)))
    assert [len(cell(study, one.id, "K2").basis) for one in (case[0], other)] == [1, 0]


def test_two_people_in_one_cell_are_told_of_each_other(study, grid):
    write(study, grid[0], version=0)
    with pytest.raises(Conflict):
        write(study, grid[0], "Lain.", version=0)
    write(study, grid[0], "Lain.", version=1)
    assert cell(study, grid[0]).cell.summary == "Lain."


def test_a_cell_is_taken_back_and_done_again_and_written_anew_as_the_same_row(study, grid):
    write(study, grid[0])
    first = cell(study, grid[0]).cell.id
    workbench.undo(study.owner, study.id)
    assert cell(study, grid[0]).cell is None
    workbench.redo(study.owner, study.id)
    assert cell(study, grid[0]).cell.summary == "Ada rapat."
    workbench.undo(study.owner, study.id)
    write(study, grid[0], "Baru.", version=0)
    assert (cell(study, grid[0]).cell.id, cell(study, grid[0]).cell.summary) == (first, "Baru.")


def test_a_cell_does_not_come_back_where_its_code_is_gone(study, grid):
    write(study, grid[0], key="K2")
    workbench.undo(study.owner, study.id)
    other = study.member("Rina")
    workbench.remove_code(other, study.id, study.codes["K2"])
    with pytest.raises(UndoBlocked):
        workbench.redo(study.owner, study.id)


def test_a_cell_of_nobody_or_nothing_is_refused(study, grid):
    with pytest.raises(NotFound):
        write(study, uuid4())
    with pytest.raises(NotFound):
        workbench.put_cell(study.owner, study.id, grid[0], uuid4(), "x")
    with pytest.raises(NotAllowed):
        workbench.put_cell(study.member("Tamu", "reader"), study.id, grid[0], study.codes["K1"], "x")


def test_the_grid_is_taken_away_with_what_was_asked_in_its_empty_cells(study, grid, case):
    one, silent = grid
    write(study, one, "Ada\nrapat.")
    write(study, silent, "", asked=True)
    study.code("K2", 36, 41, source=case[1].id)
    study.code("K1", 48, 53, source=case[1].id)
    notes = {one: "Kepala", study.codes["K1"]: "Utama"}
    workbench.put_layout(study.owner, study.id, Grid(grid, (study.codes["K1"], study.codes["K2"]), notes))
    expected = [
        ["Informan", "K1 Kode K1\nUtama", "K2 Kode K2"],
        ["IK-07\nKepala", "Ada\nrapat. *", "(belum dirangkum: 1 kutipan)"],
        ["IK-08", "(ditanyakan, tidak muncul)", "(tidak ditanyakan)"],
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(workbench.export_framework(study.owner, study.id))).worksheets[0]
    assert [list(row) for row in sheet.values] == expected
    document = docx.Document(io.BytesIO(workbench.export_framework(study.owner, study.id, format="docx")))
    assert [[each.text for each in row.cells] for row in document.tables[0].rows] == expected
    section = document.sections[0]
    assert section.page_width > section.page_height
    assert document.paragraphs[-1].text.startswith("* Kutipannya berubah")
