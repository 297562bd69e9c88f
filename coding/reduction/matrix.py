"""Codings counted by two things at once: informants, segments or words in each cell, never a percentage of few.

After Miles, Huberman & Saldaña's matrices; on counting see Maxwell (2010) and Sandelowski, Voils & Knafl (2009): the
unit stands in the heading, informants come before segments (which measure talkativeness), and n of N before shares. N
is who was asked: an interview that leaves a question out says nothing about its answer.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from coding.model import And, Case, Expression, Question
from coding.reduction.informants import kind_of

Unit = Literal["informants", "segments", "words"]
UNITS: tuple[Unit, ...] = ("informants", "segments", "words")
Counts = Mapping[tuple[str, str], int]
"""(row, column) → how many."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: what it is told apart by, its name, the informants it stands for, and what it asks for."""

    key: str
    name: str
    informants: int = 0
    where: Expression | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts by row and column key; what is not there is 0. `unit` is what is counted.

    `asked` counts the informants of a cell who were asked or spoke of it unasked: the denominator; empty where that is
    not known. `where` is what everything in it fulfils.
    """

    unit: Unit
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: Counts
    asked: Counts = field(default_factory=dict)
    where: Expression | None = None

    def at(self, row: Line, column: Line) -> int:
        """The count of a cell."""
        return self.cells.get((row.key, column.key), 0)

    def asked_at(self, row: Line, column: Line) -> int | None:
        """Of how many informants a cell counts; None where nobody knows who was asked."""
        return self.asked.get((row.key, column.key), 0) if self.asked else None

    def total(self, column: Line) -> int | None:
        """The count of a column; None for informants in rows that one informant can stand in twice."""
        if self.unit == "informants" and not all(row.informants for row in self.rows):
            return None
        return sum(self.at(row, column) for row in self.rows)

    def asked_in_all(self, column: Line) -> int | None:
        """Of how many informants a column counts."""
        return sum(self.asked.get((row.key, column.key), 0) for row in self.rows) if self.asked else None

    def opens(self, row: Line | None, column: Line) -> Expression:
        """What finds exactly the excerpts of a cell, or (without a row) of a column."""
        parts = [part for part in (self.where, row.where if row else None, column.where) if part is not None]
        return parts[0] if len(parts) == 1 else And(tuple(parts))


def by_label(counts: Counts, labels: Mapping[str, str], rows: Iterable[Line]) -> Counts:
    """Counts of informants taken together by their label; those without one, and labels without a row, left out."""
    known = {row.key for row in rows}
    taken: dict[tuple[str, str], int] = {}
    for (one, column), many in counts.items():
        label = labels.get(one)
        if label in known and label is not None:
            taken[label, column] = taken.get((label, column), 0) + many
    return taken


def labelled(cases: Iterable[Case], attribute: str, where: Callable[[str], Expression]) -> list[Line]:
    """A row for each value of an attribute, with how many informants have it."""
    sizes = Counter(label for one in cases if (label := one.attributes.get(attribute)))
    return [Line(label, label, size, where(label)) for label, size in sorted(sizes.items())]


def asked_of(
    cases: Sequence[Case],
    columns: Mapping[str, Collection[str]],
    guide: Sequence[Question],
    noted: Mapping[tuple[str, str], bool],
    said: Counts,
) -> Counts:
    """(case, column) → 1 for everybody who was asked about a column (the codes under it), or spoke of it.

    As it was noted for a case and column, else as the interview guide has it for that kind of informant. Without a
    guide and a note nobody knows: empty. Only the cases given count; those who were never interviewed are not asked.
    """
    if not guide and not noted:
        return {}
    kinds = {kind_of(one).casefold() for one in cases}
    meant = {
        (kind, key): any(not set(codes).isdisjoint(map(str, one.codes)) and _meant_for(one, kind) for one in guide)
        for kind in kinds
        for key, codes in columns.items()
    }
    found = {}
    for one in cases:
        kind = kind_of(one).casefold()
        for key in columns:
            place = (str(one.id), key)
            if said.get(place) or noted.get(place, meant[kind, key]):
                found[place] = 1
    return found


def _meant_for(one: Question, kind: str) -> bool:
    return not one.kinds or kind in {each.casefold() for each in one.kinds}
