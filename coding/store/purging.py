"""A source or a project erased: its rows are deleted, and what the history says of them is emptied.

All that points at what is erased goes with it, found by the foreign keys of the tables themselves: a table that is
added later is not forgotten. Where a row is somebody else's and only names what is erased, it lets go of it.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.store.changes import Read, Write
from coding.store.columns import derived
from coding.store.said import SAID
from coding.store.sweeping import deep, sweep
from coding.store.tables import (
    ENTITIES,
    answer,
    cases,
    coding,
    event,
    ground,
    member,
    memo,
    metadata,
    project,
    source,
    source_text,
    speaker,
    thread,
)
from coding.store.unsealing import unsealed

Words = Callable[[str], str]

_AT_ONCE = 5000
_EVERY = (*metadata.sorted_tables, *derived.sorted_tables)
_LETS_GO = frozenset(
    {("reduction", "into_id"), ("coding", "speaker_id"), ("turn", "speaker_id")}
    | {("speaker", "case_id"), ("source", "case_id"), ("suggestion", "coding_id")}
)
"""Columns that may be empty in rows that are not themselves of what is erased."""


def texts_of(tx: Read, source_id: UUID) -> list[str]:
    """Every text a source has or had."""
    here = (source_text.c.project_id == tx.project_id, source_text.c.source_id == source_id)
    return [row.text for row in tx.all(sa.select(source_text.c.text).where(*here))]


def texts_beside(tx: Read, source_id: UUID) -> list[str]:
    """Every text of the other sources."""
    here = (source_text.c.project_id == tx.project_id, source_text.c.source_id != source_id)
    return [row.text for row in tx.all(sa.select(source_text.c.text).where(*here))]


def quotes_of(tx: Read, source_id: UUID) -> list[str]:
    """The words of every coding a source has or had."""
    here = (coding.c.project_id == tx.project_id, coding.c.source_id == source_id)
    return [row.quote for row in tx.all(sa.select(coding.c.quote).where(*here))]


def names_of(tx: Read, source_id: UUID, gone: Mapping[str, Collection[UUID]]) -> list[str]:
    """What a source is and was called, without what something that stays is called too."""
    (now,) = tx.all(sa.select(source.c.name).where(source.c.project_id == tx.project_id, source.c.id == source_id))
    names = {now.name}
    for (changes,) in tx.all(sa.select(event.c.changes).where(event.c.project_id == tx.project_id)):
        for one in changes:
            if one["entity"] == "source" and one["id"] == str(source_id):
                names |= {image["name"] for image in (one["before"], one["after"]) if image and image.get("name")}
    for table, column in ((source, source.c.name), (cases, cases.c.key), (speaker, speaker.c.label)):
        stays = (table.c.project_id == tx.project_id, table.c.deleted_at.is_(None))
        there = tx.all(sa.select(table.c.id, column).where(*stays))
        names -= {name for id_, name in there if id_ not in gone.get(table.name, ())}
    return sorted(names)


def going(tx: Read, source_id: UUID) -> dict[str, set[UUID]]:
    """Table → ids of what is erased with a source: all that points at it, what rests on its codings, memos about it."""
    gone: dict[str, set[UUID]] = {"source": {source_id}}
    _follow(tx, source, {source_id}, gone)
    codings = gone.get("coding", set())
    for table, column in ((ground, ground.c.on_id), (answer, answer.c.on_id), (thread, thread.c.on_id)):
        found = _with(tx, table, column, {source_id, *codings})
        if found:
            gone.setdefault(table.name, set()).update(found)
            _follow(tx, table, found, gone)
    own = {str(one) for one in (source_id, *codings)}
    memos = tx.all(sa.select(memo.c.id, memo.c.links).where(memo.c.project_id == tx.project_id))
    about = {row.id for row in memos if row.links and all(link[1] in own for link in row.links)}
    if about:
        gone["memo"] = about
    return gone


def going_with_case(tx: Read, case_id: UUID, gone: dict[str, set[UUID]]) -> None:
    """Add to what goes an informant, what was asked and answered, and what was written of them."""
    gone.setdefault("cases", set()).add(case_id)
    _follow(tx, cases, {case_id}, gone)


def _follow(tx: Read, table: sa.Table, ids: Collection[UUID], gone: dict[str, set[UUID]]) -> None:
    for other, column in _pointing_at(table):
        if (other.name, column.name) in _LETS_GO or "id" not in other.c:
            continue
        found = _with(tx, other, column, ids) - gone.get(other.name, set())
        if found:
            gone.setdefault(other.name, set()).update(found)
            _follow(tx, other, found, gone)


def _pointing_at(table: sa.Table) -> list[tuple[sa.Table, sa.Column[Any]]]:
    found = []
    for other in _EVERY:
        for key in other.foreign_key_constraints:
            if key.referred_table is table and table is not project:
                found += [(other, element.parent) for element in key.elements if element.column.name == "id"]
    return found


def _with(tx: Read, table: sa.Table, column: sa.Column[Any], ids: Collection[UUID]) -> set[UUID]:
    some, found = list(ids), set[UUID]()
    for first in range(0, len(some), _AT_ONCE):
        wanted = column.in_(some[first : first + _AT_ONCE])
        found |= {row.id for row in tx.all(sa.select(table.c.id).where(table.c.project_id == tx.project_id, wanted))}
    return found


# -- a source -------------------------------------------------------------------------------------


def erase(tx: Write, gone: Mapping[str, Collection[UUID]], masked: Words) -> dict[str, int]:
    """Delete these rows and what belongs to them, mask what repeats them elsewhere; gives how many of each went."""
    counts: dict[str, int] = {}
    for table in reversed(_EVERY):
        for parent, column in _parents(table):
            ids = gone.get(parent.name)
            if not ids:
                continue
            if (table.name, column.name) in _LETS_GO:
                _let_go(tx, table, column, ids)
            elif "id" not in table.c:
                _delete(tx, table, column, ids)
        if table.name in gone:
            counts[table.name] = _delete(tx, table, table.c.id, gone[table.name])
    _unlink(tx, gone)
    _empty(tx, gone)
    sweep(tx, masked, lambda _text: [])
    return counts


def _parents(table: sa.Table) -> list[tuple[sa.Table, sa.Column[Any]]]:
    return [
        (key.referred_table, element.parent)
        for key in table.foreign_key_constraints
        for element in key.elements
        if element.column.name == "id" and key.referred_table is not project
    ]


def _delete(tx: Write, table: sa.Table, column: sa.Column[Any], ids: Collection[UUID]) -> int:
    some, count = list(ids), 0
    for first in range(0, len(some), _AT_ONCE):
        wanted = column.in_(some[first : first + _AT_ONCE])
        count += tx.conn.execute(sa.delete(table).where(table.c.project_id == tx.project_id, wanted)).rowcount
    return count


def _let_go(tx: Write, table: sa.Table, column: sa.Column[Any], ids: Collection[UUID]) -> None:
    some = list(ids)
    for first in range(0, len(some), _AT_ONCE):
        wanted = column.in_(some[first : first + _AT_ONCE])
        tx.conn.execute(sa.update(table).where(table.c.project_id == tx.project_id, wanted).values({column.name: None}))


def _unlink(tx: Write, gone: Mapping[str, Collection[UUID]]) -> None:
    """Memos that speak of other things too say no longer what they spoke of here."""
    own = {str(one) for name in ("source", "coding", "cases") for one in gone.get(name, ())}
    for row in tx.all(sa.select(memo.c.id, memo.c.links).where(memo.c.project_id == tx.project_id)):
        links = [link for link in row.links if link[1] not in own]
        if links != row.links:
            mine = (memo.c.project_id == tx.project_id, memo.c.id == row.id)
            tx.conn.execute(sa.update(memo).where(*mine).values(links=links, version=memo.c.version + 1))


def _empty(tx: Write, gone: Mapping[str, Collection[UUID]]) -> None:
    """Of what is erased the history keeps that it was there, by whom and when; none of its words."""
    ids = {str(one) for some in gone.values() for one in some}
    changed = []
    for row in tx.all(sa.select(event.c.id, event.c.changes).where(event.c.project_id == tx.project_id)):
        new = [_emptied(one) if _concerns(one, ids) else one for one in row.changes]
        if new != row.changes:
            changed.append({"row_id": row.id, "new_changes": new})
    values: dict[str, Any] = {"changes": sa.bindparam("new_changes", type_=sa.JSON)}
    mine = (event.c.project_id == tx.project_id, event.c.id == sa.bindparam("row_id"))
    if changed:
        with unsealed(tx):
            tx.conn.execute(sa.update(event).where(*mine).values(values), changed)


def _concerns(one: Mapping[str, Any], ids: Collection[str]) -> bool:
    of = {image.get("source_id") for image in (one["before"], one["after"]) if image}
    return one["id"] in ids or bool(of & set(ids))


def _emptied(one: Mapping[str, Any]) -> dict[str, Any]:
    entity = one["entity"].partition(":")[2] or one["entity"]
    said = SAID.get(entity) if entity in ENTITIES else None
    images = {
        name: image
        and {key: deep(value, _nothing, keyed=True) if _told(said, key) else value for key, value in image.items()}
        for name, image in (("before", one["before"]), ("after", one["after"]))
    }
    return {**one, **images}


def _told(said: Collection[str] | None, key: str) -> bool:
    return said is None or key in said


def _nothing(_words: str) -> str:
    return ""


# -- a project ------------------------------------------------------------------------------------


def erase_project(tx: Write) -> dict[str, int]:
    """Delete everything of a project but that there was one, who was in it, and that it was erased."""
    counts: dict[str, int] = {}
    with unsealed(tx):
        for table in reversed(_EVERY):
            if table in (project, member) or "project_id" not in table.c:
                continue
            for column in _own_parents(table):
                tx.conn.execute(sa.update(table).where(table.c.project_id == tx.project_id).values({column.name: None}))
            mine = table.c.project_id == tx.project_id
            count = tx.conn.execute(sa.delete(table).where(mine)).rowcount
            if count and table.metadata is metadata:
                counts[table.name] = count
    here = project.c.id == tx.project_id
    nothing = {"name": "", "settings": {}, "deleted_at": tx.at, "version": project.c.version + 1}
    tx.conn.execute(sa.update(project).where(here).values(nothing))
    return counts


def _own_parents(table: sa.Table) -> list[sa.Column[Any]]:
    return [column for parent, column in _parents(table) if parent is table]
