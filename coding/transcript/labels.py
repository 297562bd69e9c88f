"""A line → the label it may begin with. Shapes only: whether it is a speaker is decided over the whole text."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

from coding.transcript.looks import LONGEST, Look, label_key, look_of
from coding.transcript.times import Time, seconds
from coding.transcript.vocabulary import SOUNDS

Shape = Literal["colon", "timed", "bracket", "tab", "bold", "dot", "dash", "bare"]

_HEAD = 200
_TIME = "\x01"

_BLANK = re.compile(rf"[\s{_TIME}\u200b]*")
_MARGIN = re.compile(r"\d{1,5}(?:[.)]\s*|\s+)(?=[^\d\s:.,])")
_SHORT_TIME = re.compile(r"\d{1,3}:\d{2}(?=\s)")
_BULLET = re.compile(r"(?:[-–—•>|]{1,2}|\*(?!\*))\s+")
_BOLD = re.compile(r"\*{1,3}(?=[^\s*])|_{1,2}(?=[^\s_])")
_BOLD_LABEL = re.compile(r"(\*\*|__)([^*_\n]{1,64})\1")
_HEADING = re.compile(r"#{1,6}[ \t]+([^#\n]{1,64}?)[ \t]*#*[ \t]*")
_AFTER = re.compile(rf"[\s{_TIME}]*(?:\*{{1,3}}|_{{1,2}})?[\s{_TIME}]*")
_LED = re.compile(rf"([^{_TIME}]{{1,64}}){_TIME}+[ \t:,–—-]*(?=[^\s{_TIME}])")
_END_TIME = re.compile(r"[\s,|–—-]+(\d{1,3}:\d{2})\s*\Z")
_DASH = re.compile(rf"([^{_TIME}:–—]{{1,64}}?)[ \t]+[–—-][ \t]+(?=\S)")
_DOT = re.compile(r"([QATJ])\.\s+(?=\S)")
_CLOSES = {"[": "]", "{": "}", "(": ")"}
_COLON = re.compile("[:：]")


@dataclass(frozen=True, slots=True)
class Row:
    """A line with words; `after_blank`: a blank line, or nothing, stands before it."""

    start: int
    end: int
    after_blank: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label at the head of a row: `[start, end)` is its dress, closer included; the words begin after `end`."""

    row: int
    start: int
    end: int
    label: str
    shape: Shape
    look: Look
    timed: bool = False
    bold: bool = False
    numbered: bool = False
    alone: bool = False
    tight: bool = False
    spaced: bool = False
    times: tuple[Time, ...] = ()

    @property
    def key(self) -> str:
        return label_key(self.label)


def split_rows(text: str, hidden: list[tuple[int, int]]) -> list[Row]:
    """The lines with words, without those inside a hidden span (a page's running header)."""
    rows: list[Row] = []
    begin, blank, at = 0, True, 0
    while begin <= len(text):
        end = text.find("\n", begin)
        end = len(text) if end < 0 else end
        while at < len(hidden) and hidden[at][1] <= begin:
            at += 1
        covered = at < len(hidden) and hidden[at][0] <= begin and hidden[at][1] >= end
        if begin == end or text[begin:end].isspace():
            blank = blank or not covered
        elif not covered:
            rows.append(Row(begin, end, blank))
            blank = False
        begin = end + 1
    return rows


