"""The summary forms of sources: one a source, always the same row."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from coding.model import KINDS, Basis, Change, Kind, Point, Summary
from coding.store.changes import Read, Write, clash, fields, fitting, image, insert, put_back, remove, storable, update
from coding.store.tables import source, summary


def of(tx: Read, source_id: UUID) -> Summary | None:
    """What is written on the form of a source."""
    row = _standing(tx, source_id)
    return _summary(row) if row and row["deleted_at"] is None else None


def load(tx: Read, sources: Collection[UUID] | None = None) -> dict[UUID, Summary]:
    """Source → its form: those of these sources, else all there are; forms of removed sources are left out."""
    here = [summary.c.project_id == tx.project_id, summary.c.deleted_at.is_(None), source.c.deleted_at.is_(None)]
    if sources is not None:
        here.append(summary.c.source_id.in_(sources))
    query = sa.select(summary).join(source, source.c.id == summary.c.source_id).where(*here)
    return {row.source_id: _summary(fields(row)) for row in tx.all(query)}


def listed(
    tx: Read, *, among: Collection[UUID] | None = None, limit: int | None = None, offset: int = 0
) -> list[tuple[UUID, str, Kind, UUID | None, datetime | None]]:
    """A page of the sources (of those `among`), interviews first: id, name, kind, who wrote the form, when."""
    written = sa.and_(
        summary.c.project_id == source.c.project_id,
        summary.c.source_id == source.c.id,
        summary.c.deleted_at.is_(None),
    )
    columns = (source.c.id, source.c.name, source.c.kind, summary.c.coder_id, summary.c.made_at)
    where = [source.c.project_id == tx.project_id, source.c.deleted_at.is_(None)]
    if among is not None:
        where.append(source.c.id.in_(among))
    rank = sa.case({kind: place for place, kind in enumerate(KINDS)}, value=source.c.kind)
    query = sa.select(*columns).outerjoin(summary, written).where(*where).order_by(rank, source.c.name)
    return [(row[0], row[1], row[2], row[3], row[4]) for row in tx.all(query.limit(limit).offset(offset))]


def count(tx: Read) -> int:
    """How many sources have a form."""
    here = (summary.c.project_id == tx.project_id, summary.c.deleted_at.is_(None), source.c.deleted_at.is_(None))
    joined = sa.select(sa.func.count()).select_from(summary).join(source, source.c.id == summary.c.source_id)
    row = tx.one(joined.where(*here))
    return int(row[0]) if row else 0


def put(tx: Write, one: Summary, *, version: int | None = None) -> Summary:
    """Store what is written on a form, as it then stands (LettersLost).

    `version` is that of what it replaces, 0 where there was nothing (Conflict where somebody was first).
    """
    there, values = _standing(tx, one.source), _row(tx, one)
    if there is None:
        insert(tx, "summary", {"id": uuid4(), **values})
    elif there["deleted_at"] is None:
        update(tx, "summary", there["id"], values, version=version)
    elif version:
        raise clash(tx, there, values)
    else:
        kept = image(summary, {"id": there["id"], **fitting(summary, values)})
        put_back(tx, Change("summary", there["id"], kept, None))
    stored = of(tx, one.source)
    assert stored
    return stored


def drop(tx: Write, source_id: UUID, *, version: int | None = None) -> None:
    """Mark the form of a source deleted; nothing to do where there is none."""
    there = _standing(tx, source_id)
    if there is not None and there["deleted_at"] is None:
        remove(tx, "summary", there["id"], version=version)


def _standing(tx: Read, source_id: UUID) -> Mapping[str, Any] | None:
    here = (summary.c.project_id == tx.project_id, summary.c.source_id == source_id)
    row = tx.one(sa.select(summary).where(*here))
    return fields(row) if row else None


def _row(tx: Write, one: Summary) -> dict[str, Any]:
    for words in (*one.texts.values(), *one.answers.values(), *(point.text for point in one.points)):
        storable(words)
    return {
        "source_id": one.source,
        "texts": dict(one.texts),
        "answers": dict(one.answers),
        "points": [_kept(point) for point in one.points],
        "coder_id": tx.actor_id,
        "made_at": tx.at,
    }


def _kept(point: Point) -> dict[str, Any]:
    return {
        "id": str(point.id),
        "text": point.text,
        "about": str(point.about) if point.about else None,
        "weight": point.weight,
        "excerpts": [asdict(basis) | {"coding": str(basis.coding)} for basis in point.excerpts],
    }


def _point(kept: Mapping[str, Any]) -> Point:
    return Point(
        UUID(kept["id"]),
        kept["text"],
        UUID(kept["about"]) if kept["about"] else None,
        kept["weight"],
        tuple(Basis(UUID(one["coding"]), one["quote"], one["qualities"]) for one in kept["excerpts"]),
    )


def _summary(m: Mapping[str, Any]) -> Summary:
    points = tuple(_point(one) for one in m["points"])
    return Summary(m["source_id"], m["texts"], m["answers"], points, m["coder_id"], m["made_at"], m["version"])
