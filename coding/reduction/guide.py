"""The grid of an interview guide (kisi-kisi): which question asks which indicator of which informants, and the gaps."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from coding.errors import Notice
from coding.model import Case, Code, Codebook, Language, Question
from coding.reduction.informants import kind_of

QUESTIONS_SETTING = "questions"
FOCUS_SETTING = "focus"

GUIDE_HEADINGS: Mapping[Language, tuple[str, ...]] = {
    "id": ("No", "Fokus", "Dimensi", "Indikator", "Partisipan", "Teknik", "Nomor pertanyaan", "Jumlah"),
    "en": ("No", "Focus", "Dimension", "Indicator", "Participants", "Technique", "Numbers of questions", "Count"),
}
GUIDE_TITLES: Mapping[Language, str] = {"id": "Kisi-kisi Pedoman Wawancara", "en": "Grid of the Interview Guide"}
QUESTION_HEADINGS: Mapping[Language, tuple[str, ...]] = {
    "id": ("No", "Pertanyaan", "Indikator", "Informan"),
    "en": ("No", "Question", "Indicators", "Informants"),
}
QUESTION_TITLES: Mapping[Language, str] = {"id": "Pedoman Wawancara", "en": "Interview Guide"}
TECHNIQUES: Mapping[Language, str] = {"id": "Wawancara", "en": "Interview"}
EVERYBODY: Mapping[Language, str] = {"id": "semua", "en": "all"}


def questions(settings: Mapping[str, Any]) -> tuple[Question, ...]:
    """The questions of a project, in their order."""
    return tuple(
        Question(one["words"], tuple(map(UUID, one["codes"])), tuple(one["kinds"]), one.get("technique", ""))
        for one in settings.get(QUESTIONS_SETTING) or ()
    )


def kept(many: Sequence[Question]) -> list[dict[str, Any]]:
    """Questions as a project's settings keep them; one without words is left out."""
    return [
        {
            "words": " ".join(one.words.split()),
            "codes": [str(code) for code in dict.fromkeys(one.codes)],
            "kinds": list(dict.fromkeys(" ".join(kind.split()) for kind in one.kinds if kind.strip())),
            "technique": " ".join(one.technique.split()),
        }
        for one in many
        if one.words.strip()
    ]


def guide_rows(
    book: Codebook,
    many: Sequence[Question],
    cases: Sequence[Case],
    *,
    kinds: Sequence[str] = (),
    focus: str = "",
    language: Language = "id",
) -> list[tuple[int, str, str, str, str, str, str, int]]:
    """The rows under GUIDE_HEADINGS, one an indicator in codebook order; an indicator without a question has 0.

    The focus is the one given, else the topmost group above the dimension. `kinds` says in which order those who are
    asked are named.
    """
    rows = []
    for number, code in enumerate(book.codable(), start=1):
        asked = [(at, one) for at, one in enumerate(many, start=1) if code.id in one.codes]
        above = _above(book, code)
        dimension = above[0].label(language, book.language) if above else ""
        top = above[-1].label(language, book.language) if len(above) > 1 else ""
        techniques = dict.fromkeys(one.technique or TECHNIQUES[language] for _at, one in asked)
        rows.append(
            (
                number,
                focus or top,
                dimension,
                f"{code.key} {code.label(language, book.language)}",
                _participants([one for _at, one in asked], cases, kinds, language),
                ", ".join(techniques),
                ", ".join(str(at) for at, _one in asked),
                len(asked),
            )
        )
    return rows


def joined(rows: Sequence[Sequence[object]], columns: Sequence[int] = (1, 2)) -> list[tuple[int, int, int]]:
    """Where a column (of GUIDE_HEADINGS: focus, dimension) says the same in rows that follow each other.

    Column, first and last row, from 0. A later column is joined only within what the ones before it join; empty cells
    stay apart.
    """
    found = []
    for place, column in enumerate(columns):
        keys = [tuple(row[each] for each in columns[: place + 1]) for row in rows]
        first = 0
        for at in range(1, len(rows) + 1):
            if at == len(rows) or keys[at] != keys[first]:
                if at - first > 1 and keys[first][-1]:
                    found.append((column, first, at - 1))
                first = at
    return found


