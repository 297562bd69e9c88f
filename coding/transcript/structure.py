"""Rendered text → Reading: header, turns, times, speakers, lines, language, kind, all as spans over the text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coding.errors import Notice
from coding.model import Mark, Source, Speaker, SpeakerRole, Turn
from coding.transcript.forms import form_labels
from coding.transcript.header import Header, find_header, up_to_the_talk
from coding.transcript.kind import first_guess, guess_kind
from coding.transcript.labels import Candidate, Heads, Row, split_rows
from coding.transcript.language import guess_language
from coding.transcript.lines import lines
from coding.transcript.looks import base_key, label_key, look_of, remark
from coding.transcript.margins import counted_on, margin_numbers
from coding.transcript.reading import Reading, SpeakerProposal
from coding.transcript.rendered import Rendered
from coding.transcript.roles import guess_roles, hear
from coding.transcript.settle import settle
from coding.transcript.speakers import choose
from coding.transcript.times import Time, find_times
from coding.transcript.turns import Unsaid, build_turns, find_moments, label_marks
from coding.transcript.vocabulary import word_set

_FIRST_WORDS = 12
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_SAID = re.compile(r"\w")
_PASSING = word_set("guest probe tamu cont continued lanjutan online zoom off-mic external host unverified you")
"""Remarks in brackets that say nothing about who somebody is."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A source without its frame, and the labels that are most likely nobody."""

    source: Source
    notes: frozenset[str] = frozenset()


def structure(rendered: Rendered, name: str) -> Reading:
    """What a text holds, as proposed to a person; `name` is the file's and loses its extension.

    Never raises: text without labels is one turn without a speaker.
    """
    title = source_name(name)
    found = _given(rendered, title) if _has_speakers(rendered) else _detected(rendered, title)
    source = replace(found.source, lines=lines(rendered.text))
    unsaid = Unsaid(source.text, ((mark.start, mark.end) for mark in source.marks))
    said: dict[str, list[str]] = {}
    for turn in source.turns:
        if turn.speaker is not None:
            said.setdefault(turn.speaker, []).append(unsaid.said(turn.start, turn.end))
    # Labels are no words of a language: many a transcript in Indonesian has an “I:” on every second line.
    spoken = " ".join(unsaid.said(turn.start, turn.end) for turn in source.turns)
    source = replace(source, language=guess_language(spoken))
    notes = found.notes | form_labels(source.turns, said)
    roles = _roles(said, notes)
    source = replace(source, speakers=tuple(Speaker(label, roles[label]) for label in said))
    return Reading(source, _proposals(said, roles, notes), _warnings(rendered, source), _count(spoken))


def source_name(name: str) -> str:
    """The name of a source for a file: no folder, no extension, no blanks at the ends."""
    base = " ".join(re.split(r"[\\/]", name)[-1].split())
    return (_EXTENSION.sub("", base).strip() or base or name.strip())[:200]


def _has_speakers(rendered: Rendered) -> bool:
    return rendered.turns is not None and any(turn.speaker for turn in rendered.turns)


def _given(rendered: Rendered, title: str) -> _Found:
    """A format that names its speakers: variants of one label join, nothing else is looked for."""
    turns, shown = [], dict[str, str]()
    for turn in rendered.turns or ():
        label = turn.speaker.strip().rstrip(":").strip() if turn.speaker else ""
        turns.append(replace(turn, speaker=shown.setdefault(label_key(label), label) if label else None))
    header = dict(rendered.header)
    first = first_guess(title, rendered.text, header)
    source = _source(rendered, title, header)
    kind = guess_kind(first, title, speakers=len(shown), paged=bool(rendered.pages))
    notes = frozenset(label for label in shown.values() if look_of(label) == "note")
    return _Found(replace(source, kind=kind, turns=tuple(turns), moments=rendered.moments), notes)


def _source(rendered: Rendered, title: str, header: Mapping[str, str]) -> Source:
    return Source(
        name=title,
        text=rendered.text,
        format=rendered.format,
        reader=rendered.version,
        marks=rendered.marks,
        pages=rendered.pages,
        header=header,
    )


