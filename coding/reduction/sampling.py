"""Sources drawn at random for a second coder: from every kind of informant its share."""

import math
import random
from collections.abc import Hashable, Mapping
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

LEAST = 3
"""Fewer sources say nothing about agreement (O'Connor & Joffe 2020)."""


def draw_sources(kinds: Mapping[T, str], share: float, seed: int, *, least: int = LEAST) -> list[T]:
    """`share` of things at random within each kind, `least` of them in all; the same seed draws the same.

    `kinds` maps a thing to its kind. Each kind gives its share, rounded by largest remainder: the sum is that of all.
    """
    many = min(len(kinds), max(least, math.ceil(share * len(kinds) - 1e-9)))
    groups: dict[str, list[T]] = {}
    for one, kind in kinds.items():
        groups.setdefault(kind, []).append(one)
    due = {kind: many * len(group) / len(kinds) for kind, group in groups.items()} if kinds else {}
    taken = {kind: int(share_) for kind, share_ in due.items()}
    chance = random.Random(seed)
    order = sorted(groups, key=lambda kind: (taken[kind] - due[kind], kind))
    for kind in order[: many - sum(taken.values())]:
        taken[kind] += 1
    drawn = {one for kind in sorted(groups) for one in chance.sample(groups[kind], taken[kind])}
    return [one for one in kinds if one in drawn]
