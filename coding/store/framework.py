"""The cells of the framework grid, and the codings that stand in them; only what is shown is read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import Basis, Cell, Change
from coding.store.changes import Read, Write, clash, fields, fitting, image, insert, put_back, update
from coding.store.tables import cases, cell, code, coding, reduction, source, speaker

QUALITIES = ("status", "weight", "limited", "prompted", "evidence")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Stands:
    """A coding of an informant under a code, or under the category its statement stands in."""

    case: UUID
    under: UUID
    basis: Basis


def cells(tx: Read, rows: Collection[UUID], columns: Collection[UUID]) -> list[Cell]:
    """What is written in these rows and columns."""
    here = (cell.c.project_id == tx.project_id, cell.c.case_id.in_(rows), cell.c.deleted_at.is_(None))
    wanted = sa.or_(cell.c.code_id.in_(columns), cell.c.theme_id.in_(columns))
    return [_cell(fields(row)) for row in tx.all(sa.select(cell).where(*here, wanted))]


def written(tx: Read) -> list[Cell]:
    """All cells that somebody summarised."""
    here = (cell.c.project_id == tx.project_id, cell.c.deleted_at.is_(None), cell.c.summary != "")
    return [_cell(fields(row)) for row in tx.all(sa.select(cell).where(*here))]


def by_ids(tx: Read, ids: Collection[UUID]) -> list[Cell]:
    """What is written in these cells."""
    wanted, found = list(ids), []
    for first in range(0, len(wanted), _AT_ONCE):
        some = cell.c.id.in_(wanted[first : first + _AT_ONCE])
        here = (cell.c.project_id == tx.project_id, cell.c.deleted_at.is_(None), some)
        found += [_cell(fields(row)) for row in tx.all(sa.select(cell).where(*here))]
    return found


def asked(tx: Read) -> dict[tuple[UUID, UUID], bool]:
    """(case, code) → whether it was asked, where somebody noted that against the interview guide."""
    noted = (cell.c.asked.is_not(None), cell.c.code_id.is_not(None), cell.c.deleted_at.is_(None))
    rows = tx.all(
        sa.select(cell.c.case_id, cell.c.code_id, cell.c.asked).where(cell.c.project_id == tx.project_id, *noted)
    )
    return {(row.case_id, row.code_id): row.asked for row in rows}


def _cell(m: Mapping[str, Any]) -> Cell:
    return Cell(
        id=m["id"],
        case=m["case_id"],
        column=m["code_id"] or m["theme_id"],
        summary=m["summary"],
        rests_on=tuple(Basis(UUID(one["coding"]), one["quote"], one["qualities"]) for one in m["rests_on"]),
        coder=m["coder_id"],
        made_at=m["made_at"],
        asked=m["asked"],
        of_theme=m["theme_id"] is not None,
        version=m["version"],
    )


def put(tx: Write, one: Cell, *, version: int | None = None) -> None:
    """Store what is written in a cell; it is always the same row, whatever id comes.

    `version` is that of what it replaces, 0 where there was nothing (Conflict where somebody was first).
    """
    column = cell.c.theme_id if one.of_theme else cell.c.code_id
    found = tx.one(
        sa.select(cell).where(cell.c.project_id == tx.project_id, cell.c.case_id == one.case, column == one.column)
    )
    values = _row(one)
    if found is None:
        insert(tx, "cell", {"id": one.id, **values})
        return
    there = fields(found)
    if there["deleted_at"] is None:
        update(tx, "cell", there["id"], values, version=version)
    elif version:
        raise clash(tx, there, values)
    else:
        put_back(tx, Change("cell", there["id"], image(cell, {"id": there["id"], **fitting(cell, values)}), None))


def _row(one: Cell) -> dict[str, Any]:
    return {
        "case_id": one.case,
        "code_id": None if one.of_theme else one.column,
        "theme_id": one.column if one.of_theme else None,
        "summary": one.summary,
        "asked": one.asked,
        "rests_on": [asdict(basis) | {"coding": str(basis.coding)} for basis in one.rests_on],
        "coder_id": one.coder,
        "made_at": one.made_at,
    }


def standing(
    tx: Read, rows: Collection[UUID], codes: Collection[UUID], categories: Collection[UUID] = ()
) -> list[Stands]:
    """The codings of these informants under these codes, and under these categories or themes; in the text's order.

    What was set aside stands under no category.
    """
    there = _sources(tx, rows)
    found: list[Stands] = []
    for first in range(0, len(there), _AT_ONCE):
        some = coding.c.source_id.in_(there[first : first + _AT_ONCE])
        if codes:
            found += _stands(tx, _coded(coding.c.code_id).where(some, coding.c.code_id.in_(codes)), rows)
        if categories:
            gathered = _coded(reduction.c.category_id).join(reduction, reduction.c.coding_id == coding.c.id)
            decided = (
                reduction.c.project_id == tx.project_id,
                reduction.c.category_id.in_(categories),
                reduction.c.deleted_at.is_(None),
                reduction.c.decision != "aside",
            )
            found += _stands(tx, gathered.where(some, *decided), rows)
    return found


def _coded(under: sa.ColumnElement[UUID]) -> sa.Select[*tuple[Any, ...]]:
    qualities = (coding.c[name] for name in QUALITIES)
    return (
        sa.select(sa.func.coalesce(speaker.c.case_id, source.c.case_id), under, coding.c.id, coding.c.quote, *qualities)
        .select_from(coding)
        .join(source, source.c.id == coding.c.source_id)
        .join(code, code.c.id == coding.c.code_id)
        .outerjoin(speaker, speaker.c.id == coding.c.speaker_id)
        .order_by(source.c.name, coding.c.start, coding.c.end, code.c.position, coding.c.id)
    )


def _stands(tx: Read, query: sa.Select[*tuple[Any, ...]], rows: Collection[UUID]) -> list[Stands]:
    live = (coding.c.project_id == tx.project_id, coding.c.deleted_at.is_(None), source.c.deleted_at.is_(None))
    wanted = set(rows)
    return [
        Stands(case, under, Basis(id_, quote, dict(zip(QUALITIES, qualities, strict=True))))
        for case, under, id_, quote, *qualities in tx.all(query.where(*live))
        if case in wanted
    ]


def _sources(tx: Read, rows: Collection[UUID]) -> Sequence[UUID]:
    """The sources in which one of these informants may speak, by name."""
    here = (source.c.project_id == tx.project_id, source.c.deleted_at.is_(None))
    voices = sa.select(speaker.c.source_id).where(speaker.c.project_id == tx.project_id, speaker.c.case_id.in_(rows))
    mine = sa.or_(source.c.case_id.in_(rows), source.c.id.in_(voices))
    return [row.id for row in tx.all(sa.select(source.c.id).where(*here, mine).order_by(source.c.name))]


def informants(tx: Read, rows: Collection[UUID]) -> set[UUID]:
    """Those of these informants who are there."""
    here = (cases.c.project_id == tx.project_id, cases.c.deleted_at.is_(None), cases.c.id.in_(rows))
    return {row.id for row in tx.all(sa.select(cases.c.id).where(*here))}
