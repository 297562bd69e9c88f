"""Codes or groups of them by the day or month of the interview."""

from collections.abc import Sequence
from datetime import date

from coding.dates import day_noted, header_date
from coding.errors import Notice
from coding.reduction.code_timeline import code_timeline
from coding.reduction.sheet import Sheet
from coding.store import cases
from coding.workbench.display_tables.asked import Asked

MOST = 1000
"""Texts that have a date, in one picture."""


def count(asked: Asked) -> Sheet:
    """The table; texts without a date are told, not shown."""
    if asked.options["by"] == "groups":
        mine, heads = asked.groups()
    else:
        heads = asked.codes()
        mine = dict(zip(heads, heads, strict=True))
    dated, names, notices = days(asked)
    counts = [
        (mine[code], names[source], case, excerpts)
        for code, source, case, excerpts in (asked.heard().said(names) if names else ())
        if code in mine
    ]
    return code_timeline(
        heads,
        dated,
        counts,
        by=asked.options["span"],
        unit=asked.options["unit"],
        language=asked.language,
        notices=notices,
    )


def days(asked: Asked) -> tuple[dict[str, date], dict[str, str], list[Notice]]:
    """Day by name, name by id, of the texts that have a day; and of those that have none, or are too many."""
    noted = {one.id: day_noted(one.attributes) for one in cases.load(asked.tx)}
    days: dict[str, date] = {}
    names: dict[str, str] = {}
    undated: list[str] = []
    for one in asked.lengths():
        day = header_date(one.header) or (noted.get(one.case) if one.case else None)
        if day is None:
            undated.append(one.name)
        elif len(days) < MOST:
            days[one.name], names[str(one.id)] = day, one.name
    return days, names, _gaps(undated, len(days))


def _gaps(undated: Sequence[str], many: int) -> list[Notice]:
    notices = []
    if undated:
        rest = len(undated) - 12
        listed = ", ".join(undated[:12]) + (f" … (+{rest})" if rest > 0 else "")
        notices.append(Notice("Texts without a date are not shown: {names}.", {"names": listed}))
    if many == MOST:
        notices.append(Notice("Shown are the first {n} texts that have a date, by name.", {"n": str(MOST)}))
    return notices
