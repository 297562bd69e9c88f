"""Which codes stand for which: rows of one coder, columns of the other, and none.

With several codes a unit, what both gave is on the diagonal; what is left of the one is paired with what is left of the
other, each pair counting one by the number of pairs. Every cell knows the places it counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product

from coding.agreement.kinds import Compared

Code = int | None


@dataclass(slots=True)
class Confusion:
    """Counts and places per pair of codes; None is no code at all."""

    counts: dict[tuple[Code, Code], float] = field(default_factory=dict)
    places: dict[tuple[Code, Code], list[object]] = field(default_factory=dict)

    def add(self, row: Code, column: Code, place: object, count: float = 1.0) -> None:
        """One more of a cell."""
        self.counts[row, column] = self.counts.get((row, column), 0.0) + count
        self.places.setdefault((row, column), []).append(place)

    def symmetric(self) -> "Confusion":
        """Both halves together, as there is no first of more than two coders; the lower half is empty."""
        whole = Confusion()
        for (row, column), count in self.counts.items():
            one, other = sorted((row, column), key=lambda each: (each is None, each or 0))
            whole.counts[one, other] = whole.counts.get((one, other), 0.0) + count
            whole.places.setdefault((one, other), []).extend(self.places[row, column])
        return whole


def of_units(units: Iterable[tuple[object, Sequence[int], Sequence[int]]]) -> Confusion:
    """From units: the place, the codes of the one, the codes of the other."""
    found = Confusion()
    for place, ours, theirs in units:
        mine, others = set(ours), set(theirs)
        for code in sorted(mine & others):
            found.add(code, code, place)
        left: list[Code] = [*sorted(mine - others)]
        right: list[Code] = [*sorted(others - mine)]
        pairs = list(product(left or [None], right or [None])) if left or right else []
        for row, column in pairs:
            found.add(row, column, place, 1.0 if not (left and right) else 1 / len(pairs))
    return found


def of_quotations(some: Iterable[tuple[object, Compared]]) -> Confusion:
    """From compared quotations: the source of each, and what agrees and differs in it.

    The same code with other edges stands on the diagonal, as it was understood alike.
    """
    found = Confusion()
    for source, compared in some:
        for ours, theirs in compared.agreed:
            code = ours[0].code
            found.add(code, code, (source, min(o.start for o in ours), max(o.end for o in theirs)))
        for one in compared.differences:
            found.add(*one.codes, (source, one.start, one.end))
    return found
