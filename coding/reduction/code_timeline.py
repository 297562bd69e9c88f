"""What is spoken of when: groups of codes by the day or month of the conversation."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from coding.errors import Notice
from coding.model import Language
from coding.reduction.sheet import Head, Sheet, any_of, asked

WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {"corner": "Kode", "informants": "banyaknya informan", "segments": "banyaknya kutipan"},
    "en": {"corner": "Code", "informants": "number of informants", "segments": "number of excerpts"},
}


def code_timeline(
    codes: Mapping[str, Head],
    days: Mapping[str, date],
    counts: Iterable[tuple[str, str, str | None, int]],
    *,
    by: str,
    unit: str,
    language: Language,
    notices: Sequence[Notice] = (),
) -> Sheet:
    """A row per code (or group) that is met, a column per day (or month) on which something coded was said.

    `days` are of sources by name; `counts` are code, source, informant (None: nobody) and how many excerpts.
    """
    excerpts: dict[tuple[str, str], int] = {}
    people: dict[tuple[str, str], set[str]] = {}
    for code, source, case, many in counts:
        if source in days and code in codes:
            at = (code, span(days[source], by))
            excerpts[at] = excerpts.get(at, 0) + many
            people.setdefault(at, set()).update([case] if case else [])
    rows = [code for code in codes if any(code == one for one, _ in excerpts)]
    spans = sorted({one for _, one in excerpts})
    cells = [
        [len(people.get((row, one), ())) if unit == "informants" else excerpts.get((row, one), 0) for one in spans]
        for row in rows
    ]
    named: dict[str, list[str]] = {}
    for source, day in days.items():
        named.setdefault(span(day, by), []).append(asked("source", source))
    words = WORDS[language]
    heads = [Head(one, any_of(named[one])) for one in spans]
    return Sheet(words["corner"], words[unit], [codes[row] for row in rows], heads, cells, notices=notices)


def span(day: date, by: str) -> str:
    """2026-01-14, or 2026-01 of months."""
    return day.isoformat() if by == "days" else f"{day:%Y-%m}"
