"""From anything to all it rests on, and to all that rests on it: words, codings, statements, displays, conclusions."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple
from uuid import UUID

from coding.conclusion.staleness import Because
from coding.errors import CodingError, NotFound
from coding.model import Code, Excerpt, Ground
from coding.store import (
    Read,
    answers,
    cases,
    codebooks,
    codings,
    displays,
    grounds,
    sections,
    sources,
    trails,
    verifications,
)
from coding.store.walks import Part
from coding.transcript.withdrawal import MASK
from coding.workbench import card_trails, field_trails, nearest
from coding.workbench.conclusions import what_is_stale
from coding.workbench.desk import reads
from coding.workbench.kept_displays import query_of
from coding.workbench.report_fields import Teller
from coding.workbench.sections import stale_sections, told_with
from coding.workbench.verifying import stale_cards

MOST = 1000
"""So many codings of a source or of a display are walked; how many there are is a query's to say."""

SHOWN = 50
"""So many things of a kind are told at each step of a walk."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something between the words and the conclusions: what it says, where it stands, why it is to be checked again.

    `kind` is one of source, coding, reduction, cell, display, memo, proposition, verification (its tactic is `where`),
    verdict, advice, section; of a section that rests on something, the label has the sentences that do.
    """

    kind: str
    id: UUID
    label: str
    where: str = ""
    stale: tuple[Because, ...] = ()


class Step(NamedTuple):
    """`upper` rests on `lower`; of a ground, on which side."""

    upper: UUID
    lower: UUID
    side: str = ""


class More(NamedTuple):
    """What a walk leaves out: so many things of a kind to which those of another, `depth` steps away, lead as well."""

    way: Literal["below", "above"]
    depth: int
    of: str
    kind: str
    many: int


@dataclass(frozen=True, slots=True)
class Trace:
    """A thing with what it rests on and what rests on it, the nearest first, and the steps between; what is left out.

    From the same thing the next page goes on; what lies further away opens from a thing that is shown.
    """

    thing: Thing
    below: tuple[Thing, ...]
    above: tuple[Thing, ...]
    steps: tuple[Step, ...]
    more: tuple[More, ...] = ()


_Found = list[tuple[Step, str]]
"""Steps, each with the kind of the thing it leads to."""

_Look = Callable[[Read, str, Collection[UUID]], _Found]


@reads
def trace(tx: Read, thing: UUID, *, first: int = 0, most: int = SHOWN) -> Trace:
    """Both ways from a thing, whatever it is (NotFound): at each step the first so many of a kind.

    A next page begins at another `first` of what is nearest, and goes on from there.
    """
    kind = _kind(tx, thing)
    down, lower, less = _pages(tx, kind, thing, "below", Part((), first, most))
    up, upper, more = _pages(tx, kind, thing, "above", Part((), first, most))
    return _traced(tx, {thing: kind}, down, up, lower, upper, (*less, *more))


@reads
def trace_whole(tx: Read, thing: UUID) -> Trace:
    """Both ways from a thing (NotFound), with everything there is, however long that takes."""
    kind = _kind(tx, thing)
    down, lower = _walk(tx, kind, {thing}, _below)
    up, upper = _walk(tx, kind, {thing}, _above)
    return _traced(tx, {thing: kind}, down, up, lower, upper)


def _kind(tx: Read, thing: UUID) -> str:
    kind = trails.kind_of(tx, thing)
    if kind is None:
        raise NotFound(what="thing")
    return kind


def _traced(
    tx: Read,
    start: Mapping[UUID, str],
    down: Mapping[UUID, str],
    up: Mapping[UUID, str],
    lower: Collection[Step],
    upper: Collection[Step],
    more: tuple[More, ...] = (),
) -> Trace:
    (thing,) = start
    told = _told(tx, {**start, **down, **up})
    told |= said_of(tx, [told[id_] for id_, each in up.items() if each == "section" and id_ in told], upper)
    return Trace(
        told[thing],
        tuple(told[id_] for id_ in down if id_ in told),
        tuple(told[id_] for id_ in up if id_ in told),
        tuple(one for one in (*lower, *upper) if one.upper in told and one.lower in told),
        more,
    )


