"""What is said of each indicator: that it exists, is planned, is absent …, by kind of informant.

An excerpt has one status; what exists, but not as it should, is limited. Counted by informants, somebody who says both
that a thing exists and that it is absent counts in both.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from coding.model import STATUSES, Language
from coding.reduction.sheet import Head, Sheet, asked, both

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


class Stated(Protocol):
    """Excerpts of a code and status from one informant."""

    @property
    def case(self) -> str | None: ...
    @property
    def code(self) -> str: ...
    @property
    def status(self) -> str | None: ...
    @property
    def excerpts(self) -> int: ...


def status_bars(
    codes: Mapping[str, Head],
    kinds: Mapping[str, Head] | None,
    labels: Mapping[str, str],
    counts: Iterable[Stated],
    limited: Iterable[Stated] = (),
    *,
    unit: str,
    language: Language,
) -> Sheet:
    """A row per code and kind of informant, a column per status; without kinds a row per code.

    `labels` say what kind an informant is; those of whom nothing is said are left out where there are kinds. Of what
    exists, `limited` are the excerpts that say: not as it should.
    """
    sums: dict[tuple[str, str, str], int] = {}
    for one, status, many in _by_status(counts, limited):
        kind = EVERYBODY if kinds is None else labels.get(one.case or "")
        if kind is not None and not (unit == "informants" and one.case is None):
            place = (one.code, kind, status)
            sums[place] = sums.get(place, 0) + (1 if unit == "informants" else many)
    said = WORDS[language]
    lines = [(code, kind) for code in codes for kind in ([EVERYBODY] if kinds is None else kinds)]
    return Sheet(
        said["corner"],
        said[unit],
        [codes[code] if kinds is None else _under(codes[code], kinds[kind]) for code, kind in lines],
        [Head(said[status], _ask(status), key=status) for status in COLUMNS],
        [[sums.get((code, kind, status), 0) for status in COLUMNS] for code, kind in lines],
    )


def _by_status(counts: Iterable[Stated], limited: Iterable[Stated]) -> Iterator[tuple[Stated, str, int]]:
    """Each count with its status and excerpts; what exists in two parts where some of it is limited."""
    less = {(one.case, one.code): one.excerpts for one in limited}
    for one in counts:
        status, many = one.status or NONE, one.excerpts
        if status == EXISTS and (part := less.get((one.case, one.code), 0)):
            yield one, LIMITED, part
            many -= part
        if many:
            yield one, status, many


def _ask(status: str) -> str:
    if status == LIMITED:
        return both(asked("status", EXISTS), asked("status", LIMITED))
    only = asked("status", status)
    return f"{only} AND NOT {asked('status', LIMITED)}" if status == EXISTS else only


def _under(code: Head, kind: Head) -> Head:
    return Head(kind.label, both(code.ask or "", kind.ask or ""), kind.name, kind.colour, kind.size, code.said)
