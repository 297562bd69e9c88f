"""Codings: made, changed, listed by source, and found again as excerpts by a Query."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import Coding, Excerpt, Query
from coding.store.asking import Asking, compiled
from coding.store.changes import Read, Write, insert, insert_batch, live, remove, revive, update, update_many
from coding.store.tables import cases, code, coder, coding, source, source_text, speaker

CONTEXT = 240
"""Characters of the text shown before and after an excerpt."""

_SOURCES_AT_FIRST, _WIDER = 16, 4
_ROWS_OF_WORDS = 64
_AT_ONCE = 5000
"""Ids in one statement: SQLite takes 32,766 values, and a batch may be larger."""

_FIELDS = {
    "source": "source_id",
    "code": "code_id",
    "coder": "coder_id",
    "speaker": "speaker_id",
}
_PLACE = ("text_version", "start", "end", "quote", "line_start", "line_end", "page", "speaker_id")
"""The columns that another text changes."""

_NAMES = tuple(name for name in Coding.__dataclass_fields__)
_COLUMNS = tuple(coding.c[_FIELDS.get(name, name)] for name in _NAMES)
"""A Coding's fields in their order, so that a row of them is one."""


_BESIDE = (
    source.c.name.label("source_name"),
    source.c.kind,
    code.c.key.label("code_key"),
    code.c.name.label("code_name"),
    coder.c.name.label("coder_name"),
    speaker.c.label.label("speaker"),
    cases.c.key.label("case_key"),
    cases.c.attributes,
    source.c.header,
)
"""What an Excerpt has beside its coding."""

_ORDER = (source.c.name, coding.c.start, coding.c.end, code.c.position, coding.c.id)


def coding_of(m: Mapping[str, Any]) -> Coding:
    """A row, or an image of one, as a Coding."""
    return Coding(**{name: m[_FIELDS.get(name, name)] for name in _NAMES})


def row_of(one: Coding) -> dict[str, Any]:
    """A Coding as a row; the version is the store's to count."""
    return {_FIELDS.get(name, name): getattr(one, name) for name in _NAMES if name != "version"}


def add(tx: Write, one: Coding, *, detail: Mapping[str, Any] | None = None) -> None:
    """Store a new coding; `detail` says which suggestion it comes from."""
    insert(tx, "coding", row_of(one) | ({"origin_detail": dict(detail)} if detail else {}))


def add_many(tx: Write, many: Iterable[Coding], **note: Any) -> UUID | None:
    """Store many codings as one batch."""
    return insert_batch(tx, "coding", [row_of(one) for one in many], note)


def change(tx: Write, coding_id: UUID, values: Mapping[str, Any], *, version: int | None = None) -> None:
    """Change a coding's fields, named as in the model."""
    update(tx, "coding", coding_id, {_FIELDS.get(name, name): value for name, value in values.items()}, version=version)


def move(tx: Write, many: Iterable[Coding]) -> None:
    """Put live codings where their words stand in another text version."""
    rows = {one.id: row_of(one) for one in many}
    update_many(tx, "coding", {row_id: {name: row[name] for name in _PLACE} for row_id, row in rows.items()})


def of_image(coding_id: UUID, kept: Mapping[str, Any]) -> Coding:
    """A coding as the history kept it."""
    return coding_of({**revive(coding, kept), "id": coding_id, "version": 0})


def drop(tx: Write, coding_id: UUID) -> None:
    """Mark a coding deleted."""
    remove(tx, "coding", coding_id)


def get(tx: Read, coding_id: UUID) -> Coding:
    """One live coding (NotFound)."""
    return coding_of(live(tx, "coding", coding_id))


def of_source(tx: Read, source_id: UUID) -> list[Coding]:
    """All codings of a source in the order of the text."""
    where = (coding.c.project_id == tx.project_id, coding.c.source_id == source_id, coding.c.deleted_at.is_(None))
    rows = tx.all(sa.select(*_COLUMNS).where(*where).order_by(coding.c.start, coding.c.end, coding.c.id))
    return [Coding(*row) for row in rows]


