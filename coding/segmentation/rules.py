"""Where sentences end: rules on characters, for Indonesian and English, spoken and written."""

import re

from coding.segmentation.abbreviations import (
    ADDRESS,
    BEFORE_ADDRESS,
    BEFORE_NUMBERS,
    CLOSERS,
    HESITANT,
    LETTERED,
    REPORTING,
    STARTERS,
    TITLES,
    WITHIN,
)

_CLOSERS = "\"'”’»)\\]}*_"
_CANDIDATE = re.compile(rf"[.?!…](?:[.?!…]|[{_CLOSERS}])*(?=\s|$)|(?<=[a-z]{{2}})[.?!](?=[A-Z][a-z])|\s*\n\s*")
_LAST_WORD = re.compile(r"[^\s(\[{\"“‘/]*$")
_NEXT = re.compile(r"\s*([\"'“‘«(\[*_–—-]*)\s*(\S*)")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,4}\.)+[^\W\d_]{1,5}")
_LIST_MARK = re.compile(r"(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,5})[.)]?")
_LETTER_MARK = re.compile(r"[a-z][.)]")
_PRONOUN_I = frozenset({"I", "I'm", "I’m", "I've", "I’ve", "I'd", "I’d", "I'll", "I’ll"})
_PEEK = 60  # characters looked at on either side of a mark
_EDGES = "\"'“”‘’«»()[]{}*_,;:.?!…"


def sentence_starts(text: str) -> list[int]:
    """Offsets at which a sentence begins, the first word of the text included; empty for a blank text.

    A line break always ends a sentence. Text without any capital is judged by its marks alone.
    """
    first = len(text) - len(text.lstrip())
    if first == len(text):
        return []
    starts = [first]
    caseless = text.islower()
    for match in _CANDIDATE.finditer(text, first):
        following = _NEXT.match(text, match.end(), match.end() + _PEEK)
        start = _skip_blanks(text, match.end())
        if following is None or start >= len(text) or start <= starts[-1]:
            continue
        newline = match[0].isspace() or "\n" in text[match.end() : start]
        if newline or _ends(text, match, starts[-1], following, caseless):
            starts.append(start)
    return starts


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _ends(text: str, match: re.Match[str], since: int, following: re.Match[str], caseless: bool) -> bool:
    """Whether the mark ends a sentence that began at `since`; `following` holds opening quotes and the next word."""
    mark, (opening, upcoming) = match[0], following.groups()
    before = text[max(since, match.start() - _PEEK) : match.start()]
    found = _LAST_WORD.search(before)
    word = found[0].strip(_EDGES) if found else ""
    new = opening != "" or caseless or not upcoming[:1].islower() or _LETTER_MARK.fullmatch(upcoming) is not None
    if upcoming[:1] in ".?!…":
        return False
    if "?" in mark or "!" in mark:
        closed = mark[-1] not in ".?!…"
        return upcoming.strip(_EDGES).lower() not in REPORTING and (new or not closed)
    if "…" in mark or ".." in mark or not word:
        return new and _pause_ends(word, upcoming, caseless)
    closed = mark[-1] != "."
    return new and _stop_ends(text, since, match.start(), word, upcoming, closed)


def _pause_ends(word: str, upcoming: str, caseless: bool) -> bool:
    """After an ellipsis only a capital that means something begins a sentence: not an acronym, not the English I."""
    bare = upcoming.strip(_EDGES)
    acronym = len(bare) > 1 and bare.isupper()
    return not (caseless or acronym or bare in _PRONOUN_I or word.lower() in HESITANT)


def _stop_ends(text: str, since: int, stop: int, word: str, upcoming: str, closed: bool) -> bool:
    """Whether a single full stop behind `word` ends the sentence, the next word being no obstacle."""
    lower, starter = word.lower(), upcoming.strip(_EDGES).lower() in STARTERS
    if _LIST_MARK.fullmatch(word) and _begins(text[since:stop], word):
        return False
    if lower in CLOSERS or (closed and text[stop + 1 : stop + 2] == ")"):
        return True
    if lower in TITLES and lower not in BEFORE_NUMBERS:
        return starter and word.islower()
    if lower in WITHIN:
        return False
    if lower in BEFORE_NUMBERS:
        return not (upcoming[:1].isdigit() or _roman(upcoming))
    if lower in ADDRESS:
        return starter or _addressed(text[since:stop])
    if len(word) == 1 and word.isalpha() and word.isupper():
        return starter or _previous(text[since:stop]) in LETTERED
    if _DOTTED.fullmatch(word):
        return starter
    return True


def _begins(words: str, word: str) -> bool:
    """Whether "1. " or "a. " opens a sentence, or an item behind a colon or semicolon."""
    head = words[: len(words) - len(word)].rstrip()
    return head.strip(_EDGES) == "" or head[-1] in ":;"


def _roman(upcoming: str) -> bool:
    bare = upcoming.strip(_EDGES)
    return bool(bare) and set(bare) <= set("IVXLC")


def _previous(words: str) -> str:
    """The last word but one, in lower case, without marks."""
    parts = words.split()
    return parts[-2].strip(_EDGES).lower() if len(parts) > 1 else ""


def _addressed(words: str) -> bool:
    """Whether "… Pak." closes a sentence that speaks to somebody: behind a comma or an answering word."""
    parts = words.split()
    return len(parts) > 1 and (parts[-2].endswith(",") or _previous(words) in BEFORE_ADDRESS)
