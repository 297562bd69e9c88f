"""Leaving the loudest informant out: what remains of the evidence without each of those who gave it."""

from coding.conclusion.fact import Claim, Found, Row, ids
from coding.conclusion.tally import alphabetical, base, informants, sides


def loudest(claim: Claim) -> Found:
    """A row of all, then one for each informant who speaks for or against: what is left without that one.

    The rows begin with who gives most excerpts for it (of as many, most words). That one is flagged "loudest"; the
    figures are what is left without that one. A row's codings are those that are left.
    """
    speakers = alphabetical(informants(claim.evidence))
    own = {key: [one for one in claim.for_ if one.case == key] for key in speakers}
    order = sorted(speakers, key=lambda key: (-len(own[key]), -sum(one.words for one in own[key])))
    first = order[0] if order and own[order[0]] else None
    rows = [_without(claim, None)]
    for key in order:
        row = _without(claim, key)
        rows.append(Row(row.label, row.numbers, row.codings, "loudest" if key == first else ""))
    left = rows[1].numbers if first is not None else rows[0].numbers
    return Found({"loudest": first, "excerpts": len(own[first]) if first else 0, **left}, tuple(rows))


def _without(claim: Claim, key: str | None) -> Row:
    for_ = [one for one in claim.for_ if key is None or one.case != key]
    against = [one for one in claim.against if key is None or one.case != key]
    numbers = {**sides(for_, against), **base(claim, [one for one in claim.cases if one != key])}
    return Row((key or "",), numbers, ids([*for_, *against]))
