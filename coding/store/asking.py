"""What a query asks: of codings anywhere, of those in a few sources, and of the sources they can stand in."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from coding.model import And, Expression, Not, Or, Query, Related
from coding.store import codebooks
from coding.store.changes import Read
from coding.store.query import Compiler, Truth
from coding.store.tables import coding, source, speaker

_MOST_NAMED = 10_000
"""Sources named in one statement, in all its parts together: SQLite takes 32,766 values."""


class Asking:
    """A query as conditions on rows: what it asks of codings, and of the sources they can stand in."""

    def __init__(self, tx: Read, query: Query) -> None:
        self._tx, self._query = tx, query
        self._compiler = Compiler(tx, codebooks.load(tx)) if query.where is not None else None

    def of_codings(self, within: Sequence[UUID] | None = None) -> Truth | None:
        """What the expression asks of the rows of `coding`; None without one. Never NULL, so that NOT is honest.

        Where only codings of the sources `within` are looked at, the rest of their source or case is met there and in
        the other sources of the same cases, and nowhere else; unless these are too many to be named.
        """
        if self._compiler is None or self._query.where is None:
            return None
        where, whole = self._query.where, self._query.whole
        if whole == "excerpt":
            return self._compiler.holds(where, coding)
        near = None if within is None else self._sharing(within) if whole == "case" else within
        if near is not None and len(near) * _leaves(where) > _MOST_NAMED:
            near = None
        return sa.and_(self._compiler.meant(where, coding), self._compiler.fulfilled(where, whole, near))

    def of_sources(self) -> Truth | None:
        """What holds for every source in which the query finds anything, so that no other is looked into."""
        return self._compiler.inside(self._query.where) if self._compiler and self._query.where is not None else None

    @property
    def spreads(self) -> bool:
        """Whether what is asked of one coding depends on others of its source or case."""
        return self._compiler is not None and self._query.whole in ("source", "case")

    def _sharing(self, within: Sequence[UUID]) -> list[UUID]:
        """These sources, and the others in which their informants have words."""
        mine, spoken = source.c.project_id == self._tx.project_id, speaker.c.project_id == self._tx.project_id
        here = sa.union(
            sa.select(source.c.case_id).where(mine, source.c.id.in_(within)),
            sa.select(speaker.c.case_id).where(spoken, speaker.c.source_id.in_(within)),
        )
        people = {row[0] for row in self._tx.conn.execute(here)} - {None}
        theirs = sa.union(
            sa.select(source.c.id).where(mine, source.c.case_id.in_(people)),
            sa.select(speaker.c.source_id).where(spoken, speaker.c.case_id.in_(people)),
        )
        return sorted({*within, *(row[0] for row in self._tx.conn.execute(theirs))})


def compiled(tx: Read, query: Query) -> Truth | None:
    """What a query's expression asks of the rows of `coding`, wherever they stand; see `Asking.of_codings`."""
    return Asking(tx, query).of_codings()


def _leaves(expression: Expression) -> int:
    """How many parts of an expression have none themselves."""
    match expression:
        case And(parts) | Or(parts):
            return sum(map(_leaves, parts))
        case Not(part):
            return _leaves(part)
        case Related(this, _, that, _):
            return _leaves(this) + _leaves(that)
    return 1
