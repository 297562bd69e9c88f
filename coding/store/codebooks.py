"""Codes and the versions of a codebook."""

from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import Code, Codebook, Language, Pattern, arrange
from coding.store.changes import Read, Write, current, fields, insert, once, remove, update
from coding.store.tables import code, codebook, coding, pattern, project, source


def _code(m: Mapping[str, Any]) -> Code:
    return Code(
        id=m["id"],
        key=m["key"],
        name=m["name"],
        parent=m["parent_id"],
        order=m["position"],
        codable=m["codable"],
        colour=m["colour"],
        sign=m["sign"],
        shortcut=m["shortcut"],
        texts=m["texts"],
        stems={language: tuple(stems) for language, stems in m["stems"].items()},
        version=m["version"],
    )


def _row(one: Code) -> dict[str, Any]:
    return {
        "key": one.key,
        "folded": one.key.casefold(),
        "parent_id": one.parent,
        "position": one.order,
        "codable": one.codable,
        "name": dict(one.name),
        "texts": {name: dict(words) for name, words in one.texts.items()},
        "stems": {language: list(stems) for language, stems in one.stems.items()},
        "colour": one.colour,
        "sign": one.sign,
        "shortcut": one.shortcut,
    }


def with_ids(one: Code, ids: Mapping[UUID, UUID]) -> Code:
    """A code under new ids, its parent's included."""
    return replace(one, id=ids[one.id], parent=ids.get(one.parent) if one.parent else None)


@once
def load(tx: Read) -> Codebook:
    """The codebook as it stands, in its order, with the pattern codes by name."""
    here = sa.select(code).where(code.c.project_id == tx.project_id, code.c.deleted_at.is_(None))
    rows = tx.all(here.order_by(code.c.position, code.c.key))
    study = tx.one(sa.select(project.c.language).where(project.c.id == tx.project_id))
    newest = tx.one(sa.select(sa.func.max(codebook.c.number)).where(codebook.c.project_id == tx.project_id))
    number = newest[0] if newest and newest[0] else 0
    language: Language = study.language if study else "id"
    arranged = arrange(_code(fields(row)) for row in rows)
    return Codebook(arranged, language=language, version=number, patterns=_patterns(tx))


def _patterns(tx: Read) -> tuple[Pattern, ...]:
    here = sa.select(pattern).where(pattern.c.project_id == tx.project_id, pattern.c.deleted_at.is_(None))
    found = [pattern_of(fields(row)) for row in tx.all(here)]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), str(one.id))))


def pattern_of(m: Mapping[str, Any]) -> Pattern:
    """A row as a Pattern."""
    return Pattern(m["id"], m["name"], m["kind"], m["because"], tuple(map(UUID, m["codes"])), m["version"])


def get(tx: Read, code_id: UUID) -> Code | None:
    """One live code, without reading the others."""
    row = current(tx, "code", code_id)
    return _code(row) if row and row["deleted_at"] is None else None


def ids(tx: Read) -> frozenset[UUID]:
    """The ids of all codes there are or were."""
    return frozenset(row.id for row in tx.all(sa.select(code.c.id).where(code.c.project_id == tx.project_id)))


def taken_keys(tx: Read) -> frozenset[str]:
    """Every key that was ever used here, folded: keys are never reused."""
    return frozenset(row.folded for row in tx.all(sa.select(code.c.folded).where(code.c.project_id == tx.project_id)))


def add(tx: Write, one: Code) -> None:
    """Store a new code."""
    insert(tx, "code", {"id": one.id, **_row(one)})


def change(tx: Write, one: Code, *, version: int | None = None) -> None:
    """Store what changed in a code (Conflict where `version` is no longer the stored one)."""
    update(tx, "code", one.id, _row(one), version=version)


def drop(tx: Write, code_id: UUID, *, version: int | None = None) -> None:
    """Mark a code deleted."""
    remove(tx, "code", code_id, version=version)


def counts(tx: Read) -> dict[UUID, int]:
    """Codings per code, in the sources that are there."""
    live = (coding.c.project_id == tx.project_id, coding.c.deleted_at.is_(None), source.c.deleted_at.is_(None))
    query = sa.select(coding.c.code_id, sa.func.count()).join(source, source.c.id == coding.c.source_id)
    return {row[0]: row[1] for row in tx.all(query.where(*live).group_by(coding.c.code_id))}


def count(tx: Read, code_id: UUID) -> int:
    """Live codings of a code, those in sources taken away too."""
    live = (coding.c.project_id == tx.project_id, coding.c.deleted_at.is_(None), coding.c.code_id == code_id)
    row = tx.one(sa.select(sa.func.count()).where(*live))
    return int(row[0]) if row else 0


def keep_version(tx: Write) -> int:
    """Store the codebook as it now stands as the next version."""
    book = load(tx)
    content = [{"id": str(one.id), **_row(one), "parent_id": str(one.parent or "")} for one in book.codes]
    tx.conn.execute(
        sa.insert(codebook).values(
            project_id=tx.project_id,
            number=book.version + 1,
            made_at=tx.at,
            made_by=tx.actor_id,
            content=content,
        )
    )
    return book.version + 1


def versions(tx: Read) -> list[Codebook]:
    """Every version, oldest first."""
    query = sa.select(codebook.c.number, codebook.c.content, project.c.language)
    here = query.join(project, project.c.id == codebook.c.project_id).where(codebook.c.project_id == tx.project_id)
    rows = tx.all(here.order_by(codebook.c.number))
    return [Codebook(tuple(map(_kept, row.content)), language=row.language, version=row.number) for row in rows]


def newest(tx: Read, limit: int) -> list[tuple[Codebook, datetime, UUID]]:
    """The newest versions, oldest first, each with when and by whom it was made."""
    query = sa.select(codebook, project.c.language).join(project, project.c.id == codebook.c.project_id)
    here = query.where(codebook.c.project_id == tx.project_id).order_by(codebook.c.number.desc()).limit(limit)
    return [
        (
            Codebook(tuple(map(_kept, row.content)), language=row.language, version=row.number),
            row.made_at,
            row.made_by,
        )
        for row in reversed(tx.all(here))
    ]


def numbered(tx: Read, numbers: Set[int]) -> list[tuple[Codebook, datetime, UUID]]:
    """These versions, oldest first, each with when and by whom it was made."""
    query = sa.select(codebook, project.c.language).join(project, project.c.id == codebook.c.project_id)
    here = query.where(codebook.c.project_id == tx.project_id, codebook.c.number.in_(numbers))
    return [
        (Codebook(tuple(map(_kept, row.content)), language=row.language, version=row.number), row.made_at, row.made_by)
        for row in tx.all(here.order_by(codebook.c.number))
    ]


def stamps(tx: Read) -> list[tuple[int, datetime, UUID]]:
    """Number, instant and maker of every version, the newest first."""
    query = sa.select(codebook.c.number, codebook.c.made_at, codebook.c.made_by)
    rows = tx.all(query.where(codebook.c.project_id == tx.project_id).order_by(codebook.c.number.desc()))
    return [(row.number, row.made_at, row.made_by) for row in rows]


def _kept(plain: Mapping[str, Any]) -> Code:
    parent = UUID(plain["parent_id"]) if plain["parent_id"] else None
    return _code({**plain, "id": UUID(plain["id"]), "parent_id": parent, "version": 1})