def _pages(
    tx: Read, kind: str, thing: UUID, way: Literal["below", "above"], part: Part
) -> tuple[dict[UUID, str], list[Step], list[More]]:
    """A page of each kind that is reached, then of what those lead to, until nothing new is."""
    look = nearest.below if way == "below" else nearest.above
    found: dict[UUID, str] = {}
    steps: dict[Step, None] = {}
    more: list[More] = []
    level: dict[str, list[UUID]] = {kind: [thing]}
    depth = 0
    while level:
        depth += 1
        ahead: dict[str, list[UUID]] = {}
        for at, ids in level.items():
            for page in look(tx, at, ids, part._replace(reached=tuple(found))):
                steps |= {Step(*edge): None for edge in page.edges}
                found |= dict.fromkeys(page.ids, page.kind)
                ahead.setdefault(page.kind, []).extend(page.ids)
                left = page.many - part.first - len(page.ids)
                if left > 0:
                    more.append(More(way, depth, at, page.kind, left))
        level = {each: ids for each, ids in ahead.items() if ids}
        part = part._replace(first=0)
    return found, list(steps), more


def carried_by(tx: Read, some: Collection[UUID]) -> tuple[Thing, ...]:
    """Of a transaction: everything that rests on any of these codings, the nearest first."""
    up, _steps = _walk(tx, "coding", set(some), _above)
    told = _told(tx, up)
    return tuple(told[id_] for id_ in up if id_ in told)


def said_of(tx: Read, there: Collection[Thing], steps: Collection[Step]) -> dict[UUID, Thing]:
    """Sections with the sentences that rest on what the steps lead to, as they read now."""
    if not there:
        return {}
    whole = {one.id: one for one in sections.some(tx, [one.id for one in there])}
    found, teller = {}, Teller(tx)
    for one in there:
        under = {str(step.lower) for step in steps if step.upper == one.id}
        said = told_with(teller, whole[one.id], under)
        found[one.id] = replace(one, label=" … ".join(said) or one.label, where=one.label) if said else one
    return found


def _walk(tx: Read, kind: str, things: set[UUID], look: _Look) -> tuple[dict[UUID, str], list[Step]]:
    """Everything that is reached, each with its kind; a level at a time."""
    level: dict[str, set[UUID]] = {kind: things}
    found: dict[UUID, str] = {}
    steps: dict[Step, None] = {}
    while level:
        ahead: dict[str, set[UUID]] = {}
        for at, ids in level.items():
            for step, leads_to in look(tx, at, ids):
                steps[step] = None
                far = step.lower if step.upper in ids else step.upper
                if far not in found and far not in things:
                    found[far] = leads_to
                    ahead.setdefault(leads_to, set()).add(far)
        level = ahead
    return found, list(steps)


def _to(kind: str, some: Collection[trails.Step]) -> _Found:
    return [(Step(upper, lower), kind) for upper, lower in some]


def _below(tx: Read, kind: str, ids: Collection[UUID]) -> _Found:
    """What things of one kind rest on."""
    if kind == "coding":
        return _to("source", trails.sources_of(tx, ids))
    if kind == "reduction":
        return _to("coding", trails.under_statements(tx, ids))
    if kind == "cell":
        return _to("coding", trails.under_cells(tx, ids))
    if kind == "memo":
        return [*_to("coding", trails.under_memos(tx, ids)), *_to("source", trails.under_memos(tx, ids, "source"))]
    if kind == "verification":
        return _to("coding", card_trails.codings_under(tx, ids))
    if kind == "display":
        return [(Step(one, id_), "coding") for one in ids for id_ in _shown(tx, one, None)]
    if kind == "section":
        counted = field_trails.codings_under(tx, ids, MOST)
        found = [(Step(upper, lower), "coding") for upper, lower in counted]
        return [*found, *((Step(one.owner, one.on, one.side), one.kind) for one in grounds.steps_below(tx, ids))]
    found = [(Step(one.owner, one.on, one.side), str(one.kind)) for one in grounds.steps_below(tx, ids)]
    return [*found, *(_to("verification", card_trails.cards_of(tx, ids)) if kind == "proposition" else ())]


def _above(tx: Read, kind: str, ids: Collection[UUID]) -> _Found:
    """What rests on things of one kind."""
    found: _Found = [(Step(one.owner, one.on, one.side), one.owner_kind) for one in grounds.steps_above(tx, ids)]
    if kind == "source":
        found += _to("coding", trails.codings_of(tx, ids, MOST))
        found += _to("memo", trails.memos_on(tx, ids, "source"))
    if kind == "verification":
        found += _to("proposition", card_trails.tested_by(tx, ids))
    if kind == "coding":
        found += _to("verification", card_trails.cards_on(tx, ids))
        found += _to("reduction", trails.statements_on(tx, ids))
        found += _to("cell", trails.cells_on(tx, ids))
        found += _to("memo", trails.memos_on(tx, ids))
        found += [(Step(one.id, id_), "display") for one in displays.load(tx) for id_ in _shown(tx, one.id, ids)]
        found += _to("section", field_trails.sections_on(tx, ids))
    return found


