"""What changed between two versions of a codebook, code by code and field by field."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal
from uuid import UUID

from coding.model import TEXT_FIELDS, Code, Codebook

Kind = Literal["added", "removed", "renamed", "moved", "text", "changed", "merged", "split"]

Piece = Literal["same", "out", "in"]
_WORD = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")


@dataclass(frozen=True, slots=True)
class Difference:
    """One change. `field` is a field of Code or one of its texts, `language` names the language of words.

    added, removed: the code itself. renamed: `name` or `key`. moved: `parent` (keys, "" for none) or `order`.
    text: words of a text. changed: colour, sign, shortcut, codable, stems. merged: removed, and its codings given to
    `after`. split: added, and made of `before` (keys).
    """

    kind: Kind
    code: UUID
    key: str
    field: str = ""
    language: str = ""
    before: str = ""
    after: str = ""


def diff(old: Codebook, new: Codebook) -> list[Difference]:
    """The changes from `old` to `new`: removed codes first, then the others in the new order. Codes pair by id.

    A code whose id is not in the other codebook pairs by key, so that a file without ids can be compared too.
    """
    pairs = _pairs(old, new)
    matched = {code.id for code in pairs.values()}
    changes = [_whole("removed", code, old) for code in old.codes if code.id not in matched]
    for code in new.codes:
        before = pairs.get(code.id)
        changes += [_whole("added", code, new)] if before is None else _fields(before, code, old, new)
    return changes


def told(changes: list[Difference], into: Mapping[UUID, str], of: Mapping[UUID, str]) -> list[Difference]:
    """Changes that know what became of a removed code (id → key of the other), and what a new one was made of."""
    made = []
    for one in changes:
        if one.kind == "removed" and one.code in into:
            one = replace(one, kind="merged", after=into[one.code])
        elif one.kind == "added" and one.code in of:
            one = replace(one, kind="split", before=of[one.code])
        made.append(one)
    return made


def words_changed(before: str, after: str) -> list[tuple[Piece, str]]:
    """Two texts as one: the words that stayed, went out and came in, in the order in which one reads them."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    found: list[tuple[Piece, str]] = []
    for step, from_, to, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            found.append(("same", "".join(old[from_:to])))
            continue
        if to > from_:
            found.append(("out", "".join(old[from_:to])))
        if end > start:
            found.append(("in", "".join(new[start:end])))
    return found


def _pairs(old: Codebook, new: Codebook) -> dict[UUID, Code]:
    by_id = {code.id: code for code in old.codes}
    pairs = {code.id: by_id[code.id] for code in new.codes if code.id in by_id}
    by_key = {code.key.casefold(): code for code in old.codes if code.id not in pairs}
    for code in new.codes:
        if code.id not in pairs and (found := by_key.get(code.key.casefold())):
            pairs[code.id] = found
    return pairs


def _whole(kind: Kind, code: Code, book: Codebook) -> Difference:
    words = code.label(book.language)
    before, after = (words, "") if kind == "removed" else ("", words)
    return Difference(kind, code.id, code.key, before=before, after=after)


def _fields(before: Code, after: Code, old: Codebook, new: Codebook) -> Iterator[Difference]:
    def change(kind: Kind, field: str, was: str, now: str, language: str = "") -> Iterator[Difference]:
        if was != now:
            yield Difference(kind, after.id, after.key, field, language, was, now)

    def words(kind: Kind, field: str, was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Difference]:
        for language in sorted({*was, *now}):
            yield from change(kind, field, was.get(language, ""), now.get(language, ""), language)

    yield from change("renamed", "key", before.key, after.key)
    yield from words("renamed", "name", before.name, after.name)
    yield from change("moved", "parent", _parent(before, old), _parent(after, new))
    if _parent(before, old) == _parent(after, new):
        yield from change("moved", "order", str(before.order), str(after.order))
    for field in TEXT_FIELDS:
        yield from words("text", field, before.texts.get(field, {}), after.texts.get(field, {}))
    for field in ("colour", "sign", "shortcut", "codable"):
        yield from change("changed", field, str(getattr(before, field)), str(getattr(after, field)))
    yield from words("changed", "stems", _joined(before.stems), _joined(after.stems))


def _parent(code: Code, book: Codebook) -> str:
    parent = book.find(code.parent) if code.parent else None
    return parent.key if parent else ""


def _joined(stems: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {language: ", ".join(listed) for language, listed in stems.items()}