def _detected(rendered: Rendered, title: str) -> _Found:
    text = rendered.text
    hidden = sorted((mark.start, mark.end) for mark in rendered.marks)
    rows = split_rows(text, hidden)
    numbers = margin_numbers(text, rows) if rendered.turns is None else []
    if numbers:
        rendered = replace(rendered, marks=(*rendered.marks, *(Mark(start, end, "page") for start, end in numbers)))
        hidden = sorted([*hidden, *numbers])
        rows = split_rows(text, hidden)
    times = [time for time in find_times(text) if rendered.turns is None and not _inside(time, hidden)]
    clocks = [time.start for time in times]
    heads = Heads(text, rows, times)
    candidates = settle(heads.candidates(), heads.dashed)
    header = find_header(text, rows, candidates) if rendered.turns is None else Header()
    values = {**rendered.header, **header.values}
    first = first_guess(title, _without(text, hidden), values)
    strict = first in ("observation", "document") or rendered.turns is not None
    opening = header if strict else up_to_the_talk(text, rows, header, _first_voice(candidates, header.rows), clocks)
    begin = next((at for at in range(opening.rows, len(rows)) if not heads.only_time(at)), opening.rows)
    choices = choose(text, rows, candidates, begin, strict)
    if not choices and not header.values:
        header = Header()
    talks = [choice.candidate for choice in choices if not choice.note]
    if len(talks) > 1 and not strict:
        header = up_to_the_talk(text, rows, header, talks[0].row, clocks)
    labelled = _labelled([choice.candidate for choice in choices])
    notes = frozenset(label for choice, (_, label) in zip(choices, labelled, strict=True) if choice.note)
    source = _source(rendered, title, values)
    if rendered.turns is not None and not labelled:
        kind = guess_kind(first, title, speakers=0, paged=bool(rendered.pages))
        return _Found(replace(source, kind=kind, turns=rendered.turns, moments=rendered.moments))
    counted = counted_on(text, rows, [head.row for head, _ in labelled]) if labelled else []
    rendered = replace(rendered, marks=(*rendered.marks, *(Mark(start, end, "page") for start, end in counted)))
    source = _spans(rendered, rows, header, times, labelled, source)
    kind = guess_kind(first, title, speakers=len({label for _, label in labelled} - notes), paged=bool(rendered.pages))
    return _Found(replace(source, kind=kind), notes)


def _first_voice(candidates: Sequence[Candidate], begin: int) -> int:
    """The first row behind the header that begins with something like a person's label."""
    voices = (one.row for one in candidates if one.row >= begin and one.look not in ("phrase", "note"))
    return next(voices, begin)


def _without(text: str, hidden: Sequence[tuple[int, int]]) -> str:
    """The text without the spans that a page's furniture takes."""
    borders = [0, *(offset for span in hidden for offset in span), len(text)]
    return "".join(text[start:end] for start, end in zip(borders[::2], borders[1::2], strict=True))


def _inside(time: Time, hidden: Sequence[tuple[int, int]]) -> bool:
    return any(start <= time.start < end for start, end in hidden)


def _labelled(candidates: Sequence[Candidate]) -> list[tuple[Candidate, str]]:
    """Each head with its label as first shown."""
    shown: dict[str, str] = {}
    return [(candidate, shown.setdefault(candidate.key, candidate.label)) for candidate in candidates]


def _spans(
    rendered: Rendered,
    rows: Sequence[Row],
    header: Header,
    times: Sequence[Time],
    heads: Sequence[tuple[Candidate, str]],
    source: Source,
) -> Source:
    text = rendered.text
    marks = list(rendered.marks)
    begin = 0
    if header.rows:
        begin = rows[header.rows - 1].end
        marks.append(Mark(rows[0].start, begin, "header"))
    extra = [time for head, _ in heads for time in head.times]
    printed = sorted({time for time in (*times, *extra) if time.start >= begin}, key=lambda time: time.start)
    marks += [Mark(time.start, time.end, "time") for time in printed]
    marks += label_marks(text, (head for head, _ in heads), printed)
    unsaid = Unsaid(text, ((mark.start, mark.end) for mark in marks))
    turns: tuple[Turn, ...] = build_turns(text, begin, heads, unsaid)
    moments = rendered.moments or find_moments(printed, turns, unsaid)
    return replace(source, marks=tuple(sorted(marks, key=lambda m: (m.start, m.end))), turns=turns, moments=moments)


def _roles(said: Mapping[str, Sequence[str]], notes: frozenset[str]) -> dict[str, SpeakerRole]:
    voices = [hear(label, texts) for label, texts in said.items() if label not in notes]
    return {**dict.fromkeys(said, "other"), **guess_roles(voices)}


def _proposals(
    said: Mapping[str, Sequence[str]], roles: Mapping[str, SpeakerRole], notes: frozenset[str]
) -> tuple[SpeakerProposal, ...]:
    families: dict[str, list[str]] = {}
    for label in said:
        if label not in notes:
            families.setdefault(base_key(label), []).append(label)
    proposals = []
    for label, texts in said.items():
        first = " ".join(texts[0].split()[:_FIRST_WORDS])
        target = _merges(label, families.get(base_key(label), ()))
        proposal = SpeakerProposal(label, len(texts), first, roles[label])
        if label in notes:
            proposal = replace(proposal, suggestion="not_a_speaker")
        elif target:
            proposal = replace(proposal, suggestion="merge", merge_with=target, role=roles[target])
        proposals.append(proposal)
    return tuple(proposals)


def _merges(label: str, family: Sequence[str]) -> str | None:
    """The label shown first of the same name, where remarks in brackets do not tell two people apart."""
    if len(family) < 2 or family[0] == label:
        return None
    remarks = {remark(other) for other in family if remark(other)}
    telling = {one for one in remarks if not set(re.split(r"[^\w-]+", one)) & _PASSING}
    return None if len(telling) > 1 else family[0]


def _warnings(rendered: Rendered, source: Source) -> tuple[Notice, ...]:
    if source.kind == "interview" and not source.speakers:
        return (*rendered.warnings, Notice("No speakers were recognised; the text stays in one piece."))
    return rendered.warnings


def _count(text: str) -> int:
    return sum(bool(_SAID.search(word)) for word in text.split())
