"""Codes moved among others, taken out, united: which codes become what, for whoever stores them."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from coding.codebook.check import ARROW, check
from coding.codebook.edit import place
from coding.errors import CodeNotFound
from coding.model import TEXT_FIELDS, Code, Codebook, arrange


def moved(book: Codebook, code: UUID, parent: UUID | None, at: int | None = None) -> list[Code]:
    """The codes that change where one, with all under it, comes to stand `at` a place under a parent (None: last).

    Raises CodeNotFound, CodeParentMissing, and CodeUnderItself where the parent is the code or stands under it.
    """
    one = next((other for other in book.codes if other.id == code), None)
    if one is None:
        raise CodeNotFound(code=code)
    place(book, code, parent)
    beside = [other for other in book.codes if other.parent == parent and other.id != code]
    beside.insert(len(beside) if at is None else min(max(at, 0), len(beside)), replace(one, parent=parent))
    changed = [replace(other, order=number) for number, other in enumerate(beside)]
    # The one that was meant comes first.
    return sorted(_other(book, changed), key=lambda other: other.id != code)


def recoloured(book: Codebook, codes: set[UUID], colour: str) -> list[Code]:
    """The codes among these that get another colour by that."""
    return _other(book, [replace(one, colour=colour) for one in book.codes if one.id in codes])


def redirected(book: Codebook, gone: UUID, into: UUID | None) -> list[Code]:
    """The codes whose exclusions led to one that goes: they lead to another one, or nowhere.

    What the other one left to the code that goes is excluded there no longer.
    """
    leaving = next(one for one in book.codes if one.id == gone)
    taking = next((one for one in book.codes if one.id == into), None)
    changed = []
    for code in book.codes:
        texts = code.texts.get("exclude", {})
        led = {tongue: _led(code, tongue, leaving.key, taking) for tongue in texts}
        if code.id != gone and led != dict(texts):
            changed.append(replace(code, texts={**code.texts, "exclude": led}))
    return changed


def _led(code: Code, tongue: str, gone: str, taking: Code | None) -> str:
    lines = []
    for line in code.texts["exclude"][tongue].split("\n"):
        words, arrow, instead = line.rpartition(ARROW)
        if not arrow or instead.casefold() != gone.casefold():
            lines.append(line)
        elif taking is None:
            lines.append(words)
        elif taking.id != code.id:
            lines.append(words + ARROW + taking.key)
    return "\n".join(lines)


def lifted(book: Codebook, gone: UUID, parent: UUID | None) -> list[Code]:
    """The codes under one that goes, last under another parent and in their order."""
    below = [one for one in book.codes if one.parent == gone]
    first = place(book, gone, parent)
    return [replace(one, parent=parent, order=first + number) for number, one in enumerate(below)]


def united(into: Code, gone: Code) -> Code:
    """A code with the texts and search words of another one behind its own; no line stands twice.

    What the other one leaves to it is excluded no longer.
    """
    texts: dict[str, Mapping[str, str]] = dict(into.texts)
    for field in TEXT_FIELDS:
        own, other = into.texts.get(field, {}), gone.texts.get(field, {})
        both = {tongue: _behind(own.get(tongue, ""), _said(gone, field, tongue, into.key)) for tongue in other}
        if any(both.values()):
            texts[field] = {**own, **both}
    stems = {
        tongue: tuple(dict.fromkeys((*into.stems.get(tongue, ()), *gone.stems.get(tongue, ()))))
        for tongue in (*into.stems, *(one for one in gone.stems if one not in into.stems))
    }
    return replace(into, texts=texts, stems=stems)


def _said(code: Code, field: str, tongue: str, into: str) -> str:
    lines = code.texts[field][tongue].split("\n")
    if field == "exclude":
        lines = [line for line in lines if not line.casefold().endswith(ARROW + into.casefold())]
    return "\n".join(lines)


def _behind(own: str, other: str) -> str:
    there = own.split("\n") if own else []
    return "\n".join([*there, *(line for line in other.split("\n") if line and line not in there)])


def checked(book: Codebook, changed: list[Code], gone: UUID | None = None) -> Codebook:
    """The codebook with these codes instead of theirs of before, and without one; checked."""
    new = {one.id: one for one in changed}
    codes = arrange(new.get(one.id, one) for one in book.codes if one.id != gone)
    made = replace(book, codes=codes)
    check(made)
    return made


def _other(book: Codebook, changed: list[Code]) -> list[Code]:
    """Those that are not what they were."""
    return [one for one in changed if one not in book.codes]
