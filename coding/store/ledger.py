"""Model cards, and the ledger of suggestions: what was shown to whom, and what became of it.

Showing is no history: nobody undoes having seen. What a person decided is, together with the coding it made.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.errors import NotFound
from coding.model import Card, Language, Offer, Told
from coding.store.changes import Read, Write, update
from coding.store.tables import model, suggestion
from coding.store.tables import source as text_source

_AT_ONCE = 500


# -- cards ----------------------------------------------------------------------------------------


def _card(row: sa.Row[*tuple[Any, ...]]) -> Card:
    return Card(
        id=row.id,
        number=row.number,
        method=row.method,
        language=row.language,
        codebook=row.codebook,
        layers=tuple(UUID(one) for one in row.layers),
        parameters=row.parameters,
        figures=row.figures,
        fingerprint=row.fingerprint,
        program=row.program,
        made_at=row.made_at,
        made_by=row.made_by,
    )


def next_number(tx: Read) -> int:
    """The number the next model of the project gets."""
    row = tx.one(sa.select(sa.func.max(model.c.number)).where(model.c.project_id == tx.project_id))
    return (row[0] or 0) + 1 if row else 1


def add_card(tx: Write, one: Card) -> None:
    """Store a model's card; it is a record and never changes."""
    values = {
        "id": one.id,
        "project_id": tx.project_id,
        "made_at": one.made_at,
        "made_by": one.made_by,
        "method": one.method,
        "language": one.language,
        "number": one.number,
        "codebook": one.codebook,
        "layers": [str(coder) for coder in one.layers],
        "parameters": dict(one.parameters),
        "figures": dict(one.figures),
        "fingerprint": one.fingerprint,
        "program": one.program,
    }
    tx.conn.execute(sa.insert(model).values(values))


def cards(tx: Read, limit: int = 50) -> list[Card]:
    """The newest cards first."""
    query = sa.select(model).where(model.c.project_id == tx.project_id).order_by(model.c.number.desc()).limit(limit)
    return [_card(row) for row in tx.all(query)]


def newest(tx: Read, language: Language | None = None) -> Card | None:
    """The newest card, or the newest of a language."""
    query = sa.select(model).where(model.c.project_id == tx.project_id).order_by(model.c.number.desc()).limit(1)
    row = tx.one(query if language is None else query.where(model.c.language == language))
    return _card(row) if row else None


def card(tx: Read, card_id: UUID) -> Card:
    """One card (NotFound)."""
    row = tx.one(sa.select(model).where(model.c.project_id == tx.project_id, model.c.id == card_id))
    if row is None:
        raise NotFound(what="model")
    return _card(row)


# -- the ledger -----------------------------------------------------------------------------------


def _told(row: sa.Row[*tuple[Any, ...]]) -> Told:
    offer = Offer(
        id=row.id,
        source=row.source_id,
        text_version=row.text_version,
        start=row.start,
        end=row.end,
        code=row.code_id,
        rank=row.rank,
        score=row.score,
        method=row.method,
        show=row.reason.get("show", True),
        blind=row.blind,
        evidence=tuple(row.reason.get("evidence", ())),
        status=row.reason.get("status"),
        limited=row.reason.get("limited", False),
        model=row.model_id,
        codebook=row.codebook,
        scores={UUID(code): score for code, score in row.scores.items()},
    )
    given = tuple(UUID(code) for code in row.given)
    fate = (row.fate, row.fate_at, row.seconds, row.coding_id)
    return Told(offer, row.coder_id, row.shown, row.shown_at, *fate, given)


def _values(tx: Write, one: Offer) -> dict[str, Any]:
    return {
        "id": one.id,
        "project_id": tx.project_id,
        "source_id": one.source,
        "text_version": one.text_version,
        "start": one.start,
        "end": one.end,
        "code_id": one.code,
        "coder_id": tx.layer_id,
        "method": one.method,
        "rank": one.rank,
        "score": one.score,
        "shown": one.show and not one.blind,
        "blind": one.blind,
        "model_id": one.model,
        "codebook": one.codebook,
        "reason": {
            "show": one.show,
            "evidence": list(one.evidence),
            "status": one.status,
            "limited": one.limited,
        },
        "scores": {str(code): score for code, score in one.scores.items()},
        "shown_at": tx.at,
        "given": [],
        "version": 1,
        "changed_by": tx.actor_id,
    }


