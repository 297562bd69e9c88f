"""Expressions as SQL; `reduction.query_naive` says what they mean, and a test holds both against each other."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.dates import day_of
from coding.model import (
    WORD,
    And,
    Codebook,
    Comparison,
    Expression,
    HasCode,
    HasPattern,
    Not,
    Or,
    Related,
    Relation,
    Where,
    compares,
    ordered,
    phrase_pattern,
)
from coding.store.changes import Read
from coding.store.tables import cases, coder, coding, reduction, source, speaker, tie, turn

Truth = sa.ColumnElement[bool]
Rows = sa.FromClause
"""The coding table, or an alias of it."""


# An outer query may join these; without names of their own, a subquery would take the outer rows for its own.
_SOURCE, _SPEAKER, _CASES, _CODER, _REDUCTION = (
    one.alias(f"asked_{one.name}") for one in (source, speaker, cases, coder, reduction)
)


def stale(decided: Rows, own: Rows, target: Rows, fate: Rows) -> Truth:
    """`LedgerLine.stale` in SQL: of a decision, its coding, what that was merged with and what became of this."""
    lost = sa.or_(target.c.id.is_(None), target.c.code_id != own.c.code_id, fate.c.decision == "aside")
    return sa.or_(
        decided.c.quote != own.c.quote,
        decided.c.code_id != own.c.code_id,
        sa.and_(decided.c.decision == "merged", lost),
    )


class Compiler:
    """Expressions as conditions on rows of `coding`."""

    def __init__(self, tx: Read, book: Codebook) -> None:
        self._tx, self._book = tx, book
        self._sqlite = tx.conn.dialect.name == "sqlite"
        self._cases: list[Any] | None = None
        self._days: list[tuple[UUID, date]] | None = None

    # -- one coding ---------------------------------------------------------------------------------

    def holds(self, expression: Expression, c: Rows) -> Truth:
        """Whether a coding fulfils an expression."""
        match expression:
            case HasCode(code, alone):
                return c.c.code_id.in_((code,) if alone else self._book.below(code))
            case HasPattern(pattern):
                return c.c.code_id.in_(self._book.gathered(pattern))
            case Where(field, comparison, value):
                return self._where(field, comparison, value, c)
            case And(parts):
                return sa.and_(*(self.holds(part, c) for part in parts))
            case Or(parts):
                return sa.or_(*(self.holds(part, c) for part in parts))
            case Not(part):
                return sa.not_(self.holds(part, c))
            case Related(this, relation, that, within):
                other = coding.alias()
                met = _some(
                    other,
                    *self._live(other),
                    other.c.source_id == c.c.source_id,
                    other.c.id != c.c.id,
                    self._related(c, relation, other, within),
                    self.holds(that, other),
                )
                return sa.and_(self.holds(this, c), met)

    def _live(self, c: Rows) -> tuple[Truth, ...]:
        return c.c.project_id == self._tx.project_id, c.c.deleted_at.is_(None)

    def _related(self, c: Rows, relation: Relation, other: Rows, within: int | None) -> Truth:
        match relation:
            case "same":
                return sa.and_(c.c.start == other.c.start, c.c.end == other.c.end)
            case "overlapping":
                return sa.and_(c.c.start < other.c.end, other.c.start < c.c.end)
            case "inside":
                return sa.and_(other.c.start <= c.c.start, c.c.end <= other.c.end)
            case "around":
                return sa.and_(c.c.start <= other.c.start, other.c.end <= c.c.end)
            case "before":
                return sa.and_(c.c.end <= other.c.start, self._close(c, other, within))
            case "after":
                return sa.and_(other.c.end <= c.c.start, self._close(c, other, within))
            case "near":
                return self._close(c, other, within)

    def _close(self, c: Rows, other: Rows, within: int | None) -> Truth:
        """At most so many turns begin between the two; lines where the source has no turns."""
        if within is None:
            return sa.true()
        mine_first = sa.or_(c.c.start < other.c.start, sa.and_(c.c.start == other.c.start, c.c.end <= other.c.end))
        first_end = sa.case((mine_first, c.c.end), else_=other.c.end)
        second_start = sa.case((mine_first, other.c.start), else_=c.c.start)
        lines = sa.case(
            (mine_first, other.c.line_start - c.c.line_end),
            else_=c.c.line_start - other.c.line_end,
        )
        t = turn.alias()
        between = (t.c.start >= first_end, t.c.start <= second_start)
        begun = sa.select(sa.func.count()).select_from(t).where(*self._turns(t, c), *between).correlate_except(t)
        spoken = turn.alias()
        apart = sa.case((_some(spoken, *self._turns(spoken, c)), begun.scalar_subquery()), else_=lines)
        return apart <= within

    def _turns(self, t: Rows, c: Rows) -> tuple[Truth, ...]:
        return (
            t.c.project_id == self._tx.project_id,
            t.c.source_id == c.c.source_id,
            t.c.text_version == c.c.text_version,
            t.c.deleted_at.is_(None),
        )

    def _where(self, field: str, comparison: Comparison, value: str, c: Rows) -> Truth:
        if field.startswith("case."):
            return self._of_case(c, self._labelled(field.removeprefix("case."), comparison, value))
        match field:
            case "status" if value == "limited":
                return c.c.limited.is_(True)
            case "status" | "evidence" | "origin":
                column = c.c[field]
                return column.is_(None) if value == "none" else sa.and_(column.is_not(None), column == value)
            case "ledger":
                return self._in_ledger(value, c)
            case "prompted":
                return c.c.prompted.is_({"none": None, "yes": True, "no": False}[value])
            case "weight":
                return sa.and_(c.c.weight.is_not(None), _compare(c.c.weight, comparison, int(value)))
            case "line":
                return _touches(c, comparison, int(value))
            case "tie":
                return c.c.id.in_(self._speaking(UUID(value)))
            case "phrase":
                return self._phrase(c.c.quote, value)
            case "made":
                return _on_day(c.c.made_at, comparison, date.fromisoformat(value))
            case "date":
                return c.c.source_id.in_(self._dated(comparison, date.fromisoformat(value)))
            case "words" | "memo":
                return self._contains(c.c.quote if field == "words" else c.c.memo, value)
            case "coder":
                return c.c.coder_id.in_(sa.select(_CODER.c.id).where(self._like(_CODER.c.name, value)))
            case "source":
                return c.c.source_id.in_(self._sources(self._like(_SOURCE.c.name, value)))
            case "kind":
                return c.c.source_id.in_(self._sources(_SOURCE.c.kind == value))
            case "speaker":
                return self._spoken(c, self._like(_SPEAKER.c.label, value))
            case "role":
                return self._spoken(c, _SPEAKER.c.role == value)
        return self._of_case(c, self._named(value))

    def _in_ledger(self, value: str, c: Rows) -> Truth:
        decided = (_REDUCTION.c.project_id == self._tx.project_id, _REDUCTION.c.deleted_at.is_(None))
        if value == "none":
            return sa.not_(_some(_REDUCTION, *decided, _REDUCTION.c.coding_id == c.c.id))
        if value == "decided":
            return c.c.id.in_(sa.select(_REDUCTION.c.coding_id).where(*decided))
        if value != "stale":
            return c.c.id.in_(sa.select(_REDUCTION.c.coding_id).where(*decided, _REDUCTION.c.decision == value))
        own = coding.alias()
        rests = _REDUCTION.join(own, own.c.id == _REDUCTION.c.coding_id)
        target, fate = coding.alias(), reduction.alias()
        rests = rests.outerjoin(target, sa.and_(target.c.id == _REDUCTION.c.into_id, target.c.deleted_at.is_(None)))
        rests = rests.outerjoin(
            fate,
            sa.and_(
                fate.c.project_id == self._tx.project_id, fate.c.coding_id == target.c.id, fate.c.deleted_at.is_(None)
            ),
        )
        return c.c.id.in_(sa.select(own.c.id).select_from(rests).where(*decided, stale(_REDUCTION, own, target, fate)))

    def _speaking(self, tie_id: UUID) -> list[UUID]:
        """The codings that speak for a relation on a concept map."""
        here = (tie.c.project_id == self._tx.project_id, tie.c.id == tie_id, tie.c.deleted_at.is_(None))
        row = self._tx.one(sa.select(tie.c.evidence).where(*here))
        return list(map(UUID, row.evidence)) if row else []

    def _sources(self, condition: Truth) -> sa.Select[Any]:
        return sa.select(_SOURCE.c.id).where(_SOURCE.c.project_id == self._tx.project_id, condition)

    def _dated(self, comparison: Comparison, day: date) -> list[UUID]:
        """The sources of such a day: Python reads what their headers and informants say of it."""
        if self._days is None:
            told = source.outerjoin(_CASES, sa.and_(_CASES.c.id == source.c.case_id, _CASES.c.deleted_at.is_(None)))
            where = (source.c.project_id == self._tx.project_id, source.c.deleted_at.is_(None))
            rows = self._tx.all(
                sa.select(source.c.id, source.c.header, _CASES.c.attributes).select_from(told).where(*where)
            )
            self._days = [(id_, found) for id_, header, noted in rows if (found := day_of(header, noted))]
        return [id_ for id_, found in self._days if ordered(found, comparison, day)]

    def _spoken(self, c: Rows, condition: Truth) -> Truth:
        voices = sa.select(_SPEAKER.c.id).where(_SPEAKER.c.project_id == self._tx.project_id, condition)
        return sa.and_(c.c.speaker_id.is_not(None), c.c.speaker_id.in_(voices))

    # -- sources ------------------------------------------------------------------------------------

    def inside(self, expression: Expression) -> Truth | None:
        """A condition on rows of `source` that holds for the source of every coding that fulfils an expression."""
        match expression:
            case And(parts):
                told = [one for part in parts if (one := self.inside(part)) is not None]
                return sa.and_(*told) if told else None
            case Or(parts):
                some = [one for part in parts if (one := self.inside(part)) is not None]
                return sa.or_(*some) if len(some) == len(parts) else None
            case Related(this, _, _, _):
                return self.inside(this)
            case Where(field, comparison, value):
                return self._of_source(field, comparison, value)
        return None

    def _of_source(self, field: str, comparison: Comparison, value: str) -> Truth | None:
        if field == "source":
            return self._like(source.c.name, value)
        if field == "kind":
            return source.c.kind == value
        if field == "date":
            return source.c.id.in_(self._dated(comparison, date.fromisoformat(value)))
        if field == "case":
            wanted: sa.Select[Any] | Sequence[UUID] = self._named(value)
        elif field.startswith("case."):
            wanted = self._labelled(field.removeprefix("case."), comparison, value)
        else:
            return None
        mine = (_SPEAKER.c.project_id == self._tx.project_id, _SPEAKER.c.case_id.in_(wanted))
        return sa.or_(source.c.case_id.in_(wanted), source.c.id.in_(sa.select(_SPEAKER.c.source_id).where(*mine)))

    def _named(self, value: str) -> sa.Select[Any]:
        return sa.select(_CASES.c.id).where(self._like(_CASES.c.key, value), *self._live(_CASES))

    # -- cases --------------------------------------------------------------------------------------

    def _case(self, c: Rows) -> sa.ColumnElement[UUID]:
        """The case of a coding: its speaker's, else its source's; one that is gone counts as none."""
        spoken = (
            sa.select(_SPEAKER.c.case_id)
            .where(_SPEAKER.c.id == c.c.speaker_id)
            .correlate_except(_SPEAKER)
            .scalar_subquery()
        )
        whole = (
            sa.select(_SOURCE.c.case_id)
            .where(_SOURCE.c.id == c.c.source_id)
            .correlate_except(_SOURCE)
            .scalar_subquery()
        )
        return sa.func.coalesce(spoken, whole)

    def _of_case(self, c: Rows, wanted: sa.Select[Any] | Sequence[UUID]) -> Truth:
        found = self._case(c)
        return sa.and_(found.is_not(None), found.in_(wanted))

    def _labelled(self, key: str, comparison: Comparison, value: str) -> list[UUID]:
        """The cases whose attribute compares so: they are few, and Python reads their labels."""
        if self._cases is None:
            self._cases = self._tx.all(sa.select(_CASES.c.id, _CASES.c.attributes).where(*self._live(_CASES)))
        return [
            row.id
            for row in self._cases
            if (label := row.attributes.get(key)) is not None and compares(label, comparison, value)
        ]

    # -- wholes -------------------------------------------------------------------------------------

    def meant(self, expression: Expression, c: Rows) -> Truth:
        """The codings that a query about a whole speaks of: any clause outside of NOT."""
        return sa.or_(sa.false(), *(self.holds(one, c) for one in _meant(expression, ())))

    def fulfilled(self, expression: Expression, whole: str, near: Sequence[UUID] | None = None) -> Truth:
        """Whether the whole that a row of `coding` belongs to fulfils the expression; it lies in the sources `near`."""
        if whole == "turn":
            t = turn.alias()
            touched = sa.and_(*self._turns(t, coding), t.c.start < coding.c.end, coding.c.start < t.c.end)
            return _some(t, touched, _joined(expression, (), lambda asks: self._in_turn(asks, t)))
        among = _joined(expression, (), lambda asks: self._among(asks, whole, near))
        if whole == "source":
            return among
        living = sa.select(_CASES.c.id).where(*self._live(_CASES))
        return sa.and_(self._of_case(coding, living), among)

    def _in_turn(self, asks: Expression, t: Rows) -> Truth:
        other = coding.alias()
        return _some(
            other,
            *self._live(other),
            other.c.source_id == t.c.source_id,
            other.c.text_version == t.c.text_version,
            other.c.start < t.c.end,
            t.c.start < other.c.end,
            self.holds(asks, other),
        )

    def _among(self, asks: Expression, whole: str, near: Sequence[UUID] | None) -> Truth:
        """The row's source or case is among those that hold such a coding: found once, not once a row."""
        other = coding.alias()
        there = [*self._live(other), self.holds(asks, other)]
        if near is not None:
            there.append(other.c.source_id.in_(near))
        if whole == "source":
            return coding.c.source_id.in_(sa.select(other.c.source_id).where(*there))
        # Joined, not looked up for each of what may be tens of thousands of codings; a voice of a source once.
        heard = sa.select(other.c.source_id, other.c.speaker_id).where(*there).distinct().subquery()
        here, voice = source.alias(), speaker.alias()
        found = sa.func.coalesce(voice.c.case_id, here.c.case_id)
        told = heard.join(here, here.c.id == heard.c.source_id).outerjoin(voice, voice.c.id == heard.c.speaker_id)
        named = sa.select(found).select_from(told).where(here.c.deleted_at.is_(None), found.is_not(None))
        return self._of_case(coding, named)

    # -- words --------------------------------------------------------------------------------------

    def _lower(self, column: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
        return sa.func.folded(column) if self._sqlite else sa.func.lower(column)

    def _like(self, column: sa.ColumnElement[str], pattern: str) -> Truth:
        """A name, whatever its case; an asterisk stands for any letters."""
        escaped = "".join(f"\\{letter}" if letter in "\\%_" else letter for letter in pattern.lower())
        return self._lower(column).like(escaped.replace("*", "%"), escape="\\")

    def _contains(self, column: sa.ColumnElement[str], words: str) -> Truth:
        find = sa.func.instr if self._sqlite else sa.func.strpos
        return find(self._lower(column), words.lower()) > 0

    def _phrase(self, column: sa.ColumnElement[str], words: str) -> Truth:
        """Whole words behind each other; their letters are looked for first, which is quick."""
        pattern = phrase_pattern(words)
        there = (self._contains(column, one[0]) for one in WORD.finditer(words))
        if self._sqlite:
            return sa.and_(*there, sa.func.has_phrase(column, pattern) == 1)
        return sa.and_(*there, self._lower(column).regexp_match(pattern))


def _touches(c: Rows, comparison: Comparison, line: int) -> Truth:
    """Whether any of the lines a coding stands on is so."""
    if comparison == "=":
        return sa.and_(c.c.line_start <= line, c.c.line_end >= line)
    return _compare(c.c.line_start if comparison in ("<", "<=") else c.c.line_end, comparison, line)


def _some(rows: Rows, *where: Truth) -> Truth:
    """Whether there is such a row; every other table is that of the query around it."""
    return sa.select(sa.literal(1)).select_from(rows).where(*where).correlate_except(rows).exists()


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


def _split(
    parts: Sequence[Expression], more: tuple[Expression, ...]
) -> tuple[list[Expression], tuple[Expression, ...]]:
    """The parts that speak of codes, and the conditions on what they mean."""
    return [one for one in parts if _speaks_of_codes(one)], (
        *(one for one in parts if not _speaks_of_codes(one)),
        *more,
    )


def _clause(asks: Expression, more: tuple[Expression, ...]) -> Expression:
    return And((asks, *more)) if more else asks


def _joined(expression: Expression, more: tuple[Expression, ...], some: Callable[[Expression], Truth]) -> Truth:
    """The expression over a whole, where `some` says that one of its codings fulfils a clause."""
    if _speaks_of_codes(expression):
        match expression:
            case Not(part):
                return sa.not_(_joined(part, more, some))
            case Or(parts):
                return sa.or_(*(_joined(part, more, some) for part in parts))
            case And(parts):
                codes, conditions = _split(parts, more)
                return sa.and_(*(_joined(part, conditions, some) for part in codes))
    return some(_clause(expression, more))


def _meant(expression: Expression, more: tuple[Expression, ...]) -> list[Expression]:
    if _speaks_of_codes(expression):
        match expression:
            case Not():
                return []
            case Or(parts):
                return [one for part in parts for one in _meant(part, more)]
            case And(parts):
                codes, conditions = _split(parts, more)
                return [one for part in codes for one in _meant(part, conditions)]
    return [_clause(expression, more)]


def _compare(column: sa.ColumnElement[Any], comparison: Comparison, value: object) -> Truth:
    return {
        "=": column == value,
        "<": column < value,
        "<=": column <= value,
        ">": column > value,
        ">=": column >= value,
    }[comparison]


def _on_day(column: sa.ColumnElement[Any], comparison: Comparison, day: date) -> Truth:
    """An instant compared with a whole day of UTC."""
    begins = datetime(day.year, day.month, day.day, tzinfo=UTC)
    ends = begins + timedelta(days=1)
    return {
        "=": sa.and_(column >= begins, column < ends),
        "<": column < begins,
        "<=": column < ends,
        ">": column >= ends,
        ">=": column >= begins,
    }[comparison]
