"""Queries written in words: asked, kept, and alive when the codebook changes."""

from dataclasses import replace

import pytest

from coding import workbench
from coding.errors import NameMissing, NotFound, QueryCodeUnknown
from coding.model import Query


def found(study, text, whole="excerpt"):
    where = workbench.read_query(study.owner, study.id, text)
    excerpts = workbench.find_excerpts(study.owner, study.id, Query(where=where, whole=whole))
    return [(one.code_key, one.coding.start) for one in excerpts]


@pytest.fixture
def coded(study):
    """K1 and K2 inside of one turn, K3 in another; K1 is absent."""
    text = study.source.text
    turn = text.index("Ada rapat")
    one = study.code("K1", turn, turn + 9)
    study.code("K2", turn, turn + 20)
    study.code("K3", 3, 9)
    workbench.qualify(study.owner, study.id, [one.id], {"status": "absent"})
    return study, turn


def test_a_query_in_words_finds_excerpts_and_counts_as_any_other(coded):
    study, turn = coded
    assert found(study, "K1 AND status:absent") == [("K1", turn)]
    assert found(study, "koordinasi AND NOT status:absent") == [("K3", 3), ("K2", turn)]
    assert found(study, "K1 INSIDE K2") == [("K1", turn)]
    assert found(study, "K1 AND K2") == []
    assert found(study, "K1 AND K2", "turn") == [("K1", turn), ("K2", turn)]
    assert found(study, "K3 BEFORE(1) K2") == [("K3", 3)]
    assert found(study, "K3 BEFORE(0) K2") == []
    query = Query(where=workbench.read_query(study.owner, study.id, "K1 OR K3"))
    tally = workbench.tally_excerpts(study.owner, study.id, query)
    assert (tally.excerpts, workbench.count_excerpts(study.owner, study.id, query)) == (2, 2)


def test_a_kept_query_lives_with_the_codings_and_outlives_a_new_key(coded):
    study, _ = coded
    workbench.save_query(study.owner, study.id, " Belum ada ", "K1 and status:absent", "turn")
    (kept,) = workbench.saved_queries(study.owner, study.id)
    assert (kept.name, kept.text, kept.whole) == ("Belum ada", "K1 AND status:absent", "turn")
    assert workbench.count_excerpts(study.owner, study.id, kept.query) == 1
    code = workbench.codebook(study.owner, study.id).find("K1")
    workbench.change_code(study.owner, study.id, replace(code, key="RAPAT"))
    (kept,) = workbench.saved_queries(study.owner, study.id)
    assert kept.text == "RAPAT AND status:absent"
    workbench.undo(study.owner, study.id)
    workbench.undo(study.owner, study.id)
    assert workbench.saved_queries(study.owner, study.id) == []


def test_a_query_is_kept_instead_of_one_of_its_name_and_forgotten_by_it(coded):
    study, _ = coded
    workbench.save_query(study.owner, study.id, "A", "K1")
    workbench.save_query(study.owner, study.id, "A", "K2")
    assert [one.text for one in workbench.saved_queries(study.owner, study.id)] == ["K2"]
    workbench.drop_query(study.owner, study.id, "A")
    assert workbench.saved_queries(study.owner, study.id) == []
    with pytest.raises(NotFound):
        workbench.drop_query(study.owner, study.id, "A")


def test_what_can_not_be_read_or_has_no_name_is_not_kept(coded):
    study, _ = coded
    with pytest.raises(QueryCodeUnknown):
        workbench.save_query(study.owner, study.id, "A", "K9")
    with pytest.raises(NameMissing):
        workbench.save_query(study.owner, study.id, "  ", "K1")
    assert workbench.saved_queries(study.owner, study.id) == []
