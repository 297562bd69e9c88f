"""What a supervisor may say of a coding, when that no longer holds, and which excerpts are drawn to be looked at.

The sample is designed: for each reason a few excerpts. Those drawn at random stand for all, the others for the places
where a study is most likely to be wrong.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from heapq import nlargest, nsmallest
from typing import Literal, NamedTuple
from uuid import UUID

from coding.model import WHYS, Coding, Drawn, Review, ReviewState, Why

Standing = Literal["draft", "discuss", "revise", "accepted", "changed"]
"""Where an excerpt stands: a state, or that it changed since one was given."""

Part = Literal["words", "code", "status"]

UNSURE = 0.6
"""A code that the classifier gave with less than this chance is one it was not sure of."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What of a coding is another than it was when it was reviewed; codes by their ids."""

    part: Part
    before: str
    after: str


def changed(review: Review, coding: Coding) -> tuple[Changed, ...]:
    """What a coding says now that it did not say when it was reviewed; who changed its memo or weight is no matter."""
    found = []
    if review.quote != coding.quote:
        found.append(Changed("words", review.quote, coding.quote))
    if review.code != coding.code:
        found.append(Changed("code", str(review.code), str(coding.code)))
    before, after = _status(review), _status(coding)
    if before != after:
        found.append(Changed("status", before, after))
    return tuple(found)


def _status(one: Review | Coding) -> str:
    """The status with its limitation, in words of ours: `exists limited`."""
    return " ".join(filter(None, (one.status, "limited" if one.limited else "")))


def standing(review: Review | None, coding: Coding) -> Standing:
    """Where an excerpt stands; without a review it is a draft, and a draft stays one whatever changes."""
    if review is None or review.state == "draft":
        return "draft"
    return "changed" if changed(review, coding) else review.state


def of_coding(id_: UUID, coding: Coding, state: ReviewState) -> Review:
    """A state of a coding as it is now."""
    return Review(id_, coding.id, state, coding.quote, coding.code, coding.status, coding.limited)


# -- the sample -----------------------------------------------------------------------------------


Id = str
"""An id as letters: of a hundred thousand codings, making each a UUID takes longest."""


def draw(pools: Mapping[Why, Mapping[Id, float]], each: int, seed: int) -> tuple[Drawn, ...]:
    """For every reason `each` excerpts: those of most weight first, of equal weight at random.

    The same seed draws the same of the same pools; what is taken out of a pool changes nothing in the order of the
    rest. An excerpt that is drawn for several reasons comes once, with all of them, at the first.
    """
    whys: dict[Id, list[Why]] = {}
    for why in WHYS:
        pool = pools.get(why, {})
        least = nlargest(each, pool.values())[-1:] or [0.0]
        near = [one for one, weight in pool.items() if weight >= least[0]]
        for one in nsmallest(each, near, key=lambda one: (-pool[one], _lot(seed, why, one))):
            whys.setdefault(one, []).append(why)
    return tuple(Drawn(UUID(coding), tuple(found)) for coding, found in whys.items())


def _lot(seed: int, why: Why, one: Id) -> bytes:
    """The same whether an id is written with hyphens or without."""
    return sha256(f"{seed} {why} {one.replace('-', '')}".encode()).digest()


class Span(NamedTuple):
    """A coding as it is held against those of other layers."""

    id: Id
    source: Id
    coder: Id
    code: Id
    start: int
    end: int


def differing(spans: Iterable[Span]) -> dict[Id, float]:
    """Codings that another layer of the same source does not have so: 2 where it has another code there, 1 for nothing.

    A layer without any coding in a source says nothing of it.
    """
    found: dict[Id, float] = {}
    by_source: dict[Id, list[Span]] = defaultdict(list)
    for one in spans:
        by_source[one.source].append(one)
    for there in by_source.values():
        layers = {one.coder for one in there}
        if len(layers) < 2:
            continue
        same: dict[Id, set[Id]] = defaultdict(set)
        other: set[Id] = set()
        for one, two in _overlapping(there):
            if one.code == two.code:
                same[one.id].add(two.coder)
                same[two.id].add(one.coder)
            else:
                other |= {one.id, two.id}
        for one in there:
            if len(same[one.id]) < len(layers) - 1:
                found[one.id] = 2.0 if one.id in other else 1.0
    return found


def _overlapping(there: Sequence[Span]) -> Iterable[tuple[Span, Span]]:
    """Pairs of codings of different layers that share at least one character."""
    going: list[Span] = []
    for one in sorted(there, key=lambda span: span.start):
        going = [earlier for earlier in going if earlier.end > one.start]
        yield from ((earlier, one) for earlier in going if earlier.coder != one.coder)
        going.append(one)


class Voice(NamedTuple):
    """A coding with its code and whose words it is (an informant, else the source)."""

    id: Id
    code: Id
    informant: Id


def alone(voices: Iterable[Voice]) -> dict[Id, float]:
    """Codings of codes that one informant alone speaks of; the more excerpts such a finding has, the more it weighs."""
    by_code: dict[Id, list[Voice]] = defaultdict(list)
    for one in voices:
        by_code[one.code].append(one)
    return {
        one.id: float(len(there))
        for there in by_code.values()
        if len({each.informant for each in there}) == 1
        for one in there
    }


# -- what people say to each other ----------------------------------------------------------------


def mentioned(text: str, names: Mapping[UUID, str]) -> tuple[UUID, ...]:
    """The people whom a text names with @, whatever the case; of two names that begin alike, the longer is meant."""
    ids = {name.casefold(): id_ for id_, name in names.items() if name}
    if not ids:
        return ()
    told = "|".join(re.escape(name) for name in sorted(ids, key=len, reverse=True))
    found = re.finditer(rf"(?<!\w)@({told})(?!\w)", text.casefold())
    return tuple(dict.fromkeys(ids[one[1]] for one in found))
