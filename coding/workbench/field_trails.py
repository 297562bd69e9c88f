"""From the numbers in the report to the codings they count, and from codings to the sections that count them."""

from collections.abc import Collection
from uuid import UUID

from coding import reduction
from coding.errors import CodingError
from coding.model import Codebook, Expression, Query
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


def sections_on(tx: Read, codings: Collection[UUID]) -> list[trails.Step]:
    """The sections with a number that counts one of these codings."""
    there = sections.load(tx)
    if not there:
        return []
    book = codebooks.load(tx)
    found: dict[Expression | None, list[UUID]] = {}
    steps: dict[trails.Step, None] = {}
    for one in there:
        for query in _asked(one.text, book):
            if query.where not in found:
                found[query.where] = trails.found_by(tx, query, codings)
            steps |= {(one.id, coding): None for coding in found[query.where]}
    return list(steps)


def counted_among(tx: Read, fields: Collection[Field], under: Collection[str]) -> set[Field]:
    """Which of these fields count one of these codings."""
    book = codebooks.load(tx)
    wanted = [UUID(one) for one in under]
    return {
        field for field in fields if (query := asked_by(field, book)) is not None and trails.found_by(tx, query, wanted)
    }


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
