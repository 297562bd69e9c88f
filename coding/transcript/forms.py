"""Labels that head no speech: fields of a form between the turns, told from people by what stands behind them."""

from collections.abc import Mapping, Sequence

from coding.model import Turn
from coding.transcript.looks import look_of

_FIELD_WORDS = 6
_ANSWER_WORDS = 3
_RUN = 3
_ENDS = (".", "?", "!", "…", '"', "”", ")", "-", "–", "//")


def form_labels(turns: Sequence[Turn], said: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The labels that are most likely fields: nothing behind them ends like a sentence, where people's words do."""
    people = [label for label in said if look_of(label) in ("role", "code")]
    suspects = {label for label in said if label not in people and _never_talks(said[label])}
    others = [text for label, texts in said.items() if label not in suspects for text in texts]
    talking = sum(_sentence(text) for text in others)
    if len(said) - len(suspects) < 2 or talking < 0.7 * len(others):
        return frozenset()
    repeated = {label for label in suspects if len(said[label]) >= _RUN and _brief(said[label])}
    return frozenset(repeated | _runs(turns, {label for label in suspects if len(said[label]) == 1}))


def _sentence(text: str) -> bool:
    return text.rstrip("*_ ").endswith(_ENDS)


def _never_talks(texts: Sequence[str]) -> bool:
    return not any(_sentence(text) or len(text.split()) > _FIELD_WORDS for text in texts)


def _brief(texts: Sequence[str]) -> bool:
    return all(len(text.split()) <= _ANSWER_WORDS for text in texts)


def _runs(turns: Sequence[Turn], single: set[str]) -> set[str]:
    """Three or more fields on end, each only once."""
    found: set[str] = set()
    run: list[str] = []
    for turn in (*turns, Turn(0, 0, None)):
        if turn.speaker in single and turn.speaker is not None:
            run.append(turn.speaker)
            continue
        if len(run) >= _RUN:
            found.update(run)
        run = []
    return found
