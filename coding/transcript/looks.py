"""What a label looks like, and which spellings are one label."""

import re
from functools import lru_cache
from typing import Literal

from coding.transcript.vocabulary import DISCOURSE, FUNCTION, NOTES, PARTICLES, ROLES

Look = Literal["role", "code", "name", "handle", "phrase", "note"]

LONGEST = 64
MOST_WORDS = 6

_INNER_CLOCK = re.compile(r"\d\s*:\s*\d")
_FORBIDDEN = re.compile(r"[?!;=<>\"“”«»|\\…%\[\]{}*:]|//")
_SENTENCE = re.compile(r"\w{4,}\. ")
_PAREN = re.compile(r"\([^()]*\)?")
_CODE = re.compile(r"[A-Z]{1,4}\d{0,4}|[A-Za-z]{1,12}[-_./]?\d{1,4}[A-Za-z]?|[A-Z]{1,6}(?:[-_./][A-Z0-9]{1,6}){1,3}")
_NUMBERED_CODE = re.compile(r"(?!(?:bab|gb|rp)\W?\d)[A-Za-z]{1,3}[-_./]?\d{1,4}[A-Za-z]?", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_EVERYBODY = ("semua", "all", "everyone", "seseorang", "man", "woman", "voice")
_REMARKS = ("note", "notes", "comment", "comments", "observation", "observations", "catatan")


@lru_cache(maxsize=4096)
def label_key(label: str) -> str:
    """What makes two labels one: case, blanks, trailing colon and marks of dress do not count."""
    return " ".join(label.strip(" \t:*_#@[]{}/").split()).casefold()


def base_key(label: str) -> str:
    """The key without a remark in brackets: `Ana (Guest)` and `Ana` are one person."""
    return label_key(_PAREN.sub(" ", label)) or label_key(label)


def remark(label: str) -> str:
    """The remark in brackets of a label, in lower case."""
    found = _PAREN.search(label)
    return found[0].strip("() ").casefold() if found else ""


def label_words(label: str) -> list[str]:
    """The words outside brackets."""
    return _PAREN.sub(" ", label).split()


@lru_cache(maxsize=4096)
def look_of(label: str) -> Look | None:
    """What a label looks like; None where it cannot be one (a time, a ratio, an address, half a sentence)."""
    words = label_words(label) or label.strip("()").split()
    most = MOST_WORDS + 2 * all(_capital(word) for word in words)
    if not 0 < len(label) <= LONGEST or not 0 < len(words) <= most or not _LETTERS.search(label):
        return None
    if _FORBIDDEN.search(label) or _INNER_CLOCK.search(label) or _SENTENCE.search(label) or label[-1] in ",-–'’(":
        return None
    if label[-1] == "." and len(words[-1]) > 4 and "." not in words[-1][:-1]:
        return None
    if not (label[0].isalnum() or label[0] == "(") or label.isdigit() or ("," in label and not _titled(label)):
        return None
    return _look(words)


def _titled(label: str) -> bool:
    """A comma belongs to a label where a degree or a place follows: `Ahmad, M.Si`."""
    return all(part.strip()[:1].isupper() for part in label.split(",")[1:])


def _look(words: list[str]) -> Look | None:
    plain = [word.casefold().strip(".,()'’") for word in words]
    parts = [part.casefold() for part in _LETTERS.findall(" ".join(words))]
    small = any(word.islower() and word in FUNCTION - PARTICLES for word in words)
    if len(words) == 1 and _NUMBERED_CODE.fullmatch(words[0]):
        return "code"
    told = next((part for part in parts if part in ROLES or part in NOTES), "")
    if told in ROLES and parts[-1] not in _REMARKS:
        return None if small or (told in _EVERYBODY and len(parts) > 1) else "role"
    if told or parts[-1:] == ["wawancara"]:
        return "note"
    if len(words) == 1 and _CODE.fullmatch(words[0]) and parts[0] not in ("rp", "pukul"):
        return "code"
    if small or (plain[0] in DISCOURSE and not (len(words) == 1 and len(plain[0]) == 1)):
        return None
    if len(words) == 1 and plain[0].endswith("nya") and len(plain[0]) > 5:
        return None
    if len(words) == 1 and words[0].islower():
        return "handle"
    return "name" if all(_capital(word) for word in words) else "phrase"


def _capital(word: str) -> bool:
    first = word.strip("('‘’.")[:1]
    return not first or not first.islower() or word.casefold() in PARTICLES
