"""The lines at the top that describe the interview: `Kode: IK-01`, `Pewawancara: NR`. Metadata, said by nobody."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from coding.transcript.labels import Candidate, Row
from coding.transcript.looks import MOST_WORDS, label_key
from coding.transcript.vocabulary import FUNCTION, GREETINGS, META, NOTES, PARTICLES, ROLES

_LONGEST_KEY = 64
_MOST_ROWS = 60
_MOST_NAME_WORDS = 7
_MOST_TITLE_WORDS = 14
_MOST_FIELDS = 20
_WRAPPED = 45
_SENTENCE_ENDS = (".", "?", "!", "…", ",")
_DRESS = " \t*_#>-•|"
_PART = re.compile(r"[^\W\d_]+")
_ENUMERATED = re.compile(r"(?:\d{1,2}|[a-zA-Z])[.)]\s+")
_RULE = re.compile(r"[\s\-–—_=*~#.]+")
_HEADING = re.compile(r"\s*#{1,6}\s")
_CLOCK_FIRST = re.compile(r"\s*[\[({#<]?\s?\d{1,3}(?::\d{2}|(?:\.\d{1,3})?\s?s\b)")
_SENTENCE = FUNCTION - {"dan", "of", "the", "di", "by", "atau", "and", "pada", "or", "at", "untuk", "for"}
_TITLES = re.compile(r"(?:^|[\s,])(?:[A-Z][A-Za-z]{0,4}\.)+$")


@dataclass(frozen=True, slots=True)
class Header:
    """How many rows at the top are header, and what they say, key by key as it stood."""

    rows: int = 0
    values: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Line:
    kind: Literal["meta", "maybe", "maybe-note", "loose", "title", "rule", "stop"]
    key: str = ""
    value: str = ""
    after_blank: bool = False
    once: bool = False


def find_header(text: str, rows: list[Row], candidates: list[Candidate]) -> Header:
    """The header at the top of a text; `candidates` are the labels its rows may begin with.

    It ends with the first line that is neither metadata nor a title. Lines whose key is also a speaker's label count
    only where their value reads like a name and metadata, or the same label anew, stands beside them.
    """
    by_row = {candidate.row: candidate for candidate in candidates}
    counts: dict[str, int] = {}
    for candidate in candidates:
        counts[candidate.key] = counts.get(candidate.key, 0) + 1
    classified: list[_Line] = []
    for index, row in enumerate(rows[:_MOST_ROWS]):
        line = _classify(text[row.start : row.end], by_row.get(index), counts, first=index == 0)
        if line.kind == "stop" and line.key and _short(line.value) and _among_fields(text, rows, index):
            line.kind = "loose"
        line.after_blank = row.after_blank
        line.once = counts.get(label_key(line.key), 0) <= 1
        if line.kind == "stop":
            break
        classified.append(line)
    follower = by_row.get(len(classified))
    ended = len(classified) >= len(rows) or rows[len(classified)].after_blank
    length = _length(classified, ended, follower, by_row)
    return Header(length, _values(classified[:length]))


def up_to_the_talk(text: str, rows: list[Row], header: Header, talk: int, times: Sequence[int]) -> Header:
    """The header with the lines down to the row where the talk opens, if nobody can have said them.

    Those are names, titles and remarks in brackets; a printed time (offsets in `times`) belongs to the talk already.
    """
    end = header.rows
    while end < min(talk, _MOST_ROWS) and not _timed(rows[end], times):
        line = text[rows[end].start : rows[end].end].strip(_DRESS)
        if not _short(line) and not (line.startswith("(") and line.endswith(")")):
            return header
        end += 1
    between = rows[end:talk]
    return (
        replace(header, rows=end) if all(_timed(row, times) and row.end - row.start < 30 for row in between) else header
    )


def _timed(row: Row, times: Sequence[int]) -> bool:
    at = bisect_left(times, row.start)
    return at < len(times) and times[at] < row.end


def _classify(raw: str, candidate: Candidate | None, counts: dict[str, int], *, first: bool) -> _Line:
    if _RULE.fullmatch(raw):
        return _Line("rule")
    if _HEADING.match(raw) and not (candidate and candidate.look in ("role", "code")):
        return _Line("title", value=raw.strip(_DRESS))
    pair = _pair(raw)
    if _CLOCK_FIRST.match(raw) or (candidate and candidate.timed and candidate.look != "note"):
        return _Line("stop")
    if pair:
        key, value = pair
        parts = [part.casefold() for part in _PART.findall(key)]
        if (
            counts.get(label_key(key), 0) <= 2
            and (set(parts) & META)
            and not (set(parts) & _SENTENCE)
            and not _leads_with_person(parts)
        ):
            return _Line("meta", key, value)
        if _like_a_name(value) or (not value and set(parts) & NOTES):
            return _Line("maybe", key, value)
        if set(parts) & NOTES and parts[0] not in ROLES:
            return _Line("maybe-note", key, value)
        loose = counts.get(label_key(key), 0) <= 1
        return _Line("loose" if loose and _short(value) else "stop", key, value)
    if candidate and candidate.shape in ("timed", "tab", "bracket", "dot", "dash"):
        return _Line("stop")
    stripped = raw.strip(_DRESS)
    heading = raw.lstrip().startswith("#") or stripped.isupper()
    words = len(stripped.split())
    heading = heading or (first and words * 2 <= _MOST_TITLE_WORDS)
    titled = words <= _MOST_TITLE_WORDS and (heading or stripped[-1:] not in ".?!…,;")
    return _Line("title", value=stripped) if titled else _Line("stop")


def _short(value: str) -> bool:
    return len(value.split()) <= _MOST_TITLE_WORDS and not value.endswith(_SENTENCE_ENDS)


def _among_fields(text: str, rows: list[Row], index: int) -> bool:
    """Whether a line stands in a block of nothing but fields, each once, of which one is surely metadata."""
    begin, end = index, index + 1
    while begin and not rows[begin].after_blank:
        begin -= 1
    while end < len(rows) and not rows[end].after_blank:
        end += 1
    if end - begin > _MOST_FIELDS:
        return False
    pairs = [_pair(text[row.start : row.end]) for row in rows[begin:end]]
    keys = [pair[0] for pair in pairs if pair]
    meta = any({part.casefold() for part in _PART.findall(key)} & META - ROLES for key in keys)
    return meta and len(keys) == end - begin == len({label_key(key) for key in keys})


def _leads_with_person(parts: list[str]) -> bool:
    """`Bapak Hari` is a person, `Informan kode` is not worth the doubt."""
    return (
        bool(parts) and parts[0] in ROLES and parts[0] not in ("interview", "interviewee", "participant", "informant")
    )


def _pair(raw: str) -> tuple[str, str] | None:
    """`Key : value` or, where the key is a known one, `Key<TAB>value`."""
    for closer in (":", "：", "\t"):
        key, found, value = raw.strip().partition(closer)
        if not found:
            continue
        key, value = _ENUMERATED.sub("", key.strip(_DRESS)), value.strip(" \t*_")
        parts = _PART.findall(key)
        if closer == "\t" and not {part.casefold() for part in parts} & META:
            continue
        digits = (
            key[-1:].isdigit() and value[:1].isdigit() and closer == ":" and not raw.partition(":")[2][:1].isspace()
        )
        if parts and len(key) <= _LONGEST_KEY and len(key.split()) <= MOST_WORDS + 2 and not digits and "//" not in key:
            return " ".join(key.split()), " ".join(value.split())
    return None


def _like_a_name(value: str) -> bool:
    """Few words, each with a capital or a digit, and no sentence's end."""
    words = value.split()
    if not 0 < len(words) <= _MOST_NAME_WORDS or (value[-1] in ".?!…,;" and not _TITLES.search(value)):
        return False
    plain = [word.strip("(),.").casefold() for word in words]
    if plain[0] in GREETINGS:
        return False
    return all(
        not word.strip("('‘\"")[:1].islower() or word in PARTICLES or word.strip("()") in ROLES for word in words
    )