def same_words(tx: Read, source_id: UUID, start: int, end: int, code_id: UUID, coder_id: UUID) -> bool:
    """Whether this coder has given exactly these words this code already."""
    where = (
        coding.c.project_id == tx.project_id,
        coding.c.source_id == source_id,
        coding.c.start == start,
        coding.c.end == end,
        coding.c.code_id == code_id,
        coding.c.coder_id == coder_id,
        coding.c.deleted_at.is_(None),
    )
    return tx.one(sa.select(coding.c.id).where(*where)) is not None


def given(tx: Read, code_id: UUID, coder_id: UUID) -> dict[tuple[UUID, int, int], UUID]:
    """(source, start, end) → the coding by which a coder gave these words a code."""
    mine = (coding.c.project_id == tx.project_id, coding.c.code_id == code_id, coding.c.coder_id == coder_id)
    columns = (coding.c.source_id, coding.c.start, coding.c.end, coding.c.id)
    rows = tx.all(sa.select(*columns).where(*mine, coding.c.deleted_at.is_(None)))
    return {(row.source_id, row.start, row.end): row.id for row in rows}


def give(tx: Write, ids: Iterable[UUID], code_id: UUID) -> None:
    """Give live codings another code."""
    update_many(tx, "coding", {one: {"code_id": code_id} for one in ids})


def spans_of(tx: Read, code_id: UUID, coder_id: UUID) -> set[tuple[UUID, int, int]]:
    """Source and offsets of everything to which a coder has given a code."""
    mine = (coding.c.project_id == tx.project_id, coding.c.code_id == code_id, coding.c.coder_id == coder_id)
    query = sa.select(coding.c.source_id, coding.c.start, coding.c.end).where(*mine, coding.c.deleted_at.is_(None))
    return {(row.source_id, row.start, row.end) for row in tx.all(query)}


def _conditions(tx: Read, query: Query) -> list[sa.ColumnElement[bool]]:
    asked = compiled(tx, query)
    return [*_plain(tx, query), *(() if asked is None else (asked,))]


def _plain(tx: Read, query: Query) -> list[sa.ColumnElement[bool]]:
    """What a query asks without its expression."""
    where = [*_own(tx, query), source.c.deleted_at.is_(None)]
    if query.kinds:
        where.append(source.c.kind.in_(query.kinds))
    for key, labels in query.attributes.items():
        if labels:
            where.append(_attribute(tx, key, labels))
    return where


def own_conditions(tx: Read, query: Query) -> list[sa.ColumnElement[bool]]:
    """What a query asks of the rows of `coding`, but for what it asks of kinds and attributes: no join is needed."""
    asked = compiled(tx, query)
    return [*_own(tx, query), *(() if asked is None else (asked,))]


def _own(tx: Read, query: Query) -> list[sa.ColumnElement[bool]]:
    where = [coding.c.project_id == tx.project_id, coding.c.deleted_at.is_(None)]
    for column, wanted in (
        (coding.c.code_id, query.codes),
        (coding.c.source_id, query.sources),
        (coding.c.coder_id, query.coders),
    ):
        if wanted:
            where.append(column.in_(wanted))
    if query.statuses:
        where.append(_status(query.statuses))
    return where


def _attribute(tx: Read, key: str, labels: tuple[str, ...]) -> sa.ColumnElement[bool]:
    """A case's attribute, whatever letters stand in its key: SQLite's JSON paths know no way to write a quote."""
    if tx.conn.dialect.name != "sqlite":
        label: sa.ColumnElement[str] = cases.c.attributes[key].as_string()
        return label.in_(labels)
    pairs = sa.func.json_each(cases.c.attributes).table_valued("key", "value")
    return sa.exists(sa.select(pairs.c.key).where(pairs.c.key == key, pairs.c.value.in_(labels)).correlate(cases))


def _status(wanted: tuple[str, ...]) -> sa.ColumnElement[bool]:
    """A status, `limited`, or `none` for codings that carry no status."""
    named = [status for status in wanted if status not in ("limited", "none")]
    parts: list[sa.ColumnElement[bool]] = [coding.c.status.in_(named)] if named else []
    if "limited" in wanted:
        parts.append(coding.c.limited.is_(True))
    if "none" in wanted:
        parts.append(coding.c.status.is_(None))
    return sa.or_(*parts)


