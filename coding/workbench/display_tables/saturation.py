"""New codes per interview, in the order the interviews took place or of their names."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import compress
from uuid import UUID

from coding import reduction
from coding.dates import day_noted, header_date
from coding.errors import Notice
from coding.reduction.saturation import saturation
from coding.reduction.sheet import Head, Sheet, asked
from coding.store import cases
from coding.store.places import Length
from coding.workbench.display_tables.asked import Asked

_MOST = 12
"""Names in a sentence."""


def count(wanted: Asked) -> Sheet:
    """The table; interviews that have nothing coded yet are told, not shown: they would look as if nothing was new."""
    codes = wanted.codes()
    heard = wanted.heard()
    met = zip(heard.sources, heard.met("source", list(codes)).tolist(), strict=True)
    found = {source: set(compress(codes, has)) for source, has in met if any(has)}
    there = [one for one in wanted.lengths() if one.kind == "interview"]
    by_date = wanted.options["sequence"] == "date"
    days = _days(wanted, there) if by_date else {}
    dated = sorted(there, key=lambda one: (days.get(one.id, date.max), reduction.natural(one.name)))
    shown = [one for one in dated if str(one.id) in found]
    return saturation(
        [Head(one.name, asked("source", one.name)) for one in shown],
        [found[str(one.id)] for one in shown],
        codes,
        base=int(wanted.options["base"]),
        run=int(wanted.options["run"]),
        threshold=int(wanted.options["threshold"]),
        language=wanted.language,
        notices=_gaps(dated, shown, days if by_date else None),
    )


def _gaps(there: list[Length], shown: list[Length], days: Mapping[UUID, date] | None) -> list[Notice]:
    kept = {one.id for one in shown}
    blank = [one.name for one in there if one.id not in kept]
    undated = [one.name for one in shown if days is not None and one.id not in days]
    gaps = (
        (Notice("Interviews in which nothing of this is coded are left out: {names}."), blank),
        (Notice("Interviews without a date stand last: {names}."), undated),
    )
    return [Notice(gap.sentence, {"names": _named(names)}) for gap, names in gaps if names]


def _named(names: Sequence[str]) -> str:
    """The first of them, and how many more there are."""
    more = f" … (+{len(names) - _MOST})" if len(names) > _MOST else ""
    return ", ".join(names[:_MOST]) + more


def _days(wanted: Asked, there: list[Length]) -> dict[UUID, date]:
    """When each interview took place: as its header has it, else as it is noted of its informant."""
    noted = {one.id: day_noted(one.attributes) for one in cases.load(wanted.tx)}
    days = {one.id: header_date(one.header) or (noted.get(one.case) if one.case else None) for one in there}
    return {id_: day for id_, day in days.items() if day}
