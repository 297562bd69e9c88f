"""A code split excerpt by excerpt, excerpts as examples, what changed between versions, and codebooks as files."""

from dataclasses import replace

import pytest

from coding import workbench
from coding.codebook import read_rows, words_changed, write_rows
from coding.errors import EnoughExamples, NothingDecided, Refused, TableInvalid
from coding.workbench.code_files import export_codebook, preview_codebook, read_codebook_file
from coding.workbench.code_history import codebook_between
from coding.workbench.code_splits import (
    begin_split,
    choose_example,
    chosen_examples,
    decide_split,
    drop_split,
    list_splits,
    split_code,
    split_next,
)
from coding.workbench.reshaping import delete_code, merge_codes, move_code


def counted(study):
    keys = {one.id: one.key for one in workbench.codebook(study.owner, study.id).codes}
    return {keys[code]: many for code, many in workbench.code_counts(study.owner, study.id).items()}


@pytest.fixture
def four(study):
    """A study with four excerpts of one code."""
    return study, [study.code("K1", start, start + 3) for start in (3, 10, 16, 20)]


def begun(study):
    return begin_split(study.owner, study.id, study.codes["K1"], "Rapat rutin", "Rapat yang terjadwal.")


def test_excerpts_come_one_by_one_and_what_was_skipped_comes_last(four):
    study, coded = four
    split = begun(study)
    seen = []
    for choice in ("skip", "goes", "both", "stays"):
        one = split_next(study.owner, study.id, split).coding.id
        seen.append(one)
        decide_split(study.owner, study.id, split, one, choice)
    assert seen == [one.id for one in coded]
    assert split_next(study.owner, study.id, split).coding.id == coded[0].id
    [told] = list_splits(study.owner, study.id)
    assert (told.left, dict(told.decided)) == (0, {"skip": 1, "goes": 1, "both": 1, "stays": 1})
    decide_split(study.owner, study.id, split, coded[0].id, "stays")
    assert split_next(study.owner, study.id, split) is None


def test_nothing_changes_until_a_split_is_carried_out_and_one_undo_takes_it_back(four):
    study, coded = four
    split = begun(study)
    for one, choice in zip(coded, ("goes", "both", "stays", "skip"), strict=True):
        decide_split(study.owner, study.id, split, one.id, choice)
    assert counted(study) == {"K1": 4}
    made = split_code(study.owner, study.id, split)
    assert counted(study) == {"K1": 3, made.key: 2}
    book = workbench.codebook(study.owner, study.id)
    assert [one.key for one in book.codes] == ["KOORD", "K1", made.key, "K2", "K3"]
    assert book.find(made.id).texts["definition"] == {"id": "Rapat yang terjadwal."}
    assert list_splits(study.owner, study.id) == []
    workbench.undo(study.owner, study.id)
    assert counted(study) == {"K1": 4}
    assert [one.key for one in workbench.codebook(study.owner, study.id).codes] == ["KOORD", "K1", "K2", "K3"]
    [told] = list_splits(study.owner, study.id)
    assert dict(told.decided) == {"skip": 1, "goes": 1, "both": 1, "stays": 1}
    workbench.redo(study.owner, study.id)
    assert counted(study) == {"K1": 3, made.key: 2}


def test_a_decision_is_taken_back_by_one_undo_and_a_split_can_be_given_up(four):
    study, coded = four
    split = begun(study)
    with pytest.raises(NothingDecided):
        split_code(study.owner, study.id, split)
    decide_split(study.owner, study.id, split, coded[0].id, "goes")
    workbench.undo(study.owner, study.id)
    assert split_next(study.owner, study.id, split).coding.id == coded[0].id
    drop_split(study.owner, study.id, split)
    assert list_splits(study.owner, study.id) == []
    assert counted(study) == {"K1": 4}


def test_what_is_decided_is_one_of_four_things_about_an_excerpt_of_that_code(four):
    study, coded = four
    other = study.code("K2", 3, 6)
    split = begun(study)
    for one, choice in ((other.id, "goes"), (coded[0].id, "perhaps")):
        with pytest.raises(Refused):
            decide_split(study.owner, study.id, split, one, choice)


# -- examples -------------------------------------------------------------------------------------


def test_three_excerpts_are_examples_of_a_code_and_follow_it(four):
    study, coded = four
    for one in coded[:3]:
        choose_example(study.owner, study.id, one.id)
    with pytest.raises(EnoughExamples):
        choose_example(study.owner, study.id, coded[3].id)
    choose_example(study.owner, study.id, coded[0].id, chosen=False)
    choose_example(study.owner, study.id, coded[3].id)
    [found] = chosen_examples(study.owner, study.id).values()
    assert [one.coding.id for one in found] == [coded[1].id, coded[2].id, coded[3].id]
    merge_codes(study.owner, study.id, [study.codes["K1"]], study.codes["K2"])
    assert list(chosen_examples(study.owner, study.id)) == [study.codes["K2"]]
    workbench.uncode(study.owner, study.id, [coded[1].id])
    assert len(chosen_examples(study.owner, study.id)[study.codes["K2"]]) == 2


