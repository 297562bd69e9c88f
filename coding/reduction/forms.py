"""The summary form of a source: which fields it has, how two writers' words are joined, and how it is laid out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from babel.numbers import format_decimal

from coding.errors import Refused
from coding.model import (
    FIELD_SHAPES,
    Basis,
    Case,
    FormField,
    FormKind,
    Kind,
    Language,
    Point,
    Question,
    Source,
    Summary,
)
from coding.reduction.transcription import transcript_facts

FIELDS_SETTING = "summary_fields"

FIELDS: Mapping[Language, Mapping[FormKind, tuple[FormField, ...]]] = {
    "id": {
        "contact": (
            FormField("themes", "Isu atau tema pokok dari kontak ini"),
            FormField("questions", "Yang diketahui (atau belum) tentang tiap pertanyaan", "questions"),
            FormField("points", "Pokok-pokok yang menonjol", "points"),
            FormField("next", "Pertanyaan baru untuk kontak berikutnya"),
            FormField("surprises", "Yang mengejutkan atau di luar dugaan"),
        ),
        "document": (
            FormField("name", "Nama dan uraian dokumen"),
            FormField("event", "Peristiwa atau kontak yang terkait"),
            FormField("significance", "Arti penting dokumen"),
            FormField("contents", "Ringkasan isi"),
            FormField("points", "Pokok-pokok yang menonjol", "points"),
        ),
    },
    "en": {
        "contact": (
            FormField("themes", "Main issues or themes of this contact"),
            FormField("questions", "What was learned (or not) on each question", "questions"),
            FormField("points", "Salient points", "points"),
            FormField("next", "New questions for the next contact"),
            FormField("surprises", "What was surprising or unexpected"),
        ),
        "document": (
            FormField("name", "Name and description of the document"),
            FormField("event", "Event or contact it belongs to"),
            FormField("significance", "Why the document matters"),
            FormField("contents", "Brief summary of its contents"),
            FormField("points", "Salient points", "points"),
        ),
    },
}
"""What a project begins with, by its language."""

FORM_TITLES: Mapping[Language, Mapping[FormKind, str]] = {
    "id": {"contact": "Lembar Ringkasan Kontak", "document": "Lembar Ringkasan Dokumen"},
    "en": {"contact": "Contact Summary Form", "document": "Document Summary Form"},
}
POINT_HEADINGS: Mapping[Language, tuple[str, ...]] = {
    "id": ("No", "Pokok", "Tema atau kode", "Bobot", "Kutipan yang mendasari"),
    "en": ("No", "Point", "Theme or code", "Weight", "Excerpts it rests on"),
}
FORM_WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "blank": "(belum diisi)",
        "other": "Isian lain",
        "question": "Pertanyaan",
        "learned": "Yang diketahui",
        "no": "No",
        "writer": "Pengisi",
        "words": "Jumlah kata",
        "codings": "Pengodean per kode",
        "source": "Sumber",
        "gone": "tidak lagi dikodekan",
    },
    "en": {
        "blank": "(not filled in)",
        "other": "Other notes",
        "question": "Question",
        "learned": "What was learned",
        "no": "No",
        "writer": "Filled in by",
        "words": "Words",
        "codings": "Codings by code",
        "source": "Source",
        "gone": "no longer coded",
    },
}


LINES: Mapping[Language, str] = {"id": "baris", "en": "line"}
_DURATIONS = frozenset({"durasi", "lama", "duration", "length"})
_DURATION: Mapping[Language, str] = {"id": "Durasi", "en": "Duration"}
_MINUTES: Mapping[Language, str] = {"id": "{n} menit", "en": "{n} min"}


def source_facts(source: Source, informants: Sequence[Case], language: Language = "id") -> list[tuple[str, str]]:
    """What the program knows of a source, name and value: its informants, its header, how long it is."""
    facts = transcript_facts(source, informants, language)
    if not any(name.casefold().strip() in _DURATIONS for name, _value in facts) and source.moments:
        seconds = max(one.end or one.start for one in source.moments)
        facts.append((_DURATION[language], _MINUTES[language].format(n=max(1, round(seconds / 60)))))
    words = format_decimal(len(source.text.split()), locale=language)
    return [*facts, (FORM_WORDS[language]["words"], words)]


def form_of(kind: Kind) -> FormKind:
    """Which form a source of this kind has."""
    return "document" if kind == "document" else "contact"


# -- the fields -----------------------------------------------------------------------------------


def form_fields(settings: Mapping[str, Any], form: FormKind, language: Language = "id") -> tuple[FormField, ...]:
    """The fields of a form in their order: the project's own, else those of its language."""
    own = (settings.get(FIELDS_SETTING) or {}).get(form)
    if not own:
        return FIELDS[language][form]
    return tuple(FormField(one["key"], one["label"], one["shape"]) for one in own)


