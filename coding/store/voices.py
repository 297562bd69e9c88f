"""Who says what stands at a place of a text: asked for thousands of places in one statement."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.store.changes import Read
from coding.store.tables import cases, source, speaker, turn

_COLUMNS = {"n": "int", "id": "uuid", "version": "int", "first": "int", "long": "int"}
_NAMES = {
    "sqlite": {
        "given": "json_each(:rows) AS given",
        **{one: f"json_extract(given.value, '$.{one}')" for one in _COLUMNS},
    },
    "postgresql": {
        "given": f"json_to_recordset(CAST(:rows AS json)) AS given({', '.join(map(' '.join, _COLUMNS.items()))})",
        **{one: f"given.{one}" for one in _COLUMNS},
    },
}

Place = tuple[UUID, int, int, int]
"""A source, its text version, and two numbers that the statement knows what to do with."""


def given(tx: Read, rows: Iterable[Place]) -> tuple[dict[str, str], dict[str, Any]]:
    """Rows we bring along as one value, so that the statement stays the same: what they are called in it, and it."""
    dialect = tx.conn.dialect.name
    written = [
        {"n": n, "id": one.hex if dialect == "sqlite" else str(one), "version": version, "first": first, "long": long}
        for n, (one, version, first, long) in enumerate(rows)
    ]
    return _NAMES[dialect], {"rows": json.dumps(written)}


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says words, and the turn they stand in."""

    start: int
    end: int
    id: UUID | None
    label: str | None
    role: str | None
    case: str | None


def voices_at(tx: Read, places: Iterable[tuple[UUID, int, int]]) -> dict[int, Voice]:
    """Who says what stands at an offset of a source's text version, by number of the place; nobody says a header."""
    names, rows = given(tx, ((one, version, at, 0) for one, version, at in places))
    # CROSS, so that SQLite begins with what we bring along, and not with every turn there is.
    query = (
        f'SELECT {names["n"]} AS n, t.start, t."end", s.id, s.label, s.role, c.key FROM {names["given"]} '
        f"CROSS JOIN {turn.name} AS t JOIN {source.name} AS w ON w.id = t.source_id "
        f"LEFT JOIN {speaker.name} AS s ON s.id = t.speaker_id "
        f"LEFT JOIN {cases.name} AS c ON c.id = coalesce(s.case_id, w.case_id) AND c.deleted_at IS NULL "
        f"WHERE t.project_id = :project AND t.source_id = {names['id']} AND t.text_version = {names['version']} "
        f'AND t.start <= {names["first"]} AND t."end" > {names["first"]} AND t.deleted_at IS NULL'
    )
    mine = tx.project_id.hex if tx.conn.dialect.name == "sqlite" else tx.project_id
    return {
        row[0]: Voice(row[1], row[2], UUID(str(row[3])) if row[3] else None, *row[4:])
        for row in tx.conn.execute(sa.text(query), {**rows, "project": mine}).all()
    }