def test_beside_the_text_chosen_examples_stand_before_the_newest(four):
    study, coded = four
    choose_example(study.owner, study.id, coded[0].id)
    found = workbench.examples(study.owner, study.id, study.codes["K1"])
    assert (found[0][0], found[0][1].id) == (study.source.name, coded[0].id)
    assert len({one.id for _name, one in found}) == 3


# -- versions -------------------------------------------------------------------------------------


def kinds(found):
    return [(one.kind, one.key, one.before, one.after) for one in found.changes if one.field != "order"]


def test_a_merge_and_a_split_are_named_as_such_and_one_taken_back_is_not(four):
    study, coded = four
    first = workbench.codebook(study.owner, study.id).version
    split = begun(study)
    decide_split(study.owner, study.id, split, coded[0].id, "goes")
    made = split_code(study.owner, study.id, split)
    merge_codes(study.owner, study.id, [study.codes["K2"]], study.codes["K3"])
    delete_code(study.owner, study.id, study.codes["K1"], codings=True)
    workbench.undo(study.owner, study.id)
    now = workbench.codebook(study.owner, study.id).version
    told = kinds(codebook_between(study.owner, study.id, first, now))
    assert told == [("merged", "K2", "Kode K2", "K3"), ("split", made.key, "K1", "Rapat rutin")]


def test_a_moved_and_a_reworded_code_are_told_between_any_two_versions(study):
    book = workbench.codebook(study.owner, study.id)
    workbench.change_code(study.owner, study.id, replace(book.find("K1"), texts={"definition": {"id": "Rapat rutin."}}))
    move_code(study.owner, study.id, study.codes["K2"], study.codes["K1"])
    found = codebook_between(study.owner, study.id, book.version, book.version + 2)
    assert kinds(found) == [("text", "K1", "", "Rapat rutin."), ("moved", "K2", "KOORD", "K1")]
    whole = codebook_between(study.owner, study.id, 0, book.version)
    assert {one.kind for one in whole.changes} == {"added"}


def test_two_texts_are_told_as_one_word_by_word():
    assert words_changed("rapat yang rutin.", "rapat rutin, dan resmi.") == [
        ("same", "rapat "),
        ("out", "yang "),
        ("same", "rutin"),
        ("in", ", dan resmi"),
        ("same", "."),
    ]
    assert words_changed("", "baru") == [("in", "baru")]


# -- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["yaml", "csv", "xlsx"], ids=["yaml", "csv", "xlsx"])
def test_what_is_written_and_read_again_changes_nothing(kind, make_study):
    study = make_study()
    book = workbench.codebook(study.owner, study.id)
    texts = {"definition": {"id": "=Rapat; “resmi”\nbaris dua", "en": "Meeting"}, "exclude": {"id": "surat → K2"}}
    workbench.change_code(study.owner, study.id, replace(book.find("K1"), texts=texts))
    choose_example(study.owner, study.id, study.code("K1", 3, 9).id)
    data = export_codebook(study.owner, study.id, kind)
    now = workbench.codebook(study.owner, study.id)
    found = preview_codebook(study.owner, study.id, read_codebook_file(f"b.{kind}", data, now))
    assert (found.changes, found.missing) == ((), ())


def test_a_table_changes_what_it_has_columns_for_and_says_what_is_not_in_it(study):
    now = workbench.codebook(study.owner, study.id)
    study.code("K2", 3, 9)
    table = [["Kode", "Kunci", "Definisi"], ["Rapat", "K1", "Rapat resmi."], ["Surat", "", ""]]
    table[0][0] = "Nama"
    incoming = read_rows(table, now)
    found = preview_codebook(study.owner, study.id, incoming)
    told = {(one.kind, one.key, one.field) for one in found.changes}
    assert told == {("renamed", "K1", "name"), ("text", "K1", "definition"), ("added", "SUR", "")}
    assert [(one.key, many) for one, many in found.missing] == [("K2", 1), ("K3", 0)]
    workbench.take_codebook(study.owner, study.id, incoming, retire=True)
    keys = [one.key for one in workbench.codebook(study.owner, study.id).codes]
    assert keys == ["KOORD", "K1", "K2", "SUR"]
    workbench.undo(study.owner, study.id)
    assert write_rows(workbench.codebook(study.owner, study.id)) == write_rows(now)


def test_a_table_without_a_column_of_names_is_refused(study):
    with pytest.raises(TableInvalid):
        read_rows([["Kunci"], ["K1"]], workbench.codebook(study.owner, study.id))
