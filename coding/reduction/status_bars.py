"""What is said of each indicator: that it exists, is planned, is absent …, by kind of informant.

An excerpt has one status. Counted by informants, somebody who says both that a thing exists and that it is absent
counts in both.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from coding.model import STATUSES, Language
from coding.reduction.sheet import Head, Sheet, asked, both

NONE = "none"
COLUMNS = (*STATUSES, NONE)
EVERYBODY = "all"
WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "corner": "Indikator",
        "informants": "banyaknya informan",
        "segments": "banyaknya kutipan",
        "exists": "ada",
        "planned": "direncanakan",
        "existed": "pernah ada",
        "absent": "tidak ada",
        "failed": "gagal",
        NONE: "tanpa status",
    },
    "en": {
        "corner": "Indicator",
        "informants": "number of informants",
        "segments": "number of excerpts",
        "exists": "exists",
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
    *,
    unit: str,
    language: Language,
) -> Sheet:
    """A row per code and kind of informant, a column per status; without kinds a row per code.

    `labels` say what kind an informant is; those of whom nothing is said are left out where there are kinds.
    """
    sums: dict[tuple[str, str, str], int] = {}
    for one in counts:
        kind = EVERYBODY if kinds is None else labels.get(one.case or "")
        if kind is not None and not (unit == "informants" and one.case is None):
            place = (one.code, kind, one.status or NONE)
            sums[place] = sums.get(place, 0) + (1 if unit == "informants" else one.excerpts)
    said = WORDS[language]
    lines = [(code, kind) for code in codes for kind in ([EVERYBODY] if kinds is None else kinds)]
    return Sheet(
        said["corner"],
        said[unit],
        [codes[code] if kinds is None else _under(codes[code], kinds[kind]) for code, kind in lines],
        [Head(said[status], asked("status", status)) for status in COLUMNS],
        [[sums.get((code, kind, status), 0) for status in COLUMNS] for code, kind in lines],
    )


def _under(code: Head, kind: Head) -> Head:
    return Head(kind.label, both(code.ask or "", kind.ask or ""), kind.name, kind.colour, kind.size, code.said)
