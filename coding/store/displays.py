"""Displays kept under a name, what is written in their cells by hand, and the print of what a query finds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import reduce
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import BIT

from coding.model import Basis, Change, Display, Entry, Query, Standing
from coding.store.changes import Read, Write, clash, fields, fitting, image, insert, live, put_back, remove, update
from coding.store.codings import found
from coding.store.framework import QUALITIES
from coding.store.tables import cases, coder, coding, display, entry, source

_AT_ONCE = 5000


def load(tx: Read) -> list[Display]:
    """All that are kept, the newest first."""
    here = (display.c.project_id == tx.project_id, display.c.deleted_at.is_(None))
    rows = tx.all(sa.select(display).where(*here).order_by(display.c.made_at.desc(), display.c.id))
    return [_display(row._mapping) for row in rows]


def get(tx: Read, display_id: UUID) -> Display:
    """One that is kept (NotFound)."""
    return _display(live(tx, "display", display_id))


def _display(m: Any) -> Display:
    return Display(
        id=m["id"],
        kind=m["kind"],
        name=m["name"],
        text=m["text"],
        whole=m["whole"],
        asked={key: tuple(values) for key, values in m["asked"].items()},
        options=m["options"],
        note=m["note"],
        rests_on=Standing(**m["rests_on"]) if m["rests_on"] else None,
        checked_by=m["checked_by"],
        checked_at=m["checked_at"],
        coder=m["coder_id"],
        made_at=m["made_at"],
        version=m["version"],
    )


def add(tx: Write, one: Display) -> None:
    """Store a new display."""
    insert(tx, "display", {"id": one.id, "coder_id": tx.actor_id, "made_at": tx.at, **_row(one)})


def change(tx: Write, one: Display, *, version: int | None = None) -> None:
    """Store what changed in a display (Conflict where `version` is no longer the stored one)."""
    update(tx, "display", one.id, _row(one), version=version)


def _row(one: Display) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "name": one.name,
        "text": one.text,
        "whole": one.whole,
        "asked": {key: list(values) for key, values in one.asked.items()},
        "options": dict(one.options),
        "note": one.note,
        "rests_on": asdict(one.rests_on) if one.rests_on else {},
        "checked_by": one.checked_by,
        "checked_at": one.checked_at,
    }


def drop(tx: Write, display_id: UUID) -> None:
    """Mark a display deleted, and what is written in its cells."""
    for row in tx.all(sa.select(entry.c.id).where(*_of(tx, display_id))):
        remove(tx, "entry", row.id)
    remove(tx, "display", display_id)


def entries(tx: Read, display_id: UUID) -> dict[tuple[str, str], Entry]:
    """(row, column) → what is written there by hand."""
    rows = tx.all(sa.select(entry).where(*_of(tx, display_id)))
    return {(row.row_key, row.column_key): _entry(row._mapping) for row in rows}


def _of(tx: Read, display_id: UUID) -> tuple[sa.ColumnElement[bool], ...]:
    return entry.c.project_id == tx.project_id, entry.c.display_id == display_id, entry.c.deleted_at.is_(None)


def _entry(m: Any) -> Entry:
    rests_on = tuple(Basis(UUID(one["coding"]), one["quote"], one["qualities"]) for one in m["rests_on"])
    return Entry(
        m["display_id"],
        m["row_key"],
        m["column_key"],
        m["text"],
        m["rule"],
        rests_on,
        m["coder_id"],
        m["made_at"],
        m["version"],
    )


def put_entry(tx: Write, one: Entry, *, version: int | None = None) -> None:
    """Store what is written in a cell, or that nothing is; it is always the same row.

    `version` is that of what it replaces, 0 where there was nothing (Conflict where somebody was first).
    """
    there, values = _standing(tx, one), _entry_row(tx, one)
    if there is None or there["deleted_at"] is not None:
        if version:
            raise clash(tx, there, values) if there else clash(tx, {**values, "changed_by": None}, values)
        if not one.text:
            return
        if there is None:
            insert(tx, "entry", {"id": uuid4(), **values})
        else:
            kept = image(entry, {"id": there["id"], **fitting(entry, values)})
            put_back(tx, Change("entry", there["id"], kept, None))
    elif one.text:
        update(tx, "entry", there["id"], values, version=version)
    else:
        remove(tx, "entry", there["id"], version=version)


def _standing(tx: Read, one: Entry) -> Mapping[str, Any] | None:
    place = (entry.c.display_id == one.display, entry.c.row_key == one.row, entry.c.column_key == one.column)
    row = tx.one(sa.select(entry).where(entry.c.project_id == tx.project_id, *place))
    return fields(row) if row else None


def _entry_row(tx: Write, one: Entry) -> dict[str, Any]:
    return {
        "display_id": one.display,
        "row_key": one.row,
        "column_key": one.column,
        "text": one.text,
        "rule": one.rule,
        "rests_on": [asdict(basis) | {"coding": str(basis.coding)} for basis in one.rests_on],
        "coder_id": tx.actor_id,
        "made_at": tx.at,
    }


Sums = tuple[int, int, int, int, datetime, datetime]


def sums(tx: Read, query: Query, within: Collection[UUID] = ()) -> dict[UUID, Sums]:
    """Of each source (or of these) in which a query finds codings: how many, and what a print of their versions needs.

    One aggregate over numbers; see `print_of_sums`.
    """
    wanted = (
        sa.func.count(),
        sa.func.sum(coding.c.version),
        sa.func.sum(coding.c.start),
        sa.func.sum(coding.c.end),
        sa.func.min(coding.c.made_at),
        sa.func.max(coding.c.made_at),
    )
    rows = _by_source(tx, query, wanted, within)
    return {row[0]: (int(row[1]), int(row[2]), int(row[3]), int(row[4]), row[5], row[6]) for row in rows}


def print_of_sums(some: Collection[Sums]) -> tuple[int, str]:
    """How many codings there are, and a print of their versions: while it is the same, nothing was changed.

    What is taken away and what comes for it differ in when they were made, or in their version. What is changed and
    taken back has another version, but the same `contents`.
    """
    many, *numbers = (sum(column) for column in zip(*(one[:4] for one in some), strict=True)) if some else (0, 0, 0, 0)
    made = (min(one[4] for one in some).isoformat(), max(one[5] for one in some).isoformat()) if some else ("", "")
    return many, "/".join([str(many), *map(str, numbers), *made])


def _by_source(
    tx: Read, query: Query, wanted: Sequence[sa.ColumnElement[Any]], within: Collection[UUID]
) -> list[sa.Row[*tuple[Any, ...]]]:
    asked = found(tx, query, coding.c.source_id, *wanted).group_by(coding.c.source_id)
    return tx.all(asked.where(coding.c.source_id.in_(within)) if within else asked)


_SAYS = ("code_id", "quote", *QUALITIES, "speaker_id")
"""What a coding says; where its words stand is not, so that a text corrected before them changes nothing."""


def contents(tx: Read, query: Query, within: Collection[UUID] = ()) -> dict[UUID, int]:
    """Of each source (or of these) a print of what the codings say that a query finds in it: added up, that of all.

    The same on both databases and in whatever order. Every row is hashed, which takes twice as long as `sums`.
    """
    words = [_as_text(coding.c[name]) for name in ("id", *_SAYS)]
    told = reduce(lambda one, other: one + _BETWEEN + other, words)
    wanted = sa.func.content_print(told) if tx.conn.dialect.name == "sqlite" else _hashed(told)
    return {row[0]: int(row[1] or 0) for row in _by_source(tx, query, [wanted], within)}


_BETWEEN = "\x1f"


def _as_text(column: sa.Column[Any]) -> sa.ColumnElement[str]:
    if isinstance(column.type, sa.Boolean):
        return sa.case((column.is_(True), "1"), (column.is_(False), "0"), else_="")
    told = sa.func.coalesce(sa.cast(column, sa.Text), "", type_=sa.Text)
    return sa.func.replace(told, "-", "", type_=sa.Text) if isinstance(column.type, sa.Uuid) else told


def _hashed(told: sa.ColumnElement[str]) -> sa.ColumnElement[Any]:
    """The sum of the first 64 bits of each SHA-256, as the `content_print` of our SQLite counts it."""
    first = sa.func.substring(sa.func.sha256(sa.func.convert_to(told, "UTF8")), 1, 8)
    bits = sa.literal("x", sa.Text) + sa.func.encode(first, "hex", type_=sa.Text)
    return sa.func.sum(sa.cast(sa.cast(bits, BIT(64)), sa.BigInteger))


def bases(tx: Read, query: Query) -> list[Basis]:
    """What a query finds, in the order of the text, as an entry rests on it."""
    qualities = (coding.c[name] for name in QUALITIES)
    rows = tx.all(
        found(tx, query, coding.c.id, coding.c.quote, *qualities).order_by(source.c.name, coding.c.start, coding.c.id)
    )
    return [Basis(row[0], row[1], dict(zip(QUALITIES, row[2:], strict=True))) for row in rows]


@dataclass(frozen=True, slots=True)
class End:
    """An excerpt at the end of a link: its code, and by what it is found again. `case` is its informant's key."""

    code: UUID
    source: str
    line_start: int
    line_end: int
    coder: str
    case: str | None


def ends(tx: Read, query: Query, ids: Collection[UUID]) -> dict[UUID, End]:
    """Those of these codings that a query finds; no text is read."""
    columns = (coding.c.code_id, source.c.name, coding.c.line_start, coding.c.line_end, coder.c.name, cases.c.key)
    asked, wanted = found(tx, query, coding.c.id, *columns), list(ids)
    return {
        row[0]: End(*row[1:])
        for first in range(0, len(wanted), _AT_ONCE)
        for row in tx.all(asked.where(coding.c.id.in_(wanted[first : first + _AT_ONCE])))
    }
