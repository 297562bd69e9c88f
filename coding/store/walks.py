"""A step of a walk as a page: the first things it leads to, how many there are, and nothing read of the rest."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from coding.model import Query
from coding.store.changes import Read
from coding.store.codings import found
from coding.store.tables import ENTITIES, coding, ground

Edge = tuple[UUID, UUID, str]
"""What rests on something, what it rests on, and on which side where it is a ground."""

_FEW = 4000
"""So many bare grounds are read at once rather than counted and paged by the database, a kind at a time."""

_AT_ONCE = 100
"""Queries in one statement: SQLite takes five hundred."""


class Page(NamedTuple):
    """Of one kind: a page of things not reached before, how many of these there are, and the edges to all reached."""

    kind: str
    ids: Sequence[UUID]
    many: int
    edges: Sequence[Edge]


class Part(NamedTuple):
    """Which page: so many things from the first on, without those that are reached already."""

    reached: Collection[UUID] = ()
    first: int = 0
    most: int = 50


def grounds_below(tx: Read, owners: Collection[UUID], part: Part, *, but: Collection[str] = ()) -> list[Page]:
    """What these conclusions rest on, a page of each kind, but of some; the oldest grounds first."""
    return _of_grounds(tx, ground.c.owner_id, ground.c.on_id, ground.c.kind, owners, part, but)


def grounds_above(tx: Read, ids: Collection[UUID], part: Part, *, but: Collection[str] = ()) -> list[Page]:
    """The conclusions that rest on these things, a page of each kind, but of some; the oldest grounds first."""
    return _of_grounds(tx, ground.c.on_id, ground.c.owner_id, ground.c.owner_kind, ids, part, but)


def _of_grounds(
    tx: Read,
    near: sa.Column[UUID],
    far: sa.Column[UUID],
    kind: sa.Column[str],
    ids: Collection[UUID],
    part: Part,
    but: Collection[str],
) -> list[Page]:
    here = (ground.c.project_id == tx.project_id, ground.c.deleted_at.is_(None), near.in_(list(ids)))
    bare = sa.select(ground.c.owner_id, ground.c.on_id, ground.c.side, kind).where(*here)
    rows = tx.all(bare.order_by(ground.c.made_at, ground.c.id).limit(_FEW + 1))
    if len(rows) > _FEW:
        return _counted_grounds(tx, here, far, kind, part, but)
    there: dict[str, list[Edge]] = {}
    for row in rows:
        there.setdefault(row[3], []).append((row[0], row[1], row[2]))
    away = 1 if far is ground.c.on_id else 0
    return [listed(tx, each, there[each], away, part) for each in _in_order(there.keys() - set(but))]


def _in_order(kinds: Iterable[str]) -> list[str]:
    return sorted(kinds, key=list(ENTITIES).index)


def _counted_grounds(
    tx: Read,
    here: Sequence[sa.ColumnElement[bool]],
    far: sa.Column[UUID],
    kind: sa.Column[str],
    part: Part,
    but: Collection[str],
) -> list[Page]:
    kinds = {row[0] for row in tx.all(sa.select(kind).where(*here).distinct())}
    pages = []
    for each in _in_order(kinds - set(but)):
        table = ENTITIES[each]
        # With the project, both databases look the row up where it is asked for, not by one index of all projects.
        there = ground.join(table, sa.and_(table.c.project_id == ground.c.project_id, table.c.id == far))
        live = (*here, kind == each, table.c.deleted_at.is_(None))
        asked = sa.select(far).select_from(there).where(*live)
        fresh, many = _page(tx, asked.group_by(far).order_by(sa.func.min(ground.c.made_at), far), far, part)
        edges = sa.select(ground.c.owner_id, ground.c.on_id, ground.c.side).where(*here, kind == each)
        reached = tx.all(edges.where(far.in_([*fresh, *part.reached])).order_by(ground.c.made_at, ground.c.id))
        pages.append(Page(each, fresh, many, [(row[0], row[1], row[2]) for row in reached]))
    return pages


def _page(tx: Read, asked: sa.Select[Any], far: sa.ColumnElement[UUID], part: Part) -> tuple[list[UUID], int]:
    fresh = asked.where(far.not_in(list(part.reached))) if part.reached else asked
    rows = tx.all(fresh.add_columns(sa.func.count().over()).limit(part.most).offset(part.first))
    return [row[0] for row in rows], int(rows[0][1]) if rows else 0


def codings_of(tx: Read, sources: Collection[UUID], part: Part) -> Page:
    """The codings of sources, in the order of their text."""
    here = (coding.c.project_id == tx.project_id, coding.c.deleted_at.is_(None), coding.c.source_id.in_(list(sources)))
    asked = sa.select(coding.c.id).where(*here).order_by(coding.c.source_id, coding.c.start, coding.c.id)
    fresh, many = _page(tx, asked, coding.c.id, part)
    edges = sa.select(coding.c.id, coding.c.source_id).where(*here, coding.c.id.in_([*fresh, *part.reached]))
    return Page("coding", fresh, many, [(row[0], row[1], "") for row in tx.all(edges)])


def found_by(tx: Read, queries: Sequence[Query], grounds_of: Collection[UUID], part: Part) -> tuple[list[UUID], int]:
    """The codings that any of these queries finds or any of these conclusions rests on: a page, and how many."""
    selects = [found(tx, each, coding.c.id) for each in queries]
    if grounds_of:
        there = ground.join(coding, sa.and_(coding.c.project_id == ground.c.project_id, coding.c.id == ground.c.on_id))
        live = (ground.c.project_id == tx.project_id, ground.c.deleted_at.is_(None), coding.c.deleted_at.is_(None))
        rests = (*live, ground.c.kind == "coding", ground.c.owner_id.in_(list(grounds_of)))
        selects.append(sa.select(coding.c.id).select_from(there).where(*rests))
    if not selects:
        return [], 0
    every = _any(selects).subquery()
    return _page(tx, sa.select(every.c.id).order_by(every.c.id), every.c.id, part)


def _any(selects: Sequence[sa.Select[Any]]) -> sa.CompoundSelect[Any]:
    if len(selects) <= _AT_ONCE:
        return sa.union(*selects)
    some = [_any(selects[first : first + _AT_ONCE]).subquery() for first in range(0, len(selects), _AT_ONCE)]
    return _any([sa.select(each.c.id) for each in some])


def listed(tx: Read, kind: str, edges: Iterable[Edge], far: int, part: Part) -> Page:
    """A page of what edges that are at hand lead to; `far` is 0 where that rests on the near, 1 the other way."""
    every = list(dict.fromkeys(edges))
    end: dict[Edge, UUID] = {one: one[1] if far else one[0] for one in every}
    ends = dict.fromkeys(end.values())
    there = _alive(tx, kind, ends)
    reached = set(part.reached)
    fresh = [one for one in ends if one in there and one not in reached]
    shown = fresh[part.first : part.first + part.most]
    told = reached.union(shown)
    return Page(kind, shown, len(fresh), [one for one in every if end[one] in told])


def _alive(tx: Read, kind: str, ids: Collection[UUID]) -> set[UUID]:
    table, wanted, at_once = ENTITIES[kind], list(ids), 5000
    here = (table.c.project_id == tx.project_id, table.c.deleted_at.is_(None))
    return {
        row[0]
        for first in range(0, len(wanted), at_once)
        for row in tx.all(sa.select(table.c.id).where(*here, table.c.id.in_(wanted[first : first + at_once])))
    }
