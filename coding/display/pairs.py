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


def told(table: Pairs, row: int, turned: bool = False, *, named: bool = True) -> str:
    """All that a table has of a pair, in lines; `turned` from the second code on, `named` with both of them."""
    one, cells, names = table.pairs[row], table.cells[row], [column.label for column in table.columns]
    first, second = table.codes[one.first].said, table.codes[one.second].said
    n12, n21, n1, n2, c, share, back, flags = map(str, cells)
    if turned:
        first, second, n12, n21, n1, n2, share, back = second, first, n21, n12, n2, n1, back, share
    lines = [
        *([f"{looks.words(first)}<br>× {looks.words(second)}"] if named else []),
        f"n12 <b>{n12}</b> · n21 {n21} · n1 {n1} · n2 {n2}",
        f"c {c} · n12/n1 {share} · n21/n2 {back}",
        *([f"{looks.words(names[-1])}: {flags}"] if flags else []),
    ]
    return "<br>".join(lines)


def alone(table: Pairs, code: int) -> str:
    """The query of all excerpts of a code."""
    ask = table.codes[code].ask or ""
    return f"{ask} AND ({table.only})" if table.only else ask
