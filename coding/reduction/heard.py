"""Who speaks of what where: counts by code, source and informant, from which every count of displays is made.

What was counted of a code stands by itself, so that after a change the codes concerned alone are counted again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, NamedTuple, TypeGuard, get_args
from uuid import UUID

import numpy as np

from coding.model import STATUSES
from coding.reduction.ids import Ids, as_bytes, as_text

By = Literal["code", "source", "case"]
Strip = tuple[UUID, str, str, Sequence[str]]
"""A code, its sources and speakers, and its counts; see `store.heard.Strip`."""
_NOBODY, _AS_SOURCE = -1, -2


def is_heard(dimension: str) -> TypeGuard[By]:
    """Whether it can be counted by this."""
    return dimension in get_args(By)


class Stated(NamedTuple):
    """The excerpts of a code and status from one informant (ids as text; None where there is none)."""

    case: str | None
    code: str
    status: str | None
    excerpts: int


class Whose:
    """The sources and speakers, numbered, with the numbers of their cases; see `store.heard.whose`."""

    def __init__(
        self, sources: tuple[str, str], speakers: tuple[str, str], cases: Collection[UUID], *, everybody: bool
    ) -> None:
        there = sorted(cases)
        self.cases = [str(one) for one in there]
        self.sources = as_text(sources[0])
        self.everybody = everybody
        self._sources, self._speakers = Ids(sources[0]), Ids(speakers[0])
        known = Ids(there)
        voices = np.where(as_bytes(speakers[1]) == b"", _AS_SOURCE, known.numbers(speakers[1]))
        # The last is for what is not known.
        self._owners = np.append(known.numbers(sources[1]), _NOBODY)
        self._voices = np.append(voices, _AS_SOURCE)

    def placed(self, strips: Iterable[Strip], layers: int = 1) -> list[dict[str, "Block"]]:
        """Code's id → its counts, from `store.heard.strips`; those whose words do not count are left out.

        So often as there are `layers`: of everybody, then of each coder that was asked for.
        """
        blocks: list[dict[str, Block]] = [{} for _ in range(layers)]
        for code, sources, speakers, counts in strips:
            source, voice = self._sources.numbers(sources), self._voices[self._speakers.numbers(speakers)]
            case = np.where(voice == _AS_SOURCE, self._owners[source], voice)
            many = np.array([np.fromstring(one, dtype=np.int32, sep=" ") for one in counts])
            counting = (source >= 0) & (self.everybody | (case >= 0))
            for layer, some in zip(blocks, np.split(many, layers), strict=True):
                mine = counting & (some[0] > 0)
                # Kept for long: half as wide as what is counted with.
                layer[str(code)] = Block(source[mine].astype(np.int32), case[mine].astype(np.int32), some[:, mine])
        return blocks


@dataclass(frozen=True, slots=True)
class Block:
    """The counts of one code: a column for each source and informant, with all excerpts and those of each status."""

    source: Any
    case: Any
    counts: Any


class Heard:
    """Counts of all codes; nothing in it changes."""

    def __init__(self, whose: Whose, blocks: Mapping[str, Block]) -> None:
        self._whose = whose
        self._blocks = {code: block for code, block in blocks.items() if block.source.size}

    def with_codes(self, codes: Collection[str], blocks: Mapping[str, Block]) -> "Heard":
        """With these codes counted anew."""
        return Heard(self._whose, {**{one: has for one, has in self._blocks.items() if one not in codes}, **blocks})

    def placed(self, strips: Iterable[Strip], layers: int = 1) -> list[dict[str, Block]]:
        """More counts, with the sources and speakers that are known; see `Whose.placed`."""
        return self._whose.placed(strips, layers)

    def within(self, sources: Collection[str] | None, cases: Collection[str] | None) -> "Heard":
        """What stands in these sources, and is said by these informants; None: in any, by anybody."""
        there, people = self._among("source", sources), self._among("case", cases)
        narrowed = {}
        for code, block in self._blocks.items():
            mine = np.ones(block.source.size, dtype=bool)
            if there is not None:
                mine &= there[block.source]
            if people is not None:
                mine &= people[block.case]
            narrowed[code] = Block(block.source[mine], block.case[mine], block.counts[:, mine])
        return Heard(self._whose, narrowed)

    def _among(self, by: By, wanted: Collection[str] | None) -> Any:
        """Of each number, the last for none, whether it is wanted; None where all are."""
        return None if wanted is None else np.array([one in wanted for one in self._names(by)], dtype=np.bool_)

    def _all(self) -> tuple[dict[By, Any], Any]:
        """The numbers of code, source and case of every column, and the counts."""
        some = list(self._blocks.values())
        if not some:
            none = np.zeros(0, dtype=np.int64)
            return {"code": none, "source": none, "case": none}, np.zeros((1 + len(STATUSES), 0), dtype=np.int64)
        code = np.repeat(np.arange(len(some)), [one.source.size for one in some])
        source, case = (
            np.concatenate([getattr(one, name) for one in some], dtype=np.int64) for name in ("source", "case")
        )
        return {"code": code, "source": source, "case": case}, np.concatenate([one.counts for one in some], axis=1)

    def _names(self, by: By) -> list[str | None]:
        """What the numbers stand for; the last one is for none."""
        return [*{"code": self._blocks, "source": self._whose.sources, "case": self._whose.cases}[by], None]

    def total(self) -> tuple[int, int]:
        """How many excerpts there are, and from how many informants."""
        by, counts = self._all()
        cases = np.unique(by["case"])
        return int(counts[0].sum()), int((cases >= 0).sum())

    def grouped(self, row: By, column: By | None = None) -> Iterator[tuple[str | None, str | None, int, int]]:
        """Row, column, how many excerpts, and from how many informants."""
        by, counts = self._all()
        wide = len(self._names(column)) if column else 1
        # A number below zero stands for none, which is the last name.
        place = by[row] % len(self._names(row)) * wide + (by[column] % wide if column else 0)
        there, at = np.unique(place, return_inverse=True)
        many = _sums(at, counts[0], there.size)
        informants = self._informants(at, there.size)
        down, across = self._names(row), self._names(column) if column else [None]
        for one, excerpts, people in zip(there.tolist(), many, informants, strict=True):
            yield down[one // wide], across[one % wide], excerpts, people

    def _informants(self, at: Any, many: int) -> list[int]:
        case, wide = self._all()[0]["case"], len(self._whose.cases) + 1
        said = case >= 0
        found = np.unique(at[said] * wide + case[said]) // wide
        return [int(one) for one in np.bincount(found, minlength=many)]

    def met(self, by: By, codes: Sequence[str]) -> Any:
        """Sources or cases × codes: whether there is an excerpt."""
        place, table = (
            {code: at for at, code in enumerate(codes)},
            np.zeros((len(self._names(by)), len(codes)), dtype=bool),
        )
        for code, block in self._blocks.items():
            if code in place:
                table[block.source if by == "source" else block.case, place[code]] = True
        return table[:-1]

    def stated(self) -> Iterator[Stated]:
        """How many excerpts there are by informant, code and status."""
        by, counts = self._all()
        cases, codes = self._names("case"), list(self._blocks)
        place = by["code"] * len(cases) + by["case"] % len(cases)
        there, at = np.unique(place, return_inverse=True)
        unsaid = counts[0] - counts[1:].sum(axis=0)
        pairs = there.tolist()
        for status, column in ((None, unsaid), *zip(STATUSES, counts[1:], strict=True)):
            for one, many in zip(pairs, _sums(at, column, there.size), strict=True):
                if many:
                    yield Stated(cases[one % len(cases)], codes[one // len(cases)], status, many)

    def by_source(
        self, order: Mapping[str, str], cases: Collection[str] | None = None
    ) -> Iterator[tuple[str, list[Stated]]]:
        """What is said in each source (by these informants), by the names in `order`; worked out as it is read."""
        by, counts = self._all()
        names, people, codes = self._whose.sources, self._names("case"), list(self._blocks)
        ranked = sorted(range(len(names)), key=lambda at: order.get(names[at], ""))
        rank = np.empty(len(names), dtype=np.int64)
        rank[ranked] = np.arange(len(names))
        mine = np.arange(by["source"].size)
        if cases is not None:
            mine = np.flatnonzero(np.array([one in cases for one in people], dtype=bool)[by["case"]])
        mine = mine[np.argsort(rank[by["source"][mine]], kind="stable")]
        edges = np.flatnonzero(np.diff(by["source"][mine], prepend=-1, append=-1))
        statuses = (None, *STATUSES)
        for first, last in pairwise(edges):
            here = mine[first:last]
            many = np.vstack((counts[0, here] - counts[1:, here].sum(axis=0), counts[1:, here]))
            told = [
                Stated(people[by["case"][at]], codes[by["code"][at]], statuses[status], int(many[status, place]))
                for status, place in zip(*np.nonzero(many), strict=True)
                for at in (here[place],)
            ]
            yield names[by["source"][here[0]]], told

    def said(self, within: Collection[str]) -> Iterator[tuple[str, str, str | None, int]]:
        """Code, source, case, and how many excerpts, in these sources."""
        sources, cases = self._names("source"), self._names("case")
        wanted = np.array([one in within for one in sources], dtype=bool)
        for code, block in self._blocks.items():
            mine = wanted[block.source]
            # Two speakers of a source may be one informant.
            place = block.source[mine].astype(np.int64) * len(cases) + block.case[mine] % len(cases)
            there, at = np.unique(place, return_inverse=True)
            for one, many in zip(there.tolist(), _sums(at, block.counts[0][mine], there.size), strict=True):
                yield code, str(sources[one // len(cases)]), cases[one % len(cases)], many


def _sums(at: Any, values: Any, many: int) -> list[int]:
    return np.bincount(at, weights=values, minlength=many).astype(np.int64).tolist() if many else []
