"""Codes or informants joined by links between their excerpts: which explains, supports or contradicts which."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coding.errors import Notice
from coding.model import And, Codebook, Expression, HasCode, Language, LinkKind, Or, Where
from coding.reduction.network import longest
from coding.reduction.query import written
from coding.reduction.sheet import Head, Sheet
from coding.store import displays, links
from coding.store.displays import End
from coding.workbench.display_tables.asked import ATTRIBUTE, Asked

_READ = 2000
_ASKED = 40
"""Links whose excerpts one number opens, at most."""

_ARROWS, _NAMES = 80, 40
"""What can be read in one picture: arrows, and names on a ring."""

FEWER = Notice("Shown are the {n} arrows that stand for most links, of {all}. Choose fewer excerpts to see the others.")
OTHERS = Notice("Arrows left out, because there is no room for them in the whole: {n}.")
NEWEST = Notice("Only the newest {n} links of each kind are looked at.", {"n": str(_READ)})
NOTHING = Notice("There are no such links between excerpts yet. Link two excerpts on the page of excerpts.")
WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "explains": "menjelaskan",
        "supports": "mendukung (+)",
        "contradicts": "bertentangan (−)",
        "corner": "Dari · ke",
        "counted": "banyaknya tautan antarkutipan",
    },
    "en": {
        "explains": "explains",
        "supports": "supports (+)",
        "contradicts": "contradicts (−)",
        "corner": "From · to",
        "counted": "number of links between excerpts",
    },
}


@dataclass(slots=True)
class _Arrow:
    """The links from one to another, by their kind."""

    kinds: dict[LinkKind, list[tuple[End, End]]] = field(default_factory=dict)

    @property
    def many(self) -> int:
        """How many links it stands for."""
        return sum(map(len, self.kinds.values()))


@dataclass(frozen=True, slots=True)
class _There:
    """The arrows by (from, to), of links of these kinds; `whole` if none were left unread."""

    kinds: Sequence[LinkKind]
    arrows: Mapping[tuple[str, str], _Arrow]
    whole: bool


def causal_network(asked: Asked) -> Sheet:
    """Every code that explains or supports another."""
    there = _read(asked, ("explains", "supports"), _code(asked))
    return _sheet(asked, there, _strongest(asked, there.arrows))


def causal_chain(asked: Asked) -> Sheet:
    """The longest way from code to code along links; of those as long, the one with most links."""
    there = _read(asked, ("explains", "supports"), _code(asked))
    many = {pair: arrow.many for pair, arrow in there.arrows.items() if pair[0] != pair[1]}
    way = sorted(longest(many))
    # A way is shown whole, however long: without one of its arrows it would be none.
    return _sheet(asked, replace(there, arrows={pair: there.arrows[pair] for pair in way}), way)


def context_chart(asked: Asked) -> Sheet:
    """Informants, or those alike in an attribute, whose words support or contradict each other."""
    by = asked.options["by"]
    labels = asked.labels(by) if by.startswith(ATTRIBUTE) else {}
    named = {one.key: labels.get(str(one.id), "") if labels else one.key for one in asked.cases()}
    there = _read(asked, ("supports", "contradicts"), lambda one: named.get(one.case or "", ""))
    return _sheet(asked, there, _strongest(asked, there.arrows, _NAMES))


def _code(asked: Asked) -> Callable[[End], str]:
    heads = asked.codes()
    return lambda one: heads[str(one.code)].said if str(one.code) in heads else ""


def _read(asked: Asked, kinds: Sequence[LinkKind], name: Callable[[End], str]) -> _There:
    """Links of which both ends are what the query finds. What has no name is left out."""
    # One more than is looked at: whether there are others.
    most = {kind: links.newest(asked.tx, kind, _READ + 1) for kind in kinds}
    read = {kind: pairs[:_READ] for kind, pairs in most.items()}
    ends = displays.ends(asked.tx, asked.query, {end for pairs in read.values() for pair in pairs for end in pair})
    arrows: dict[tuple[str, str], _Arrow] = {}
    for kind, pairs in read.items():
        for this, that in ((ends[one], ends[other]) for one, other in pairs if one in ends and other in ends):
            pair = name(this), name(that)
            if all(pair):
                arrows.setdefault(pair, _Arrow()).kinds.setdefault(kind, []).append((this, that))
    return _There(kinds, arrows, all(len(pairs) <= _READ for pairs in most.values()))


def _strongest(
    asked: Asked, arrows: Mapping[tuple[str, str], _Arrow], names: int | None = None
) -> list[tuple[str, str]]:
    """The arrows that stand for most links, between so many names at most; of a part, those that the whole has."""
    if asked.among:
        return sorted(pair for pair in arrows if _head(pair).own in asked.among)
    shown: list[tuple[str, str]] = []
    met: set[str] = set()
    for pair in sorted(arrows, key=lambda each: (-arrows[each].many, each)):
        if len(shown) < _ARROWS and (names is None or len(met.union(pair)) <= names):
            met.update(pair)
            shown.append(pair)
    return sorted(shown)


def _sheet(asked: Asked, there: _There, rows: Sequence[tuple[str, str]]) -> Sheet:
    """A row for each of these arrows, a column for each kind of link."""
    words, arrows, kinds = WORDS[asked.language], there.arrows, there.kinds
    asks = {
        (row, at): _ends(arrows[pair].kinds[kind])
        for row, pair in enumerate(rows)
        for at, kind in enumerate(kinds)
        if kind in arrows[pair].kinds
    }
    told = [] if rows else [NOTHING]
    if len(rows) < len(arrows) and asked.among:
        told = [Notice(OTHERS.sentence, {"n": str(len(arrows) - len(rows))})]
    elif len(rows) < len(arrows):
        told.append(Notice(FEWER.sentence, {"n": str(len(rows)), "all": str(len(arrows))}))
    return Sheet(
        words["corner"],
        words["counted"],
        [_head(pair) for pair in rows],
        [Head(words[kind], key=kind) for kind in kinds],
        [[len(arrows[pair].kinds.get(kind, ())) for kind in kinds] for pair in rows],
        asks,
        notices=told if there.whole else [*told, NEWEST],
    )


def _head(pair: tuple[str, str]) -> Head:
    """The row of an arrow, under that from which it goes."""
    this, that = pair
    return Head(that, group=this)


def _ends(some: Sequence[tuple[End, End]]) -> str:
    """What finds the excerpts at both ends of links: by their text, lines, code and coder."""
    wanted: dict[str, Expression] = {}
    for pair in some[:_ASKED]:
        for one in pair:
            asks = _place(one)
            wanted[written(asks, _NO_BOOK)] = asks
    parts = tuple(wanted.values())
    return written(parts[0] if len(parts) == 1 else Or(parts), _NO_BOOK)


def _place(one: End) -> And:
    return And(
        (
            Where("source", "=", one.source),
            Where("line", ">=", str(one.line_start)),
            Where("line", "<=", str(one.line_end)),
            Where("coder", "=", one.coder),
            HasCode(one.code, alone=True),
        )
    )


_NO_BOOK = Codebook(())