def _length(lines: list[_Line], ended: bool, follower: Candidate | None, by_row: dict[int, Candidate]) -> int:
    """How many of the classified lines are header; titles count only before or between the rest."""
    metas = [index for index, line in enumerate(lines) if line.kind == "meta"]
    if not metas:
        return _names_only(lines, ended, follower, by_row)
    cut = next((index for index in range(metas[0] + 1, len(lines)) if _leaves(lines, index)), len(lines))
    length = _rest_of_block(lines, max(index for index in metas if index < cut) + 1, ended)
    end = length
    while end < len(lines) and lines[end].kind in ("maybe", "maybe-note"):
        end += 1
    if end > length and (end < len(lines) or (ended and _over(lines[length:end], follower))):
        length = end
    while length < len(lines) and lines[length].kind in ("rule", "title") and follower:
        length += 1
    return length


def _rest_of_block(lines: list[_Line], begin: int, ended: bool) -> int:
    """Lines below metadata, as far as they are names; anything short where a blank line ends the block."""
    if begin >= len(lines) or lines[begin].after_blank:
        return begin
    end = _block(lines, begin)
    if end < len(lines) or ended:
        return end
    while begin < end and lines[begin].kind in ("maybe", "maybe-note", "rule"):
        begin += 1
    return begin


