"""The turns of the text a source has now, changed in place; and what is derived from them, kept equal to them."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from coding.model import Speaker
from coding.store.changes import Read, Write, insert, live, remove, update, update_many
from coding.store.sources import speaker_at
from coding.store.tables import coding, source_text, speaker, turn

_FEW = 20
"""Codings whose speaker is looked up one by one: of more, all turns are read once."""

_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Row:
    """A turn as it is stored; nobody is named where there is no speaker."""

    id: UUID
    start: int
    end: int
    speaker: UUID | None


def rows(tx: Read, source_id: UUID, version: int) -> list[Row]:
    """The turns of one of a source's texts, in order."""
    where = (
        turn.c.project_id == tx.project_id,
        turn.c.source_id == source_id,
        turn.c.text_version == version,
        turn.c.deleted_at.is_(None),
    )
    columns = (turn.c.id, turn.c.start, turn.c.end, turn.c.speaker_id)
    return [Row(*row) for row in tx.all(sa.select(*columns).where(*where).order_by(turn.c.start))]


def add(tx: Write, source_id: UUID, version: int, start: int, end: int, voice: UUID | None) -> None:
    """Store one more turn."""
    values = {"source_id": source_id, "text_version": version, "start": start, "end": end, "speaker_id": voice}
    insert(tx, "turn", {"id": uuid4(), **values})


def reach(tx: Write, one: Row, end: int) -> None:
    """Let a turn end elsewhere."""
    update(tx, "turn", one.id, {"end": end})


def drop(tx: Write, one: Row) -> None:
    """Mark a turn deleted."""
    remove(tx, "turn", one.id)


def give(tx: Write, many: Iterable[Row], voice: UUID | None) -> None:
    """Let turns be said by somebody else."""
    update_many(tx, "turn", {one.id: {"speaker_id": voice} for one in many})


def add_speaker(tx: Write, source_id: UUID, voice: Speaker) -> UUID:
    """Store a voice that a source had not."""
    values = {"source_id": source_id, "label": voice.label, "role": voice.role, "case_id": voice.case}
    return insert(tx, "speaker", {"id": voice.id or uuid4(), **values})


def name_speaker(tx: Write, speaker_id: UUID, label: str) -> None:
    """Give a voice another label."""
    update(tx, "speaker", speaker_id, {"label": label})


def drop_speaker(tx: Write, speaker_id: UUID) -> None:
    """Mark a voice deleted that says nothing any more."""
    remove(tx, "speaker", speaker_id)


def lay(
    tx: Write,
    source_id: UUID,
    *,
    sentences: Iterable[tuple[int, int]],
    paragraphs: Iterable[tuple[int, int]],
) -> None:
    """Put beside the text a source has now how it is cut, and count its turns: both follow from the turns.

    The layout is no history: it is worked out anew whenever turns are taken back.
    """
    row = live(tx, "source", source_id)
    here = (
        source_text.c.project_id == tx.project_id,
        source_text.c.source_id == source_id,
        source_text.c.version == row["text_version"],
    )
    kept: Mapping[str, Any] = tx.conn.execute(sa.select(source_text.c.layout).where(*here)).scalar_one()
    cut = {"sentences": [list(one) for one in sentences], "paragraphs": [list(one) for one in paragraphs]}
    tx.conn.execute(sa.update(source_text).where(*here).values(layout={**kept, **cut}))
    update(tx, "source", source_id, {"turn_count": len(rows(tx, source_id, row["text_version"]))})


def touch(tx: Write, source_id: UUID) -> None:
    """Count a source as changed, so that what was cut from it is cut anew."""
    update(tx, "source", source_id, {})


def rehear(tx: Write, source_id: UUID, ids: Sequence[UUID] | None = None) -> int:
    """Write beside the codings of a source (or these of it) who says their first words; gives how many changed."""
    version = live(tx, "source", source_id)["text_version"]
    there = _codings(tx, source_id, ids)
    if ids is not None and len(there) <= _FEW:
        heard = [speaker_at(tx, source_id, version, row.start, row.end) for row in there]
    else:
        said = rows(tx, source_id, version)
        ends = [one.end for one in said]
        at = [bisect_right(ends, row.start) for row in there]
        heard = [
            said[place].speaker if place < len(said) and said[place].start < row.end else None
            for place, row in zip(at, there, strict=True)
        ]
    changed = {
        row.id: {"speaker_id": voice} for row, voice in zip(there, heard, strict=True) if row.speaker_id != voice
    }
    update_many(tx, "coding", changed)
    return len(changed)


def _codings(tx: Read, source_id: UUID, ids: Sequence[UUID] | None) -> list[sa.Row[*tuple[Any, ...]]]:
    where = (coding.c.project_id == tx.project_id, coding.c.source_id == source_id, coding.c.deleted_at.is_(None))
    asked = sa.select(coding.c.id, coding.c.start, coding.c.end, coding.c.speaker_id).where(*where)
    if ids is None:
        return tx.all(asked)
    some = (ids[first : first + _AT_ONCE] for first in range(0, len(ids), _AT_ONCE))
    return [row for one in some for row in tx.all(asked.where(coding.c.id.in_(one)))]


def of_batch(tx: Read, batch_id: UUID) -> list[UUID]:
    """The sources that a batch of codings stands in."""
    here = (coding.c.project_id == tx.project_id, coding.c.batch_id == batch_id, coding.c.deleted_at.is_(None))
    return [row[0] for row in tx.all(sa.select(coding.c.source_id).where(*here).distinct())]


def labels(tx: Read, source_id: UUID) -> dict[str, UUID]:
    """Label → id of the voices of a source."""
    here = (speaker.c.project_id == tx.project_id, speaker.c.source_id == source_id, speaker.c.deleted_at.is_(None))
    return {row.label: row.id for row in tx.all(sa.select(speaker.c.label, speaker.c.id).where(*here))}
