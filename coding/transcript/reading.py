"""What detection proposes about a file: nothing is decided until a person, or the command line, says so."""

from dataclasses import dataclass
from typing import Literal

from coding.errors import Notice
from coding.model import Source, SpeakerRole

Suggestion = Literal["keep", "merge", "not_a_speaker"]


@dataclass(frozen=True, slots=True)
class SpeakerProposal:
    """A label as shown, how many turns it heads, how the first begins, and what is proposed to be made of it."""

    label: str
    turns: int
    first_words: str
    role: SpeakerRole
    suggestion: Suggestion = "keep"
    merge_with: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A source as it would be stored with every label a speaker, and the proposals that `decide.accept` applies.

    `words` counts what was said: no labels, no header, no printed times.
    """

    source: Source
    proposals: tuple[SpeakerProposal, ...] = ()
    warnings: tuple[Notice, ...] = ()
    words: int = 0
