"""What makes a codebook hold together."""

import re
from collections.abc import Iterator

from coding.errors import (
    CodeBeforeParent,
    CodeColourWrong,
    CodeIdTwice,
    CodeInsteadMissing,
    CodeKeyTwice,
    CodeKeyWrong,
    CodeNameless,
    CodeParentMissing,
    CodeShortcutTwice,
    CodeShortcutWrong,
    CodeUnderItself,
)
from coding.model import Code, Codebook

LONGEST_KEY = 40
ARROW = " → "
_KEY = re.compile(rf"[\w./-]{{1,{LONGEST_KEY}}}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_INSTEAD = re.compile(rf"(.*?){ARROW}([\w./-]+)")


def check(book: Codebook) -> None:
    """Raise the CodebookInvalid that names the first code at fault, if there is one.

    Keys are unique whatever their case, ids unique; every code has a name and stands behind its parent; colours are
    `#rrggbb`; shortcuts are single digits 1-9, each given once; every “→ KEY” of an exclusion leads to a code.
    """
    _check_keys(book)
    _check_tree(book)
    _check_looks(book)
    keys = {code.key.casefold() for code in book.codes}
    for code in book.codes:
        for language in code.texts.get("exclude", {}):
            for _, instead in exclusions(code, language):
                if instead is not None and instead.casefold() not in keys:
                    raise CodeInsteadMissing(key=code.key, instead=instead)


def exclusions(code: Code, language: str) -> Iterator[tuple[str, str | None]]:
    """Per line of a code's exclusions: the words, and the key of the code to use instead (None: none named)."""
    for line in code.texts.get("exclude", {}).get(language, "").split("\n"):
        match = _INSTEAD.fullmatch(line)
        if match:
            yield match[1], match[2]
        elif line:
            yield line, None


def _check_keys(book: Codebook) -> None:
    keys: set[str] = set()
    ids: dict[object, Code] = {}
    for code in book.codes:
        if not _KEY.fullmatch(code.key):
            raise CodeKeyWrong(key=code.key, limit=LONGEST_KEY)
        if code.key.casefold() in keys:
            raise CodeKeyTwice(key=code.key)
        if code.id in ids:
            raise CodeIdTwice(key=code.key, other=ids[code.id].key)
        if not any(name.strip() for name in code.name.values()):
            raise CodeNameless(key=code.key)
        keys.add(code.key.casefold())
        ids[code.id] = code


def _check_tree(book: Codebook) -> None:
    codes = {code.id: code for code in book.codes}
    for code in book.codes:
        above = code
        passed = {code.id}
        while above.parent is not None:
            if above.parent not in codes:
                raise CodeParentMissing(key=above.key, parent=above.parent)
            if above.parent in passed:
                raise CodeUnderItself(key=code.key)
            passed.add(above.parent)
            above = codes[above.parent]
    seen = set()
    for code in book.codes:
        if code.parent is not None and code.parent not in seen:
            raise CodeBeforeParent(key=code.key, parent=codes[code.parent].key)
        seen.add(code.id)


def _check_looks(book: Codebook) -> None:
    shortcuts: dict[str, Code] = {}
    for code in book.codes:
        if not _COLOUR.fullmatch(code.colour):
            raise CodeColourWrong(key=code.key)
        if not code.shortcut:
            continue
        if code.shortcut not in tuple("123456789"):
            raise CodeShortcutWrong(key=code.key)
        if code.shortcut in shortcuts:
            raise CodeShortcutTwice(key=code.key, other=shortcuts[code.shortcut].key, digit=code.shortcut)
        shortcuts[code.shortcut] = code
