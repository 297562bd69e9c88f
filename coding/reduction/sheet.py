"""The table behind a picture: every number in it says what finds the excerpts it stands for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coding.errors import Notice
from coding.model import Code, Codebook, Expression, HasCode, Where, Whole
from coding.reduction.query import written

Value = int | float | str | None
MISSING = ("not asked", "asked", "no data", "not said")
"""Kinds of missing: nobody asked, it was asked and not said, there is no interview, or nobody knows who was asked."""

_ONE = re.compile(r'=?([^\s()"]+|"(?:[^"\\]|\\.)*"|[\w.\-]+:"(?:[^"\\]|\\.)*")')


@dataclass(frozen=True, slots=True)
class Head:
    """A row or a column. `ask` is the query that finds its excerpts: empty for all there are, None for none at all.

    `label` is short (a code's key), `name` says more. `size` is how many informants it stands for, 0 where none do.
    Rows behind each other with one `group` stand under it. `key` tells it apart whatever its label becomes.
    """

    label: str
    ask: str | None = ""
    name: str = ""
    colour: str = ""
    size: int = 0
    group: str = ""
    key: str = ""

    @property
    def own(self) -> str:
        """What tells it apart from the other rows or columns."""
        return self.key or f"{self.group}/{self.label}"[:200]

    @property
    def said(self) -> str:
        """The label with its name, behind the group it stands under."""
        own = f"{self.label} {self.name}" if self.name and self.name != self.label else self.label
        return f"{self.group} · {own}" if self.group else own


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows by columns, in the order they are shown; `corner` says what the rows are, `counted` what is counted.

    A number opens what its row and column ask for together, or what `asks` has for its place. That is asked of each
    excerpt, or of the `whole` it stands in. `rules` say by which rule an entry was made; one of `MISSING` says why
    there is none.
    """

    corner: str
    counted: str
    rows: Sequence[Head]
    columns: Sequence[Head]
    cells: Sequence[Sequence[Value]]
    asks: Mapping[tuple[int, int], str] = field(default_factory=dict)
    notices: Sequence[Notice] = ()
    whole: Whole = "excerpt"
    rules: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def ask(self, row: int, column: int) -> str | None:
        """The query of a number; None for one that stands for no excerpts."""
        if not self.cells[row][column] or self.rules.get((row, column)) in MISSING:
            return None
        if (own := self.asks.get((row, column))) is not None:
            return own
        parts = self.rows[row].ask, self.columns[column].ask
        return None if None in parts else both(*(part or "" for part in parts))


def both(*asks: str) -> str:
    """The query that asks for all of these at once."""
    parts = [one for one in asks if one]
    return parts[0] if len(parts) == 1 else " AND ".join(bracketed(one) for one in parts)


def any_of(asks: Sequence[str]) -> str:
    """The query that asks for one of these."""
    return asks[0] if len(asks) == 1 else " OR ".join(bracketed(one) for one in asks)


def bracketed(ask: str) -> str:
    """A query as a part of another one."""
    return ask if _ONE.fullmatch(ask) else f"({ask})"


def code_head(code: Code, book: Codebook, language: str) -> Head:
    """The row or column of a code by itself, without those under it."""
    ask = written(HasCode(code.id, alone=True), book)
    return Head(code.key, ask, code.label(language, book.language), code.colour)


def asked(fields: str, value: str) -> str:
    """The query for one value of a field."""
    expression: Expression = Where(fields, "=", value)
    return written(expression, _NO_BOOK)


_NO_BOOK = Codebook(())
