"""The ledger of the reduction: what is decided about each coding, and what that rests on."""

import io
from dataclasses import replace
from uuid import uuid4

import docx
import openpyxl
import pytest

from coding import reduction, workbench
from coding.errors import (
    Conflict,
    MergedAcrossCodes,
    MergedInCircle,
    MergedWithAside,
    NameMissing,
    NameTaken,
    NotFound,
    ReasonMissing,
    ThemeInUse,
    UndoBlocked,
)
from coding.model import LedgerCount, Query, Theme
from coding.workbench import Decided


@pytest.fixture
def three(study):
    """Three passages coded K1, in the order of the text."""
    return [study.code("K1", *span).id for span in ((3, 9), (36, 41), (48, 53))]


def decide(study, *wanted, by=None):
    workbench.reduce(by or study.owner, study.id, wanted)


def ledger(study, **asked):
    return workbench.ledger_page(study.owner, study.id, Query(), **asked)


def decisions(study):
    return [one.reduction.decision if one.reduction else None for one in ledger(study)]


def category(study, name="Rapat", **facts):
    one = Theme(uuid4(), name, **facts)
    workbench.put_theme(study.owner, study.id, one)
    return one.id


def test_every_excerpt_stands_in_the_ledger_before_and_after_it_is_decided(study, three):
    assert decisions(study) == [None, None, None]
    decide(study, Decided(three[0], "kept", " Ada rapat. "), Decided(three[1], "aside", reason="Terlalu  umum"))
    first, second, third = ledger(study)
    assert (first.reduction.statement, first.reduction.quote) == ("Ada rapat.", first.excerpt.coding.quote)
    assert (second.reduction.decision, second.reduction.reason) == ("aside", "Terlalu umum")
    assert third.reduction is None


def test_the_ledger_narrows_to_a_state_and_is_read_by_the_page(study, three):
    decide(study, Decided(three[0], "kept"), Decided(three[1], "merged", into=three[0]))

    def ids(**asked):
        return [one.excerpt.coding.id for one in ledger(study, **asked)]

    assert ids(state="undecided") == three[2:]
    assert ids(state="decided") == three[:2]
    assert ids(state="merged") == [three[1]]
    assert ids(limit=1, offset=1) == [three[1]]
    assert ids(state="aside") == ids(state="stale") == []
    lines = workbench.ledger_lines(study.owner, study.id, [three[2], uuid4(), three[0]])
    assert [one.excerpt.coding.id for one in lines] == [three[2], three[0]]


def test_several_decisions_are_one_act_and_undo_takes_all_of_them_back(study, three):
    decide(study, *(Decided(one, "kept") for one in three))
    workbench.undo(study.owner, study.id)
    assert decisions(study) == [None, None, None]
    workbench.redo(study.owner, study.id)
    assert decisions(study) == ["kept", "kept", "kept"]


def test_a_decision_taken_back_and_made_again_can_be_undone_step_by_step(study, three):
    decide(study, Decided(three[0], "kept", "eins"))
    decide(study, Decided(three[0], None))
    decide(study, Decided(three[0], "aside", reason="umum"))
    assert decisions(study)[0] == "aside"
    for expected in (None, "kept", None):
        workbench.undo(study.owner, study.id)
        assert decisions(study)[0] == expected


def test_who_was_first_is_told_and_nothing_is_overwritten(study, three):
    rina = study.member("Rina")
    decide(study, Decided(three[0], "kept", "Kata pemilik", version=0))
    with pytest.raises(Conflict, match=study.owner.coder.name):
        decide(study, Decided(three[0], "kept", "Kata Rina", version=0), by=rina)
    version = ledger(study)[0].reduction.version
    decide(study, Decided(three[0], "kept", "Kata Rina", version=version), by=rina)
    with pytest.raises(Conflict, match="Rina"):
        decide(study, Decided(three[0], None, version=version))
    with pytest.raises(UndoBlocked, match="Rina"):
        workbench.undo(study.owner, study.id)
    decide(study, Decided(three[0], None))
    with pytest.raises(Conflict):
        decide(study, Decided(three[0], "kept", "spät", version=version + 1), by=rina)


def test_setting_aside_needs_a_reason(study, three):
    with pytest.raises(ReasonMissing):
        decide(study, Decided(three[0], "aside", reason="  "))
    assert decisions(study) == [None, None, None]


def test_a_passage_merges_with_one_of_its_code_only_and_never_with_itself(study, three):
    other = study.code("K2", 3, 9).id
    with pytest.raises(MergedAcrossCodes):
        decide(study, Decided(three[0], "merged", into=other))
    with pytest.raises(MergedInCircle):
        decide(study, Decided(three[0], "merged", into=three[0]))
    with pytest.raises(MergedInCircle):
        decide(study, Decided(three[0], "merged", into=three[1]), Decided(three[1], "merged", into=three[0]))
    decide(study, Decided(three[0], "aside", reason="umum"))
    with pytest.raises(MergedWithAside):
        decide(study, Decided(three[1], "merged", into=three[0]))
    with pytest.raises(NotFound):
        decide(study, Decided(three[1], "merged", into=uuid4()))
    with pytest.raises(NotFound):
        decide(study, Decided(uuid4(), "kept"))


