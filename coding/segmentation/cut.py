"""A source in segments of one unit, each with speaker and stable id."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from uuid import UUID, uuid5

from coding.model import Mark, Segment, Source, Unit
from coding.segmentation.paragraph import paragraphs
from coding.segmentation.sentence import sentences
from coding.segmentation.spoken import said, stretches

_NAMESPACE = UUID("5b0c9f2e-0f4b-4f0e-9d7a-3f6f4b8d2a11")


def turns(source: Source) -> list[tuple[int, int]]:
    """Spans of the turns as they stand in the source."""
    return [(turn.start, turn.end) for turn in stretches(source)]


UNITS_OF: dict[Unit, Callable[[Source], list[tuple[int, int]]]] = {
    "turn": turns,
    "sentence": sentences,
    "paragraph": paragraphs,
}


def segments(source: Source, unit: Unit, *, spans: Sequence[tuple[int, int]] | None = None) -> list[Segment]:
    """The segments of a source in the order of its text; spans without words are left out.

    `spans` are offsets stored earlier (the sentences of an import); without them they are worked out anew. The id
    depends on the source's id (its name, if it has none), text version, unit and offsets only.
    """
    owners = stretches(source)
    starts = [turn.start for turn in owners]
    marks = tuple(sorted(source.marks, key=lambda mark: mark.start))
    reaches = list(accumulate((mark.end for mark in marks), max))
    found = []
    for start, end in UNITS_OF[unit](source) if spans is None else spans:
        near = bisect_right(reaches, start)
        inside = tuple(_until(marks, near, end))
        text = said(source.text, start, end, inside) if inside else source.text[start:end].strip()
        owner = bisect_right(starts, start) - 1
        speaker = owners[owner].speaker if owner >= 0 else None
        if text:
            found.append(Segment(_id(source, unit, start, end), source.name, unit, start, end, speaker, text))
    return found


def _until(marks: Sequence[Mark], near: int, end: int) -> Iterator[Mark]:
    while near < len(marks) and marks[near].start < end:
        yield marks[near]
        near += 1


def _id(source: Source, unit: Unit, start: int, end: int) -> UUID:
    return uuid5(_NAMESPACE, f"{source.id or source.name}\n{source.text_version}\n{unit}\n{start}\n{end}")
