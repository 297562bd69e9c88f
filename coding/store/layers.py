"""Layers of one project that are nobody's first: a person's further rounds, and what was agreed on.

Each is a coder and a member who may do nothing: whoever lists who codes here finds it there.
"""

from uuid import UUID, uuid4

import sqlalchemy as sa

from coding.model import Change, Coder
from coding.store.changes import Read, Write, fitting
from coding.store.people import join, to_coder
from coding.store.tables import coder


def load(tx: Read) -> list[Coder]:
    """The layers of this project, each person's rounds in their order."""
    mine = sa.select(coder).where(coder.c.project_id == tx.project_id)
    return [to_coder(row) for row in tx.all(mine.order_by(coder.c.kind, coder.c.name, coder.c.round))]


def get(tx: Read, layer_id: UUID) -> Coder | None:
    """One of them."""
    mine = (coder.c.project_id == tx.project_id, coder.c.id == layer_id)
    row = tx.one(sa.select(coder).where(*mine))
    return to_coder(row) if row else None


def agreed(tx: Read) -> Coder | None:
    """The layer of what was agreed on, once there is one."""
    mine = (coder.c.project_id == tx.project_id, coder.c.kind == "agreed")
    row = tx.one(sa.select(coder).where(*mine))
    return to_coder(row) if row else None


def make_agreed(tx: Write, name: str) -> Coder:
    """The layer of what was agreed on, made where there is none."""
    return agreed(tx) or _add(tx, Coder(uuid4(), name, "agreed"))


def rounds(tx: Read, person: UUID) -> list[Coder]:
    """A person's further rounds in this project, in their order."""
    mine = (coder.c.project_id == tx.project_id, coder.c.person_id == person)
    return [to_coder(row) for row in tx.all(sa.select(coder).where(*mine).order_by(coder.c.round))]


def begin_round(tx: Write, person: Coder, number: int, name: str) -> Coder:
    """An empty layer for a person's next round."""
    return _add(tx, Coder(uuid4(), name, "round", person.id, number))


def _add(tx: Write, one: Coder) -> Coder:
    values = {"id": one.id, "name": one.name, "kind": one.kind, "person_id": one.person, "round": one.round}
    # Its name need be no other than that of a layer elsewhere.
    values |= {"project_id": tx.project_id, "folded": str(one.id), "local": False, "preferences": {}}
    tx.conn.execute(sa.insert(coder).values(fitting(coder, values)))
    join(tx.conn, tx.project_id, one.id, "reader")
    tx.changes.append(Change("member", one.id, None, {"name": one.name, "role": "reader", "kind": one.kind}))
    return one