def question_rows(
    book: Codebook, many: Sequence[Question], language: Language = "id"
) -> list[tuple[int, str, str, str]]:
    """The rows under QUESTION_HEADINGS, one a question."""
    return [
        (
            at,
            one.words,
            ", ".join(code.key for code in book.codes if code.id in one.codes),
            ", ".join(one.kinds) or EVERYBODY[language],
        )
        for at, one in enumerate(many, start=1)
    ]


def asked_by_kind(
    book: Codebook, many: Sequence[Question], kinds: Sequence[str]
) -> list[tuple[Code, list[tuple[int, ...]]]]:
    """Each indicator with the numbers of the questions that each kind of informant is asked about it."""
    return [
        (
            code,
            [
                tuple(at for at, one in enumerate(many, start=1) if code.id in one.codes and _asks(one, kind))
                for kind in kinds
            ],
        )
        for code in book.codable()
    ]


def check_guide(
    book: Codebook, many: Sequence[Question], cases: Sequence[Case], declared: Sequence[str] = ()
) -> list[Notice]:
    """The gaps of a guide: one sentence each, none where every indicator is asked of somebody who is there."""
    there = {kind_of(case).casefold() for case in cases if kind_of(case)}
    known = {label.casefold() for label in declared} | there
    codable = {code.id for code in book.codable()}
    asked = {code for one in many for code in one.codes}
    lonely = [
        code.key
        for code in book.codable()
        if (about := [one for one in many if code.id in one.codes])
        and not any(_asks(one, kind) for one in about for kind in there)
    ]
    kinds = dict.fromkeys(kind for one in many for kind in one.kinds)
    gaps = (
        (
            Notice("No question asks for these indicators: {names}."),
            [code.key for code in book.codable() if code.id not in asked],
        ),
        (
            Notice("These questions ask for no indicator: {names}."),
            [str(at) for at, one in enumerate(many, start=1) if not codable & set(one.codes)],
        ),
        (Notice("Nobody among the informants is asked about these indicators: {names}."), lonely),
        (
            Notice("Questions name kinds of informants that do not exist: {names}."),
            [kind for kind in kinds if kind.casefold() not in known],
        ),
        (
            Notice("No question is meant for these kinds of informants: {names}."),
            [kind for kind in dict.fromkeys(declared) if many and not any(_asks(one, kind) for one in many)],
        ),
    )
    return [Notice(gap.sentence, {"names": ", ".join(names)}) for gap, names in gaps if names]


def _asks(one: Question, kind: str) -> bool:
    return not one.kinds or kind.casefold() in {each.casefold() for each in one.kinds}


def _participants(asked: Sequence[Question], cases: Sequence[Case], order: Sequence[str], language: Language) -> str:
    """The kinds of informants asked, each with the codes of those there are; everybody where no kind is named."""
    wanted = {kind.casefold(): kind for one in asked for kind in one.kinds}
    if any(not one.kinds for one in asked):
        for case in cases:
            if kind := kind_of(case):
                wanted.setdefault(kind.casefold(), kind)
        wanted = wanted or {"": EVERYBODY[language]}
    places = {kind.casefold(): place for place, kind in enumerate(order)}
    parts = []
    for folded, kind in sorted(wanted.items(), key=lambda one: places.get(one[0], len(places))):
        keys = [case.key for case in cases if folded and kind_of(case).casefold() == folded]
        parts.append(f"{kind} ({', '.join(keys)})" if keys else kind)
    return "\n".join(parts)


def _above(book: Codebook, code: Code) -> list[Code]:
    """The groups a code stands under, the nearest first."""
    found: list[Code] = []
    parent = book.find(code.parent) if code.parent else None
    while parent is not None and parent not in found:
        found.append(parent)
        parent = book.find(parent.parent) if parent.parent else None
    return found
