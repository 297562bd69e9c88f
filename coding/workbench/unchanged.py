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


def reworded_sources(tx: Read, query: Query, rev: int) -> frozenset[UUID] | None:
    """The same of what is said there: words may be rewritten in all of a project, and no coding named."""
    since = history.changed_since(tx, rev)
    if since is None or not since.things or "project" in since.things:
        return None
    return changed_sources(tx, query, rev)


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
