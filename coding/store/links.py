"""Links between codings: read with both ends as they stand, also where a coding was taken away."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import LINK_KINDS, Link, Linked, LinkEnd, LinkKind
from coding.store.answers import gone_with
from coding.store.changes import Read, Write, insert, live, remove, update
from coding.store.codings import excerpts_of
from coding.store.tables import coding, link, source

_AT_ONCE = 5000


def _link(m: Any) -> Link:
    return Link(m["id"], m["this_id"], m["kind"], m["that_id"], m["comment"], m["coder_id"], m["made_at"], m["version"])


def get(tx: Read, link_id: UUID) -> Link:
    """One link (NotFound)."""
    return _link(live(tx, "link", link_id))


def add(tx: Write, one: Link) -> None:
    """Store a new link."""
    insert(tx, "link", {"id": one.id, "coder_id": one.coder, "made_at": tx.at, **_row(one)})


def change(tx: Write, one: Link, *, version: int | None = None) -> None:
    """Store what changed in a link (Conflict where `version` is no longer the stored one)."""
    update(tx, "link", one.id, _row(one), version=version)


def _row(one: Link) -> dict[str, Any]:
    return {"this_id": one.this, "kind": one.kind, "that_id": one.that, "comment": one.comment}


def drop(tx: Write, link_id: UUID) -> None:
    """Mark a link deleted."""
    remove(tx, "link", link_id)


def between(tx: Read, one: UUID, other: UUID) -> list[Link]:
    """The links between two codings, whichever way."""
    ways = sa.or_(
        sa.and_(link.c.this_id == one, link.c.that_id == other),
        sa.and_(link.c.this_id == other, link.c.that_id == one),
    )
    return [_link(row._mapping) for row in tx.all(sa.select(link).where(*_live(tx), ways))]


def _live(tx: Read) -> tuple[sa.ColumnElement[bool], ...]:
    return link.c.project_id == tx.project_id, link.c.deleted_at.is_(None)


def of(tx: Read, codings: Collection[UUID]) -> list[Linked]:
    """The links that have one of these codings at either end, the newest first."""
    found: dict[UUID, Link] = {}
    wanted = list(codings)
    for first in range(0, len(wanted), _AT_ONCE):
        some = wanted[first : first + _AT_ONCE]
        for column in (link.c.this_id, link.c.that_id):
            rows = tx.all(sa.select(link).where(*_live(tx), column.in_(some)))
            found |= {row.id: _link(row._mapping) for row in rows}
    return _with_ends(tx, sorted(found.values(), key=lambda one: (one.made_at, one.id), reverse=True))


_NEWEST = (link.c.made_at.desc(), link.c.id)


def page(
    tx: Read, *, kind: LinkKind | None = None, codes: Collection[UUID] = (), limit: int = 20, offset: int = 0
) -> list[Linked]:
    """A page of links, kind by kind and the newest first; of one kind, or of these codes at either end."""
    place = sa.case({kind: at for at, kind in enumerate(LINK_KINDS)}, value=link.c.kind)
    query = sa.select(link).where(*_live(tx), *_narrowed(tx, kind, codes))
    rows = tx.all(query.order_by(place, *_NEWEST).limit(limit).offset(offset))
    return _with_ends(tx, [_link(row._mapping) for row in rows])


def newest(tx: Read, kind: LinkKind, limit: int) -> list[tuple[UUID, UUID]]:
    """From where to where links of a kind lead, whether or not their ends are still there."""
    where = (*_live(tx), link.c.kind == kind)
    rows = tx.all(sa.select(link.c.this_id, link.c.that_id).where(*where).order_by(*_NEWEST).limit(limit))
    return [(row[0], row[1]) for row in rows]


def count(tx: Read, *, codes: Collection[UUID] = ()) -> dict[LinkKind, int]:
    """How many links there are of each kind."""
    query = sa.select(link.c.kind, sa.func.count()).where(*_live(tx), *_narrowed(tx, None, codes))
    return {row[0]: int(row[1]) for row in tx.all(query.group_by(link.c.kind))}


def _narrowed(tx: Read, kind: LinkKind | None, codes: Collection[UUID]) -> list[sa.ColumnElement[bool]]:
    where = [link.c.kind == kind] if kind else []
    if codes:
        # Links are few beside codings: each looks at its own two.
        there = [(end, coding.alias()) for end in (link.c.this_id, link.c.that_id)]
        where.append(sa.or_(*(_some(one.c.id == end, one.c.code_id.in_(codes)) for end, one in there)))
    return where


def _some(*where: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.select(sa.literal(1)).where(*where).correlate(link).exists()


def _with_ends(tx: Read, links: Sequence[Link]) -> list[Linked]:
    ids = {end for one in links for end in (one.this, one.that)}
    there = excerpts_of(tx, ids)
    ends = {id_: LinkEnd(id_, one) for id_, one in there.items()} | _gone(tx, ids - there.keys())
    return [Linked(one, ends[one.this], ends[one.that]) for one in links]


def _gone(tx: Read, ids: Iterable[UUID]) -> dict[UUID, LinkEnd]:
    """Ends whose coding was taken away: their last words, where the source is still there and nobody withdrew them."""
    withdrawn = gone_with(tx)
    beside = sa.select(coding.c.id, coding.c.quote, source.c.name, source.c.deleted_at)
    here = beside.join(source, source.c.id == coding.c.source_id).where(coding.c.project_id == tx.project_id)
    return {
        row.id: LinkEnd(row.id)
        if row.deleted_at
        else LinkEnd(row.id, None, row.name, "" if row.id in withdrawn else row.quote)
        for row in tx.all(here.where(coding.c.id.in_(list(ids))))
    }
