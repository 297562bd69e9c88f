"""What is compared: the codings of some layers in some sources as they were at one moment, and what follows from them.

A coder's source counts once the coder has finished it: then what has no code is empty, and before that it is missing.
A segment has a code where at least half of it, or half of the coding, is under the coding.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from coding.agreement import confusion as tables
from coding.agreement.confusion import Confusion
from coding.agreement.kinds import Compared, Difference, Quoted, branch, compare
from coding.agreement.measuring import Measured, measure
from coding.agreement.presence import Ratings
from coding.agreement.spans import Stretch, blocks

HALF = 0.5


@dataclass(frozen=True, slots=True)
class CodeThen:
    """A code as the codebook had it; `parent` is a number in the list of codes."""

    id: UUID
    key: str
    name: Mapping[str, str]
    parent: int | None = None
    codable: bool = True

    def label(self, language: str) -> str:
        return self.name.get(language) or next(iter(self.name.values()), self.key)


@dataclass(frozen=True, slots=True)
class Given:
    """A coding: its id and version, numbers of layer and code, and where it stood."""

    id: UUID
    version: int
    layer: int
    code: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceThen:
    """A source: its text's version and length, the layers that had finished it, what they gave, and its segments."""

    id: UUID
    name: str
    text_version: int
    length: int
    done: tuple[int, ...]
    given: tuple[Given, ...] = ()
    units: tuple[tuple[int, int], ...] = ()
    blind: bool = False


@dataclass(frozen=True, slots=True)
class Material:
    """Layers (id and name), codes in codebook order, sources; `all_sources` is how many the study had."""

    unit: str
    layers: tuple[tuple[UUID, str], ...]
    codes: tuple[CodeThen, ...]
    sources: tuple[SourceThen, ...]
    codebook: int = 0
    all_sources: int = 0
    rated: tuple[int, ...] = field(init=False)
    """The codes that can be given: the columns of all ratings."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "rated", tuple(at for at, code in enumerate(self.codes) if code.codable))

    @property
    def parents(self) -> dict[int, int | None]:
        return {at: code.parent for at, code in enumerate(self.codes)}

    @property
    def compared(self) -> tuple[SourceThen, ...]:
        """The sources that at least two of the layers had finished."""
        return tuple(one for one in self.sources if len(one.done) > 1)

    @property
    def blind(self) -> bool:
        """Whether whatever is compared was coded without seeing the others."""
        return bool(self.compared) and all(one.blind for one in self.compared)


@dataclass(frozen=True, slots=True)
class Place:
    """Where two layers differ: numbers of the source and of the two layers, and how."""

    source: int
    pair: tuple[int, int]
    difference: Difference

    @property
    def about(self) -> frozenset[UUID]:
        """The codings that differ."""
        ids: set[UUID] = set()
        for one in (*self.difference.ours, *self.difference.theirs):
            ids |= set(one.id)  # type: ignore[call-overload]
        return frozenset(ids)


def groups(material: Material) -> list[tuple[int | None, list[int]]]:
    """The branches of the codebook: the uppermost code of each, None for codes under nothing, and the codes in it."""
    found: dict[int | None, list[int]] = {}
    parents = material.parents
    for at in material.rated:
        found.setdefault(branch(at, parents), []).append(at)
    return list(found.items())


def measured(material: Material, *, coded_only: bool = False) -> Measured:
    """All figures; the codes are those of `rated`. `coded_only` leaves out segments that nobody gave a code."""
    column = {code: at for at, code in enumerate(material.rated)}
    some = [[column[code] for code in codes] for _top, codes in groups(material)]
    looked = _looked(material)
    if material.unit == "span":
        stretches = [
            Stretch(at, one.layer, column[one.code], one.start, one.end)
            for at, source in enumerate(material.sources)
            for one in source.given
            if one.code in column
        ]
        cut = blocks(stretches, [source.length for source in material.sources], looked, len(column))
        return measure(cut.ratings, cut.sources, some, cut=cut)
    ratings, sources = _segments(material, looked, column)
    if coded_only:
        coded = np.flatnonzero((ratings == 1).any(axis=(0, 2)))
        ratings, sources = ratings[:, coded], sources[coded]
    return measure(ratings, sources, some)


def _looked(material: Material) -> NDArray[np.bool_]:
    looked = np.zeros((len(material.layers), len(material.sources)), bool)
    for at, source in enumerate(material.sources):
        looked[list(source.done), at] = True
    return looked


def _segments(
    material: Material, looked: NDArray[np.bool_], column: Mapping[int, int]
) -> tuple[Ratings, NDArray[np.int64]]:
    sources = np.repeat(np.arange(len(material.sources)), [len(source.units) for source in material.sources])
    ratings = np.zeros((len(material.layers), len(sources), len(column)), np.int8)
    base = 0
    for source in material.sources:
        ends = [unit[1] for unit in source.units]
        for one in source.given:
            if one.code in column:
                for unit in under(source.units, ends, one.start, one.end):
                    ratings[one.layer, base + unit, column[one.code]] = 1
        base += len(source.units)
    ratings[~looked[:, sources]] = -1
    return ratings, sources.astype(np.int64)


def under(units: Sequence[tuple[int, int]], ends: Sequence[int], start: int, end: int) -> list[int]:
    """The segments that have a coding's code; `ends` are where the segments end."""
    found = []
    for at in range(bisect_right(ends, start), len(units)):
        begin, stop = units[at]
        if begin >= end:
            break
        common = min(stop, end) - max(begin, start)
        if common >= HALF * min(stop - begin, end - start):
            found.append(at)
    return found