def show(tx: Write, offers: Iterable[Offer], *, seconds: float | None = None) -> int:
    """Log what the actor is shown, once however often it comes; gives how many lines are new.

    `seconds`, how long they stood, is kept where nothing has said so before.
    """
    wanted = list({one.id: one for one in offers}.values())
    known: set[UUID] = set()
    for first in range(0, len(wanted), _AT_ONCE):
        some = [one.id for one in wanted[first : first + _AT_ONCE]]
        known |= {row.id for row in tx.all(sa.select(suggestion.c.id).where(suggestion.c.id.in_(some)))}
    new = [_values(tx, one) for one in wanted if one.id not in known]
    if new:
        tx.conn.execute(sa.insert(suggestion), new)
    if seconds is not None:
        ids = [one.id for one in wanted]
        silent = (suggestion.c.id.in_(ids), suggestion.c.project_id == tx.project_id, suggestion.c.seconds.is_(None))
        tx.conn.execute(sa.update(suggestion).where(*silent, suggestion.c.fate.is_(None)).values(seconds=seconds))
    return len(new)


def get(tx: Read, suggestion_id: UUID) -> Told:
    """One line of the ledger (NotFound)."""
    here = (suggestion.c.project_id == tx.project_id, suggestion.c.id == suggestion_id)
    row = tx.one(sa.select(suggestion).where(*here))
    if row is None:
        raise NotFound(what="suggestion")
    return _told(row)


def load(tx: Read, *, source: UUID | None = None, coder: UUID | None = None, models: Sequence[UUID] = ()) -> list[Told]:
    """Lines in the order they were shown; those of a segment by rank."""
    where = [suggestion.c.project_id == tx.project_id]
    if source is not None:
        where.append(suggestion.c.source_id == source)
    if coder is not None:
        where.append(suggestion.c.coder_id == coder)
    if models:
        where.append(suggestion.c.model_id.in_(models))
    order = (suggestion.c.shown_at, suggestion.c.source_id, suggestion.c.start, suggestion.c.rank, suggestion.c.id)
    return [_told(row) for row in tx.all(sa.select(suggestion).where(*where).order_by(*order))]


def fates(tx: Read, coder: UUID, source: UUID | None = None) -> dict[tuple[UUID, int, int, UUID], str]:
    """(source, start, end, code) → what the coder decided last about it, whichever model offered it.

    What was decided in a text that was corrected since, on words that are no more, is left out.
    """
    where = [
        suggestion.c.project_id == tx.project_id,
        suggestion.c.text_version == text_source.c.text_version,
        suggestion.c.coder_id == coder,
        suggestion.c.fate.is_not(None),
    ]
    if source is not None:
        where.append(suggestion.c.source_id == source)
    place = (suggestion.c.source_id, suggestion.c.start, suggestion.c.end, suggestion.c.code_id)
    beside = sa.select(*place, suggestion.c.fate).join(text_source, text_source.c.id == suggestion.c.source_id)
    rows = tx.all(beside.where(*where).order_by(suggestion.c.fate_at))
    return {(row[0], row[1], row[2], row[3]): row[4] for row in rows}


def decide(tx: Write, suggestion_id: UUID, values: Mapping[str, Any]) -> None:
    """Write what became of a suggestion; the history has it, so undo takes it back."""
    update(tx, "suggestion", suggestion_id, {**values, "fate_at": tx.at})


def move(
    tx: Write, source_id: UUID, versions: tuple[int, int], to: Callable[[int, int], tuple[int, int] | None]
) -> None:
    """Move what was decided about words of one text version to where they stand in another; what has no place stays.

    No history: an undo of the correction moves it back the same way.
    """
    before, after = versions
    here = (suggestion.c.project_id == tx.project_id, suggestion.c.source_id == source_id)
    decided = (suggestion.c.fate.is_not(None), suggestion.c.text_version == before)
    rows = tx.all(sa.select(suggestion.c.id, suggestion.c.start, suggestion.c.end).where(*here, *decided))
    places = {row.id: to(row.start, row.end) for row in rows}
    moved = [
        {"row_id": row_id, "new_start": place[0], "new_end": place[1]} for row_id, place in places.items() if place
    ]
    if moved:
        values = {"start": sa.bindparam("new_start"), "end": sa.bindparam("new_end"), "text_version": after}
        mine = (suggestion.c.project_id == tx.project_id, suggestion.c.id == sa.bindparam("row_id"))
        tx.conn.execute(sa.update(suggestion).where(*mine).values(values), moved)
