"""A matrix taken away, as XLSX or CSV."""

from collections.abc import Mapping
from uuid import UUID
from zoneinfo import ZoneInfo

from coding import reduction
from coding.exchange.spreadsheet import Column, Table, write_csv, write_xlsx
from coding.model import Language, Query, Where
from coding.reduction.matrix import Line, Matrix, Unit
from coding.store import codebooks, projects
from coding.workbench.desk import Actor, allow, now
from coding.workbench.matrices import Columns, count_matrix

_ATTRIBUTE = "case."

HEADINGS: dict[Language, dict[str, str]] = {
    "id": {
        "cases": "Informan",
        "sources": "Sumber",
        "coders": "Pengode",
        "informants": "banyaknya informan",
        "segments": "banyaknya kutipan",
        "words": "banyaknya kata",
        "of": "Informan seluruhnya",
        "all": "Semua",
        "asked": "n/N: N informan ditanyai atau menyebutnya tanpa ditanya; kosong: tidak ditanyakan",
        "matrix": "Matriks",
        "about": "Keterangan",
        "made": "Dibuat",
        "count": "Yang dihitung",
        "codebook": "Versi buku kode",
        "query": "Kueri",
    },
    "en": {
        "cases": "Informant",
        "sources": "Source",
        "coders": "Coder",
        "informants": "number of informants",
        "segments": "number of excerpts",
        "words": "number of words",
        "of": "Informants in all",
        "all": "All",
        "asked": "n/N: N informants were asked or spoke of it unasked; empty: not asked",
        "matrix": "Matrix",
        "about": "About",
        "made": "Made",
        "count": "What is counted",
        "codebook": "Version of the codebook",
        "query": "Query",
    },
}


def export_matrix(
    actor: Actor,
    project: UUID,
    query: Query,
    *,
    rows: str = "cases",
    columns: Columns = "codes",
    unit: Unit = "informants",
    format: str = "xlsx",  # noqa: A002
) -> bytes:
    """The matrix as XLSX or CSV, with what was counted, when, and by which version of the codebook."""
    made = count_matrix(actor, project, query, rows=rows, columns=columns, unit=unit)
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "export")
        here, book = projects.get(tx), codebooks.load(tx)
    assert here
    words = HEADINGS[here.language]
    sized = rows.startswith(_ATTRIBUTE)
    head = [words.get(rows, rows.removeprefix(_ATTRIBUTE)), *([words["of"]] if sized else [])]
    table = Table(
        [Column(name) for name in (*head, *(column.name for column in made.columns))], _rows(made, words, sized)
    )
    if format == "csv":
        return write_csv(table)
    at = now()
    about = [
        (here.name, ""),
        (words["count"], words[unit]),
        *([("n/N", words["asked"])] if made.asked else []),
        (words["query"], reduction.written(query.where, book) if query.where else "–"),
        (words["codebook"], str(book.version)),
        (words["made"], at.astimezone(ZoneInfo(here.time_zone)).isoformat(timespec="seconds")),
    ]
    return write_xlsx(table, about, names=(words["matrix"], words["about"]), at=at)


def _rows(made: Matrix, words: Mapping[str, str], sized: bool) -> list[list[str | int]]:
    """A row a line, and one of all where that can be counted; an informant who was not asked has an empty cell."""
    found: list[list[str | int]] = [
        [row.name, *([row.informants] if sized else []), *(_cell(made, row, column) for column in made.columns)]
        for row in made.rows
    ]
    totals = [made.total(column) for column in made.columns]
    if made.rows and None not in totals:
        of = [made.asked_in_all(column) for column in made.columns]
        informants = [sum(row.informants for row in made.rows)] if sized else []
        found.append([words["all"], *informants, *(_told(n or 0, of_) for n, of_ in zip(totals, of, strict=True))])
    return found


def _cell(made: Matrix, row: Line, column: Line) -> str | int:
    count, of = made.at(row, column), made.asked_at(row, column)
    single = isinstance(row.where, Where) and row.where.field == "case"
    return count if single and of else _told(count, of)


def _told(count: int, of: int | None) -> str | int:
    if of == 0:
        return ""
    return count if of is None else f"{count}/{of}"