def test_what_was_merged_with_a_passage_goes_along_when_that_is_merged_itself(study, three):
    decide(study, Decided(three[1], "kept"), Decided(three[2], "merged", into=three[1]))
    decide(study, Decided(three[1], "merged", into=three[0]))
    assert [one.reduction.into for one in ledger(study)[1:]] == [three[0], three[0]]
    decide(study, Decided(three[2], "merged", into=three[1]))
    assert ledger(study)[2].reduction.into == three[0]
    with pytest.raises(MergedInCircle):
        decide(study, Decided(three[0], "merged", into=three[2]))


def test_a_decision_is_stale_once_its_words_or_its_code_are_others_and_fresh_when_they_are_back(study, three):
    decide(study, *(Decided(one, "kept") for one in three[:2]), Decided(three[2], "merged", into=three[1]))

    def stale():
        by_rule = [one.stale for one in ledger(study)]
        assert [one.excerpt.coding.id for one in ledger(study, state="stale")] == [
            coding for coding, is_stale in zip(three, by_rule, strict=True) if is_stale
        ]
        assert [is_stale for _, _, is_stale in workbench.ledger_order(study.owner, study.id, Query())] == by_rule
        return by_rule

    assert stale() == [False, False, False]
    workbench.memo(study.owner, study.id, three[0], "catatan")
    assert stale() == [False, False, False]
    workbench.resize(study.owner, study.id, three[0], 3, 12)
    assert stale() == [True, False, False]
    workbench.undo(study.owner, study.id)
    assert stale() == [False, False, False]
    workbench.recode(study.owner, study.id, three[1], study.codes["K2"])
    assert stale() == [False, True, True]
    workbench.undo(study.owner, study.id)
    decide(study, Decided(three[1], "aside", reason="umum"))
    assert stale() == [False, False, True]
    workbench.undo(study.owner, study.id)
    workbench.uncode(study.owner, study.id, [three[1]])
    assert [one.stale for one in ledger(study)] == [False, True]


def test_a_coding_that_is_taken_away_takes_its_decision_along_and_brings_it_back(study, three):
    decide(study, Decided(three[0], "kept", "Ada rapat."))
    workbench.uncode(study.owner, study.id, [three[0]])
    assert decisions(study) == [None, None]
    workbench.undo(study.owner, study.id)
    assert ledger(study)[0].reduction.statement == "Ada rapat."


def test_statements_stand_in_categories_and_categories_in_themes(study, three):
    theme = category(study, "Koordinasi", kind="theme")
    rapat = category(study, "Rapat", parent=theme)
    decide(study, Decided(three[0], "kept", category=rapat))
    assert [(one.name, one.kind) for one in workbench.list_themes(study.owner, study.id)] == [
        ("Koordinasi", "theme"),
        ("Rapat", "category"),
    ]
    assert ledger(study)[0].reduction.category == rapat
    for used in (theme, rapat):
        with pytest.raises(ThemeInUse, match="1"):
            workbench.drop_theme(study.owner, study.id, used)
    with pytest.raises(NotFound):
        decide(study, Decided(three[1], "kept", category=theme))
    decide(study, Decided(three[0], "kept"))
    workbench.drop_theme(study.owner, study.id, rapat)
    with pytest.raises(NotFound):
        workbench.drop_theme(study.owner, study.id, rapat)
    with pytest.raises(NotFound):
        category(study, "Lain", parent=rapat)


def test_names_of_categories_are_there_once_and_never_empty(study):
    first = category(study, "Rapat  rutin")
    category(study, "Rapat rutin", kind="theme")
    with pytest.raises(NameTaken):
        category(study, "RAPAT rutin")
    with pytest.raises(NameMissing):
        category(study, " ")
    stored = next(one for one in workbench.list_themes(study.owner, study.id) if one.id == first)
    workbench.put_theme(study.owner, study.id, replace(stored, name="Rapat bulanan"), version=stored.version)
    with pytest.raises(Conflict):
        workbench.put_theme(study.owner, study.id, replace(stored, name="Rapat"), version=stored.version)


def test_making_a_category_is_not_undone_while_a_statement_of_another_stands_in_it(study, three):
    rapat = category(study)
    rina = study.member("Rina")
    decide(study, Decided(three[0], "kept", category=rapat), by=rina)
    with pytest.raises(UndoBlocked):
        workbench.undo(study.owner, study.id)


