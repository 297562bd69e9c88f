"""Kept results are printed anew only where something they look at was touched since, and stand as if all were."""

from uuid import uuid4

import pytest

from coding import workbench
from coding.model import Advice, Ground, Proposition
from coding.workbench import card_standing
from coding.workbench.conclusions import put_advice, put_ground, put_proposition
from coding.workbench.verifying import change_verification, keep_verification, list_verifications


@pytest.fixture
def cards(study):
    """Name → card: narrow on K1, on K2 through its evidence alone, on K3 and what it rests on; and one on all."""
    study.add_case("IK-01", jenis="kunci")
    first, second = study.code("K1", 3, 9), study.code("K2", 10, 16)
    claims = {
        "own": Proposition(uuid4(), "Rapat ada.", codes=(study.codes["K1"],)),
        "bare": Proposition(uuid4(), "Data ada."),
        "over": Proposition(uuid4(), "Maka jalan.", indicator=study.codes["K3"]),
    }
    for one in claims.values():
        put_proposition(study.owner, study.id, one)
    for owner, kind, on in (
        ("own", "coding", first.id),
        ("bare", "coding", second.id),
        ("over", "proposition", claims["own"].id),
    ):
        put_ground(study.owner, study.id, Ground(uuid4(), "proposition", claims[owner].id, kind, on))
    tested = {name: (one, "counting") for name, one in claims.items()} | {"wide": (claims["own"], "outliers")}
    kept = {
        name: keep_verification(study.owner, study.id, one.id, tactic, "holds")
        for name, (one, tactic) in tested.items()
    }
    return kept, claims, (first, second)


@pytest.fixture
def looked_at(study, cards, monkeypatch):
    """What to call after an act: the names of the cards that were printed anew for the list, which is held against one
    for which everything is."""
    names = {id_: name for name, id_ in cards[0].items()}
    printed = []
    whole = card_standing._print_now

    def noted(tx, proposition, one, gatherer):
        printed.append(names[one.id])
        return whole(tx, proposition, one, gatherer)

    monkeypatch.setattr(card_standing, "_print_now", noted)

    def stale():
        return {names[each.one.id]: each.stale for each in list_verifications(study.owner, study.id)}

    def look(*, anew=False):
        if anew:
            card_standing._PRINTS.clear()
        printed.clear()
        found, told = stale(), set(printed)
        card_standing._PRINTS.clear()
        with monkeypatch.context() as unknown:
            unknown.setattr(card_standing.history, "revs_of", lambda _tx, _verb: {})
            assert found == stale()
        return told

    return look


def test_only_what_looks_at_something_that_was_touched_is_printed_anew(study, cards, looked_at):
    kept, claims, (first, _second) = cards
    me, project = study.owner, study.id
    every = set(kept)
    assert looked_at(anew=True) == set()
    put_advice(me, project, Advice(uuid4(), "Rapat rutin."))
    change_verification(me, project, kept["own"], "weakens", "Lain.")
    assert looked_at() == set()
    third = study.code("K2", 20, 26)
    assert looked_at() == {"bare", "wide"}
    workbench.qualify(me, project, [first.id], {"status": "absent"})
    assert looked_at() == {"own", "over", "wide"}
    put_ground(me, project, Ground(uuid4(), "proposition", claims["over"].id, "coding", third.id, "against"))
    assert looked_at() == {"over"}
    put_proposition(me, project, Proposition(claims["own"].id, "Rapat jarang.", codes=(study.codes["K1"],)))
    assert looked_at() == {"own", "over", "wide"}
    study.add_case("IU-01", jenis="utama")
    assert looked_at() == every
    workbench.undo(me, project)
    assert looked_at() == every


def test_from_when_it_was_kept_the_history_tells_what_was_touched(study, cards, looked_at):
    kept, _claims, (_first, second) = cards
    workbench.qualify(study.owner, study.id, [second.id], {"status": "absent"})
    # As a program that was just started: nothing is known from before but what was kept.
    assert looked_at(anew=True) == {"bare", "wide"}
    workbench.undo(study.owner, study.id)
    assert looked_at(anew=True) == {"bare", "wide"}
    stale = {each.one.id for each in list_verifications(study.owner, study.id) if each.stale}
    assert stale.isdisjoint(kept.values())