def _leaves(lines: list[_Line], index: int) -> bool:
    """A line of prose after a blank line ends the header, unless it is a title over more metadata."""
    following = lines[index + 1].kind if index + 1 < len(lines) else "stop"
    return lines[index].kind == "title" and lines[index].after_blank and following not in ("meta", "maybe")


def _block(lines: list[_Line], begin: int) -> int:
    """Where the block that begins here ends: at a blank line or with the classified lines."""
    end = begin + 1
    while end < len(lines) and not lines[end].after_blank:
        end += 1
    return min(end, len(lines)) if begin < len(lines) else 0


def _names_only(lines: list[_Line], ended: bool, follower: Candidate | None, by_row: dict[int, Candidate]) -> int:
    """A block without metadata words: `Pewawancara: NR` over a blank line and the same label again."""
    begin = 0
    while begin < len(lines) and lines[begin].kind in ("title", "rule"):
        begin += 1
    end = _block(lines, begin)
    block = lines[begin:end]
    closed = bool(end) and (end < len(lines) or ended)
    keys = {label_key(line.key) for line in block}
    if len(keys) == len(block) and all(line.kind == "maybe" and line.value for line in block):
        following = by_row.get(end)
        legend = all(_is_role(line.value) for line in block)
        if closed and (legend or _over(block, following)):
            return end
        if following and all(line.once and _is_role(line.key) for line in block):
            return end
    return begin if begin in by_row or (follower and begin == len(lines)) else 0


def _over(block: list[_Line], following: Candidate | None) -> bool:
    """Whether the talk opens below the block: with a label of the block anew, or with other labels altogether."""
    if following is None:
        return False
    keys = {label_key(line.key) for line in block}
    roles = all(_is_role(line.key) for line in block)
    return following.key in keys or (all(line.once for line in block) and (roles or len(block) > 1))


def _is_role(value: str) -> bool:
    return any(part.casefold() in ROLES for part in _PART.findall(value))


def _values(lines: list[_Line]) -> dict[str, str]:
    values: dict[str, str] = {}
    last = ""
    for line in lines:
        if line.key and (line.value or line.key not in values):
            values.setdefault(line.key, line.value)
            last = line.key
        elif line.kind == "title" and last and not line.after_blank and len(last + values[last]) >= _WRAPPED:
            values[last] = f"{values[last]} {line.value}".strip()
    return {key: value for key, value in values.items() if value}
