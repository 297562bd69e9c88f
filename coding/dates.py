"""The day an interview or an observation took place, as its header says it: a plain date, never an instant."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

_MONTHS = (
    ("jan", "january", "januari"),
    ("feb", "february", "februari", "pebruari"),
    ("mar", "march", "maret", "mrt"),
    ("apr", "april"),
    ("may", "mei"),
    ("jun", "june", "juni"),
    ("jul", "july", "juli"),
    ("aug", "august", "agustus", "agt", "agu", "ags"),
    ("sep", "sept", "september"),
    ("oct", "october", "oktober", "okt"),
    ("nov", "november", "nopember", "nop"),
    ("dec", "december", "desember", "des"),
)
_NUMBER = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_RANGE = r"(?:\s*(?:[-–—]|s\.?\s?d\.?|sampai|to)\s*\d{1,2}(?:st|nd|rd|th)?)?"
_YEAR_FIRST = re.compile(r"\b(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"\b(\d{1,2})\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{4}|\d{2})\b")
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?{_RANGE}[\s\-.]+([A-Za-z]+)\.?,?[\s\-.]+(\d{{4}})\b")
_MONTH_DAY = re.compile(rf"\b([A-Za-z]+)\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?{_RANGE},?\s+(\d{{4}})\b")
_SAYS_DATE = {"tanggal", "tgl", "date", "hari", "waktu", "day", "when"}
_NOTED = {"tanggal", "tgl", "date"}
_OTHER_DAY = {"lahir", "birth", "born", "transkrip", "transkripsi", "transcription", "transcribed", "cetak", "printed"}


def find_date(text: str) -> date | None:
    """The first full date in a text, in the forms Indonesian and English transcripts print.

    Numbers alone are read day first (12-01-2026 is in January) unless that is no date; of a span, the first day.
    """
    for pattern, order in ((_YEAR_FIRST, "ymd"), (_DAY_MONTH, "dmy"), (_MONTH_DAY, "mdy"), (_NUMERIC, "dmy")):
        for found in pattern.finditer(text):
            parts = dict(zip(order, found.groups(), strict=True))
            if day := _date(parts["y"], parts["m"], parts["d"]):
                return day
            if pattern is _NUMERIC and (day := _date(parts["y"], parts["d"], parts["m"])):
                return day
    return None


def header_date(header: Mapping[str, str]) -> date | None:
    """The day of the conversation: of all the lines that give a date, never one of birth or of transcription."""
    days = (find_date(header[key]) for key in _date_keys(header))
    return next((day for day in days if day), None)


def day_noted(facts: Mapping[str, str]) -> date | None:
    """The day that is noted of an informant under a name for it."""
    return next((day for key, value in facts.items() if key.casefold() in _NOTED and (day := find_date(value))), None)


def day_of(header: Mapping[str, str], noted: Mapping[str, str] | None) -> date | None:
    """When a source was: as its header says, else as it is noted of its informant."""
    return header_date(header) or (day_noted(noted) if noted else None)


def _date_keys(header: Mapping[str, str]) -> Iterable[str]:
    for key in header:
        words = set(re.findall(r"[^\W\d_]+", key.casefold()))
        if words & _SAYS_DATE and not words & _OTHER_DAY:
            yield key


def _date(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdecimal() else _NUMBER.get(month.casefold(), 0)
    full = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(full, number, int(day))
    except ValueError:
        return None
