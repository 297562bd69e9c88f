"""Concept maps drawn from data to begin with: from codes that stand together, the codebook, or one informant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID, uuid4

from coding import reduction
from coding.errors import NotFound
from coding.model import (
    Codebook,
    Concept,
    Language,
    MemoLink,
    Query,
    Tie,
    Where,
)
from coding.reduction import concept_map as layout
from coding.reduction.cooccurrence import Pairs
from coding.store import Read, cases, codebooks, codings, memos, projects
from coding.workbench.concept_map_things import things
from coding.workbench.displays import drawn

Begin = Literal["cooccurrence", "codebook", "case"]
BEGINS: tuple[Begin, ...] = ("cooccurrence", "codebook", "case")

LEAST = ("1", "2", "3", "5", "10")
"""How often codes stand together at least."""

_TIES, _EVIDENCE, _OF_A_CASE = 40, 200, 5000
"""The strongest ties of a map; codings that speak for one, all or none; those of an informant."""

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {"speaks": "membicarakan", "about": "tentang", "many": "Bersama pada {n} bagian."},
    "en": {"speaks": "speaks of", "about": "is about", "many": "Together on {n} passages."},
}


@dataclass(frozen=True, slots=True)
class Start:
    """What a map is drawn from: `least` is how often codes stand together, `case` the informant."""

    begin: Begin
    least: int = 2
    case: UUID | None = None


Begun = tuple[Sequence[Concept], Sequence[Tie]]


def begun(tx: Read, start: Start) -> Begun:
    """The concepts and ties that the data put on a map (NotFound where its informant is not there)."""
    book = codebooks.load(tx)
    if start.begin == "cooccurrence":
        return _together(tx, book, start.least)
    if start.begin == "codebook":
        return _tree(tx, book)
    return _said(tx, book, start.case)


def _together(tx: Read, book: Codebook, least: int) -> Begun:
    near = [each for each in LEAST if int(each) <= least] or [LEAST[0]]
    options = {"level": "overlap", "least": near[-1]}
    sheet = drawn(tx, "cooccurrence-network", Query(), options=options).sheet
    assert isinstance(sheet, Pairs)
    pairs = [pair for pair in sheet.pairs if pair.n12 >= least]
    pairs = sorted(pairs, key=lambda pair: (-pair.n12, pair.first, pair.second))[:_TIES]
    shown = sorted({at for pair in pairs for at in (pair.first, pair.second)})
    found = {at: code for at in shown if (code := book.find(sheet.codes[at].label))}
    concepts = {at: Concept(uuid4(), "code", code.id) for at, code in found.items()}
    number = {at: place for place, at in enumerate(concepts)}
    edges = [(number[pair.first], number[pair.second], float(pair.n12)) for pair in pairs]
    sizes = _sizes(tx, concepts.values())
    ties = [
        _tied(tx, book, concepts[pair.first], concepts[pair.second], sheet.pair_ask(pair.first, pair.second), pair.n12)
        for pair in pairs
    ]
    return _placed(list(concepts.values()), ties, layout.network(sizes, edges))


def _tied(tx: Read, book: Codebook, this: Concept, that: Concept, ask: str | None, many: int) -> Tie:
    """Two codes that stand together, with all the excerpts that say so; too many to be evidence are only counted."""
    made = Tie(uuid4(), this.id, "associated", that.id)
    found = []
    if ask and many <= _EVIDENCE:
        found = codings.first(tx, Query(where=reduction.parse(ask, book)), limit=_EVIDENCE + 1)
    if found and len(found) <= _EVIDENCE:
        return replace(made, evidence=tuple(id_ for id_, _code in found))
    return replace(made, comment=_WORDS[_language(tx)]["many"].format(n=many))


def _language(tx: Read) -> Language:
    here = projects.get(tx)
    assert here
    return here.language


def _tree(tx: Read, book: Codebook) -> Begun:
    concepts = [Concept(uuid4(), "code", code.id) for code in book.codes]
    number = {code.id: at for at, code in enumerate(book.codes)}
    parents = [number.get(code.parent) if code.parent else None for code in book.codes]
    ties = [
        Tie(uuid4(), concepts[at].id, "part", concepts[parent].id)
        for at, parent in enumerate(parents)
        if parent is not None
    ]
    return _placed(concepts, ties, layout.tree(_sizes(tx, concepts), parents))


def _said(tx: Read, book: Codebook, case: UUID | None) -> Begun:
    """The informant in the middle, each code with the passages that he says, and the memos about him."""
    who = next((each for each in cases.load(tx) if each.id == case), None)
    if who is None:
        raise NotFound(what="case")
    words = _WORDS[_language(tx)]
    spoken: dict[UUID, list[UUID]] = {}
    for coding, code in codings.first(tx, Query(where=Where("case", "=", who.key)), limit=_OF_A_CASE):
        spoken.setdefault(code, []).append(coding)
    middle = Concept(uuid4(), "case", who.id)
    codes = {code.id: Concept(uuid4(), "code", code.id) for code in book.codes if code.id in spoken}
    about = memos.about(tx, "case", who.id)
    notes = {memo.id: Concept(uuid4(), "memo", memo.id) for memo in about}
    ties = [
        Tie(uuid4(), middle.id, "own", codes[code].id, words["speaks"], evidence=tuple(spoken[code])) for code in codes
    ]
    for memo in about:
        ends = [middle, *(each for code, each in codes.items() if MemoLink("code", code) in memo.links)]
        ties += [Tie(uuid4(), notes[memo.id].id, "own", each.id, words["about"]) for each in ends]
    concepts = [middle, *codes.values(), *notes.values()]
    return _placed(concepts, ties, layout.star(_sizes(tx, concepts)))


def _sizes(tx: Read, concepts: Iterable[Concept]) -> list[layout.Size]:
    told = things(tx)
    return [layout.size(one.kind, told[one.of].name if one.of else one.text) for one in concepts]


def _placed(concepts: Sequence[Concept], ties: Sequence[Tie], places: Sequence[layout.Place]) -> Begun:
    return [replace(each, x=x, y=y) for each, (x, y) in zip(concepts, places, strict=True)], ties
