"""YAML taken apart without ever building what it asks for: nodes with line numbers, of limited size and depth.

Scalars stay the words that stand in the file, so that a key `NO` is not a truth value and a name `2024` not a number.
"""

from collections.abc import Collection

import yaml

from coding.errors import (
    CodebookField,
    CodebookFieldTwice,
    CodebookReference,
    CodebookSyntax,
    CodebookTooLarge,
    CodebookUnknownField,
)

LARGEST = 1_000_000  # characters
DEEPEST = 12
_NULL = "tag:yaml.org,2002:null"
# libyaml where the wheel has it: the same answers, ten times faster.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose(text: str) -> yaml.Node | None:
    """The root node of a YAML text, None for an empty one.

    Raises CodebookTooLarge, CodebookReference (anchors and aliases), CodebookSyntax (also for nesting without end).
    """
    if len(text) > LARGEST:
        raise CodebookTooLarge(limit=LARGEST // 1000)
    try:
        _refuse_traps(text)
        return yaml.compose(text, _LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise CodebookSyntax(line=mark.line + 1 if mark else 1) from error
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0)
        raise CodebookSyntax(line=text.count("\n", 0, position) + 1) from error
    except UnicodeEncodeError as error:
        raise CodebookSyntax(line=text.count("\n", 0, error.start) + 1) from error


def _refuse_traps(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, _LOADER):
        if getattr(event, "anchor", None) is not None:
            raise CodebookReference(line=_line(event))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise CodebookSyntax(line=_line(event))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def line(node: yaml.Node) -> int:
    """The line on which a node begins, counted from 1."""
    return int(node.start_mark.line) + 1


def absent(node: yaml.Node | None) -> bool:
    """Whether a field is not there or has nothing behind its colon."""
    return node is None or node.tag == _NULL


def fields(node: yaml.Node, field: str, example: str, known: Collection[str] | None = None) -> dict[str, yaml.Node]:
    """The fields of a mapping; empty ones are left out.

    Raises CodebookField if it is none, CodebookUnknownField for a field not among the known, CodebookFieldTwice.
    """
    if not isinstance(node, yaml.MappingNode):
        raise CodebookField(line=line(node), field=field, example=example)
    found: dict[str, yaml.Node] = {}
    for key_node, value in node.value:
        name = words(key_node, field, example)
        if known is not None and name not in known:
            raise CodebookUnknownField(line=line(key_node), field=name)
        if name in found:
            raise CodebookFieldTwice(line=line(key_node), field=name)
        found[name] = value
    return {name: value for name, value in found.items() if not absent(value)}


def items(node: yaml.Node, field: str, example: str) -> list[yaml.Node]:
    """The items of a list. Raises CodebookField if it is none."""
    if not isinstance(node, yaml.SequenceNode):
        raise CodebookField(line=line(node), field=field, example=example)
    return list(node.value)


def words(node: yaml.Node, field: str, example: str) -> str:
    """The words of a scalar, as they stand. Raises CodebookField for a list or mapping."""
    if not isinstance(node, yaml.ScalarNode):
        raise CodebookField(line=line(node), field=field, example=example)
    return "" if node.tag == _NULL else str(node.value)
