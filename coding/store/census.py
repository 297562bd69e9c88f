"""A counter: what stands in each source by code, coder, speaker and status, so that no look counts a million codings.

A derived thing: what is counted of a source is written anew in the transaction that changes its codings, and equal to
what is counted anew (`rebuild`). A source of which nothing is written is counted when it is asked for.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

import numpy as np
import sqlalchemy as sa

from coding.model import STATUSES
from coding.store import many
from coding.store.changes import Read, Write
from coding.store.columns import Id, derived
from coding.store.tables import coding, source

LINE = np.dtype(
    [("code", "<u2"), ("coder", "<u2"), ("speaker", "<u2"), ("status", "u1"), ("limited", "u1"), ("many", "<u4")]
)
"""So many codings of a source: places among its codes, coders and speakers, and that of the status behind none."""

census = sa.Table(
    "census",
    derived,
    sa.Column("project_id", Id, nullable=False),
    sa.Column("source_id", Id, primary_key=True),
    # Ids, sixteen bytes each; zeros for no speaker.
    sa.Column("codes", sa.LargeBinary, nullable=False),
    sa.Column("coders", sa.LargeBinary, nullable=False),
    sa.Column("speakers", sa.LargeBinary, nullable=False),
    sa.Column("counts", sa.LargeBinary, nullable=False),
    sa.ForeignKeyConstraint(["project_id", "source_id"], [source.c.project_id, source.c.id]),
)

_IDS = ("codes", "coders", "speakers")
_AT_ONCE = 500
_NOBODY = bytes(16)
_NUMBERS: Mapping[str | None, int] = {None: 0} | {status: at for at, status in enumerate(STATUSES, start=1)}


@dataclass(frozen=True, slots=True)
class Census:
    """All that stands in a project, a line for each source, code, coder, speaker and status, in columns.

    Ids are of sixteen bytes; `source`, `code`, `coder` and `speaker` are places among them; `status` is 0 for none,
    else 1 and its place in STATUSES; `limited` says whether that is; `many` are codings.
    """

    sources: Any
    codes: Any
    coders: Any
    speakers: Any
    source: Any
    code: Any
    coder: Any
    speaker: Any
    status: Any
    limited: Any
    many: Any


def read(tx: Read) -> Census:
    """What is counted of every source that is there."""
    columns = (_raw(source.c.id), *(census.c[name] for name in (*_IDS, "counts")))
    rows = tx.conn.execute(
        sa.select(*columns)
        .select_from(source.outerjoin(census, census.c.source_id == source.c.id))
        .where(source.c.project_id == tx.project_id, source.c.deleted_at.is_(None))
        .order_by(source.c.id)
    ).all()
    there: list[Sequence[Any]] = [row for row in rows if row[4] is not None]
    missing = [_uuid(row[0]) for row in rows if row[4] is None]
    if missing:
        there += [(row["source_id"], *(row[name] for name in (*_IDS, "counts"))) for row in _counted(tx.conn, missing)]
    lines = np.frombuffer(b"".join(row[4] for row in there), dtype=LINE)
    many = np.array([len(row[4]) // LINE.itemsize for row in there], dtype=np.int64)
    codes, coders, speakers = (
        _numbered([row[place] for row in there], many, lines[name])
        for place, name in enumerate(("code", "coder", "speaker"), start=1)
    )
    return Census(
        np.frombuffer(b"".join(_bytes(row[0]) for row in there), dtype="S16"),
        codes[0],
        coders[0],
        speakers[0],
        np.repeat(np.arange(len(there), dtype=np.int32), many),
        codes[1],
        coders[1],
        speakers[1],
        lines["status"].astype(np.int32),
        lines["limited"] > 0,
        lines["many"].astype(np.int32),
    )


def _numbered(written: Sequence[bytes], many: Any, own: Any) -> tuple[Any, Any]:
    """The ids of all sources, each once, and the place among them that stands for a source's own one."""
    ids, places = np.unique(np.frombuffer(b"".join(written), dtype="S16"), return_inverse=True)
    begins = np.cumsum([0, *(len(one) // 16 for one in written)])[:-1]
    return ids, places.astype(np.int32)[np.repeat(begins, many) + own]


def follow(tx: Write) -> None:
    """Count the sources anew whose codings a verb has changed."""
    touched: set[UUID] = set()
    batches = []
    for change in tx.changes:
        if change.entity == "coding":
            image = change.after or change.before or {}
            touched.add(UUID(image["source_id"]))
        elif change.entity == "batch:coding":
            batches.append(change.id)
        elif change.entity == f"{many.PREFIX}coding":
            touched |= many.sources_of(change)
        elif change.entity == "source" and change.before is None:
            touched.add(change.id)
    for batch in batches:
        here = (coding.c.project_id == tx.project_id, coding.c.batch_id == batch)
        touched |= {row[0] for row in tx.conn.execute(sa.select(coding.c.source_id).where(*here).distinct())}
    put(tx.conn, touched)


def rebuild(conn: sa.Connection, project_id: UUID | None = None) -> int:
    """Count every source anew, of one project or all; gives how many."""
    mine = () if project_id is None else (source.c.project_id == project_id,)
    there = [row[0] for row in conn.execute(sa.select(source.c.id).where(*mine))]
    put(conn, there)
    return len(there)


def put(conn: sa.Connection, sources: Collection[UUID]) -> None:
    """Count these sources and write it down."""
    wanted = sorted(sources)
    for first in range(0, len(wanted), _AT_ONCE):
        some = wanted[first : first + _AT_ONCE]
        conn.execute(sa.delete(census).where(census.c.source_id.in_(some)))
        conn.execute(sa.insert(census), list(_counted(conn, some)))


def _counted(conn: sa.Connection, sources: Sequence[UUID]) -> Iterable[dict[str, Any]]:
    """A row for each of these sources, as it is written down."""
    for first in range(0, len(sources), _AT_ONCE):
        some = sources[first : first + _AT_ONCE]
        projects = {
            row[0]: row[1]
            for row in conn.execute(sa.select(source.c.id, source.c.project_id).where(source.c.id.in_(some)))
        }
        kept = ("code_id", "coder_id", "speaker_id", "status", "limited")
        ids = [_raw(coding.c[name]) if name.endswith("_id") else coding.c[name] for name in kept]
        parts = (coding.c.source_id, *ids)
        found = conn.execute(
            sa.select(*parts, sa.func.count())
            .where(
                coding.c.project_id.in_(set(projects.values())),
                coding.c.source_id.in_(some),
                coding.c.deleted_at.is_(None),
            )
            .group_by(*parts)
            .order_by(coding.c.source_id)
        )
        lines = {of: [row[1:] for row in its] for of, its in groupby(found, key=lambda row: row[0])}
        for one in some:
            yield {"source_id": one, "project_id": projects[one], **_packed(lines.get(one, []))}


def _packed(rows: Sequence[Any]) -> dict[str, bytes]:
    told = [(*map(_bytes, row[:3]), _NUMBERS.get(row[3], 0), bool(row[4]), row[5]) for row in rows]
    names = [sorted({row[at] for row in told}) for at in range(len(_IDS))]
    places = [{id_: at for at, id_ in enumerate(some)} for some in names]
    lines = sorted((places[0][row[0]], places[1][row[1]], places[2][row[2]], *row[3:]) for row in told)
    return {
        **{name: b"".join(some) for name, some in zip(_IDS, names, strict=True)},
        "counts": np.array(lines, dtype=LINE).tobytes(),
    }


def _raw(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """An id as the driver gives it."""
    return sa.type_coerce(column, sa.types.NullType())


def _uuid(raw: Any) -> UUID:
    return raw if isinstance(raw, UUID) else UUID(raw)


def _bytes(raw: Any) -> bytes:
    if raw is None:
        return _NOBODY
    return raw.bytes if isinstance(raw, UUID) else bytes.fromhex(raw)
