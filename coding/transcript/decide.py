"""A person's decisions about the proposed speakers → the source to store. The text stays as it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from coding.model import Mark, Source, Speaker, SpeakerRole, Turn
from coding.transcript.reading import Reading


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one label: a role and a case, another label's turns, or no speaker at all."""

    role: SpeakerRole
    merge_with: str | None = None
    speaker: bool = True
    case: UUID | None = None


def accept(reading: Reading) -> Source:
    """The source with the detection's own proposals taken as they are."""
    return decide(reading.source, proposed(reading))


def proposed(reading: Reading) -> dict[str, Decision]:
    """The proposals as decisions, label by label."""
    return {
        proposal.label: Decision(
            proposal.role,
            merge_with=proposal.merge_with if proposal.suggestion == "merge" else None,
            speaker=proposal.suggestion != "not_a_speaker",
        )
        for proposal in reading.proposals
    }


def decide(source: Source, decisions: Mapping[str, Decision]) -> Source:
    """The source with labels merged, dropped, and given roles and cases; a label without a decision stays as it is.

    The lines of a dropped label, the label included, fall back to the turn before, or stand unattributed.
    """
    labels = [speaker.label for speaker in source.speakers]
    target = {label: _target(label, decisions) for label in labels}
    turns: list[Turn] = []
    freed: list[tuple[int, int]] = []
    for turn in source.turns:
        if turn.speaker is None or target.get(turn.speaker, turn.speaker) is not None:
            turns.append(replace(turn, speaker=target.get(turn.speaker, turn.speaker) if turn.speaker else None))
            continue
        start = _label_start(source, turn, turns[-1].end if turns else 0)
        freed.append((start, turn.start))
        if turns:
            turns[-1] = replace(turns[-1], end=turn.end)
        else:
            turns.append(Turn(start, turn.end, None))
    kept = [label for label in labels if target[label] == label]
    known = {speaker.label: speaker for speaker in source.speakers}
    speakers = tuple(_decided(known[label], decisions.get(label)) for label in kept)
    return replace(source, turns=tuple(turns), speakers=speakers, marks=_without(source.marks, freed))


def _target(label: str, decisions: Mapping[str, Decision]) -> str | None:
    """The label whose turns these become, None for no speaker; a circle of merges stays where it began."""
    seen = [label]
    while (decision := decisions.get(seen[-1])) and decision.speaker and decision.merge_with:
        if decision.merge_with in seen:
            return label
        seen.append(decision.merge_with)
    last = decisions.get(seen[-1])
    return None if last and not last.speaker else seen[-1]


def _label_start(source: Source, turn: Turn, after: int) -> int:
    """Where the dress of a turn's label begins."""
    labels = (mark for mark in source.marks if mark.kind == "label")
    return min((mark.start for mark in labels if after <= mark.start and mark.end <= turn.start), default=turn.start)


def _without(marks: tuple[Mark, ...], freed: list[tuple[int, int]]) -> tuple[Mark, ...]:
    """Marks without the labels that turned out to be words."""
    return tuple(
        mark
        for mark in marks
        if mark.kind != "label" or not any(start <= mark.start and mark.end <= end for start, end in freed)
    )


def _decided(speaker: Speaker, decision: Decision | None) -> Speaker:
    return replace(speaker, role=decision.role, case=decision.case or speaker.case) if decision else speaker
