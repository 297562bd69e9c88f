"""Codings counted by two things at once: informants, segments or words in each cell, never a percentage of few.

After Miles, Huberman & Saldaña's matrices; on counting see Maxwell (2010) and Sandelowski, Voils & Knafl (2009): the
unit stands in the heading, informants come before segments (which measure talkativeness), and n of N before shares.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from coding.model import Case

Unit = Literal["informants", "segments", "words"]
UNITS: tuple[Unit, ...] = ("informants", "segments", "words")


class Grouped(Protocol):
    """Excerpts of one row and column as the store counts them."""

    @property
    def row(self) -> str | None: ...
    @property
    def column(self) -> str | None: ...
    @property
    def excerpts(self) -> int: ...
    @property
    def informants(self) -> int: ...
    @property
    def words(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: what it is told apart by, its name, and the informants it stands for (0 where none do)."""

    key: str
    name: str
    informants: int = 0


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts by row and column key; what is not there is 0. `unit` is what is counted."""

    unit: Unit
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: Mapping[tuple[str, str], int]

    def at(self, row: Line, column: Line) -> int:
        """The count of a cell."""
        return self.cells.get((row.key, column.key), 0)


def matrix(groups: Iterable[Grouped], rows: Sequence[Line], columns: Sequence[Line], unit: Unit) -> Matrix:
    """Counts for the lines given; groups of other lines are left out."""
    known = {line.key for line in rows}, {line.key for line in columns}
    cells = {
        (one.row, one.column): _count(one, unit)
        for one in groups
        if one.row in known[0] and one.column in known[1] and one.row is not None and one.column is not None
    }
    return Matrix(unit, tuple(rows), tuple(columns), cells)


def by_label(
    groups: Iterable[Grouped], cases: Iterable[Case], attribute: str, columns: Sequence[Line], unit: Unit
) -> Matrix:
    """Counts of cases (the groups' rows) taken together by what they are in an attribute; those without it left out.

    An informant counts once in a cell, however often he says it.
    """
    labels = {str(one.id): one.attributes[attribute] for one in cases if one.attributes.get(attribute)}
    sizes: dict[str, int] = {}
    for label in labels.values():
        sizes[label] = sizes.get(label, 0) + 1
    known = {line.key for line in columns}
    cells: dict[tuple[str, str], int] = {}
    for one in groups:
        of = labels.get(one.row or "")
        if of is not None and one.column is not None and one.column in known:
            place = (of, one.column)
            cells[place] = cells.get(place, 0) + _count(one, unit)
    rows = tuple(Line(label, label, size) for label, size in sorted(sizes.items()))
    return Matrix(unit, rows, tuple(columns), cells)


def _count(one: Grouped, unit: Unit) -> int:
    return {"informants": one.informants, "segments": one.excerpts, "words": one.words}[unit]
