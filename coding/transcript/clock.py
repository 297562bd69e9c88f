"""Times as tables, subtitles and transcripts write them, in seconds."""

import datetime
import math
import re

_CLOCK = re.compile(
    r"[\[({<#]?\s*(?:(?P<hours>\d{1,3})[:.])?(?P<minutes>\d{1,3}):(?P<seconds>\d{1,2})"
    r"(?:[.,;:-](?P<part>\d{1,6}))?\s*[\])}>#]?"
)
_SECONDS = re.compile(r"[\[({]?\s*(\d{1,7}(?:[.,]\d{1,6})?)\s*s?\s*[\])}]?")


def seconds(value: object) -> float | None:
    """Seconds of a clock time (`1:02`, `00:01:02,5`, `#00:00:13-4#`) or of a time value; None for anything else."""
    if isinstance(value, datetime.datetime):
        value = value.time()
    if isinstance(value, datetime.time):
        return value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
    if isinstance(value, datetime.timedelta):
        return value.total_seconds()
    found = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        return None
    whole = int(found["hours"] or 0) * 3600 + int(found["minutes"]) * 60 + int(found["seconds"])
    return whole + float(f"0.{found['part'] or 0}")


def number(value: object) -> float | None:
    """A plain count of seconds (`62.5`, `[18.3s]`, a number); None for anything else."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if 0 <= value < math.inf else None
    found = _SECONDS.fullmatch(value.strip()) if isinstance(value, str) else None
    return float(found.group(1).replace(",", ".")) if found else None
