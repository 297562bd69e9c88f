"""How an open page learns what happened since its revision."""

import random
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from coding import workbench
from coding.errors import NotFound, NothingToRedo, NothingToUndo, UndoBlocked
from coding.store import history
from coding.workbench import Actor, News


def news(study: Any, rev: int, who: Actor | None = None) -> News:
    return workbench.news(who or study.owner, study.id, study.source.id, rev)


def rev(study: Any) -> int:
    return workbench.project(study.owner, study.id).rev


def test_nothing_new_is_nothing_told(study: Any) -> None:
    told = news(study, rev(study))
    assert told.happened == ()
    assert told.book is None


def test_a_coding_of_somebody_else_is_told_with_its_maker(study: Any) -> None:
    sari = study.member("Sari")
    before = rev(study)
    made = study.code("K1", 37, 46, by=sari)
    [one] = news(study, before).happened
    assert [coding.id for coding in one.codings] == [made.id]
    assert one.event.actor == sari.id


def test_what_was_removed_is_told_by_its_id_and_a_change_as_it_stands_now(study: Any) -> None:
    first, second = study.code("K1", 37, 46), study.code("K2", 37, 46)
    before = rev(study)
    workbench.uncode(study.owner, study.id, [first.id])
    workbench.qualify(study.owner, study.id, [second.id], {"weight": 2})
    gone, changed = news(study, before).happened
    assert gone.removed == (first.id,)
    assert [coding.weight for coding in changed.codings] == [2]
    assert changed.codings[0].version == second.version + 1


def test_another_source_s_work_is_not_told_but_a_new_code_is(study: Any) -> None:
    other = study.add_source("W2")
    before = rev(study)
    study.code("K1", 37, 46, source=other.id)
    workbench.add_code(study.owner, study.id, "Baru")
    told = news(study, before)
    assert [one.codes for one in told.happened] == [True]
    assert told.book
    assert told.rev == rev(study)


def test_a_batch_that_came_in_is_told_coding_by_coding(study: Any) -> None:
    before = rev(study)
    rows = [workbench.Row(line, study.source.name, 37, 46, key, "Sari") for line, key in enumerate(("K1", "K2"), 2)]
    workbench.import_codings(study.owner, study.id, rows)
    [one] = news(study, before).happened
    assert len(one.codings) == 2


def test_the_own_undo_and_redo_are_told(study: Any) -> None:
    study.code("K1", 37, 46)
    told = news(study, rev(study))
    assert (told.undo, told.redo) == ("code", None)
    workbench.undo(study.owner, study.id)
    assert news(study, rev(study)).redo == "code"
    workbench.redo(study.owner, study.id)
    assert (news(study, rev(study)).undo, news(study, rev(study)).redo) == ("code", None)


def test_news_that_does_not_fit_says_that_more_follows(study: Any, monkeypatch: Any) -> None:
    before = rev(study)
    for key in ("K1", "K2", "K3"):
        study.code(key, 37, 46)
    monkeypatch.setattr(history, "PAGE", 2)
    first = news(study, before)
    assert (first.more, first.rev) == (True, before + 2)
    rest = news(study, first.rev)
    assert (rest.more, rest.rev) == (False, before + 3)


def test_what_happens_in_another_source_is_looked_at_no_further(study: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sari, other = study.member("Sari"), study.add_source("W2")
    before = rev(study)
    study.code("K1", 37, 46)
    first = news(study, before)
    study.code("K1", 37, 46, by=sari, source=other.id)
    with monkeypatch.context() as patched:
        patched.setattr(history, "undoable", None)
        assert news(study, before) == replace(first, rev=rev(study))
    study.code("K2", 37, 46, by=sari)
    assert [one.event.actor for one in news(study, before).happened] == [study.owner.id, sari.id]
    workbench.undo(study.owner, study.id, source=study.source.id)
    assert news(study, before).undo is None


@pytest.mark.parametrize("seed", range(4))
def test_undo_and_redo_are_told_as_they_are_whoever_acts_in_between(study: Any, seed: int) -> None:
    dice, people = random.Random(seed), [study.owner, study.member("Sari")]
    sources = [study.source.id, study.add_source("W2").id]
    made = study.code("K1", 37, 46)
    seen = dict.fromkeys((who.id for who in people), rev(study))
    for _ in range(30):
        who, source = dice.choice(people), dice.choice(sources)
        act = dice.choice(("code", "qualify", "undo", "redo"))
        if act == "code":
            made = study.code("K1", dice.randrange(37), dice.randrange(40, 80), by=who, source=source)
        elif act == "qualify":
            with suppress(NotFound):
                workbench.qualify(study.owner, study.id, [made.id], {"weight": dice.randrange(1, 4)})
        else:
            with suppress(NothingToUndo, NothingToRedo, UndoBlocked):
                getattr(workbench, act)(who, study.id, source=source)
        for one in people:
            told = news(study, seen[one.id], one)
            with one.store.read(study.id, one.id) as tx:
                now = [there(tx, one.id, source=sources[0]) for there in (history.undoable, history.redoable)]
                verbs = [history.origin(tx, each).verb if each else None for each in now]
            assert [told.undo, told.redo] == verbs
            if dice.random() < 0.3:
                seen[one.id] = told.rev
