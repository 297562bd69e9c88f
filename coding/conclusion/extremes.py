"""Using extreme cases: the informants who say most and least of one indicator side by side."""

from uuid import UUID

from coding.conclusion.fact import Claim, Fact, Found, Row, ids
from coding.conclusion.tally import alphabetical


def extremes(claim: Claim, *, code: UUID | None = None) -> Found:
    """A row for each informant who speaks of the code (or of any of the proposition's), the highest first.

    They stand in the order of how many of their excerpts say it is there, less those that say it is not; then of words.
    The first and the last are flagged "highest" and "lowest" with all that stand as high or low; where all do, none.
    """
    spoken: dict[str, list[Fact]] = {}
    for one in claim.own() if code is None else claim.of(code):
        if one.case is not None and one.case in claim.cases:
            spoken.setdefault(one.case, []).append(one)
    numbers = {key: _numbers(facts) for key, facts in spoken.items()}
    order = sorted(alphabetical(spoken), key=lambda key: (-numbers[key]["degree"], -numbers[key]["words"]))
    high = numbers[order[0]]["degree"] if order else 0
    low = numbers[order[-1]]["degree"] if order else 0
    rows = []
    for key in order:
        degree = numbers[key]["degree"]
        flag = "" if high == low else "highest" if degree == high else "lowest" if degree == low else ""
        rows.append(Row((key,), numbers[key], ids(spoken[key]), flag))
    asked = claim.asked_about() if code is None else claim.asked_about(code)
    silent = None if asked is None else len(asked - spoken.keys())
    return Found({"informants": len(rows), "of": len(claim.cases), "asked_silent": silent}, tuple(rows))


def _numbers(facts: list[Fact]) -> dict[str, int]:
    there = sum(one.standing == "there" for one in facts)
    absent = sum(one.standing == "not there" for one in facts)
    return {
        "degree": there - absent,
        "there": there,
        "not_there": absent,
        "between": len(facts) - there - absent,
        "limited": sum(one.limited for one in facts),
        "words": sum(one.words for one in facts),
    }
