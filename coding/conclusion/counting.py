"""Counting: informants, excerpts and words, always all three, of the informants asked."""

from collections.abc import Collection, Sequence

from coding.conclusion.fact import Claim, Fact, Found, Number, Row, ids
from coding.conclusion.tally import informants


def counting(claim: Claim) -> Found:
    """Rows of the two sides ("side"), then of each code of the proposition ("code") with those under it.

    "informants" say it, "asked" were asked about it (None without a guide), "asked_said" did both, "of" are in scope.
    """
    rows = [
        _row(claim, ("side", "for"), claim.for_, claim.asked_about()),
        _row(claim, ("side", "against"), claim.against, claim.asked_about()),
        *(_row(claim, ("code", str(code)), claim.of(code), claim.asked_about(code)) for code in claim.codes),
    ]
    return Found({"of": len(claim.cases)}, tuple(rows))


def _row(claim: Claim, label: tuple[str, str], facts: Sequence[Fact], asked: Collection[str] | None) -> Row:
    said = informants(facts)
    numbers: dict[str, Number] = {
        "informants": len(said),
        "asked_said": None if asked is None else len(said.intersection(asked)),
        "asked": None if asked is None else len(asked),
        "of": len(claim.cases),
        "excerpts": len(facts),
        "words": sum(one.words for one in facts),
    }
    return Row(label, numbers, ids(facts))
