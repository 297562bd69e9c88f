"""What tactics found of propositions, as it was kept."""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import Verification
from coding.store.changes import Read, Write, insert, live, remove, update
from coding.store.tables import proposition, verification

_BESIDE_RESULT = tuple(column for column in verification.c if column is not verification.c.result)


def of(tx: Read, propositions: Collection[UUID] | None = None, *, results: bool = True) -> list[Verification]:
    """What was kept of these propositions, or of all that are there; the newest first.

    Without `results` nothing is read of what was found: that is nearly all there is of hundreds of them.
    """
    here = (verification.c.project_id == tx.project_id, verification.c.deleted_at.is_(None))
    there = verification.join(proposition, proposition.c.id == verification.c.proposition_id)
    some = [] if propositions is None else [verification.c.proposition_id.in_(list(propositions))]
    columns = (verification,) if results else _BESIDE_RESULT
    query = sa.select(*columns).select_from(there).where(*here, proposition.c.deleted_at.is_(None), *some)
    rows = tx.all(query.order_by(verification.c.made_at.desc(), verification.c.id))
    return [_verification(row._mapping) for row in rows]


def some(tx: Read, ids: Collection[UUID]) -> list[Verification]:
    """These of those that are there, without what was found."""
    here = (verification.c.project_id == tx.project_id, verification.c.deleted_at.is_(None))
    there = verification.join(proposition, proposition.c.id == verification.c.proposition_id)
    query = sa.select(*_BESIDE_RESULT).select_from(there).where(*here, proposition.c.deleted_at.is_(None))
    return [_verification(row._mapping) for row in tx.all(query.where(verification.c.id.in_(list(ids))))]


def tested(tx: Read) -> list[tuple[UUID, UUID]]:
    """All that was kept, each with the proposition it tested; the newest first, and nothing read of what was found."""
    here = (verification.c.project_id == tx.project_id, verification.c.deleted_at.is_(None))
    columns = (verification.c.id, verification.c.proposition_id)
    query = sa.select(*columns).where(*here).order_by(verification.c.made_at.desc(), verification.c.id)
    return [(row[0], row[1]) for row in tx.all(query)]


def found_texts(tx: Read, ids: Collection[UUID]) -> Iterator[tuple[UUID, str]]:
    """What was found, as it is written: reading it whole takes far longer than looking for ids in it."""
    here = (verification.c.project_id == tx.project_id, verification.c.deleted_at.is_(None))
    query = sa.select(verification.c.id, sa.cast(verification.c.result, sa.Text)).where(*here)
    wanted, at_once = list(ids), 500
    for first in range(0, len(wanted), at_once):
        for row in tx.all(query.where(verification.c.id.in_(wanted[first : first + at_once]))):
            yield row[0], row[1]


def get(tx: Read, verification_id: UUID) -> Verification:
    """One of them (NotFound)."""
    return _verification(live(tx, "verification", verification_id))


def _verification(m: Any) -> Verification:
    return Verification(
        id=m["id"],
        proposition=m["proposition_id"],
        tactic=m["tactic"],
        concludes=m["concludes"],
        options=m["options"],
        result=m.get("result", {}),
        note=m["note"],
        print=m["print"],
        coder=m["coder_id"],
        made_at=m["made_at"],
        version=m["version"],
    )


def add(tx: Write, one: Verification) -> None:
    """Store a new one."""
    insert(
        tx,
        "verification",
        {
            "id": one.id,
            "proposition_id": one.proposition,
            "tactic": one.tactic,
            "concludes": one.concludes,
            "options": dict(one.options),
            "result": dict(one.result),
            "note": one.note,
            "print": one.print,
            "coder_id": tx.actor_id,
            "made_at": tx.at,
        },
    )


def change(tx: Write, verification_id: UUID, concludes: str, note: str, *, version: int | None = None) -> None:
    """Store what else somebody concludes from it (NotFound; Conflict where `version` is no longer the stored one)."""
    update(tx, "verification", verification_id, {"concludes": concludes, "note": note}, version=version)


def drop(tx: Write, verification_id: UUID) -> None:
    """Mark one deleted."""
    remove(tx, "verification", verification_id)