class Heads:
    """Reads the heads of rows; printed times are blanked out first, so that their colons mislead nobody."""

    def __init__(self, text: str, rows: list[Row], times: list[Time]) -> None:
        self.text = text
        self.rows = rows
        self.times = times
        self._starts = [time.start for time in times]
        self.dashed: dict[int, Candidate] = {}

    def candidates(self) -> list[Candidate]:
        """At most one candidate a row, in order; `dashed` keeps what a row would be if a dash closed its label."""
        found = (self._candidate(index) for index in range(len(self.rows)))
        return [candidate for candidate in found if candidate]

    def masked(self, index: int) -> str:
        """The head of a row with every printed time blanked out."""
        row = self.rows[index]
        stop = min(row.end, row.start + _HEAD)
        head = self.text[row.start : stop]
        for time in self.times[bisect_left(self._starts, row.start) : bisect_left(self._starts, stop)]:
            begin, end = time.start - row.start, min(time.end - row.start, len(head))
            head = head[:begin] + _TIME * (end - begin) + head[end:]
        return head

    def only_time(self, index: int) -> bool:
        """Whether a row holds nothing but a printed time."""
        row = self.rows[index]
        if row.end - row.start > _HEAD:
            return False
        head = self.masked(index)
        return _TIME in head and not head.replace(_TIME, " ").strip()

    def starts_with_time(self, index: int) -> bool:
        """Whether a row begins with a printed time."""
        return self.masked(index).lstrip().startswith(_TIME)

    def _candidate(self, index: int) -> Candidate | None:
        row, head = self.rows[index], self.masked(index)
        at, extra = _skip_front(head, row.start)
        numbered = False
        if margin := _MARGIN.match(head, at):
            numbered, at = True, _BLANK.match(head, margin.end()).end()  # type: ignore[union-attr]
            if not extra:
                at, extra = _skip_front(head, row.start, at)
        parts = _Parts(head, at, row, index, numbered, bool(extra) or _TIME in head[:at], extra)
        if dashed := parts.dash():
            self.dashed[index] = dashed
        return (
            parts.bold_label()
            or parts.heading()
            or parts.bracket()
            or parts.tab()
            or parts.colon()
            or parts.timed()
            or parts.dot()
            or dashed
            or self._bare(parts)
        )

    def _bare(self, parts: "_Parts") -> Candidate | None:
        """A name alone on its line, by a time alone on the next or text below."""
        if parts.index + 1 >= len(self.rows) or parts.row.end - parts.row.start > LONGEST + 8:
            return None
        following = self.rows[parts.index + 1]
        label = parts.head[parts.at :].strip()
        look = look_of(label) if _TIME not in label else None
        if look in (None, "phrase", "note"):
            return None
        if parts.index and self.only_time(parts.index - 1):
            return None
        if self.only_time(parts.index + 1):
            return parts.made(label, "timed", len(parts.head), timed=True)
        return (
            None if following.after_blank or not parts.row.after_blank else parts.made(label, "bare", len(parts.head))
        )


def _skip_front(head: str, offset: int, at: int = 0) -> tuple[int, tuple[Time, ...]]:
    """Step over blanks, bullets and a time without brackets."""
    at = _end(_BLANK.match(head, at))
    if bullet := _BULLET.match(head, at):
        at = _end(_BLANK.match(head, bullet.end()))
    short = _SHORT_TIME.match(head, at)
    if not short or (value := seconds(short[0])) is None:
        return at, ()
    time = Time(offset + at, offset + short.end(), value)
    at = _end(_BLANK.match(head, short.end()))
    if bullet := _BULLET.match(head, at):
        at = bullet.end()
    return at, (time,)


def _end(match: re.Match[str] | None) -> int:
    return match.end() if match else 0


