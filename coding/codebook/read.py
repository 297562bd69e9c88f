"""YAML → Codebook. The shape is described by the files in `codebooks/`."""

import re
from dataclasses import replace
from uuid import UUID, uuid5

import yaml

from coding.codebook.check import ARROW, check
from coding.codebook.key import make_key
from coding.codebook.nodes import compose, fields, items, line, words
from coding.errors import CodebookField, CodebookUnknownField, CodeParentMissing
from coding.model import LANGUAGES, TEXT_FIELDS, Code, Codebook, Language, arrange

NAMESPACE = UUID("c1d0a3f4-6d2e-4f3b-8a55-2f0c9b7e6d10")
DEFAULT_COLOUR = "#767676"
_BOOK = ("name", "language", "source", "version", "codes")
_CODE = (
    *("id", "key", "name", "parent", "order", "codable", "colour", "sign", "shortcut", "stems", "version"),
    *TEXT_FIELDS,
)
_EXAMPLES = {
    "codebook": "name: … / language: id / codes: […]",
    "codes": "- key: K1",
    "id": "id: 123e4567-e89b-42d3-a456-426614174000",
    "language": "language: id (or en)",
    "order": "order: 3",
    "version": "version: 1",
    "codable": "codable: false",
    "stems": "stems: {id: [rapat*, forum]}",
    "exclude": "- text: … / instead: K2",
}
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_TRUE, _FALSE = ("true", "yes", "on", "ya"), ("false", "no", "off", "tidak")


def code_id(book: str, key: str) -> UUID:
    """The id of a code for which its file gives none: the same for the same codebook name and key, whatever its case.

    It makes loading a file twice give the same codes. A project may give its codes other ids: two projects that start
    from one file must not share identifiers inside one database.
    """
    return uuid5(NAMESPACE, f"{book}\n{key.casefold()}")


def read_yaml(text: str) -> Codebook:
    """The codebook of a YAML text, checked.

    Words may stand plain (in the codebook's language) or per language (`{id: …, en: …}`). Codes without a key get one
    from their name, without an id one from codebook name and key, without a sign their key, without a colour that of
    their parent. Raises a CodebookInvalid that names line or code.
    """
    root = compose(text.removeprefix("\ufeff"))
    if root is None:
        raise CodebookField(line=1, field="codebook", example=_EXAMPLES["codebook"])
    found = fields(root, "codebook", _EXAMPLES["codebook"], _BOOK)
    name = _plain(found, "name")
    language = _language(found)
    entries = items(found["codes"], "codes", _EXAMPLES["codes"]) if "codes" in found else []
    nodes = [fields(entry, "codes", _EXAMPLES["codes"], _CODE) for entry in entries]
    codes = _codes(nodes, name, language)
    book = Codebook(codes, name, language, _number(found, "version", 0), _plain(found, "source"))
    check(book)
    return book


def _codes(nodes: list[dict[str, yaml.Node]], book: str, language: Language) -> tuple[Code, ...]:
    keys = _keys(nodes, language)
    codes = [_code(node, key, n, book, language) for n, (node, key) in enumerate(zip(nodes, keys, strict=True))]
    ids = {code.key.casefold(): code.id for code in codes}
    placed = []
    for node, code in zip(nodes, codes, strict=True):
        above = _plain(node, "parent")
        if above and above.casefold() not in ids:
            raise CodeParentMissing(key=code.key, parent=above)
        placed.append(replace(code, parent=ids[above.casefold()] if above else None))
    coloured = {code.id for node, code in zip(nodes, codes, strict=True) if "colour" in node}
    return _inherit_colours(tuple(placed) if _in_order(placed) else arrange(placed), coloured)


def _in_order(codes: list[Code]) -> bool:
    """Whether every parent stands before its children."""
    behind: set[UUID | None] = {None}
    for code in codes:
        if code.parent not in behind:
            return False
        behind.add(code.id)
    return True


def _inherit_colours(codes: tuple[Code, ...], coloured: set[UUID]) -> tuple[Code, ...]:
    colours: dict[UUID | None, str] = {}
    for code in codes:
        colours[code.id] = code.colour if code.id in coloured else colours.get(code.parent, DEFAULT_COLOUR)
    return tuple(replace(code, colour=colours[code.id]) for code in codes)


