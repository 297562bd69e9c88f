"""Paragraphs and tables, as word processors and web pages have them → text, a line per paragraph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from coding.errors import Notice
from coding.transcript.grid import Talk, is_header, talk
from coding.transcript.looks import look_of
from coding.transcript.rendered import Rendered
from coding.transcript.utterances import Composer


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each cell a list of blocks. A row that spans all columns has one cell."""

    rows: list[list["list[Block]"]] = field(default_factory=list)


Block = str | Table
"""A paragraph (a form feed in it is a page break) or a table."""

_FIELD = re.compile(r"\s*([^:\t]{1,40}?)\s*:\s*(\S.*)")
_FIELD_WORDS, _FIELD_LENGTH = 4, 500
# Beside a table that is a transcript there may be a heading and notes; more, and the talk is not in the table alone.
_TEXT_OUTSIDE, _LETTERS_OUTSIDE = 0.5, 600


def render(blocks: Sequence[Block], form: str, version: int, warnings: tuple[Notice, ...] = ()) -> Rendered:
    """One line per paragraph. Where a table is the transcript its rows are turns; else detection is left to look."""
    items = list(_items(blocks))
    lines = [item for item in items if isinstance(item, str)]
    talks = [item for item in items if isinstance(item, Talk)]
    told = sum(len(utterance.words) for found in talks for utterance in found.utterances)
    structured = bool(talks) and sum(map(len, lines)) <= max(_LETTERS_OUTSIDE, _TEXT_OUTSIDE * told)
    composer = Composer(paged=True)
    header: dict[str, str] = {}
    heading = structured
    for item in items:
        if isinstance(item, Talk):
            composer.talk(item.utterances)
            heading = False
            continue
        composer.line(item, "header" if heading else None)
        if heading and len(item) < _FIELD_LENGTH and (found := _FIELD.fullmatch(item.replace("\f", ""))):
            header[found.group(1)] = found.group(2)
    notices = tuple(notice for found in talks for notice in found.notices)
    return composer.rendered(form, version, header=header, warnings=(*warnings, *notices), structured=structured)


def _items(blocks: Sequence[Block]) -> Iterator[str | Talk]:
    for block in blocks:
        if isinstance(block, str):
            yield block
        elif max(map(len, block.rows), default=0) <= 1:
            for row in block.rows:
                for cell in row:
                    yield from _items(cell)
        else:
            yield from _table(block)


def _table(table: Table) -> Iterator[str | Talk]:
    if not any(isinstance(inner, Table) for row in table.rows for cell in row for inner in cell):
        rows = [[plain(cell) for cell in row] for row in table.rows]
        lead = _leading_fields(rows)
        if found := talk(rows[lead:]):
            yield from _fields(rows[:lead])
            yield found
            return
        if fields := _fields(rows):
            yield from fields
            return
    for row in table.rows:
        if all(len(cell) <= 1 and not any(isinstance(inner, Table) for inner in cell) for cell in row):
            yield "\t".join(plain(cell) for cell in row).rstrip("\t")
        else:
            for cell in row:
                yield from (item for item in _items(cell) if item != "")


def _leading_fields(rows: Sequence[Sequence[str]]) -> int:
    """How many rows at the top of a table describe the talk below them (`Tanggal | 12 Januari 2026`)."""
    count = 0
    for row in rows:
        filled = [cell for cell in row if cell.strip(" :")]
        if is_header(row) or not filled or (len(filled) > 1 and look_of(filled[0].rstrip(": ")) != "note"):
            break
        count += 1
    return count if _fields(rows[:count]) else 0


def _fields(rows: Sequence[Sequence[str]]) -> list[str]:
    """A form (`Tanggal | 12 Januari 2026`, `Nama | : | Budi`) as header lines are written: `Tanggal: 12 Januari`."""
    pairs = [[cell.strip() for cell in row if cell.strip(" :")] for row in rows]
    keys = [pair[0].rstrip(": ") for pair in pairs if pair]
    short = all(len(key) <= 40 and len(key.split()) <= _FIELD_WORDS and any(map(str.isalpha, key)) for key in keys)
    if (
        not short
        or len(set(keys)) < len(keys)
        or any(len(pair) > 2 for pair in pairs)
        or max(map(len, pairs), default=0) < 2
    ):
        return []
    return [f"{pair[0].rstrip(': ')}: {pair[1].lstrip(': ')}" if len(pair) == 2 else "".join(pair) for pair in pairs]


def plain(blocks: Sequence[Block]) -> str:
    """The text of a cell, a line per paragraph."""
    lines = (
        block if isinstance(block, str) else "\n".join("\t".join(map(plain, row)) for row in block.rows)
        for block in blocks
    )
    return "\n".join(lines).strip("\n")
