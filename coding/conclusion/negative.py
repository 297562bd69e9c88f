"""Looking for negative evidence: what stands against, what the tool finds that might, and who was asked in vain."""

from uuid import UUID

from coding.conclusion.fact import Claim, Fact, Found, Row, Standing, ids, place
from coding.conclusion.tally import alphabetical, informants, passages, rounded

_OPPOSITE: dict[Standing, Standing] = {"there": "not there", "not there": "there"}


def negative(claim: Claim) -> Found:
    """Rows by what was found ("against", "opposite", "limited", "silent", "alike"), each with informant and source.

    "against" already stands against it. "opposite" are passages of a code of the evidence that say the opposite of what
    most of those for it say (not there where it is there, or the other way round); "limited" are those that say it is
    there, but not as it should be; neither is weighed yet. "silent" were asked and say nothing of it. "alike" are
    uncoded passages like the evidence, the likest first.
    """
    opposite, limited = _open(claim)
    asked = claim.asked_about()
    silent = alphabetical((asked or frozenset()) - informants((*claim.own(), *claim.evidence)))
    rows = [
        *(_row("against", [one]) for one in sorted(claim.against, key=place)),
        *(_row("opposite", one) for one in opposite),
        *(_row("limited", one) for one in limited),
        *(Row(("silent", key, "")) for key in silent),
        *(
            Row(
                ("alike", one.case or "", one.source_name, one.quote),
                {"likeness": rounded(one.likeness), "line": one.line},
            )
            for one in sorted(claim.alike, key=lambda one: (-one.likeness, str(one.source), one.start))
        ),
    ]
    figures = {
        "against": len(claim.against),
        "opposite": len(opposite),
        "limited": len(limited),
        "silent": None if asked is None else len(silent),
        "asked": None if asked is None else len(asked),
        "alike": len(claim.alike),
    }
    return Found(figures, tuple(rows))


def _open(claim: Claim) -> tuple[list[list[Fact]], list[list[Fact]]]:
    """The passages that say the opposite, and those that say "not as it should be", of what is not weighed yet.

    Words that stand for or against are weighed whoever else coded them so; who read something else in them is found.
    """
    opposite, limited = [], []
    for code, standing in _held(claim).items():
        weighed = [one for one in claim.evidence if one.code == code]
        for some in passages(one for one in claim.own() if one.code == code and not _weighed(one, weighed)):
            if any(one.standing == _OPPOSITE[standing] for one in some):
                opposite.append(some)
            elif standing == "there" and any(one.limited and one.standing == "there" for one in some):
                limited.append(some)
    return sorted(opposite, key=lambda some: place(some[0])), sorted(limited, key=lambda some: place(some[0]))


def _weighed(one: Fact, evidence: list[Fact]) -> bool:
    return any(
        (one.source, one.standing, one.limited) == (each.source, each.standing, each.limited)
        and one.start < each.end
        and each.start < one.end
        for each in evidence
    )


def _held(claim: Claim) -> dict[UUID, Standing]:
    """Code → what most of the excerpts for it say; a code of which as many say either has no opposite."""
    told: dict[UUID, int] = {}
    for one in claim.for_:
        told[one.code] = told.get(one.code, 0) + {"there": 1, "not there": -1, "between": 0}[one.standing]
    return {code: "there" if sum_ > 0 else "not there" for code, sum_ in told.items() if sum_}


def _row(how: str, some: list[Fact]) -> Row:
    first = some[0]
    numbers = {"line": first.line, "words": max(one.words for one in some)}
    return Row((how, first.case or "", first.source_name), numbers, ids(some))
