"""A transcript as the appendix of a thesis prints it: numbered lines, who speaks, and what was said."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from uuid import UUID

from coding.model import Case, Language, Source

TRANSCRIPT_HEADINGS: Mapping[Language, tuple[str, ...]] = {
    "id": ("No baris", "Pelaku", "Ujaran"),
    "en": ("Line", "Speaker", "Words"),
}
TRANSCRIPT_TITLES: Mapping[Language, Mapping[str, str]] = {
    "id": {"interview": "Transkrip Wawancara", "observation": "Catatan Observasi", "document": "Dokumen"},
    "en": {"interview": "Interview Transcript", "observation": "Observation Notes", "document": "Document"},
}
_CODE: Mapping[Language, str] = {"id": "Kode informan", "en": "Informant"}
_ASKS: Mapping[Language, str] = {"id": "P", "en": "I"}
_TITLE: Mapping[Language, str] = {"id": "Judul", "en": "Title"}
_NAMES_INFORMANT = {"kode", "kode informan", "informan", "code", "informant"}
_FROM_CASE = ("tanggal", "waktu", "tempat", "durasi", "date", "time", "place", "duration")


def transcript_rows(
    source: Source, cases: Mapping[UUID, Case], language: Language = "id"
) -> list[tuple[int, str, str]]:
    """The rows under TRANSCRIPT_HEADINGS, with the numbers that quotations refer to.

    Lines of the header, printed times, page numbers and labels are not said by anybody: their lines are left out, and
    keep their numbers. A speaker stands where a turn begins, by the informant's code or, alone in asking, as P.
    """
    names = _names(source, cases, language)
    begins: dict[int, list[str]] = {}
    at = 0
    for turn in sorted(source.turns, key=lambda one: one.start):
        while at + 1 < len(source.lines) and source.lines[at + 1] <= turn.start:
            at += 1
        name = names.get(turn.speaker or "", turn.speaker or "")
        if name and (not begins.get(at) or begins[at][-1] != name):
            begins.setdefault(at, []).append(name)
    said = _said(source)
    rows = []
    for number, words in enumerate(said, start=1):
        if words:
            rows.append((number, " · ".join(begins.pop(number - 1, [])), words))
        elif number < len(said) and (above := begins.pop(number - 1, None)):
            begins[number] = [*above, *begins.get(number, [])]
    return rows


def quoted_rows(
    source: Source, rows: Sequence[tuple[int, str, str]], start: int, end: int, around: int = 1
) -> list[tuple[int, str, list[tuple[str, bool]]]]:
    """The numbered lines of `[start, end)` and so many `around`: number, speaker, and words in pieces, True if quoted.

    `rows` are those of `transcript_rows`. The first line names who is speaking there, wherever the turn began.
    """
    first = max(bisect_right(source.lines, start), 1) - around
    last = max(bisect_right(source.lines, end - 1), 1) + around
    speaking = ""
    found: list[tuple[int, str, list[tuple[str, bool]]]] = []
    for number, speaker, words in rows:
        speaking = speaker or speaking
        if not first <= number <= last:
            continue
        begin = source.lines[number - 1]
        stop = source.lines[number] if number < len(source.lines) else len(source.text)
        low, high = max(begin, min(start, stop)), max(begin, min(end, stop))
        pieces = [(words, False)]
        if low < high:
            cuts = ((begin, low, False), (low, high, True), (high, stop, False))
            pieces = _pieces([(_spoken(source, a, b), quoted) for a, b, quoted in cuts])
        found.append((number, speaker if found else speaking, pieces))
    return found


def _pieces(parts: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The parts of a line with single blanks, none at its ends."""
    made: list[tuple[str, bool]] = []
    for words, quoted in parts:
        single = re.sub(r"\s+", " ", words)
        if not made or made[-1][0].endswith(" "):
            single = single.lstrip()
        if single:
            made.append((single, quoted))
    if made:
        made[-1] = (made[-1][0].rstrip(), made[-1][1])
    return [one for one in made if one[0]]


def _spoken(source: Source, start: int, end: int) -> str:
    """The words of `[start, end)` without what nobody said."""
    pieces, at = [], start
    for mark in source.marks:
        if mark.start < end and mark.end > at:
            pieces.append(source.text[at : max(mark.start, at)])
            at = mark.end
    return "".join(pieces) + (source.text[at:end] if at < end else "")


def transcript_facts(source: Source, informants: Sequence[Case], language: Language = "id") -> list[tuple[str, str]]:
    """What stands above a transcript: the informants, then its header; a date or place it lacks is the informant's."""
    facts = [(_CODE[language], ", ".join(one.key for one in informants))] if informants else []
    for name, value in source.header.items():
        if not informants or name.casefold().strip() not in _NAMES_INFORMANT:
            facts.append((_TITLE[language] if name == "Title" else name, value))
    if len(informants) == 1:
        there = {name.casefold().strip() for name in source.header}
        noted = informants[0].attributes
        facts += [(key.capitalize(), noted[key]) for key in _FROM_CASE if noted.get(key) and key not in there]
    return facts


def _names(source: Source, cases: Mapping[UUID, Case], language: Language) -> dict[str, str]:
    asking = [voice.label for voice in source.speakers if voice.role == "interviewer"]
    names = {}
    for voice in source.speakers:
        case = cases.get(voice.case) if voice.case else None
        if case is not None:
            names[voice.label] = case.key
        elif asking == [voice.label]:
            names[voice.label] = _ASKS[language]
    return names


def _said(source: Source) -> list[str]:
    """The words of each numbered line, without what nobody said."""
    ends = [*source.lines[1:], len(source.text)][: len(source.lines)]
    marks = sorted(source.marks, key=lambda mark: mark.start)
    said, first = [], 0
    for start, end in zip(source.lines, ends, strict=True):
        while first < len(marks) and marks[first].end <= start:
            first += 1
        pieces, at, here = [], start, first
        while here < len(marks) and marks[here].start < end:
            pieces.append(source.text[at : max(marks[here].start, at)])
            at = max(at, marks[here].end)
            here += 1
        pieces.append(source.text[at:end] if at < end else "")
        said.append(re.sub(r"\s+", " ", "".join(pieces)).strip())
    return said
