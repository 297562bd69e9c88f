"""What layers agreed on when it was measured, and what was decided where they differ; what they rest on."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.errors import NotFound
from coding.model import Adjudication, Agreement
from coding.store.changes import Read, Write, insert, update
from coding.store.tables import adjudication, agreement, coding, source

_AT_ONCE = 5000
_LIGHT = tuple(column for column in agreement.c if column.name not in ("material", "figures"))


def load(tx: Read) -> list[Agreement]:
    """Everything that was measured, the newest first, without what was compared."""
    here = (agreement.c.project_id == tx.project_id, agreement.c.deleted_at.is_(None))
    rows = tx.all(sa.select(*_LIGHT).where(*here).order_by(agreement.c.made_at.desc(), agreement.c.id))
    return [_agreement(row._mapping) for row in rows]


def version(tx: Read, agreement_id: UUID) -> int:
    """Which version of a measurement there is (NotFound): what was compared is long, and read once for each."""
    here = (agreement.c.project_id == tx.project_id, agreement.c.id == agreement_id, agreement.c.deleted_at.is_(None))
    row = tx.one(sa.select(agreement.c.version).where(*here))
    if row is None:
        raise NotFound(what="agreement")
    return int(row.version)


def get(tx: Read, agreement_id: UUID) -> Agreement:
    """One of them, with what was compared (NotFound)."""
    version(tx, agreement_id)
    here = (agreement.c.project_id == tx.project_id, agreement.c.id == agreement_id)
    row = tx.one(sa.select(agreement).where(*here))
    assert row
    return _agreement(row._mapping)


def _agreement(m: Any) -> Agreement:
    return Agreement(
        id=m["id"],
        layers=tuple(UUID(one) for one in m["layers"]),
        unit=m["unit"],
        material=m.get("material") or {},
        figures=m.get("figures") or {},
        note=m["note"],
        coder=m["coder_id"],
        made_at=m["made_at"],
        version=m["version"],
    )


def add(tx: Write, one: Agreement) -> None:
    """Store a new one."""
    values: dict[str, Any] = {
        "id": one.id,
        "unit": one.unit,
        "layers": [str(layer) for layer in one.layers],
        "note": one.note,
    }
    values |= {"material": dict(one.material), "figures": dict(one.figures)}
    insert(tx, "agreement", {**values, "coder_id": tx.actor_id, "made_at": tx.at})


def rows(
    tx: Read, layers: Collection[UUID], sources: Collection[UUID]
) -> dict[UUID, list[tuple[UUID, int, UUID, UUID, int, int]]]:
    """Per source, the codings of these layers: id, version, layer, code, start, end."""
    wanted, found = sorted(sources), dict[UUID, list[tuple[UUID, int, UUID, UUID, int, int]]]()
    columns = (coding.c.id, coding.c.version, coding.c.coder_id, coding.c.code_id, coding.c.start, coding.c.end)
    here = (coding.c.project_id == tx.project_id, coding.c.deleted_at.is_(None), coding.c.coder_id.in_(list(layers)))
    order = (coding.c.source_id, coding.c.start, coding.c.end, coding.c.id)
    for first in range(0, len(wanted), _AT_ONCE):
        some = coding.c.source_id.in_(wanted[first : first + _AT_ONCE])
        for row in tx.all(sa.select(coding.c.source_id, *columns).where(*here, some).order_by(*order)):
            found.setdefault(row[0], []).append((row[1], row[2], row[3], row[4], row[5], row[6]))
    return found


def coded(tx: Read) -> set[tuple[UUID, UUID]]:
    """(source, layer) of every layer that coded something there."""
    here = (coding.c.project_id == tx.project_id, coding.c.deleted_at.is_(None))
    return {
        (row[0], row[1]) for row in tx.all(sa.select(coding.c.source_id, coding.c.coder_id).where(*here).distinct())
    }


def text_versions(tx: Read) -> dict[UUID, tuple[str, int, int]]:
    """Source → its name, the version of its text, and how many characters that has."""
    here = (source.c.project_id == tx.project_id, source.c.deleted_at.is_(None))
    rows_ = tx.all(sa.select(source.c.id, source.c.name, source.c.text_version, source.c.characters).where(*here))
    return {row[0]: (row[1], row[2], row[3]) for row in rows_}


# -- decisions ------------------------------------------------------------------------------------

_FIELDS = {"agreement": "agreement_id", "source": "source_id", "rule": "rule_id", "first": "first_id"}
_FIELDS |= {"second": "second_id", "coder": "coder_id"}


def decisions(tx: Read) -> dict[frozenset[UUID], Adjudication]:
    """What was decided, by the codings that differ."""
    here = (adjudication.c.project_id == tx.project_id, adjudication.c.deleted_at.is_(None))
    found = (_decision(row._mapping) for row in tx.all(sa.select(adjudication).where(*here)))
    return {frozenset(one.about): one for one in found}


def _decision(m: Any) -> Adjudication:
    values = {name: m[_FIELDS.get(name, name)] for name in Adjudication.__dataclass_fields__}
    return Adjudication(**{**values, **{name: tuple(map(UUID, m[name])) for name in ("made", "about")}})


def decide(tx: Write, one: Adjudication) -> None:
    """Store a decision, in the place of an earlier one on the same codings."""
    values = {_FIELDS.get(name, name): getattr(one, name) for name in Adjudication.__dataclass_fields__}
    values |= {name: sorted(map(str, getattr(one, name))) for name in ("made", "about")}
    values |= {"coder_id": tx.actor_id, "made_at": tx.at}
    values.pop("version")
    if old := decisions(tx).get(frozenset(one.about)):
        values.pop("id")
        update(tx, "adjudication", old.id, values)
    else:
        insert(tx, "adjudication", values)
