"""How many excerpts of a code and status there are from each informant: in columns, as there may be 100,000 of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Any, NamedTuple, Protocol

import numpy as np

from coding.model import STATUSES

STATED: tuple[str | None, ...] = (None, *STATUSES)
_DENSE = 6_000_000
"""Numbers among which those that occur are ticked off rather than sorted."""


class Said(Protocol):
    """The excerpts of a code and status from one informant."""

    @property
    def case(self) -> str | None: ...
    @property
    def code(self) -> str: ...
    @property
    def status(self) -> str | None: ...
    @property
    def excerpts(self) -> int: ...


class Stated(NamedTuple):
    """The excerpts of a code and status from one informant (ids as text; None where there is none)."""

    case: str | None
    code: str
    status: str | None
    excerpts: int


@dataclass(frozen=True, slots=True)
class Told:
    """So many of them: places among `cases` and `codes` and in STATED, and the excerpts of each, in columns."""

    cases: Sequence[str | None]
    codes: Sequence[str]
    case: Any
    code: Any
    status: Any
    many: Any

    def __iter__(self) -> Iterator[Stated]:
        return starmap(
            Stated,
            zip(
                map(self.cases.__getitem__, self.case.tolist()),
                map(self.codes.__getitem__, self.code.tolist()),
                map(STATED.__getitem__, self.status.tolist()),
                self.many.tolist(),
                strict=True,
            ),
        )

    def of_status(self, status: str | None) -> "Told":
        """Those with it."""
        mine = self.status == STATED.index(status)
        return Told(self.cases, self.codes, self.case[mine], self.code[mine], self.status[mine], self.many[mine])


def in_columns(some: Iterable[Said]) -> Told:
    """The same in columns, where they are not yet."""
    if isinstance(some, Told):
        return some
    lines = list(some)
    cases = list(dict.fromkeys(one.case for one in lines))
    codes = list(dict.fromkeys(one.code for one in lines))
    case, code = ({name: at for at, name in enumerate(names)} for names in (cases, codes))
    columns = np.array(
        [(case[one.case], code[one.code], STATED.index(one.status), one.excerpts) for one in lines], dtype=np.int64
    ).reshape(-1, 4)
    return Told(cases, codes, *columns.T)


def distinct(numbers: Any, below: int) -> tuple[Any, Any]:
    """The numbers that occur, in order, and the place of each among them; all are smaller than `below`."""
    if below > _DENSE:
        found, at = np.unique(numbers, return_inverse=True)
        return found, at
    there = np.zeros(below, dtype=np.bool_)
    there[numbers] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1)[numbers]
