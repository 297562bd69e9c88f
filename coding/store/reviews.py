"""What supervisors say of codings, the samples they look at, and from what those are drawn."""

from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from coding.model import Change, Drawn, Review, Sample
from coding.store.changes import Read, Write, fields, image, insert, put_back, update
from coding.store.columns import text
from coding.store.tables import coder, coding, ground, reduction, review, sample, source, speaker, suggestion

_AT_ONCE = 5000
_CONCLUDING = ("proposition", "verdict", "advice")

_live = (coding.c.deleted_at.is_(None), source.c.deleted_at.is_(None))


def _review(m: Any) -> Review:
    return Review(
        id=m["id"],
        coding=m["coding_id"],
        state=m["state"],
        quote=m["quote"],
        code=m["code_id"],
        status=m["status"],
        limited=m["limited"],
        coder=m["coder_id"],
        made_at=m["made_at"],
        version=m["version"],
    )


def _row(one: Review) -> dict[str, Any]:
    return {
        "state": one.state,
        "quote": one.quote,
        "code_id": one.code,
        "status": one.status,
        "limited": one.limited,
        "coder_id": one.coder,
        "made_at": one.made_at,
    }


def load(tx: Read) -> dict[UUID, Review]:
    """Coding → what was said of it; of all codings that anything was said of, gone or not."""
    rows = tx.all(sa.select(review).where(review.c.project_id == tx.project_id, review.c.deleted_at.is_(None)))
    return {row.coding_id: _review(row._mapping) for row in rows}


def of(tx: Read, codings: Collection[UUID]) -> dict[UUID, Review]:
    """What was said of these codings, as far as anything was."""
    wanted, found = list(codings), dict[UUID, Review]()
    here = (review.c.project_id == tx.project_id, review.c.deleted_at.is_(None))
    for first in range(0, len(wanted), _AT_ONCE):
        some = review.c.coding_id.in_(wanted[first : first + _AT_ONCE])
        found |= {row.coding_id: _review(row._mapping) for row in tx.all(sa.select(review).where(*here, some))}
    return found


def changed(tx: Read) -> int:
    """How many live codings have other words, another code or another status than when a state was given to them."""
    here = (review.c.project_id == tx.project_id, review.c.deleted_at.is_(None), review.c.state != "draft")
    own = sa.and_(coding.c.project_id == review.c.project_id, coding.c.id == review.c.coding_id)
    other = sa.or_(
        review.c.quote != coding.c.quote,
        review.c.code_id != coding.c.code_id,
        sa.func.coalesce(review.c.status, "") != sa.func.coalesce(coding.c.status, ""),
        review.c.limited != coding.c.limited,
    )
    there = review.join(coding, own).join(
        source, sa.and_(source.c.project_id == coding.c.project_id, source.c.id == coding.c.source_id)
    )
    row = tx.one(sa.select(sa.func.count()).select_from(there).where(*here, *_live, other))
    return int(row[0]) if row else 0


def put(tx: Write, one: Review, *, version: int | None = None) -> None:
    """Say something of a coding: of each there is one row, that of the first time (Conflict)."""
    here = (review.c.project_id == tx.project_id, review.c.coding_id == one.coding)
    there = tx.one(sa.select(review).where(*here))
    if there is None:
        insert(tx, "review", {"id": one.id, "coding_id": one.coding, **_row(one)})
    elif there.deleted_at is not None:
        put_back(tx, Change("review", there.id, image(review, {**fields(there), **_row(one)}), None))
    else:
        update(tx, "review", there.id, _row(one), version=version)


# -- samples --------------------------------------------------------------------------------------


def keep_sample(tx: Write, one: Sample) -> None:
    """Keep what was drawn."""
    drawn = [[str(each.coding), list(each.whys)] for each in one.drawn]
    values = {"id": one.id, "seed": one.seed, "each": one.each, "drawn": drawn}
    insert(tx, "sample", {**values, "coder_id": tx.actor_id, "made_at": tx.at})


