"""Pairs of codes that stand together: on the same words, in or near a turn, in a text, or at an informant's.

Counted are distinct segments: the places excerpts stand on, each once however many coders coded it; or turns, texts,
informants. For each pair: n12, how many segments of the first code stand together with the second; n21, the other way
round (two long segments may cover five short ones); n1 and n2, how many there are of each. Where both codes have to be
in one and the same thing (words, turn, text, informant), n12 and n21 are the same. The coefficient
c = n/(n1 + n2 - n), where n is n12, or the mean of n12 and n21: between 0 and 1, whatever overlaps. A pair met fewer
than three times, or of codes of which one is more than five times as frequent, is told.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from coding.errors import Notice
from coding.model import Language, Whole
from coding.reduction.communities import communities, spots
from coding.reduction.order import places
from coding.reduction.sheet import Head, Sheet, Value, both, bracketed

OVERLAP, SAME, TURN, SOURCE, CASE, NEAR = "overlap", "same", "turn", "source", "case", "near"
LEVELS = (OVERLAP, SAME, TURN, *(f"{NEAR}{turns}" for turns in range(1, 6)), SOURCE, CASE)
WHOLES: Mapping[str, Whole] = {TURN: "turn", SOURCE: "source", CASE: "case"}
"""The levels at which both codes have to be in one whole."""

FEW, UNEQUAL = 3, 5
_PERCENT_FROM = 20
WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "corner": "Pasangan kode",
        OVERLAP: "banyaknya segmen kode pertama yang kata-katanya beririsan dengan kode kedua",
        SAME: "banyaknya segmen yang kata-katanya persis sama pada kedua kode",
        TURN: "banyaknya giliran bicara yang memuat kedua kode",
        NEAR: "banyaknya segmen kode pertama yang berjarak paling banyak {n} giliran bicara dari kode kedua",
        SOURCE: "banyaknya teks yang memuat kedua kode",
        CASE: "banyaknya informan yang menyebut kedua kode",
        "few": "kurang dari 3",
        "unequal": "lebih dari 5 : 1",
        "flags": "Perhatian",
        "mark": ",",
    },
    "en": {
        "corner": "Pair of codes",
        OVERLAP: "number of segments of the first code whose words overlap with the second",
        SAME: "number of segments that have both codes on exactly the same words",
        TURN: "number of turns that have both codes",
        NEAR: "number of segments of the first code at most {n} turns from the second",
        SOURCE: "number of texts that have both codes",
        CASE: "number of informants who speak of both codes",
        "few": "fewer than 3",
        "unequal": "more than 5 : 1",
        "flags": "Careful",
        "mark": ".",
    },
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes by their place, and what was counted of them."""

    first: int
    second: int
    n12: int
    n21: int
    n1: int
    n2: int

    @property
    def coefficient(self) -> float:
        """From 0 (never together) to 1 (never apart)."""
        met = (self.n12 + self.n21) / 2
        return met / (self.n1 + self.n2 - met) if met else 0.0

    @property
    def few(self) -> bool:
        """Whether they are together so seldom that it says little."""
        return min(self.n12, self.n21) < FEW

    @property
    def unequal(self) -> bool:
        """Whether one is so much more frequent that the coefficient is low whatever they have in common."""
        return max(self.n1, self.n2) > UNEQUAL * min(self.n1, self.n2)


@dataclass(frozen=True, slots=True)
class Pairs(Sheet):
    """A row for each of the `pairs`; `codes` are all codes, in the order they are shown.

    A pair is asked for by what both sides ask, joined by `joined`; every side fulfils `only` as well. Where a query
    can't ask that (`opens`), nothing is opened. In a network each code has a community and a spot.
    """

    codes: Sequence[Head] = ()
    pairs: Sequence[Pair] = ()
    joined: str = "AND"
    only: str = ""
    opens: bool = True
    communities: Sequence[int | None] = ()
    spots: Sequence[tuple[float, float]] = ()

    def ask(self, row: int, column: int) -> str | None:
        """The query of a number of a pair; None for one that stands for no excerpts."""
        one = self.pairs[row]
        if not self.cells[row][column] or column > _N2:
            return None
        if column in (_N1, _N2):
            return both(self.codes[one.first if column == _N1 else one.second].ask or "", self.only)
        return self.pair_ask(one.first, one.second) if column == _N12 else self.pair_ask(one.second, one.first)

    def pair_ask(self, first: int, second: int) -> str | None:
        """The query of the excerpts of the first code that stand together with the second."""
        one, other = self.codes[first].ask or "", self.codes[second].ask or ""
        if not self.opens:
            return None
        if self.joined == "AND":
            return both(one, other, self.only)
        return f"{bracketed(both(one, self.only))} {self.joined} {bracketed(both(other, self.only))}"


