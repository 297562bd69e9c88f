"""Where two coders differ, and how: decided by the places and the codebook, not by a person.

A segment that was cut beforehand is a quotation that both could give; so one rule serves segments and free stretches.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["boundary", "cut", "label", "level", "extra", "omission", "domain"]
KINDS: tuple[Kind, ...] = ("boundary", "cut", "label", "level", "domain", "extra", "omission")
SAME_STRETCH = 0.5


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quotation of a coder: characters `[start, end)`, its code, and what it is known by."""

    start: int
    end: int
    code: int
    id: object = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where two coders differ: quotations of the one and of the other; one side may have none.

    `before` and `after` say by how many characters the other begins later and ends later (boundary only).
    """

    kind: Kind
    start: int
    end: int
    ours: tuple[Quoted, ...]
    theirs: tuple[Quoted, ...]
    before: int = 0
    after: int = 0

    @property
    def codes(self) -> tuple[int | None, int | None]:
        """The code of either side, None where it has none."""
        return (self.ours[0].code if self.ours else None, self.theirs[0].code if self.theirs else None)


@dataclass(frozen=True, slots=True)
class Compared:
    """What agrees, place by place, and what differs; both in the order of the text."""

    agreed: tuple[tuple[tuple[Quoted, ...], tuple[Quoted, ...]], ...]
    differences: tuple[Difference, ...]


def jaccard(one: Quoted, other: Quoted) -> float:
    """The common characters, of all characters of two quotations."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / (max(one.end, other.end) - min(one.start, other.start)) if common > 0 else 0.0


def ancestors(code: int, parents: Mapping[int, int | None]) -> list[int]:
    """The codes above a code, the nearest first."""
    found: list[int] = []
    above = parents.get(code)
    while above is not None and above not in found:
        found.append(above)
        above = parents.get(above)
    return found


def branch(code: int, parents: Mapping[int, int | None]) -> int | None:
    """The uppermost group over a code; codes under nothing share a branch, unless others stand under them."""
    above = ancestors(code, parents)
    if above:
        return above[-1]
    return code if code in parents.values() else None


def swap(one: int, other: int, parents: Mapping[int, int | None]) -> Kind:
    """What it is called when two coders gave one place different codes."""
    if one in ancestors(other, parents) or other in ancestors(one, parents):
        return "level"
    return "label" if branch(one, parents) == branch(other, parents) else "domain"


def compare(
    ours: Sequence[Quoted], theirs: Sequence[Quoted], parents: Mapping[int, int | None], same: float = SAME_STRETCH
) -> Compared:
    """Two coders' quotations of one source, matched: first by code, then by place (at least `same` of Jaccard)."""
    agreed: list[tuple[tuple[Quoted, ...], tuple[Quoted, ...]]] = []
    differ: list[Difference] = []
    left: list[Quoted] = []
    right: list[Quoted] = []
    for code in sorted({one.code for one in (*ours, *theirs)}):
        for mine, others in _components([o for o in ours if o.code == code], [o for o in theirs if o.code == code]):
            if not others:
                left += mine
            elif not mine:
                right += others
            elif found := _edges(mine, others):
                differ.append(found)
            else:
                agreed.append((mine, others))
    matched = _matched(left, right, same)
    differ += [_difference(swap(one.code, other.code, parents), (one,), (other,)) for one, other in matched]
    used = {id(one) for pair in matched for one in pair}
    both = _Standing(ours), _Standing(theirs)
    for rest, there, mine_first in ((left, both[1], True), (right, both[0], False)):
        for one in rest:
            if id(one) not in used:
                kind: Kind = "extra" if there.coded(one, same) else "omission"
                differ.append(_difference(kind, (one,) if mine_first else (), () if mine_first else (one,)))
    agreed.sort(key=lambda pair: (pair[0][0].start, pair[0][0].end, pair[0][0].code))
    differ.sort(key=lambda one: (one.start, one.end, KINDS.index(one.kind)))
    return Compared(tuple(agreed), tuple(differ))


def _components(
    ours: Iterable[Quoted], theirs: Iterable[Quoted]
) -> list[tuple[tuple[Quoted, ...], tuple[Quoted, ...]]]:
    """Quotations under one code, those together that overlap; what is merely touched stays apart."""
    found: list[tuple[list[Quoted], list[Quoted]]] = []
    reach = -1
    both = [(one, True) for one in ours] + [(one, False) for one in theirs]
    for one, mine in sorted(both, key=lambda each: (each[0].start, each[0].end)):
        if one.start >= reach:
            found.append(([], []))
        found[-1][0 if mine else 1].append(one)
        reach = max(reach, one.end)
    return [(tuple(a), tuple(b)) for a, b in found]


def _union(some: Sequence[Quoted]) -> list[tuple[int, int]]:
    whole: list[tuple[int, int]] = []
    for one in sorted(some, key=lambda each: each.start):
        if whole and one.start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], one.end))
        else:
            whole.append((one.start, one.end))
    return whole


def _edges(ours: tuple[Quoted, ...], theirs: tuple[Quoted, ...]) -> Difference | None:
    """How the same code lies differently; nothing where both marked the same stretches."""
    if {(one.start, one.end) for one in ours} == {(one.start, one.end) for one in theirs}:
        return None
    mine, others = _union(ours), _union(theirs)
    if mine == others:
        return _difference("cut", ours, theirs)
    return _difference("boundary", ours, theirs, others[0][0] - mine[0][0], others[-1][1] - mine[-1][1])


def _difference(
    kind: Kind, ours: tuple[Quoted, ...], theirs: tuple[Quoted, ...], before: int = 0, after: int = 0
) -> Difference:
    places = (*ours, *theirs)
    return Difference(
        kind, min(one.start for one in places), max(one.end for one in places), ours, theirs, before, after
    )


def _matched(left: list[Quoted], right: list[Quoted], same: float) -> list[tuple[Quoted, Quoted]]:
    """Pairs of different codes on the same stretch, the closest first; each quotation once."""
    standing = _Standing(right)
    near = [(jaccard(one, other), one, other) for one in left for other in standing.near(one)]
    near = [each for each in near if each[0] >= same and each[1].code != each[2].code]
    near.sort(key=lambda each: (-each[0], each[1].start, each[1].code, each[2].start, each[2].code))
    used: set[int] = set()
    pairs = []
    for _how, one, other in near:
        if id(one) not in used and id(other) not in used:
            used |= {id(one), id(other)}
            pairs.append((one, other))
    return pairs


class _Standing:
    """Quotations of a coder, asked by place."""

    def __init__(self, some: Iterable[Quoted]) -> None:
        self.some = sorted(some, key=lambda one: one.start)
        self.starts = [one.start for one in self.some]
        self.longest = max((one.end - one.start for one in self.some), default=0)

    def near(self, one: Quoted) -> list[Quoted]:
        """Those that overlap with a quotation."""
        some = self.some[bisect_left(self.starts, one.start - self.longest) : bisect_left(self.starts, one.end)]
        return [each for each in some if each.end > one.start]

    def coded(self, one: Quoted, same: float) -> bool:
        """Whether something stands on the same stretch."""
        return any(jaccard(one, each) >= same for each in self.near(one))
