"""Who asks and who tells: a guess from the label's words, the share of questions and the share of words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coding.model import SpeakerRole
from coding.transcript.vocabulary import INFORMANT, INTERVIEWER

_PART = re.compile(r"[^\W\d_]+")
_INFORMANT_CODE = re.compile(r"(?:ik|iu|ip|it|inf|res|r|nr|ns|sb)[-_ .]?\d+", re.IGNORECASE)
_ASIDE = 0.2
"""Below this part of an equal share of the words, somebody only dropped in."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one label said: turns, words, and turns with a question in them."""

    label: str
    turns: int
    words: int
    questions: int

    @property
    def asking(self) -> float:
        return self.questions / self.turns if self.turns else 0.0

    @property
    def length(self) -> float:
        return self.words / self.turns if self.turns else 0.0


def hear(label: str, said: Sequence[str]) -> Voice:
    """The voice behind a label, from the texts of its turns."""
    return Voice(label, len(said), sum(len(text.split()) for text in said), sum("?" in text for text in said))


def guess_roles(voices: Sequence[Voice]) -> Mapping[str, SpeakerRole]:
    """A role per label: words of the label first, then who asks most and speaks shortest; the others tell."""
    roles: dict[str, SpeakerRole] = {}
    for voice in voices:
        if role := _by_words(voice.label):
            roles[voice.label] = role
    rest = [voice for voice in voices if voice.label not in roles]
    if rest and "interviewer" not in roles.values() and len(voices) > 1:
        asker = _asker(rest, voices)
        if asker:
            roles[asker.label] = "interviewer"
    fair = sum(voice.words for voice in voices) / max(1, len(voices))
    for voice in rest:
        aside = len(voices) > 2 and voice.turns <= 2 and voice.words < fair * _ASIDE
        roles.setdefault(voice.label, "other" if aside else "informant")
    return roles


def _asker(rest: Sequence[Voice], voices: Sequence[Voice]) -> Voice | None:
    """Who asks most; of two who ask alike, who speaks much shorter, else who speaks first."""
    most = max(voice.turns for voice in voices)
    asker = max(rest, key=lambda voice: (_asks(voice, most), -voice.length))
    others = [voice for voice in voices if voice is not asker]
    if asker.asking >= 0.25 and asker.asking > max(voice.asking for voice in others):
        return asker
    if len(voices) != 2 or len(rest) != 2:
        return rest[0] if len(rest) == 1 and len(voices) == 2 else None
    brief, long = sorted(rest, key=lambda voice: voice.length)
    return brief if brief.length * 1.5 < long.length else rest[0]


def _asks(voice: Voice, most: int) -> float:
    """The share of turns that ask, weighted down for one who hardly speaks."""
    return voice.asking * min(1.0, 2 * voice.turns / max(1, most))


def _by_words(label: str) -> SpeakerRole | None:
    parts = [part.casefold() for part in _PART.findall(label)]
    if any(part in INTERVIEWER for part in parts):
        return "interviewer"
    if any(part in INFORMANT for part in parts) or _INFORMANT_CODE.fullmatch(label.strip()):
        return "informant"
    if any(part in ("notulis", "observer", "pengamat", "penerjemah", "translator") for part in parts):
        return "other"
    return None