def _shown(tx: Read, display: UUID, ids: Collection[UUID] | None) -> list[UUID]:
    try:
        query = query_of(tx, displays.get(tx, display))
    except CodingError:
        # It asks for a code that is gone: it shows nothing, and says so where it is kept.
        return []
    return trails.found_by(tx, query, ids, limit=MOST)


@dataclass(frozen=True, slots=True)
class Told:
    """A ground with what it says: of a coding or statement, with the excerpt; `gone` has its last words."""

    ground: Ground
    thing: Thing | None
    excerpt: Excerpt | None = None
    gone: bool = False


@reads
def grounds_of(tx: Read, owner: UUID) -> list[Told]:
    """What a conclusion rests on, the oldest first."""
    there = grounds.of(tx, (owner,))
    kinds = {one.on: str(one.kind) for one in there}
    now, last = _told(tx, kinds), _told(tx, kinds, gone=True)
    meant = {one.on: one.on for one in there if one.kind == "coding"}
    meant |= dict(trails.under_statements(tx, [one.on for one in there if one.kind == "reduction"])[::-1])
    excerpts = codings.excerpts_of(tx, meant.values())
    return [
        Told(
            one,
            now.get(one.on) or last.get(one.on),
            excerpts.get(meant[one.on]) if one.on in meant else None,
            one.on not in now or (one.kind == "coding" and one.on not in excerpts),
        )
        for one in there
    ]


# -- in words -------------------------------------------------------------------------------------


def _told(tx: Read, kinds: Mapping[UUID, str], *, gone: bool = False) -> dict[UUID, Thing]:
    """Each thing with what it says; those that are `gone` only where they are asked for."""
    stale, codes = what_is_stale(tx), {one.id: one for one in codebooks.load(tx).codes}
    if written := [id_ for id_, kind in kinds.items() if kind == "section"]:
        stale = {**stale, **stale_sections(tx, written)}
    if tested := [id_ for id_, kind in kinds.items() if kind == "verification"]:
        stale = {**stale, **stale_cards(tx, verifications.some(tx, tested))}
    withdrawn = withdrawn_words(tx) if gone else frozenset()
    names = {id_: name for name, id_ in sources.names(tx).items()}
    informants = {one.id: one.key for one in cases.load(tx)}
    found: dict[UUID, Thing] = {}
    for kind in dict.fromkeys(kinds.values()):
        ids = [id_ for id_, each in kinds.items() if each == kind]
        for id_, row in trails.rows(tx, kind, ids, gone=gone).items():
            label, where = _words(kind, row, codes, names, informants)
            label = HIDDEN if id_ in withdrawn else label
            found[id_] = Thing(kind, id_, label, where, stale.get(id_, ()))
    return {id_: found[id_] for id_ in kinds if id_ in found}


HIDDEN = MASK * 8
"""What is told of words that an informant took back."""


def withdrawn_words(tx: Read) -> frozenset[UUID]:
    """Of a transaction: the codings whose words were taken back, and what was decided about them in the ledger."""
    gone = answers.gone_with(tx)
    return frozenset(gone.keys() | set(answers.decided_on(tx, gone, gone=True)))


def _words(
    kind: str,
    row: Mapping[str, Any],
    codes: Mapping[UUID, Code],
    names: Mapping[UUID, str],
    informants: Mapping[UUID, str],
) -> tuple[str, str]:
    """What a thing says, and where it stands."""
    match kind:
        case "source":
            return row["name"], ""
        case "coding":
            code = codes.get(row["code_id"])
            return row["quote"], f"{names.get(row['source_id'], '')}:{row['line_start']} {code.key if code else ''}"
        case "reduction":
            return row["statement"] or row["quote"], row["decision"]
        case "cell":
            code = codes.get(row["code_id"]) if row["code_id"] else None
            return row["summary"], f"{informants.get(row['case_id'], '')} {code.key if code else ''}".strip()
        case "display":
            return row["name"], row["kind"]
        case "memo":
            return row["title"] or row["text"], row["kind"]
        case "proposition":
            return row["text"], row["status"]
        case "verification":
            return row["note"], row["tactic"]
        case "verdict":
            code = codes.get(row["code_id"]) if row["code_id"] else None
            return row["rule"], f"{code.key if code else ''} {row['verdict']}".strip()
    if kind == "section":
        return row["heading"], row["outline"]
    return row["text"], ""
