"""The excerpts that a conclusion rests on, gathered through the conclusions below it."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from uuid import UUID

from coding.model import Kind

Id = TypeVar("Id", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Evidence(Generic[Id]):
    """Codings for and against a conclusion, the informants who said them, the kinds of sources they stand in."""

    for_: frozenset[Id] = frozenset()
    against: frozenset[Id] = frozenset()
    informants: frozenset[Id] = frozenset()
    kinds: frozenset[Kind] = frozenset()

    def turned(self) -> "Evidence[Id]":
        """The same for the opposite: what spoke for it speaks against it."""
        return Evidence(self.against, self.for_, self.informants, self.kinds)


@dataclass(slots=True)
class Heap(Generic[Id]):
    """Evidence while it is gathered: of a whole study it is tens of thousands of codings, from hundreds of places."""

    for_: set[Id] = field(default_factory=set)
    against: set[Id] = field(default_factory=set)
    informants: set[Id] = field(default_factory=set)
    kinds: set[Kind] = field(default_factory=set)

    def put(self, more: Evidence[Id]) -> None:
        """Lay some to it."""
        self.for_ |= more.for_
        self.against |= more.against
        self.informants |= more.informants
        self.kinds |= more.kinds

    def evidence(self) -> Evidence[Id]:
        """What is there now."""
        people, kinds = frozenset(self.informants), frozenset(self.kinds)
        return Evidence(frozenset(self.for_), frozenset(self.against), people, kinds)


def below(owners: Iterable[UUID], leaning: Iterable[tuple[UUID, UUID, str]]) -> set[UUID]:
    """These conclusions and all that they rest on, through however many between."""
    rests: dict[UUID, set[UUID]] = {}
    for owner, on, _side in leaning:
        rests.setdefault(owner, set()).add(on)
    waiting = list(owners)
    found = set(waiting)
    while waiting:
        fresh = rests.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found


def gathered(own: Mapping[UUID, Evidence[Id]], leaning: Iterable[tuple[UUID, UUID, str]]) -> dict[UUID, Evidence[Id]]:
    """Each conclusion's evidence, with that of the conclusions it rests on: (owner, what it rests on, side).

    What speaks for a conclusion that speaks against another speaks against that one. Rivals and what stands beside
    add nothing. No conclusion rests on itself.
    """
    below: dict[UUID, list[tuple[UUID, str]]] = {}
    for owner, on, side in leaning:
        if side in ("for", "against"):
            below.setdefault(owner, []).append((on, side))
    found: dict[UUID, Evidence[Id]] = {}

    def of(one: UUID) -> Evidence[Id]:
        if one not in found:
            heap: Heap[Id] = Heap()
            heap.put(own.get(one, Evidence()))
            for on, side in below.get(one, ()):
                heap.put(of(on) if side == "for" else of(on).turned())
            found[one] = heap.evidence()
        return found[one]

    return {one: of(one) for one in {*own, *below}}
