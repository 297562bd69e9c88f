"""A walk tells the first things of each kind at every step, how many it leaves out, and goes on from there."""

from dataclasses import replace
from uuid import uuid4

import pytest

from coding import workbench
from coding.model import Ground, Proposition, Query, Section, Verdict
from coding.store import walks
from coding.workbench import conclusions
from coding.workbench.kept_displays import keep_display
from coding.workbench.sections import begin_section
from coding.workbench.tracing import More, trace, trace_whole

PLACES = ((3, 28), (37, 47), (49, 66))


@pytest.fixture
def argued(study):
    """A verdict on five propositions, each on the same three codings, one against."""
    there = [study.code("K1", start, end).id for start, end in PLACES]
    made = [Proposition(uuid4(), f"Kalimat {number}.", position=number) for number in range(5)]
    verdict = Verdict(uuid4(), None, "partly", "Semua.")
    conclusions.put_verdict(study.owner, study.id, verdict)
    for one in made:
        conclusions.put_proposition(study.owner, study.id, one)
        for coding, side in zip(there, ("for", "for", "against"), strict=True):
            conclusions.put_ground(
                study.owner, study.id, Ground(uuid4(), "proposition", one.id, "coding", coding, side)
            )
        conclusions.put_ground(study.owner, study.id, Ground(uuid4(), "verdict", verdict.id, "proposition", one.id))
    return verdict.id, [one.id for one in made], there


def ids(some):
    return [one.id for one in some]


def walked(study, thing, **page):
    return trace(study.owner, study.id, thing, **page)


def test_a_walk_that_is_shown_whole_is_the_whole_walk(study, argued):
    verdict, claims, codings = argued
    for thing in (verdict, claims[0], codings[0], study.source.id):
        short, whole = walked(study, thing), trace_whole(study.owner, study.id, thing)
        assert short.more == ()
        assert short.thing == whole.thing
        assert set(short.below) == set(whole.below)
        assert set(short.above) == set(whole.above)
        assert set(short.steps) == set(whole.steps)


def test_each_step_tells_the_first_of_a_kind_and_how_many_more_there_are(study, argued):
    verdict, claims, codings = argued
    found = walked(study, verdict, most=2)
    assert ids(found.below) == [*claims[:2], *codings[:2], study.source.id]
    assert found.more == (
        More("below", 1, "verdict", "proposition", 3),
        More("below", 2, "proposition", "coding", 1),
    )
    assert {(one.upper, one.lower) for one in found.steps} == {
        *((verdict, one) for one in claims[:2]),
        *((one, coding) for one in claims[:2] for coding in codings[:2]),
        *((coding, study.source.id) for coding in codings[:2]),
    }


def test_the_next_page_goes_on_where_the_last_ended(study, argued):
    verdict, claims, _codings = argued
    seen = []
    for first in (0, 2, 4):
        found = walked(study, verdict, first=first, most=2)
        seen += [one.id for one in found.below if one.kind == "proposition"]
    assert seen == claims
    assert not [one for one in found.more if one.depth == 1]
    assert walked(study, verdict, first=6, most=2).below == ()


def test_from_words_a_page_of_conclusions_then_all_that_rests_on_those(study, argued):
    verdict, claims, codings = argued
    found = walked(study, codings[0], most=2)
    assert ids(found.above) == [*claims[:2], verdict]
    assert found.more == (More("above", 1, "coding", "proposition", 3),)
    top = walked(study, study.source.id, most=1)
    assert ids(top.above) == [codings[0], claims[0], verdict]
    assert [(one.kind, one.many) for one in top.more] == [("coding", 2), ("proposition", 4)]


def test_what_is_gone_is_neither_told_nor_counted(study, argued):
    verdict, claims, codings = argued
    conclusions.drop_proposition(study.owner, study.id, claims[0])
    workbench.uncode(study.owner, study.id, [codings[1]])
    found = walked(study, verdict, most=2)
    assert ids(found.below) == [*claims[1:3], codings[0], codings[2], study.source.id]
    assert found.more == (More("below", 1, "verdict", "proposition", 2),)


def test_a_display_and_the_numbers_of_a_section_lead_to_a_page_of_what_they_count(study, argued):
    _verdict, _claims, codings = argued
    where = workbench.read_query(study.owner, study.id, "K1")
    shown = keep_display(study.owner, study.id, "code-frequencies", "Satu", Query(where=where))
    section = Section(uuid4(), "thesis", "Hasil", text="Ada {excerpts: K1} kutipan dari {informants: K1} informan.")
    begin_section(study.owner, study.id, section)
    for one in (shown, section.id):
        found = walked(study, one, most=2)
        assert [each.kind for each in found.below] == ["coding", "coding", "source"]
        assert {each.lower for each in found.steps if each.upper == one} == {
            each.id for each in found.below if each.kind == "coding"
        }
        assert [(each.kind, each.many) for each in found.more if each.way == "below"] == [("coding", 1)]
    back = walked(study, codings[0])
    assert {shown, section.id} <= set(ids(back.above))


def test_a_proposition_reached_on_two_ways_is_told_once_where_it_is_nearest(study, argued):
    verdict, claims, _codings = argued
    conclusions.put_ground(
        study.owner, study.id, Ground(uuid4(), "proposition", claims[0], "proposition", claims[4], "for")
    )
    found = walked(study, verdict)
    assert ids(found.below).count(claims[4]) == 1
    assert {claims[0], verdict} <= {one.upper for one in found.steps if one.lower == claims[4]}
    assert replace(found, below=(), above=(), steps=()).more == ()


@pytest.mark.parametrize("page", [{}, {"most": 2}, {"first": 2, "most": 2}])
def test_grounds_too_many_to_read_at_once_are_paged_by_the_database_alike(study, argued, monkeypatch, page):
    verdict, _claims, codings = argued
    for thing in (verdict, codings[0], study.source.id):
        monkeypatch.setattr(walks, "_FEW", 4000)
        few = walked(study, thing, **page)
        monkeypatch.setattr(walks, "_FEW", 0)
        assert walked(study, thing, **page) == few
