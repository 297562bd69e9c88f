"""Noting patterns: which codes stand on the same words often, and which follow one another in the text."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, pairwise
from uuid import UUID

from coding.conclusion.fact import Claim, Fact, Found, Row, ids
from coding.conclusion.tally import informants, passages

MOST = 100
"""So many pairs are shown, the most frequent."""

Pattern = tuple[str, UUID, UUID]


def patterns(claim: Claim, *, least: int = 2) -> Found:
    """Rows of pairs met at least so often, the most frequent first: in how many passages, of how many informants.

    "together": both codes stand in one passage (codings that overlap). "then": the second stands in the passage that
    follows the first in the same source, and not both in either; a code that follows itself is none. "pairs" says how
    many there are, also where only the first hundred of each kind are shown.
    """
    there = passages(claim.scope)
    codes = [{fact.code for fact in one} for one in there]
    often: Counter[Pattern] = Counter()
    for some in codes:
        often.update(("together", *pair) for pair in combinations(sorted(some, key=str), 2))
    for at, (one, after) in enumerate(pairwise(there)):
        if one[0].source == after[0].source:
            before, behind = codes[at] - codes[at + 1], codes[at + 1] - codes[at]
            often.update(("then", first, second) for first in before for second in behind)
    kept = [pattern for pattern, many in often.items() if many >= least]
    kept.sort(key=lambda it: (it[0] != "together", -often[it], str(it[1]), str(it[2])))
    shown = [one for how in ("together", "then") for one in [each for each in kept if each[0] == how][:MOST]]
    rows = []
    for how, first, second in shown:
        facts = _facts(how, first, second, there, codes)
        numbers = {"passages": often[how, first, second], "informants": len(informants(facts)), "of": len(claim.cases)}
        rows.append(Row((how, str(first), str(second)), numbers, ids(facts)))
    figures = {"passages": len(there), "pairs": len(kept), "least": least, "informants": len(informants(claim.scope))}
    return Found(figures, tuple(rows))


def _facts(how: str, first: UUID, second: UUID, there: Sequence[list[Fact]], codes: Sequence[set[UUID]]) -> list[Fact]:
    """The codings in which two codes are met so."""
    found: list[Fact] = []
    for at, (one, some) in enumerate(zip(there, codes, strict=True)):
        if how == "together" and first in some and second in some:
            found += [fact for fact in one if fact.code in (first, second)]
        elif how == "then" and at and second in some and first not in some:
            before = there[at - 1]
            if before[0].source == one[0].source and first in codes[at - 1] and second not in codes[at - 1]:
                found += [*(x for x in before if x.code == first), *(x for x in one if x.code == second)]
    return found
