"""Weighting the evidence: how much there is beside what it is said to be worth, by the kind of evidence it is."""

from collections.abc import Sequence

from coding.conclusion.fact import Claim, Fact, Found, Number, Row, ids
from coding.conclusion.tally import informants
from coding.model import EVIDENCE


def weighting(claim: Claim) -> Found:
    """A row for each side and kind of evidence (claim, event, document, "" where it is not said).

    "excerpts" counts each once, "weight" is the sum of the weights given; those without one are "unweighted" and add
    nothing to it. "unprompted" were said of their own accord; "corroborated" are those that another informant, or a
    source of nobody's, bears out on the same side with the same code.
    """
    rows = []
    figures: dict[str, Number] = {}
    for side, facts in (("for", claim.for_), ("against", claim.against)):
        figures |= {f"{what}_{side}": number for what, number in _worth(facts, facts).items()}
        for kind in (*EVIDENCE, ""):
            some = [one for one in facts if (one.evidence or "") == kind]
            rows.append(Row((side, kind), _worth(some, facts), ids(some)))
    return Found(figures, tuple(rows))


def _worth(some: Sequence[Fact], side: Sequence[Fact]) -> dict[str, Number]:
    voices: dict[object, set[str]] = {}
    for one in side:
        voices.setdefault(one.code, set()).add(_voice(one))
    return {
        "excerpts": len(some),
        "weight": sum(one.weight for one in some if one.weight is not None),
        "unweighted": sum(one.weight is None for one in some),
        "unprompted": sum(one.prompted is False for one in some),
        "corroborated": sum(len(voices[one.code]) > 1 for one in some),
        "informants": len(informants(some)),
    }


def _voice(one: Fact) -> str:
    return f"informant {one.case}" if one.case is not None else f"source {one.source}"
