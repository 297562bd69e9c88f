"""Milestones signed off: a print of exactly the rows that stood there then, and whether those still say the same."""

import json
import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Literal
from uuid import UUID

import sqlalchemy as sa

from coding.model import Milestone, Signoff
from coding.store.changes import Read, Write, insert, live
from coding.store.columns import text
from coding.store.tables import (
    ENTITIES,
    code,
    coder,
    coding,
    signoff,
    source,
    source_text,
)

SAYS: Mapping[str, tuple[str, ...]] = {
    "code": ("id", "key", "name", "texts", "parent_id", "codable"),
    "reduction": ("id", "coding_id", "decision", "into_id", "reason", "statement", "category_id"),
    "theme": ("id", "name", "kind", "parent_id"),
    "cell": ("id", "case_id", "code_id", "theme_id", "summary", "asked"),
    "display": ("id", "kind", "name", "text", "whole", "asked", "options", "note"),
    "entry": ("id", "display_id", "row_key", "column_key", "text"),
    "proposition": ("id", "text", "status", "indicator_id", "codes", "cases"),
    "verdict": ("id", "code_id", "verdict", "rule"),
    "advice": ("id", "text"),
    "ground": ("id", "owner_id", "kind", "on_id", "side", "weight"),
    "section": ("id", "outline", "heading", "level", "words", "place"),
}
"""The columns that are what a row says; who made it and when are not."""

PARTS: Mapping[Milestone, tuple[str, ...]] = {
    "codebook": ("code",),
    "coding": ("source", "code", "coding"),
    "reduction": ("coding", "reduction", "theme", "cell"),
    "display": ("coding", "display", "entry"),
    "conclusion": ("coding", "proposition", "verdict", "advice", "ground"),
    "report": ("proposition", "verdict", "advice", "section"),
}
"""Milestone → the parts of the work it covers."""

NEEDS: Mapping[Milestone, str] = {
    "codebook": "code",
    "coding": "coding",
    "reduction": "reduction",
    "display": "display",
    "conclusion": "proposition",
    "report": "section",
}
"""The part without which there is nothing to sign off."""

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Ids = Callable[[UUID], UUID]
How = Literal["id", "person", "json", "text"]


def _signoff(m: Any) -> Signoff:
    names = ("id", "milestone", "contents", "print", "rev", "note", "by_file", "coder_id", "made_at", "version")
    return Signoff(*(m[name] for name in names))


def load(tx: Read) -> list[Signoff]:
    """What was signed off, the newest first."""
    here = (signoff.c.project_id == tx.project_id, signoff.c.deleted_at.is_(None))
    rows = tx.all(sa.select(signoff).where(*here).order_by(signoff.c.made_at.desc(), signoff.c.id))
    return [_signoff(row._mapping) for row in rows]


def get(tx: Read, signoff_id: UUID) -> Signoff:
    """One of them (NotFound)."""
    return _signoff(live(tx, "signoff", signoff_id))


def add(tx: Write, one: Signoff) -> None:
    """Store a new one, by whom and when it says, else by this act's person now."""
    values: dict[str, Any] = {"id": one.id, "milestone": one.milestone, "contents": dict(one.contents)}
    values |= {"print": one.print, "rev": one.rev, "note": one.note, "by_file": one.by_file}
    insert(tx, "signoff", {**values, "coder_id": one.coder or tx.actor_id, "made_at": one.made_at or tx.at})


# -- what stands there ----------------------------------------------------------------------------


def contents(tx: Read, milestone: Milestone, ids: Ids | None = None) -> dict[str, list[Any]]:
    """Part of the work → how many things it has, and their print.

    `ids` gives the ids that things have where the project came from, if this is a copy under other ids.
    """
    return {part: _part(tx, part, ids) for part in PARTS[milestone]}


def whole(parts: Mapping[str, Any]) -> str:
    """The print of all parts."""
    told = json.dumps({name: list(one) for name, one in parts.items()}, sort_keys=True)
    return sha256(told.encode()).hexdigest()


def _part(tx: Read, part: str, ids: Ids | None) -> list[Any]:
    query, kinds = _query(tx, part)
    how = [_telling(kind, ids) for kind in kinds]
    prints = []
    for row in tx.conn.execute(query, execution_options={"yield_per": 1000}):
        told = "\x1f".join([tell(value) for tell, value in zip(how, row, strict=True)])
        prints.append(sha256(told.encode("utf-8", "surrogatepass")).digest())
    return [len(prints), sha256(b"".join(sorted(prints))).hexdigest()]


def _telling(kind: How, ids: Ids | None) -> Callable[[Any], str]:
    """How the values of a column are told: the same on both databases, and under any ids."""

    def bare(value: Any) -> str:
        return str(value).replace("-", "")

    def mapped(value: Any) -> str:
        return ids(UUID(str(value))).hex if value is not None and ids else bare(value)

    def elsewhere(told: str) -> str:
        return _ID.sub(lambda found: str(ids(UUID(found[0]))), told) if ids else told

    if kind == "person":
        return bare
    if kind == "id":
        return mapped if ids else bare
    if kind == "json":
        return lambda value: elsewhere(json.dumps(value, sort_keys=True, ensure_ascii=False))
    return (lambda value: elsewhere(str(value))) if ids else str


def _query(tx: Read, part: str) -> tuple[sa.Select[*tuple[Any, ...]], list[How]]:
    """What each thing of a part says, and of which kind each column is."""
    if part == "source":
        now = sa.and_(
            source_text.c.project_id == source.c.project_id,
            source_text.c.source_id == source.c.id,
            source_text.c.version == source.c.text_version,
        )
        query = sa.select(text(tx, source.c.id), source.c.name, source_text.c.text).join_from(source, source_text, now)
        return _live(tx, source, query), ["id", "text", "text"]
    if part != "coding":
        table = ENTITIES[part]
        wanted = [table.c[name] for name in SAYS[part]]
        kinds = [_kind(one) for one in wanted]
        columns = [text(tx, one) if kind == "id" else one for one, kind in zip(wanted, kinds, strict=True)]
        return _live(tx, table, sa.select(*columns).select_from(table)), kinds
    # A layer not by its id: a further round has another one elsewhere, and what was agreed on is nobody's.
    person = sa.case((coder.c.kind == "agreed", sa.null()), else_=sa.func.coalesce(coder.c.person_id, coder.c.id))
    own = [coding.c[name] for name in ("start", "end", "quote", "status", "limited")]
    told = [text(tx, coding.c.id), text(tx, coding.c.source_id), *own, code.c.key, coder.c.kind, coder.c.round]
    query = (
        sa.select(*told, text(tx, person))
        .select_from(coding)
        .join(code, sa.and_(code.c.project_id == coding.c.project_id, code.c.id == coding.c.code_id))
        .join(coder, coder.c.id == coding.c.coder_id)
        .join(source, sa.and_(source.c.project_id == coding.c.project_id, source.c.id == coding.c.source_id))
        .where(source.c.deleted_at.is_(None))
    )
    texts: list[How] = ["text"] * (len(told) - 2)
    return _live(tx, coding, query), ["id", "id", *texts, "person"]


def _kind(column: sa.Column[Any]) -> How:
    if isinstance(column.type, sa.Uuid):
        return "id"
    return "json" if isinstance(column.type, sa.JSON) else "text"


def _live(tx: Read, table: sa.Table, query: sa.Select[*tuple[Any, ...]]) -> sa.Select[*tuple[Any, ...]]:
    return query.where(table.c.project_id == tx.project_id, table.c.deleted_at.is_(None))
