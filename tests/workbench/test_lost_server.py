"""A server that goes away and comes back: a verb is done once, a look is given, and nobody is told of a fault."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from coding import workbench
from coding.errors import DatabaseAway, Repeated, SavedUnsure
from coding.store import Write, open_store
from coding.store import store as opened
from coding.workbench import Actor, NewCoding
from tests.conftest import Server, Study


@pytest.fixture(scope="module")
def lonely(postgres_server: Callable[..., Any]) -> Iterator[Server]:
    """A server that tests may stop."""
    with postgres_server("-c fsync=on") as one:
        yield one


@pytest.fixture
def far(lonely: Server, study_builder: Callable[..., Study]) -> Study:
    return study_builder(open_store(lonely.url()), f"Studi {uuid4().hex[:6]}")


def again(server: Server) -> None:
    """Stop it and start it: every connection that stands is dead."""
    server.stop()
    server.start()


def test_connections_that_a_restart_killed_are_replaced_unseen(far: Study, lonely: Server) -> None:
    again(lonely)
    far.code("K1", 33, 60)
    again(lonely)
    assert len(far.codings()) == 1


def test_a_verb_whose_server_goes_away_in_the_middle_is_done_once_more_and_stored_once(
    far: Study, lonely: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[None] = []

    def halfway(tx: Write) -> int:
        tried.append(None)
        if len(tried) == 1:
            again(lonely)
        return record(tx)

    record = opened.record
    monkeypatch.setattr(opened, "record", halfway)
    far.code("K1", 33, 60)
    assert len(tried) == 2
    assert len(far.codings()) == 1
    assert workbench.project(far.owner, far.id).rev == 3


def test_a_confirmation_that_got_lost_is_asked_for_by_its_gesture_and_told_where_there_is_none(
    far: Study, lonely: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for op, told, start in ((uuid4(), Repeated, 33), (None, SavedUnsure, 40)):
        with monkeypatch.context() as patched:

            def lose(connection: Any, patched: pytest.MonkeyPatch = patched) -> None:
                patched.undo()
                connection.commit()
                again(lonely)
                connection.execute("SELECT 1")

            patched.setattr(far.owner.store.engine.dialect, "do_commit", lose)
            actor = Actor(far.owner.store, far.owner.coder, op)
            with pytest.raises(told):
                workbench.code(actor, far.id, far.source.id, [NewCoding(far.codes["K1"], start, 60)])
    assert len(far.codings()) == 2


def test_a_server_that_stays_away_is_told_in_a_sentence_after_a_while(
    far: Study, lonely: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened, "PATIENCE", 0.2)
    assert workbench.answers(lonely.url())
    lonely.stop()
    try:
        assert not workbench.answers(lonely.url())
        for look in (far.codings, lambda: far.code("K1", 33, 60)):
            with pytest.raises(DatabaseAway):
                look()
    finally:
        lonely.start()
    assert far.codings() == []
