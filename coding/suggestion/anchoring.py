"""Does the machine lead the coder? Passages shown with suggestions beside passages shown without.

In both groups the scores were made before the decision; only the showing differs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from statistics import fmean, median
from typing import Literal

from coding.suggestion.measures import Interval, difference

ENOUGH = 25
"""Passages each group needs before anything is said."""

Verdict = Literal["leads", "no sign", "too few to say"]


@dataclass(frozen=True, slots=True)
class Seen:
    """One decided passage: the model's first suggestion, the coder's codes, and whether suggestions were hidden."""

    blind: bool
    first: str | None
    codes: frozenset[str]
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """What was done with one group. `agreed` of `count` got the model's first suggestion; seconds are a median."""

    count: int
    agreed: int
    codes: float | None
    seconds: float | None

    @property
    def agreement(self) -> float | None:
        return self.agreed / self.count if self.count else None


@dataclass(frozen=True, slots=True)
class Anchoring:
    """Both groups and what follows. `difference` is agreement when shown minus agreement when hidden."""

    shown: Group
    blind: Group
    verdict: Verdict
    difference: float | None = None
    interval: Interval | None = None


def blind(passage: str, share: float, seed: str = "") -> bool:
    """Whether this passage is shown without suggestions: a hash of its id, which no order and no reload changes."""
    digest = blake2b(f"{seed}\0{passage}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") < share * 2**64


def anchoring(seen: Sequence[Seen]) -> Anchoring:
    """Compare passages with and without suggestions; those for which the model had nothing to say are left out.

    "leads" when coders agree with the model more often where they saw it, beyond chance (the 95 % interval of the
    difference lies above 0). "no sign" is no proof of the contrary: the interval says how much may be hidden.
    """
    shown = _group([one for one in seen if one.first is not None and not one.blind])
    hidden = _group([one for one in seen if one.first is not None and one.blind])
    if min(shown.count, hidden.count) < ENOUGH:
        return Anchoring(shown, hidden, "too few to say")
    interval = difference(shown.agreed, shown.count, hidden.agreed, hidden.count)
    gap = shown.agreed / shown.count - hidden.agreed / hidden.count
    return Anchoring(shown, hidden, "leads" if interval.low > 0 else "no sign", gap, interval)


def _group(seen: Sequence[Seen]) -> Group:
    seconds = [one.seconds for one in seen if one.seconds is not None]
    return Group(
        count=len(seen),
        agreed=sum(one.first in one.codes for one in seen),
        codes=fmean(len(one.codes) for one in seen) if seen else None,
        seconds=median(seconds) if seconds else None,
    )
