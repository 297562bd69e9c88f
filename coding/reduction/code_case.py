"""Codes by informants (or sources, coders, kinds of informants): how much of each code each of them has."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from coding.errors import Notice
from coding.model import Language
from coding.reduction.order import places
from coding.reduction.sheet import Head, Sheet

Place = tuple[str, str]
WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "corner": "Kode",
        "informants": "banyaknya informan",
        "segments": "banyaknya kutipan",
        "words": "banyaknya kata",
    },
    "en": {
        "corner": "Code",
        "informants": "number of informants",
        "segments": "number of excerpts",
        "words": "number of words",
    },
}


def code_case(
    codes: Mapping[str, Head],
    cases: Mapping[str, Head],
    counts: Mapping[Place, int],
    *,
    unit: str,
    order: str,
    language: Language,
    notices: Sequence[Notice] = (),
) -> Sheet:
    """A row per code, a column per case, each by its key; `counts` are by (case, code). What is not there is 0."""
    rows, columns = list(codes), list(cases)
    table = _filled(rows, columns, counts)
    down, across = places(table, order), places(table.T, order)
    words = WORDS[language]
    return Sheet(
        words["corner"],
        words[unit],
        [codes[rows[at]] for at in down],
        [cases[columns[at]] for at in across],
        table[np.ix_(down, across)].tolist(),
        notices=notices,
    )


def _filled(rows: Sequence[str], columns: Sequence[str], counts: Mapping[Place, int]) -> Any:
    table = np.zeros((len(rows), len(columns)), dtype=np.int64)
    down = {key: at for at, key in enumerate(rows)}
    across = {key: at for at, key in enumerate(columns)}
    for (case, code), many in counts.items():
        if case in across and code in down:
            table[down[code], across[case]] = many
    return table
