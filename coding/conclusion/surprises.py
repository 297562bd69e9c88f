"""Following up surprises: who says of an indicator what neither others nor their own other codes make one expect.

The seventh of the tactics for testing findings (Miles, Huberman & Saldaña 2014, chapter 11), as far as it can be
computed: a surprise that a person notices is flagged on its passage, and kept as a memo.
"""

from collections import defaultdict
from uuid import UUID

from coding.conclusion.fact import Claim, Fact, Found, Row, ids
from coding.conclusion.tally import alphabetical, rounded

FEW = 3
"""Others who must speak of it, or passages of the informant on other codes, before anything is expected."""


def surprises(claim: Claim, *, attribute: str = "") -> Found:
    """A row for each informant and code, the furthest from what was expected first.

    "share" is how much of what an informant says there or not there is said to be there (0 to 1; planned and past are
    left out); "expected" the mean of the others' shares, each counting once, with an attribute only of those who have
    the same label in it; "elsewhere" the share in what the informant says on other codes, from three passages on.
    Flagged are "surprise" (most of it stands on the other side than expected), "unlike" (than elsewhere, but not than
    expected) and "few" (fewer than three others: nothing is expected). Whether it matters, is not said.
    """
    everything: dict[str, list[Fact]] = defaultdict(list)
    for one in claim.scope:
        if one.case is not None and one.standing != "between":
            everything[one.case].append(one)
    said: dict[UUID, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for one in claim.own():
        if one.case is not None and one.case in claim.cases and one.standing != "between":
            said[one.code][one.case].append(one)
    rows = [
        _row(claim, code, key, informants, everything[key], attribute)
        for code, informants in said.items()
        for key in alphabetical(informants)
    ]
    rows.sort(
        key=lambda row: (row.flag == "few", -abs(row.numbers["difference"] or 0), row.label[0].casefold(), row.label)
    )
    spoken = {key for informants in said.values() for key in informants}
    many = sum(row.flag in ("surprise", "unlike") for row in rows)
    return Found({"surprises": many, "informants": len(spoken), "of": len(claim.cases)}, tuple(rows))


def _row(
    claim: Claim, code: UUID, key: str, informants: dict[str, list[Fact]], said: list[Fact], attribute: str
) -> Row:
    label = claim.cases[key].get(attribute, "")
    others = [
        _share(facts)
        for other, facts in informants.items()
        if other != key and (not attribute or claim.cases[other].get(attribute, "") == label)
    ]
    own = informants[key]
    share = _share(own)
    counted = claim.counting(code)
    apart = [one for one in said if one.code not in counted]
    elsewhere = _share(apart) if len(apart) >= FEW else None
    expected = sum(others) / len(others) if len(others) >= FEW else None
    numbers = {
        "there": sum(one.standing == "there" for one in own),
        "not_there": sum(one.standing == "not there" for one in own),
        "share": rounded(share),
        "expected": None if expected is None else rounded(expected),
        "difference": None if expected is None else rounded(share - expected),
        "others": len(others),
        "elsewhere": None if elsewhere is None else rounded(elsewhere),
    }
    if _against(share, expected):
        flag = "surprise"
    elif _against(share, elsewhere):
        flag = "unlike"
    else:
        flag = "few" if expected is None else ""
    return Row((key, str(code)), numbers, ids(own), flag)


def _against(share: float, other: float | None) -> bool:
    """Whether most of the one is there and most of the other is not."""
    return other is not None and (share - 0.5) * (other - 0.5) < 0


def _share(facts: list[Fact]) -> float:
    return sum(one.standing == "there" for one in facts) / len(facts)
