"""Codes as a network: which belong together, and where each is drawn. The same counts give the same network again."""

from collections.abc import Sequence
from typing import Any

import numpy as np

Edge = tuple[int, int, float]
"""Two codes by their place, and how strongly they are tied."""

_ROUNDS = 300


def communities(many: int, edges: Sequence[Edge]) -> list[int | None]:
    """The number of the community of each code; None for one that is tied to none.

    Greedy modularity: every code begins alone, and the two communities whose union adds most are joined for as long as
    that adds anything. Of equals the earlier ones are joined. Communities are numbered by their first code.
    """
    ties = _table(many, edges)
    degree, total = ties.sum(axis=1), ties.sum()
    if not total:
        return [None] * many
    groups = [[one] for one in range(many) if degree[one]]
    within = np.array([[ties[a[0], b[0]] for b in groups] for a in groups])
    ends = np.array([degree[one[0]] for one in groups])
    while len(groups) > 1:
        gain = np.round(np.triu(within / total - np.outer(ends, ends) / total**2, 1), 12)
        first, second = divmod(int(gain.argmax()), len(groups))
        if gain[first, second] <= 0:
            break
        groups[first] = sorted(groups[first] + groups.pop(second))
        within[first] += within[second]
        within[:, first] += within[:, second]
        ends[first] += ends[second]
        within = np.delete(np.delete(within, second, 0), second, 1)
        ends = np.delete(ends, second)
    found: list[int | None] = [None] * many
    for number, group in enumerate(sorted(groups)):
        for one in group:
            found[one] = number
    return found


def spots(groups: Sequence[int | None], edges: Sequence[Edge]) -> list[tuple[float, float]]:
    """Where each code stands, between -1 and 1: tied ones close, all others pushed away.

    They begin on a ring, community by community in the order of the codebook, and nothing is left to chance. What is
    tied to nothing stands at the middle, and is not drawn.
    """
    tied = sorted((group, one) for one, group in enumerate(groups) if group is not None)
    places = [(0.0, 0.0)] * len(groups)
    if not tied:
        return places
    at = {one: number for number, (_group, one) in enumerate(tied)}
    ties = _table(len(tied), [(at[a], at[b], weight) for a, b, weight in edges])
    for number, (x, y) in enumerate(_moved(ties / (ties.max() or 1))):
        places[tied[number][1]] = (round(float(x), 4), round(float(y), 4))
    return places


def _moved(ties: Any) -> Any:
    many = len(ties)
    turn = 2 * np.pi * np.arange(many) / many
    at = np.column_stack([np.cos(turn), np.sin(turn)])
    room = 2.2 / np.sqrt(many)
    for step in range(_ROUNDS):
        apart = at[:, None, :] - at[None, :, :]
        far = np.maximum(np.sqrt((apart**2).sum(axis=2)), 1e-6)
        push = room**2 / far**2
        pull = (0.25 + 0.75 * ties) * (ties > 0) * far / room
        move = (apart * (push - pull)[:, :, None]).sum(axis=1) - 0.4 * at
        length = np.maximum(np.sqrt((move**2).sum(axis=1)), 1e-9)
        at = at + move / length[:, None] * np.minimum(length, 0.15 * (1 - step / _ROUNDS))[:, None]
    at = at - (at.max(axis=0) + at.min(axis=0)) / 2
    return at / np.maximum(np.abs(at).max(axis=0), 1e-6)


def _table(many: int, edges: Sequence[Edge]) -> Any:
    table = np.zeros((many, many))
    for first, second, weight in edges:
        table[first, second] = table[second, first] = weight
    return table
