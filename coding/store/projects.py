"""Projects."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import Project
from coding.store.changes import Read, Write, fields, insert, once, remove, update
from coding.store.tables import member, project


def _project(row: sa.Row[*tuple[Any, ...]]) -> Project:
    m = fields(row)
    names = ("id", "name", "language", "time_zone", "practice", "rev", "version", "settings", "created_at")
    return Project(**{name: m[name] for name in names})


def add(tx: Write, one: Project) -> None:
    """Store a new project."""
    insert(
        tx,
        "project",
        {
            "id": one.id,
            "name": one.name,
            "language": one.language,
            "time_zone": one.time_zone,
            "practice": one.practice,
            "rev": 0,
            "settings": dict(one.settings),
            "created_at": tx.at,
        },
    )


@once
def get(tx: Read) -> Project | None:
    """The project of this transaction."""
    row = tx.one(sa.select(project).where(project.c.id == tx.project_id, project.c.deleted_at.is_(None)))
    return _project(row) if row else None


def of(conn: sa.Connection, coder_id: UUID) -> list[Project]:
    """The projects a coder is a member of, by name."""
    query = sa.select(project).join(member, member.c.project_id == project.c.id)
    mine = query.where(member.c.coder_id == coder_id, member.c.left_at.is_(None), project.c.deleted_at.is_(None))
    return [_project(row) for row in conn.execute(mine.order_by(project.c.name, project.c.created_at))]


_REV = sa.select(project.c.rev).where(project.c.id == sa.bindparam("project"))


def rev(tx: Read) -> int:
    """How many events this project has."""
    row = tx.shared.execute(_REV, {"project": tx.project_id}).first()
    return row.rev if row else 0


def change(tx: Write, values: dict[str, Any], *, version: int | None = None) -> None:
    """Rename a project or change its settings."""
    update(tx, "project", tx.project_id, values, version=version)


def rename(tx: Write, name: str) -> None:
    """Give the project another name, whatever its version."""
    update(tx, "project", tx.project_id, {"name": name})


def drop(tx: Write) -> None:
    """Mark the project deleted."""
    remove(tx, "project", tx.project_id)
