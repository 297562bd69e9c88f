"""The excerpts under conclusions, gathered from the store: which they are, and how many."""

from collections.abc import Collection
from typing import cast
from uuid import UUID

from coding.conclusion.evidence import Evidence, Heap, below, gathered
from coding.model import GroundKind, Kind
from coding.store import Read, Write, grounds, projects
from coding.workbench.kept import Kept

LEANING: tuple[GroundKind, ...] = ("proposition", "verdict")
"""What conclusions rest on that are conclusions themselves."""


def evidence_of(tx: Read, owners: Collection[UUID]) -> dict[UUID, Evidence[UUID]]:
    """Of a transaction: each of these conclusions → the excerpts it rests on, itself or through other conclusions."""
    known: dict[str, UUID] = {}

    def ids(some: Collection[str]) -> frozenset[UUID]:
        return frozenset(known.get(one) or known.setdefault(one, UUID(one)) for one in some)

    return {
        owner: Evidence(ids(one.for_), ids(one.against), ids(one.informants), one.kinds)
        for owner, one in _gathered(tx, owners).items()
    }


def sides_of(tx: Read, owners: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    """How many excerpts stand for each of these conclusions, and how many against it."""
    return {owner: (len(one.for_), len(one.against)) for owner, one in _gathered(tx, owners).items()}


_GATHERED = Kept[dict[UUID, Evidence[str]]](8)


def _gathered(tx: Read, owners: Collection[UUID]) -> dict[UUID, Evidence[str]]:
    """The same evidence by ids as text: making them ids again takes longer than all the rest."""
    key = (tx.sight, tx.project_id, projects.rev(tx), frozenset(owners))
    if (found := _GATHERED.get(key)) is None:
        found = _gathered_now(tx, owners)
        if not isinstance(tx, Write):
            # What a verb sees before it is done may still be taken back.
            _GATHERED.put(key, found)
    return found


def _gathered_now(tx: Read, owners: Collection[UUID]) -> dict[UUID, Evidence[str]]:
    leaning = [one for kind in LEANING for one in grounds.sided(tx, kind)]
    under = below(owners, leaning)
    own: dict[str, Heap[str]] = {}
    for owner, side, coding, kind, case in grounds.told(tx, under):
        if (heap := own.get(owner)) is None:
            heap = own[owner] = Heap()
        (heap.for_ if side == "for" else heap.against).add(coding)
        heap.kinds.add(cast(Kind, kind))
        if case:
            heap.informants.add(case)
    leads = [one for one in leaning if one[0] in under]
    found = gathered({UUID(owner): heap.evidence() for owner, heap in own.items()}, leads)
    return {one: found.get(one, Evidence()) for one in owners}
