"""What of a count still stands since it was made, so that only the rest is counted again."""

from uuid import UUID

from coding.model import And, Expression, Not, Or, Query, Related, Where
from coding.store import Read, history


def changed_codes(tx: Read, query: Query, rev: int) -> frozenset[UUID] | None:
    """The codes of which a query may find something else than at a revision; None: of any."""
    return history.codes_since(tx, rev) if of_itself(query) else None


def changed_sources(tx: Read, query: Query, rev: int) -> frozenset[UUID] | None:
    """The sources in which a query may find something else than at a revision; None: in any."""
    return history.sources_since(tx, rev) if of_itself(query) else None


def of_itself(query: Query) -> bool:
    """Whether a coding fulfils the query whatever there is beside it."""
    return query.whole == "excerpt" and (query.where is None or not _relates(query.where))


def _relates(expression: Expression) -> bool:
    match expression:
        case Related() | Where(field="ledger"):
            return True
        case And(parts) | Or(parts):
            return any(map(_relates, parts))
        case Not(part):
            return _relates(part)
    return False
