"""What each informant speaks of: how much of each group of codes, as it is or by how much was said in all."""

from collections.abc import Mapping, Sequence

from coding.errors import Notice
from coding.model import Language
from coding.reduction.sheet import Head, Sheet, Value

PER = 1000
"""Words: interviews differ in length, and who talks long is coded much."""

WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "corner": "Informan",
        "segments": "banyaknya kutipan",
        "rate": "banyaknya kutipan tiap 1.000 kata wawancara",
    },
    "en": {
        "corner": "Informant",
        "segments": "number of excerpts",
        "rate": "number of excerpts per 1,000 words of the interview",
    },
}


def case_profiles(
    cases: Mapping[str, Head],
    groups: Mapping[str, Head],
    counts: Mapping[tuple[str, str], int],
    length: Mapping[str, int],
    *,
    unit: str,
    language: Language,
    notices: Sequence[Notice] = (),
) -> Sheet:
    """A row per informant, a column per group, each by its key; `counts` are by (case, group).

    With `rate` as unit an informant without a length (words of the own interviews) is left out, and named.
    """
    rated = unit == "rate"
    rows = [key for key in cases if not rated or length.get(key)]
    cells: list[list[Value]] = [
        [_of(counts.get((row, group), 0), length[row] if rated else 0) for group in groups] for row in rows
    ]
    lost = ", ".join(head.label for key, head in cases.items() if key not in rows)
    told = (
        [Notice("Not known how many words were said in the interviews of: {names}.", {"names": lost})] if lost else []
    )
    words = WORDS[language]
    return Sheet(
        words["corner"],
        words[unit],
        [cases[key] for key in rows],
        list(groups.values()),
        cells,
        notices=[*notices, *told],
    )


def _of(count: int, words: int) -> Value:
    return PER * count / words if words else count
