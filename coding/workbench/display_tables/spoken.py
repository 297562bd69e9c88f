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

MOST, SEARCHED, GLANCED = 10_000, 30_000, 2_000
"""Excerpts whose words are counted, that are searched for words, and that are looked at to propose a word."""

Texts = Sequence[tuple[places.Length, int]]
"""Those with excerpts, and how many of them each has."""

NEVER = Notice("Words are counted as they stand, whatever they mean: counts of words never replace codes.")


@dataclass(frozen=True, slots=True)
class Spoken:
    """The passages in the order of source and text, what every number of them asks for as well, and what to tell."""

    passages: Sequence[Passage]
    names: dict[str, str]
    beside: str
    notices: Sequence[Notice]


NOTHING = Spoken((), {}, "", ())


def texts(wanted: Asked) -> Texts:
    """The texts that have excerpts, in their order."""
    many = {one.row: one.excerpts for one in tallies.grouped(wanted.tx, wanted.query, "source")}
    return [(one, many[str(one.id)]) for one in wanted.lengths() if many.get(str(one.id))]


def search(wanted: Asked) -> tuple[str, Spoken]:
    """The words that were written for the display, else one that many excerpts have; and the passages with them."""
    there = texts(wanted)
    phrase = " ".join(found[0] for found in WORD.finditer(wanted.options["word"].lower()))
    if phrase:
        return phrase, read(wanted, there, SEARCHED, phrase)
    counts = counted(read(wanted, there, GLANCED).passages).excerpts
    phrase = min((one for one in counts if telling(one)), key=lambda one: (-counts[one], one), default="")
    if not phrase:
        return "", NOTHING
    found = read(wanted, there, SEARCHED, phrase)
    told = Notice("No word is written above: “{word}” is one that many excerpts have.", {"word": phrase})
    return phrase, replace(found, notices=[told, *found.notices])


def read(wanted: Asked, texts: Texts, most: int = MOST, phrase: str = "") -> Spoken:
    """The passages of the first texts, or those with a phrase; `voices` chooses whose words."""
    there = _first(texts, most)
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
    if len(there) < len(texts):
        beside = both(beside, any_of([asked("source", one.name) for one in there]))
        notices.append(
            Notice(
                "Words are read in the first {n} of {all} texts with excerpts, {first} to {last}. Choose fewer codes.",
                {"n": str(len(there)), "all": str(len(texts)), "first": there[0].name, "last": there[-1].name},
            )
        )
    return Spoken(passages, {str(one.id): one.name for one in there}, beside, notices)


def _all(parts: Sequence[Expression | None]) -> Expression | None:
    some = [one for one in parts if one is not None]
    return And(tuple(some)) if len(some) > 1 else next(iter(some), None)


def _first(texts: Texts, most: int) -> list[places.Length]:
    """The first of them, until their excerpts are too many."""
    shown: list[places.Length] = []
    for one, many in texts:
        most -= many
        if shown and most < 0:
            break
        shown.append(one)
    return shown
