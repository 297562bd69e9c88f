"""A Reading as plain JSON values and back: what crosses the pipe between the app and the process that reads files."""

import struct
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

Noun = TypeVar("Noun")

LENGTHS = struct.Struct(">II")
"""A frame begins with two lengths: of its JSON and of the bytes behind it."""


def pack(value: Any) -> Any:
    """Dataclasses become lists of their fields, tuples lists, UUIDs text; the rest stays."""
    if is_dataclass(value):
        return [pack(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [pack(item) for item in value]
    if isinstance(value, Mapping):
        return {key: pack(item) for key, item in value.items()}
    return str(value) if isinstance(value, UUID) else value


def unpack(noun: type[Noun], value: Any) -> Noun:
    """The dataclass that `pack` took apart. Raises ValueError where the values do not fit its fields."""
    fitted: Noun = _fit(noun, value)
    return fitted


def _fit(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return kind(*(_fit(hint, item) for hint, item in zip(_hints(kind), value, strict=True)))
    if origin is tuple:
        item_kind = get_args(kind)[0]
        return tuple(_fit(item_kind, item) for item in value)
    if origin in (Union, types.UnionType):
        options = [option for option in get_args(kind) if option is not type(None)]
        return None if value is None else _fit(options[0], value)
    if kind is UUID:
        return UUID(value)
    if origin is Literal and value not in get_args(kind):
        raise ValueError(f"{value!r} is none of {get_args(kind)}")
    return value


@cache
def _hints(noun: Any) -> tuple[Any, ...]:
    hints = get_type_hints(noun)
    return tuple(hints[field.name] for field in fields(noun))
