"""When new interviews bring no new codes: Guest, Namey & Chen's rate (2020), and accumulation whatever the order.

The rate depends on the order of the interviews, on how fine the codes are and on who codes. So beside it stands how
many codes so many interviews would show on average over all orders, E S(n) = Σ 1 − C(N−f, n) / C(N, n) with f
interviews that have a code, and between what bounds nine of ten orders lie. Codes are not meanings (Hennink et al.
2017): it is a rate of new codes, and proves nothing to be saturated.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from coding.errors import Notice
from coding.model import Language
from coding.reduction.sheet import Head, Sheet, Value, any_of, both

Place = tuple[int, int]
ORDERS = 1000
_SEED = 20200504
_EARLY = 64
"""Interviews at the beginning of an order that most codes are looked for in."""

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
WORDS: Mapping[Language, tuple[str, ...]] = {
    "id": (
        "Wawancara",
        "banyaknya kode",
        "Kode baru",
        "Kode sejauh ini",
        "Rata-rata semua urutan",
        "5%",
        "95%",
        "Laju",
    ),
    "en": ("Interview", "number of codes", "New codes", "Codes so far", "Average of all orders", "5%", "95%", "Rate"),
}


def saturation(
    interviews: Sequence[Head],
    present: Sequence[Collection[str]],
    codes: Mapping[str, Head],
    *,
    base: int,
    run: int,
    threshold: int,
    language: Language,
    notices: Sequence[Notice] = (),
) -> Sheet:
    """A row per interview in its order; `present` are the keys of the codes each has.

    The rate of an interview is what it and the `run` − 1 before brought, of the codes in the first `base`; saturated is
    where it is at most `threshold` per cent for the first time.
    """
    corner, counted, *heads = WORDS[language]
    new = first_seen(present)
    so_far = np.cumsum([len(one) for one in new]).tolist()
    rates = new_rates([len(one) for one in new], base, run)
    table = np.array([[key in one for key in codes] for one in present], dtype=bool).reshape(len(present), len(codes))
    average, low, high = accumulation(table)
    cells: list[list[Value]] = [
        [len(new[at]), so_far[at], average[at], low[at], high[at], _rate(rates.get(at + 1))]
        for at in range(len(interviews))
    ]
    asks = {
        (at, 0): both(interviews[at].ask or "", any_of([codes[key].ask or "" for key in codes if key in one]))
        for at, one in enumerate(new)
        if one
    }
    columns = [Head(heads[0]), Head(heads[1]), *(Head(name, None) for name in heads[2:])]
    told = [*notices, *_told(table, rates, base, run, threshold)]
    return Sheet(corner, counted, interviews, columns, cells, _Asks(asks, [one.ask or "" for one in interviews]), told)


class _Asks(Mapping[Place, str]):
    """What the numbers ask for; those that gather interviews, which are long, only when they are wanted."""

    def __init__(self, new: Mapping[Place, str], interviews: Sequence[str]) -> None:
        self._new, self._interviews = new, interviews

    def __getitem__(self, place: Place) -> str:
        row, column = place
        return any_of(self._interviews[: row + 1]) if column == 1 else self._new[place]

    def __iter__(self) -> Iterator[Place]:
        return iter((*self._new, *((row, 1) for row in range(len(self._interviews)))))

    def __len__(self) -> int:
        return len(self._new) + len(self._interviews)


def first_seen(present: Sequence[Collection[str]]) -> list[set[str]]:
    """The codes that each interview is the first to have."""
    seen: set[str] = set()
    found = []
    for one in present:
        found.append(set(one) - seen)
        seen |= set(one)
    return found


def new_rates(new: Sequence[int], base: int, run: int) -> dict[int, tuple[int, int]]:
    """Number of the interview (from 1) → new codes in the run that ends with it, and those of the base."""
    known = sum(new[:base])
    return {at: (sum(new[at - run : at]), known) for at in range(base + run, len(new) + 1)} if known else {}


def reached(rates: Mapping[int, tuple[int, int]], run: int, threshold: int) -> int | None:
    """After how many interviews the rate is at most so many per cent for the first time."""
    return next((at - run for at, (many, known) in rates.items() if 100 * many <= threshold * known), None)


def accumulation(table: Any) -> tuple[list[float], list[float], list[float]]:
    """How many codes n interviews have, for each n: on average over all orders, and the 5th and 95th percentile."""
    many, codes = table.shape
    return _accumulated(many, codes, np.packbits(table).tobytes()) if many else ([], [], [])


@lru_cache(maxsize=32)
def _accumulated(many: int, wide: int, bits: bytes) -> tuple[list[float], list[float], list[float]]:
    """The same table, packed, seldom changes: most codings add nothing to what an interview is known to have."""
    table = np.unpackbits(np.frombuffer(bits, dtype=np.uint8), count=many * wide).reshape(many, wide).astype(bool)
    f = table.sum(axis=0)
    f = f[f > 0]
    missed = np.ones(len(f))
    average = []
    for n in range(many):
        missed = missed * np.clip((many - f - n) / (many - n), 0, None)
        average.append(float((1 - missed).sum()))
    met = _first_met(table[:, table.any(axis=0)])
    # Behind the last that brings a code in any order, all are alike.
    grows = int(met.max(initial=0)) + 1
    grown = np.stack([np.bincount(one, minlength=grows).cumsum() for one in met])
    bounds = np.percentile(grown, [5, 95], axis=0)
    low, high = (np.append(one, np.full(many - grows, one[-1])).tolist() for one in bounds)
    return average, low, high


def _first_met(table: Any) -> Any:
    """In so many orders of the interviews, the place of the first that has each code."""
    many, codes = table.shape
    chance = np.random.default_rng(_SEED)
    where = [np.flatnonzero(table[:, code]) for code in range(codes)]
    met = np.empty((ORDERS, codes), dtype=np.int32)
    place = np.empty(many, dtype=np.int32)
    for at in range(ORDERS):
        order = chance.permutation(many)
        early = table[order[:_EARLY]]
        met[at] = early.argmax(axis=0)
        late = np.flatnonzero(~early.any(axis=0))
        if late.size:
            place[order] = np.arange(many, dtype=np.int32)
            met[at, late] = [place[where[code]].min() for code in late]
    return met


def _rate(rate: tuple[int, int] | None) -> str | None:
    return f"{rate[0]}/{rate[1]}" if rate else None


def _told(table: Any, rates: Mapping[int, tuple[int, int]], base: int, run: int, threshold: int) -> Sequence[Notice]:
    often = table.sum(axis=0)
    values = {"base": str(base), "run": str(run), "threshold": str(threshold)}
    at = reached(rates, run, threshold)
    if not rates:
        rate = Notice("There are too few interviews for a rate: it takes {n}.", {"n": str(base + run)})
    elif at is None:
        rate = Notice("The rate of new codes has not fallen to {threshold}% (base {base}, run {run}).", values)
    else:
        short = f"{at}⁺{str(run).translate(SUPERSCRIPT)}"
        rate = Notice(
            "The rate of new codes falls to {threshold}% after {n} interviews: {short} (base {base}, run {run}).",
            {**values, "n": str(at), "short": short},
        )
    once = {"n": str(int((often == 1).sum())), "all": str(int((often > 0).sum()))}
    return (
        rate,
        Notice("Codes met in a single interview: {n} of {all}. So much is still open.", once),
        Notice(
            "This depends on the order of the interviews, on how fine the codes are, and on who codes. With codes "
            "fixed beforehand it says when each was first met, not that nothing new would come."
        ),
    )
