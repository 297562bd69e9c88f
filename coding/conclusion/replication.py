"""Replicating a finding: the informants drawn into two halves, and the evidence counted in each.

The draw is the same for the same seed on every machine: informants stand in the order of a hash of seed and key.
"""

from hashlib import sha256

from coding.conclusion.fact import Claim, Found, Row, ids
from coding.conclusion.tally import Halves, alphabetical, base, sides, split

HALVES = ("first", "second")


def replication(claim: Claim, *, seed: int = 1) -> Found:
    """A row for each informant of the scope under the half drawn for them; the figures are the halves.

    Of an odd number the first half has one more. Words of nobody's stand in neither half and are counted as "outside".
    """
    drawn = sorted(claim.cases, key=lambda key: sha256(f"{seed}:{key}".encode()).hexdigest())
    middle = (len(drawn) + 1) // 2
    said = split(claim, lambda one: one.case)
    rows: list[Row] = []
    figures: dict[str, int | float | str | None] = {"seed": seed}
    for half, keys in zip(HALVES, (drawn[:middle], drawn[middle:]), strict=True):
        for_ = [one for key in keys for one in said[key][0]]
        against = [one for key in keys for one in said[key][1]]
        numbers = {**sides(for_, against), **base(claim, keys)}
        figures |= {f"{half}_{name}": number for name, number in numbers.items()}
        rows += [_row(half, key, said[key]) for key in alphabetical(keys)]
    figures["outside"] = sum(one.case not in claim.cases for one in claim.evidence)
    return Found(figures, tuple(rows))


def _row(half: str, key: str, said: Halves) -> Row:
    for_, against = said
    return Row((half, key), {"for": len(for_), "against": len(against)}, ids([*for_, *against]))
