"""Printed times: where they stand in a text and which second they mean."""

import re
from dataclasses import dataclass
from datetime import date

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
_STAMP = re.compile(
    r"^\u200e?(?:\[(?=[^\]\n]+\]\s)|(?=[^\n]{10,24}\s-\s))"
    r"(?P<date>\d{1,2}[/.]\d{1,2}[/.]\d{2,4}),?\s(?P<clock>\d{1,2}[.:]\d{2}(?:[.:]\d{2})?)\s?(?P<half>[AP]M\b)?"
    r"(?:\]|\s?-(?=\s))",
    re.MULTILINE | re.IGNORECASE,
)
_ONE = re.compile(r"(?:(\d{1,3}):)?(\d{1,3})[:.](\d{2})(?:[.,](\d{1,6})|-(\d))?")
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?")
_SENTENCE_SIGN = re.compile(r"[.?!,;…:](?:\s|\Z)")
_LABEL = 80
_SYSTEMATIC = 3
_MONTHS, _DAYS = 12, (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
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
    aside: list[Time] = []
    edged = False
    for match in _TIME.finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        numbers = _numbers(match)
        if not numbers or _spoken(text, start, match, len(numbers)):
            continue
        time = Time(start, match.end(), numbers[0], numbers[1] if len(numbers) > 1 else None)
        short = match[0].startswith("(") and match[0].count(":") == 1
        edged = edged or (short and _at_edge(text, time))
        (aside if short and not _at_edge(text, time) else found).append(time)
    # “Besok (09:30) saja” is speech, unless the text has its times in this dress.
    found += aside if edged or len(aside) >= _SYSTEMATIC else []
    stamps = _stamps(text)
    inside = {at for stamp in stamps for at in range(stamp.start, stamp.end)}
    return sorted([*(time for time in found if time.start not in inside), *stamps], key=lambda time: time.start)


def _at_edge(text: str, time: Time) -> bool:
    """Whether a time opens or closes its line, or stands beside a label."""
    before = text[text.rfind("\n", 0, time.start) + 1 : time.start].rstrip()
    stop = text.find("\n", time.end)
    after = text[time.end : len(text) if stop < 0 else stop].strip()
    return not after or after[0] == ":" or not _SENTENCE_SIGN.search(before.rstrip(":")[-_LABEL:])


def _stamps(text: str) -> list[Time]:
    """Date and hour before every message of an exported chat; seconds count from the first day's midnight."""
    found = list(_STAMP.finditer(text))
    dates = [[int(part) for part in re.split(r"[/.]", match["date"])] for match in found]
    american = any(middle > _MONTHS for _, middle, _ in dates)
    times: list[Time] = []
    first: date | None = None
    for match, (one, two, year) in zip(found, dates, strict=True):
        day, month = (two, one) if american else (one, two)
        clock = [int(part) for part in re.split(r"[.:]", match["clock"])]
        if not (1 <= month <= _MONTHS and 1 <= day <= _DAYS[month - 1] and year and clock[0] < 24):
            continue
        said = date(year if year > 99 else 2000 + year, month, day)
        first = first or said
        hour = clock[0] % 12 + 12 * (match["half"].upper() == "PM") if match["half"] else clock[0]
        second = hour * 3600 + clock[1] * 60 + (clock[2] if len(clock) > 2 else 0)
        times.append(Time(match.start(), match.end(), float((said - first).days * 86_400 + second)))
    return times


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
