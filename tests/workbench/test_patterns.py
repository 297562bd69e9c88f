"""Pattern codes: codes gathered with a because, asked for like a code, counted as they stand."""

from dataclasses import replace
from uuid import uuid4

import pytest

from coding import reduction, workbench
from coding.errors import (
    BecauseMissing,
    CodeNotFound,
    Conflict,
    NameMissing,
    NameTaken,
    NotFound,
    PatternInUse,
    PatternWithoutCodes,
    Refused,
)
from coding.model import HasPattern, Pattern, Query


def pattern(study, name="Formalitas", keys=("K1", "K2"), because="Karena sering bersama.", kind="theme"):
    one = Pattern(uuid4(), name, kind, because, tuple(study.codes[key] for key in keys))
    workbench.put_pattern(study.owner, study.id, one)
    return one


def names(study):
    return [one.name for one in workbench.list_patterns(study.owner, study.id)]


def test_a_pattern_code_without_a_because_a_name_or_codes_is_refused(study):
    for wrong, how in (
        (BecauseMissing, {"because": " \n"}),
        (NameMissing, {"name": "  "}),
        (PatternWithoutCodes, {"keys": ()}),
        (Refused, {"kind": "mood"}),
    ):
        with pytest.raises(wrong):
            pattern(study, **how)
    with pytest.raises(CodeNotFound):
        workbench.put_pattern(study.owner, study.id, Pattern(uuid4(), "X", "theme", "Karena", (uuid4(),)))
    assert names(study) == []


def test_a_name_is_given_once_whatever_its_case_also_by_undo(study):
    one = pattern(study, "Formalitas")
    with pytest.raises(NameTaken):
        pattern(study, "  FORMALITAS ")
    workbench.drop_pattern(study.owner, study.id, one.id)
    rina = study.member("Rina")
    workbench.put_pattern(rina, study.id, replace(one, id=uuid4()))
    with pytest.raises(NameTaken):
        workbench.undo(study.owner, study.id)
    assert names(study) == ["Formalitas"]


def test_pattern_codes_are_changed_dropped_and_brought_back(study):
    one = pattern(study)
    workbench.put_pattern(study.owner, study.id, replace(one, name="Rapat", kind="cause"), version=1)
    with pytest.raises(Conflict):
        workbench.put_pattern(study.owner, study.id, replace(one, name="Lain"), version=1)
    (now,) = workbench.list_patterns(study.owner, study.id)
    assert (now.name, now.kind, now.codes, now.version) == ("Rapat", "cause", one.codes, 2)
    workbench.undo(study.owner, study.id)
    assert names(study) == ["Formalitas"]
    workbench.drop_pattern(study.owner, study.id, one.id)
    assert names(study) == []
    with pytest.raises(NotFound):
        workbench.drop_pattern(study.owner, study.id, one.id)
    workbench.undo(study.owner, study.id)
    assert names(study) == ["Formalitas"]


def test_a_query_asks_for_a_pattern_code_by_name_and_keeps_it_through_renaming(study):
    one = pattern(study)
    mine = [study.code("K1", 3, 9).id, study.code("K2", 10, 13).id]
    study.code("K3", 14, 19)
    where = workbench.read_query(study.owner, study.id, "pattern:formalitas")
    assert where == HasPattern(one.id)
    found = workbench.find_excerpts(study.owner, study.id, Query(where=where))
    assert [each.coding.id for each in found] == mine
    workbench.save_query(study.owner, study.id, "Simpan", "pattern:formalitas AND NOT K1")
    workbench.put_pattern(study.owner, study.id, replace(one, name="Rapat semu"))
    (saved,) = workbench.saved_queries(study.owner, study.id)
    assert saved.text == 'pattern:"Rapat semu" AND NOT K1'
    with pytest.raises(PatternInUse, match="Simpan"):
        workbench.drop_pattern(study.owner, study.id, one.id)
    workbench.drop_query(study.owner, study.id, "Simpan")
    workbench.drop_pattern(study.owner, study.id, one.id)
    assert workbench.find_excerpts(study.owner, study.id, Query(where=where)) == []


def test_a_code_that_is_removed_stays_in_its_pattern_and_is_meant_again_when_it_comes_back(study):
    gone = workbench.add_code(study.owner, study.id, "Turunan")
    one = Pattern(uuid4(), "Pola", "relation", "Karena", (study.codes["K1"], gone.id))
    workbench.put_pattern(study.owner, study.id, one)
    workbench.remove_code(study.owner, study.id, gone.id)
    workbench.put_pattern(study.owner, study.id, replace(one, because="Karena lagi"))
    book = workbench.codebook(study.owner, study.id)
    assert book.gathered(one.id) == (study.codes["K1"],)
    workbench.undo(study.owner, study.id)
    workbench.undo(study.owner, study.id)
    assert workbench.codebook(study.owner, study.id).gathered(one.id) == (study.codes["K1"], gone.id)


def test_what_stands_behind_a_pattern_code_is_what_its_query_finds(study):
    first, second = study.add_case("IK-01"), study.add_case("IK-02")
    for number, (case, key) in enumerate(((first, "K1"), (first, "K2"), (second, "K2"), (None, "K1"))):
        source = study.add_source(f"S{number}", case=case.id if case else None)
        study.code(key, 45, 50, source=source.id)
    one = pattern(study, keys=("K1", "K2"))
    whole = pattern(study, "Semua", keys=("KOORD",))
    told = workbench.pattern_support(study.owner, study.id)
    assert (told[one.id].excerpts, told[one.id].informants) == (4, 2)
    assert (told[study.codes["K1"]].excerpts, told[study.codes["K1"]].informants) == (2, 1)
    assert told[whole.id] == told[one.id] == told[study.codes["KOORD"]]
    for id_ in (one.id, whole.id):
        found = workbench.tally_excerpts(study.owner, study.id, Query(where=HasPattern(id_)))
        assert (found.excerpts, found.informants) == (told[id_].excerpts, told[id_].informants)


def test_codes_that_stand_on_the_same_words_are_offered_until_a_pattern_gathers_them(study):
    rina = study.member("Rina")
    for start, end in ((3, 9), (10, 13), (14, 19)):
        study.code("K1", start, end)
        study.code("K2", start, end, by=rina)
    study.code("K3", 3, 9)
    study.code("K3", 4, 9)
    offered = workbench.codes_together(study.owner, study.id)
    assert {offered[0].first, offered[0].second} == {study.codes["K1"], study.codes["K2"]}
    assert [one.excerpts for one in offered] == [3, 1, 1]
    book = workbench.codebook(study.owner, study.id)
    for one in offered:
        keys = [book.find(code).key for code in (one.first, one.second)]
        where = reduction.parse(f"={keys[0]} SAME ={keys[1]}", book)
        assert workbench.count_excerpts(study.owner, study.id, Query(where=where)) == one.excerpts
    pattern(study, keys=("K1", "K2"))
    assert [one.excerpts for one in workbench.codes_together(study.owner, study.id)] == [1, 1]
