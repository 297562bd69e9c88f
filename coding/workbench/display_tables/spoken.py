"""The words of what a query finds, of so many texts as can be read at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coding.errors import Notice
from coding.model import WORD, And, Expression, Where
from coding.reduction.sheet import any_of, asked, both
from coding.reduction.word_counts import counted, telling
from coding.store import places, tallies
from coding.store.places import Passage
from coding.workbench.display_tables.asked import Asked

MOST = 20_000
"""Excerpts whose words are read."""

NEVER = Notice("Words are counted as they stand, whatever they mean: counts of words never replace codes.")


@dataclass(frozen=True, slots=True)
class Spoken:
    """The passages in the order of source and text, what every number of them asks for as well, and what to tell."""

    passages: Sequence[Passage]
    names: dict[str, str]
    beside: str
    notices: Sequence[Notice]


NOTHING = Spoken((), {}, "", ())


def read(wanted: Asked, *, phrase: str = "", most: int = MOST) -> Spoken:
    """The passages of the first texts that have some, or those with a phrase; `voices` chooses whose words."""
    there, total = _texts(wanted, most)
    asks: list[Expression] = []
    beside = ""
    if wanted.options.get("voices") == "informants":
        asks.append(Where("role", "=", "informant"))
        beside = asked("role", "informant")
    if phrase:
        asks.append(Where("phrase", "=", phrase))
    query = replace(wanted.query, where=_all([wanted.query.where, *asks]))
    passages: list[Passage] = []
    for first in range(0, len(there), 500):
        passages += places.passages(wanted.tx, query, [one.id for one in there[first : first + 500]])
    notices = []
    if len(there) < total:
        beside = both(beside, any_of([asked("source", one.name) for one in there]))
        notices.append(
            Notice(
                "Words are read in the first {n} of {all} texts with excerpts, {first} to {last}. Choose fewer codes.",
                {"n": str(len(there)), "all": str(total), "first": there[0].name, "last": there[-1].name},
            )
        )
    return Spoken(passages, {str(one.id): one.name for one in there}, beside, notices)


def word(wanted: Asked) -> tuple[str, list[Notice]]:
    """The words that were written for the display, else the one that stands in most excerpts; empty where none does."""
    written = " ".join(found[0] for found in WORD.finditer(wanted.options["word"].lower()))
    if written:
        return written, []
    counts = counted(read(wanted).passages).excerpts
    most = min((one for one in counts if telling(one)), key=lambda one: (-counts[one], one), default="")
    return most, [Notice("No word is written above: “{word}” stands in most excerpts.", {"word": most})] if most else []


def _all(parts: Sequence[Expression | None]) -> Expression | None:
    some = [one for one in parts if one is not None]
    return And(tuple(some)) if len(some) > 1 else next(iter(some), None)


def _texts(wanted: Asked, most: int) -> tuple[list[places.Length], int]:
    """The first texts that have excerpts, until they are too many; and how many texts have any."""
    many = {one.row: one.excerpts for one in tallies.grouped(wanted.tx, wanted.query, "source")}
    there = [one for one in wanted.lengths() if many.get(str(one.id))]
    shown: list[places.Length] = []
    room = most
    for one in there:
        room -= many[str(one.id)]
        if shown and room < 0:
            break
        shown.append(one)
    return shown, len(there)