def newest_sample(tx: Read) -> Sample | None:
    """The sample drawn last, if any was."""
    here = (sample.c.project_id == tx.project_id, sample.c.deleted_at.is_(None))
    row = tx.one(sa.select(sample).where(*here).order_by(sample.c.made_at.desc(), sample.c.id).limit(1))
    if row is None:
        return None
    drawn = tuple(Drawn(UUID(one), tuple(whys)) for one, whys in row.drawn)
    return Sample(row.id, row.seed, row.each, drawn, row.coder_id, row.made_at, row.version)


# -- what samples are drawn from ------------------------------------------------------------------


def _found(
    tx: Read, *columns: sa.ColumnElement[Any], via: Any = coding, where: Collection[Any] = ()
) -> list[sa.Row[*tuple[Any, ...]]]:
    there = via.join(source, sa.and_(source.c.project_id == coding.c.project_id, source.c.id == coding.c.source_id))
    return tx.all(sa.select(*columns).select_from(there).where(coding.c.project_id == tx.project_id, *_live, *where))


class Row(NamedTuple):
    """A coding as samples are drawn from it; ids as they are kept, and whose words it is."""

    id: str
    source: str
    coder: str
    code: str
    start: int
    end: int
    informant: str
    agreed: bool


def everything(tx: Read) -> list[Row]:
    """Every coding; its informant is the speaker's, else the source's, else the source itself."""
    via = coding.outerjoin(speaker, speaker.c.id == coding.c.speaker_id)
    agreed = {str(row[0]) for row in tx.all(sa.select(text(tx, coder.c.id)).where(coder.c.kind == "agreed"))}
    own = [coding.c[name] for name in ("id", "source_id", "coder_id", "code_id")]
    whose = sa.func.coalesce(speaker.c.case_id, source.c.case_id, source.c.id)
    columns = (*(text(tx, one) for one in own), coding.c.start, coding.c.end, text(tx, whose))
    return [Row._make((*row, row[2] in agreed)) for row in _found(tx, *columns, via=via)]


def doubted(tx: Read, below: float) -> dict[str, float]:
    """Codings that came from the classifier with a smaller chance than this → how much smaller."""
    offer = sa.and_(suggestion.c.project_id == coding.c.project_id, suggestion.c.coding_id == coding.c.id)
    where = (suggestion.c.method == "classifier", suggestion.c.score < below, suggestion.c.deleted_at.is_(None))
    via = coding.join(suggestion, offer)
    return {
        row[0]: below - row[1] for row in _found(tx, text(tx, coding.c.id), suggestion.c.score, via=via, where=where)
    }


def set_aside(tx: Read) -> dict[str, float]:
    """Codings that the ledger puts aside."""
    decided = sa.and_(reduction.c.project_id == coding.c.project_id, reduction.c.coding_id == coding.c.id)
    where = (reduction.c.decision == "aside", reduction.c.deleted_at.is_(None))
    return {row[0]: 0.0 for row in _found(tx, text(tx, coding.c.id), via=coding.join(reduction, decided), where=where)}


def chances(tx: Read, codings: Collection[UUID]) -> dict[UUID, float]:
    """The chance the classifier gave each of these codings that came from it."""
    here = (suggestion.c.project_id == tx.project_id, suggestion.c.coding_id.in_(list(codings)[:_AT_ONCE]))
    made = (suggestion.c.method == "classifier", suggestion.c.deleted_at.is_(None))
    rows = tx.all(sa.select(suggestion.c.coding_id, suggestion.c.score).where(*here, *made))
    return {row[0]: row[1] for row in rows}


def leaned_on(tx: Read) -> dict[str, float]:
    """Codings that conclusions rest on → how many do, and with what weight."""
    own = sa.and_(ground.c.project_id == coding.c.project_id, ground.c.on_id == coding.c.id)
    where = (ground.c.kind == "coding", ground.c.owner_kind.in_(_CONCLUDING), ground.c.deleted_at.is_(None))
    found: dict[str, float] = {}
    for id_, weight in _found(tx, text(tx, coding.c.id), ground.c.weight, via=coding.join(ground, own), where=where):
        found[id_] = found.get(id_, 0.0) + 1 + (weight or 0) / 100
    return found
