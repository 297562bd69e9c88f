"""Milestones signed off: a print of exactly the rows that stood there then, and whether those still say the same."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import Milestone, Signoff
from coding.store.changes import Read, Write, insert, live, plain
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
    prints = sorted(_print(row, ids) for row in _rows(tx, part))
    digest = sha256()
    for one in prints:
        digest.update(one)
    return [len(prints), digest.hexdigest()]


def _print(row: Mapping[str, Any], ids: Ids | None) -> bytes:
    said = {name: plain(value) for name, value in row.items() if name != "person"}
    told = json.dumps(said, sort_keys=True, ensure_ascii=False)
    if ids is not None:
        told = _ID.sub(lambda found: str(ids(UUID(found[0]))), told)
    if "person" in row:
        # What was agreed on is nobody's.
        told += str(row["person"]) if row["kind"] != "agreed" else ""
    return sha256(told.encode("utf-8", "surrogatepass")).digest()


def _rows(tx: Read, part: str) -> Iterator[Mapping[str, Any]]:
    """What each thing of a part says."""
    if part == "source":
        now = sa.and_(
            source_text.c.project_id == source.c.project_id,
            source_text.c.source_id == source.c.id,
            source_text.c.version == source.c.text_version,
        )
        query = sa.select(source.c.id, source.c.name, source_text.c.text).join(source_text, now)
        table = source
    elif part == "coding":
        # Not by its id: a further round has another one elsewhere.
        person = sa.type_coerce(sa.func.coalesce(coder.c.person_id, coder.c.id), coder.c.id.type)
        layer = (coder.c.kind, person.label("person"), coder.c.round)
        columns = [coding.c[name] for name in ("id", "source_id", "start", "end", "quote", "status", "limited")]
        query = (
            sa.select(*columns, code.c.key, *layer)
            .join(code, sa.and_(code.c.project_id == coding.c.project_id, code.c.id == coding.c.code_id))
            .join(coder, coder.c.id == coding.c.coder_id)
            .join(source, sa.and_(source.c.project_id == coding.c.project_id, source.c.id == coding.c.source_id))
            .where(source.c.deleted_at.is_(None))
        )
        table = coding
    else:
        table = ENTITIES[part]
        query = sa.select(*(table.c[name] for name in SAYS[part]))
    here = (table.c.project_id == tx.project_id, table.c.deleted_at.is_(None))
    for row in tx.conn.execute(query.where(*here), execution_options={"yield_per": 500}):
        yield dict(row._mapping)
