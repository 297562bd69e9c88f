"""Looking for negative evidence: what stands against, what the tool finds that might, and who was asked in vain."""

from uuid import UUID

from coding.conclusion.fact import Claim, Fact, Found, Row, Standing, place
from coding.conclusion.tally import alphabetical, informants, rounded

_OPPOSITE: dict[Standing, Standing] = {"there": "not there", "not there": "there"}


def negative(claim: Claim) -> Found:
    """Rows by what was found ("against", "opposite", "limited", "silent", "alike"), each with informant and source.

    "against" already stands against it. "opposite" are codings of a code of the evidence that say the opposite of what
    speaks for it (not there where it is there, or the other way round); "limited" are those that say it is there, but
    not as it should be; neither speaks for it or against it yet. "silent" were asked and say nothing of it. "alike" are
    uncoded passages like the evidence, the likest first.
    """
    held: dict[UUID, set[Standing]] = {}
    for one in claim.for_:
        held.setdefault(one.code, set()).add(one.standing)
    weighed = {one.coding for one in claim.evidence}
    open_ = [one for one in claim.own() if one.coding not in weighed]
    opposite = [one for one in open_ if any(_OPPOSITE.get(each) == one.standing for each in held.get(one.code, ()))]
    seen = {one.coding for one in opposite}
    limited = [
        one
        for one in open_
        if one.limited and one.coding not in seen and one.standing == "there" and "there" in held.get(one.code, ())
    ]
    asked = claim.asked_about()
    silent = alphabetical((asked or frozenset()) - informants((*claim.own(), *claim.evidence)))
    rows = [
        *(_row("against", one) for one in sorted(claim.against, key=place)),
        *(_row("opposite", one) for one in sorted(opposite, key=place)),
        *(_row("limited", one) for one in sorted(limited, key=place)),
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


def _row(how: str, one: Fact) -> Row:
    return Row((how, one.case or "", one.source_name), {"line": one.line, "words": one.words}, (one.coding,))
