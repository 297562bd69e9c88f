"""What suggesters work on: passages, a scheme of labels, decisions; and what they answer.

Plain values without a database: the stateless door, the tests and the pages hand over the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, Self, runtime_checkable

from coding.model import Language

Because = Literal["keyword", "words", "definition", "continues", "similar", "usual"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One segment: `id` is unique in the project, `doc` names its source; passages come in document order."""

    id: str
    doc: str
    text: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A keyword rule: words in this order, with at most `window` other words between two of them.

    `inflect` lets each word stand for all its inflected forms; an asterisk stands for any letters. A hit that overlaps
    a match of one of `avoid` (plain words, inflected like the rule) does not count.
    """

    words: str
    inflect: bool = True
    avoid: tuple[str, ...] = ()
    window: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """A code as a suggester sees it."""

    code: str
    name: str
    definition: str = ""
    patterns: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """The labels of a codebook in one language, in codebook order."""

    language: Language
    labels: tuple[Label, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(label.code for label in self.labels)


def scheme_from(plain: Mapping[str, Any]) -> Scheme:
    """A scheme again, from what `dataclasses.asdict` and JSON made of it."""
    labels = (
        Label(
            one["code"],
            one["name"],
            one["definition"],
            tuple(Pattern(**{**rule, "avoid": tuple(rule["avoid"])}) for rule in one["patterns"]),
        )
        for one in plain["labels"]
    )
    return Scheme(plain["language"], tuple(labels))


@dataclass(frozen=True, slots=True)
class Decided:
    """A passage somebody has read: the codes given to it; none means read and left uncoded. In the order of coding."""

    passage: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a code was suggested: what spoke, in which words, and how much it moved the score (logits)."""

    because: Because
    words: tuple[str, ...] = ()
    weight: float = 0.0
    passage: str | None = None


@dataclass(frozen=True, slots=True)
class Guess:
    """One code for one passage. `score` is a probability only where the suggester says it is calibrated."""

    code: str
    score: float
    show: bool = False
    evidence: tuple[str, ...] = ()


class Suggester(Protocol):
    """The two verbs that keyword rules and classifier answer to."""

    def fit(self, scheme: Scheme, corpus: Sequence[Passage], decided: Sequence[Decided] = ()) -> Self:
        """Learn from a project: all its passages in document order, and what was decided so far."""
        ...

    def suggest(self, passages: Sequence[Passage]) -> list[list[Guess]]:
        """For each passage every code with a score above 0, surest first."""
        ...


@runtime_checkable
class Follower(Protocol):
    """A suggester that heeds what was decided since it learned: what the passages before got counts at once."""

    follows: bool

    def suggest(self, passages: Sequence[Passage], decided: Sequence[Decided] | None = None) -> list[list[Guess]]:
        """As `Suggester.suggest`; `decided` are all decisions so far. A passage's own decision never counts for it."""
        ...
