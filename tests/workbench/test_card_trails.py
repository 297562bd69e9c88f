"""What was kept of a tactic is a step of the walk: from the proposition to the excerpts in its rows, and back."""

from uuid import uuid4

import pytest

from coding import workbench
from coding.conclusion.staleness import Because
from coding.model import Ground, Proposition
from coding.workbench import conclusions, tracing
from coding.workbench.checking import faults
from coding.workbench.verifying import change_verification, drop_verification, keep_verification, run_tactic


@pytest.fixture
def tested(study):
    """A proposition about K1 that rests on the first of two codings, and a card that looked at both."""
    case = study.add_case("IK-01")
    source = study.add_source("S1", "IK-01: Kami rapat. Belum ada aplikasi.\n", case.id)
    first, second = study.code("K1", 7, 18, source=source.id), study.code("K1", 19, 38, source=source.id)
    claim = Proposition(uuid4(), "Rapat ada.", indicator=study.codes["K1"])
    conclusions.put_proposition(study.owner, study.id, claim)
    conclusions.put_ground(study.owner, study.id, Ground(uuid4(), "proposition", claim.id, "coding", first.id, "for"))
    card = keep_verification(study.owner, study.id, claim.id, "counting", "holds", note="Dua kali.")
    return claim.id, card, first.id, second.id


def told(some):
    return {(one.kind, one.id) for one in some}


@pytest.mark.parametrize("walk", [tracing.trace, tracing.trace_whole])
def test_both_ways_pass_the_card(study, tested, walk):
    claim, card, first, second = tested

    def walked(thing):
        return walk(study.owner, study.id, thing)

    down = walked(claim)
    assert ("verification", card) in told(down.below)
    assert {first, second} <= {one.id for one in down.below}
    assert tracing.Step(claim, card) in down.steps
    assert {step.lower for step in down.steps if step.upper == card} == {first, second}
    up = walked(second)
    assert told(up.above) == {("verification", card), ("proposition", claim)}
    (here,) = (one for one in up.above if one.kind == "verification")
    assert (here.label, here.where) == ("Dua kali.", "counting")
    own = walked(card)
    assert own.thing.kind == "verification"
    assert told(own.above) == {("proposition", claim)}
    assert {first, second} <= {one.id for one in own.below}


def test_a_card_that_was_taken_away_is_no_step_and_one_concluded_anew_still_is(study, tested):
    claim, card, _first, second = tested
    change_verification(study.owner, study.id, card, "weakens", "Hanya dua kali.")
    (here,) = (one for one in tracing.trace(study.owner, study.id, second).above if one.kind == "verification")
    assert here.label == "Hanya dua kali."
    drop_verification(study.owner, study.id, card)
    assert tracing.trace(study.owner, study.id, second).above == ()
    assert not [one for one in tracing.trace(study.owner, study.id, claim).below if one.kind == "verification"]
    workbench.undo(study.owner, study.id)
    assert [one.id for one in tracing.trace(study.owner, study.id, second).above] == [card, claim]


def test_of_cards_a_page_is_told_and_how_many_more(study, tested):
    claim, card, _first, second = tested
    more = [keep_verification(study.owner, study.id, claim, "counting", "holds", note=str(at)) for at in range(3)]
    found = tracing.trace(study.owner, study.id, second, most=2)
    assert len([one for one in found.above if one.kind == "verification"]) == 2
    assert [(one.kind, one.many) for one in found.more] == [("verification", 2)]
    whole = tracing.trace_whole(study.owner, study.id, second)
    assert {one.id for one in whole.above} == {card, *more, claim}


def test_a_card_that_would_find_something_else_says_so_in_the_walk_and_why(study, tested):
    claim, card, first, second = tested

    def reasons(thing):
        walked = tracing.trace(study.owner, study.id, thing)
        return next(one.stale for one in (walked.thing, *walked.below, *walked.above) if one.id == card)

    assert reasons(claim) == ()
    workbench.uncode(study.owner, study.id, [second])
    own = Because("verification", card, "changed")
    assert reasons(claim) == (Because("coding", second, "gone"), own)
    workbench.uncode(study.owner, study.id, [first])
    assert set(reasons(card)) == {Because("coding", first, "gone"), Because("coding", second, "gone"), own}
    (fault,) = (one for one in faults(study.owner, study.id) if one.kind == "verification")
    assert set(fault.because) == set(reasons(card))
    workbench.undo(study.owner, study.id)
    workbench.undo(study.owner, study.id)
    assert reasons(claim) == ()


def test_a_look_at_all_that_was_coded_tells_how_far_it_is_and_once_it_is_gathered_takes_no_time(study, tested):
    claim = tested[0]
    told = []
    run_tactic(study.owner, study.id, claim, "outliers", progress=told.append)
    assert told
    told.clear()
    run_tactic(study.owner, study.id, claim, "factoring", progress=told.append)
    run_tactic(study.owner, study.id, claim, "counting", progress=told.append)
    assert not told
