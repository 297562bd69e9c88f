"""What a tactic is given, and what it finds: values of this stage alone.

A Fact is a coding with what a tactic may count it by; a Claim, a proposition with all its evidence; Found, figures and
rows that rest on codings. Nothing in Found says whether a proposition holds: that is decided by a person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from uuid import UUID

from coding.model import ANSWERS, AnswerKind, Evidence, Kind, Status

__all__ = ["ANSWERS", "Answer", "AnswerKind", "Claim", "Fact", "Found", "Passage", "Rival", "Row", "ids", "place"]

Number = int | float | None
Standing = Literal["there", "not there", "between"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A coding as tactics see it. `case` is the key of its informant, `on` the day of its source, `words` their number.

    `start` and `end` are its place in the text (code points, half open), `line` the numbered line it begins on.
    """

    coding: UUID
    code: UUID
    source: UUID
    source_name: str
    kind: Kind
    case: str | None
    coder: UUID
    attributes: Mapping[str, str] = field(default_factory=dict)
    status: Status | None = None
    limited: bool = False
    weight: int | None = None
    prompted: bool | None = None
    evidence: Evidence | None = None
    words: int = 0
    on: date | None = None
    interviewer: str | None = None
    line: int = 1
    start: int = 0
    end: int = 0

    @property
    def standing(self) -> Standing:
        """Whether what is spoken of is there: absence never counts as presence; without a status it is there."""
        if self.status in ("absent", "failed"):
            return "not there"
        return "between" if self.status in ("planned", "existed") else "there"


@dataclass(frozen=True, slots=True)
class Passage:
    """Uncoded words that are like the evidence: where they stand, what they say, how like they are (0 to 1)."""

    source: UUID
    source_name: str
    start: int
    end: int
    line: int
    quote: str
    likeness: float
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Rival:
    """Another explanation of the same, with its own evidence."""

    id: UUID
    text: str
    for_: tuple[Fact, ...] = ()
    against: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What an informant (`case`, a key) said of the statements and quotations shown to them."""

    case: str
    answer: AnswerKind


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition as it is tested.

    `codes` are those it speaks of, `under` a code with all that count as it, `cases` its informants by key with their
    attributes. `scope` holds codings of its informants, and of its codes in sources of nobody's; a tactic that is not
    wide may be given only those of its codes. `asked` says who was asked about a code; None without interview guide.
    """

    for_: tuple[Fact, ...] = ()
    against: tuple[Fact, ...] = ()
    scope: tuple[Fact, ...] = ()
    codes: tuple[UUID, ...] = ()
    under: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)
    cases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    asked: Mapping[UUID, frozenset[str]] | None = None
    rivals: tuple[Rival, ...] = ()
    answers: tuple[Answer, ...] = ()
    alike: tuple[Passage, ...] = ()

    @property
    def evidence(self) -> tuple[Fact, ...]:
        """All that speaks for it and against it."""
        return (*self.for_, *self.against)

    def counting(self, code: UUID) -> frozenset[UUID]:
        """A code and those under it."""
        return self.under.get(code, frozenset({code}))

    def own(self) -> tuple[Fact, ...]:
        """The codings of its codes, whoever said it."""
        wanted = {each for code in self.codes for each in self.counting(code)}
        return tuple(one for one in self.scope if one.code in wanted)

    def of(self, code: UUID) -> tuple[Fact, ...]:
        """The codings of a code and those under it."""
        wanted = self.counting(code)
        return tuple(one for one in self.scope if one.code in wanted)

    def asked_about(self, *codes: UUID) -> frozenset[str] | None:
        """Its informants who were asked about any of these codes, or of its own; None without interview guide."""
        if self.asked is None:
            return None
        told = (self.asked.get(code, frozenset()) for code in codes or self.codes)
        return frozenset().union(*told) & self.cases.keys()

    def labels(self, attribute: str, more: Iterable[str] = ()) -> tuple[str, ...]:
        """The labels its informants have in an attribute, and these, by alphabet; "" last, where one has none."""
        found = {one.get(attribute, "") for one in self.cases.values()} | set(more)
        return tuple(sorted(found, key=lambda label: (not label, label.casefold(), label)))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a result: what it is of, its numbers, the codings they rest on, and what is to be looked at in it."""

    label: tuple[str, ...]
    numbers: Mapping[str, Number] = field(default_factory=dict)
    codings: tuple[UUID, ...] = ()
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a tactic found: figures over all, and rows in their order."""

    figures: Mapping[str, int | float | str | None]
    rows: tuple[Row, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values, as a database or a file keeps them."""
        return {
            "figures": dict(self.figures),
            "rows": [
                {
                    "label": list(row.label),
                    "numbers": dict(row.numbers),
                    "codings": [str(one) for one in row.codings],
                    "flag": row.flag,
                }
                for row in self.rows
            ],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Found":
        """What `as_json` made, again."""
        rows = (
            Row(tuple(one["label"]), dict(one["numbers"]), tuple(map(UUID, one["codings"])), one["flag"])
            for one in kept["rows"]
        )
        return cls(dict(kept["figures"]), tuple(rows))


def ids(facts: Iterable[Fact]) -> tuple[UUID, ...]:
    """Their codings in the order of the texts, each once."""
    return tuple(dict.fromkeys(one.coding for one in sorted(facts, key=place)))


def place(one: Fact) -> tuple[str, int, int, int, int]:
    """The order of the texts: by source, then by place."""
    return (one.source_name.casefold(), one.source.int, one.start, one.end, one.coding.int)
