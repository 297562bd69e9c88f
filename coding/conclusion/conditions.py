"""Whether an informant says that a code is there: yes, no, or not known because nobody asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from coding.conclusion.fact import Claim, Fact
from coding.conclusion.tally import alphabetical

Held = bool | None


@dataclass(frozen=True, slots=True)
class Informant:
    """Somebody of the scope: whether the first and the second code hold for them, and the codings that say so."""

    key: str
    first: Held
    second: Held
    said: tuple[Fact, ...]


def held(claim: Claim, code: UUID) -> Mapping[str, Held]:
    """Each informant of the scope: yes where one excerpt says it is there, no where none does.

    With an interview guide somebody who says nothing of it and was not asked is neither: None.
    """
    asked = claim.asked_about(code)
    said = claim.of(code)
    there = {one.case for one in said if one.standing == "there"}
    spoke = {one.case for one in said}
    return {
        key: True if key in there else False if key in spoke or asked is None or key in asked else None
        for key in claim.cases
    }


def crossed(claim: Claim, first: UUID, second: UUID) -> list[Informant]:
    """The informants of the scope with both."""
    one, other = held(claim, first), held(claim, second)
    said: dict[str | None, dict[UUID, Fact]] = {}
    for fact in (*claim.of(first), *claim.of(second)):
        said.setdefault(fact.case, {})[fact.coding] = fact
    return [
        Informant(key, one[key], other[key], tuple(said.get(key, {}).values())) for key in alphabetical(claim.cases)
    ]


def told(value: Held) -> str:
    """The word of a condition in a row's label."""
    return "unknown" if value is None else "yes" if value else "no"
