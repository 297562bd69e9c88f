"""Counts over what a query finds, and who is interviewed in which source; no text is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import Dimension, Query
from coding.store.changes import Read
from coding.store.codings import _conditions, _joined
from coding.store.tables import cases, coding, source, speaker


@dataclass(frozen=True, slots=True)
class Tally:
    """How many excerpts a query finds, from how many informants and sources, and how many under each code."""

    excerpts: int
    informants: int
    sources: int
    by_code: Mapping[UUID, int]


def tally(tx: Read, query: Query) -> Tally:
    """Count what a query finds, in two aggregates."""
    where = _conditions(tx, query)
    grouped = _joined(sa.select(coding.c.code_id, sa.func.count())).where(*where).group_by(coding.c.code_id)
    by_code = {code_id: int(number) for code_id, number in tx.all(grouped)}
    distinct = sa.select(
        sa.func.count(sa.distinct(cases.c.id)).label("informants"),
        sa.func.count(sa.distinct(coding.c.source_id)).label("sources"),
    )
    row = tx.one(_joined(distinct).where(*where))
    assert row
    return Tally(sum(by_code.values()), int(row.informants), int(row.sources), by_code)


def informants(tx: Read) -> dict[UUID, set[str]]:
    """Source → keys of the cases it belongs to: its own, and those of its speakers other than the interviewer."""
    here = (source.c.project_id == tx.project_id, source.c.deleted_at.is_(None), cases.c.deleted_at.is_(None))
    own = sa.select(source.c.id, cases.c.key).join(cases, cases.c.id == source.c.case_id).where(*here)
    voices = (
        sa.select(source.c.id, cases.c.key)
        .join(speaker, speaker.c.source_id == source.c.id)
        .join(cases, cases.c.id == speaker.c.case_id)
        .where(*here, speaker.c.deleted_at.is_(None), speaker.c.role != "interviewer")
    )
    found: dict[UUID, set[str]] = {}
    for query in (own, voices):
        for source_id, key in tx.all(query):
            found.setdefault(source_id, set()).add(key)
    return found


@dataclass(frozen=True, slots=True)
class Group:
    """The excerpts of one row and column: how many, from how many informants, and of how many words."""

    row: str | None
    column: str | None
    excerpts: int
    informants: int
    words: int


def grouped(tx: Read, query: Query, row: Dimension, column: Dimension, *, words: bool = False) -> list[Group]:
    """What a query finds, counted by two dimensions in one aggregate; words (which have to be read) where asked.

    Rows and columns are ids as text, or a status; None where a coding has none.
    """
    parts = [_DIMENSIONS[one] for one in (row, column)]
    length = sa.func.sum(_words(tx)) if words else sa.literal(0)
    counted = sa.select(*parts, sa.func.count(), sa.func.count(sa.distinct(cases.c.id)), length)
    found = tx.all(_joined(counted).where(*_conditions(tx, query)).group_by(*parts))
    return [Group(_text(one[0]), _text(one[1]), int(one[2]), int(one[3]), int(one[4] or 0)) for one in found]


_DIMENSIONS: dict[Dimension, sa.ColumnElement[Any]] = {
    "case": cases.c.id,
    "source": coding.c.source_id,
    "code": coding.c.code_id,
    "coder": coding.c.coder_id,
    "status": coding.c.status,
}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _words(tx: Read) -> sa.ColumnElement[int]:
    """Words of the quote, parted by white space."""
    if tx.conn.dialect.name == "sqlite":
        return sa.func.word_count(coding.c.quote)
    parts = sa.func.regexp_split_to_array(sa.func.btrim(coding.c.quote, " \n\t\r"), r"\s+")
    return sa.func.array_length(parts, 1)
