"""How often words are said in excerpts: by how many informants, in how many excerpts, how many times.

Words said twice because two codes stand on them are said once. How often a word is said says nothing of what is meant;
counts of words never replace codes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from coding.errors import Notice
from coding.model import WORD, Language
from coding.reduction.passages import Passage
from coding.reduction.sheet import Head, Sheet, asked
from coding.reduction.stop_words import STOP_WORDS

MOST = 50
"""Words in one table."""

WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "corner": "Kata",
        "informants": "banyaknya informan yang mengucapkannya",
        "segments": "banyaknya kutipan yang memuatnya",
        "times": "berapa kali diucapkan",
        "Informants": "Informan",
        "Segments": "Kutipan",
        "Times": "Kali",
    },
    "en": {
        "corner": "Word",
        "informants": "number of informants who say it",
        "segments": "number of excerpts with it",
        "times": "how many times it is said",
        "Informants": "Informants",
        "Segments": "Excerpts",
        "Times": "Times",
    },
}
COLUMNS = ("informants", "segments", "times")


@dataclass(slots=True)
class Counts:
    """Of each word: times said, excerpts, informants."""

    times: Counter[str]
    excerpts: Counter[str]
    informants: dict[str, set[str]]


def spoken(passages: Iterable[Passage]) -> Iterator[tuple[Passage, list[str], list[str]]]:
    """Each passage in the order of source and text with its words, and those that stood in none before."""
    reach: dict[UUID, int] = {}
    for one in passages:
        known = reach.get(one.source, 0) - one.start
        some = [(found[0], found.start()) for found in WORD.finditer(one.quote.lower())]
        yield one, [word for word, _ in some], [word for word, at in some if at >= known]
        reach[one.source] = max(reach.get(one.source, 0), one.start + len(one.quote))


def counted(passages: Iterable[Passage]) -> Counts:
    """Every word of these passages, which come in the order of source and text."""
    counts = Counts(Counter(), Counter(), {})
    for one, words, new in spoken(passages):
        counts.times.update(new)
        for word in set(words):
            counts.excerpts[word] += 1
            people = counts.informants.setdefault(word, set())
            if one.case is not None:
                people.add(one.case)
    return counts


def telling(word: str, without: Sequence[str] = ()) -> bool:
    """Whether a word is counted: no stop word, no number, none of those to be left out."""
    return len(word) > 1 and word not in STOP_WORDS and word not in without and not word.replace("-", "").isdigit()


def listed(text: str) -> list[str]:
    """The words that somebody wrote to be left out, in small letters."""
    return [one[0] for one in WORD.finditer(re.sub(r"[,;]", " ", text).lower())]


def word_counts(
    passages: Iterable[Passage],
    *,
    unit: str,
    without: Sequence[str],
    among: Sequence[str] = (),
    beside: str,
    language: Language,
    notices: Sequence[Notice] = (),
) -> Sheet:
    """A row per word, the MOST that are said most by `unit`, or those to be counted `among`.

    `beside` is what every number asks for as well.
    """
    counts = counted(passages)
    wanted = among or [word for word in counts.excerpts if telling(word, without)]
    rows = [
        (word, (len(counts.informants.get(word, ())), counts.excerpts[word], counts.times[word])) for word in wanted
    ]
    at = COLUMNS.index(unit)
    if not among:
        rows.sort(key=lambda one: (-one[1][at], -one[1][2], one[0]))
    words = WORDS[language]
    return Sheet(
        words["corner"],
        words[unit],
        [Head(word, asked("phrase", word)) for word, _ in rows[:MOST]],
        [Head(words[name.capitalize()], beside) for name in COLUMNS],
        [cells for _, cells in rows[:MOST]],
        notices=notices,
    )
