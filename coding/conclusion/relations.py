"""Noting relations between codes: how often two stand in one passage beside how often they would by chance.

A passage is a stretch of text whose codings overlap. Expected are n1 · n2 / N passages, of N with any code; the ratio
of found to expected is told only where they met three times. Passages of one interview hang together, so there is no
test of it.
"""

from collections import Counter
from itertools import combinations
from uuid import UUID

from coding.conclusion.fact import Claim, Found, Row, ids
from coding.conclusion.tally import informants, passages, rounded

FEW, UNEQUAL = 3, 5


def relations(claim: Claim) -> Found:
    """A row for each two codes that meet, one of them at least of the proposition, the most frequent first.

    n12, n1, n2, "expected", "ratio" (None under three), c = n12 / (n1 + n2 - n12). Flagged are "few" (fewer than three)
    and "unequal" (one more than five times as frequent, so that c is low whatever they have in common).
    """
    there = passages(claim.scope)
    own = {each for code in claim.codes for each in claim.counting(code)}
    codes = [{fact.code for fact in one} for one in there]
    alone = Counter(code for some in codes for code in some)
    often: Counter[tuple[UUID, UUID]] = Counter()
    for some in codes:
        often.update(pair for pair in combinations(sorted(some, key=str), 2) if not own or not own.isdisjoint(pair))
    rows = []
    for pair in sorted(often, key=lambda it: (-often[it], str(it[0]), str(it[1]))):
        # The more frequent first: which of two ids is the smaller means nothing.
        first, second = sorted(pair, key=lambda code: (-alone[code], str(code)))
        n12, n1, n2 = often[pair], alone[first], alone[second]
        expected = n1 * n2 / len(there)
        met = [
            fact
            for one, some in zip(there, codes, strict=True)
            if some.issuperset(pair)
            for fact in one
            if fact.code in pair
        ]
        numbers = {
            "n12": n12,
            "n1": n1,
            "n2": n2,
            "expected": rounded(expected),
            "ratio": rounded(n12 / expected) if n12 >= FEW else None,
            "c": rounded(n12 / (n1 + n2 - n12)),
            "informants": len(informants(met)),
        }
        flag = "few" if n12 < FEW else "unequal" if max(n1, n2) > UNEQUAL * min(n1, n2) else ""
        rows.append(Row((str(first), str(second)), numbers, ids(met), flag))
    return Found({"passages": len(there), "pairs": len(rows)}, tuple(rows))