def test_a_decision_does_not_come_back_into_a_category_that_is_gone(study, three):
    rapat = category(study)
    rina = study.member("Rina")
    decide(study, Decided(three[0], "kept", category=rapat), by=rina)
    decide(study, Decided(three[0], None), by=rina)
    workbench.drop_theme(study.owner, study.id, rapat)
    with pytest.raises(UndoBlocked):
        workbench.undo(rina, study.id)


def test_a_name_taken_meanwhile_keeps_a_category_from_coming_back(study):
    rapat = category(study)
    workbench.drop_theme(study.owner, study.id, rapat)
    rina = study.member("Rina")
    workbench.put_theme(rina, study.id, Theme(uuid4(), "rapat"))
    with pytest.raises(NameTaken):
        workbench.undo(study.owner, study.id)


def test_reasons_are_the_projects_own_and_the_usual_ones_where_it_has_none(study):
    def reasons():
        return reduction.reasons(workbench.project(study.owner, study.id).settings)

    usual = reasons()
    assert "Terlalu umum" in usual
    workbench.put_reasons(study.owner, study.id, [" Di luar  fokus ", "", "Di luar fokus", "Basa-basi"])
    assert reasons() == ("Di luar fokus", "Basa-basi")
    workbench.put_reasons(study.owner, study.id, [])
    assert reasons() == usual


def test_words_are_counted_by_code_informant_and_decision(study):
    case = study.add_case("IK-01")
    source = study.add_source("W2", case=case.id)
    first = study.code("K1", 36, 46, source=source.id).id
    second = study.code("K1", 48, 53, source=source.id).id
    study.code("K1", 54, 60, source=source.id)
    other = study.code("K2", 3, 16).id
    decide(study, Decided(first, "kept", "Rapat ada di sini"), Decided(second, "merged", into=first))
    decide(study, Decided(other, "aside", reason="umum"))
    k1, k2 = study.codes["K1"], study.codes["K2"]
    found = set(workbench.compression(study.owner, study.id, Query()))
    assert found == {
        LedgerCount(k1, "IK-01", None, 1),
        LedgerCount(k1, "IK-01", "kept", 1, 2, 4),
        LedgerCount(k1, "IK-01", "merged", 1, 2, 0),
        LedgerCount(k2, None, "aside", 1, 3, 0),
    }
    workbench.resize(study.owner, study.id, other, 3, 9)
    [count] = workbench.compression(study.owner, study.id, Query(codes=(k2,)))
    assert (count.words, count.stale) == (3, 1)


def test_a_sample_of_what_was_set_aside_is_the_same_for_the_same_seed(study):
    ids = [study.code("K1", start, start + 3).id for start in range(3, 33)]
    decide(study, *(Decided(one, "aside", reason="umum") for one in ids[:20]))
    decide(study, *(Decided(one, "kept") for one in ids[20:]))

    def drawn(seed, size=5):
        lines = workbench.aside_sample(study.owner, study.id, Query(), size=size, seed=seed)
        assert all(one.reduction.decision == "aside" for one in lines)
        return [one.excerpt.coding.id for one in lines]

    assert drawn(1) == drawn(1)
    assert len(set(drawn(1))) == 5
    assert drawn(1) != drawn(2)
    assert drawn(3, size=99) == ids[:20]


def test_the_table_of_the_reduction_is_taken_away_as_a_spreadsheet_and_as_a_document(study, three):
    theme = category(study, "Koordinasi", kind="theme")
    rapat = category(study, "=Rapat", parent=theme)
    decide(
        study,
        Decided(three[0], "kept", "Ditanya soal rapat.", category=rapat),
        Decided(three[1], "merged", into=three[0]),
        Decided(three[2], "aside", reason="umum"),
    )
    head = ["No", "Kode informan dan baris", "Kutipan", "Pemadatan fakta", "Kode", "Kategori", "Tema"]
    quotes = "“Apakah”\n“Ada r”"
    row = ["1", "W1, b. 1\nW1, b. 2", quotes, "Ditanya soal rapat.", "K1 Kode K1", "=Rapat", "Koordinasi"]
    book = openpyxl.load_workbook(io.BytesIO(workbench.export_reductions(study.owner, study.id, Query())))
    assert [[str(cell.value) for cell in line] for line in book.worksheets[0]] == [head, row]
    document = docx.Document(io.BytesIO(workbench.export_reductions(study.owner, study.id, Query(), format="docx")))
    assert [[cell.text for cell in line.cells] for line in document.tables[0].rows] == [head, row]
    assert document.paragraphs[0].text == "Reduksi Data"
    narrowed = workbench.export_reductions(study.owner, study.id, Query(codes=(study.codes["K2"],)))
    assert openpyxl.load_workbook(io.BytesIO(narrowed)).worksheets[0].max_row == 1