@dataclass(slots=True)
class _Parts:
    """One row taken apart as far as the place where a label could stand."""

    head: str
    at: int
    row: Row
    index: int
    numbered: bool
    timed_before: bool
    extra: tuple[Time, ...]

    @property
    def whole(self) -> bool:
        return self.row.end - self.row.start == len(self.head)

    def made(
        self,
        label: str,
        shape: Shape,
        end: int,
        *,
        timed: bool = False,
        bold: bool = False,
        tight: bool = False,
        times: tuple[Time, ...] = (),
    ) -> Candidate | None:
        """The candidate, if the label can be one."""
        label = " ".join(label.replace(_TIME, " ").split())
        look = look_of(label)
        if look is None:
            return None
        end = _end(_AFTER.match(self.head, end)) if shape != "bold" else end
        rest = self.head[end:].replace(_TIME, " ").strip()
        after = _TIME in self.head[self.at : end + 1]
        start = len(self.head) - len(self.head.lstrip(f" \t\u00a0\u200b{_TIME}"))
        return Candidate(
            self.index,
            self.row.start + start,
            self.row.start + end,
            label,
            shape,
            look,
            timed=timed or self.timed_before or after,
            bold=bold,
            numbered=self.numbered,
            alone=not rest and self.whole,
            tight=tight,
            spaced=self.row.after_blank,
            times=self.extra + times,
        )

    def bold_label(self) -> Candidate | None:
        """`**Name** words`, `**Name**` alone; with its colon it is the colon's shape."""
        found = _BOLD_LABEL.match(self.head, self.at)
        if not found or found[2].rstrip().endswith(":") or self.head[found.end() :].lstrip().startswith(":"):
            return None
        label = found[2]
        if inner := _END_TIME.search(label):
            label = label[: inner.start()]
        return self.made(label, "bold", found.end(), bold=True, timed=bool(inner))

    def heading(self) -> Candidate | None:
        """`## Name` alone on its line."""
        found = _HEADING.fullmatch(self.head, self.at) if self.whole else None
        return self.made(found[1].rstrip(":"), "bold", len(self.head), bold=True) if found else None

    def bracket(self) -> Candidate | None:
        """`[Name] words`, `{Name} words`, `(P) words`, with or without a colon after it."""
        opener = _BOLD.match(self.head, self.at)
        at = opener.end() if opener else self.at
        closes = _CLOSES.get(self.head[at : at + 1])
        if closes is None:
            return None
        close = self.head.find(closes, at, at + LONGEST + 12)
        if close < 0:
            return None
        label = self.head[at + 1 : close].strip().rstrip(":")
        # Round brackets hold remarks of every kind; only `(P) …` is plain enough for a label.
        if closes == ")" and look_of(label) not in ("role", "code"):
            return None
        if any(word in SOUNDS for word in label.casefold().split()) or look_of(label) == "phrase":
            return None
        end = close + 1
        closer = _AFTER.match(self.head, end)
        if closer and self.head[closer.end() : closer.end() + 1] == ":":
            end = closer.end() + 1
        return self.made(label, "bracket", end, bold=bool(opener))

    def colon(self) -> Candidate | None:
        """`Name: words`, also `**Name:**`, `#Name:`, `@Name:`, `//S02:`, `Name [00:01]:`."""
        at, bold = self.at, False
        if opener := _BOLD.match(self.head, at):
            at, bold = opener.end(), True
        if self.head.startswith("//", at):
            at += 2
        elif self.head[at : at + 1] in ("#", "@"):
            at += 1
        stop = self._colon(at)
        if stop is None or not self.head[at:stop].strip():
            return None
        label = self.head[at:stop].rstrip(f" \t{_TIME}*_")
        following = self.head[stop + 1 : stop + 2]
        tight = bool(following) and not following.isspace() and following not in f"*_{_TIME}"
        if tight and (following in "/\\)(|:=-" or (following.isdigit() and label[-1:].isdigit())):
            return None
        times: tuple[Time, ...] = ()
        if short := _END_TIME.search(label):
            value = seconds(short[1])
            times = (Time(self.row.start + at + short.start(1), self.row.start + at + short.end(1), value or 0.0),)
            label = label[: short.start()]
        return self.made(label, "colon", stop + 1, bold=bold, tight=tight, timed=bool(times), times=times)

    def _colon(self, at: int) -> int | None:
        """The first colon that is not a clock's: `Ani 0:21: words` has its own after the time."""
        limit = min(len(self.head), at + LONGEST + 40)
        while at < limit:
            found = _COLON.search(self.head, at, limit)
            if not found:
                return None
            spot = found.start()
            inside = self.head[spot - 1 : spot].isdigit() and self.head[spot + 1 : spot + 2].isdigit()
            if not inside:
                return spot
            at = spot + 1
        return None

    def tab(self) -> Candidate | None:
        """`P<TAB>words`; a TAB before a colon is only alignment."""
        found = self.head.find("\t", self.at, self.at + LONGEST + 2)
        if found <= self.at or self.head[found:].lstrip().startswith((":", "：")) or ":" in self.head[self.at : found]:
            return None
        if not self.head[found:].strip(f" \t{_TIME}"):
            return None
        return self.made(self.head[self.at : found], "tab", found + 1)

    def timed(self) -> Candidate | None:
        """`Name  0:21`, `Name (00:12)`, `00:00:12 Name`: a name and a time share the line with nothing else.

        Where words follow (`Speaker 1 [00:12] words`), only a role or a code is taken for a label.
        """
        if led := _LED.match(self.head, self.at):
            return self.made(led[1], "timed", led.end()) if look_of(led[1].strip()) in ("role", "code") else None
        if not self.whole or len(self.head) > LONGEST + 40:
            return None
        body = self.head[self.at :].rstrip()
        times: tuple[Time, ...] = ()
        if _TIME in body:
            if _TIME in body.strip(_TIME + " \t"):
                return None
            label = body.strip(f"{_TIME} \t,|–—-")
        elif short := _END_TIME.search(body):
            value = seconds(short[1])
            if value is None:
                return None
            times = (Time(self.row.start + self.at + short.start(1), self.row.start + self.at + short.end(1), value),)
            label = body[: short.start()]
        elif self.timed_before:
            label = body
        else:
            return None
        if _BOLD.match(label):
            label = label.strip("*_")
        look = look_of(label)
        if look in (None, "phrase", "note"):
            return None
        return self.made(label, "timed", len(self.head), timed=True, times=times)

    def dot(self) -> Candidate | None:
        """`Q. …` and `A. …`."""
        found = _DOT.match(self.head, self.at)
        return self.made(found[1], "dot", found.end()) if found and not self.numbered else None

    def dash(self) -> Candidate | None:
        """`Name – words`."""
        found = _DASH.match(self.head, self.at)
        if not found or look_of(found[1].strip()) not in ("role", "code", "name"):
            return None
        return self.made(found[1], "dash", found.end())