def _joined(selected: sa.Select[*tuple[Any, ...]]) -> sa.Select[*tuple[Any, ...]]:
    """Codings beside their source, code, coder, speaker and case (the speaker's, else the source's)."""
    return (
        selected.select_from(coding)
        .join(source, source.c.id == coding.c.source_id)
        .join(code, code.c.id == coding.c.code_id)
        .join(coder, coder.c.id == coding.c.coder_id)
        .outerjoin(speaker, speaker.c.id == coding.c.speaker_id)
        .outerjoin(
            cases,
            sa.and_(cases.c.id == sa.func.coalesce(speaker.c.case_id, source.c.case_id), cases.c.deleted_at.is_(None)),
        )
    )


def found(tx: Read, query: Query, *columns: sa.ColumnElement[Any]) -> sa.Select[*tuple[Any, ...]]:
    """Columns of what a query finds, of its source, code, coder, speaker and case."""
    return _joined(sa.select(*columns)).where(*_conditions(tx, query))


def count(tx: Read, query: Query) -> int:
    """How many excerpts a query finds."""
    return _count(tx, _conditions(tx, query))


def _count(tx: Read, where: Iterable[sa.ColumnElement[bool]]) -> int:
    row = tx.one(_joined(sa.select(sa.func.count())).where(*where))
    return int(row[0]) if row else 0


def excerpts(tx: Read, query: Query, *, limit: int | None = 50, offset: int = 0) -> list[Excerpt]:
    """A page of excerpts in the order of sources and text, each with the words around it."""
    found = _joined(sa.select(*_COLUMNS, *_BESIDE)).order_by(*_ORDER)
    rows = tx.all(found.where(*_conditions(tx, query))) if limit is None else _page(tx, found, query, limit, offset)
    return _with_words(tx, rows)


def first(tx: Read, query: Query, *, limit: int) -> list[tuple[UUID, UUID]]:
    """The first excerpts that a query finds, by their ids, each with its code."""
    wanted = _joined(sa.select(coding.c.id, coding.c.code_id)).order_by(*_ORDER)
    return [(row[0], row[1]) for row in _page(tx, wanted, query, limit, 0)]


def _page(tx: Read, found: sa.Select[*tuple[Any, ...]], query: Query, limit: int, offset: int) -> list[Any]:
    """A page, source by source in the order of names: what comes behind it is never looked at.

    Each look takes more sources than the one before, so that a rare thing is not looked for one by one; or as many as
    the page will need, by what was found so far.
    """
    asking = Asking(tx, query)
    there, anywhere, plain = asking.of_sources(), asking.of_codings(), _plain(tx, query)
    rows: list[Any] = []
    last, many, seen, met = "", _SOURCES_AT_FIRST, 0, 0
    while len(rows) < limit:
        here = [source.c.project_id == tx.project_id, source.c.deleted_at.is_(None), source.c.name > last]
        if there is not None:
            here.append(there)
        some = tx.all(sa.select(source.c.id, source.c.name).where(*here).order_by(source.c.name).limit(many))
        if not some:
            break
        within = [one.id for one in some]
        asked = asking.of_codings(within) if asking.spreads else anywhere
        inside = (*plain, *(() if asked is None else (asked,)), coding.c.source_id.in_(within))
        if offset and (skipped := _count(tx, inside)) <= offset:
            offset -= skipped
            met += skipped
        else:
            page = tx.all(found.where(*inside).limit(limit - len(rows)).offset(offset))
            rows += page
            met += len(page)
            offset = 0
        last, seen = some[-1].name, seen + len(some)
        likely = 5 * (offset + limit - len(rows)) * seen // (4 * met) + 1 if met else _AT_ONCE
        many = min(_WIDER * many, max(likely, _SOURCES_AT_FIRST), _AT_ONCE)
    return rows


def _with_words(tx: Read, rows: Sequence[Any]) -> list[Excerpt]:
    """Rows that begin with a coding and what is beside it as excerpts; of some at a time, for texts may be long."""
    made: list[Excerpt] = []
    for at in range(0, len(rows), _ROWS_OF_WORDS):
        some = [
            (Coding(*row[: len(_NAMES)]), row[len(_NAMES) : len(_NAMES) + len(_BESIDE)])
            for row in rows[at : at + _ROWS_OF_WORDS]
        ]
        texts = _texts(tx, {(one.source, one.text_version) for one, _beside in some})
        made += [_excerpt(one, beside, texts[one.source, one.text_version]) for one, beside in some]
    return made


