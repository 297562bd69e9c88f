"""Another code for several excerpts in one act: shown before it is done, taken back by one press."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from coding.errors import AlreadyCoded, CodeNotCodable, CodeNotFound, NotAllowed
from coding.model import Coding
from coding.store import Read, Write, codebooks, codings, people
from coding.workbench.desk import may, reads, verb


@dataclass(frozen=True, slots=True)
class Recoding:
    """What another code does to excerpts: which get it, which come to stand twice, and what stays as it is."""

    changed: tuple[UUID, ...]
    doubles: tuple[tuple[UUID, UUID], ...]
    """(the one that goes, the one of the same person on the same words that stays)"""
    same: int
    """have the code already"""
    others: int
    """are other people's"""


@reads
def preview_recoding(tx: Read, ids: Sequence[UUID], code: UUID) -> Recoding:
    """What `recode_many` would do."""
    return _plan(tx, codings.by_ids(tx, ids), code)


@verb("recode_many", "recode")
def recode_many(tx: Write, ids: Sequence[UUID], code: UUID) -> Recoding:
    """Give excerpts another code (AlreadyCoded, NotAllowed where nothing would change).

    Where the same person gave the same words that code before, the two become one: the older stays, memos joined.
    """
    there = codings.by_ids(tx, ids)
    plan = _plan(tx, there, code)
    if not plan.changed and not plan.doubles:
        raise NotAllowed(role=people.role(tx, tx.actor_id)) if plan.others else AlreadyCoded(code=_key(tx, code))
    touched = {there[one].source for one in (*plan.changed, *(gone for gone, _stays in plan.doubles))}
    if len(touched) == 1:
        tx.source_id = touched.pop()
    codings.give(tx, plan.changed, code)
    for gone, stays in plan.doubles:
        codings.drop(tx, gone)
        if there[gone].memo:
            memo = codings.get(tx, stays).memo
            codings.change(tx, stays, {"memo": f"{memo}\n\n{there[gone].memo}".strip()})
    return plan


def _key(tx: Read, code: UUID) -> str:
    found = codebooks.get(tx, code)
    return found.key if found else ""


def _plan(tx: Read, there: dict[UUID, Coding], code: UUID) -> Recoding:
    chosen = codebooks.get(tx, code)
    if chosen is None:
        raise CodeNotFound(code=code)
    if not chosen.codable:
        raise CodeNotCodable(code=chosen.key)
    every = may(tx, "change_others")
    mine = [one for one in there.values() if every or one.coder in tx.layers]
    fresh = sorted((one for one in mine if one.code != chosen.id), key=lambda one: (str(one.made_at), str(one.id)))
    taken = _standing(tx, chosen.id, {one.coder for one in fresh})
    changed, doubles = list[UUID](), list[tuple[UUID, UUID]]()
    for one in fresh:
        words = (one.coder, one.source, one.start, one.end)
        if words in taken:
            doubles.append((one.id, taken[words]))
        else:
            taken[words] = one.id
            changed.append(one.id)
    return Recoding(tuple(changed), tuple(doubles), len(mine) - len(fresh), len(there) - len(mine))


def _standing(tx: Read, code: UUID, coders: Iterable[UUID]) -> dict[tuple[UUID, UUID, int, int], UUID]:
    """(coder, source, start, end) → the coding that gives these words this code already."""
    return {(coder, *words): id_ for coder in coders for words, id_ in codings.given(tx, code, coder).items()}
