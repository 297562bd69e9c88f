"""Memos: written, linked to what they speak of, found again, changed by their writer alone."""

from dataclasses import replace
from uuid import uuid4

import pytest

from coding import workbench
from coding.errors import Conflict, NameMissing, NotFound, Refused
from coding.model import Memo, MemoLink


def memo(study, title="", text="", kind="idea", links=()):
    one = Memo(uuid4(), kind, title, text, study.owner.id, tuple(links))
    workbench.write_memo(study.owner, study.id, one)
    return one


def titles(study, *words, **how):
    return [one.title for one in workbench.find_memos(study.owner, study.id, *words, **how)]


def test_memos_come_newest_first_by_kind_and_by_words_in_title_or_text(study):
    memo(study, "Satu", "Rapat itu formalitas")
    memo(study, "Dua rapat", kind="method")
    memo(study, "Tiga", "Éselon II")
    assert titles(study) == ["Tiga", "Dua rapat", "Satu"]
    assert titles(study, "RAPAT") == ["Dua rapat", "Satu"]
    assert titles(study, "rapat", kind="method") == ["Dua rapat"]
    assert titles(study, "%") == []
    assert titles(study, limit=1, offset=1) == ["Dua rapat"]


def test_a_memo_names_what_it_speaks_of_and_is_found_from_there(study):
    coding = study.code("K1", 3, 9)
    case = study.add_case("IK-01")
    links = [
        MemoLink("code", study.codes["K1"]),
        MemoLink("source", study.source.id),
        MemoLink("case", case.id),
        MemoLink("coding", coding.id),
    ]
    one = memo(study, "Semua", links=links)
    for link in links:
        assert [each.id for each in workbench.memos_about(study.owner, study.id, link.about, link.id)] == [one.id]
    told = workbench.spoken_of(study.owner, study.id, one.links)
    assert [each.name for each in told] == ["K1", "W1", "IK-01", "Apakah"]
    assert (told[3].source, told[3].start) == ("W1", 3)
    workbench.uncode(study.owner, study.id, [coding.id])
    assert [each.name for each in workbench.spoken_of(study.owner, study.id, one.links)] == ["K1", "W1", "IK-01"]


def test_only_its_writer_changes_a_memo_and_undo_takes_it_back(study):
    one = memo(study, "Satu", "lama")
    other = study.member("Budi")
    with pytest.raises(Refused):
        workbench.write_memo(other, study.id, replace(one, text="lain"))
    with pytest.raises(Refused):
        workbench.drop_memo(other, study.id, one.id)
    workbench.write_memo(study.owner, study.id, replace(one, text="baru"), version=1)
    with pytest.raises(Conflict):
        workbench.write_memo(study.owner, study.id, replace(one, text="terlambat"), version=1)
    workbench.undo(study.owner, study.id)
    (now,) = workbench.find_memos(study.owner, study.id)
    assert now.text == "lama"
    workbench.drop_memo(study.owner, study.id, one.id)
    assert titles(study) == []
    workbench.undo(study.owner, study.id)
    assert titles(study) == ["Satu"]


def test_an_empty_memo_and_one_about_nothing_that_is_there_are_refused(study):
    with pytest.raises(NameMissing):
        memo(study, "  ", "\n")
    with pytest.raises(NotFound):
        memo(study, "Satu", links=[MemoLink("code", uuid4())])
    with pytest.raises(NotFound):
        memo(study, "Satu", links=[MemoLink("coding", uuid4())])
    assert titles(study) == []
