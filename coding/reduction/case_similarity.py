"""How alike informants are in what they speak of: Jaccard's share of codes both have among those either has.

What neither speaks of makes two no more alike. Beside each other stand those alike (average linkage); the map is
classical scaling of the distances (Torgerson 1952). Of few informants it is a picture and no finding.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from coding.errors import Notice
from coding.model import Language
from coding.reduction.order import places
from coding.reduction.sheet import Head, Sheet, Value, any_of

FEWEST, FEW = 4, 10
"""Informants for a map; for one that is more than a picture."""

WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "corner": "Informan",
        "counted": "kode yang sama-sama dibicarakan, dari kode yang dibicarakan salah satunya",
    },
    "en": {"corner": "Informant", "counted": "codes both speak of, of the codes either speaks of"},
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map with those who stand there, and what asks for all they said."""

    names: Sequence[str]
    ask: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Alike(Sheet):
    """The table with the shares behind it (rows × rows, 0 to 1), and who stands where on the map."""

    shares: Sequence[Sequence[float]] = ()
    spots: Sequence[Spot] = ()


def case_similarity(
    cases: Mapping[str, Head], present: Any, *, language: Language, notices: Sequence[Notice] = ()
) -> Alike:
    """Informants by informants; `present` says which (rows) speak of which code (columns).

    A cell says how many codes of how many; its number opens the excerpts of both.
    """
    here = np.asarray(present, dtype=bool).reshape(len(cases), -1 if len(cases) else 0)
    order = list(places(here.astype(int), "clustered"))
    here, heads = here[order], [list(cases.values())[at] for at in order]
    both = here.astype(int) @ here.T.astype(int)
    own = np.diag(both)
    either = own[:, None] + own[None, :] - both
    shares = np.divide(both, either, out=np.zeros(both.shape), where=either > 0)
    many = range(len(heads))
    cells: list[list[Value]] = [
        [None if row == at or not both[row, at] else f"{both[row, at]}/{either[row, at]}" for at in many]
        for row in many
    ]
    asks = {
        (row, at): any_of([heads[row].ask or "", heads[at].ask or ""]) for row in many for at in many if cells[row][at]
    }
    words = WORDS[language]
    told = [Notice("Of fewer than ten informants this is a picture, not a finding.")] if len(heads) < FEW else []
    return Alike(
        words["corner"],
        words["counted"],
        heads,
        heads,
        cells,
        asks,
        [*notices, *told],
        shares=shares.tolist(),
        spots=_spots(heads, scaled(1 - shares)),
    )


def _spots(heads: Sequence[Head], places_: Sequence[tuple[float, float]]) -> list[Spot]:
    """Those who speak of exactly the same stand in one place."""
    there: dict[tuple[float, float], list[Head]] = {}
    for head, (x, y) in zip(heads, places_, strict=bool(places_)):
        there.setdefault((round(x, 3), round(y, 3)), []).append(head)
    return [
        Spot([one.label for one in some], any_of([one.ask or "" for one in some]), x, y)
        for (x, y), some in there.items()
    ]


def scaled(distances: Any) -> list[tuple[float, float]]:
    """Places on a plane whose distances are as near as can be to these: classical scaling; none of fewer than four."""
    apart = np.asarray(distances, dtype=float)
    many = len(apart)
    if many < FEWEST:
        return []
    np.fill_diagonal(apart, 0)
    centred = np.eye(many) - 1 / many
    values, vectors = np.linalg.eigh(-0.5 * centred @ apart**2 @ centred)
    axes = vectors[:, -1:-3:-1] * np.sqrt(np.clip(values[-1:-3:-1], 0, None))
    # The sign of an axis means nothing: the first informant stands to the right and above.
    axes *= np.where(axes[np.abs(axes).argmax(axis=0), [0, 1]] < 0, -1, 1)
    return [(float(x), float(y)) for x, y in axes]
