"""An old and a new text → the edits between them, and where a span of the old text stands in the new one.

Edits are found in bounded time: what is the same at both ends goes first, then whole lines, then words within the lines
that differ. Where an insertion or a deletion could stand in several places (`ab ab` → `ab`), it stands where it touches
the fewest of the spans that are to be kept.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal

Fared = Literal["same", "changed", "lost"]
Spans = Sequence[tuple[int, int]]

_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0903\u093a-\u094f\u200d\ufe0f\U0001f3fb-\U0001f3ff"
_TOKENS = re.compile(rf"\w[\w{_MARKS}]*|\s|[^\w\s](?:[{_MARKS}]|(?<=\u200d).)*")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_PAIRS = 60_000
"""Equal pairs of pieces that are compared all with all."""

_SLIDE = 200
"""Characters that an edit is moved at most in search of a better place."""

_NEAR = 50
"""Spans that are looked at for an edit's place."""

_LONGEST = 100
"""Characters a word has at most."""

_ROW = 8
"""How many pieces in a row are looked for where no single one stands once and there are too many pairs."""

_JOINER = "\u200d"
_MODIFIERS = frozenset(range(0x1F3FB, 0x1F400))


@dataclass(frozen=True, slots=True)
class Edit:
    """`[start, end)` of the old text became `[to, upto)` of the new one; one of the two may be empty."""

    start: int
    end: int
    to: int
    upto: int


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a span stands in the new text, its words the same or changed; a lost one has no words there."""

    start: int
    end: int
    fared: Fared


@dataclass(frozen=True)
class Revision:
    """The edits from an old to a new text, in order, disjoint and with something common between two."""

    old: str
    new: str
    edits: tuple[Edit, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [edit.start for edit in self.edits]

    @cached_property
    def _ends(self) -> list[int]:
        return [edit.end for edit in self.edits]

    def touching(self, start: int, end: int) -> tuple[Edit, ...]:
        """The edits that take, or stand at a border of, `[start, end]`."""
        return self.edits[bisect_left(self._ends, start) : bisect_right(self._starts, end)]

    def at(self, offset: int, *, grow: bool = False) -> int:
        """Where an offset stands: before what was put in exactly there, with `grow` behind it.

        An offset inside words that were replaced stands at the border of the new ones.
        """
        for edit in self.touching(offset, offset):
            if edit.start < offset < edit.end or (edit.start == offset and edit.start == edit.end):
                return edit.upto if grow else edit.to
            if edit.start == offset:
                return edit.to
        return offset + self._shift(offset)

    def _shift(self, offset: int) -> int:
        before = bisect_right(self._ends, offset) - 1
        return self.edits[before].upto - self.edits[before].end if before >= 0 else 0

    def carry(self, start: int, end: int) -> Carried:
        """Where a span stands now; what was put in exactly at one of its borders is no part of it.

        Letters that make its first or last word a longer one are (`tiap` → `setiap`): that word was changed.
        It is lost where all its words went, or went into an edit that reaches beyond it, so that nobody can say which
        of the new words are its.
        """
        inside = [edit for edit in self.touching(start, end) if edit.start < end and edit.end > start]
        before, after = self._grown(start, end)
        if not inside:
            to = self._behind(start)
            return Carried(to - before, to + end - start + after, "changed" if before or after else "same")
        first, last = inside[0], inside[-1]
        to = self._behind(start) if first.start > start else first.to if first.start == start else first.upto
        upto = end + self._shift_before(end) if last.end < end else last.upto if last.end == end else last.to
        if self.new[to:upto] == self.old[start:end]:
            return Carried(to, upto, "same")
        to, upto = self._whole_words(start, end, to, upto)
        return Carried(to - before, upto + after, "changed") if to < upto else Carried(to, to, "lost")

    def _grown(self, start: int, end: int) -> tuple[int, int]:
        """How many letters were put before the first word of a span, and behind its last, without a gap."""
        before, after = 0, 0
        for edit in self.touching(start, end):
            if edit.start == edit.end == start and joins_before(self.old, start, self.new[edit.upto - 1]):
                put = self.new[edit.to : edit.upto]
                before = len(put) - max((at + 1 for at, letter in enumerate(put) if not letter.isalnum()), default=0)
            if edit.start == edit.end == end and joins_behind(self.old, end, self.new[edit.to]):
                put = self.new[edit.to : edit.upto]
                after = next((at for at, letter in enumerate(put) if not letter.isalnum()), len(put))
        return before, after

    def _behind(self, start: int) -> int:
        return start + self._shift(start)

    def _shift_before(self, end: int) -> int:
        before = bisect_left(self._starts, end) - 1
        return self.edits[before].upto - self.edits[before].end if before >= 0 else 0

    def _whole_words(self, start: int, end: int, to: int, upto: int) -> tuple[int, int]:
        """What is left of a span without halves of words, and without blanks that were inside it before."""
        upto = max(to, upto)
        if not _within_word(self.old, start):
            while to < upto and (self.new[to].isspace() or _within_word(self.new, to)):
                to += 1
        if not _within_word(self.old, end):
            while to < upto and (self.new[upto - 1].isspace() or _within_word(self.new, upto)):
                upto -= 1
        return (to, upto) if self.new[to:upto].strip() else (to, to)


def joins_before(text: str, start: int, letter: str) -> bool:
    """Whether a letter put before a span makes its first word a longer one."""
    return start < len(text) and letter.isalnum() and text[start].isalnum() and not _within_word(text, start)


def joins_behind(text: str, end: int, letter: str) -> bool:
    """Whether a letter put behind a span makes its last word a longer one."""
    return end > 0 and letter.isalnum() and text[end - 1].isalnum() and not _within_word(text, end)


def _within_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def revise(old: str, new: str, keep: Spans = ()) -> Revision:
    """The edits from an old to a new text; `keep` are spans of the old one that should come through if they can."""
    whole = Edit(0, len(old), 0, len(new))
    lines = [whole] if _pure(old, new, whole) else _refined(old, new, _words_around(old, new, whole), _LINES)
    found = [smaller for edit in lines for smaller in _smallest(old, new, edit)]
    return Revision(old, new, _joined(_slid(old, new, _with_letters(old, new, _joined(found)), sorted(keep))))


def _pure(old: str, new: str, edit: Edit) -> Edit | None:
    """The edit as one insertion or one deletion, where it is no more than that."""
    smaller = _trimmed(old, new, edit)
    return smaller if smaller and (smaller.start == smaller.end or smaller.to == smaller.upto) else None


def _smallest(old: str, new: str, edit: Edit) -> Iterator[Edit]:
    """An edit as the edits of words, and of letters in them, that it consists of."""
    if pure := _pure(old, new, edit):
        yield pure
        return
    for piece in _refined(old, new, _words_around(old, new, edit), _TOKENS):
        if smaller := _trimmed(old, new, piece):
            yield smaller


def _same_ends(old: str, new: str) -> tuple[int, int]:
    """How many characters are the same at the beginning and, of the rest, at the end."""
    most = min(len(old), len(new))
    head = _common(old, new, most)
    return head, _common(old[::-1], new[::-1], most - head)


def _common(one: str, other: str, most: int) -> int:
    """The length of the common beginning, at most `most`; compared in blocks, for texts are long."""
    at, step = 0, most
    while step:
        while at + step <= most and one[at : at + step] == other[at : at + step]:
            at += step
        step //= 2
    return at


def _refined(old: str, new: str, edit: Edit, pieces: "re.Pattern[str]") -> Iterator[Edit]:
    """An edit as the smaller ones between the pieces (lines, words) that both sides have, trimmed to what differs."""
    before, after = pieces.findall(old, edit.start, edit.end), pieces.findall(new, edit.to, edit.upto)
    at, to, row, line = edit.start, edit.to, 0, 0
    for one, other, size in [*_matches(before, after), (len(before), len(after), 0)]:
        end, upto = at + sum(map(len, before[row:one])), to + sum(map(len, after[line:other]))
        yield Edit(at, end, to, upto)
        same = sum(map(len, before[one : one + size]))
        at, to, row, line = end + same, upto + same, one + size, other + size


def _trimmed(old: str, new: str, edit: Edit) -> Edit | None:
    """The edit without what is the same at its two ends; None where nothing differs."""
    head, tail = _same_ends(old[edit.start : edit.end], new[edit.to : edit.upto])
    smaller = Edit(edit.start + head, edit.end - tail, edit.to + head, edit.upto - tail)
    return smaller if smaller.start < smaller.end or smaller.to < smaller.upto else None


def _words_around(old: str, new: str, edit: Edit) -> Edit:
    """The edit without whole words that are the same at its two ends: half a word has nothing to be told apart by."""
    smaller = _trimmed(old, new, edit) or Edit(edit.end, edit.end, edit.upto, edit.upto)
    left, right = 0, 0
    while smaller.start - left > edit.start and left < _LONGEST and not old[smaller.start - left - 1].isspace():
        left += 1
    while smaller.end + right < edit.end and right < _LONGEST and not old[smaller.end + right].isspace():
        right += 1
    return Edit(smaller.start - left, smaller.end + right, smaller.to - left, smaller.upto + right)


def _matches(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int, int]]:
    """Runs of equal pieces in order: (place before, place after, how many)."""
    head = _run(before, after)
    tail = _run(before[head:][::-1], after[head:][::-1])
    one, other = len(before) - tail, len(after) - tail
    inner = _compared(before[head:one], after[head:other])
    runs = [(0, 0, head), *((at + head, to + head, size) for at, to, size in inner), (one, other, tail)]
    return [run for run in runs if run[2]]


def _run(before: Sequence[str], after: Sequence[str]) -> int:
    """How many pieces are equal at the beginning."""
    pairs = zip(before, after, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(before), len(after)))


def _compared(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int, int]]:
    """Runs of equal pieces where neither the first nor the last are equal.

    What each side has once leads: blanks and words that come again and again would match anywhere.
    """
    if lead := _in_order(before, after, 1):
        return _led(before, after, lead)
    there = Counter(after)
    if sum(count * there[piece] for piece, count in Counter(before).items()) <= _PAIRS:
        blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
        return [(block.a, block.b, block.size) for block in blocks if block.size]
    return _led(before, after, _in_order(before, after, _ROW))


def _led(before: Sequence[str], after: Sequence[str], lead: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """The pieces that lead, and what is equal between them."""
    row: list[tuple[int, int, int]] = []
    at, to = 0, 0
    for one, other in [*lead, (len(before), len(after))] if lead else []:
        between = _matches(before[at:one], after[to:other])
        row += [(at + here, to + there, size) for here, there, size in between]
        row.append((one, other, 1))
        at, to = one + 1, other + 1
    return row[:-1]


def _in_order(before: Sequence[str], after: Sequence[str], pieces: int) -> list[tuple[int, int]]:
    """The longest row, in the order of both sides, of so many pieces that each side has once: their two places."""
    one, other = (list(zip(*(side[at:] for at in range(pieces)), strict=False)) for side in (before, after))
    here, there = Counter(one), Counter(other)
    place = {piece: at for at, piece in enumerate(other) if there[piece] == 1}
    once = (at for at, piece in enumerate(one) if here[piece] == 1 and piece in place and _speaks(piece))
    pairs = [(at, place[one[at]]) for at in once]
    tops: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for number, (_, where) in enumerate(pairs):
        depth = bisect_left(tops, where)
        previous.append(ends[depth - 1] if depth else -1)
        tops[depth : depth + 1] = [where]
        ends[depth : depth + 1] = [number]
    row: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        row.append(pairs[at])
        at = previous[at]
    return row[::-1]


def _speaks(pieces: tuple[str, ...]) -> bool:
    return any(map(str.isalnum, "".join(pieces)))


def _joined(edits: "Iterator[Edit] | Sequence[Edit]") -> tuple[Edit, ...]:
    """Edits that touch one another as one."""
    joined: list[Edit] = []
    for edit in edits:
        if joined and edit.start <= joined[-1].end:
            joined[-1] = replace(joined[-1], end=max(joined[-1].end, edit.end), upto=max(joined[-1].upto, edit.upto))
        else:
            joined.append(edit)
    return tuple(joined)


def _with_letters(old: str, new: str, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """The edits with the letters they cut through: an accent, or a part of an emoji, changes what it stands on."""
    wider = []
    for number, edit in enumerate(edits):
        floor = edits[number - 1].end if number else 0
        ceiling = edits[number + 1].start if number + 1 < len(edits) else len(old)
        left, right = 0, 0
        while edit.start - left > floor and _leans_one(old, new, edit.start - left, edit.to - left):
            left += 1
        while edit.end + right < ceiling and _leans_one(old, new, edit.end + right, edit.upto + right):
            right += 1
        wider.append(Edit(edit.start - left, edit.end + right, edit.to - left, edit.upto + right))
    joined = _joined(wider)
    return joined if len(joined) == len(edits) else _with_letters(old, new, joined)


def _leans_one(old: str, new: str, at: int, to: int) -> bool:
    return _leans(old, at) or _leans(new, to)


def _leans(text: str, at: int) -> bool:
    """Whether the character at an offset is one with the one before it."""
    if at >= len(text):
        return False
    letter = text[at]
    if letter == _JOINER or ord(letter) in _MODIFIERS or unicodedata.category(letter) in ("Mn", "Mc", "Me"):
        return True
    return at > 0 and text[at - 1] == _JOINER


def _slid(old: str, new: str, edits: Sequence[Edit], keep: Spans) -> Iterator[Edit]:
    """Insertions and deletions moved to where they touch the fewest spans, and cut at a line or a word if they can."""
    floor = 0
    starts = [start for start, _ in keep]
    longest = max((end - start for start, end in keep), default=0)
    for number, edit in enumerate(edits):
        ceiling = edits[number + 1].start - 1 if number + 1 < len(edits) else len(old)
        if edit.start < edit.end and edit.to < edit.upto:
            best = edit
        else:
            lowest, highest = edit.start - _SLIDE - longest, edit.end + _SLIDE
            near = keep[bisect_left(starts, lowest) : bisect_right(starts, highest)][:_NEAR]
            text, at = (new, edit.to) if edit.start == edit.end else (old, edit.start)
            places = _places(text, edit, at, floor - edit.start, ceiling - edit.end)
            best = min(places, key=lambda one: _cost(old, text, one, at - edit.start, near, edit.start))
        floor = best.end + 1
        yield best


def _places(text: str, edit: Edit, at: int, lowest: int, highest: int) -> Iterator[Edit]:
    """The edit itself, and itself moved by as many characters as say the same."""
    size = max(edit.end - edit.start, edit.upto - edit.to)
    yield edit
    by = 0
    while by > max(lowest, -_SLIDE) and text[at + by - 1] == text[at + by - 1 + size]:
        by -= 1
        yield Edit(edit.start + by, edit.end + by, edit.to + by, edit.upto + by)
    by = 0
    while by < min(highest, _SLIDE) and at + by + size < len(text) and text[at + by] == text[at + by + size]:
        by += 1
        yield Edit(edit.start + by, edit.end + by, edit.to + by, edit.upto + by)


def _cost(old: str, text: str, one: Edit, beside: int, near: Spans, home: int) -> tuple[int, bool, bool, int]:
    """Letters cut through and spans touched; no beginning of a line; no border of a word; how far from home."""
    at = one.start + beside
    size = max(one.end - one.start, one.upto - one.to)
    broken = _leans(text, at) or _leans(text, at + size)
    touched = sum(_touches(old, text[at : at + size], one, start, end) for start, end in near)
    in_line = at > 0 and text[at - 1] != "\n"
    in_word = at > 0 and not (text[at - 1].isspace() or text[at].isspace())
    return touched + (len(near) + 1) * broken, in_line, in_word, abs(one.start - home)


def _touches(old: str, put: str, one: Edit, start: int, end: int) -> bool:
    """Whether an insertion (of `put`) or a deletion changes the words of a span."""
    if one.start < one.end:
        return start < one.end and end > one.start
    longer = one.start == start and joins_before(old, start, put[-1])
    return longer or start < one.start < end or (one.start == end and joins_behind(old, end, put[0]))
