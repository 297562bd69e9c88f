"""What a figure is drawn from: the shape of a table behind a picture, whoever counted it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

Value = int | float | str | None
Options = Mapping[str, str]
"""What was chosen for a kind: name of the option → value."""


class Head(Protocol):
    """A row or a column; `ask` is the query of its excerpts (empty: all; None: none at all)."""

    @property
    def label(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def said(self) -> str: ...
    @property
    def ask(self) -> str | None: ...
    @property
    def colour(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def group(self) -> str: ...


class Table(Protocol):
    """Rows by columns in the order they are drawn."""

    @property
    def corner(self) -> str: ...
    @property
    def counted(self) -> str: ...
    @property
    def rows(self) -> Sequence[Head]: ...
    @property
    def columns(self) -> Sequence[Head]: ...
    @property
    def cells(self) -> Sequence[Sequence[Value]]: ...
    def ask(self, row: int, column: int) -> str | None: ...


def unit(head: Head) -> str:
    """What the numbers of a column are measured in, as it has it in brackets."""
    return head.label.partition("(")[2].rstrip(")")
