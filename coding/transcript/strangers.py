"""Labels that a correction wrote at the beginning of a line and that name no speaker of the source."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from coding.model import Source
from coding.transcript.labels import Candidate, Heads, split_rows
from coding.transcript.revision import Revision


@dataclass(frozen=True, slots=True)
class Stranger:
    """A label as printed on a line, the name in it, and as whose words the line is taken (None: nobody's)."""

    line: int
    printed: str
    label: str
    speaker: str | None


def strangers(source: Source, revision: Revision, voices: Mapping[str, str]) -> tuple[Stranger, ...]:
    """Those in a corrected source, in order; none where it has no speakers, for there every colon would look like one.

    Only lines whose beginning was written count: what stood there before was decided about when it was read. `voices`
    says whose words they are behind labels that somebody was asked about.
    """
    if not source.speakers:
        return ()
    text = source.text
    known = {mark.start for mark in source.marks if mark.kind == "label"}
    unsaid = [(mark.start, mark.end) for mark in source.marks if mark.kind == "header"]
    rows = split_rows(text, unsaid)
    found = []
    for one in Heads(text, rows, []).candidates():
        begin = rows[one.row].start
        start = begin + len(text[begin : one.end]) - len(text[begin : one.end].lstrip())
        printed = text[start : one.end].strip()
        if (start in known and printed not in voices) or not _names(one, printed):
            continue
        if _written(revision, begin, one.end):
            inside = next((turn.speaker for turn in source.turns if turn.start <= start < turn.end), None)
            speaker = voices[printed] if start in known else inside
            found.append(Stranger(bisect_right(source.lines, start), printed, one.label, speaker))
    return tuple(found)


def _names(one: Candidate, printed: str) -> bool:
    return one.shape == "colon" and one.look in ("role", "code", "name") and printed.startswith(one.label)


def _written(revision: Revision, start: int, end: int) -> bool:
    return any(edit.to < end and edit.upto >= start and edit.to < edit.upto for edit in revision.edits)
