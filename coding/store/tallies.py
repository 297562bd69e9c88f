"""Counts over what a query finds, and who is interviewed in which source; no text is read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from coding.model import Dimension, Query
from coding.store.changes import Read, once
from coding.store.codings import own_conditions
from coding.store.tables import cases, coding, source, speaker


@dataclass(frozen=True, slots=True)
class Tally:
    """How many excerpts a query finds, from how many informants and sources, and how many under each code."""

    excerpts: int
    informants: int
    sources: int
    by_code: Mapping[UUID, int]


def tally(tx: Read, query: Query) -> Tally:
    """Count what a query finds, in two aggregates."""
    excerpts, said = Counter[Any](), set[Any]()
    for code, _, _, case, many, _ in _counted(tx, query, ("code",)):
        excerpts[code] += many
        said.add(case)
    there = {one[2] for one in _counted(tx, query, (), by_source=True)}
    by_code = {_uuid(code): many for code, many in excerpts.items()}
    return Tally(sum(by_code.values()), len(said - {None}), len(there), by_code)


def of_codes(tx: Read, codes: Iterable[UUID]) -> dict[UUID, Tally]:
    """The same of each of these codes alone, all in one aggregate; none of a code that nothing is under."""
    parts = (coding.c.code_id, coding.c.source_id, coding.c.speaker_id)
    counted = (
        sa.select(*parts, sa.func.count().label("many"))
        .where(coding.c.project_id == tx.project_id, coding.c.deleted_at.is_(None), coding.c.code_id.in_(list(codes)))
        .group_by(*parts)
        .subquery()
    )
    whose = sa.func.coalesce(speaker.c.case_id, source.c.case_id)
    query = (
        sa.select(
            counted.c.code_id,
            sa.func.sum(counted.c.many),
            sa.func.count(cases.c.id.distinct()),
            sa.func.count(counted.c.source_id.distinct()),
        )
        .select_from(counted)
        .join(source, source.c.id == counted.c.source_id)
        .outerjoin(speaker, speaker.c.id == counted.c.speaker_id)
        .outerjoin(cases, sa.and_(cases.c.id == whose, cases.c.deleted_at.is_(None)))
        .where(source.c.deleted_at.is_(None))
        .group_by(counted.c.code_id)
    )
    return {code: Tally(int(many), said, there, {code: int(many)}) for code, many, said, there in tx.all(query)}


class Talk(NamedTuple):
    """A source by what interviews are numbered by."""

    id: UUID
    kind: str
    name: str
    header: Mapping[str, str]


def talks(tx: Read) -> list[Talk]:
    """All sources, without counting anything in them."""
    here = (source.c.project_id == tx.project_id, source.c.deleted_at.is_(None))
    rows = tx.all(sa.select(source.c.id, source.c.kind, source.c.name, source.c.header).where(*here))
    return [Talk(*row) for row in rows]


@once
def informants(tx: Read) -> dict[UUID, set[str]]:
    """Source → keys of the cases it belongs to: its own, and those of its speakers other than the interviewer."""
    here = (source.c.project_id == tx.project_id, source.c.deleted_at.is_(None), cases.c.deleted_at.is_(None))
    own = sa.select(source.c.id, cases.c.key).join(cases, cases.c.id == source.c.case_id).where(*here)
    voices = (
        sa.select(source.c.id, cases.c.key)
        .join(speaker, speaker.c.source_id == source.c.id)
        .join(cases, cases.c.id == speaker.c.case_id)
        .where(*here, speaker.c.deleted_at.is_(None), speaker.c.role != "interviewer")
    )
    found: dict[UUID, set[str]] = {}
    for query in (own, voices):
        for source_id, key in tx.all(query):
            found.setdefault(source_id, set()).add(key)
    return found


def words_of_cases(tx: Read) -> dict[str, int]:
    """Case's id → the words of the sources that are its own."""
    here = (source.c.project_id == tx.project_id, source.c.deleted_at.is_(None), source.c.case_id.is_not(None))
    rows = tx.all(sa.select(source.c.case_id, sa.func.sum(source.c.words)).where(*here).group_by(source.c.case_id))
    return {str(case): int(words) for case, words in rows}


class Group(NamedTuple):
    """The excerpts of one row and column: how many, from how many informants, and of how many words."""

    row: str | None
    column: str | None
    excerpts: int
    informants: int
    words: int


_Counted = tuple[Any, Any, Any, Any, int, int]
"""Two values, source, case, excerpts, words. Ids are as the driver gives them: hundreds of thousands are counted."""


