"""A quotation and the reference under it: `“…” (IK-01, W1, b. 34-41)`, by a template per kind of source.

A template names its places in braces: {informan}, {wawancara}, {tanggal}, {baris}, {halaman}, {sumber}, {pelaku}, or
the same in English. A place without a value goes, and with it the words before it up to the next comma or bracket.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from coding.dates import header_date
from coding.errors import TemplateBroken, TemplateUnknown
from coding.model import KINDS, Excerpt, Kind, Language

PLACES = ("informan", "wawancara", "tanggal", "baris", "halaman", "sumber", "pelaku")
_ENGLISH = dict(zip(("informant", "interview", "date", "lines", "page", "source", "speaker"), PLACES, strict=True))
_KNOWN = {**{name: name for name in PLACES}, **_ENGLISH}

DEFAULTS: Mapping[Language, Mapping[Kind, str]] = {
    "id": {
        "interview": "({informan}, W{wawancara}, b. {baris})",
        "observation": "({sumber}, {tanggal}, b. {baris})",
        "document": "({sumber}, hlm. {halaman})",
    },
    "en": {
        "interview": "({informant}, I{interview}, l. {lines})",
        "observation": "({source}, {date}, l. {lines})",
        "document": "({source}, p. {page})",
    },
}
"""What a project begins with, by its language."""

SETTING = "quotation"
_TOKEN = re.compile(r"\{([^{}]*)\}")
_FILE_ENDING = re.compile(r"\.(txt|md|docx|odt|rtf|pdf|html?|vtt|srt|csv|tsv|xlsx|ods|json)$", re.IGNORECASE)
_DATE_FORM: Mapping[Language, str] = {"id": "%d-%m-%Y", "en": "%Y-%m-%d"}
_LINE_LABEL: Mapping[Language, str] = {"id": "b. {baris}", "en": "l. {baris}"}


def check_template(template: str) -> str:
    """The template in one line; TemplateUnknown for a place nobody can fill, TemplateBroken for a lone brace."""
    one_line = " ".join(template.split())
    for name in _TOKEN.findall(one_line):
        if name.strip().casefold() not in _KNOWN:
            known = ", ".join(f"{{{place}}}" for place in PLACES)
            raise TemplateUnknown(place=f"{{{name}}}", known=known)
    if set(_TOKEN.sub("", one_line)) & set("{}"):
        raise TemplateBroken(template=one_line)
    return _TOKEN.sub(lambda found: f"{{{found[1].strip().casefold()}}}", one_line)


def templates(settings: Mapping[str, Any], language: Language = "id") -> dict[Kind, str]:
    """The template of each kind: the project's own, else that of its language."""
    chosen = settings.get(SETTING) or {}
    return {kind: str(chosen.get(kind) or DEFAULTS[language][kind]) for kind in KINDS}


class Talk(Protocol):
    """A source by what interviews are numbered by."""

    @property
    def id(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def header(self) -> Mapping[str, str]: ...


def number_interviews(there: Iterable[Talk], informants: Mapping[UUID, Collection[str]]) -> dict[tuple[UUID, str], int]:
    """(source, informant's key) → the how-manieth interview with this informant: by date, then by name.

    `informants` names per source whom it is an interview with. A source without a date comes after those with one.
    """
    talks = [one for one in there if one.kind == "interview"]
    counts: dict[str, int] = {}
    numbers: dict[tuple[UUID, str], int] = {}
    for one in sorted(talks, key=lambda talk: (header_date(talk.header) or date.max, _natural(talk.name))):
        for key in sorted(set(informants.get(one.id, ()))):
            counts[key] = counts.get(key, 0) + 1
            numbers[one.id, key] = counts[key]
    return numbers


def reference(excerpt: Excerpt, template: str, *, interview: int | None = None, language: Language = "id") -> str:
    """Where an excerpt comes from, by a template that `check_template` accepted.

    `interview` is its number with this informant. A document without pages is quoted by its lines.
    """
    values = _values(excerpt, interview, language)
    frame = _TOKEN.sub(lambda found: f"{{{_KNOWN.get(found[1], found[1])}}}", template)
    if not values["halaman"] and "{baris}" not in frame:
        frame = re.sub(r"[^\s,;(){}\[\]]*\s*\{halaman\}", lambda _found: _LINE_LABEL[language], frame)
    frame = _without(frame, [name for name in PLACES if not values[name]])
    return _TOKEN.sub(lambda found: values.get(found[1], ""), frame)


def quotation(excerpt: Excerpt, template: str, *, interview: int | None = None, language: Language = "id") -> str:
    """The words in quotation marks on one line, with their reference."""
    words = " ".join(excerpt.coding.quote.split())
    return f"“{words}” {reference(excerpt, template, interview=interview, language=language)}".rstrip()


def line_range(excerpt: Excerpt, dash: str = "-") -> str:
    """The numbered lines of an excerpt: `34-41`, or `5`."""
    first, last = excerpt.coding.line_start, excerpt.coding.line_end
    return str(first) if first == last else f"{first}{dash}{last}"


def source_label(name: str) -> str:
    """A source's name as it is cited: without the ending of the file it came in."""
    return _FILE_ENDING.sub("", name)


def _values(excerpt: Excerpt, interview: int | None, language: Language) -> dict[str, str]:
    day = header_date(excerpt.header) or header_date(excerpt.attributes)
    return {
        # Without an informant the source's name still leads back to the words; a speaker's label alone would not.
        "informan": excerpt.case_key or source_label(excerpt.source_name),
        "wawancara": str(interview) if interview else "",
        "tanggal": day.strftime(_DATE_FORM[language]) if day else "",
        "baris": line_range(excerpt),
        "halaman": excerpt.coding.page,
        "sumber": source_label(excerpt.source_name),
        "pelaku": excerpt.speaker or "",
    }


def _without(frame: str, missing: Iterable[str]) -> str:
    for name in missing:
        frame = re.sub(rf"[^,;(){{}}\[\]]*\{{{name}\}}", "", frame)
    before = ""
    while before != frame:
        before = frame
        frame = re.sub(r"\s*(?:\(\s*\)|\[\s*\])", "", frame)
        frame = re.sub(r"([(\[])\s*[,;]\s*", r"\1", frame)
        frame = re.sub(r"\s*[,;]\s*(?=[,;)\]])", "", frame)
        frame = re.sub(r"\s{2,}", " ", frame).strip(" ,;")
    return frame


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.findall(r"\d+|\D+", name.casefold())]
