"""A study small enough to count by hand: four codes, six informants, eight sources, twenty-five codings."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from coding.conclusion import Claim, Fact

DIALOGUE, PLANNING, VENTURE, BARRIER = (UUID(int=number) for number in (11, 12, 13, 14))
CASES = {
    "A1": {"jenis": "kunci", "kantor": "pusat"},
    "A2": {"jenis": "kunci", "kantor": "daerah"},
    "B1": {"jenis": "utama", "kantor": "pusat"},
    "B2": {"jenis": "utama", "kantor": "daerah"},
    "B3": {"jenis": "utama", "kantor": "daerah"},
    "C1": {"jenis": "pendukung", "kantor": "pusat"},
}
SOURCES = {
    # name: kind, informant, day, interviewer
    "wA1": ("interview", "A1", date(2026, 1, 10), "Rina"),
    "wA2": ("interview", "A2", date(2026, 1, 12), "Rina"),
    "wB1": ("interview", "B1", date(2026, 2, 3), "Tono"),
    "wB2": ("interview", "B2", date(2026, 2, 5), "Tono"),
    "wB3": ("interview", "B3", date(2026, 3, 1), "Rina"),
    "wC1": ("interview", "C1", date(2026, 4, 10), None),
    "obs": ("observation", None, date(2026, 2, 20), "Rina"),
    "doc": ("document", None, None, None),
}
FACTS = """
    no code source start end status  limited weight prompted evidence words side
     1 D    wA1        0  50 exists  -       3      no       event    10    for
     2 D    wA1       60 100 exists  -       2      yes      claim     8    for
     3 P    wA1       40  55 planned -       -      -        -         5    -
     4 B    wA1      110 140 exists  -       -      -        -         6    -
     5 P    wA1      150 180 exists  -       -      -        -         6    -
     6 D    wA2        0  30 exists  -       1      yes      claim     7    for
     7 D    wA2       20  40 exists  yes     -      -        -         4    -
     8 P    wA2       50  80 exists  -       -      -        event     6    -
     9 D    wB1        0  40 absent  -       2      no       event     9    against
    10 B    wB1        0  40 exists  -       -      -        -         9    -
    11 B    wB1       50  70 exists  -       -      -        -         5    -
    12 P    wB1       80  90 exists  -       -      -        -         3    -
    13 D    wB2        0  20 -       -       -      no       -         5    for
    14 D    wB2       30  60 failed  -       -      -        -         6    -
    15 P    wB2       10  25 exists  -       -      -        -         4    -
    16 B    wB2       70  90 exists  -       -      -        -         4    -
    17 B    wB3        0  10 exists  -       -      -        -         2    -
    18 P    wB3       20  40 absent  -       -      -        -         5    -
    19 V    wC1        0  30 exists  -       -      -        -         6    -
    20 D    obs        0  20 exists  -       2      -        event     5    for
    21 D    doc        0  40 exists  -       3      -        document  8    for
    22 P    doc       30  60 exists  -       -      -        document  7    -
    23 B    wA2       90 100 exists  -       -      -        -         3    -
    24 V    wA1      200 210 existed -       -      -        -         3    -
    25 D    wB1      100 130 absent  -       1      yes      claim     7    against
"""
_CODES = {"D": DIALOGUE, "P": PLANNING, "V": VENTURE, "B": BARRIER}
_ONE, _OTHER = UUID(int=91), UUID(int=92)


def _coding(number: int) -> UUID:
    return UUID(int=100 + number)


def _fact(cells: list[str]) -> Fact:
    number, code, source, start, end, status, limited, weight, prompted, evidence, words, _side = cells
    kind, case, day, interviewer = SOURCES[source]
    return Fact(
        _coding(int(number)),
        _CODES[code],
        UUID(int=50 + list(SOURCES).index(source)),
        source,
        kind,
        case,
        _OTHER if case is None else _ONE,
        attributes=CASES[case] if case else {},
        status=None if status == "-" else status,
        limited=limited == "yes",
        weight=None if weight == "-" else int(weight),
        prompted=None if prompted == "-" else prompted == "yes",
        evidence=None if evidence == "-" else evidence,
        words=int(words),
        on=day,
        interviewer=interviewer,
        line=int(start) // 10 + 1,
        start=int(start),
        end=int(end),
    )


_ROWS = [line.split() for line in FACTS.strip().splitlines()[1:]]
ALL = {int(cells[0]): _fact(cells) for cells in _ROWS}


def some(side: str) -> tuple[Fact, ...]:
    return tuple(ALL[int(cells[0])] for cells in _ROWS if cells[-1] == side)


STUDY = Claim(
    for_=some("for"),
    against=some("against"),
    scope=tuple(ALL.values()),
    codes=(DIALOGUE,),
    cases=CASES,
    asked={
        DIALOGUE: frozenset({"A1", "B1", "B2", "B3"}),
        PLANNING: frozenset({"A1", "A2", "B1", "B2", "B3"}),
        BARRIER: frozenset({"A1", "A2", "B1", "B2", "B3"}),
    },
)


@pytest.fixture
def study() -> Claim:
    """The proposition "there is dialogue": six excerpts for it, two against, of six informants."""
    return STUDY


@pytest.fixture
def fact() -> Callable[[int], Fact]:
    """The coding of a number of the table above."""
    return ALL.__getitem__


@pytest.fixture
def codes() -> dict[str, UUID]:
    """Letter → code."""
    return _CODES


@pytest.fixture
def numbered() -> Callable[..., list[int]]:
    """The numbers of the codings a row rests on, ascending."""
    return lambda row: sorted(one.int - 100 for one in row.codings)
