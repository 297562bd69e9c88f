"""Checking out rival explanations: the evidence of each beside the proposition's own."""

from coding.conclusion.fact import Claim, Found, Row, ids
from coding.conclusion.tally import informants, sides


def rivals(claim: Claim) -> Found:
    """A row for the proposition (its label empty), then one for each rival in the order given.

    "shared" are the excerpts for a rival that speak for the proposition as well; "turned" those for it that speak
    against the proposition. A rival without any evidence is flagged "no evidence": it was named, and not weighed.
    """
    own = {one.coding for one in claim.for_}
    contrary = {one.coding for one in claim.against}
    rows = [Row(("", ""), sides(claim.for_, claim.against), ids(claim.evidence))]
    for one in claim.rivals:
        numbers = {
            **sides(one.for_, one.against),
            "shared": sum(fact.coding in own for fact in one.for_),
            "turned": sum(fact.coding in contrary for fact in one.for_),
        }
        flag = "" if one.for_ or one.against else "no evidence"
        rows.append(Row((str(one.id), one.text), numbers, ids((*one.for_, *one.against)), flag))
    figures = {
        "rivals": len(claim.rivals),
        "weighed": sum(bool(one.for_ or one.against) for one in claim.rivals),
        "informants": len(informants(claim.evidence)),
    }
    return Found(figures, tuple(rows))
