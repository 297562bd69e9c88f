"""Printed times: where they stand in a text and which second they mean."""

import re
from dataclasses import dataclass

_CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,6}|-\d)?"
_TO = r"\s{0,2}(?:-{1,2}>|[-–—])\s{0,2}"
_SECONDS = r"\d{1,6}(?:[.,]\d{1,6})?\s?s"
_TIME = re.compile(
    rf"(?P<bracketed>[\[({{<#]\s?{_CLOCK}(?:{_TO}{_CLOCK})?\s?[\])}}>#])"
    rf"|(?P<seconds>[\[({{]\s?{_SECONDS}(?:{_TO}{_SECONDS})?\s?[\])}}])"
    r"|(?P<dotted>[\[{]\d{1,2}\.\d{2}(?:\.\d{2})?[\]}])"
    rf"|(?P<arrow>(?<!\S){_CLOCK}\s{{0,2}}-->\s{{0,2}}{_CLOCK}(?!\S))"
    r"|(?P<bare>(?<!\S)\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,6})?(?=\s|:\s|:?\Z))"
    r"|(?P<alone>^[ \t]{0,8}\d{1,3}:\d{2}(?=[ \t]{0,8}$))",
    re.MULTILINE,
)
_ONE = re.compile(r"(?:(\d{1,3}):)?(\d{1,3})[:.](\d{2})(?:[.,](\d{1,6})|-(\d))?")
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?")
# "Pukul 09:30:00" is a time of day that somebody speaks of, not a place in the recording.
_CLOCK_WORD = re.compile(r"\b(?:pukul|jam|at|until|sampai|hingga|dari|from|sejak|pkl\.?)\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Time:
    """A printed time: its span in the text, the second it means, and the end of a range."""

    start: int
    end: int
    seconds: float
    until: float | None = None


def find_times(text: str) -> list[Time]:
    """Every printed time in order of place; times of day inside sentences are left alone."""
    found: list[Time] = []
    for match in _TIME.finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        numbers = _numbers(match)
        if not numbers or _spoken(text, start, match, len(numbers)):
            continue
        found.append(Time(start, match.end(), numbers[0], numbers[1] if len(numbers) > 1 else None))
    return found


def seconds(clock: str) -> float | None:
    """The seconds of `h:mm:ss` or `m:ss`, also with f4's tenths (`-4`) or a fraction (`,400`); None if impossible."""
    match = _ONE.fullmatch(clock.strip())
    if not match:
        return None
    hours, minutes, secs, fraction, tenth = match.groups()
    if int(secs) > 59 or (hours and int(minutes) > 59):
        return None
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(secs) + float(f"0.{fraction or tenth or 0}")


def _numbers(match: re.Match[str]) -> list[float]:
    if match["seconds"]:
        return [float(number.replace(",", ".")) for number in _NUMBER.findall(match[0])]
    values = [seconds(one[0]) for one in _ONE.finditer(match[0])]
    return [] if None in values else [value for value in values if value is not None]


def _spoken(text: str, start: int, match: re.Match[str], count: int) -> bool:
    if match["bracketed"] and match[0].startswith("(") and count > 1 and match[0].count(":") < 4:
        return True  # opening hours: (08:00-15:00)
    if match["bare"] or match[0].startswith("("):
        return bool(_CLOCK_WORD.search(text, max(0, start - 12), start))
    return False
