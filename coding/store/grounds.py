"""What conclusions rest on: each ground with the print of what it said when it was last confirmed."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from coding.model import Ground, GroundKind, Side
from coding.store.changes import Read, Write, insert, live, plain, remove, update
from coding.store.columns import text
from coding.store.framework import QUALITIES
from coding.store.query import stale
from coding.store.tables import (
    cell,
    coding,
    display,
    ground,
    memo,
    proposition,
    reduction,
    source,
    speaker,
    verdict,
)

_AT_ONCE = 5000

How = Literal["changed", "gone"]

TABLES: Mapping[GroundKind, sa.Table] = {
    "coding": coding,
    "reduction": reduction,
    "cell": cell,
    "display": display,
    "memo": memo,
    "proposition": proposition,
    "verdict": verdict,
}

_SAYS: Mapping[GroundKind, tuple[str, ...]] = {
    "coding": ("code_id", "quote", *QUALITIES),
    "reduction": ("decision", "into_id", "statement", "category_id"),
    "cell": ("summary", "asked"),
    "display": ("kind", "text", "whole", "asked", "options", "note", "rests_on"),
    "memo": ("text",),
    "proposition": ("text", "indicator_id", "codes", "cases", "status"),
    "verdict": ("verdict", "rule"),
}
"""The columns that are what a thing says; who changed it and where it stands are not."""


@dataclass(frozen=True, slots=True)
class Said:
    """What stands under a ground now: the version of its row and the print of what that says."""

    version: int
    print: str


def _print(kind: GroundKind, row: Any) -> str:
    says = {name: plain(row[name]) for name in _SAYS[kind]}
    if kind == "proposition":
        # How far it was tested is no other sentence; that it was given up is.
        says["status"] = says["status"] == "rejected"
    if kind == "display" and says["rests_on"].get("contents"):
        # What was changed and taken back is of another version, but says the same.
        says["rests_on"] = {name: one for name, one in says["rests_on"].items() if name != "found"}
    told = json.dumps(says, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def said(tx: Read, kind: GroundKind, ids: Collection[UUID]) -> dict[UUID, Said]:
    """What each of these says now; those that are gone are left out."""
    table, wanted = TABLES[kind], list(ids)
    columns = [table.c[name] for name in ("id", "version", *_SAYS[kind])]
    found: dict[UUID, Said] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        query = sa.select(*columns).where(*_live(tx, table), table.c.id.in_(wanted[first : first + _AT_ONCE]))
        if kind == "coding":
            query = query.join(source, source.c.id == coding.c.source_id).where(source.c.deleted_at.is_(None))
        found |= {row.id: Said(row.version, _print(kind, row._mapping)) for row in tx.all(query)}
    return found


def _live(tx: Read, table: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.project_id == tx.project_id, table.c.deleted_at.is_(None)


def _ground(m: Any) -> Ground:
    return Ground(
        id=m["id"],
        owner_kind=m["owner_kind"],
        owner=m["owner_id"],
        kind=m["kind"],
        on=m["on_id"],
        side=m["side"],
        weight=m["weight"],
        note=m["note"],
        print=m["print"],
        seen=m["seen"],
        coder=m["coder_id"],
        made_at=m["made_at"],
        version=m["version"],
    )


def load(tx: Read) -> list[Ground]:
    """All grounds of all conclusions."""
    rows = tx.all(sa.select(ground).where(*_live(tx, ground)).order_by(ground.c.made_at, ground.c.id))
    return [_ground(row._mapping) for row in rows]


def of(tx: Read, owners: Collection[UUID]) -> list[Ground]:
    """The grounds of these conclusions, oldest first."""
    return _found(tx, ground.c.owner_id, owners)


def on(tx: Read, ids: Collection[UUID]) -> list[Ground]:
    """The grounds that are these things, whatever rests on them."""
    return _found(tx, ground.c.on_id, ids)


def _found(tx: Read, column: sa.Column[Any], ids: Collection[UUID]) -> list[Ground]:
    wanted, found = list(ids), []
    for first in range(0, len(wanted), _AT_ONCE):
        some = column.in_(wanted[first : first + _AT_ONCE])
        rows = tx.all(sa.select(ground).where(*_live(tx, ground), some).order_by(ground.c.made_at, ground.c.id))
        found += [_ground(row._mapping) for row in rows]
    return found


class Step(NamedTuple):
    """A ground as a step between a conclusion and what it rests on: a walk takes tens of thousands."""

    owner: UUID
    owner_kind: str
    on: UUID
    kind: str
    side: str


def steps_below(tx: Read, owners: Collection[UUID]) -> list[Step]:
    """The steps from these conclusions to what they rest on, oldest first."""
    return _steps(tx, ground.c.owner_id, owners)


def steps_above(tx: Read, ids: Collection[UUID]) -> list[Step]:
    """The steps from these things to the conclusions that rest on them, oldest first."""
    return _steps(tx, ground.c.on_id, ids)


def steps_between(tx: Read, owners: Collection[UUID], ids: Collection[UUID]) -> list[Step]:
    """The steps from these conclusions to those of these things that they rest on, oldest first."""
    columns = (ground.c.owner_id, ground.c.owner_kind, ground.c.on_id, ground.c.kind, ground.c.side)
    some = (ground.c.owner_id.in_(list(owners)), ground.c.on_id.in_(list(ids)))
    query = sa.select(*columns).where(*_live(tx, ground), *some).order_by(ground.c.made_at, ground.c.id)
    return [Step(*row) for row in tx.all(query)]


def _steps(tx: Read, column: sa.Column[Any], ids: Collection[UUID]) -> list[Step]:
    wanted, found = list(ids), []
    columns = (ground.c.owner_id, ground.c.owner_kind, ground.c.on_id, ground.c.kind, ground.c.side)
    for first in range(0, len(wanted), _AT_ONCE):
        some = column.in_(wanted[first : first + _AT_ONCE])
        query = sa.select(*columns).where(*_live(tx, ground), some).order_by(ground.c.made_at, ground.c.id)
        found += [Step(*row) for row in tx.all(query)]
    return found


def of_kind(tx: Read, kind: GroundKind) -> list[Ground]:
    """All grounds of one kind, oldest first."""
    here = (*_live(tx, ground), ground.c.kind == kind)
    rows = tx.all(sa.select(ground).where(*here).order_by(ground.c.made_at, ground.c.id))
    return [_ground(row._mapping) for row in rows]


def tally(tx: Read) -> dict[UUID, dict[Side, int]]:
    """Conclusion → how many grounds it has on each side."""
    by = (ground.c.owner_id, ground.c.side)
    found: dict[UUID, dict[Side, int]] = {}
    for owner, side, many in tx.all(sa.select(*by, sa.func.count()).where(*_live(tx, ground)).group_by(*by)):
        found.setdefault(owner, {})[side] = many
    return found


def edges(tx: Read, kind: GroundKind) -> list[tuple[UUID, UUID]]:
    """(owner, what it rests on) of all grounds of one kind."""
    here = (*_live(tx, ground), ground.c.kind == kind)
    return [(row[0], row[1]) for row in tx.all(sa.select(ground.c.owner_id, ground.c.on_id).where(*here))]


def sided(tx: Read, kind: GroundKind) -> list[tuple[UUID, UUID, Side]]:
    """(owner, what it rests on, on which side) of all grounds of one kind."""
    here = (*_live(tx, ground), ground.c.kind == kind)
    rows = tx.all(sa.select(ground.c.owner_id, ground.c.on_id, ground.c.side).where(*here))
    return [(row[0], row[1], row[2]) for row in rows]


def get(tx: Read, ground_id: UUID) -> Ground:
    """One ground (NotFound)."""
    return _ground(live(tx, "ground", ground_id))


def put(tx: Write, one: Ground, *, version: int | None = None) -> None:
    """Store a ground, new or changed (Conflict where `version` is no longer the stored one)."""
    values = {
        "owner_kind": one.owner_kind,
        "owner_id": one.owner,
        "kind": one.kind,
        "on_id": one.on,
        "side": one.side,
        "weight": one.weight,
        "note": one.note,
        "print": one.print,
        "seen": one.seen,
    }
    if tx.one(sa.select(ground.c.id).where(ground.c.project_id == tx.project_id, ground.c.id == one.id)) is None:
        insert(tx, "ground", {"id": one.id, "coder_id": tx.actor_id, "made_at": tx.at, **values})
    else:
        update(tx, "ground", one.id, values, version=version)


def confirm(tx: Write, owner: UUID) -> int:
    """Take what stands under the grounds of a conclusion now for what was seen; gives how many were other before.

    What is gone stays as it was seen: it is for a person to take it away.
    """
    return _confirm(tx, of(tx, (owner,)))


def confirm_some(tx: Write, owner: UUID, on_: Collection[UUID]) -> int:
    """The same of those grounds that are these things."""
    return _confirm(tx, [one for one in of(tx, (owner,)) if one.on in on_])


def _confirm(tx: Write, there: Collection[Ground]) -> int:
    now: dict[tuple[GroundKind, UUID], Said] = {}
    for kind in {one.kind for one in there}:
        now |= {
            (kind, id_): one for id_, one in said(tx, kind, [each.on for each in there if each.kind == kind]).items()
        }
    moved = [one for one in there if (told := now.get((one.kind, one.on))) and told.print != one.print]
    for one in moved:
        told = now[one.kind, one.on]
        update(tx, "ground", one.id, {"print": told.print, "seen": told.version})
    return len(moved)


def drop(tx: Write, ground_id: UUID) -> None:
    """Mark a ground deleted (NotFound)."""
    remove(tx, "ground", ground_id)


# -- what is no longer as it was ------------------------------------------------------------------


def moved(
    tx: Read, *, on: Collection[UUID] | None = None, ids: Collection[UUID] | None = None
) -> list[tuple[Ground, How]]:
    """The grounds that say something else than when they were confirmed, or are gone; in the order of kinds and age.

    Of those that are these things (`on`), of these themselves (`ids`), or of all. Only rows of another version are
    read: their content decides.
    """
    column, wanted = (ground.c.on_id, on) if on is not None else (ground.c.id, ids)
    if wanted is None:
        return _moved(tx)
    each, found = list(wanted), []
    for first in range(0, len(each), _AT_ONCE):
        found += _moved(tx, column.in_(each[first : first + _AT_ONCE]))
    return found


def in_order(some: Iterable[tuple[Ground, How]]) -> list[tuple[Ground, How]]:
    """Moved grounds in the order of kinds and age."""
    kinds = list(TABLES)
    return sorted(some, key=lambda one: (kinds.index(one[0].kind), one[0].made_at, one[0].id))


def _moved(tx: Read, *some: sa.ColumnElement[bool]) -> list[tuple[Ground, How]]:
    found: list[tuple[Ground, How]] = []
    for kind in TABLES:
        asked = _codings_moved(tx, some) if kind == "coding" else [_rows_moved(tx, kind, some)]
        there = {row.id: _ground(row._mapping) for query in asked for row in tx.all(query)}
        now = said(tx, kind, {one.on for one in there.values()}) if there else {}
        for one in there.values():
            told = now.get(one.on)
            if told is None:
                found.append((one, "gone"))
            elif told.print != one.print:
                found.append((one, "changed"))
    return in_order(found)


_Some = Collection[sa.ColumnElement[bool]]


def _rows_moved(tx: Read, kind: GroundKind, some: _Some) -> sa.Select[Any]:
    """The grounds of a kind whose rows are of another version than was seen, or gone."""
    table = TABLES[kind]
    there = ground.outerjoin(table, sa.and_(table.c.project_id == ground.c.project_id, table.c.id == ground.c.on_id))
    other = sa.or_(table.c.id.is_(None), table.c.deleted_at.is_not(None), table.c.version != ground.c.seen)
    return sa.select(ground).select_from(there).where(*_live(tx, ground), ground.c.kind == kind, *some, other)


def _codings_moved(tx: Read, some: _Some) -> list[sa.Select[Any]]:
    """The same of codings, of which there are many: those touched since they were made, and those of lost sources."""
    there = ground.join(coding, sa.and_(coding.c.project_id == ground.c.project_id, coding.c.id == ground.c.on_id))
    query = sa.select(ground).select_from(there).where(*_live(tx, ground), ground.c.kind == "coding", *some)
    # A row that is deleted stays, and is of another version; so what was never touched need not be looked up.
    asked = [query.where(coding.c.version > 1, coding.c.version != ground.c.seen)]
    here = sa.select(source.c.id).where(source.c.project_id == tx.project_id, source.c.deleted_at.is_not(None))
    if lost := [row[0] for row in tx.all(here)]:
        asked.append(query.where(coding.c.deleted_at.is_(None), coding.c.source_id.in_(lost)))
    return asked


def stale_statements(tx: Read) -> set[UUID]:
    """The decisions of the ledger that some conclusion rests on and that no longer rest on what they did."""
    target, fate, own = coding.alias(), reduction.alias(), coding.alias()
    rests = (
        reduction.join(ground, sa.and_(ground.c.kind == "reduction", ground.c.on_id == reduction.c.id))
        .join(own, own.c.id == reduction.c.coding_id)
        .join(source, source.c.id == own.c.source_id)
        .outerjoin(target, sa.and_(target.c.id == reduction.c.into_id, target.c.deleted_at.is_(None)))
        .outerjoin(
            fate,
            sa.and_(
                fate.c.project_id == reduction.c.project_id,
                fate.c.coding_id == target.c.id,
                fate.c.deleted_at.is_(None),
            ),
        )
    )
    gone = sa.or_(own.c.deleted_at.is_not(None), source.c.deleted_at.is_not(None))
    where = (ground.c.project_id == tx.project_id, *_live(tx, reduction), ground.c.deleted_at.is_(None))
    query = (
        sa.select(reduction.c.id).select_from(rests).where(*where, sa.or_(gone, stale(reduction, own, target, fate)))
    )
    return {row[0] for row in tx.all(query)}


def by(rows: Iterable[Ground], key: Callable[[Ground], UUID]) -> dict[UUID, list[Ground]]:
    """Grounds gathered by what they belong to."""
    found: dict[UUID, list[Ground]] = {}
    for one in rows:
        found.setdefault(key(one), []).append(one)
    return found


class Spoken(NamedTuple):
    """A coding that stands on a side of a conclusion, also as a statement; its kind of source and its informant."""

    owner: UUID
    side: str
    coding: UUID
    kind: str
    case: UUID | None


def spoken(tx: Read, owners: Collection[UUID]) -> list[Spoken]:
    """The codings that these conclusions rest on themselves."""
    columns = (ground.c.owner_id, ground.c.side, coding.c.id, source.c.kind, _CASE)
    return [Spoken(*row) for row in _spoken(tx, owners, columns)]


Told = tuple[str, str, str, str, str | None]
"""Conclusion, side, coding, kind of source and informant; ids as text, for of a study tens of thousands are counted."""


def told(tx: Read, owners: Collection[UUID]) -> Iterator[Told]:
    """The same of what stands for or against them, as it is counted."""
    ids = [text(tx, one) for one in (ground.c.owner_id, coding.c.id, _CASE)]
    columns = (ids[0], ground.c.side, ids[1], source.c.kind, ids[2])
    return _spoken(tx, owners, columns, ground.c.side.in_(("for", "against")))


_CASE: sa.ColumnElement[Any] = sa.func.coalesce(speaker.c.case_id, source.c.case_id)


def _spoken(
    tx: Read, owners: Collection[UUID], columns: Sequence[sa.ColumnElement[Any]], *some: sa.ColumnElement[bool]
) -> Iterator[Any]:
    meant = sa.case((ground.c.kind == "coding", ground.c.on_id), else_=reduction.c.coding_id)
    there = (
        ground.outerjoin(reduction, sa.and_(ground.c.kind == "reduction", reduction.c.id == ground.c.on_id))
        .join(coding, coding.c.id == meant)
        .join(source, source.c.id == coding.c.source_id)
        .outerjoin(speaker, speaker.c.id == coding.c.speaker_id)
    )
    live = (*_live(tx, ground), coding.c.deleted_at.is_(None), source.c.deleted_at.is_(None))
    query = sa.select(*columns).select_from(there).where(*live, *some)
    wanted = list(owners)
    for first in range(0, len(wanted), _AT_ONCE):
        yield from tx.all(query.where(ground.c.owner_id.in_(wanted[first : first + _AT_ONCE])))
