"""The sections of the report in their order, with their texts and what their fields showed."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import Outline, Section, Showed
from coding.store.changes import Read, Write, insert, live, remove, storable, update, update_many
from coding.store.tables import ground, section

_ID = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


def load(tx: Read, outline: Outline | None = None) -> list[Section]:
    """The sections of an outline, or of all."""
    here = [section.c.project_id == tx.project_id, section.c.deleted_at.is_(None)]
    if outline is not None:
        here.append(section.c.outline == outline)
    rows = tx.all(
        sa.select(section).where(*here).order_by(section.c.outline.desc(), section.c.place, section.c.made_at)
    )
    return [_section(row._mapping) for row in rows]


def some(tx: Read, ids: Collection[UUID]) -> list[Section]:
    """Those of these sections that are there."""
    here = (section.c.project_id == tx.project_id, section.c.deleted_at.is_(None), section.c.id.in_(list(ids)))
    return [_section(row._mapping) for row in tx.all(sa.select(section).where(*here))]


def get(tx: Read, section_id: UUID) -> Section:
    """One section (NotFound)."""
    return _section(live(tx, "section", section_id))


def _section(m: Any) -> Section:
    return Section(
        id=m["id"],
        outline=m["outline"],
        heading=m["heading"],
        level=m["level"],
        place=m["place"],
        text="".join(m["words"]),
        part=m["part"],
        of=m["of_id"],
        assembled=m["assembled"],
        showed=tuple(Showed("".join(one[0]), one[1], one[2]) for one in m["showed"]),
        coder=m["coder_id"],
        made_at=m["made_at"],
        version=m["version"],
    )


def add(tx: Write, one: Section) -> None:
    """Store a new section."""
    insert(tx, "section", {"id": one.id, "coder_id": tx.actor_id, "made_at": tx.at, **_row(one)})


def put(tx: Write, one: Section, *, version: int | None = None) -> None:
    """Store what changed in a section (NotFound; Conflict where `version` is no longer the stored one)."""
    update(tx, "section", one.id, _row(one), version=version)


def move(tx: Write, places: Mapping[UUID, int]) -> None:
    """Give sections other places."""
    update_many(tx, "section", {id_: {"place": place} for id_, place in places.items()})


def _row(one: Section) -> dict[str, Any]:
    storable(one.text)
    return {
        "outline": one.outline,
        "heading": one.heading,
        "level": one.level,
        "place": one.place,
        "words": cut(one.text),
        "part": one.part,
        "of_id": one.of,
        "assembled": one.assembled,
        "showed": [[cut(each.field), each.words, each.print] for each in one.showed],
    }


def cut(text: str) -> Sequence[str]:
    """A text as its pieces, every whole id in it one of them."""
    return [one for one in _ID.split(text) if one]


def drop(tx: Write, section_id: UUID) -> None:
    """Mark a section deleted, and with it what it rests on (NotFound)."""
    here = (ground.c.project_id == tx.project_id, ground.c.owner_id == section_id, ground.c.deleted_at.is_(None))
    for row in tx.all(sa.select(ground.c.id).where(*here)):
        remove(tx, "ground", row.id)
    remove(tx, "section", section_id)
