"""The table of informants of a thesis: who was chosen, why, and when and where the conversation took place."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from uuid import UUID

from babel.dates import format_date

from coding.dates import find_date, header_date
from coding.errors import Notice
from coding.model import Attribute, Case, Language, SourceSummary
from coding.reduction.quotation import number_interviews

KIND = ("jenis", "kind", "type")
_POSITION = ("jabatan", "position", "pekerjaan", "occupation")
_AGENCY = ("instansi", "agency", "lembaga", "institution")
_REASON = ("alasan", "alasan pemilihan", "kriteria", "kriteria pemilihan", "reason", "criteria", "criterion")
_DATE = ("tanggal", "date", "tgl")
_PLACE = ("tempat", "place", "lokasi", "location")
_DURATION = ("durasi", "lama", "duration", "length", "waktu", "time")
_NOTE = ("keterangan", "catatan", "note", "notes", "remarks")
_SHOWN = frozenset({*KIND, *_POSITION, *_AGENCY, *_REASON, *_DATE, *_PLACE, *_DURATION, *_NOTE})

INFORMANT_HEADINGS: Mapping[Language, tuple[str, ...]] = {
    "id": (
        "No",
        "Kode informan",
        "Jenis informan",
        "Jabatan/instansi",
        "Kriteria pemilihan",
        "Tanggal, tempat, durasi",
        "Keterangan",
    ),
    "en": (
        "No",
        "Code",
        "Kind of informant",
        "Position/agency",
        "Criterion of selection",
        "Date, place, duration",
        "Remarks",
    ),
}
INFORMANT_TITLES: Mapping[Language, str] = {"id": "Informan Penelitian", "en": "Informants of the Study"}
_INTERVIEW: Mapping[Language, str] = {"id": "W", "en": "I"}


def informant_rows(
    cases: Sequence[Case],
    attributes: Sequence[Attribute],
    summaries: Sequence[SourceSummary],
    informants: Mapping[UUID, Collection[str]],
    language: Language = "id",
) -> list[tuple[int, str, str, str, str, str, str]]:
    """The rows under INFORMANT_HEADINGS, informants of one kind together, the kinds in the order of their definitions.

    `informants` names per source whom it is an interview with. No name of a person is in it: the code stands for it.
    """
    order = {label.casefold(): place for place, label in enumerate(declared_kinds(attributes))}
    names = {one.key: one.name or one.key.capitalize() for one in attributes}
    numbers = number_interviews(summaries, informants)
    by_id = {one.id: one for one in summaries}

    def place(case: Case) -> tuple[int, tuple[str | int, ...]]:
        return order.get(kind_of(case).casefold(), len(order)), natural(case.key)

    rows = []
    for number, case in enumerate(sorted(cases, key=place), start=1):
        talks = sorted((at, by_id[source]) for (source, key), at in numbers.items() if key == case.key)
        position = [value for value in (_fact(case.attributes, _POSITION), _fact(case.attributes, _AGENCY)) if value]
        when = "\n".join(_talks(case, [talk for _at, talk in talks], language))
        reason = _fact(case.attributes, _REASON)
        rows.append((number, case.key, kind_of(case), ", ".join(position), reason, when, _remarks(case, names)))
    return rows


def check_informants(
    cases: Sequence[Case],
    attributes: Sequence[Attribute],
    summaries: Sequence[SourceSummary],
    informants: Mapping[UUID, Collection[str]],
) -> list[Notice]:
    """What an examiner would ask about: one sentence a gap, none where the table is whole."""
    return [
        notice
        for notice in (
            _twins(cases),
            _named(
                Notice("These interviews belong to no informant: {names}."),
                [one.name for one in summaries if one.kind == "interview" and not informants.get(one.id)],
            ),
            _named(
                Notice("There is no interview yet with these informants: {names}."),
                _without_interview(cases, summaries, informants),
            ),
            _named(
                Notice("It is not said what kind of informant these are: {names}."),
                [case.key for case in cases if not kind_of(case)],
            ),
            *_kinds(cases, attributes),
        )
        if notice
    ]


def declared_kinds(attributes: Iterable[Attribute]) -> dict[str, str]:
    """Label → definition of the kinds of informants that the study declares."""
    return next((dict(one.labels) for one in attributes if one.key.casefold() in KIND), {})


def kind_of(case: Case) -> str:
    """What kind of informant somebody is, as it is noted."""
    return _fact(case.attributes, KIND)


# Thousands of sources are put in order for every part of a display.
@lru_cache(maxsize=20_000)
def natural(key: str) -> tuple[str | int, ...]:
    """A key that sorts IK-2 before IK-10."""
    return tuple(int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", key.casefold()))


def _kinds(cases: Sequence[Case], attributes: Sequence[Attribute]) -> Iterator[Notice | None]:
    declared = declared_kinds(attributes)
    there = {kind_of(case).casefold(): kind_of(case) for case in cases if kind_of(case)}
    known = {label.casefold() for label in declared}
    yield _named(
        Notice("Of these kinds of informants there is nobody: {names}."),
        [label for label in declared if label.casefold() not in there],
    )
    yield _named(
        Notice("It is not defined what these kinds of informants mean: {names}."),
        [
            *(label for key, label in there.items() if key not in known),
            *(label for label, meaning in declared.items() if label.casefold() in there and not meaning),
        ],
    )


def _twins(cases: Sequence[Case]) -> Notice | None:
    """Codes that a reader would take for the same: IK-01 and ik 1."""
    alike: dict[tuple[str | int, ...], list[str]] = {}
    for case in cases:
        signs = tuple(part for part in natural(re.sub(r"[\W_]+", "", case.key)) if part != "")
        alike.setdefault(signs, []).append(case.key)
    pairs = [" = ".join(keys) for keys in alike.values() if len(keys) > 1]
    return _named(Notice("These codes are easily taken for one another: {names}."), pairs)


def _without_interview(
    cases: Sequence[Case], summaries: Sequence[SourceSummary], informants: Mapping[UUID, Collection[str]]
) -> list[str]:
    talked = {key for one in summaries if one.kind == "interview" for key in informants.get(one.id, ())}
    return [case.key for case in cases if case.key not in talked]


def _named(notice: Notice, names: Sequence[str]) -> Notice | None:
    return Notice(notice.sentence, {"names": ", ".join(names)}) if names else None


def _fact(facts: Mapping[str, str], keys: Collection[str]) -> str:
    """The first of these facts that is noted, whatever the case of its name."""
    said = {name.casefold().replace("_", " ").strip(): value.strip() for name, value in facts.items()}
    return next((said[key] for key in keys if said.get(key)), "")


def _talks(case: Case, talks: Sequence[SourceSummary], language: Language) -> Iterator[str]:
    """Date, place and duration: of one conversation below each other, of several a line each."""
    if len(talks) < 2:
        header = talks[0].header if talks else {}
        yield from filter(None, _occasion(header, case.attributes, language))
        return
    for number, talk in enumerate(talks, start=1):
        said = ", ".join(filter(None, _occasion(talk.header, {}, language)))
        yield f"{_INTERVIEW[language]}{number}: {said or talk.name}"


def _occasion(header: Mapping[str, str], facts: Mapping[str, str], language: Language) -> tuple[str, str, str]:
    noted = _fact(facts, _DATE)
    day = header_date(header) or find_date(noted)
    date = str(format_date(day, "d MMMM y", locale=language)) if day else _fact(header, _DATE) or noted
    measured = (*_DURATION[:-2],)
    duration = _fact(header, measured) or _fact(facts, measured) or _fact(header, _DURATION) or _fact(facts, _DURATION)
    return date, _fact(header, _PLACE) or _fact(facts, _PLACE), duration


def _remarks(case: Case, names: Mapping[str, str]) -> str:
    """What is noted beside the usual, with the name it is noted under."""
    others = [
        f"{names.get(key, key.capitalize())}: {value}"
        for key, value in case.attributes.items()
        if value.strip() and key.casefold().replace("_", " ") not in _SHOWN
    ]
    return "\n".join(filter(None, [_fact(case.attributes, _NOTE), *others]))
