"""A counter: what stands in each source by code, coder, speaker and status, and where, so that no look reads a million
codings.

A derived thing: what is counted of a source is written anew in the transaction that changes its codings, and equal to
what is counted anew (`rebuild`). A source of which nothing is written is counted when it is asked for.
"""

from collections import Counter
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

PLACE = np.dtype([("line", "<u4"), *((name, "<u4") for name in ("start", "end", "line_start", "line_end"))])
"""Where one of them stands: the line it is counted in, its characters, and its first and last line of the text."""

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
    # In the order of the text; behind all else, so that it is only read where it is asked for.
    sa.Column("places", sa.LargeBinary, nullable=False),
    sa.ForeignKeyConstraint(["project_id", "source_id"], [source.c.project_id, source.c.id]),
)

_IDS = ("codes", "coders", "speakers")
_WHERE = ("start", "end", "line_start", "line_end")
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
    there = _written(tx, *_IDS, "counts")
    lines = np.frombuffer(b"".join(row[4] for row in there), dtype=LINE)
    many = _lengths([row[4] for row in there], LINE)
    codes, coders, speakers = (
        _numbered([row[place] for row in there], many, lines[name])
        for place, name in enumerate(("code", "coder", "speaker"), start=1)
    )
    return Census(
        np.frombuffer(b"".join(row[0] for row in there), dtype="S16"),
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


def of_codes(tx: Read) -> dict[UUID, int]:
    """Codings per code, in the sources that are there."""
    all_of_it = read(tx)
    many = np.bincount(all_of_it.code, weights=all_of_it.many, minlength=len(all_of_it.codes))
    ids = (UUID(bytes=one.ljust(16, b"\0")) for one in all_of_it.codes.tolist())
    return {one: int(n) for one, n in zip(ids, many, strict=True) if n}


def places(tx: Read) -> tuple[Any, Any]:
    """Of every coding, source by source in the order of each text: its line of what `read` gives, and where it stands.

    That is start, end, first and last line [n × 4].
    """
    there = _written(tx, "counts", "places")
    found = np.frombuffer(b"".join(row[2] for row in there), dtype=PLACE)
    ahead = np.cumsum(_lengths([row[1] for row in there], LINE)) - _lengths([row[1] for row in there], LINE)
    line = np.repeat(ahead, _lengths([row[2] for row in there], PLACE)) + found["line"]
    return line.astype(np.int32), np.column_stack([found[name] for name in _WHERE]).astype(np.int32)


def _written(tx: Read, *names: str) -> list[tuple[bytes, ...]]:
    """Of every source that is there its id and some of what is counted of it, always in the same order."""
    rows = tx.conn.execute(
        sa.select(_raw(source.c.id), *(census.c[name] for name in names))
        .select_from(source.outerjoin(census, census.c.source_id == source.c.id))
        .where(source.c.project_id == tx.project_id, source.c.deleted_at.is_(None))
    ).all()
    there = [(_bytes(row[0]), *row[1:]) for row in rows if row[1] is not None]
    if missing := [_uuid(row[0]) for row in rows if row[1] is None]:
        there += [(row["source_id"].bytes, *(row[name] for name in names)) for row in _counted(tx.conn, missing)]
    return sorted(there)


def _lengths(written: Sequence[bytes], kind: "np.dtype[Any]") -> Any:
    return np.array([len(one) // kind.itemsize for one in written], dtype=np.int64)


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


def rebuild(conn: sa.Connection, project_id: UUID | None = None, *, without: Collection[str] = ()) -> int:
    """Count every source anew, of one project or all; gives how many. `without` are columns there are not yet."""
    mine = () if project_id is None else (source.c.project_id == project_id,)
    there = [row[0] for row in conn.execute(sa.select(source.c.id).where(*mine))]
    put(conn, there, without)
    return len(there)


def put(conn: sa.Connection, sources: Collection[UUID], without: Collection[str] = ()) -> None:
    """Count these sources and write it down."""
    wanted = sorted(sources)
    for first in range(0, len(wanted), _AT_ONCE):
        some = wanted[first : first + _AT_ONCE]
        conn.execute(sa.delete(census).where(census.c.source_id.in_(some)))
        rows = ({name: row[name] for name in row if name not in without} for row in _counted(conn, some))
        conn.execute(sa.insert(census), list(rows))


def _counted(conn: sa.Connection, sources: Sequence[UUID]) -> Iterable[dict[str, Any]]:
    """A row for each of these sources, as it is written down."""
    for first in range(0, len(sources), _AT_ONCE):
        some = sources[first : first + _AT_ONCE]
        projects = {
            row[0]: row[1]
            for row in conn.execute(sa.select(source.c.id, source.c.project_id).where(source.c.id.in_(some)))
        }
        kept = ("source_id", "code_id", "coder_id", "speaker_id", "status", "limited", *_WHERE)
        found = conn.execute(
            sa.select(*(_raw(coding.c[name]) for name in kept))
            .where(
                coding.c.project_id.in_(set(projects.values())),
                coding.c.source_id.in_(some),
                coding.c.deleted_at.is_(None),
            )
            .order_by(coding.c.source_id)
        )
        rows = {_uuid(of): [row[1:] for row in its] for of, its in groupby(found, key=lambda row: row[0])}
        for one in some:
            yield {"source_id": one, "project_id": projects[one], **_packed(rows.get(one, []))}


def _packed(rows: Sequence[Any]) -> dict[str, bytes]:
    """What is written of the codings of a source."""
    known: dict[Any, bytes] = {}
    for row in rows:
        for one in row[:3]:
            if one not in known:
                known[one] = _bytes(one)
    told = [(known[row[0]], known[row[1]], known[row[2]], _NUMBERS.get(row[3], 0), bool(row[4])) for row in rows]
    counts = Counter(told)
    names = [sorted(set(ids)) for ids in ([one[0] for one in told], [one[1] for one in told], [one[2] for one in told])]
    numbers = [{id_: at for at, id_ in enumerate(some)} for some in names]
    lines = {one: at for at, one in enumerate(sorted(counts))}
    written = [
        (*(its[id_] for its, id_ in zip(numbers, one[:3], strict=True)), *one[3:], many)
        for one, many in sorted(counts.items())
    ]
    order = sorted((row[5], row[6], lines[line], *row[7:]) for row, line in zip(rows, told, strict=True))
    there = [(line, start, end, first, last) for start, end, line, first, last in order]
    return {
        **{name: b"".join(some) for name, some in zip(_IDS, names, strict=True)},
        "counts": np.array(written, dtype=LINE).tobytes(),
        "places": np.array(there, dtype=PLACE).tobytes(),
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
