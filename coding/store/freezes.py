"""Reports as they were frozen: records that nothing changes."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import Freeze
from coding.store.changes import Read, Write, insert, live
from coding.store.tables import freeze


def load(tx: Read) -> list[Freeze]:
    """The frozen reports, the newest first."""
    here = (freeze.c.project_id == tx.project_id, freeze.c.deleted_at.is_(None))
    rows = tx.all(sa.select(freeze).where(*here).order_by(freeze.c.made_at.desc(), freeze.c.id))
    return [_freeze(row._mapping) for row in rows]


def get(tx: Read, freeze_id: UUID) -> Freeze:
    """One of them (NotFound)."""
    return _freeze(live(tx, "freeze", freeze_id))


def _freeze(m: Any) -> Freeze:
    return Freeze(
        id=m["id"],
        outline=m["outline"],
        language=m["language"],
        manifest=m["manifest"],
        why=m["why"],
        coder=m["coder_id"],
        made_at=m["made_at"],
        version=m["version"],
    )


def add(tx: Write, one: Freeze) -> None:
    """Store a new one."""
    insert(
        tx,
        "freeze",
        {
            "id": one.id,
            "outline": one.outline,
            "language": one.language,
            "why": one.why,
            "manifest": dict(one.manifest),
            "coder_id": tx.actor_id,
            "made_at": tx.at,
        },
    )