def _keys(nodes: list[dict[str, yaml.Node]], language: Language) -> list[str]:
    """The keys as given; the missing ones made from names, clear of all others."""
    keys = [_plain(node, "key") for node in nodes]
    taken = [key for key in keys if key]
    for number, node in enumerate(nodes):
        if not keys[number]:
            name = next(iter(_words(node, "name", language).values()), "")
            keys[number] = make_key(name, taken)
            taken.append(keys[number])
    return keys


def _code(node: dict[str, yaml.Node], key: str, number: int, book: str, language: Language) -> Code:
    given = _plain(node, "id")
    if given and not _is_uuid(given):
        raise CodebookField(line=line(node["id"]), field="id", example=_EXAMPLES["id"])
    return Code(
        id=UUID(given) if given else code_id(book, key),
        key=key,
        name=_words(node, "name", language),
        order=_number(node, "order", number),
        codable=_truth(node, "codable", True),
        colour=_plain(node, "colour"),
        sign=_plain(node, "sign") if "sign" in node else key,
        shortcut=_plain(node, "shortcut"),
        texts={field: _text(node, field, language) for field in TEXT_FIELDS if field in node},
        stems=_stems(node),
        version=_number(node, "version", 1),
    )


def _text(node: dict[str, yaml.Node], field: str, language: Language) -> dict[str, str]:
    """Words per language; a list of exclusions becomes lines, each with “ → KEY” where another code is to be used."""
    if field != "exclude" or not isinstance(node[field], yaml.SequenceNode):
        return _words(node, field, language)
    lines: dict[str, list[str]] = {}
    for item in items(node[field], field, _EXAMPLES["exclude"]):
        item_fields: dict[str, yaml.Node] = {"text": item}
        if not isinstance(item, yaml.ScalarNode):
            item_fields = fields(item, field, _EXAMPLES["exclude"], ("text", "instead"))
        instead = _plain(item_fields, "instead")
        for tongue, said in _words(item_fields, "text", language).items():
            lines.setdefault(tongue, []).append(" ".join(said.split("\n")) + (ARROW + instead if instead else ""))
    return {tongue: "\n".join(said) for tongue, said in lines.items()}


def _words(node: dict[str, yaml.Node], field: str, language: Language) -> dict[str, str]:
    if field not in node:
        return {}
    example = f"{field}: … / {field}: {{id: …, en: …}}"
    if not isinstance(node[field], yaml.MappingNode):
        return {language: words(node[field], field, example)}
    return {
        _tag(tag, value): words(value, field, example) for tag, value in fields(node[field], field, example).items()
    }


def _stems(node: dict[str, yaml.Node]) -> dict[str, tuple[str, ...]]:
    if "stems" not in node:
        return {}
    example = _EXAMPLES["stems"]
    return {
        _tag(tag, listed): tuple(words(stem, "stems", example) for stem in items(listed, "stems", example))
        for tag, listed in fields(node["stems"], "stems", example).items()
    }


def _tag(tag: str, node: yaml.Node) -> str:
    if not _LANGUAGE_TAG.fullmatch(tag):
        raise CodebookUnknownField(line=line(node), field=tag)
    return tag


def _plain(node: dict[str, yaml.Node], field: str) -> str:
    return words(node[field], field, _EXAMPLES.get(field, f"{field}: …")) if field in node else ""


def _language(node: dict[str, yaml.Node]) -> Language:
    given = _plain(node, "language") or LANGUAGES[0]
    for language in LANGUAGES:
        if given == language:
            return language
    raise CodebookField(line=line(node["language"]), field="language", example=_EXAMPLES["language"])


def _number(node: dict[str, yaml.Node], field: str, default: int) -> int:
    given = _plain(node, field)
    if not given:
        return default
    if not re.fullmatch(r"-?[0-9]{1,9}", given):
        raise CodebookField(line=line(node[field]), field=field, example=_EXAMPLES[field])
    return int(given)


def _truth(node: dict[str, yaml.Node], field: str, default: bool) -> bool:
    given = _plain(node, field).lower()
    if given and given not in (*_TRUE, *_FALSE):
        raise CodebookField(line=line(node[field]), field=field, example=_EXAMPLES[field])
    return given in _TRUE if given else default


def _is_uuid(given: str) -> bool:
    return re.fullmatch(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", given) is not None
