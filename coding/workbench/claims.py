"""A proposition gathered from the store as its tactics look at it: its evidence, its codes and its informants."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from coding import reduction
from coding.conclusion import Answer, Claim, Fact, Rival
from coding.conclusion.member_check import last_said, weightiest
from coding.dates import day_of
from coding.errors import NotFound
from coding.model import Answer as Said
from coding.model import Case, Codebook, Ground, Proposition
from coding.reduction.framework import by_guide, heading
from coding.store import (
    Read,
    Write,
    answers,
    cases,
    codebooks,
    conclusions,
    evidence,
    framework,
    grounds,
    projects,
    sources,
    trails,
)
from coding.store.evidence import Weighed
from coding.workbench.kept import Kept
from coding.workbench.member_check import asked_of, given

_INTERVIEWERS = frozenset({"pewawancara", "peneliti", "interviewer", "researcher", "moderator", "fasilitator"})
"""Under what name the first lines of a source say who asked."""


@dataclass(slots=True)
class Sides:
    """Codings for and against, each with the weight given to it there."""

    for_: dict[UUID, int | None] = field(default_factory=dict)
    against: dict[UUID, int | None] = field(default_factory=dict)

    def put(self, coding: UUID, weight: int | None, *, against: bool) -> None:
        """A coding stands on one side: where it was put first."""
        if coding not in self.for_ and coding not in self.against:
            (self.against if against else self.for_)[coding] = weight

    @property
    def both(self) -> tuple[UUID, ...]:
        """All codings, whichever side."""
        return (*self.for_, *self.against)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A claim, and the words of the codings in it."""

    claim: Claim
    quotes: Mapping[UUID, str]


Progress = Callable[[float], None]
"""Told how far (0 to 1) the gathering of all that is said is: of a large study it takes seconds."""


def gathered(
    tx: Read,
    one: Proposition,
    *,
    wide: bool,
    more: Collection[UUID] = (),
    progress: Progress = lambda _share: None,
) -> Gathered:
    """A proposition with all its evidence; `more` are codes beside its own, `wide` asks for all that is said.

    It speaks of its codes and its indicator or, without any, of those of its evidence; of its informants or, without
    any, of everybody.
    """
    book = codebooks.load(tx)
    everybody = cases.load(tx)
    mine = [case for case in everybody if case.id in one.cases] if one.cases else everybody
    sides = _evidence(tx, one.id)
    rivals = _rivals(tx, one)
    standing = {row.id: row for row in evidence.by_ids(tx, _all(sides, rivals))}
    known = {code.id for code in book.codes}
    wanted = dict.fromkeys((*one.codes, *([one.indicator] if one.indicator else [])))
    codes = tuple(code for code in wanted if code in known)
    if not wanted:
        codes = tuple(sorted({standing[id_].code for id_ in sides.both if id_ in standing}, key=str))
    informants = [case.id for case in mine] if one.cases else None
    counted = {code: frozenset(book.below(code)) for code in (*codes, *more)}
    if wide and informants is None:
        # All that stands is among it.
        all_ = _all_said(tx, everybody, progress)
        said, facts, quotes = all_.scope, all_.facts, all_.quotes
    else:
        under = frozenset[UUID]().union(*counted.values())
        there = _said_of(tx, None if wide else under, informants, everybody)
        beside = [row for row in standing.values() if row.id not in there.facts]
        said, facts = there.scope, {**there.facts, **_facts(tx, beside, everybody)}
        quotes = {**there.quotes, **{row.id: row.quote for row in beside}}
    claim = Claim(
        for_=_weighed(facts, sides.for_),
        against=_weighed(facts, sides.against),
        scope=said,
        codes=codes,
        under=counted,
        cases={case.key: case.attributes for case in mine},
        asked=_asked(tx, book, mine, (*codes, *more)),
        rivals=tuple(
            Rival(id_, text, _weighed(facts, own.for_), _weighed(facts, own.against)) for id_, text, own in rivals
        ),
        answers=_answers(tx, one, everybody, sides),
    )
    return Gathered(claim, quotes)


