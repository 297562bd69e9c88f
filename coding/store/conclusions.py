"""Propositions, verdicts and advice; what they rest on is in `grounds`."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import Advice, Change, OwnerKind, Proposition, Verdict
from coding.store.changes import Read, Write, clash, fields, fitting, image, insert, live, put_back, remove, update
from coding.store.tables import advice, ground, proposition, verdict, verification

_AT_ONCE = 5000

# -- propositions ---------------------------------------------------------------------------------


def propositions(tx: Read) -> list[Proposition]:
    """All of them, in the order they were given."""
    here = (proposition.c.project_id == tx.project_id, proposition.c.deleted_at.is_(None))
    rows = tx.all(sa.select(proposition).where(*here).order_by(proposition.c.position, proposition.c.made_at))
    return [_proposition(row._mapping) for row in rows]


def some_propositions(tx: Read, ids: Collection[UUID]) -> dict[UUID, Proposition]:
    """Those of these that are there, by their ids."""
    here = (proposition.c.project_id == tx.project_id, proposition.c.deleted_at.is_(None))
    wanted = list(ids)
    found: dict[UUID, Proposition] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        some = proposition.c.id.in_(wanted[first : first + _AT_ONCE])
        found |= {row.id: _proposition(row._mapping) for row in tx.all(sa.select(proposition).where(*here, some))}
    return found


def get_proposition(tx: Read, proposition_id: UUID) -> Proposition:
    """One proposition (NotFound)."""
    return _proposition(live(tx, "proposition", proposition_id))


def _proposition(m: Any) -> Proposition:
    return Proposition(
        id=m["id"],
        text=m["text"],
        status=m["status"],
        indicator=m["indicator_id"],
        codes=tuple(map(UUID, m["codes"])),
        cases=tuple(map(UUID, m["cases"])),
        plausible=m["plausible"],
        position=m["position"],
        coder=m["coder_id"],
        made_at=m["made_at"],
        version=m["version"],
    )


def put_proposition(tx: Write, one: Proposition, *, version: int | None = None) -> None:
    """Store a proposition, new or changed (Conflict where `version` is no longer the stored one)."""
    _put(
        tx,
        "proposition",
        one.id,
        {
            "text": one.text,
            "status": one.status,
            "indicator_id": one.indicator,
            "codes": [str(each) for each in one.codes],
            "cases": [str(each) for each in one.cases],
            "plausible": one.plausible,
            "position": one.position,
        },
        version,
    )


# -- verdicts -------------------------------------------------------------------------------------


def verdicts(tx: Read) -> dict[UUID | None, Verdict]:
    """Code (None: the study as a whole) → its verdict."""
    here = (verdict.c.project_id == tx.project_id, verdict.c.deleted_at.is_(None))
    return {row.code_id: _verdict(row._mapping) for row in tx.all(sa.select(verdict).where(*here))}


def get_verdict(tx: Read, verdict_id: UUID) -> Verdict:
    """One verdict (NotFound)."""
    return _verdict(live(tx, "verdict", verdict_id))


def _verdict(m: Any) -> Verdict:
    return Verdict(m["id"], m["code_id"], m["verdict"], m["rule"], m["coder_id"], m["made_at"], m["version"])


def put_verdict(tx: Write, one: Verdict, *, version: int | None = None) -> UUID:
    """Store what is decided about a code or the study; its row is always the same one, whose id is given back.

    `version` is that of what it replaces, 0 where there was nothing (Conflict where somebody was first).
    """
    of = verdict.c.code_id == one.code if one.code else verdict.c.code_id.is_(None)
    row = tx.one(sa.select(verdict).where(verdict.c.project_id == tx.project_id, of))
    there = fields(row) if row else None
    values: dict[str, Any] = {"code_id": one.code, "verdict": one.verdict, "rule": one.rule}
    values |= {"coder_id": tx.actor_id, "made_at": tx.at}
    if there is None:
        return insert(tx, "verdict", {"id": one.id, **values})
    if there["deleted_at"] is None:
        update(tx, "verdict", there["id"], values, version=version)
    elif version:
        raise clash(tx, there, values)
    else:
        kept = image(verdict, {"id": there["id"], **fitting(verdict, values)})
        put_back(tx, Change("verdict", there["id"], kept, None))
    return UUID(str(there["id"]))


# -- advice ---------------------------------------------------------------------------------------


def advices(tx: Read) -> list[Advice]:
    """All the advice, in its order."""
    here = (advice.c.project_id == tx.project_id, advice.c.deleted_at.is_(None))
    rows = tx.all(sa.select(advice).where(*here).order_by(advice.c.position, advice.c.made_at))
    return [_advice(row._mapping) for row in rows]


def get_advice(tx: Read, advice_id: UUID) -> Advice:
    """One piece of advice (NotFound)."""
    return _advice(live(tx, "advice", advice_id))


def _advice(m: Any) -> Advice:
    return Advice(m["id"], m["text"], m["position"], m["coder_id"], m["made_at"], m["version"])


def put_advice(tx: Write, one: Advice, *, version: int | None = None) -> None:
    """Store a piece of advice, new or changed (Conflict where `version` is no longer the stored one)."""
    _put(tx, "advice", one.id, {"text": one.text, "position": one.position}, version)


# -- all of them ----------------------------------------------------------------------------------


def _put(tx: Write, entity: str, row_id: UUID, values: Mapping[str, Any], version: int | None) -> None:
    table = {"proposition": proposition, "advice": advice}[entity]
    if tx.one(sa.select(table.c.id).where(table.c.project_id == tx.project_id, table.c.id == row_id)) is None:
        insert(tx, entity, {"id": row_id, "coder_id": tx.actor_id, "made_at": tx.at, **values})
    else:
        update(tx, entity, row_id, values, version=version)


def drop(tx: Write, kind: OwnerKind, owner: UUID) -> None:
    """Mark a conclusion deleted, and with it its grounds and what was kept of its verification (NotFound)."""
    here = (ground.c.project_id == tx.project_id, ground.c.owner_id == owner, ground.c.deleted_at.is_(None))
    for row in tx.all(sa.select(ground.c.id).where(*here)):
        remove(tx, "ground", row.id)
    mine = (verification.c.project_id == tx.project_id, verification.c.proposition_id == owner)
    for row in tx.all(sa.select(verification.c.id).where(*mine, verification.c.deleted_at.is_(None))):
        remove(tx, "verification", row.id)
    remove(tx, kind, owner)
