"""What speaks for a proposition and against it, looked at in every way that can be computed. A person concludes."""

from coding.conclusion.fact import (
    ANSWERS,
    Answer,
    AnswerKind,
    Claim,
    Fact,
    Found,
    Passage,
    Rival,
    Row,
)
from coding.conclusion.tactics import TACTICS, Tactic, TacticOption, chosen, run, tactic

__all__ = [
    "ANSWERS",
    "TACTICS",
    "Answer",
    "AnswerKind",
    "Claim",
    "Fact",
    "Found",
    "Passage",
    "Rival",
    "Row",
    "Tactic",
    "TacticOption",
    "chosen",
    "run",
    "tactic",
]