def kept_fields(many: Sequence[FormField], new_key: Callable[[], str]) -> list[dict[str, str]]:
    """Fields as a project's settings keep them; one without a label is left out, one without a key gets a new one.

    Refused where two of them share a key, or both take answers to the questions or salient points.
    """
    kept: list[dict[str, str]] = []
    for one in many:
        label = " ".join(one.label.split())[:200]
        if not label:
            continue
        if one.shape not in FIELD_SHAPES:
            raise Refused(why=one.shape)
        kept.append({"key": one.key or new_key(), "label": label, "shape": one.shape})
    for shape in ("questions", "points"):
        if sum(one["shape"] == shape for one in kept) > 1:
            raise Refused(why=shape)
    if len({one["key"] for one in kept}) < len(kept):
        raise Refused(why=FIELDS_SETTING)
    return kept


# -- two writers ----------------------------------------------------------------------------------


def tidied(one: Summary) -> Summary:
    """A form without what is empty: fields and answers without words, points that say and rest on nothing."""
    points = (replace(point, text=point.text.strip()) for point in one.points)
    return replace(
        one,
        texts={key: words.strip() for key, words in one.texts.items() if words.strip()},
        answers={key: words.strip() for key, words in one.answers.items() if words.strip()},
        points=tuple(point for point in points if point.text or point.excerpts),
    )


def joined(base: Summary, mine: Summary, theirs: Summary) -> tuple[Summary, list[str]]:
    """What two people made of one form, and where both wrote: there theirs stands, and mine has to be told.

    The places are keys of fields, words of questions, and the ids of points as text.
    """
    both: list[str] = []
    texts = _joined(base.texts, mine.texts, theirs.texts, both)
    answers = _joined(base.answers, mine.answers, theirs.answers, both)
    points = _joined(_by_id(base), _by_id(mine), _by_id(theirs), both)
    return replace(theirs, texts=texts, answers=answers, points=tuple(points.values())), both


def _by_id(one: Summary) -> dict[str, Point]:
    return {str(point.id): point for point in one.points}


def _joined(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any], both: list[str]) -> Any:
    there = dict(theirs)
    for key in dict.fromkeys((*base, *mine)):
        if mine.get(key) == base.get(key) or mine.get(key) == theirs.get(key):
            continue
        if theirs.get(key) != base.get(key):
            both.append(key)
        elif key in mine:
            there[key] = mine[key]
        else:
            there.pop(key, None)
    return there


def words_of(one: Summary) -> Iterable[str]:
    """Everything that somebody wrote on a form."""
    yield from one.texts.values()
    yield from one.answers.values()
    yield from (point.text for point in one.points)


# -- laid out -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FormPart:
    """A field as it is printed: its words, or a table with its headings."""

    title: str
    words: str = ""
    headings: tuple[str, ...] = ()
    rows: Sequence[Sequence[str | int]] = ()


def form_parts(
    one: Summary,
    fields: Sequence[FormField],
    questions: Sequence[Question],
    *,
    about: Callable[[UUID], str],
    excerpt: Callable[[Basis], str],
    language: Language = "id",
) -> list[FormPart]:
    """The fields of a form in their order, then what was written in fields it no longer has.

    `about` names a code or theme, `excerpt` tells the words of an excerpt with their place.
    """
    words = FORM_WORDS[language]
    parts = []
    for each in fields:
        if each.shape == "questions":
            rows = [(at, asked, said) for at, (asked, said) in enumerate(answered(one, questions), start=1)]
            parts.append(FormPart(each.label, "", (words["no"], words["question"], words["learned"]), rows))
        elif each.shape == "points":
            parts.append(FormPart(each.label, "", POINT_HEADINGS[language], _points(one.points, about, excerpt)))
        else:
            parts.append(FormPart(each.label, one.texts.get(each.key, "")))
    shapes = {each.shape for each in fields}
    others = [said for _key, said in left_over(one, fields)]
    if "questions" not in shapes:
        others += [f"{asked}: {said}" for asked, said in one.answers.items()]
    if others:
        parts.append(FormPart(words["other"], "\n".join(others)))
    if "points" not in shapes and one.points:
        parts.append(FormPart(words["other"], "", POINT_HEADINGS[language], _points(one.points, about, excerpt)))
    return parts


def answered(one: Summary, questions: Sequence[Question]) -> list[tuple[str, str]]:
    """Each question of the guide with what was learned on it; then answers to questions the guide no longer has."""
    asked = dict.fromkeys(question.words for question in questions)
    return [
        (words, one.answers.get(words, "")) for words in (*asked, *(key for key in one.answers if key not in asked))
    ]


def left_over(one: Summary, fields: Sequence[FormField]) -> list[tuple[str, str]]:
    """Key and words of what was written in fields that the form no longer has."""
    there = {each.key for each in fields if each.shape == "text"}
    return [(key, words) for key, words in one.texts.items() if key not in there]


def _points(
    points: Sequence[Point], about: Callable[[UUID], str], excerpt: Callable[[Basis], str]
) -> list[tuple[int, str, str, str, str]]:
    return [
        (
            at,
            point.text,
            about(point.about) if point.about else "",
            "" if point.weight is None else str(point.weight),
            "\n".join(excerpt(basis) for basis in point.excerpts),
        )
        for at, point in enumerate(points, start=1)
    ]
