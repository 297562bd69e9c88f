"""Codings counted by rows and columns, from a query."""

from collections import OrderedDict
from threading import Lock
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from coding import reduction
from coding.errors import NotFound
from coding.exchange.spreadsheet import Column, Table, write_csv, write_xlsx
from coding.model import STATUSES, Codebook, Dimension, Language, Query
from coding.reduction.matrix import Line, Matrix, Unit
from coding.store import Read, cases, codebooks, people, projects, sources, tallies
from coding.workbench.desk import Actor, allow, now, reads

Rows = Literal["cases", "sources", "coders"]
Columns = Literal["codes", "status"]
_ROWS: dict[str, Dimension] = {"cases": "case", "sources": "source", "coders": "coder"}
_COLUMNS: dict[Columns, Dimension] = {"codes": "code", "status": "status"}
_ATTRIBUTE = "case."
_KEPT = 32


class _Cache:
    """The matrices counted last, as long as nothing in their project has changed."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], Matrix] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[object, ...]) -> Matrix | None:
        with self._lock:
            return self._kept.get(key)

    def put(self, key: tuple[object, ...], one: Matrix) -> None:
        with self._lock:
            self._kept[key] = one
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)


_CACHE = _Cache()


@reads
def count_matrix(
    tx: Read, query: Query, *, rows: str = "cases", columns: Columns = "codes", unit: Unit = "informants"
) -> Matrix:
    """Counts of what a query finds by `rows` (cases, sources, coders, or `case.` and an attribute) and columns.

    NotFound for rows there are none of. Rows and columns without anything stand there too: an empty one is a finding.
    """
    attribute = rows.removeprefix(_ATTRIBUTE) if rows.startswith(_ATTRIBUTE) else None
    if attribute is None and rows not in _ROWS:
        raise NotFound(what=rows)
    key = (tx.conn.engine.url, tx.project_id, projects.rev(tx), repr(query), rows, columns, unit)
    if (kept := _CACHE.get(key)) is not None:
        return kept
    book = codebooks.load(tx)
    dimension: Dimension = "case" if attribute is not None else _ROWS[rows]
    groups = tallies.grouped(tx, query, dimension, _COLUMNS[columns], words=unit == "words")
    across = _across(book, columns, query)
    if attribute is not None:
        made = reduction.by_label(groups, cases.load(tx), attribute, across, unit)
    else:
        made = reduction.matrix(groups, _down(tx, rows), across, unit)
    _CACHE.put(key, made)
    return made


def _down(tx: Read, rows: str) -> list[Line]:
    if rows == "cases":
        return [Line(str(one.id), one.key, 1) for one in cases.load(tx)]
    if rows == "sources":
        return [Line(str(id_), name) for name, id_ in sources.names(tx).items()]
    return [Line(str(member.coder.id), member.coder.name) for member in people.members(tx)]


def _across(book: Codebook, columns: Columns, query: Query) -> list[Line]:
    if columns == "status":
        return [Line(status, status) for status in STATUSES]
    wanted: set[UUID] = set(query.codes)
    return [Line(str(one.id), one.key) for one in book.codable() if not wanted or one.id in wanted]


HEADINGS: dict[Language, dict[str, str]] = {
    "id": {
        "cases": "Informan",
        "sources": "Sumber",
        "coders": "Pengode",
        "informants": "banyaknya informan",
        "segments": "banyaknya kutipan",
        "words": "banyaknya kata",
        "of": "Informan seluruhnya",
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
        [Column(name) for name in (*head, *(column.name for column in made.columns))],
        [
            [row.name, *([row.informants] if sized else []), *(made.at(row, column) for column in made.columns)]
            for row in made.rows
        ],
    )
    if format == "csv":
        return write_csv(table)
    at = now()
    about = [
        (here.name, ""),
        (words["count"], words[unit]),
        (words["query"], reduction.written(query.where, book) if query.where else "–"),
        (words["codebook"], str(book.version)),
        (words["made"], at.astimezone(ZoneInfo(here.time_zone)).isoformat(timespec="seconds")),
    ]
    return write_xlsx(table, about, names=(words["matrix"], words["about"]), at=at)
