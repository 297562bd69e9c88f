"""Keyword rules of codes: rows of the history, so that undo takes them back."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa

from coding.model import Change, Keyword
from coding.store.changes import Read, Write, current, fitting, image, insert, put_back, remove, update
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


def no_rules(code_id: UUID) -> Keyword:
    """The row without words that says of a code: it has no rules, whatever the codebook proposes."""
    return Keyword(uuid5(code_id, "no rules"), code_id, "id", "")


def add(tx: Write, many: Iterable[Keyword]) -> None:
    """Store rules; one of this id that was taken away here is brought back as it now is."""
    for one in many:
        row = current(tx, "keyword", one.id)
        values = {"id": one.id, **_row(one)}
        if row is None or row["deleted_at"] is None:
            insert(tx, "keyword", values)
        else:
            put_back(tx, Change("keyword", one.id, image(keyword, fitting(keyword, values)), None))


def drop_all(tx: Write, code_id: UUID) -> None:
    """Take away what is stored for a code that goes itself."""
    for one in load(tx, code_id):
        remove(tx, "keyword", one.id)


def change(tx: Write, one: Keyword, *, version: int | None = None) -> None:
    """Store what changed in a rule (Conflict where `version` is no longer the stored one)."""
    update(tx, "keyword", one.id, _row(one), version=version)


def drop(tx: Write, keyword_id: UUID) -> None:
    """Mark a rule deleted."""
    remove(tx, "keyword", keyword_id)
