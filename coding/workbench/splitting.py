"""Into which parts a display can be split: by coder, kind or attribute of informants, kind of source, or time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from coding import reduction
from coding.dates import day_of
from coding.errors import DisplayOptionInvalid
from coding.model import KINDS, And, Expression, Kind, Language, Query, Where
from coding.reduction.informants import KIND
from coding.reduction.side_by_side import period, sensible
from coding.store import Read, cases, people, places
from coding.workbench.desk import reads
from coding.workbench.display_tables import Asked
from coding.workbench.display_tables.counted import Part, by_coder
from coding.workbench.displays import attribute_keys

CODER, INFORMANT_TYPE, SOURCE_TYPE, TIME, ATTRIBUTE = "coder", "informant-type", "source-type", "time", "case."
SPLITS = (CODER, INFORMANT_TYPE, SOURCE_TYPE, TIME)
"""By what a display can be split; by any attribute of informants as well (`case.` and its key)."""

_SOURCE_KINDS: Mapping[Language, Mapping[Kind, str]] = {
    "id": {"interview": "wawancara", "observation": "observasi", "document": "dokumen"},
    "en": {"interview": "interview", "observation": "observation", "document": "document"},
}


@dataclass(frozen=True, slots=True)
class Way:
    """A part before it is drawn: its name, its condition, the narrowed query, its excerpts, of how many informants.

    `part` says of what it is a part, where it can be counted with the whole.
    """

    label: str
    asks: Expression
    query: Query
    excerpts: int
    of: int
    part: Part | None = None


@reads
def ways_to_split(tx: Read) -> list[str]:
    """By what displays of this project can be split: without kinds of informants, not by these."""
    keys = attribute_keys(tx)
    typed = type_of(keys)
    there = [one for one in SPLITS if one != INFORMANT_TYPE or typed]
    return [*there, *(f"{ATTRIBUTE}{key}" for key in keys if key != typed)]


def ways(asked: Asked, by: str, most: int) -> list[Way]:
    """The parts there are, those with nothing in them too; of time, spans of which not more than `most` are filled."""
    keys = attribute_keys(asked.tx)
    if by == CODER:
        return _by_coder(asked, most)
    if by == SOURCE_TYPE:
        return _by_kind(asked)
    if by == TIME:
        return _by_time(asked, most)
    key = type_of(keys) if by == INFORMANT_TYPE else by.removeprefix(ATTRIBUTE)
    if key not in keys or key is None or not by.startswith((INFORMANT_TYPE, ATTRIBUTE)):
        known = [*SPLITS, *(f"{ATTRIBUTE}{one}" for one in keys)]
        raise DisplayOptionInvalid(name="by", value=by, known=", ".join(known))
    return _by_attribute(asked, key)


def type_of(keys: Sequence[str]) -> str | None:
    """The attribute that says what kind of informant somebody is."""
    return next((one for name in KIND for one in keys if one.casefold() == name), None)


def _by_coder(asked: Asked, most: int) -> list[Way]:
    wanted = set(asked.query.coders)
    there = [one for one in people.members(asked.tx) if not wanted or one.coder.id in wanted]
    coders = [one.coder.id for one in there]
    if len(coders) > most:
        # To count so many in one pass would take longer than to find those who have coded most.
        many = {one.row: one.excerpts for one in asked.grouped("coder")}
        coders = sorted(coders, key=lambda one: -many.get(str(one), 0))[:most]
    heard = by_coder(asked.tx, asked.query, coders)
    if len(coders) == len(there):
        many = {str(id_): found.total()[0] for id_, found in heard.items() if found.total()[0]}
    return [
        Way(
            one.coder.name,
            Where("coder", "=", one.coder.name),
            replace(asked.query, coders=(one.coder.id,)),
            many.get(str(one.coder.id), 0),
            len(asked.cases()),
            Part(asked.query, coder=one.coder.id, coders=coders) if one.coder.id in heard else None,
        )
        for one in there
        if one.role != "supervisor" or str(one.coder.id) in many
    ]


def _by_kind(asked: Asked) -> list[Way]:
    kinds = {str(one.id): one.kind for one in places.lengths(asked.tx, asked.query)}
    many = _sums(asked, kinds)
    return [
        Way(
            _SOURCE_KINDS[asked.language][kind],
            Where("kind", "=", kind),
            replace(asked.query, kinds=(kind,)),
            many.get(kind, 0),
            len(asked.cases()),
            Part(asked.query, sources=frozenset(id_ for id_, its in kinds.items() if its == kind)),
        )
        for kind in KINDS
        if kind in kinds.values()
    ]


def _by_attribute(asked: Asked, key: str) -> list[Way]:
    labels = asked.labels(f"{ATTRIBUTE}{key}")
    many: dict[str, int] = {}
    for one in asked.grouped("case"):
        if (label := labels.get(one.row or "")) is not None:
            many[label] = many.get(label, 0) + one.excerpts
    return [
        Way(
            label,
            Where(f"{ATTRIBUTE}{key}", "=", label),
            replace(asked.query, attributes={**asked.query.attributes, key: (label,)}),
            many.get(label, 0),
            list(labels.values()).count(label),
            Part(asked.query, cases=frozenset(id_ for id_, its in labels.items() if its == label)),
        )
        for label in sorted(set(labels.values()), key=reduction.natural)
    ]


def _by_time(asked: Asked, most: int) -> list[Way]:
    noted = {one.id: one.attributes for one in cases.load(asked.tx)}
    days: dict[str, date] = {}
    for one in places.lengths(asked.tx, asked.query):
        if (day := day_of(one.header, noted.get(one.case) if one.case else None)) is not None:
            days[str(one.id)] = day
    found = {one.row for one in asked.grouped("source")}
    by = sensible([day for source, day in days.items() if source in found], most)
    spans = {source: period(day, by) for source, day in days.items()}
    many = _sums(asked, {source: name for source, (name, _first, _after) in spans.items()})
    made = []
    for name, first, after in sorted(set(spans.values()), key=lambda one: one[1]):
        asks = Where("date", ">=", first.isoformat()), Where("date", "<", after.isoformat())
        query = replace(asked.query, where=_and(asked.query.where, *asks))
        part = Part(asked.query, sources=frozenset(id_ for id_, span in spans.items() if span[0] == name))
        # Where a whole is asked for, each of its excerpts has to be of that time.
        alone = asked.query.whole == "excerpt" or asked.query.where is None
        made.append(Way(name, And(asks), query, many.get(name, 0), len(asked.cases()), part if alone else None))
    return made


def _sums(asked: Asked, names: Mapping[str, str]) -> dict[str, int]:
    """How many excerpts stand in the sources of each name."""
    many: dict[str, int] = {}
    for one in asked.grouped("source"):
        if (name := names.get(one.row or "")) is not None:
            many[name] = many.get(name, 0) + one.excerpts
    return many


def _and(where: Expression | None, *more: Expression) -> Expression:
    if where is None:
        return And(more)
    return And((*where.parts, *more) if isinstance(where, And) else (where, *more))
