"""What each informant speaks of, and how far apart two are: the share of what only one speaks of (Jaccard's distance).

That something is absent is another thing to say than that it is there. What neither speaks of makes two no more alike;
those who say nothing have no place.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np

from coding.conclusion.fact import Claim, Fact, Standing, ids
from coding.conclusion.tally import alphabetical

Said = tuple[UUID, Standing]


@dataclass(frozen=True, slots=True)
class Profiles:
    """`keys` who speak, in alphabetical order; what they say (rows by keys); `apart`, their distances (0 to 1)."""

    keys: tuple[str, ...]
    said: tuple[Said, ...]
    table: Any
    apart: Any
    codings: tuple[tuple[UUID, ...], ...]

    def codes(self, at: int) -> int:
        """How many codes somebody speaks of."""
        return len({code for (code, _standing), many in zip(self.said, self.table[at], strict=True) if many})


def profiles(claim: Claim) -> Profiles:
    """The profiles of a proposition's informants over all codes of its scope."""
    by_case: dict[str, list[Fact]] = {}
    for one in claim.scope:
        if one.case is not None and one.case in claim.cases:
            by_case.setdefault(one.case, []).append(one)
    keys = tuple(alphabetical(by_case))
    said = tuple(
        sorted({(one.code, one.standing) for key in keys for one in by_case[key]}, key=lambda it: (str(it[0]), it[1]))
    )
    column = {it: at for at, it in enumerate(said)}
    table = np.zeros((len(keys), len(said)), dtype=int)
    for row, key in enumerate(keys):
        for one in by_case[key]:
            table[row, column[one.code, one.standing]] += 1
    there = (table > 0).astype(int)
    both = there @ there.T
    own = np.diag(both)
    either = own[:, None] + own[None, :] - both
    apart = 1 - np.divide(both, either, out=np.zeros(both.shape), where=either > 0)
    np.fill_diagonal(apart, 0)
    return Profiles(keys, said, table, apart, tuple(ids(by_case[key]) for key in keys))
