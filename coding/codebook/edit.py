"""Changes to a codebook: each gives a new, checked Codebook and leaves the old one as it was."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from coding.codebook.check import check
from coding.codebook.key import make_key
from coding.errors import CodeNotFound, CodeParentMissing, CodeUnderItself, NameMissing
from coding.model import Code, Codebook, arrange

_GREY = "#767676"


def place(book: Codebook, code: UUID, parent: UUID | None) -> int:
    """The `order` that puts a code last under a parent (None: at the top level); the code may be new.

    Raises CodeParentMissing, and CodeUnderItself where the parent is the code or stands under it.
    """
    above = parent
    while above is not None:
        found = _get(book, above, code)
        if above == code:
            raise CodeUnderItself(key=found.key)
        above = found.parent
    return max((other.order + 1 for other in book.codes if other.parent == parent and other.id != code), default=0)


def new_code(
    book: Codebook, made: UUID, name: str, *, language: str = "", parent: UUID | None = None, taken: Iterable[str] = ()
) -> Code:
    """A code for the words of a name, last under its parent, with the parent's colour and a key of its own.

    `made` is the new code's id; `taken` are keys once used and since removed. Raises NameMissing for a blank name.
    """
    if not name.strip():
        raise NameMissing
    key = make_key(name, [*taken, *(code.key for code in book.codes)])
    order = place(book, made, parent)
    colour = _get(book, parent, made).colour if parent is not None else _GREY
    named = {language or book.language: name.strip()}
    return Code(made, key, named, parent=parent, order=order, colour=colour, sign=key)


def add(book: Codebook, code: Code) -> Codebook:
    """The codebook with one more code, at its place among its siblings."""
    return _checked(book, (*book.codes, code))


def rename(book: Codebook, code: UUID, name: str, language: str) -> Codebook:
    """The codebook with another name for a code in one language. Raises NameMissing for a blank name."""
    if not name.strip():
        raise NameMissing
    return edit(book, code, name={**_find(book, code).name, language: name.strip()})


def edit(book: Codebook, code: UUID, **fields: Any) -> Codebook:
    """The codebook with some fields of a code changed (those of `Code`, except id and parent)."""
    changed = replace(_find(book, code), **fields)
    return _checked(book, tuple(changed if other.id == code else other for other in book.codes))


def move(book: Codebook, code: UUID, parent: UUID | None) -> Codebook:
    """The codebook with a code, and all under it, moved to the end of another parent's codes."""
    order = place(book, code, parent)
    changed = replace(_find(book, code), parent=parent, order=order)
    return _checked(book, tuple(changed if other.id == code else other for other in book.codes))


def with_texts(code: Code, field: str, words: Mapping[str, str]) -> Code:
    """The code with one of its texts replaced, per language; the other languages of that text stay."""
    return replace(code, texts={**code.texts, field: {**code.texts.get(field, {}), **words}})


def _checked(book: Codebook, codes: tuple[Code, ...]) -> Codebook:
    changed = replace(book, codes=arrange(codes))
    check(changed)
    return changed


def _find(book: Codebook, code: UUID) -> Code:
    found = next((other for other in book.codes if other.id == code), None)
    if found is None:
        raise CodeNotFound(code=code)
    return found


def _get(book: Codebook, parent: UUID, code: UUID) -> Code:
    found = next((other for other in book.codes if other.id == parent), None)
    if found is None:
        child = next((other.key for other in book.codes if other.id == code), code)
        raise CodeParentMissing(key=child, parent=parent)
    return found