def _texts(tx: Read, wanted: Collection[tuple[UUID, int]]) -> dict[tuple[UUID, int], str]:
    columns = (source_text.c.source_id, source_text.c.version, source_text.c.text)
    versions: dict[int, list[UUID]] = {}
    for source_id, version in wanted:
        versions.setdefault(version, []).append(source_id)
    found: dict[tuple[UUID, int], str] = {}
    for version, ids in versions.items():
        where = (source_text.c.project_id == tx.project_id, source_text.c.version == version)
        rows = tx.all(sa.select(*columns).where(*where, source_text.c.source_id.in_(ids)))
        found |= {(row[0], row[1]): row[2] for row in rows}
    return found


def _excerpt(one: Coding, beside: tuple[Any, ...], text: str) -> Excerpt:
    source_name, kind, code_key, code_name, coder_name, voice, case_key, attributes, header = beside
    return Excerpt(
        coding=one,
        source_name=source_name,
        kind=kind,
        code_key=code_key,
        code_name=code_name,
        coder_name=coder_name,
        speaker=voice,
        case_key=case_key,
        attributes=attributes or {},
        header=header,
        before=text[max(one.start - CONTEXT, 0) : one.start],
        after=text[one.end : one.end + CONTEXT],
    )


def excerpts_of(tx: Read, ids: Iterable[UUID]) -> dict[UUID, Excerpt]:
    """These codings as excerpts; those that are gone, or whose source is, are left out."""
    wanted = list(ids)
    found: dict[UUID, Excerpt] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        where = (*_conditions(tx, Query()), coding.c.id.in_(wanted[first : first + _AT_ONCE]))
        rows = tx.all(_joined(sa.select(*_COLUMNS, *_BESIDE)).where(*where).order_by(*_ORDER))
        found |= {one.coding.id: one for one in _with_words(tx, rows)}
    return found


def examples(tx: Read, code_id: UUID, *, limit: int = 3) -> list[tuple[str, Coding]]:
    """A few real codings of a code, newest first, with their source's name."""
    where = (coding.c.project_id == tx.project_id, coding.c.code_id == code_id, coding.c.deleted_at.is_(None))
    rows = tx.all(
        sa.select(*_COLUMNS, source.c.name)
        .join(source, source.c.id == coding.c.source_id)
        .where(*where, source.c.deleted_at.is_(None))
        .order_by(coding.c.made_at.desc())
        .limit(limit)
    )
    return [(row[-1], Coding(*row[:-1])) for row in rows]


def by_ids(tx: Read, ids: Iterable[UUID]) -> dict[UUID, Coding]:
    """The live ones among these codings."""
    wanted = list(ids)
    found: dict[UUID, Coding] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        some = coding.c.id.in_(wanted[first : first + _AT_ONCE])
        where = (coding.c.project_id == tx.project_id, some, coding.c.deleted_at.is_(None))
        rows = tx.all(sa.select(*_COLUMNS).where(*where))
        found |= {row.id: Coding(*row) for row in rows}
    return found


def made_since(tx: Read, at: datetime | None, *, but: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    """The codings made after an instant (all without one) in other layers than these, each with its code."""
    where = [coding.c.project_id == tx.project_id, coding.c.deleted_at.is_(None), source.c.deleted_at.is_(None)]
    where += [coding.c.coder_id.not_in(list(but)), *([coding.c.made_at > at] if at else [])]
    query = sa.select(coding.c.id, coding.c.code_id).join(source, source.c.id == coding.c.source_id).where(*where)
    return [(row[0], row[1]) for row in tx.all(query.order_by(coding.c.made_at.desc(), coding.c.id))]


def of_batch(tx: Read, batch_id: UUID, source_id: UUID) -> list[UUID]:
    """The ids of a batch's codings in one source, live or not."""
    where = (coding.c.project_id == tx.project_id, coding.c.batch_id == batch_id, coding.c.source_id == source_id)
    return [row.id for row in tx.all(sa.select(coding.c.id).where(*where))]
