"""The words of what a query finds, of so many texts as can be read at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coding.errors import Notice
from coding.model import WORD, And, Expression, Where
from coding.reduction.sheet import any_of, asked, both
from coding.reduction.word_counts import counted, telling
from coding.store import places
from coding.store.places import Passage
from coding.workbench.display_tables.asked import Asked
from coding.workbench.kept import Kept

MOST, SEARCHED, GLANCED = 10_000, 15_000, 1_000
"""Excerpts whose words are counted, that are searched for words, and that are looked at to propose a word."""

_AT_ONCE = 100
"""Texts asked about in one statement."""

NEVER = Notice("Words are counted as they stand, whatever they mean: counts of words never replace codes.")


@dataclass(frozen=True, slots=True)
class Spoken:
    """The passages in the order of source and text, what every number of them asks for as well, and what to tell."""

    passages: Sequence[Passage]
    names: dict[str, str]
    beside: str
    notices: Sequence[Notice]


NOTHING = Spoken((), {}, "", ())
_SEARCHED = Kept[tuple[str, Spoken]](2)


def search(wanted: Asked) -> tuple[str, Spoken]:
    """The words that were written for the display, else one that many excerpts have; and the passages with them."""
    key = (*wanted.standing(), wanted.options["word"], wanted.options["voices"])
    if (kept := _SEARCHED.get(key)) is None:
        kept = _searched(wanted)
        _SEARCHED.put(key, kept)
    return kept


def _searched(wanted: Asked) -> tuple[str, Spoken]:
    phrase = " ".join(found[0] for found in WORD.finditer(wanted.options["word"].lower()))
    if phrase:
        return phrase, read(wanted, SEARCHED, phrase)
    counts = counted(read(wanted, GLANCED).passages).excerpts
    phrase = min((one for one in counts if telling(one)), key=lambda one: (-counts[one], one), default="")
    if not phrase:
        return "", NOTHING
    found = read(wanted, SEARCHED, phrase)
    told = Notice("No word is written above: “{word}” is one that many excerpts have.", {"word": phrase})
    return phrase, replace(found, notices=[told, *found.notices])


def read(wanted: Asked, most: int = MOST, phrase: str = "") -> Spoken:
    """The passages of the first texts, or those with a phrase; `voices` chooses whose words."""
    texts = wanted.lengths()
    there, whole = _first(wanted, texts, most)
    asks: list[Expression] = []
    beside = ""
    if wanted.options.get("voices") == "informants":
        asks.append(Where("role", "=", "informant"))
        beside = asked("role", "informant")
    if phrase:
        asks.append(Where("phrase", "=", phrase))
    query = replace(wanted.query, where=_all([wanted.query.where, *asks]))
    passages: list[Passage] = []
    for first in range(0, len(there), _AT_ONCE):
        passages += places.passages(wanted.tx, query, [one.id for one in there[first : first + _AT_ONCE]])
    notices = []
    if not whole:
        beside = both(beside, any_of([asked("source", one.name) for one in there]))
        notices.append(
            Notice(
                "Words are read in the first {n} of {all} texts, {first} to {last}. Choose fewer codes.",
                {"n": str(len(there)), "all": str(len(texts)), "first": there[0].name, "last": there[-1].name},
            )
        )
    return Spoken(passages, {str(one.id): one.name for one in there}, beside, notices)


def _all(parts: Sequence[Expression | None]) -> Expression | None:
    some = [one for one in parts if one is not None]
    return And(tuple(some)) if len(some) > 1 else next(iter(some), None)


def _first(wanted: Asked, texts: Sequence[places.Length], most: int) -> tuple[list[places.Length], bool]:
    """Those of the first texts that have excerpts, until these are too many; and whether that was all."""
    shown: list[places.Length] = []
    many = {one.row: one.excerpts for one in wanted.grouped("source")}
    for one in texts:
        here = many.get(str(one.id), 0)
        most -= here
        if shown and most < 0:
            return shown, False
        if here:
            shown.append(one)
    return shown, True
