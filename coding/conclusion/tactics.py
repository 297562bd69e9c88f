"""The tactics in the order of Miles & Huberman: those for generating meaning, then those for testing what was found.

A tactic is a file of this folder and a line here. What it is called and what it is for stands with the words of the
screen. Those that only a person can carry out (plausibility, metaphors, a chain of evidence, coherence with a theory)
have no line: they are written as propositions, grounds and memos.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from coding.conclusion.clustering import clustering
from coding.conclusion.contrasts import contrasts
from coding.conclusion.counting import counting
from coding.conclusion.extremes import extremes
from coding.conclusion.fact import Claim, Found
from coding.conclusion.factoring import factoring
from coding.conclusion.feedback import feedback
from coding.conclusion.if_then import if_then
from coding.conclusion.intervening import intervening
from coding.conclusion.loudest import loudest
from coding.conclusion.negative import negative
from coding.conclusion.outliers import outliers
from coding.conclusion.partitioning import partitioning
from coding.conclusion.patterns import patterns
from coding.conclusion.relations import relations
from coding.conclusion.replication import replication
from coding.conclusion.representativeness import representativeness
from coding.conclusion.researcher import researcher
from coding.conclusion.rivals import rivals
from coding.conclusion.surprises import surprises
from coding.conclusion.third import third
from coding.conclusion.triangulation import PERIODS, triangulation
from coding.conclusion.weighting import weighting
from coding.errors import TacticOptionInvalid, TacticOptionMissing, TacticUnknown

Need = Literal["attribute", "label", "code", "number", "choice"]
Family = Literal["meaning", "testing"]


@dataclass(frozen=True, slots=True)
class TacticOption:
    """Something to be chosen: an attribute, a label of `of`, a code, a number from `least` on, or one of `values`."""

    name: str
    need: Need
    required: bool = True
    values: tuple[str, ...] = ()
    of: str = ""
    least: int = 1


@dataclass(frozen=True, slots=True)
class Tactic:
    """A way of looking at the evidence. `number` is its place in the list of its family.

    `labels` say what the parts of a row's label are. A `wide` one looks at all that its informants say, whatever the
    code; others only at the proposition's codes and those chosen as options.
    """

    key: str
    family: Family
    number: int
    run: Callable[..., Found]
    labels: tuple[str, ...]
    options: tuple[TacticOption, ...] = ()
    wide: bool = False


_ATTRIBUTE = TacticOption("attribute", "attribute")
_FIRST, _SECOND = TacticOption("first", "code"), TacticOption("second", "code")

TACTICS: Mapping[str, Tactic] = {
    one.key: one
    for one in (
        Tactic(
            "patterns",
            "meaning",
            1,
            patterns,
            ("how", "code", "code"),
            (TacticOption("least", "number", required=False),),
            wide=True,
        ),
        Tactic(
            "clustering",
            "meaning",
            3,
            clustering,
            ("group", "informant"),
            (TacticOption("groups", "number", required=False),),
            wide=True,
        ),
        Tactic("counting", "meaning", 5, counting, ("part", "of")),
        Tactic(
            "contrasts",
            "meaning",
            6,
            contrasts,
            ("part", "of"),
            (
                _ATTRIBUTE,
                TacticOption("one", "label", of="attribute"),
                TacticOption("other", "label", of="attribute"),
            ),
            wide=True,
        ),
        Tactic(
            "partitioning", "meaning", 7, partitioning, ("label", "status"), (TacticOption("code", "code"), _ATTRIBUTE)
        ),
        Tactic("factoring", "meaning", 9, factoring, ("part", "of", "standing"), wide=True),
        Tactic("relations", "meaning", 10, relations, ("code", "code"), wide=True),
        Tactic("intervening", "meaning", 11, intervening, ("code",), (_FIRST, _SECOND), wide=True),
        Tactic("representativeness", "testing", 1, representativeness, ("part", "attribute", "of")),
        Tactic("loudest", "testing", 1, loudest, ("informant",)),
        Tactic("researcher", "testing", 2, researcher, ("part", "of")),
        Tactic(
            "triangulation",
            "testing",
            3,
            triangulation,
            ("kind", "label", "period"),
            (
                TacticOption("attribute", "attribute", required=False),
                TacticOption("period", "choice", required=False, values=PERIODS),
            ),
        ),
        Tactic("weighting", "testing", 4, weighting, ("side", "evidence")),
        Tactic("outliers", "testing", 5, outliers, ("informant",), wide=True),
        Tactic("extremes", "testing", 6, extremes, ("informant",), (TacticOption("code", "code", required=False),)),
        Tactic(
            "surprises",
            "testing",
            7,
            surprises,
            ("informant", "code"),
            (TacticOption("attribute", "attribute", required=False),),
            wide=True,
        ),
        Tactic("negative", "testing", 8, negative, ("found", "informant", "source", "words")),
        Tactic("if-then", "testing", 9, if_then, ("informant", "first", "second"), (_FIRST, _SECOND)),
        Tactic("third", "testing", 10, third, ("label", "first", "second"), (_FIRST, _SECOND, _ATTRIBUTE)),
        Tactic(
            "replication",
            "testing",
            11,
            replication,
            ("half", "informant"),
            (TacticOption("seed", "number", required=False),),
        ),
        Tactic("rivals", "testing", 12, rivals, ("rival", "words")),
        Tactic("feedback", "testing", 13, feedback, ("informant", "answer")),
    )
}


def tactic(key: str) -> Tactic:
    """The tactic of this key (TacticUnknown)."""
    if key not in TACTICS:
        raise TacticUnknown(name=key, known=", ".join(TACTICS))
    return TACTICS[key]


def run(key: str, claim: Claim, options: Mapping[str, str]) -> Found:
    """What a tactic finds in a claim (TacticUnknown; TacticOptionMissing, TacticOptionInvalid for what was chosen)."""
    one = tactic(key)
    return one.run(claim, **chosen(one, options))


def chosen(one: Tactic, options: Mapping[str, str]) -> dict[str, Any]:
    """The options of a tactic as values; empty ones are left out (TacticOptionMissing, TacticOptionInvalid)."""
    known = {each.name for each in one.options}
    if strange := next((name for name in options if name not in known), None):
        raise TacticOptionInvalid(name=strange, value=options[strange], known=", ".join(sorted(known)) or "-")
    values: dict[str, Any] = {}
    for each in one.options:
        text = options.get(each.name, "")
        if text or (each.need == "label" and each.name in options):
            values[each.name] = _value(each, text)
        elif each.required:
            raise TacticOptionMissing(name=each.name)
    return values


def _value(option: TacticOption, text: str) -> Any:
    if option.need == "code":
        try:
            return UUID(text)
        except ValueError:
            raise TacticOptionInvalid(name=option.name, value=text, known="UUID") from None
    if option.need == "number":
        if not (text.isascii() and text.isdigit() and int(text) >= option.least and len(text) < 10):
            raise TacticOptionInvalid(name=option.name, value=text, known=f"{option.least}, {option.least + 1} …")
        return int(text)
    if option.need == "choice" and text not in option.values:
        raise TacticOptionInvalid(name=option.name, value=text, known=", ".join(filter(None, option.values)))
    return text
