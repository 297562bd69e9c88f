"""A source and a better file of the same talk → the source as the file has it, with what people decided about it.

Turns, marks, times and pages are those of the file. Who speaks behind a printed label was decided when the first file
came in, or since: the same printed label stands for the same speaker again.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from coding.model import Source, Speaker, Turn
from coding.transcript.correction import Correction, check_text, labels_before
from coding.transcript.revision import Revision, Spans, revise


def renew(source: Source, fresh: Source, words: int, keep: Spans = ()) -> Correction:
    """The source with the text and structure of `fresh`, and how its text came about; `words` are said in it.

    `keep` are spans that should come through where the edits leave a choice. Refuses as `correction.correct` does:
    what is the same (TextUnchanged), has no words (TextEmpty), is too long (TooLarge) or can't be stored (LettersLost).
    """
    check_text(source, fresh.text)
    labels = [(mark.start, mark.end) for mark in source.marks if mark.kind == "label"]
    revision = revise(source.text, fresh.text, [*keep, *labels])
    turns = _turns(source, fresh, revision)
    renewed = replace(
        source,
        text=fresh.text,
        format=fresh.format,
        reader=fresh.reader,
        turns=turns,
        marks=fresh.marks,
        moments=fresh.moments,
        pages=fresh.pages,
        lines=fresh.lines,
        header=_header(source, fresh),
        speakers=_speakers(source, fresh, turns),
    )
    return Correction(renewed, revision, words)


def _printed(source: Source) -> list[str]:
    """What is printed before each turn; nothing where no label is."""
    return [source.text[marks[0].start : marks[0].end] if marks else "" for marks in labels_before(source)]


def _turns(source: Source, fresh: Source, revision: Revision) -> tuple[Turn, ...]:
    """The turns of the file; one that stood so before is said by whom it was said, whatever its label says."""
    before, now = _printed(source), _printed(fresh)
    voices: dict[str, Counter[str | None]] = {}
    stood: dict[tuple[int, int, str], str | None] = {}
    for turn, label in zip(source.turns, before, strict=True):
        if label:
            voices.setdefault(label, Counter())[turn.speaker] += 1
        carried = revision.carry(turn.start, turn.end)
        if carried.fared == "same":
            stood[carried.start, carried.end, label] = turn.speaker
    decided = {label: speakers.most_common(1)[0][0] for label, speakers in voices.items()}
    return tuple(
        replace(turn, speaker=stood.get((turn.start, turn.end, label), decided.get(label, turn.speaker)))
        for turn, label in zip(fresh.turns, now, strict=True)
    )


def _speakers(source: Source, fresh: Source, turns: Sequence[Turn]) -> tuple[Speaker, ...]:
    """Who speaks: with role and Case as decided, in the file's guess where somebody is new."""
    known = {voice.label: voice for voice in source.speakers}
    guessed = {voice.label: Speaker(voice.label, voice.role) for voice in fresh.speakers}
    labels = dict.fromkeys(turn.speaker for turn in turns if turn.speaker is not None)
    return tuple(known.get(label) or guessed.get(label) or Speaker(label) for label in labels)


def _header(source: Source, fresh: Source) -> Mapping[str, str]:
    """The printed values as the file prints them; what people wrote themselves stays."""
    own = {key: value for key, value in source.header.items() if key not in fresh.header or value not in source.text}
    return {**fresh.header, **own}
