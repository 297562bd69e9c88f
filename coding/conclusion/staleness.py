"""What no longer rests on what it did: from the grounds that moved on to everything that leans on them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from coding.model import GroundKind

How = Literal["changed", "gone", "stale", "withdrawn"]
On = GroundKind | Literal["field", "verification"]
"""A ground, a field in a section of the report, or what was kept of a tactic: it would find something else now."""


@dataclass(frozen=True, slots=True)
class Because:
    """Why a conclusion is to be checked again: a thing it rests on changed, is gone, or is itself to be checked.

    "withdrawn": because an informant took words back.
    """

    kind: On
    on: UUID
    how: How


@dataclass(frozen=True, slots=True)
class Leaning:
    """A conclusion that rests on a thing."""

    owner: UUID
    kind: GroundKind
    on: UUID


def stale(
    moved: Mapping[UUID, Collection[Because]], leaning: Iterable[Leaning], tired: Collection[UUID] = ()
) -> dict[UUID, tuple[Because, ...]]:
    """Each conclusion that is to be checked again, with all reasons, its own first.

    `moved` are those whose own grounds changed; `tired` are statements, cells and displays that are stale themselves;
    `leaning` says what rests on these and which conclusions rest on other conclusions.
    """
    above: dict[UUID, list[Leaning]] = {}
    for one in leaning:
        above.setdefault(one.on, []).append(one)
    found: dict[UUID, list[Because]] = {owner: list(reasons) for owner, reasons in moved.items() if reasons}
    waiting = [*tired, *found]
    done = set(tired)
    while waiting:
        on = waiting.pop()
        for one in above.get(on, ()):
            because = Because(one.kind, on, "stale")
            there = found.setdefault(one.owner, [])
            if all(each.on != on for each in there):
                there.append(because)
            if one.owner not in done:
                done.add(one.owner)
                waiting.append(one.owner)
    return {owner: tuple(reasons) for owner, reasons in found.items()}


def told_as_withdrawn(
    found: Mapping[UUID, tuple[Because, ...]], withdrawn: Collection[UUID]
) -> dict[UUID, tuple[Because, ...]]:
    """The same reasons; where a thing rests, or rested, on words taken back, that is the reason."""
    return {
        owner: tuple(
            Because(one.kind, one.on, "withdrawn") if one.on in withdrawn and one.how != "changed" else one
            for one in reasons
        )
        for owner, reasons in found.items()
    }


def leans_on(one: UUID, other: UUID, leaning: Iterable[Leaning]) -> bool:
    """Whether a conclusion rests on another, through however many between them; each rests on itself."""
    below: dict[UUID, set[UUID]] = {}
    for each in leaning:
        below.setdefault(each.owner, set()).add(each.on)
    waiting, seen = [one], {one}
    while waiting:
        at = waiting.pop()
        if at == other:
            return True
        fresh = below.get(at, set()) - seen
        seen |= fresh
        waiting += fresh
    return False
