"""Fields in a text: `{informants: K2}` stands for what the project says when the text is read, not when it was written.

    text     = { words | field }
    field    = "{" name [ ":" argument ] "}"
    argument = letters other than braces and line ends; between double quotes also braces

A brace that is meant as a brace is written twice. What is no field stays in the text as it was typed, and is told.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from coding.errors import FieldInvalid, FieldNeedless, FieldUnclosed, FieldUnfinished, FieldUnknown

Takes = Literal["nothing", "query", "maybe query", "code", "thing", "maybe thing", "name"]
"""What a field needs after its name."""

NAMES: Mapping[str, Takes] = {
    "informants": "maybe query",
    "excerpts": "maybe query",
    "sources": "maybe query",
    "asked": "code",
    "codes": "nothing",
    "coders": "nothing",
    "quote": "thing",
    "proposition": "thing",
    "evidence": "maybe thing",
    "verdict": "code",
    "rule": "code",
    "advice": "thing",
    "table": "name",
    "figure": "name",
    "note": "name",
    "saturation": "nothing",
    "agreement": "nothing",
    "method": "nothing",
    "codebook": "nothing",
    "date": "nothing",
}

_BRACE = re.compile(r"[{}]")
_FIELD = re.compile(r'\{[ \t]*([A-Za-z_]*)[ \t]*(?::((?:"(?:[^"\\\n]|\\.)*"|[^"{}\n])*))?\}')


@dataclass(frozen=True, slots=True)
class Field:
    """A field with its argument, and where in the text it stands (half open)."""

    name: str
    argument: str = ""
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        """The field as it is written."""
        return f"{{{self.name}: {self.argument}}}" if self.argument else f"{{{self.name}}}"


@dataclass(frozen=True, slots=True)
class Plain:
    """Words between fields, braces as they are meant."""

    words: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


Piece = Plain | Field


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text in its pieces, and what in it was meant as a field and is none."""

    pieces: tuple[Piece, ...]
    faults: tuple[FieldInvalid, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(one for one in self.pieces if isinstance(one, Field))


def parse(text: str) -> Parsed:
    """The pieces of a text in their order; every fault names its place, counted from 1."""
    pieces: list[Piece] = []
    faults: list[FieldInvalid] = []
    words, began, at = "", 0, 0

    def close() -> None:
        nonlocal words, began
        if at > began:
            pieces.append(Plain(words, began, at))
        words, began = "", at

    while at < len(text):
        brace = _BRACE.search(text, at)
        if (plain := brace.start() if brace else len(text)) > at:
            words, at = words + text[at:plain], plain
            continue
        pair = text[at : at + 2]
        if pair in ("{{", "}}"):
            words, at = words + pair[0], at + 2
        elif text[at] != "{":
            words, at = words + text[at], at + 1
        else:
            found = _FIELD.match(text, at)
            if found and (fault := _fault(found, at)) is None:
                close()
                name, argument = found.group(1).lower(), (found.group(2) or "").strip()
                at = found.end()
                pieces.append(Field(name, argument, found.start(), at))
                began = at
                continue
            faults.append(fault if found and fault else FieldUnclosed(at=at + 1))
            end = found.end() if found else at + 1
            words, at = words + text[at:end], end
    close()
    return Parsed(tuple(pieces), tuple(faults))


def _fault(found: re.Match[str], at: int) -> FieldInvalid | None:
    name, argument = found.group(1).lower(), (found.group(2) or "").strip()
    takes = NAMES.get(name)
    if takes is None:
        return FieldUnknown(name=found.group(1), at=at + 1, known=", ".join(NAMES))
    if takes in ("query", "code", "thing", "name") and not argument:
        return FieldUnfinished(name=name, at=at + 1)
    if takes == "nothing" and argument:
        return FieldNeedless(name=name, at=at + 1)
    return None


def written(pieces: Iterable[Piece]) -> str:
    """The text that `parse` reads as these pieces."""
    return "".join(
        one.text if isinstance(one, Field) else re.sub(r"[{}]", lambda brace: brace.group() * 2, one.words)
        for one in pieces
    )
