"""Coders and what role they have where."""

from collections.abc import Set
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from coding.model import Coder, Member, Role
from coding.store.changes import Read, Write, fitting, once
from coding.store.tables import coder, member, project


def to_coder(row: sa.Row[*tuple[Any, ...]]) -> Coder:
    return Coder(row.id, row.name, row.kind, row.person_id, row.round)


def find(conn: sa.Connection, name: str) -> Coder | None:
    """The coder of this name, whatever its case."""
    row = conn.execute(sa.select(coder).where(coder.c.folded == name.strip().casefold())).first()
    return to_coder(row) if row else None


def get(conn: sa.Connection, coder_id: UUID) -> Coder | None:
    """The coder with this id."""
    row = conn.execute(sa.select(coder).where(coder.c.id == coder_id)).first()
    return to_coder(row) if row else None


def local(conn: sa.Connection) -> Coder | None:
    """The one user of a machine of one's own."""
    row = conn.execute(sa.select(coder).where(coder.c.local)).first()
    return to_coder(row) if row else None


def is_local(conn: sa.Connection, coder_id: UUID) -> bool:
    """Whether this is the user of the machine itself."""
    return bool(conn.execute(sa.select(coder.c.local).where(coder.c.id == coder_id)).scalar())


def add(conn: sa.Connection, name: str, *, is_local: bool = False) -> Coder:
    """A new coder; names are unique whatever their case."""
    name = name.strip()
    row = fitting(coder, {"name": name, "folded": name.casefold()})
    values = {**row, "id": uuid4(), "local": is_local, "preferences": {}}
    # Two projects may meet the same new name at the same moment: the second takes the first one's coder.
    insert = sqlite.insert(coder) if conn.dialect.name == "sqlite" else postgresql.insert(coder)
    conn.execute(insert.values(values).on_conflict_do_nothing(index_elements=["folded"]))
    one = find(conn, name)
    assert one
    return one


def rename(conn: sa.Connection, coder_id: UUID, name: str) -> None:
    """Give a coder another name."""
    values = fitting(coder, {"name": name.strip(), "folded": name.strip().casefold()})
    before = get(conn, coder_id)
    conn.execute(sa.update(coder).where(coder.c.id == coder_id).values(values))
    # Further rounds are called after their person.
    for row in conn.execute(sa.select(coder.c.id, coder.c.name).where(coder.c.person_id == coder_id)).all():
        new = fitting(coder, {"name": row.name.replace(before.name if before else "", values["name"], 1)})
        conn.execute(sa.update(coder).where(coder.c.id == row.id).values(new))


def preferences(conn: sa.Connection, coder_id: UUID) -> dict[str, Any]:
    """What a person has chosen for the screen: language, last project."""
    return dict(conn.execute(sa.select(coder.c.preferences).where(coder.c.id == coder_id)).scalar() or {})


def prefer(conn: sa.Connection, coder_id: UUID, **chosen: Any) -> None:
    """Remember a choice."""
    both = {**preferences(conn, coder_id), **chosen}
    conn.execute(sa.update(coder).where(coder.c.id == coder_id).values(preferences=both))


_ROLE = (
    sa.select(member.c.role)
    .join(project, project.c.id == member.c.project_id)
    .where(member.c.project_id == sa.bindparam("project"), member.c.coder_id == sa.bindparam("coder"))
    .where(member.c.left_at.is_(None), project.c.deleted_at.is_(None))
)
"""Put together once: every verb and every look begins with it."""


def role(tx: Read, coder_id: UUID) -> Role | None:
    """A coder's role in this project, if any (none in a project that was taken out, or that the coder has left)."""
    row = tx.conn.execute(_ROLE, {"project": tx.project_id, "coder": coder_id}).first()
    return row.role if row else None


def join(conn: sa.Connection, project_id: UUID, coder_id: UUID, as_role: Role) -> None:
    """Make a coder a member (again), or give a member another role."""
    here = (member.c.project_id == project_id, member.c.coder_id == coder_id)
    if conn.execute(sa.select(member).where(*here)).first():
        conn.execute(sa.update(member).where(*here).values(role=as_role, left_at=None))
    else:
        conn.execute(sa.insert(member).values(project_id=project_id, coder_id=coder_id, role=as_role))


def leave(tx: Write, coder_id: UUID) -> None:
    """A member gets in no more; what they did stays, under their name."""
    here = (member.c.project_id == tx.project_id, member.c.coder_id == coder_id)
    tx.conn.execute(sa.update(member).where(*here).values(left_at=tx.at))


def projects_of(conn: sa.Connection, coder_id: UUID) -> dict[UUID, Role]:
    """Project → role of a coder who is in it now."""
    here = (member.c.coder_id == coder_id, member.c.left_at.is_(None), project.c.deleted_at.is_(None))
    query = sa.select(member.c.project_id, member.c.role).join(project, project.c.id == member.c.project_id)
    return {row.project_id: row.role for row in conn.execute(query.where(*here))}


def members_named(tx: Read, ids: Set[UUID]) -> list[Coder]:
    """Those of these coders who are or were in this project, by name."""
    query = sa.select(coder).join(member, member.c.coder_id == coder.c.id).where(member.c.project_id == tx.project_id)
    return [to_coder(row) for row in tx.all(query.where(coder.c.id.in_(ids)).order_by(coder.c.name))]


@once
def members(tx: Read) -> list[Member]:
    """Everyone who is or was in this project, by name."""
    query = sa.select(coder, member.c.role, member.c.left_at).join(member, member.c.coder_id == coder.c.id)
    rows = tx.all(query.where(member.c.project_id == tx.project_id).order_by(coder.c.name))
    return [Member(to_coder(row), row.role, row.left_at is not None) for row in rows]