def quoted(material: Material, source: SourceThen, layer: int) -> list[Quoted]:
    """What a layer gave in a source: its quotations, or its segments with their codes."""
    mine = [one for one in source.given if one.layer == layer]
    if material.unit == "span":
        return [Quoted(one.start, one.end, one.code, (one.id,)) for one in mine]
    found: dict[tuple[int, int], tuple[UUID, ...]] = {}
    ends = [unit[1] for unit in source.units]
    for one in mine:
        for unit in under(source.units, ends, one.start, one.end):
            found[unit, one.code] = (*found.get((unit, one.code), ()), one.id)
    return [Quoted(*source.units[unit], code, ids) for (unit, code), ids in sorted(found.items())]


def comparisons(material: Material) -> list[tuple[int, tuple[int, int], Compared]]:
    """Each source and each pair of layers that had finished it, compared."""
    parents = material.parents
    found = []
    for at, source in enumerate(material.sources):
        if len(source.done) < 2:
            continue
        given = {layer: quoted(material, source, layer) for layer in source.done}
        for one, other in combinations(sorted(source.done), 2):
            found.append((at, (one, other), compare(given[one], given[other], parents)))
    return found


def places(compared: Sequence[tuple[int, tuple[int, int], Compared]]) -> list[Place]:
    """Where layers differ, in the order of sources and texts."""
    return [Place(at, pair, one) for at, pair, found in compared for one in found.differences]


def confusion(material: Material, compared: Sequence[tuple[int, tuple[int, int], Compared]]) -> Confusion:
    """Which codes stand for which; places are (source, start, end). Of two layers rows are the first's."""
    whole = Confusion()
    if material.unit == "span":
        whole = tables.of_quotations((at, found) for at, _pair, found in compared)
    else:
        for at, (one, other), _found in compared:
            source = material.sources[at]
            both = [_by_unit(material, source, layer) for layer in (one, other)]
            part = tables.of_units(
                ((at, *source.units[unit]), both[0].get(unit, ()), both[1].get(unit, ()))
                for unit in sorted(both[0].keys() | both[1].keys())
            )
            for cell, count in part.counts.items():
                whole.counts[cell] = whole.counts.get(cell, 0.0) + count
                whole.places.setdefault(cell, []).extend(part.places[cell])
    return whole.symmetric() if len(material.layers) > 2 else whole


def _by_unit(material: Material, source: SourceThen, layer: int) -> dict[int, list[int]]:
    starts = [unit[0] for unit in source.units]
    found: dict[int, list[int]] = {}
    for one in quoted(material, source, layer):
        found.setdefault(bisect_left(starts, one.start), []).append(one.code)
    return found


def settled(
    compared: Sequence[tuple[int, tuple[int, int], Compared]], material: Material
) -> list[tuple[int, tuple[UUID, ...]]]:
    """Where all layers that finished a source gave the same words the same code: the source, a layer's codings."""
    first: dict[int, dict[tuple[UUID, ...], int]] = {}
    for at, (one, _other), found in compared:
        if one != min(material.sources[at].done):
            continue
        seen = first.setdefault(at, {})
        for ours, _theirs in found.agreed:
            ids = tuple(each for quotation in ours for each in quotation.id)  # type: ignore[attr-defined]
            seen[ids] = seen.get(ids, 0) + 1
    return [
        (at, ids)
        for at, seen in sorted(first.items())
        for ids, many in seen.items()
        if many == len(material.sources[at].done) - 1
    ]


# -- as it is kept --------------------------------------------------------------------------------


def written(material: Material) -> dict[str, Any]:
    """As JSON; ids as they are written everywhere, so that a backup restored under other ids finds them."""
    return {
        "unit": material.unit,
        "layers": [[str(id_), name] for id_, name in material.layers],
        "codes": [[str(one.id), one.key, dict(one.name), one.parent, one.codable] for one in material.codes],
        "sources": [
            {
                "id": str(one.id),
                "name": one.name,
                "text_version": one.text_version,
                "length": one.length,
                "done": list(one.done),
                "blind": one.blind,
                "given": [[str(g.id), g.version, g.layer, g.code, g.start, g.end] for g in one.given],
                "units": [list(unit) for unit in one.units],
            }
            for one in material.sources
        ],
        "codebook": material.codebook,
        "all_sources": material.all_sources,
    }


def read(kept: Mapping[str, Any]) -> Material:
    """What was written."""
    return Material(
        kept["unit"],
        tuple((UUID(id_), name) for id_, name in kept["layers"]),
        tuple(CodeThen(UUID(id_), key, name, parent, codable) for id_, key, name, parent, codable in kept["codes"]),
        tuple(
            SourceThen(
                UUID(one["id"]),
                one["name"],
                one["text_version"],
                one["length"],
                tuple(one["done"]),
                tuple(Given(UUID(g[0]), *g[1:]) for g in one["given"]),
                tuple((unit[0], unit[1]) for unit in one["units"]),
                one["blind"],
            )
            for one in kept["sources"]
        ),
        kept["codebook"],
        kept["all_sources"],
    )
