"""What changed in the codebook between two of its versions, merges and splits named as such."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from coding import codebook as stage
from coding.codebook import Difference
from coding.errors import NotFound
from coding.model import Codebook, Event
from coding.store import Read, codebooks, history
from coding.workbench.desk import reads

_GIVING = ("merge_codes", "delete_code", "split_code")


@dataclass(frozen=True, slots=True)
class Between:
    """The changes from one version to another, and the codebook as it was at either."""

    old: Codebook
    new: Codebook
    changes: tuple[Difference, ...]


@reads
def codebook_between(tx: Read, old: int, new: int) -> Between:
    """What changed from version `old` (0: the empty codebook) to `new` (NotFound)."""
    return between(tx, old, new)


def between(tx: Read, old: int, new: int) -> Between:
    """Of a transaction: what changed from one version of the codebook to another (NotFound)."""
    there = {book.version: (book, at) for book, at, _by in codebooks.numbered(tx, {old, new})}
    if new not in there or (old and old not in there):
        raise NotFound(what="codebook")
    before, since = there.get(old, (Codebook((), language=there[new][0].language), None))
    after, until = there[new]
    into, of = _given(history.holding(tx, _GIVING, since, until), before, after)
    return Between(before, after, tuple(stage.told(stage.diff(before, after), into, of)))


def _given(events: list[Event], old: Codebook, new: Codebook) -> tuple[dict[UUID, str], dict[UUID, str]]:
    """Code that went → key of the one its codings were given to; new code → key of the one it was made of."""
    keys: Mapping[UUID, str] = {one.id: one.key for book in (old, new) for one in book.codes}
    became: dict[UUID, UUID] = {}
    of: dict[UUID, str] = {}
    for event in events:
        for change in event.changes:
            if change.entity != "many:coding" or not (change.before and change.after):
                continue
            from_, to = UUID(change.before["code_id"]), UUID(change.after["code_id"])
            if event.verb == "split_code":
                of[to] = keys.get(from_, "?")
            else:
                became[from_] = to
    return {code: keys[last] for code in became if (last := _last(became, code)) in keys}, of


def _last(became: Mapping[UUID, UUID], code: UUID) -> UUID:
    """Where a code's codings are in the end: one it was merged with may have been merged on."""
    passed = {code}
    while code in became and became[code] not in passed:
        code = became[code]
        passed.add(code)
    return code


@dataclass(frozen=True, slots=True)
class Stamp:
    """One version of the codebook: its number, and when and by whom it was made."""

    number: int
    at: datetime
    by: UUID


@reads
def codebook_stamps(tx: Read) -> list[Stamp]:
    """Every version, the newest first, without what stands in it."""
    return [Stamp(*one) for one in codebooks.stamps(tx)]
