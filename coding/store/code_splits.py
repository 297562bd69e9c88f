"""Codes being split, what was decided about each excerpt so far, and excerpts chosen as examples."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from coding.model import Change, Coding
from coding.store import many
from coding.store.changes import Read, Write, fields, image, insert, live, put_back, remove, update
from coding.store.codings import coding_of
from coding.store.tables import code_choice, code_split, coding, example, source


def load(tx: Read) -> list[Mapping[str, Any]]:
    """The splits that are begun, the newest first."""
    here = (code_split.c.project_id == tx.project_id, code_split.c.deleted_at.is_(None))
    return [fields(row) for row in tx.all(sa.select(code_split).where(*here).order_by(code_split.c.made_at.desc()))]


def get(tx: Read, split_id: UUID) -> Mapping[str, Any]:
    """One that is begun (NotFound)."""
    return live(tx, "code_split", split_id)


def begin(tx: Write, split_id: UUID, code_id: UUID, name: str, definition: str) -> None:
    """Store a split that is begun."""
    values = {"id": split_id, "code_id": code_id, "name": name, "definition": definition}
    insert(tx, "code_split", {**values, "coder_id": tx.actor_id, "made_at": tx.at})


def decide(tx: Write, split_id: UUID, coding_id: UUID, choice: str) -> None:
    """Store what is decided about an excerpt; its row is always the same one."""
    same = (code_choice.c.split_id == split_id, code_choice.c.coding_id == coding_id)
    values = {"split_id": split_id, "coding_id": coding_id, "choice": choice}
    _put(tx, "code_choice", values, *same)


def _put(tx: Write, entity: str, values: Mapping[str, Any], *same: sa.ColumnElement[bool]) -> None:
    table = code_choice if entity == "code_choice" else example
    row = tx.one(sa.select(table).where(table.c.project_id == tx.project_id, *same))
    given = {**values, "coder_id": tx.actor_id, "made_at": tx.at}
    if row is None:
        insert(tx, entity, {"id": uuid4(), **given})
    elif row.deleted_at is None:
        update(tx, entity, row.id, given)
    else:
        put_back(tx, Change(entity, row.id, image(table, {"id": row.id, **given}), None))


def end(tx: Write, split_id: UUID) -> None:
    """Mark a split deleted, with what was decided in it."""
    remove(tx, "code_split", split_id)
    many.delete(tx, "code_choice", many.find(tx, "code_choice", code_choice.c.split_id == split_id))


def _excerpts(tx: Read, split: Mapping[str, Any]) -> sa.Select[*tuple[Any, ...]]:
    """The codings of the code that is split, each beside what is decided about it."""
    decided = sa.and_(
        code_choice.c.project_id == coding.c.project_id,
        code_choice.c.coding_id == coding.c.id,
        code_choice.c.split_id == split["id"],
        code_choice.c.deleted_at.is_(None),
    )
    here = (coding.c.project_id == tx.project_id, coding.c.code_id == split["code_id"], coding.c.deleted_at.is_(None))
    joined = sa.select().select_from(coding).join(source, source.c.id == coding.c.source_id)
    return joined.outerjoin(code_choice, decided).where(*here, source.c.deleted_at.is_(None))


def counts(tx: Read, split: Mapping[str, Any]) -> dict[str | None, int]:
    """What is decided → of how many excerpts; None: of those nothing is decided about."""
    query = _excerpts(tx, split).add_columns(code_choice.c.choice, sa.func.count()).group_by(code_choice.c.choice)
    return {row[0]: row[1] for row in tx.all(query)}


def next_one(tx: Read, split: Mapping[str, Any]) -> UUID | None:
    """The first excerpt nothing is decided about in the order of sources and text; else the first that was skipped."""
    order = (code_choice.c.choice.is_not(None), code_choice.c.made_at, source.c.name, coding.c.start, coding.c.id)
    open_ones = sa.or_(code_choice.c.choice.is_(None), code_choice.c.choice == "skip")
    row = tx.one(_excerpts(tx, split).add_columns(coding.c.id).where(open_ones).order_by(*order).limit(1))
    return row[0] if row else None


def chosen(tx: Read, split: Mapping[str, Any], *choices: str) -> list[Coding]:
    """The codings about which one of these is decided."""
    rows = tx.all(_excerpts(tx, split).add_columns(*coding.c).where(code_choice.c.choice.in_(choices)))
    return [coding_of(fields(row)) for row in rows]


# -- examples -------------------------------------------------------------------------------------


def examples(tx: Read) -> list[tuple[UUID, UUID]]:
    """Code and coding of every excerpt that is an example, in the order in which they were chosen."""
    here = (example.c.project_id == tx.project_id, example.c.deleted_at.is_(None), coding.c.deleted_at.is_(None))
    query = sa.select(coding.c.code_id, coding.c.id).select_from(example)
    joined = query.join(coding, coding.c.id == example.c.coding_id).join(source, source.c.id == coding.c.source_id)
    rows = tx.all(joined.where(*here, source.c.deleted_at.is_(None)).order_by(example.c.made_at, example.c.id))
    return [(row[0], row[1]) for row in rows]


def choose(tx: Write, coding_id: UUID) -> None:
    """Make a coding an example of its code."""
    _put(tx, "example", {"coding_id": coding_id}, example.c.coding_id == coding_id)


def unchoose(tx: Write, coding_id: UUID) -> None:
    """A coding is no example any more; nothing to do where it was none."""
    here = (example.c.project_id == tx.project_id, example.c.coding_id == coding_id, example.c.deleted_at.is_(None))
    if (row := tx.one(sa.select(example.c.id).where(*here))) is not None:
        remove(tx, "example", row.id)
