"""Counts over what a query finds, and who is interviewed in which source; no text is read."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import Dimension, Query
from coding.store.changes import Read
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
    """Count what a query finds, in one aggregate."""
    excerpts, there, said = Counter[Any](), set[Any](), set[Any]()
    for code, _, source_id, case, many, _ in _counted(tx, query, ("code",), words=False):
        excerpts[code] += many
        there.add(source_id)
        said.add(case)
    by_code = {_uuid(code): many for code, many in excerpts.items()}
    return Tally(sum(by_code.values()), len(said - {None}), len(there), by_code)


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


@dataclass(frozen=True, slots=True)
class Group:
    """The excerpts of one row and column: how many, from how many informants, and of how many words."""

    row: str | None
    column: str | None
    excerpts: int
    informants: int
    words: int


def grouped(tx: Read, query: Query, row: Dimension, column: Dimension, *, words: bool = False) -> list[Group]:
    """What a query finds, counted by two dimensions in one aggregate; words (which have to be read) where asked.

    Rows and columns are ids as text, or a status; None where a coding has none.
    """
    inner = tuple(one for one in (row, column) if one in _DIMENSIONS)
    place = {**{one: number for number, one in enumerate(inner)}, "source": 2, "case": 3}
    down, across = place[row], place[column]
    found: dict[tuple[Any, Any], _Sum] = {}
    for one in _counted(tx, query, inner, words=words):
        key = (one[down], one[across])
        if (into := found.get(key)) is None:
            found[key] = into = _Sum()
        into.excerpts += one[4]
        into.words += one[5]
        into.cases.add(one[3])
    texts = _Texts()
    return [
        Group(texts[row, key[0]], texts[column, key[1]], one.excerpts, len(one.cases - {None}), one.words)
        for key, one in found.items()
    ]


@dataclass(slots=True)
class _Sum:
    excerpts: int = 0
    words: int = 0
    cases: set[Any] = field(default_factory=set)


_Counted = tuple[Any, Any, Any, Any, int, int]
"""Two values, source, case, excerpts, words. Ids are as the driver gives them: hundreds of thousands are counted."""


def _counted(tx: Read, query: Query, by: Sequence[Dimension], *, words: bool) -> Iterator[_Counted]:
    """The store counts by source and speaker, from an index alone where it can; whose case that is, is known here."""
    known = _cases(tx, query)
    here = (source.c.project_id == tx.project_id, source.c.deleted_at.is_(None))
    kinds = (source.c.kind.in_(query.kinds),) if query.kinds else ()
    owners = tx.all(sa.select(_raw(source.c.id), _raw(source.c.case_id)).where(*here, *kinds))
    whose = {row[0]: row[1] for row in owners}
    mine = (speaker.c.project_id == tx.project_id, speaker.c.case_id.is_not(None))
    voices = {row[0]: row[1] for row in tx.all(sa.select(_raw(speaker.c.id), _raw(speaker.c.case_id)).where(*mine))}
    values = [_DIMENSIONS[one] if one == "status" else _raw(_DIMENSIONS[one]) for one in by]
    length = sa.func.sum(_words(tx)) if words else sa.literal(0)
    parts = (*values, _raw(coding.c.source_id), _raw(coding.c.speaker_id))
    none = [sa.literal(None)] * (2 - len(values))
    counted = sa.select(*[*values, *none, *parts[len(values) :], sa.func.count(), length])
    everybody = not any(query.attributes.values())
    for one, other, at, voice, many, long in tx.conn.execute(
        counted.where(*own_conditions(tx, query)).group_by(*parts)
    ).all():
        if at in whose:
            case = voices.get(voice) or whose[at]
            if case not in known:
                case = None
            if everybody or case is not None:
                yield one, other, at, case, many, long or 0


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


class _Texts(dict[tuple[Dimension, Any], str | None]):
    """(dimension, raw value) → its text, each worked out once."""

    def __missing__(self, key: tuple[Dimension, Any]) -> str | None:
        dimension, value = key
        self[key] = text = value if value is None or dimension == "status" else str(_uuid(value))
        return text


def _words(tx: Read) -> sa.ColumnElement[int]:
    """Words of the quote, parted by white space."""
    if tx.conn.dialect.name == "sqlite":
        return sa.func.word_count(coding.c.quote)
    parts = sa.func.regexp_split_to_array(sa.func.btrim(coding.c.quote, " \n\t\r"), r"\s+")
    return sa.func.array_length(parts, 1)
