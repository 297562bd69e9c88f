"""Making contrasts: what two groups of informants say, side by side."""

from collections.abc import Sequence

from coding.conclusion.fact import Claim, Fact, Found, Row, ids
from coding.conclusion.tally import informants


def contrasts(claim: Claim, *, attribute: str, one: str, other: str) -> Found:
    """Rows of the two sides, then of each code of the scope, those first that differ most by share of the group.

    "one" and "other" are informants of each group who say it, of "one_of" and "other_of"; excerpts beside them. A code
    that only one group speaks of is flagged with it. Codes count what is said of them, there or not.
    """
    sizes = [sum(has.get(attribute, "") == label for has in claim.cases.values()) for label in (one, other)]
    sides = [_row(("side", name), facts, attribute, (one, other), sizes) for name, facts in _sides(claim)]
    by_code: dict[str, list[Fact]] = {}
    for fact in claim.scope:
        by_code.setdefault(str(fact.code), []).append(fact)
    codes = [_row(("code", code), facts, attribute, (one, other), sizes) for code, facts in sorted(by_code.items())]
    codes = [row for row in codes if row.codings]
    codes.sort(key=lambda row: -_difference(row, sizes))
    return Found({"one_of": sizes[0], "other_of": sizes[1], "codes": len(codes)}, (*sides, *codes))


def _sides(claim: Claim) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    return (("for", claim.for_), ("against", claim.against))


def _row(
    label: tuple[str, str],
    facts: Sequence[Fact],
    attribute: str,
    of: tuple[str, str],
    sizes: list[int],
) -> Row:
    groups = [[fact for fact in facts if fact.case and fact.attributes.get(attribute, "") == name] for name in of]
    said = [len(informants(group)) for group in groups]
    numbers = {
        "one": said[0],
        "one_of": sizes[0],
        "one_excerpts": len(groups[0]),
        "other": said[1],
        "other_of": sizes[1],
        "other_excerpts": len(groups[1]),
    }
    flag = "one only" if said[0] and not said[1] else "other only" if said[1] and not said[0] else ""
    return Row(label, numbers, ids([*groups[0], *groups[1]]), flag)


def _difference(row: Row, sizes: list[int]) -> float:
    shares = [
        (row.numbers[name] or 0) / size if size else 0.0 for name, size in zip(("one", "other"), sizes, strict=True)
    ]
    return round(abs(shares[0] - shares[1]), 9)
