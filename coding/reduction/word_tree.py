"""A tree of words: what is said behind (or before) a word, how often, and with what behind that."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID

from coding.errors import Notice
from coding.model import WORD, Language, phrase_pattern
from coding.reduction.passages import Passage
from coding.reduction.sheet import Head, Sheet, asked

DEEP = 4
"""Words behind the first."""

BRANCHES = (14, 4, 2, 1)
"""At most, of a word, level by level: those said most."""

_LONGEST = 1 << 40
"""Letters of a text are fewer."""

_NEAR = 120
"""Letters before a word among which those before it are looked for first."""

WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "corner": "Rangkaian kata",
        "counted": "banyaknya kutipan yang memuatnya",
        "informants": "Informan",
        "segments": "Kutipan",
        "times": "Kali",
    },
    "en": {
        "corner": "Words behind each other",
        "counted": "number of excerpts with them",
        "informants": "Informants",
        "segments": "Excerpts",
        "times": "Times",
    },
}
Path = tuple[str, ...]


@dataclass(slots=True)
class _Node:
    """A run of words: in how many excerpts, whose, and where; `beside` is what stands beside it, by its word."""

    excerpts: int = 0
    last: int = -1
    informants: set[str] = field(default_factory=set)
    places: set[int] = field(default_factory=set)
    beside: dict[str, "_Node"] = field(default_factory=dict)


def word_tree(
    passages: Iterable[Passage],
    phrase: str,
    *,
    side: str,
    beside: str,
    language: Language,
    notices: Sequence[Notice] = (),
) -> Sheet:
    """A row per run of words that begins (`side` "after") or ends ("before") with the phrase, each behind its stem.

    Columns: informants, excerpts, times. The phrase comes first; the label of a row has its words with blanks between.
    """
    root = tuple(found[0] for found in WORD.finditer(phrase.lower()))
    tree, many = _grown(passages, root, side)
    rows: list[Head] = []
    cells = []
    for path, node in _walk(tree, root, side):
        words = " ".join(path)
        rows.append(Head(words, asked("phrase", words)))
        cells.append((len(node.informants), node.excerpts, len(node.places)))
    if len(rows) < many:
        notices = [*notices, Notice("Of the words beside each other those said most are shown; the others are not.")]
    told = WORDS[language]
    heads = [Head(told[name], beside) for name in ("informants", "segments", "times")]
    return Sheet(told["corner"], told["counted"], rows, heads, cells, notices=notices)


def _grown(passages: Iterable[Passage], root: Path, side: str) -> tuple[_Node, int]:
    """The tree, and how many runs of words it has; with nothing said it has none."""
    tree, many = _Node(), 0
    written = phrase_pattern(" ".join(root))
    # Several words may overlap with themselves.
    pattern = re.compile(written if len(root) == 1 else f"(?={written})")
    sources: dict[UUID, int] = {}
    for number, one in enumerate(passages if written else ()):
        text = one.quote.lower()
        begins = sources.setdefault(one.source, len(sources)) * _LONGEST + one.start
        for match in pattern.finditer(text):
            place, node = begins + match.start(), tree
            for word in ("", *_beside(text, match.start(), len(root), side)):
                if word:
                    if (found := node.beside.get(word)) is None:
                        found = node.beside[word] = _Node()
                    node = found
                many += not node.excerpts
                if node.last != number:
                    node.last = number
                    node.excerpts += 1
                    if one.case is not None:
                        node.informants.add(one.case)
                node.places.add(place)
    return tree, many


def _beside(text: str, start: int, root: int, side: str) -> list[str]:
    """The words behind or before so many that begin here, the nearest first."""
    if side == "before":
        return _before(text, start)[::-1]
    return [found[0] for found in islice(WORD.finditer(text, start), root, root + DEEP)]


def _before(text: str, start: int) -> list[str]:
    """The last words before a place."""
    near = WORD.findall(text, max(start - _NEAR, 0), start)
    # What is nearest may begin in the middle of a word.
    return (near if len(near) > DEEP or start <= _NEAR else WORD.findall(text, 0, start))[-DEEP:]


def _walk(tree: _Node, root: Path, side: str) -> Iterator[tuple[Path, _Node]]:
    """The root and its branches, each behind the one it grows from."""
    waiting = [(root, tree)] if tree.excerpts else []
    while waiting:
        path, node = waiting.pop()
        yield path, node
        level = len(path) - len(root)
        if level < DEEP:
            ranked = sorted(node.beside.items(), key=lambda one: (-len(one[1].places), one[0]))[: BRANCHES[level]]
            grown = [((*path, word) if side == "after" else (word, *path), its) for word, its in ranked]
            waiting += grown[::-1]
