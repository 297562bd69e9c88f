"""Keyword rules of codes: rows of the history, so that undo takes them back."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.errors import NotFound
from coding.model import Keyword
from coding.store.changes import Read, Write, insert, remove, update
from coding.store.tables import code, keyword

_COLUMNS = (
    keyword.c.id,
    keyword.c.code_id,
    keyword.c.language,
    keyword.c.words,
    keyword.c.inflect,
    keyword.c.avoid,
    keyword.c.window,
    keyword.c.version,
)


def _keyword(row: sa.Row[*tuple[Any, ...]]) -> Keyword:
    id_, code_id, language, words, inflect, avoid, window, version = row
    return Keyword(id_, code_id, language, words, inflect, tuple(avoid), window, version)


def _row(one: Keyword) -> dict[str, Any]:
    return {
        "code_id": one.code,
        "language": one.language,
        "words": one.words,
        "inflect": one.inflect,
        "avoid": list(one.avoid),
        "window": one.window,
    }


def load(tx: Read, code_id: UUID | None = None) -> list[Keyword]:
    """The rules of all codes that are there, or of one: by code, then alphabetically."""
    where = [keyword.c.project_id == tx.project_id, keyword.c.deleted_at.is_(None), code.c.deleted_at.is_(None)]
    if code_id is not None:
        where.append(keyword.c.code_id == code_id)
    query = sa.select(*_COLUMNS).join(code, code.c.id == keyword.c.code_id).where(*where)
    return [_keyword(row) for row in tx.all(query.order_by(code.c.position, code.c.key, keyword.c.words, keyword.c.id))]


def get(tx: Read, keyword_id: UUID) -> Keyword:
    """One live rule (NotFound)."""
    here = (keyword.c.project_id == tx.project_id, keyword.c.id == keyword_id, keyword.c.deleted_at.is_(None))
    row = tx.one(sa.select(*_COLUMNS).where(*here))
    if row is None:
        raise NotFound(what="keyword")
    return _keyword(row)


def touched(tx: Read) -> set[UUID]:
    """The codes whose rules have ever been edited here, even if none is left."""
    rows = tx.all(sa.select(keyword.c.code_id).where(keyword.c.project_id == tx.project_id).distinct())
    return {row.code_id for row in rows}


def add(tx: Write, many: Iterable[Keyword]) -> None:
    """Store new rules."""
    for one in many:
        insert(tx, "keyword", {"id": one.id, **_row(one)})


def change(tx: Write, one: Keyword, *, version: int | None = None) -> None:
    """Store what changed in a rule (Conflict where `version` is no longer the stored one)."""
    update(tx, "keyword", one.id, _row(one), version=version)


def drop(tx: Write, keyword_id: UUID) -> None:
    """Mark a rule deleted."""
    remove(tx, "keyword", keyword_id)
