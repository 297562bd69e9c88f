"""What is said of each indicator: that it exists, is planned, is absent …, by kind of informant.

An excerpt has one status; what exists, but not as it should, is limited. Counted by informants, somebody who says both
that a thing exists and that it is absent counts in both.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from coding.model import STATUSES, Language
from coding.reduction.sheet import Head, Sheet, asked, both
from coding.reduction.stated import STATED, Said, Told, in_columns

NONE, EXISTS, LIMITED = "none", "exists", "limited"
COLUMNS = (EXISTS, LIMITED, *(one for one in STATUSES if one != EXISTS), NONE)
EVERYBODY = "all"
WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "corner": "Indikator",
        "informants": "banyaknya informan",
        "segments": "banyaknya kutipan",
        EXISTS: "ada",
        LIMITED: "terbatas",
        "planned": "direncanakan",
        "existed": "pernah ada",
        "absent": "belum ada",
        "failed": "gagal",
        NONE: "tanpa status",
    },
    "en": {
        "corner": "Indicator",
        "informants": "number of informants",
        "segments": "number of excerpts",
        EXISTS: "exists",
        LIMITED: "limited",
        "planned": "planned",
        "existed": "existed",
        "absent": "absent",
        "failed": "failed",
        NONE: "no status",
    },
}


def status_bars(
    codes: Mapping[str, Head],
    kinds: Mapping[str, Head] | None,
    labels: Mapping[str, str],
    counts: Iterable[Said],
    limited: Iterable[Said] = (),
    *,
    unit: str,
    language: Language,
) -> Sheet:
    """A row per code and kind of informant, a column per status; without kinds a row per code.

    `labels` say what kind an informant is; those of whom nothing is said are left out where there are kinds. Of what
    exists, `limited` are the excerpts that say: not as it should.
    """
    told, said = in_columns(counts), WORDS[language]
    names = [EVERYBODY] if kinds is None else list(kinds)
    kind = _places(names, [EVERYBODY if kinds is None else labels.get(one or "", "") for one in told.cases])
    code = _places(list(codes), told.codes)
    known = np.array([one is not None for one in told.cases], dtype=np.bool_)
    size = (len(codes), len(names), len(COLUMNS))
    sums = np.zeros(size, dtype=np.int64)
    for mine, column, many in _by_status(told, in_columns(limited)):
        people, topics = told.case[mine], code[told.code[mine]]
        counting = (kind[people] >= 0) & (topics >= 0) & (many > 0)
        if unit == "informants":
            counting &= known[people]
        place = (topics[counting] * size[1] + kind[people][counting]) * size[2] + column[counting]
        found = np.bincount(place, None if unit == "informants" else many[counting], minlength=sums.size)
        sums += found.astype(np.int64).reshape(size)
    lines = [(at, row) for at in range(len(codes)) for row in range(len(names))]
    heads = list(codes.values())
    return Sheet(
        said["corner"],
        said[unit],
        [heads[at] if kinds is None else _under(heads[at], kinds[names[row]]) for at, row in lines],
        [Head(said[status], _ask(status), key=status) for status in COLUMNS],
        [sums[place].tolist() for place in lines],
    )


def _places(names: list[str], wanted: Iterable[str]) -> Any:
    """The place of each among the names; -1 where it is none of them."""
    at = {name: place for place, name in enumerate(names)}
    return np.array([at.get(one, -1) for one in wanted], dtype=np.int64)


def _by_status(told: Told, limited: Told) -> Iterator[tuple[Any, Any, Any]]:
    """Which lines, the column of each, and how many excerpts: what exists apart from what of it is limited."""
    cases, codes = ({name: at for at, name in enumerate(names)} for names in (told.cases, told.codes))
    less = np.zeros((len(codes), len(cases)), dtype=np.int64)
    for one in limited:
        if one.code in codes and one.case in cases:
            less[codes[one.code], cases[one.case]] = one.excerpts
    exists = told.status == STATED.index(EXISTS)
    part = less[told.code[exists], told.case[exists]]
    yield exists, np.full(part.size, COLUMNS.index(LIMITED)), part
    many = told.many.copy()
    many[exists] -= part
    columns = np.array([COLUMNS.index(one or NONE) for one in STATED])
    yield slice(None), columns[told.status], many


def _ask(status: str) -> str:
    if status == LIMITED:
        return both(asked("status", EXISTS), asked("status", LIMITED))
    only = asked("status", status)
    return f"{only} AND NOT {asked('status', LIMITED)}" if status == EXISTS else only


def _under(code: Head, kind: Head) -> Head:
    return Head(kind.label, both(code.ask or "", kind.ask or ""), kind.name, kind.colour, kind.size, code.said)
