"""Checking the meaning of outliers: whose profile lies furthest from the others', and what they say of this."""

from coding.conclusion.fact import Claim, Found, Row
from coding.conclusion.profiles import profiles
from coding.conclusion.tally import alphabetical, rounded


def outliers(claim: Claim) -> Found:
    """A row for each informant, the furthest first: mean distance to the others, and excerpts for and against.

    Those as far as the furthest are flagged "furthest"; those who say nothing at all come last, flagged "silent",
    without a distance. How far is too far, is not said.
    """
    found = profiles(claim)
    many = len(found.keys)
    means = [rounded(float(found.apart[at].sum()) / (many - 1)) if many > 1 else None for at in range(many)]
    order = sorted(range(many), key=lambda at: (-(means[at] or 0), at))
    furthest = means[order[0]] if order else None
    rows = [
        Row(
            (found.keys[at],),
            {"distance": means[at], **_sides(claim, found.keys[at]), "codes": found.codes(at)},
            found.codings[at],
            "furthest" if means[at] is not None and means[at] == furthest else "",
        )
        for at in order
    ]
    silent = alphabetical(set(claim.cases) - set(found.keys))
    rows += [Row((key,), {"distance": None, **_sides(claim, key), "codes": 0}, (), "silent") for key in silent]
    known = [one for one in means if one is not None]
    mean = rounded(sum(known) / len(known)) if known else None
    return Found({"informants": many, "of": len(claim.cases), "mean": mean, "furthest": furthest}, tuple(rows))


def _sides(claim: Claim, key: str) -> dict[str, int]:
    return {
        "for": sum(one.case == key for one in claim.for_),
        "against": sum(one.case == key for one in claim.against),
    }
