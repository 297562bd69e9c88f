"""The order of rows and columns: as they came, by how much is in them, or with those alike beside each other.

Alike are rows that share what is in them: average linkage on the Jaccard distance of presence. What two rows both lack
makes them no more alike.
"""

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from scipy.cluster.hierarchy import leaves_list, linkage
from scipy.spatial.distance import pdist

Order = Literal["codebook", "frequency", "clustered"]
ORDERS: tuple[Order, ...] = ("codebook", "frequency", "clustered")
_FEW = 150
"""Up to so many rows the branches are turned so that neighbours are as alike as can be, which takes time."""


def places(counts: Any, order: str) -> Sequence[int]:
    """The places of the rows of a table of counts (rows × columns) in this order; empty rows last, but as they came."""
    many = np.asarray(counts)
    if order == "codebook" or not many.size:
        return list(range(len(many)))
    if order == "frequency":
        return [int(one) for one in np.argsort(-many.sum(axis=1), kind="stable")]
    return _clustered(many > 0)


def _clustered(present: Any) -> list[int]:
    filled = np.flatnonzero(present.any(axis=1))
    empty = np.flatnonzero(~present.any(axis=1))
    if len(filled) > 2:
        apart = pdist(present[filled], "jaccard")
        filled = filled[leaves_list(linkage(apart, "average", optimal_ordering=len(filled) <= _FEW))]
    return [int(one) for one in (*filled, *empty)]
