"""Memos: what people thought, of which kind, and what it is about."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import LinkedTo, Memo, MemoKind, MemoLink
from coding.store.changes import Read, Write, insert, live, remove, update
from coding.store.tables import memo


def _memo(m: Any) -> Memo:
    links = tuple(MemoLink(about, UUID(id_), (*span,) if span else None) for about, id_, *span in m["links"])
    mine = (m["id"], m["kind"], m["title"], m["text"], m["coder_id"], links)
    return Memo(*mine, m["made_at"], m["version"], m["aside"])


def _row(one: Memo) -> dict[str, Any]:
    links = [[link.about, str(link.id), *(link.span or ())] for link in one.links]
    return {"kind": one.kind, "title": one.title, "text": one.text, "links": links, "aside": one.aside}


def get(tx: Read, memo_id: UUID) -> Memo:
    """One memo (NotFound)."""
    return _memo(live(tx, "memo", memo_id))


def load(tx: Read, *, kind: MemoKind | None = None, limit: int = 50, offset: int = 0) -> list[Memo]:
    """A page of memos, the newest first."""
    where = [memo.c.project_id == tx.project_id, memo.c.deleted_at.is_(None)]
    if kind is not None:
        where.append(memo.c.kind == kind)
    query = sa.select(memo).where(*where).order_by(memo.c.made_at.desc(), memo.c.id).limit(limit).offset(offset)
    return [_memo(row._mapping) for row in tx.all(query)]


def search(tx: Read, words: str, *, kind: MemoKind | None = None, limit: int = 50) -> list[Memo]:
    """The newest memos in whose title or text these words stand, whatever their case."""
    lower = sa.func.folded if tx.conn.dialect.name == "sqlite" else sa.func.lower
    find = sa.func.instr if tx.conn.dialect.name == "sqlite" else sa.func.strpos
    wanted = words.lower()
    where = [memo.c.project_id == tx.project_id, memo.c.deleted_at.is_(None)]
    where.append(sa.or_(find(lower(memo.c.title), wanted) > 0, find(lower(memo.c.text), wanted) > 0))
    if kind is not None:
        where.append(memo.c.kind == kind)
    query = sa.select(memo).where(*where).order_by(memo.c.made_at.desc(), memo.c.id).limit(limit)
    return [_memo(row._mapping) for row in tx.all(query)]


def about(tx: Read, what: LinkedTo, id_: UUID) -> list[Memo]:
    """The memos that speak of a thing, the newest first; all are looked at, for people write hundreds at most."""
    there = load(tx, limit=100_000)
    return [one for one in there if any(link.about == what and link.id == id_ for link in one.links)]


def add(tx: Write, one: Memo) -> None:
    """Store a new memo."""
    insert(tx, "memo", {"id": one.id, "coder_id": one.coder, "made_at": tx.at, **_row(one)})


def change(tx: Write, one: Memo, *, version: int | None = None) -> None:
    """Store what changed in a memo (Conflict where `version` is no longer the stored one)."""
    update(tx, "memo", one.id, _row(one), version=version)


def drop(tx: Write, memo_id: UUID) -> None:
    """Mark a memo deleted."""
    remove(tx, "memo", memo_id)
