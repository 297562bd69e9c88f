"""The framework grid: informants by codes or themes, each cell a summary beside the excerpts it rests on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import coding
from coding import reduction, report
from coding.errors import NotFound, ProjectNotFound
from coding.exchange.excerpts import WORDS
from coding.exchange.spreadsheet import Column, Table, write_xlsx
from coding.model import Basis, Case, Cell, Grid, Language, LedgerLine, Project
from coding.reduction.framework import (
    GRID_SETTING,
    GRID_TITLES,
    GRID_WORDS,
    Heading,
    Shown,
    changed,
    grid_headings,
    grid_rows,
    heading,
    kept_grid,
    said,
)
from coding.store import Read, Write, cases, codebooks, framework, projects, reductions
from coding.workbench.desk import allow, now, reads, verb

_NARROW, _WIDE = 18, 40
"""Widths of columns, in characters."""


@dataclass(frozen=True, slots=True)
class Framework:
    """The grid with what stands in it: (informant, column) → cell; `version` is that of the layout."""

    rows: Sequence[Case]
    columns: Sequence[Heading]
    notes: Mapping[UUID, str]
    cells: Mapping[tuple[UUID, UUID], Shown]
    version: int


@reads
def framework_grid(tx: Read, language: Language | None = None) -> Framework:
    """The rows and columns somebody chose, those that are still there, each cell with its excerpts counted."""
    return _laid(tx, language)


@reads
def cell_excerpts(tx: Read, case: UUID, column: UUID) -> list[LedgerLine]:
    """The excerpts of an informant under a column, in the order of the text, with what was decided about each."""
    top = _heading(tx, column)
    ids = dict.fromkeys(one.basis.coding for one in _standing(tx, [case], [top]))
    return reductions.lines_of(tx, list(ids))


@verb("put_cell", "reduce")
def put_cell(
    tx: Write,
    case: UUID,
    column: UUID,
    summary: str,
    *,
    asked: bool | None = None,
    seen: Collection[UUID] | None = None,
    version: int | None = None,
) -> None:
    """Write what an informant says of a column (NotFound; Conflict where somebody was first).

    It rests on the excerpts there are; of those, where `seen` is given, only on the ones the person had before them.
    `version` is that of what it replaces, 0 where there was nothing.
    """
    top = _heading(tx, column)
    if not framework.informants(tx, [case]):
        raise NotFound(what="case")
    there = {one.basis.coding: one.basis for one in _standing(tx, [case], [top])}
    basis = tuple(one for one in there.values() if seen is None or one.coding in seen)
    made = Cell(uuid4(), case, column, summary.strip(), basis, tx.actor_id, tx.at, asked, top.of_theme)
    framework.put(tx, made, version=version)


@verb("put_layout", "reduce")
def put_layout(tx: Write, grid: Grid, *, version: int | None = None) -> None:
    """Keep which informants and columns are shown, in this order, and the notes (Conflict where somebody was first)."""
    project = _project(tx)
    projects.change(tx, {"settings": {**project.settings, GRID_SETTING: kept_grid(grid)}}, version=version)


@reads
def export_framework(tx: Read, *, format: str = "xlsx") -> bytes:  # noqa: A002
    """The grid as XLSX or DOCX; an empty cell says whether it was asked."""
    allow(tx, "export")
    project, at = _project(tx), now()
    language = project.language
    laid, words = _laid(tx, language), WORDS[language]
    headings = grid_headings(laid.columns, laid.notes, language)
    rows = grid_rows(laid.rows, laid.columns, laid.cells, laid.notes, language)
    stale = any(one.changed and one.cell and one.cell.summary for one in laid.cells.values())
    note = GRID_WORDS[language]["stale"] if stale else ""
    made = at.astimezone(ZoneInfo(project.time_zone))
    title, widths = GRID_TITLES[language], [_NARROW, *[_WIDE] * len(laid.columns)]
    if format == "docx":
        told = " ".join(filter(None, (note, f"{project.name}. {words['made']}: {made:%Y-%m-%d %H:%M %Z}. Simpul")))
        columns = [report.Column(name, width) for name, width in zip(headings, widths, strict=True)]
        return report.write_docx(title, columns, rows, note=told, language=language, at=at)
    about = [
        (words["project"], project.name),
        (words["made"], made.isoformat(timespec="seconds")),
        (words["codebook_version"], str(codebooks.load(tx).version)),
        (words["program"], f"Simpul {coding.__version__}"),
        *([("*", note.removeprefix("* "))] if note else []),
    ]
    table = Table([Column(name, width) for name, width in zip(headings, widths, strict=True)], rows)
    return write_xlsx(table, about, names=(title, words["about"]), at=at)


def _laid(tx: Read, language: Language | None = None) -> Framework:
    project = _project(tx)
    grid, guide = reduction.grid(project.settings), reduction.questions(project.settings)
    book, themes = codebooks.load(tx), reductions.themes(tx)
    by_id = {one.id: one for one in cases.load(tx)} if grid.rows else {}
    rows = [by_id[one] for one in grid.rows if one in by_id]
    shown = (heading(one, book, themes, language or project.language) for one in grid.columns)
    columns = [one for one in shown if one]
    basis: dict[tuple[UUID, UUID], dict[UUID, Basis]] = {}
    for one in _standing(tx, [case.id for case in rows], columns):
        for column in columns:
            if one.under in column.under:
                basis.setdefault((one.case, column.id), {})[one.basis.coding] = one.basis
    written = framework.cells(tx, [one.id for one in rows], [one.id for one in columns])
    there = {(one.case, one.column): one for one in written}
    cells = {}
    for case in rows:
        for column in columns:
            cell, rests = there.get((case.id, column.id)), tuple(basis.get((case.id, column.id), {}).values())
            cells[case.id, column.id] = Shown(cell, said(column, case, cell, rests, guide), rests, changed(cell, rests))
    return Framework(rows, columns, grid.notes, cells, project.version)


def stale_cells(tx: Read, ids: Collection[UUID]) -> set[UUID]:
    """Of a transaction: those of these cells whose excerpts are no longer what their summary rests on."""
    written = framework.by_ids(tx, ids)
    book, themes = codebooks.load(tx) if written else None, reductions.themes(tx) if written else []
    tops = {one.column: heading(one.column, book, themes, "id") for one in written} if book else {}
    columns = [one for one in tops.values() if one]
    basis: dict[tuple[UUID, UUID], dict[UUID, Basis]] = {}
    for one in _standing(tx, list({cell.case for cell in written}), columns):
        for column in columns:
            if one.under in column.under:
                basis.setdefault((one.case, column.id), {})[one.basis.coding] = one.basis
    return {
        cell.id
        for cell in written
        if not tops[cell.column] or changed(cell, tuple(basis.get((cell.case, cell.column), {}).values()))
    }


def _standing(tx: Read, rows: Sequence[UUID], columns: Sequence[Heading]) -> list[framework.Stands]:
    codes = {one for column in columns if not column.of_theme for one in column.under}
    categories = {one for column in columns if column.of_theme for one in column.under}
    return framework.standing(tx, rows, codes, categories) if rows else []


def _heading(tx: Read, column: UUID) -> Heading:
    found = heading(column, codebooks.load(tx), reductions.themes(tx), "id")
    if found is None:
        raise NotFound(what="column")
    return found


def _project(tx: Read) -> Project:
    found = projects.get(tx)
    if found is None:
        raise ProjectNotFound(name=tx.project_id)
    return found
