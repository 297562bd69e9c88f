"""What figures of pairs of codes are drawn from, and how they tell a pair."""

from collections.abc import Sequence
from typing import Protocol

from coding.display import looks
from coding.display.table import Head, Table


class Pair(Protocol):
    """Two codes by their place: how many of each there are, and are together."""

    @property
    def first(self) -> int: ...
    @property
    def second(self) -> int: ...
    @property
    def n12(self) -> int: ...
    @property
    def n21(self) -> int: ...
    @property
    def n1(self) -> int: ...
    @property
    def n2(self) -> int: ...
    @property
    def coefficient(self) -> float: ...


class Pairs(Table, Protocol):
    """A row for each pair; `codes` in the order they are shown."""

    @property
    def codes(self) -> Sequence[Head]: ...
    @property
    def pairs(self) -> Sequence[Pair]: ...
    @property
    def joined(self) -> str: ...
    @property
    def only(self) -> str: ...
    @property
    def opens(self) -> bool: ...
    def pair_ask(self, first: int, second: int) -> str | None: ...


class Network(Pairs, Protocol):
    """Pairs with where each code stands, and which others it belongs to (numbered from 0; None: to none)."""

    @property
    def spots(self) -> Sequence[tuple[float, float]]: ...
    @property
    def communities(self) -> Sequence[int | None]: ...


def told(table: Pairs, row: int) -> str:
    """All that a table has of a pair, in lines."""
    one = table.pairs[row]
    first, second = table.codes[one.first].said, table.codes[one.second].said
    return f"{looks.words(first)}<br>× {looks.words(second)}<br>{LINES.format(*numbers(table, row))}"


LINES = "n12 <b>{}</b> · n21 {} · n1 {} · n2 {}<br>c {} · n12/n1 {} · n21/n2 {}{}"
"""How the numbers of a pair are told."""


def numbers(table: Pairs, row: int, turned: bool = False) -> list[str]:
    """What stands in the places of LINES; `turned` from the second code on."""
    n12, n21, n1, n2, c, share, back, flags = map(str, table.cells[row])
    if turned:
        n12, n21, n1, n2, share, back = n21, n12, n2, n1, back, share
    return [n12, n21, n1, n2, c, share, back, f"<br>{looks.words(table.columns[-1].label)}: {flags}" if flags else ""]


def alone(table: Pairs, code: int) -> str:
    """The query of all excerpts of a code."""
    ask = table.codes[code].ask or ""
    return f"{ask} AND ({table.only})" if table.only else ask