_AT_ONCE = 50
"""Of so many sources all that is said is gathered before it is told how far that is."""


class _Said(NamedTuple):
    """All that is said: as facts, by their codings, and in what words."""

    scope: tuple[Fact, ...]
    facts: Mapping[UUID, Fact]
    quotes: Mapping[UUID, str]


_SAID = Kept[_Said](1)
"""As it was gathered last: what every wide tactic looks at, of a large study a hundred thousand."""


_SAID_OF = Kept[_Said](16)
"""What is said of a few codes: the tests of many propositions look at the same."""


def _said_of(
    tx: Read, codes: frozenset[UUID] | None, informants: Collection[UUID] | None, everybody: Collection[Case]
) -> _Said:
    """The codings of these codes or, without, of any: of these informants and of nobody's, or of everybody."""
    whose = None if informants is None else frozenset(informants)
    place = (tx.sight, tx.project_id, projects.rev(tx), codes, whose)
    found = _SAID_OF.get(place)
    if found is None:
        rows = evidence.of_informants(tx, informants) if codes is None else evidence.of_codes(tx, codes, informants)
        facts = _facts(tx, rows, everybody)
        found = _Said(tuple(facts.values()), facts, {row.id: row.quote for row in rows})
        if not isinstance(tx, Write):
            _SAID_OF.put(place, found)
    return found


def _all_said(tx: Read, everybody: Collection[Case], progress: Progress) -> _Said:
    """All codings with their facts, whoever said it; gathered once a revision."""
    place = (tx.sight, tx.project_id, projects.rev(tx))
    found = _SAID.get(place)
    if found is None:
        facts: dict[UUID, Fact] = {}
        quotes: dict[UUID, str] = {}
        there = list(sources.names(tx).values())
        for first in range(0, len(there), _AT_ONCE):
            progress(first / len(there))
            rows = evidence.of_sources(tx, there[first : first + _AT_ONCE])
            facts |= _facts(tx, rows, everybody)
            quotes |= {row.id: row.quote for row in rows}
        found = _Said(tuple(facts.values()), facts, quotes)
        if not isinstance(tx, Write):
            _SAID.put(place, found)
    return found


# -- evidence -------------------------------------------------------------------------------------


def _evidence(tx: Read, owner: UUID) -> Sides:
    """The codings under a conclusion's grounds, the nearest first, through the conclusions it rests on.

    Through one that stands against it, what speaks for that one speaks against, and the other way round.
    """
    found = Sides()
    waiting, seen = [(owner, False)], {owner}
    while waiting:
        at, turned = waiting.pop(0)
        there = [one for one in grounds.of(tx, (at,)) if one.side in ("for", "against")]
        for one in sorted(there, key=lambda one: one.kind != "coding"):
            against = (one.side == "against") != turned
            if one.kind not in ("proposition", "verdict"):
                for coding in _codings(tx, one):
                    found.put(coding, one.weight, against=against)
            elif one.on not in seen:
                seen.add(one.on)
                waiting.append((one.on, against))
    return found


def _codings(tx: Read, one: Ground) -> list[UUID]:
    """What a ground rests on: a display shows too much to be evidence of something by itself."""
    if one.kind == "coding":
        return [one.on]
    if one.kind == "reduction":
        return [lower for _upper, lower in trails.under_statements(tx, (one.on,))]
    if one.kind == "cell":
        return [lower for _upper, lower in trails.under_cells(tx, (one.on,))]
    return [lower for _upper, lower in trails.under_memos(tx, (one.on,))] if one.kind == "memo" else []


def _rivals(tx: Read, proposition: Proposition) -> list[tuple[UUID, str, Sides]]:
    """The rival explanations of a proposition: other propositions, or what else was put there as one."""
    found = []
    for one in grounds.of(tx, (proposition.id,)):
        if one.side != "rival":
            continue
        if one.kind == "proposition":
            try:
                found.append((one.on, conclusions.get_proposition(tx, one.on).text, _evidence(tx, one.on)))
            except NotFound:
                continue
        else:
            own = Sides()
            for coding in _codings(tx, one):
                own.put(coding, one.weight, against=False)
            found.append((one.id, one.note, own))
    return found


