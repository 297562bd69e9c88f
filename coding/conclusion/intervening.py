"""Finding intervening variables: which codes stand between one code and the next of another in the text."""

from collections import defaultdict
from uuid import UUID

from coding.conclusion.fact import Claim, Fact, Found, Row, ids
from coding.conclusion.tally import informants, passages


def intervening(claim: Claim, *, first: UUID, second: UUID) -> Found:
    """A row for each code between the two, the most frequent first: in how many of the stretches, of how many people.

    A stretch begins with the last passage of the first code before one of the second in the same source, and ends with
    that one. The rows' codings are those between; stretches in which nothing stands are the figure "direct".
    """
    begins, ends = claim.counting(first), claim.counting(second)
    between: dict[UUID, list[list[Fact]]] = defaultdict(list)
    stretches = direct = 0
    start: str | None = None
    inside: list[Fact] = []
    for one in passages(claim.scope):
        codes = {fact.code for fact in one}
        if start != str(one[0].source):
            start = None
        if start is not None and codes & ends:
            stretches += 1
            direct += not inside
            for code in {fact.code for fact in inside}:
                between[code].append([fact for fact in inside if fact.code == code])
            start = None
        if codes & begins:
            start, inside = str(one[0].source), []
        elif start is not None:
            inside += one
    rows = []
    for code in sorted(between, key=lambda it: (-len(between[it]), str(it))):
        facts = [fact for some in between[code] for fact in some]
        numbers = {"stretches": len(between[code]), "of": stretches, "informants": len(informants(facts))}
        rows.append(Row((str(code),), numbers, ids(facts)))
    return Found({"stretches": stretches, "direct": direct}, tuple(rows))
