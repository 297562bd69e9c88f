"""Summary forms: written beside what the program knows, never overwritten unseen, taken back, found, printed."""

import io
from dataclasses import replace
from uuid import uuid4

import docx
import pytest

from coding import workbench
from coding.errors import Conflict, LettersLost, NoSummaries, NotFound, Refused
from coding.model import Basis, FormField, Point, Question, Summary
from coding.workbench import Decided


def write(study, **written):
    version = written.pop("version", None)
    return workbench.put_summary(study.owner, study.id, Summary(study.source.id, **written), version=version)


def stored(study):
    return workbench.summary_of(study.owner, study.id, study.source.id).summary


def point(*codings, text="Rapat itu formalitas", about=None, weight=None):
    return Point(uuid4(), text, about, weight, tuple(Basis(one.id, "") for one in codings))


def test_a_source_without_a_form_has_a_blank_one_with_the_fields_of_its_kind(study):
    form = workbench.summary_of(study.owner, study.id, study.source.id)
    assert form.summary.blank
    assert form.form == "contact"
    assert [one.shape for one in form.fields] == ["text", "questions", "points", "text", "text"]
    workbench.edit_source(study.owner, study.id, study.source.id, kind="document")
    assert workbench.summary_of(study.owner, study.id, study.source.id).form == "document"


def test_a_form_is_stored_with_its_points_and_the_words_they_rest_on(study):
    coding = study.code("K1", 3, 9)
    made = write(
        study,
        texts={"themes": " Rapat ", "next": "  "},
        answers={"Ada rapat?": "Ada"},
        points=(point(coding, about=study.codes["K1"], weight=3),),
    )
    assert made == stored(study)
    assert (made.texts, made.answers, made.version) == ({"themes": "Rapat"}, {"Ada rapat?": "Ada"}, 1)
    assert made.points[0].excerpts == (Basis(coding.id, "Apakah"),)
    assert made.coder == study.owner.id
    assert made.made_at is not None


def test_an_excerpt_that_is_gone_stays_with_its_point_and_no_other_can_be_named(study):
    coding = study.code("K1", 3, 9)
    made = write(study, points=(point(coding),))
    workbench.uncode(study.owner, study.id, [coding.id])
    again = write(study, texts={"themes": "Rapat"}, points=made.points, version=1)
    assert again.points[0].excerpts == (Basis(coding.id, "Apakah"),)
    other = study.code("K1", 3, 9, source=study.add_source("W2").id)
    with pytest.raises(NotFound):
        write(study, points=(point(other),))
    with pytest.raises(NotFound):
        write(study, points=(point(about=uuid4()),))
    with pytest.raises(Refused):
        write(study, points=(point(weight=101),))


def test_a_second_writer_is_told_and_nothing_is_lost(study):
    write(study, texts={"themes": "Rapat"}, version=0)
    rina = study.member("Rina")
    late = Summary(study.source.id, {"themes": "Formalitas"})
    with pytest.raises(Conflict) as refused:
        workbench.put_summary(rina, study.id, late, version=0)
    assert refused.value.theirs["texts"] == {"themes": "Rapat"}
    assert stored(study).texts == {"themes": "Rapat"}
    workbench.put_summary(rina, study.id, late, version=1)
    assert stored(study).coder == rina.id


def test_undo_and_redo_carry_a_form_through_writing_changing_and_taking_away(study):
    write(study, texts={"themes": "lama"})
    write(study, texts={"themes": "baru"}, version=1)
    workbench.undo(study.owner, study.id)
    assert stored(study).texts == {"themes": "lama"}
    workbench.redo(study.owner, study.id)
    assert stored(study).texts == {"themes": "baru"}
    workbench.drop_summary(study.owner, study.id, study.source.id)
    assert stored(study).blank
    workbench.undo(study.owner, study.id)
    assert stored(study).texts == {"themes": "baru"}


def test_a_form_emptied_is_none_and_can_be_written_again(study):
    write(study, texts={"themes": "Rapat"}, version=0)
    assert write(study, texts={"themes": " "}, version=1).version == 0
    assert workbench.count_summaries(study.owner, study.id) == (0, 1)
    assert write(study, texts={"themes": "Lagi"}, version=0).texts == {"themes": "Lagi"}
    assert workbench.count_summaries(study.owner, study.id) == (1, 1)


def test_words_that_no_database_holds_are_refused(study):
    with pytest.raises(LettersLost):
        write(study, texts={"themes": "a\0b"})
    with pytest.raises(LettersLost):
        write(study, points=(point(text="\ud800"),))


def test_the_form_of_a_removed_source_goes_and_comes_with_it(study):
    write(study, texts={"themes": "Rapat"})
    workbench.remove_source(study.owner, study.id, study.source.id)
    assert workbench.count_summaries(study.owner, study.id) == (0, 0)
    with pytest.raises(NotFound):
        write(study, texts={"themes": "Lagi"})
    workbench.undo(study.owner, study.id)
    assert stored(study).texts == {"themes": "Rapat"}


