"""The excerpts that a conclusion rests on, gathered through the conclusions below it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from coding.model import Kind

_NONE: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Codings for and against a conclusion, the informants who said them, the kinds of sources they stand in."""

    for_: frozenset[UUID] = _NONE
    against: frozenset[UUID] = _NONE
    informants: frozenset[UUID] = _NONE
    kinds: frozenset[Kind] = frozenset()

    def __or__(self, other: "Evidence") -> "Evidence":
        return Evidence(
            self.for_ | other.for_,
            self.against | other.against,
            self.informants | other.informants,
            self.kinds | other.kinds,
        )

    def turned(self) -> "Evidence":
        """The same for the opposite: what spoke for it speaks against it."""
        return Evidence(self.against, self.for_, self.informants, self.kinds)


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


def gathered(own: Mapping[UUID, Evidence], leaning: Iterable[tuple[UUID, UUID, str]]) -> dict[UUID, Evidence]:
    """Each conclusion's evidence, with that of the conclusions it rests on: (owner, what it rests on, side).

    What speaks for a conclusion that speaks against another speaks against that one. Rivals and what stands beside
    add nothing. No conclusion rests on itself.
    """
    below: dict[UUID, list[tuple[UUID, str]]] = {}
    for owner, on, side in leaning:
        if side in ("for", "against"):
            below.setdefault(owner, []).append((on, side))
    found: dict[UUID, Evidence] = {}

    def of(one: UUID) -> Evidence:
        if one not in found:
            found[one] = own.get(one, Evidence())
            for on, side in below.get(one, ()):
                found[one] |= of(on) if side == "for" else of(on).turned()
        return found[one]

    return {one: of(one) for one in {*own, *below}}
