"""Pattern codes, and the pairs of codes that stand on the same words."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import Pattern
from coding.store.changes import Read, Write, insert, live, remove, update
from coding.store.codebooks import pattern_of
from coding.store.tables import coding, source


def get(tx: Read, pattern_id: UUID) -> Pattern:
    """One pattern code (NotFound)."""
    return pattern_of(live(tx, "pattern", pattern_id))


def _row(one: Pattern) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": one.kind,
        "because": one.because,
        "codes": [str(code) for code in one.codes],
    }


def add(tx: Write, one: Pattern) -> None:
    """Store a new pattern code."""
    insert(tx, "pattern", {"id": one.id, **_row(one)})


def change(tx: Write, one: Pattern, *, version: int | None = None) -> None:
    """Store what changed in a pattern code (Conflict where `version` is no longer the stored one)."""
    update(tx, "pattern", one.id, _row(one), version=version)


def drop(tx: Write, pattern_id: UUID) -> None:
    """Mark a pattern code deleted."""
    remove(tx, "pattern", pattern_id)


@dataclass(frozen=True, slots=True)
class Together:
    """Two codes, and how many codings of the first stand on exactly the words of one of the second."""

    first: UUID
    second: UUID
    excerpts: int


def together(tx: Read) -> list[Together]:
    """The pairs of codes that stand on the same words, whoever gave them: each twice, once from either code."""
    one, other = coding.alias("one"), coding.alias("other")
    same = (
        other.c.project_id == one.c.project_id,
        other.c.source_id == one.c.source_id,
        other.c.start == one.c.start,
        other.c.end == one.c.end,
        other.c.code_id > one.c.code_id,
        other.c.deleted_at.is_(None),
    )
    pairs = (
        sa.select(
            one.c.code_id,
            other.c.code_id,
            sa.func.count(sa.distinct(one.c.id)),
            sa.func.count(sa.distinct(other.c.id)),
        )
        .select_from(one)
        .join(other, sa.and_(*same))
        .join(source, source.c.id == one.c.source_id)
        .where(one.c.project_id == tx.project_id, one.c.deleted_at.is_(None), source.c.deleted_at.is_(None))
        .group_by(one.c.code_id, other.c.code_id)
    )
    found: list[Together] = []
    for first, second, mine, theirs in tx.all(pairs):
        found += (Together(first, second, int(mine)), Together(second, first, int(theirs)))
    return found
