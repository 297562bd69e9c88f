"""Visits: up to where somebody has seen a project, and what was said then."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import Visit
from coding.store.changes import Read, Write, insert, live, update
from coding.store.tables import visit


def _visit(m: Any) -> Visit:
    names = ("id", "rev", "discussed", "agreed", "to_do", "coder_id", "made_at", "version")
    return Visit(*(m[name] for name in names))


def load(tx: Read) -> list[Visit]:
    """Everybody's visits, the oldest first."""
    here = (visit.c.project_id == tx.project_id, visit.c.deleted_at.is_(None))
    return [_visit(row._mapping) for row in tx.all(sa.select(visit).where(*here).order_by(visit.c.made_at, visit.c.id))]


def last(tx: Read, coder_id: UUID) -> Visit | None:
    """Somebody's last visit, if there was one."""
    here = (visit.c.project_id == tx.project_id, visit.c.deleted_at.is_(None), visit.c.coder_id == coder_id)
    row = tx.one(sa.select(visit).where(*here).order_by(visit.c.made_at.desc(), visit.c.id).limit(1))
    return _visit(row._mapping) if row else None


def get(tx: Read, visit_id: UUID) -> Visit:
    """One of them (NotFound)."""
    return _visit(live(tx, "visit", visit_id))


def add(tx: Write, one: Visit) -> None:
    """Store a new visit, by whom and when it says, else by this act's person now."""
    values = {"id": one.id, "rev": one.rev, "discussed": one.discussed, "agreed": one.agreed, "to_do": one.to_do}
    insert(tx, "visit", {**values, "coder_id": one.coder or tx.actor_id, "made_at": one.made_at or tx.at})


def change(tx: Write, visit_id: UUID, values: dict[str, Any], *, version: int | None = None) -> None:
    """Change what was said at a visit (Conflict)."""
    update(tx, "visit", visit_id, values, version=version)