def test_the_list_names_who_wrote_and_is_searched_by_words(study):
    case = study.add_case("IK-01")
    study.add_source("W2", case=case.id)
    study.add_source("W3")
    write(study, texts={"themes": "Élite desa"}, points=(point(text="Rapat bulanan"),))
    lines = workbench.list_summaries(study.owner, study.id)
    assert [(one.name, bool(one.coder)) for one in lines] == [("W1", True), ("W2", False), ("W3", False)]
    assert lines[1].informants == ("IK-01",)
    assert [one.name for one in workbench.list_summaries(study.owner, study.id, limit=1, offset=1)] == ["W2"]
    for words in ("élite", "BULANAN"):
        assert [one.name for one in workbench.list_summaries(study.owner, study.id, words)] == ["W1"]
    assert workbench.list_summaries(study.owner, study.id, "%") == []


def test_excerpts_that_were_kept_come_first_and_those_set_aside_last(study):
    first, second, third = (study.code(key, 3, 9) for key in ("K1", "K2", "K3"))
    decided = [Decided(third.id, "kept"), Decided(first.id, "aside", reason="Umum")]
    workbench.reduce(study.owner, study.id, decided)
    found = workbench.summary_excerpts(study.owner, study.id, study.source.id)
    assert [one.excerpt.coding.id for one in found] == [third.id, second.id, first.id]


def test_the_fields_of_a_form_are_the_projects_own_and_words_stay_with_them(study):
    write(study, texts={"themes": "Rapat", "next": "Anggaran?"})
    form = workbench.summary_of(study.owner, study.id, study.source.id)
    wanted = [replace(form.fields[0], label=" Tema   utama "), FormField("", "Suasana"), FormField("", " ")]
    workbench.put_summary_fields(study.owner, study.id, "contact", wanted, version=form.version)
    form = workbench.summary_of(study.owner, study.id, study.source.id)
    assert [(one.label, one.shape) for one in form.fields] == [("Tema utama", "text"), ("Suasana", "text")]
    assert form.fields[0].key == "themes"
    assert form.fields[1].key
    assert form.summary.texts["next"] == "Anggaran?"
    with pytest.raises(Conflict):
        workbench.put_summary_fields(study.owner, study.id, "contact", wanted, version=1)
    with pytest.raises(Refused):
        workbench.put_summary_fields(study.owner, study.id, "contact", [FormField("", n, "points") for n in "ab"])
    workbench.put_summary_fields(study.owner, study.id, "contact", [])
    assert len(workbench.summary_of(study.owner, study.id, study.source.id).fields) == 5


# -- taken away -----------------------------------------------------------------------------------


def printed(study, source=None):
    document = docx.Document(io.BytesIO(workbench.export_summaries(study.owner, study.id, source)))
    tables = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return [one.text for one in document.paragraphs], tables


def test_a_form_is_printed_with_what_it_rests_on(study):
    coding = study.code("K1", 3, 9)
    workbench.put_questions(study.owner, study.id, [Question("Ada rapat?"), Question("Siapa hadir?")])
    write(
        study,
        texts={"themes": "Rapat\nFormalitas", "old": "Tetap ada"},
        answers={"Ada rapat?": "Ada", "Sudah dihapus?": "Ya"},
        points=(point(coding, about=study.codes["K1"], weight=2),),
    )
    paragraphs, tables = printed(study)
    assert paragraphs[0] == "Lembar Ringkasan Kontak"
    at = paragraphs.index("Isu atau tema pokok dari kontak ini")
    assert paragraphs[at + 1 : at + 3] == ["Rapat", "Formalitas"]
    assert paragraphs[paragraphs.index("Yang mengejutkan atau di luar dugaan") + 1] == "(belum diisi)"
    assert paragraphs[paragraphs.index("Isian lain") + 1] == "Tetap ada"
    assert ["Sumber", "W1"] in tables
    assert ["Pengodean per kode", "K1 (1)"] in tables
    assert ["1", "Ada rapat?", "Ada"] in tables
    assert ["2", "Siapa hadir?", ""] in tables
    assert ["3", "Sudah dihapus?", "Ya"] in tables
    assert ["1", "Rapat itu formalitas", "K1 Kode K1", "2", "“Apakah” (K1, baris 1)"] in tables
    workbench.uncode(study.owner, study.id, [coding.id])
    assert printed(study)[1][-1][-1] == "“Apakah” (tidak lagi dikodekan)"


def test_without_any_form_there_is_nothing_to_print_but_a_blank_one_of_a_source(study):
    with pytest.raises(NoSummaries):
        printed(study)
    assert printed(study, study.source.id)[0].count("(belum diisi)") == 5
    with pytest.raises(NotFound):
        printed(study, uuid4())


def test_all_forms_stand_in_one_document_each_under_the_title_of_its_kind(study):
    paper = study.add_source("Surat")
    workbench.edit_source(study.owner, study.id, paper.id, kind="document")
    write(study, texts={"themes": "Rapat"})
    workbench.put_summary(study.owner, study.id, Summary(paper.id, {"name": "Surat edaran"}))
    titles = [one for one in printed(study)[0] if one.startswith("Lembar")]
    assert titles == ["Lembar Ringkasan Kontak", "Lembar Ringkasan Dokumen"]
