"""A tree of words: what is said behind (or before) a word, how often, and with what behind that."""

import re
from collections import Counter
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
    excerpts: int = 0
    informants: set[str] = field(default_factory=set)
    places: dict[UUID, set[int]] = field(default_factory=dict)

    @property
    def times(self) -> int:
        """How often it is said, whatever stands on it."""
        return sum(map(len, self.places.values()))


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
    nodes = _grown(passages, root, side)
    rows: list[Head] = []
    cells = []
    shown = list(_walk(nodes, root, side))
    if len(shown) < len(nodes):
        notices = [*notices, Notice("Of the words beside each other those said most are shown; the others are not.")]
    for path in shown:
        node = nodes[path]
        words = " ".join(path)
        rows.append(Head(words, asked("phrase", words)))
        cells.append((len(node.informants), node.excerpts, node.times))
    told = WORDS[language]
    heads = [Head(told[name], beside) for name in ("informants", "segments", "times")]
    return Sheet(told["corner"], told["counted"], rows, heads, cells, notices=notices)


def _grown(passages: Iterable[Passage], root: Path, side: str) -> dict[Path, _Node]:
    nodes: dict[Path, _Node] = {}
    written = phrase_pattern(" ".join(root))
    # Several words may overlap with themselves.
    pattern = re.compile(written if len(root) == 1 else f"(?={written})")
    for one in passages if written else ():
        text = one.quote.lower()
        met: dict[Path, set[int]] = {}
        for match in pattern.finditer(text):
            for path in _paths(text, match.start(), root, side):
                met.setdefault(path, set()).add(one.start + match.start())
        for path, starts in met.items():
            if (node := nodes.get(path)) is None:
                node = nodes[path] = _Node()
            node.excerpts += 1
            node.places.setdefault(one.source, set()).update(starts)
            if one.case is not None:
                node.informants.add(one.case)
    return nodes


def _paths(text: str, start: int, root: Path, side: str) -> Iterator[Path]:
    """The root with nothing beside it, with a word, with two …"""
    if side == "after":
        words = [found[0] for found in islice(WORD.finditer(text, start), len(root) + DEEP)]
        for behind in range(len(root), len(words) + 1):
            yield tuple(words[:behind])
        return
    before = _before(text, start)
    for many in range(len(before) + 1):
        yield (*before[len(before) - many :], *root)


def _before(text: str, start: int) -> list[str]:
    """The last words before a place."""
    near = WORD.findall(text, max(start - _NEAR, 0), start)
    # What is nearest may begin in the middle of a word.
    return (near if len(near) > DEEP or start <= _NEAR else WORD.findall(text, 0, start))[-DEEP:]


def _walk(nodes: Mapping[Path, _Node], root: Path, side: str) -> Iterable[Path]:
    """The root and its branches, each behind the one it grows from."""
    if root not in nodes:
        return
    children: dict[Path, Counter[Path]] = {}
    for path, node in nodes.items():
        if path != root:
            children.setdefault(path[:-1] if side == "after" else path[1:], Counter())[path] = node.times
    waiting = [root]
    while waiting:
        path = waiting.pop()
        yield path
        level = len(path) - len(root)
        if level < DEEP:
            ranked = sorted(children.get(path, Counter()).items(), key=lambda one: (-one[1], one[0]))
            waiting += [one for one, _ in ranked[: BRANCHES[level]]][::-1]
