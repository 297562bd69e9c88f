"""How often each code is met, counted in three ways: informants of how many, excerpts, words.

Informants come first: excerpts and words measure who talks much. On counting see Maxwell (2010) and Sandelowski, Voils
& Knafl (2009); how often something is said is not how important it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from coding.model import Language
from coding.reduction.order import places
from coding.reduction.sheet import Head, Sheet

WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "corner": "Kode",
        "informants": "banyaknya informan",
        "segments": "banyaknya kutipan",
        "words": "banyaknya kata",
        "of": "dari",
        "Informants": "Informan",
        "Segments": "Kutipan",
        "Words": "Kata",
    },
    "en": {
        "corner": "Code",
        "informants": "number of informants",
        "segments": "number of excerpts",
        "words": "number of words",
        "of": "of",
        "Informants": "Informants",
        "Segments": "Excerpts",
        "Words": "Words",
    },
}
COLUMNS = ("informants", "of", "segments", "words")


class Counted(Protocol):
    """The excerpts of a code from one informant (None where they belong to nobody)."""

    @property
    def row(self) -> str | None: ...
    @property
    def column(self) -> str | None: ...
    @property
    def excerpts(self) -> int: ...
    @property
    def words(self) -> int: ...


@dataclass(slots=True)
class _Sum:
    informants: int = 0
    segments: int = 0
    words: int = 0


def code_frequencies(
    codes: Mapping[str, Head],
    groups: Iterable[Counted],
    of: Mapping[str, int],
    *,
    unit: str,
    order: str,
    language: Language,
) -> Sheet:
    """A row per code under COLUMNS; words only where they are what is counted. `of` says of how many informants."""
    sums = {key: _Sum() for key in codes}
    for one in groups:
        if one.column in sums:
            into = sums[one.column]
            into.informants += one.row is not None
            into.segments += one.excerpts
            into.words += one.words
    said = WORDS[language]
    rows = [(one.informants, of.get(key, 0), one.segments, one.words) for key, one in sums.items()]
    shown = 4 if unit == "words" else 3
    down = places([[row[COLUMNS.index(unit)]] for row in rows], order)
    heads = [Head(said["Informants"]), Head(said["of"], None), Head(said["Segments"]), Head(said["Words"])]
    names = list(codes.values())
    return Sheet(
        said["corner"], said[unit], [names[at] for at in down], heads[:shown], [rows[at][:shown] for at in down]
    )
