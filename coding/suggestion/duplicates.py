"""Which passages say the same, word for word or nearly: a model must not be tested on what it was trained on.

A form read aloud in every interview, a file imported twice, a quotation: all of them stand in several sources.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import ceil
from unicodedata import normalize

from coding.suggestion.material import Passage

_WORD = re.compile(r"\w+")
_SHINGLE = 3
_ALIKE = 0.9


def duplicate_groups(passages: Sequence[Passage], alike: float = _ALIKE) -> list[int]:
    """A number for each passage; those of equal number say the same.

    The same are passages of the same words (whatever case, accents' encoding and punctuation), those whose sets of
    three-word shingles overlap by `alike` (Jaccard) or more, and chains of such.
    """
    words = [tuple(_WORD.findall(normalize("NFKC", passage.text).casefold())) for passage in passages]
    first: dict[tuple[str, ...], int] = {}
    for place, said in enumerate(words):
        first.setdefault(said, place)
    parent = list(range(len(passages)))
    distinct = sorted(first.values())
    for place, other in _near([words[place] for place in distinct], alike):
        _join(parent, distinct[place], distinct[other])
    return [_root(parent, first[said]) for said in words]


def _near(texts: Sequence[tuple[str, ...]], alike: float) -> Iterable[tuple[int, int]]:
    """Pairs of texts that are near duplicates.

    Two sets that overlap by `alike` share one of the rarest few of each (prefix filtering), so only these are indexed
    and the search is exact: nothing is sampled.
    """
    numbers: dict[tuple[str, ...], int] = {}
    sets = [frozenset(numbers.setdefault(part, len(numbers)) for part in _shingles(words)) for words in texts]
    commonness = Counter(number for shingles in sets for number in shingles)
    index: dict[int, list[int]] = {}
    for place in sorted(range(len(sets)), key=lambda place: (len(sets[place]), place)):
        mine = sets[place]
        rarest = sorted(mine, key=lambda number: (commonness[number], number))
        prefix = rarest[: len(mine) - ceil(alike * len(mine) - 1e-9) + 1]
        found = {other for number in prefix for other in index.get(number, ())}
        for other in sorted(found):
            if len(sets[other]) >= alike * len(mine) and _jaccard(mine, sets[other]) >= alike:
                yield place, other
        for number in prefix:
            if commonness[number] > 1:
                index.setdefault(number, []).append(place)


def _shingles(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    if len(words) < _SHINGLE:
        return (words,) if words else ()
    return (words[start : start + _SHINGLE] for start in range(len(words) - _SHINGLE + 1))


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    both = len(one & other)
    return both / (len(one) + len(other) - both)


def _root(parent: list[int], place: int) -> int:
    while parent[place] != place:
        parent[place] = parent[parent[place]]
        place = parent[place]
    return place


def _join(parent: list[int], one: int, other: int) -> None:
    low, high = sorted((_root(parent, one), _root(parent, other)))
    parent[high] = low
