"""A codebook as a file: what one would change before it is brought in, and the three kinds that are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from coding import codebook as stage
from coding.codebook import Difference
from coding.errors import CodebookInvalid
from coding.exchange.spreadsheet import Column, Table, unguarded, write_csv, write_xlsx
from coding.model import Code, Codebook, Excerpt
from coding.store import Read, codebooks
from coding.workbench.code_splits import examples_of
from coding.workbench.codebook import compare_with, read_codebook
from coding.workbench.desk import now, reads
from coding.workbench.reading import Readers

KINDS = ("yaml", "csv", "xlsx")
_WIDTHS = (10, 10, 30, 10, 10, 50, 40, 40, 40, 40, 30, 30, 50)
_WORDS = {
    "id": ("Contoh kutipan", "Buku kode", "Keterangan", "Versi"),
    "en": ("Examples", "Codebook", "About", "Version"),
}


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file would change, and which codes are not in it, with how many codings each has."""

    changes: tuple[Difference, ...]
    missing: tuple[tuple[Code, int], ...]


@reads
def preview_codebook(tx: Read, book: Codebook) -> Incoming:
    """What bringing this codebook in would do here; nothing is stored."""
    here = codebooks.load(tx)
    there = {one.key.casefold() for one in book.codes}
    missing = [one for one in here.codes if one.key.casefold() not in there]
    counted = codebooks.counts(tx)
    changes = compare_with(here, book)
    return Incoming(tuple(changes), tuple((one, counted.get(one.id, 0)) for one in missing))


def read_codebook_file(name: str, data: bytes, now_: Codebook) -> Codebook:
    """The codebook of a file by its name's ending: YAML, or a table (CodebookInvalid, TableInvalid)."""
    if name.casefold().endswith((".yaml", ".yml")):
        try:
            return read_codebook(data.decode("utf-8-sig"))
        except UnicodeDecodeError as problem:
            raise CodebookInvalid(why="UTF-8") from problem
    with Readers() as readers:
        rows = readers.rows(name, data, language=now_.language)
    if not name.casefold().endswith((".xlsx", ".ods")):
        rows = [[unguarded(cell) for cell in row] for row in rows]
    return stage.read_rows(rows, now_)


@reads
def export_codebook(tx: Read, kind: str = "yaml") -> bytes:
    """The codebook as YAML, CSV or XLSX; the tables have the excerpts chosen as examples in their last column."""
    book = codebooks.load(tx)
    if kind == "yaml":
        return stage.write_yaml(book).encode()
    words = _WORDS[book.language]
    headings = [*stage.HEADINGS[book.language], words[0]]
    columns = [Column(heading, width) for heading, width in zip(headings, _WIDTHS, strict=True)]
    quoted = _quoted(book, examples_of(tx))
    rows: Sequence[Sequence[str]] = [
        [*row, quoted.get(code.id, "")] for row, code in zip(stage.write_rows(book), book.codes, strict=True)
    ]
    table = Table(columns, rows)
    if kind == "csv":
        return write_csv(table)
    return write_xlsx(table, [(words[3], str(book.version))], names=(words[1], words[2]), at=now())


def _quoted(book: Codebook, found: Mapping[UUID, Sequence[Excerpt]]) -> dict[UUID, str]:
    """The examples of each code, one a line, each with its source and line."""
    return {
        code.id: "\n".join(
            f"“{' '.join(one.coding.quote.split())}” ({one.source_name}:{one.coding.line_start})"
            for one in found.get(code.id, ())
        )
        for code in book.codes
    }
