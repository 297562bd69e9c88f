"""From the numbers in the report to the codings they count, and from codings to the sections that count them."""

from collections.abc import Collection
from uuid import UUID

from coding import reduction
from coding.errors import CodingError
from coding.model import Codebook, Expression, HasCode, Query
from coding.report.fields import Field, parse
from coding.store import Read, codebooks, sections, trails

_COUNTING = ("informants", "excerpts", "sources")


def codings_under(tx: Read, ids: Collection[UUID], most: int) -> list[trails.Step]:
    """Section → the first codings that its numbers count; of a number that counts everything, none."""
    book = codebooks.load(tx)
    there = [one for one in sections.load(tx) if one.id in ids]
    return [
        (one.id, coding)
        for one in there
        for query in _asked(one.text, book)
        for coding in trails.found_by(tx, query, limit=most)
    ]


def asked_in(tx: Read, ids: Collection[UUID]) -> dict[UUID, list[Query]]:
    """Section → what its numbers ask for; a number that counts everything asks for nothing."""
    book = codebooks.load(tx)
    return {one.id: _asked(one.text, book) for one in sections.load(tx) if one.id in ids}


def sections_on(tx: Read, codings: Collection[UUID]) -> list[trails.Step]:
    """The sections with a number that counts one of these codings."""
    there = sections.load(tx)
    if not there:
        return []
    book, finder = codebooks.load(tx), _Finder(tx, codings)
    steps: dict[trails.Step, None] = {}
    for one in there:
        for query in _asked(one.text, book):
            steps |= {(one.id, coding): None for coding in finder.found_by(query, book)}
    return list(steps)


def counted_among(tx: Read, fields: Collection[Field], under: Collection[str]) -> set[Field]:
    """Which of these fields count one of these codings."""
    book = codebooks.load(tx)
    finder = _Finder(tx, [UUID(one) for one in under])
    asked = {field: asked_by(field, book) for field in fields}
    return {field for field, query in asked.items() if query is not None and finder.found_by(query, book)}


class _Finder:
    """Which of some codings queries find; those of one code alone, of which there are many, are told by their codes."""

    def __init__(self, tx: Read, ids: Collection[UUID]) -> None:
        self._tx, self._ids = tx, ids
        self._codes = {id_: row["code_id"] for id_, row in trails.rows(tx, "coding", list(ids)).items()}
        self._found: dict[Expression | None, list[UUID]] = {}

    def found_by(self, query: Query, book: Codebook) -> list[UUID]:
        """The codings that a query finds."""
        if query.where not in self._found:
            self._found[query.where] = self._look(query, book)
        return self._found[query.where]

    def _look(self, query: Query, book: Codebook) -> list[UUID]:
        if isinstance(query.where, HasCode):
            under = {query.where.code} if query.where.alone else set(book.below(query.where.code))
            return [id_ for id_, code in self._codes.items() if code in under]
        return trails.found_by(self._tx, query, self._ids)


def _asked(text: str, book: Codebook) -> list[Query]:
    fields = dict.fromkeys(parse(text).fields)
    return [query for field in fields if (query := asked_by(field, book)) is not None]


def asked_by(field: Field, book: Codebook) -> Query | None:
    """What a number counts; None where it counts nothing by itself, everything, or can't be read."""
    if field.name not in _COUNTING or not field.argument:
        return None
    try:
        return Query(where=reduction.parse(field.argument, book))
    except CodingError:
        return None