def _all(sides: Sides, rivals: Iterable[tuple[UUID, str, Sides]]) -> set[UUID]:
    return {*sides.both, *(id_ for _id, _text, own in rivals for id_ in own.both)}


def _answers(tx: Read, proposition: Proposition, everybody: Iterable[Case], sides: Sides) -> tuple[Answer, ...]:
    """What informants said last of the proposition and of their words under it, those taken away as well.

    An answer about what reads otherwise by now is none.
    """
    rested = {one.on for one in grounds.of(tx, (proposition.id,)) if one.kind == "coding"}
    said = last_said(answers.load(tx, {proposition.id, *sides.both, *rested}))
    if not said:
        return ()
    keys = {case.id: case.key for case in everybody}
    told = given(tx, said.values(), asked_of(tx))
    by_case: dict[UUID, list[Said]] = {}
    for (whose, _on), one in said.items():
        if whose in keys and not told[one.id].stale:
            by_case.setdefault(whose, []).append(one)
    found = ((keys[whose], weightiest(some)) for whose, some in by_case.items())
    return tuple(Answer(key, answer) for key, answer in sorted(found) if answer)


# -- facts ----------------------------------------------------------------------------------------


def _facts(tx: Read, rows: Collection[Weighed], everybody: Iterable[Case]) -> dict[UUID, Fact]:
    informants = {case.id: case for case in everybody}
    headers = evidence.headers(tx, {UUID(int=one) for one in {row.source.int for row in rows}})
    found = {}
    # A source at a time, and by whole numbers: to look each row's ids up takes longer than all the rest.
    for _each, some in groupby(sorted(rows, key=_source), _source):
        mine = list(some)
        header = headers.get(mine[0].source, {})
        whose = min(((row.start, row.id.int, row.case) for row in mine if row.case), default=(0, 0, None))[2]
        first = informants.get(whose) if whose else None
        day, asking = day_of(header, first.attributes if first else None), _interviewer(header)
        for row in mine:
            if row.case is not whose:
                whose = row.case
                first = informants.get(whose) if whose else None
            found[row.id] = Fact(
                row.id,
                row.code,
                row.source,
                row.source_name,
                row.kind,
                first.key if first else None,
                row.coder,
                first.attributes if first else {},
                row.status,
                row.limited,
                None,
                row.prompted,
                row.evidence,
                len(row.quote.split()),
                day,
                asking,
                row.line,
                row.start,
                row.end,
            )
    return found


def _source(row: Weighed) -> int:
    return row.source.int


def _interviewer(header: Mapping[str, str]) -> str | None:
    told = (value.strip() for key, value in header.items() if key.strip().casefold() in _INTERVIEWERS)
    return next((name for name in told if name), None)


def _weighed(facts: Mapping[UUID, Fact], some: Mapping[UUID, int | None]) -> tuple[Fact, ...]:
    """The codings of a side that are still there, with what they are said to be worth for it."""
    return tuple(_with_weight(facts[id_], weight) for id_, weight in some.items() if id_ in facts)


def _with_weight(one: Fact, weight: int | None) -> Fact:
    return one if weight is None else replace(one, weight=weight)


# -- who was asked --------------------------------------------------------------------------------


def _asked(
    tx: Read, book: Codebook, mine: Collection[Case], codes: Iterable[UUID]
) -> Mapping[UUID, frozenset[str]] | None:
    """Code → informants who were asked about it: as noted in the framework grid, else by the interview guide."""
    project = projects.get(tx)
    guide = reduction.questions(project.settings) if project else ()
    noted = framework.asked(tx)
    if not guide and not noted:
        return None
    found = {}
    for code in dict.fromkeys(codes):
        column = heading(code, book, (), "id")
        if column is not None:
            by_note = {case.id: noted.get((case.id, code)) for case in mine}
            found[code] = frozenset(
                case.key
                for case in mine
                if (by_note[case.id] if by_note[case.id] is not None else by_guide(column, case, guide))
            )
    return found
