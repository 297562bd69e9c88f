"""Factoring: a few axes for many codes, by correspondence analysis of informants and what they say of codes.

Greenacre (2017): the table of counts less what rows and columns alone would make expect, scaled by the roots of both,
taken apart by singular values. An axis has no name and no direction: both are given by whoever reads it.
"""

from typing import Any

import numpy as np

from coding.conclusion.fact import Claim, Fact, Found, Number, Row, ids
from coding.conclusion.profiles import profiles
from coding.conclusion.tally import rounded

AXES = 2
_NOTHING = 1e-9


def factoring(claim: Claim) -> Found:
    """Rows of codes and how they stand ("code", code, standing), then of informants ("informant", key, "").

    "first" and "second" are places on the two largest axes; "shares" what of the axis the row makes up. The figures are
    what share of all differences (inertia) each axis shows. Without differences there are no axes.
    """
    found = profiles(claim)
    places, weights, inertia = correspondence(found.table)
    sums = {"inertia": rounded(sum(inertia)), "first": None, "second": None, "informants": len(found.keys)}
    sums |= {name: rounded(inertia[at] / sum(inertia)) for at, name in enumerate(("first", "second")[: len(inertia)])}
    facts: dict[tuple[object, str], list[Fact]] = {}
    for one in claim.scope:
        if one.case in claim.cases:
            facts.setdefault((one.code, one.standing), []).append(one)
    columns = len(found.said)
    rows = [
        Row(("code", str(code), standing), _numbers(places, weights, at), ids(facts[code, standing]))
        for at, (code, standing) in enumerate(found.said)
    ]
    rows += [
        Row(("informant", key, ""), _numbers(places, weights, columns + at), found.codings[at])
        for at, key in enumerate(found.keys)
    ]
    return Found(sums, tuple(rows))


def correspondence(table: Any) -> tuple[Any, Any, list[float]]:
    """Principal places of columns, then rows; what share of an axis each makes up; the inertia of every axis."""
    counts = np.asarray(table, dtype=float)
    rows, columns = counts.shape
    nowhere = np.zeros((rows + columns, 0))
    if not counts.sum():
        return nowhere, nowhere, []
    share = counts / counts.sum()
    r, c = share.sum(axis=1), share.sum(axis=0)
    left, values, right = np.linalg.svd((share - np.outer(r, c)) / np.sqrt(np.outer(r, c)), full_matrices=False)
    kept = values > _NOTHING
    left, values, right = left[:, kept], values[kept], right.T[:, kept]
    # The sign of an axis means nothing: the column that makes up most of it stands on its positive side.
    signs = np.sign(right[np.abs(right).round(9).argmax(axis=0), np.arange(len(values))])
    left, right = left * signs, right * signs
    places = np.vstack([right * values / np.sqrt(c)[:, None], left * values / np.sqrt(r)[:, None]])
    return places, np.vstack([right, left]) ** 2, (values**2).tolist()


def _numbers(places: Any, weights: Any, at: int) -> dict[str, Number]:
    found: dict[str, Number] = {}
    for axis, name in enumerate(("first", "second")):
        there = axis < places.shape[1]
        found[name] = rounded(float(places[at, axis])) if there else None
        found[f"{name}_share"] = rounded(float(weights[at, axis])) if there else None
    return found