def grouped(
    tx: Read, query: Query, row: Dimension, column: Dimension | None = None, *, words: bool = False
) -> list[Group]:
    """What a query finds, counted by one or two dimensions in one aggregate; words (which have to be read) where asked.

    Rows and columns are ids as text, or a status; None where a coding has none, and where no column is asked for.
    """
    inner = tuple(one for one in (row, column) if one in _DIMENSIONS)
    place: dict[Dimension | None, int] = {one: number for number, one in enumerate(inner)}
    place |= {None: 1, "source": 2, "case": 3}
    down, across = place[row], place[column]
    texts = _Texts()
    rows = _counted(tx, query, inner, words=words, by_source="source" in (row, column))
    if {row, column} & {"case"} and not {row, column} & {"source"}:
        # Of one informant each; the many cells of a large study are made at once.
        return [
            Group(texts[row, one[down]], texts[column, one[across]], one[4], int(one[3] is not None), one[5])
            for one in _together(rows)
        ]
    found: dict[tuple[Any, Any], _Sum] = {}
    for one in rows:
        key = (one[down], one[across])
        if (into := found.get(key)) is None:
            found[key] = into = _Sum()
        into.excerpts += one[4]
        into.words += one[5]
        into.cases.add(one[3])
    return [
        Group(texts[row, key[0]], texts[column, key[1]], one.excerpts, len(one.cases - {None}), one.words)
        for key, one in found.items()
    ]


def _together(rows: Iterable[_Counted]) -> list[_Counted]:
    """Rows of cases that are gone count as one, without a case."""
    kept: list[_Counted] = []
    gone: dict[tuple[Any, ...], _Counted] = {}
    for one in rows:
        if one[3] is not None:
            kept.append(one)
        else:
            before = gone.get(one[:2], (*one[:4], 0, 0))
            gone[one[:2]] = (*one[:4], before[4] + one[4], before[5] + one[5])
    return [*kept, *gone.values()]


@dataclass(slots=True)
class _Sum:
    excerpts: int = 0
    words: int = 0
    cases: set[Any] = field(default_factory=set)


def _counted(
    tx: Read, query: Query, by: Sequence[Dimension], *, words: bool = False, by_source: bool = False
) -> Iterator[_Counted]:
    """Counted by source and speaker first, from an index alone where that can be, and then by whose case that is.

    The source is told only `by_source`: without it the answer does not grow with them.
    """
    known = _cases(tx, query)
    everybody = not any(query.attributes.values())
    for one, other, at, case, many, long in tx.conn.execute(_counting(tx, query, by, words, by_source)).all():
        whose = case if case in known else None
        if everybody or whose is not None:
            yield one, other, at, whose, int(many), int(long or 0)


def _counting(
    tx: Read, query: Query, by: Sequence[Dimension], words: bool, by_source: bool
) -> sa.Select[*tuple[Any, ...]]:
    values = [(_DIMENSIONS[one] if one == "status" else _raw(_DIMENSIONS[one])).label(one) for one in by]
    parts = (*values, coding.c.source_id, coding.c.speaker_id)
    length = sa.func.sum(_words(tx)) if words else sa.literal(0)
    counted = (
        sa.select(*parts, sa.func.count().label("many"), length.label("long"))
        .where(*own_conditions(tx, query))
        .group_by(*parts)
        .subquery()
    )
    case = _raw(sa.func.coalesce(speaker.c.case_id, source.c.case_id))
    told = [*(counted.c[one] for one in by), *([_raw(counted.c.source_id)] if by_source else []), case]
    none = sa.literal(None)
    columns = [*told[: len(by)], *[none] * (2 - len(by)), *([] if by_source else [none]), *told[len(by) :]]
    kinds = (source.c.kind.in_(query.kinds),) if query.kinds else ()
    return (
        sa.select(*columns, sa.func.sum(counted.c.many), sa.func.sum(counted.c.long))
        .select_from(counted)
        .join(source, source.c.id == counted.c.source_id)
        .outerjoin(speaker, speaker.c.id == counted.c.speaker_id)
        .where(source.c.deleted_at.is_(None), *kinds)
        .group_by(*told)
    )


def _cases(tx: Read, query: Query) -> set[Any]:
    """The cases that count: all that are there, or those whose attributes are as asked."""
    asked = {key: labels for key, labels in query.attributes.items() if labels}
    rows = tx.all(
        sa.select(_raw(cases.c.id), cases.c.attributes).where(
            cases.c.project_id == tx.project_id, cases.c.deleted_at.is_(None)
        )
    )
    return {id_ for id_, given in rows if all(given.get(key) in labels for key, labels in asked.items())}


_DIMENSIONS: dict[Dimension, sa.ColumnElement[Any]] = {
    "code": coding.c.code_id,
    "coder": coding.c.coder_id,
    "status": coding.c.status,
}


def _raw(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """An id as the driver gives it."""
    return sa.type_coerce(column, sa.types.NullType())


def _uuid(raw: Any) -> UUID:
    return raw if isinstance(raw, UUID) else UUID(raw)


class _Texts(dict[tuple[Dimension | None, Any], str | None]):
    """(dimension, raw value) → its text, each worked out once."""

    def __missing__(self, key: tuple[Dimension | None, Any]) -> str | None:
        dimension, value = key
        self[key] = text = value if value is None or dimension == "status" else str(_uuid(value))
        return text


def _words(tx: Read) -> sa.ColumnElement[int]:
    """Words of the quote, parted by white space."""
    if tx.conn.dialect.name == "sqlite":
        return sa.func.word_count(coding.c.quote)
    parts = sa.func.regexp_split_to_array(sa.func.btrim(coding.c.quote, " \n\t\r"), r"\s+")
    return sa.func.array_length(parts, 1)
