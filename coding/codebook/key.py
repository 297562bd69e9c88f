"""Short keys made from names."""

import re
from collections.abc import Iterable

_WORDS = re.compile(r"[^\W_]+")
_SMALL = re.compile("dan|di|ke|dari|yang|untuk|dengan|atau|pada|the|an?|of|and|to|in|for|with|or|on", re.IGNORECASE)
_LETTERS = 4


def make_key(name: str, taken: Iterable[str] = ()) -> str:
    """A key for a new code: "Joint planning" → "JP", "Hambatan" → "HAM"; with a number behind it if taken.

    `taken` are all keys ever used in the project, those of removed codes too: a key is never reused, whatever its case.
    """
    used = {key.casefold() for key in taken}
    words = _WORDS.findall(name)
    telling = [word for word in words if not _SMALL.fullmatch(word)] or words
    if len(telling) == 1:
        base = telling[0] if len(telling[0]) <= _LETTERS else telling[0][: _LETTERS - 1]
    else:
        base = "".join(word[0] for word in telling[:_LETTERS])
    base = base.upper() or "C"
    if base.casefold() not in used:
        return base
    gap = "." if base[-1].isdigit() else ""
    number = 2
    while f"{base}{gap}{number}".casefold() in used:
        number += 1
    return f"{base}{gap}{number}"
