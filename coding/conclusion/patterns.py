"""Noting patterns: which codes stand on the same words often, and which follow one another in the text."""

from collections import defaultdict
from itertools import combinations, pairwise
from uuid import UUID

from coding.conclusion.fact import Claim, Fact, Found, Row, ids
from coding.conclusion.tally import informants, passages

Pattern = tuple[str, UUID, UUID]


def patterns(claim: Claim, *, least: int = 2) -> Found:
    """Rows of pairs met at least so often, the most frequent first: in how many passages, of how many informants.

    "together": both codes stand in one passage (codings that overlap). "then": the second stands in the passage that
    follows the first in the same source, and not both in either; a code that follows itself is none.
    """
    met: dict[Pattern, list[list[Fact]]] = defaultdict(list)
    there = passages(claim.scope)
    for one in there:
        for first, second in combinations(sorted({fact.code for fact in one}, key=str), 2):
            met["together", first, second].append([fact for fact in one if fact.code in (first, second)])
    for one, after in pairwise(there):
        if one[0].source != after[0].source:
            continue
        before, behind = {fact.code for fact in one}, {fact.code for fact in after}
        for first in before - behind:
            for second in behind - before:
                both = [*(x for x in one if x.code == first), *(x for x in after if x.code == second)]
                met["then", first, second].append(both)
    kept = {pattern: some for pattern, some in met.items() if len(some) >= least}
    rows = []
    for pattern in sorted(kept, key=lambda it: (it[0] != "together", -len(kept[it]), str(it[1]), str(it[2]))):
        how, first, second = pattern
        facts = [fact for some in kept[pattern] for fact in some]
        numbers = {"passages": len(kept[pattern]), "informants": len(informants(facts)), "of": len(claim.cases)}
        rows.append(Row((how, str(first), str(second)), numbers, ids(facts)))
    return Found({"passages": len(there), "least": least, "informants": len(informants(claim.scope))}, tuple(rows))