@dataclass(frozen=True, slots=True)
class Counted:
    """Codes × codes as `meeting` counts them, at a level, of what fulfils `only`."""

    codes: Sequence[Head]
    table: Any
    level: str
    only: str = ""
    opens: bool = True

    @property
    def whole(self) -> Whole:
        """What the two codes are asked to be in together."""
        return WHOLES.get(self.level, "excerpt")

    @property
    def joined(self) -> str:
        """The word of the query between the two codes."""
        if self.level in WHOLES:
            return "AND"
        return {OVERLAP: "OVERLAPS", SAME: "SAME"}.get(self.level) or f"NEAR({turns(self.level)})"

    def ordered(self, order: str) -> "Counted":
        """The codes as they came, the most frequent first, or those that meet the same ones beside each other."""
        at = places(self.table, order)
        table = np.asarray(self.table)[np.ix_(at, at)]
        return Counted([self.codes[one] for one in at], table, self.level, self.only, self.opens)


def turns(level: str) -> int | None:
    """How many turns apart; None for a level that counts none."""
    return int(level.removeprefix(NEAR)) if level.startswith(NEAR) else None


def pairs_of(counted: Counted, *, least: int = 1) -> list[Pair]:
    """The pairs that are together at least so often, from the earlier code on."""
    table = np.asarray(counted.table)
    there: list[list[int]] = np.argwhere(np.triu(table >= least, 1)).tolist() if len(table) else []
    return [Pair(a, b, int(table[a, b]), int(table[b, a]), int(table[a, a]), int(table[b, b])) for a, b in there]


def cooccurrence(counted: Counted, pairs: Sequence[Pair], language: Language, notices: Sequence[Notice] = ()) -> Pairs:
    """The table of these pairs; those with the highest coefficient first."""
    words, codes = WORDS[language], counted.codes
    shown = sorted(pairs, key=lambda one: (-one.coefficient, one.first, one.second))
    names = ("n12", "n21", "n1", "n2", "c", "n12/n1", "n21/n2", words["flags"])
    return Pairs(
        words["corner"],
        told_level(counted.level, language),
        [Head(f"{codes[one.first].label} × {codes[one.second].label}", name=_named(codes, one)) for one in shown],
        [Head(name) for name in names],
        [_cells(one, words) for one in shown],
        notices=[*notices, *_careful(shown), *([] if counted.opens else [CLOSED])],
        whole=counted.whole,
        codes=codes,
        pairs=shown,
        joined=counted.joined,
        only=counted.only,
        opens=counted.opens,
    )


def network(counted: Counted, language: Language, *, least: int, most: int) -> Pairs:
    """The table of the pairs that are together at least so often, at most so many; and the network they make."""
    there = pairs_of(counted, least=least)
    kept = sorted(there, key=lambda one: (-one.n12, one.first, one.second))[:most]
    notices = [TIED] if kept else []
    if len(there) > most:
        notices.append(Notice("Drawn are the {n} strongest of {all} ties.", _numbers(n=most, all=len(there))))
    edges = [(one.first, one.second, float(one.n12)) for one in kept]
    groups = communities(len(counted.codes), edges)
    if alone := groups.count(None):
        notices.append(Notice("Codes without a tie, which are not drawn: {n}.", _numbers(n=alone)))
    made = cooccurrence(counted, kept, language, notices)
    return replace(made, communities=groups, spots=spots(groups, edges))


def flows(counted: Counted, left: Collection[int], right: Collection[int], language: Language) -> Pairs:
    """The table of the pairs that have their first code on the left (by place) and their second on the right."""
    table = np.asarray(counted.table)
    pairs = [
        Pair(a, b, int(table[a, b]), int(table[b, a]), int(table[a, a]), int(table[b, b]))
        for a in left
        for b in right
        if a != b and table[a, b]
    ]
    return cooccurrence(counted, pairs, language)


TIED = Notice("Who is tied to whom makes the communities; they are a picture of these counts, not a finding.")
CLOSED = Notice("Pairs open no excerpts here as long as the query itself names codes; narrow it in another way.")
_N12, _N21, _N1, _N2 = range(4)


def told_level(level: str, language: Language) -> str:
    """What is counted."""
    words, apart = WORDS[language], turns(level)
    return words[level] if apart is None else words[NEAR].format(n=apart)


def portion(many: int, of: int) -> str:
    """So many of so many; a percentage only of twenty and more."""
    return f"{many}/{of}" + (f" ({100 * many / of:.0f}%)" if of >= _PERCENT_FROM else "")


def _named(codes: Sequence[Head], one: Pair) -> str:
    return f"({codes[one.first].name} × {codes[one.second].name})"


def _cells(one: Pair, words: Mapping[str, str]) -> list[Value]:
    flags = [words[name] for name, so in (("few", one.few), ("unequal", one.unequal)) if so]
    return [
        *(one.n12, one.n21, one.n1, one.n2),
        f"{one.coefficient:.2f}".replace(".", words["mark"]),
        portion(one.n12, one.n1),
        portion(one.n21, one.n2),
        "; ".join(flags),
    ]


def _careful(pairs: Sequence[Pair]) -> Iterator[Notice]:
    few, unequal = sum(one.few for one in pairs), sum(one.unequal for one in pairs)
    if few:
        yield Notice("Pairs met fewer than three times, which says little: {n}.", {"n": str(few)})
    if unequal:
        yield Notice(
            "Pairs of which one code is more than five times as frequent, so that their coefficient is low "
            "whatever they have in common: {n}.",
            {"n": str(unequal)},
        )


def _numbers(**values: int) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}
