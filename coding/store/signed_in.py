"""A store as somebody has it who is signed in: each transaction begins with asking whether they still are.

A press of a button is carried out before the page is drawn again, so that looking when it is drawn would come too late.
The many looks of one page ask once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from time import monotonic
from uuid import UUID

import sqlalchemy as sa

from coding.errors import SignedOut
from coding.store import accounts
from coding.store.changes import Read, Write
from coding.store.store import NOBODY, Store

AT_ONCE = 0.25
"""Seconds in which looks, but never verbs, rest on one answer."""


class SignedIn(Store):
    """The same store, for as long as a sign-in lasts (SignedOut)."""

    __slots__ = ("_asked", "_digest")

    def __init__(self, store: Store, digest: str, asked: float = float("-inf")) -> None:
        """`asked` is when, by the monotonic clock, the sign-in was last found to be good."""
        # One and the same: what the store learns of its database, every other that stands for it knows.
        self.__dict__ = store.__dict__
        self._digest = digest
        self._asked = asked

    @contextmanager
    def read(self, project_id: UUID = NOBODY, actor_id: UUID = NOBODY) -> Iterator[Read]:
        with super().read(project_id, actor_id) as tx:
            if monotonic() - self._asked > AT_ONCE:
                self._ask(tx.conn)
                self._asked = monotonic()
            yield tx

    @contextmanager
    def shared(self) -> Iterator[sa.Connection]:
        with super().shared() as conn:
            self._ask(conn)
            yield conn

    @contextmanager
    def write(
        self, project_id: UUID, actor_id: UUID, verb: str, at: datetime, *, op_id: UUID | None = None
    ) -> Iterator[Write]:
        with super().write(project_id, actor_id, verb, at, op_id=op_id) as tx:
            self._ask(tx.conn)
            yield tx

    def _ask(self, conn: sa.Connection) -> None:
        if not accounts.lasts(conn, self._digest):
            raise SignedOut
