"""Counting that several tactics share: the two sides, informants, and codes that stand on the same words."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from coding.conclusion.fact import Claim, Fact, Number, place

Part = TypeVar("Part", bound=Hashable)
Halves = tuple[list[Fact], list[Fact]]
"""What speaks for, and what against."""


def informants(facts: Iterable[Fact]) -> set[str]:
    """The keys of those who said it; words of nobody's (a document's) count for none."""
    return {one.case for one in facts if one.case is not None}


def sides(for_: Iterable[Fact], against: Iterable[Fact]) -> dict[str, Number]:
    """Excerpts and informants on either side; somebody who says both is counted on both."""
    for_, against = list(for_), list(against)
    return {
        "for": len(for_),
        "against": len(against),
        "informants_for": len(informants(for_)),
        "informants_against": len(informants(against)),
    }


def base(claim: Claim, cases: Iterable[str] | None = None) -> dict[str, Number]:
    """Of how many: informants in scope, or of these, and those of them who were asked (None without a guide)."""
    there = set(claim.cases) if cases is None else set(cases)
    asked = claim.asked_about()
    return {"of": len(there), "asked": None if asked is None else len(asked & there)}


def passages(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Codings that overlap, gathered: each list is one stretch of a text, in the order of the texts.

    What only touches does not overlap. Two coders' codings of the same words stand in one passage.
    """
    found: list[list[Fact]] = []
    end = 0
    for one in sorted(facts, key=place):
        if found and found[-1][0].source == one.source and one.start < end:
            found[-1].append(one)
            end = max(end, one.end)
        else:
            found.append([one])
            end = one.end
    return found


def alphabetical(names: Iterable[str]) -> list[str]:
    """Names whatever their case, those that differ only in it always in the same order."""
    return sorted(names, key=lambda name: (name.casefold(), name))


def rounded(value: float) -> float:
    """Three places; never minus nothing."""
    return round(value, 3) + 0.0


def jaccard(one: Sequence[bool], other: Sequence[bool]) -> float:
    """The share of what both have among what either has; of two that have nothing, 0."""
    either = sum(a or b for a, b in zip(one, other, strict=True))
    return sum(a and b for a, b in zip(one, other, strict=True)) / either if either else 0.0


def split(claim: Claim, part: Callable[[Fact], Part]) -> Mapping[Part, Halves]:
    """The evidence by some part: for and against of each; a part without evidence has none on either side."""
    found: dict[Part, Halves] = defaultdict(lambda: ([], []))
    for side, facts in enumerate((claim.for_, claim.against)):
        for one in facts:
            found[part(one)][side].append(one)
    return found


def labelled(claim: Claim, attribute: str) -> Mapping[str, Halves]:
    """The evidence by the label its informant has in an attribute; "" where there is none."""
    return split(claim, lambda one: one.attributes.get(attribute, ""))
