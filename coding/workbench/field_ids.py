"""Fields as they are kept, with whole ids, and as a person writes them: with keys, names, short ids and a hint."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from uuid import UUID

from coding import reduction
from coding.conclusion.tables import TITLES
from coding.errors import CodingError, FieldThingAmbiguous, FieldThingUnknown
from coding.model import Codebook, Display
from coding.report.fields import NAMES, Field, parse
from coding.store import Read, codebooks, codings, conclusions, displays, trails
from coding.workbench.field_tables import TABLES
from coding.workbench.report_fields import STUDY

SHORT = 8
"""So many letters of an id are written, where that is enough."""

_KINDS: Mapping[str, str] = {
    "quote": "coding",
    "proposition": "proposition",
    "evidence": "proposition",
    "advice": "advice",
}
_STUDY = frozenset({STUDY, "penelitian"})
_HINT = 32
_HEX = re.compile(r"[0-9a-f]{4,32}")
_NO_CODES = Codebook(())


class Speller:
    """Writes fields in either way, in a transaction."""

    def __init__(self, tx: Read) -> None:
        self._tx = tx
        self._hints: dict[str, str] = {}

    @cached_property
    def _book(self) -> Codebook:
        return codebooks.load(self._tx)

    @cached_property
    def _displays(self) -> list[Display]:
        return displays.load(self._tx)

    def kept(self, text: str) -> str:
        """A text with whole ids; a field that means nothing here stays as it is typed."""
        return _each(text, self._whole)

    def familiar(self, text: str) -> str:
        """A text as a person reads it; what is gone keeps its id."""
        wanted = [one.argument for one in parse(text).fields if one.name == "quote"]
        there = codings.excerpts_of(self._tx, [id_ for one in wanted if (id_ := _uuid(one))])
        self._hints |= {str(id_): f"{one.source_name}:{one.coding.line_start}" for id_, one in there.items()}
        return _each(text, self._short)

    # -- to be kept -------------------------------------------------------------------------------

    def _whole(self, field: Field) -> str:
        match NAMES[field.name]:
            case "query" | "maybe query":
                asked = reduction.parse(field.argument, self._book)
                return reduction.written(asked, _NO_CODES)
            case "code":
                if field.argument.casefold() in _STUDY:
                    return STUDY
                code = self._book.find(field.argument)
                return str(code.id) if code else field.argument
            case "thing" | "maybe thing":
                return str(self._thing(_KINDS[field.name], field.argument.split()[0]))
            case "name":
                return self._named(field.argument)
        return field.argument

    def _thing(self, kind: str, begun: str) -> UUID:
        letters = begun.lower().replace("-", "").lstrip("#")
        if not _HEX.fullmatch(letters):
            raise FieldThingUnknown(name=begun)
        found = trails.begun(self._tx, kind, letters)
        if not found:
            raise FieldThingUnknown(name=begun)
        if len(found) > 1:
            raise FieldThingAmbiguous(name=begun)
        return found[0]

    def _named(self, name: str) -> str:
        wanted = " ".join(name.strip('"').split()).casefold()
        for one in self._displays:
            if wanted in (one.name.casefold(), str(one.id)):
                return str(one.id)
        for titles in TITLES.values():
            for table, title in titles.items():
                if title.casefold() == wanted:
                    return table
        return wanted if wanted in TABLES else name

    # -- to be read -------------------------------------------------------------------------------

    def _short(self, field: Field) -> str:
        argument = field.argument
        match NAMES[field.name]:
            case "query" | "maybe query":
                return reduction.written(reduction.parse(argument, self._book), self._book)
            case "code":
                code = self._book.find(argument)
                return code.key if code else argument
            case "thing" | "maybe thing":
                return self._thing_short(field)
            case "name":
                kept = next((one for one in self._displays if str(one.id) == argument), None)
                return _harmless(kept.name) if kept else argument
        return argument

    def _thing_short(self, field: Field) -> str:
        id_ = _uuid(field.argument)
        if id_ is None:
            return field.argument
        kind, length = _KINDS[field.name], SHORT
        while length < len(id_.hex) and len(trails.begun(self._tx, kind, id_.hex[:length])) > 1:
            length += 4
        hint = self._hints.get(str(id_)) or self._words(field.name, id_)
        return f"{id_.hex[:length]} {_harmless(hint)}".strip()

    def _words(self, name: str, id_: UUID) -> str:
        """The first words of a proposition or a piece of advice, for a person to know it by."""
        if name == "quote":
            return ""
        there = conclusions.advices(self._tx) if name == "advice" else conclusions.propositions(self._tx)
        text = next((one.text for one in there if one.id == id_), "")
        if len(text) <= _HINT:
            return text
        return f"{text[:_HINT].rpartition(' ')[0] or text[:_HINT]} …"


def _each(text: str, change: Callable[[Field], str]) -> str:
    made, at = [], 0
    for field in parse(text).fields:
        if not field.argument:
            continue
        try:
            argument = change(field)
        except CodingError:
            # It stays as it is: whoever reads the text is told in its place.
            continue
        made += [text[at : field.start], Field(field.name, argument).text]
        at = field.end
    return "".join([*made, text[at:]])


def _harmless(words: str) -> str:
    """Words that can stand in a field."""
    return " ".join(re.sub(r'[{}"]', "", words).split())


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
