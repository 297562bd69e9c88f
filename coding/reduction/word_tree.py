"""A tree of words: what is said behind (or before) a word, how often, and with what behind that."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from coding.errors import Notice
from coding.model import WORD, Language
from coding.reduction.passages import Passage
from coding.reduction.sheet import Head, Sheet, asked

DEEP = 4
"""Words behind the first."""

BRANCHES = (14, 4, 2, 1)
"""At most, of a word, level by level: those said most."""

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
    places: set[tuple[UUID, int]] = field(default_factory=set)


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
        cells.append((len(node.informants), node.excerpts, len(node.places)))
    told = WORDS[language]
    heads = [Head(told[name], beside) for name in ("informants", "segments", "times")]
    return Sheet(told["corner"], told["counted"], rows, heads, cells, notices=notices)


def _grown(passages: Iterable[Passage], root: Path, side: str) -> dict[Path, _Node]:
    nodes: dict[Path, _Node] = {}
    for one in passages:
        there = [(found[0], one.start + found.start()) for found in WORD.finditer(one.quote.lower())]
        words = [word for word, _ in there]
        met: dict[Path, set[int]] = {}
        for at in range(len(words) - len(root) + 1):
            if tuple(words[at : at + len(root)]) == root:
                for path in _paths(words, at, len(root), side):
                    met.setdefault(path, set()).add(there[at][1])
        for path, starts in met.items():
            node = nodes.setdefault(path, _Node())
            node.excerpts += 1
            node.places |= {(one.source, start) for start in starts}
            if one.case is not None:
                node.informants.add(one.case)
    return nodes


def _paths(words: Sequence[str], at: int, long: int, side: str) -> Iterable[Path]:
    for more in range(DEEP + 1):
        begins, ends = (at, at + long + more) if side == "after" else (at - more, at + long)
        if begins >= 0 and ends <= len(words):
            yield tuple(words[begins:ends])


def _walk(nodes: Mapping[Path, _Node], root: Path, side: str) -> Iterable[Path]:
    """The root and its branches, each behind the one it grows from."""
    if root not in nodes:
        return
    children: dict[Path, Counter[Path]] = {}
    for path, node in nodes.items():
        if path != root:
            children.setdefault(path[:-1] if side == "after" else path[1:], Counter())[path] = len(node.places)
    waiting = [root]
    while waiting:
        path = waiting.pop()
        yield path
        level = len(path) - len(root)
        if level < DEEP:
            ranked = sorted(children.get(path, Counter()).items(), key=lambda one: (-one[1], one[0]))
            waiting += [one for one, _ in ranked[: BRANCHES[level]]][::-1]
