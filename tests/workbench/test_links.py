"""Links between excerpts: of a kind, with a comment, seen from both ends, broken where a coding goes, never lost."""

from dataclasses import replace
from uuid import uuid4

import pytest

from coding import workbench
from coding.errors import AlreadyLinked, Conflict, LinkedToItself, NotAllowed, NotFound, Refused
from coding.model import Link


@pytest.fixture
def ends(study):
    """Three coded passages."""
    return [study.code(key, *span).id for key, span in (("K1", (3, 9)), ("K2", (10, 13)), ("K3", (14, 19)))]


def linked(study, this, that, kind="supports", comment="", by=None):
    who = by or study.owner
    one = Link(uuid4(), this, kind, that, comment, who.id)
    workbench.link(who, study.id, one)
    return one


def test_a_link_is_seen_from_both_ends_with_what_stands_there(study, ends):
    first, second, third = ends
    one = linked(study, first, second, "contradicts", "  Sebaliknya.  ")
    for end in (first, second):
        (seen,) = workbench.links_of(study.owner, study.id, [end])
        assert (seen.link.id, seen.link.kind, seen.link.comment) == (one.id, "contradicts", "Sebaliknya.")
        assert (seen.this.excerpt.coding.quote, seen.that.excerpt.coding.quote) == ("Apakah", "ada")
        assert not seen.broken
    assert workbench.links_of(study.owner, study.id, [third]) == []
    assert len(workbench.links_of(study.owner, study.id, ends)) == 1


def test_links_come_kind_by_kind_and_newest_first_and_are_narrowed_by_kind_and_code(study, ends):
    first, second, third = ends
    old = linked(study, first, second, "supports")
    repeats = linked(study, second, third, "repeats")
    new = linked(study, third, first, "supports")

    def found(*how, **page):
        return [one.link.id for one in workbench.find_links(study.owner, study.id, *how, **page)]

    assert found() == [new.id, old.id, repeats.id]
    assert found(limit=1, offset=1) == [old.id]
    assert found("repeats") == [repeats.id]
    assert found(None, study.codes["K1"]) == [new.id, old.id]
    assert found(None, study.codes["KOORD"]) == [new.id, old.id, repeats.id]
    assert found("supports", study.codes["K2"]) == [old.id]
    assert workbench.count_links(study.owner, study.id) == {"supports": 2, "repeats": 1}
    assert workbench.count_links(study.owner, study.id, study.codes["K2"]) == {"supports": 1, "repeats": 1}


def test_a_link_whose_coding_is_taken_away_is_broken_and_whole_again_when_that_is_undone(study, ends):
    first, second, _ = ends
    linked(study, first, second)
    workbench.uncode(study.owner, study.id, [second])
    (seen,) = workbench.links_of(study.owner, study.id, [first])
    assert seen.broken
    assert (seen.that.excerpt, seen.that.quote, seen.that.source_name) == (None, "ada", "W1")
    assert [one.broken for one in workbench.find_links(study.owner, study.id)] == [True]
    workbench.undo(study.owner, study.id)
    (seen,) = workbench.links_of(study.owner, study.id, [first])
    assert not seen.broken


def test_of_a_removed_source_a_broken_link_repeats_no_word(study, ends):
    other = study.add_source("W2")
    linked(study, ends[0], study.code("K1", 3, 9, source=other.id).id)
    workbench.remove_source(study.owner, study.id, other.id)
    (seen,) = workbench.links_of(study.owner, study.id, [ends[0]])
    assert seen.broken
    assert (seen.that.quote, seen.that.source_name) == ("", "")


def test_a_link_is_changed_turned_round_taken_away_and_brought_back(study, ends):
    one = linked(study, ends[0], ends[1])
    turned = replace(one, this=one.that, that=one.this, kind="explains", comment="Sebab.")
    workbench.link(study.owner, study.id, turned, version=1)
    with pytest.raises(Conflict):
        workbench.link(study.owner, study.id, one, version=1)
    workbench.undo(study.owner, study.id)
    (now,) = workbench.find_links(study.owner, study.id)
    assert (now.link.this, now.link.kind, now.link.comment) == (ends[0], "supports", "")
    workbench.redo(study.owner, study.id)
    (now,) = workbench.find_links(study.owner, study.id)
    assert (now.link.this, now.link.kind, now.link.comment) == (ends[1], "explains", "Sebab.")
    workbench.unlink(study.owner, study.id, one.id)
    assert workbench.find_links(study.owner, study.id) == []
    workbench.undo(study.owner, study.id)
    assert len(workbench.find_links(study.owner, study.id)) == 1


def test_the_same_link_is_not_made_twice_and_a_contradiction_holds_both_ways(study, ends):
    first, second, _ = ends
    linked(study, first, second, "supports")
    linked(study, second, first, "supports")
    linked(study, first, second, "contradicts")
    for this, that, kind in ((first, second, "supports"), (second, first, "contradicts")):
        with pytest.raises(AlreadyLinked):
            linked(study, this, that, kind)


def test_taking_back_a_removal_does_not_make_the_same_link_twice(study, ends):
    one = linked(study, ends[0], ends[1])
    workbench.unlink(study.owner, study.id, one.id)
    linked(study, ends[0], ends[1], by=study.member("Rina"))
    with pytest.raises(AlreadyLinked):
        workbench.undo(study.owner, study.id)
    assert len(workbench.find_links(study.owner, study.id)) == 1


def test_a_passage_is_not_linked_to_itself_nor_to_one_that_is_not_there_nor_in_a_way_there_is_none(study, ends):
    with pytest.raises(LinkedToItself):
        linked(study, ends[0], ends[0])
    with pytest.raises(NotFound):
        linked(study, ends[0], uuid4())
    with pytest.raises(Refused):
        linked(study, ends[0], ends[1], "likes")
    workbench.uncode(study.owner, study.id, [ends[1]])
    with pytest.raises(NotFound):
        linked(study, ends[0], ends[1])
    assert workbench.find_links(study.owner, study.id) == []


def test_a_link_keeps_its_passages(study, ends):
    one = linked(study, ends[0], ends[1])
    with pytest.raises(Refused):
        workbench.link(study.owner, study.id, replace(one, that=ends[2]))


def test_others_links_are_changed_and_taken_away_by_an_owner_alone(study, ends):
    rina, budi = study.member("Rina"), study.member("Budi", "student")
    one = linked(study, ends[0], ends[1], by=rina)
    with pytest.raises(NotAllowed):
        workbench.link(budi, study.id, replace(one, comment="lain"))
    with pytest.raises(NotAllowed):
        workbench.unlink(budi, study.id, one.id)
    workbench.unlink(study.owner, study.id, one.id)
    assert workbench.find_links(study.owner, study.id) == []


def test_a_coding_of_another_project_is_no_end_of_a_link(study, make_study, ends):
    other = make_study("Lain", study.owner)
    foreign = other.code("K1", 3, 9).id
    with pytest.raises(NotFound):
        linked(study, ends[0], foreign)
    assert workbench.links_of(study.owner, study.id, [foreign]) == []
