"""Codebook → YAML that a person can read, and `read_yaml` turns back into the same codebook."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from coding.codebook.check import ARROW, exclusions
from coding.codebook.read import code_id
from coding.model import TEXT_FIELDS, Code, Codebook

_WIDTH = 110  # characters of a line, beyond which words become a block
# What a block would not give back as it was: control characters, and the rarer line ends.
_PLAIN = re.compile(r"[\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")


class _Flow(list[str]):
    """A list written on one line."""


class _Dumper(yaml.SafeDumper):
    """Strings as blocks where they are long or have several lines; lists indented under their field."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _string(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = None
    if not _PLAIN.fullmatch(value):
        style = '"'
    elif "\n" in value:
        style = "|"
    elif len(value) > _WIDTH - 30:
        style = ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _flow(dumper: yaml.SafeDumper, value: _Flow) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", list(value), flow_style=True)


_Dumper.add_representer(str, _string)
_Dumper.add_representer(_Flow, _flow)


def write_yaml(book: Codebook) -> str:
    """The codebook as YAML: block style, fields and codes in their order, nothing written that reading supplies."""
    data: dict[str, Any] = {"name": book.name, "language": book.language}
    if book.version:
        data["version"] = book.version
    if book.source:
        data["source"] = book.source
    keys = {code.id: code.key for code in book.codes}
    data["codes"] = [_code(book, code, number, keys) for number, code in enumerate(book.codes)]
    return str(yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH))


def _code(book: Codebook, code: Code, number: int, keys: Mapping[Any, str]) -> dict[str, Any]:
    every: dict[str, tuple[Any, bool]] = {
        "key": (code.key, True),
        "id": (str(code.id), code.id != code_id(book.name, code.key)),
        "parent": (keys.get(code.parent, ""), code.parent is not None),
        "order": (code.order, code.order != number),
        "name": (_words(code.name, book), bool(code.name)),
        "codable": (code.codable, not code.codable),
        "colour": (code.colour, True),
        "sign": (code.sign, code.sign != code.key),
        "shortcut": (code.shortcut, bool(code.shortcut)),
        "version": (code.version, code.version != 1),
    }
    data = {field: value for field, (value, needed) in every.items() if needed}
    for field in TEXT_FIELDS:
        if field in code.texts:
            data[field] = _text(code, field, book)
    if code.stems:
        data["stems"] = {language: _Flow(listed) for language, listed in code.stems.items()}
    return data


def _words(words: Mapping[str, str], book: Codebook) -> Any:
    """The words alone where there is only the codebook's language, else per language."""
    return words[book.language] if set(words) == {book.language} else dict(words)


def _text(code: Code, field: str, book: Codebook) -> Any:
    listed = _exclusions(code, book) if field == "exclude" else None
    return _words(code.texts[field], book) if listed is None else listed


def _exclusions(code: Code, book: Codebook) -> list[Any] | None:
    """Exclusions as a list, one item a line, if the languages run parallel and the list gives the lines back."""
    texts = code.texts["exclude"]
    lines = {language: list(exclusions(code, language)) for language in texts}
    targets = {tuple(instead for _, instead in listed) for listed in lines.values()}
    if len(targets) != 1 or not next(iter(targets)):
        return None
    for language, listed in lines.items():
        if "\n".join(said + (ARROW + instead if instead else "") for said, instead in listed) != texts[language]:
            return None
    items: list[Any] = []
    for number, instead in enumerate(next(iter(targets))):
        said = {"text": _words({language: listed[number][0] for language, listed in lines.items()}, book)}
        items.append(said | ({"instead": instead} if instead else {}))
    return items
