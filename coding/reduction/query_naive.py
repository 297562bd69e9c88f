"""What a query means, said as plainly as possible: every coding is looked at. The oracle of the store's own answers.

Each coding by itself (`whole` is "excerpt"): the expression is asked of it. For a turn, a source or a case the codes
may be those of different codings in it:

- a part without a code is a condition on the codings meant by the codes beside it (`K2 AND K3 AND coder:Rina`: Rina's
  K2 and Rina's K3); where there is no code beside it, some one coding has to fulfil all of it;
- `NOT` before a code means that the whole has no such coding.

Found are the codings that the query speaks of, without those behind `NOT`, in every whole that fulfils it.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from coding.model import (
    And,
    Codebook,
    Coding,
    Comparison,
    Excerpt,
    Expression,
    HasCode,
    HasPattern,
    LedgerLine,
    Not,
    Or,
    Query,
    Related,
    Relation,
    Where,
    Whole,
    compares,
    matches,
    ordered,
    phrase_pattern,
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Study:
    """All codings with what is known around them: turns per source, the role of each speaker per source and label,
    what the ledger says of a coding, the day of a source that has one, the evidence of relations on concept maps."""

    book: Codebook
    excerpts: Sequence[Excerpt]
    turns: Mapping[UUID, Sequence[Span]]
    roles: Mapping[tuple[UUID, str], str]
    ledger: Mapping[UUID, LedgerLine] = field(default_factory=dict)
    days: Mapping[UUID, date] = field(default_factory=dict)
    ties: Mapping[UUID, Collection[UUID]] = field(default_factory=dict)


def evaluate(query: Query, study: Study) -> list[Excerpt]:
    """The excerpts that a query finds, in the order they came in. The time grows with their square."""
    asked = _Asked(study)
    found = [one for one in study.excerpts if _narrowed(query, one)]
    if query.where is None:
        return found
    if query.whole == "excerpt":
        return [one for one in found if asked.holds(query.where, one)]
    clauses = plain(query.where)
    return [
        one
        for one in found
        if any(asked.holds(clause, one) for clause in meant(clauses))
        and any(asked.fulfilled(clauses, whole) for whole in asked.wholes(one, query.whole))
    ]


def _narrowed(query: Query, one: Excerpt) -> bool:
    """The fields of a Query beside its expression."""
    coding = one.coding
    statuses = {coding.status or "none"} | ({"limited"} if coding.limited else set())
    return (
        (not query.codes or coding.code in query.codes)
        and (not query.sources or coding.source in query.sources)
        and (not query.kinds or one.kind in query.kinds)
        and (not query.coders or coding.coder in query.coders)
        and (not query.statuses or bool(statuses & set(query.statuses)))
        and all(not labels or one.attributes.get(key) in labels for key, labels in query.attributes.items())
    )


# -- wholes: turns, sources, cases ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clause:
    """Some coding of the whole fulfils this."""

    asks: Expression


@dataclass(frozen=True, slots=True)
class Every:
    parts: tuple["Plain", ...]


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple["Plain", ...]


@dataclass(frozen=True, slots=True)
class Never:
    part: "Plain"


Plain = Clause | Every | Either | Never


def plain(expression: Expression, conditions: tuple[Expression, ...] = ()) -> Plain:
    """The expression as clauses about a whole; `conditions` bind the codings that its codes mean."""
    if not _speaks_of_codes(expression) or isinstance(expression, HasCode | HasPattern | Related | Where):
        return Clause(expression if not conditions else And((expression, *conditions)))
    if isinstance(expression, Not):
        return Never(plain(expression.part, conditions))
    if isinstance(expression, Or):
        return Either(tuple(plain(part, conditions) for part in expression.parts))
    codes = [part for part in expression.parts if _speaks_of_codes(part)]
    more = (*(part for part in expression.parts if not _speaks_of_codes(part)), *conditions)
    return Every(tuple(plain(part, more) for part in codes))


def meant(clauses: Plain) -> list[Expression]:
    """What the codings found are to fulfil: any of these. What stands behind NOT is not meant."""
    match clauses:
        case Clause(asks):
            return [asks]
        case Never(_):
            return []
        case Every(parts) | Either(parts):
            return [one for part in parts for one in meant(part)]


def _speaks_of_codes(expression: Expression) -> bool:
    match expression:
        case HasCode() | HasPattern() | Related():
            return True
        case And(parts) | Or(parts):
            return any(_speaks_of_codes(part) for part in parts)
        case Not(part):
            return _speaks_of_codes(part)
        case Where():
            return False


# -- one coding -----------------------------------------------------------------------------------


class _Asked:
    """Asks expressions of codings."""

    def __init__(self, study: Study) -> None:
        self._study = study

    def wholes(self, one: Excerpt, whole: Whole) -> list[list[Excerpt]]:
        """The codings of each turn, or of the source or case, that a coding belongs to; none where there is none."""
        there, coding = self._study.excerpts, one.coding
        if whole == "source":
            return [[other for other in there if other.coding.source == coding.source]]
        if whole == "case":
            return [[other for other in there if other.case_key == one.case_key]] if one.case_key else []
        mine = [span for span in self._study.turns.get(coding.source, ()) if _overlap(span, _span(coding))]
        return [
            [other for other in there if other.coding.source == coding.source and _overlap(span, _span(other.coding))]
            for span in mine
        ]

    def fulfilled(self, clauses: Plain, whole: Sequence[Excerpt]) -> bool:
        """Whether the codings of a whole fulfil clauses together."""
        match clauses:
            case Clause(asks):
                return any(self.holds(asks, one) for one in whole)
            case Every(parts):
                return all(self.fulfilled(part, whole) for part in parts)
            case Either(parts):
                return any(self.fulfilled(part, whole) for part in parts)
            case Never(part):
                return not self.fulfilled(part, whole)

    def holds(self, expression: Expression, one: Excerpt) -> bool:
        """Whether one coding fulfils an expression."""
        match expression:
            case HasCode(code, alone):
                return one.coding.code in ((code,) if alone else self._study.book.below(code))
            case HasPattern(pattern):
                return one.coding.code in self._study.book.gathered(pattern)
            case Where(field, comparison, value):
                return self._where(field, comparison, value, one)
            case And(parts):
                return all(self.holds(part, one) for part in parts)
            case Or(parts):
                return any(self.holds(part, one) for part in parts)
            case Not(part):
                return not self.holds(part, one)
            case Related(this, relation, that, within):
                return self.holds(this, one) and any(
                    self._related(one.coding, relation, other.coding, within) and self.holds(that, other)
                    for other in self._study.excerpts
                    if other.coding.source == one.coding.source and other.coding.id != one.coding.id
                )

    def _related(self, one: Coding, relation: Relation, other: Coding, within: int | None) -> bool:
        mine, theirs = _span(one), _span(other)
        match relation:
            case "same":
                return mine == theirs
            case "overlapping":
                return _overlap(mine, theirs)
            case "inside":
                return theirs[0] <= mine[0] and mine[1] <= theirs[1]
            case "around":
                return mine[0] <= theirs[0] and theirs[1] <= mine[1]
            case "before":
                return mine[1] <= theirs[0] and self._close(one, other, within)
            case "after":
                return theirs[1] <= mine[0] and self._close(one, other, within)
            case "near":
                return self._close(one, other, within)

    def _close(self, one: Coding, other: Coding, within: int | None) -> bool:
        return within is None or self._apart(one, other) <= within

    def _apart(self, one: Coding, other: Coding) -> int:
        """How many turns begin between two codings, the later one's own included; lines where there are no turns."""
        first, second = sorted((one, other), key=lambda each: (each.start, each.end))
        turns = self._study.turns.get(one.source, ())
        if not turns:
            return max(0, second.line_start - first.line_end)
        return sum(first.end <= start <= second.start for start, _ in turns)

    def _where(self, field: str, comparison: Comparison, value: str, one: Excerpt) -> bool:
        coding = one.coding
        if field.startswith("case."):
            label = one.attributes.get(field.removeprefix("case."))
            return label is not None and compares(label, comparison, value)
        match field:
            case "status" if value == "limited":
                return coding.limited
            case "status" | "evidence" | "origin":
                return (getattr(coding, field) or "none") == value
            case "prompted":
                return {None: "none", True: "yes", False: "no"}[coding.prompted] == value
            case "kind":
                return one.kind == value
            case "role":
                return self._study.roles.get((coding.source, one.speaker or "")) == value
            case "ledger":
                return self._in_ledger(coding, value)
            case "weight":
                return coding.weight is not None and ordered(coding.weight, comparison, int(value))
            case "made":
                made = coding.made_at
                return made is not None and ordered(made.date(), comparison, date.fromisoformat(value))
            case "date":
                day = self._study.days.get(coding.source)
                return day is not None and ordered(day, comparison, date.fromisoformat(value))
            case "line":
                return _touches(coding, comparison, int(value))
            case "tie":
                return coding.id in self._study.ties.get(UUID(value), ())
            case "phrase":
                return re.search(phrase_pattern(value), coding.quote.lower()) is not None
            case "words" | "memo":
                return value.lower() in (coding.quote if field == "words" else coding.memo).lower()
        names = {"coder": one.coder_name, "source": one.source_name, "case": one.case_key, "speaker": one.speaker}
        name = names[field]
        return name is not None and matches(name, value)

    def _in_ledger(self, coding: Coding, value: str) -> bool:
        line = self._study.ledger.get(coding.id)
        decision = line.reduction.decision if line and line.reduction else None
        if value == "stale":
            return line is not None and line.stale
        return decision is not None if value == "decided" else (decision or "none") == value


def _span(coding: Coding) -> Span:
    return coding.start, coding.end


def _touches(coding: Coding, comparison: Comparison, line: int) -> bool:
    """Whether any of the lines a coding stands on is so."""
    return any(ordered(one, comparison, line) for one in range(coding.line_start, coding.line_end + 1))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
