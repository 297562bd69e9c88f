"""Concept maps laid out: how large a box is, and where each stands so that no two cover each other.

The same study gives the same layout. The browser measures boxes by the same rule (`ui/coding_surface/shapes.mjs`).
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from coding.model import ConceptKind
from coding.reduction.communities import Edge, communities, spots

WIDTH, LETTERS, LINE, AROUND = 168, 20, 17, 16
"""Pixels of a box, letters of its lines, height of a line, what is left free above and below in all."""

ACROSS, DOWN = 130, 40
"""Pixels left free beside and below a box, so that the word of a tie has room between two."""

HEADED: tuple[ConceptKind, ...] = ("code", "memo")
"""What has a line of its own above its name: the sign of a code, the word memo."""

_ROUNDS = 60
_WIDER = 1.06
_AROUND_IT = 12
_FAR = 1.5

Size = tuple[int, int]
Place = tuple[int, int]


def lines(words: str, letters: int = LETTERS) -> list[str]:
    """A name in lines of few letters; a longer word is broken."""
    found: list[str] = []
    line = ""
    for word in words.split():
        while len(word) > letters:
            if line:
                found.append(line)
                line = ""
            found.append(word[:letters])
            word = word[letters:]
        if line and word and len(line) + 1 + len(word) > letters:
            found.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    if line:
        found.append(line)
    return found or [""]


def size(kind: ConceptKind, name: str) -> Size:
    """Width and height of a box, in pixels."""
    return WIDTH, AROUND + LINE * (len(lines(name)) + (kind in HEADED))


def network(sizes: Sequence[Size], edges: Sequence[Edge]) -> list[Place]:
    """What is tied stands close, community by community."""
    if not sizes:
        return []
    room = math.sqrt((WIDTH + ACROSS) * sum(high + DOWN for _wide, high in sizes) * 1.4) / 2
    groups = communities(len(sizes), edges)
    alone = [at for at, group in enumerate(groups) if group is None]
    found = spots(groups, edges)
    places = [(x * room * _FAR, -y * room) for x, y in found]
    for number, at in enumerate(alone):
        turn = 2 * math.pi * number / len(alone)
        places[at] = (math.cos(turn) * room * 2, math.sin(turn) * room * _FAR)
    return apart(places, sizes)


def tree(sizes: Sequence[Size], parents: Sequence[int | None]) -> list[Place]:
    """Each behind its parent, blocks of one root below and beside each other; parents stand before their children."""
    blocks = [_block(root, sizes, parents) for root, parent in enumerate(parents) if parent is None]
    if not blocks:
        return []
    wide = max(max(x for x, _y in block.values()) for block in blocks) + WIDTH + ACROSS
    heights = [_height(block, sizes) for block in blocks]
    columns = max(1, min(len(blocks), round(math.sqrt(_FAR * sum(one + DOWN for one in heights) / wide))))
    tops = [0.0] * columns
    places: dict[int, tuple[float, float]] = {}
    for block, high in zip(blocks, heights, strict=True):
        column = tops.index(min(tops))
        for at, (x, y) in block.items():
            places[at] = (column * wide + x, tops[column] + y)
        tops[column] += high + DOWN
    return apart([places[at] for at in range(len(sizes))], sizes)


def _block(root: int, sizes: Sequence[Size], parents: Sequence[int | None]) -> dict[int, tuple[float, float]]:
    """The places of a root and all below it, the leaves below each other."""
    below: dict[int, list[int]] = {}
    for at, parent in enumerate(parents):
        if parent is not None:
            below.setdefault(parent, []).append(at)
    found: dict[int, tuple[float, float]] = {}
    top = 0.0

    def lay(at: int, depth: int) -> float:
        nonlocal top
        mine = [lay(child, depth + 1) for child in below.get(at, ())]
        if mine:
            middle = (mine[0] + mine[-1]) / 2
        else:
            middle = top + sizes[at][1] / 2
            top += sizes[at][1] + DOWN
        found[at] = (depth * (WIDTH + ACROSS), middle)
        return middle

    lay(root, 0)
    return found


def _height(block: Mapping[int, tuple[float, float]], sizes: Sequence[Size]) -> float:
    return max(y + sizes[at][1] / 2 for at, (_x, y) in block.items())


def star(sizes: Sequence[Size]) -> list[Place]:
    """The first in the middle, all others around it in their order, in as many rings as they need."""
    places = [(0.0, 0.0)]
    ring, left = 1, len(sizes) - 1
    while left > 0:
        here = min(left, _AROUND_IT * ring)
        for number in range(here):
            # Every other ring is turned by half a step, so that nothing stands behind another one.
            turn = 2 * math.pi * (number + (ring % 2 == 0) / 2) / here - math.pi / 2
            places.append((math.cos(turn) * (300 * ring + 14 * here), math.sin(turn) * (180 * ring + 12 * here)))
        left -= here
        ring += 1
    return apart(places[: len(sizes)], sizes)


def apart(places: Sequence[tuple[float, float]], sizes: Sequence[Size]) -> list[Place]:
    """The places moved until no two boxes touch, each as little as it takes; the upper left corner is at (0, 0)."""
    if not places:
        return []
    at = np.array(places, dtype=float)
    half = np.array(sizes, dtype=float) / 2
    # Two at one place would never come apart.
    at = at + np.arange(len(at))[:, None] * np.array([0.01, 0.017])
    need = half[:, None, :] + half[None, :, :] + np.array([ACROSS, DOWN])
    while True:
        for _round in range(_ROUNDS):
            gone = at[:, None, :] - at[None, :, :]
            over = need - np.abs(gone)
            touching = (over > 0.5).all(axis=2)
            np.fill_diagonal(touching, False)
            if not touching.any():
                return _from_corner(at, half)
            across = over[:, :, 0] <= over[:, :, 1]
            push = np.where(across[:, :, None], [1, 0], [0, 1]) * over * np.sign(gone) * touching[:, :, None] / 2
            at = at + push.sum(axis=1) / np.maximum(touching.sum(axis=1), 1)[:, None]
        at = at * _WIDER


def _from_corner(at: np.ndarray, half: np.ndarray) -> list[Place]:
    corner = (at - half).min(axis=0)
    return [(round(float(x)), round(float(y))) for x, y in at - corner]
