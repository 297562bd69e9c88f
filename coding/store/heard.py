"""What a query finds, counted by code, source and speaker in one pass over an index; and whose case each is.

The counts of a study are hundreds of thousands: they come as one string a column, which no driver takes apart.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import sqlalchemy as sa

from coding.model import STATUSES, Query
from coding.store.changes import Read, once
from coding.store.codings import own_conditions
from coding.store.strung import ids, numbers
from coding.store.tables import cases, coding, source, speaker

Strip = tuple[UUID, str, str, tuple[str, ...]]
"""A code; its sources and speakers, 32 letters each (zeros for no speaker); how many excerpts, and how many of them
have each status of STATUSES, as numbers with spaces between; then as many again of each coder that is asked for."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose words stand in a source, and who speaks: ids, 32 letters each, beside those of their cases (or zeros).

    `sources` are those a query may look into; a speaker's case goes before that of the source. `cases` are those that
    count; with `everybody` so do words that belong to none of them.
    """

    sources: tuple[str, str]
    speakers: tuple[str, str]
    cases: frozenset[UUID]
    everybody: bool


def strips(tx: Read, query: Query, codes: Collection[UUID] | None = None, coders: Sequence[UUID] = ()) -> list[Strip]:
    """What a query finds; of `codes` alone where some are said. Kinds and attributes are for `whose` to tell."""
    if codes is not None:
        wanted = set(codes) & set(query.codes) if query.codes else set(codes)
        if not wanted:
            return []
        query = replace(query, codes=tuple(sorted(wanted)))
    parts = (coding.c.code_id, coding.c.source_id, coding.c.speaker_id)
    many = []
    for coder in (None, *coders):
        own = () if coder is None else (coding.c.coder_id == coder,)
        many.append(sa.func.count().filter(*own) if own else sa.func.count())
        many += [sa.func.count().filter(*own, coding.c.status == one) for one in STATUSES]
    labelled = [count.label(f"many_{at}") for at, count in enumerate(many)]
    inner = sa.select(*parts, *labelled).where(*own_conditions(tx, query)).group_by(*parts).subquery()
    told = (
        *(ids(tx, inner.c[name]) for name in ("source_id", "speaker_id")),
        *(numbers(tx, inner.c[one.name]) for one in labelled),
    )
    found = tx.all(sa.select(inner.c.code_id, *told).group_by(inner.c.code_id))
    return [(row[0], row[1], row[2], tuple(row[3:])) for row in found]


@once
def whose(tx: Read, query: Query) -> Whose:
    """The sources a query may look into, who speaks in them, and which cases have the attributes that are asked."""
    kinds = (source.c.kind.in_(query.kinds),) if query.kinds else ()
    here = (source.c.project_id == tx.project_id, source.c.deleted_at.is_(None), *kinds)
    there = sa.select(cases.c.id, cases.c.attributes).where(
        cases.c.project_id == tx.project_id, cases.c.deleted_at.is_(None)
    )
    wanted = {key: labels for key, labels in query.attributes.items() if labels}
    return Whose(
        _owners(tx, source, *here),
        _owners(tx, speaker, speaker.c.project_id == tx.project_id),
        frozenset(id_ for id_, has in tx.all(there) if all(has.get(key) in labels for key, labels in wanted.items())),
        not wanted,
    )


def _owners(tx: Read, table: sa.Table, *where: sa.ColumnElement[bool]) -> tuple[str, str]:
    row = tx.conn.execute(sa.select(ids(tx, table.c.id), ids(tx, table.c.case_id)).where(*where)).one()
    return row[0] or "", row[1] or ""
