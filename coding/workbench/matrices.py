"""Codings counted by rows and columns, from a query."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal
from uuid import UUID

from coding import reduction
from coding.errors import NotFound
from coding.model import (
    STATUSES,
    And,
    Case,
    Codebook,
    Dimension,
    Expression,
    HasCode,
    HasPattern,
    Query,
    Where,
)
from coding.reduction.matrix import Counts, Line, Matrix, Unit
from coding.store import Read, cases, codebooks, framework, people, projects, sources, tallies
from coding.workbench.desk import reads
from coding.workbench.kept import Kept
from coding.workbench.queries import kept_queries
from coding.workbench.unchanged import changed_codes

Rows = Literal["cases", "sources", "coders"]
Columns = Literal["codes", "groups", "patterns", "queries", "status"]
COLUMNS: tuple[Columns, ...] = ("codes", "groups", "patterns", "queries", "status")
_ROWS: dict[str, Dimension] = {"cases": "case", "sources": "source", "coders": "coder"}
_FIELDS: dict[str, str] = {"cases": "case", "sources": "source", "coders": "coder"}
_ATTRIBUTE = "case."


@dataclass(slots=True)
class _Counted:
    """What was counted at a revision: column → row → how many; a column is known by all it asks for."""

    rev: int
    columns: dict[object, dict[str, int]]
    made: dict[str, Matrix] = field(default_factory=dict)


_CACHE = Kept[_Counted](12)


@dataclass(frozen=True, slots=True)
class _Across:
    """A column: its line, and the codes whose codings can stand in it (None: any)."""

    line: Line
    under: frozenset[UUID] | None

    @property
    def sign(self) -> object:
        return self.line.key, self.line.where, self.under


@dataclass(frozen=True, slots=True)
class _Asked:
    """What somebody wants counted."""

    query: Query
    rows: str
    attribute: str | None
    dimension: Dimension
    columns: Columns
    unit: Unit


@reads
def count_matrix(
    tx: Read, query: Query, *, rows: str = "cases", columns: Columns = "codes", unit: Unit = "informants"
) -> Matrix:
    """What `matrix_of` counts."""
    return matrix_of(tx, query, rows=rows, columns=columns, unit=unit)


def matrix_of(
    tx: Read, query: Query, *, rows: str = "cases", columns: Columns = "codes", unit: Unit = "informants"
) -> Matrix:
    """Counts of what a query finds by `rows` (cases, sources, coders, or `case.` and an attribute) and columns.

    NotFound for rows there are none of. Rows and columns without anything stand there too: an empty one is a finding.
    Saved queries are columns where they are about single excerpts.
    """
    attribute = rows.removeprefix(_ATTRIBUTE) if rows.startswith(_ATTRIBUTE) else None
    if attribute is None and rows not in _ROWS:
        raise NotFound(what=rows)
    dimension: Dimension = "case" if attribute is not None else _ROWS[rows]
    key = (tx.sight, tx.project_id, repr(query), dimension, columns, unit)
    rev, kept = projects.rev(tx), _CACHE.get(key)
    if kept is not None and kept.rev == rev and rows in kept.made:
        return kept.made[rows]
    book = codebooks.load(tx)
    across = _across(tx, book, columns, query)
    asked = _Asked(query, rows, attribute, dimension, columns, unit)
    counted = kept if kept is not None and kept.rev == rev else _recount(tx, asked, across, kept, rev)
    counted.made[rows] = made = _lay(tx, asked, across, counted.columns)
    _CACHE.put(key, counted)
    return made


def _recount(tx: Read, asked: _Asked, across: Sequence[_Across], kept: _Counted | None, rev: int) -> _Counted:
    """The columns that are not what they were, counted; the others as they were."""
    changed = changed_codes(tx, asked.query, kept.rev) if kept is not None else None
    still = kept.columns if kept is not None and changed is not None else {}
    there = {one.sign: still[one.sign] for one in across if one.sign in still and _stands(one, changed)}
    missing = [one for one in across if one.sign not in there]
    for one in missing:
        there[one.sign] = {}
    signs = {one.line.key: one.sign for one in missing}
    for row, column, many in _count(tx, asked, missing, whole=len(missing) == len(across)):
        there[signs[column]][row] = many
    return _Counted(rev, there)


def _stands(one: _Across, changed: frozenset[UUID] | None) -> bool:
    if not changed:
        return changed is not None
    return one.under is not None and one.under.isdisjoint(changed)


def _count(tx: Read, asked: _Asked, across: Sequence[_Across], *, whole: bool) -> Iterator[tuple[str, str, int]]:
    """(row, column, how many), from one aggregate where each coding stands in one column."""
    query, words = asked.query, asked.unit == "words"
    if asked.columns in ("codes", "status"):
        if asked.columns == "codes" and not whole:
            query = replace(query, codes=tuple(code for one in across for code in one.under or ()))
        known = {one.line.key for one in across}
        by: Dimension = "code" if asked.columns == "codes" else "status"
        for group in tallies.grouped(tx, query, asked.dimension, by, words=words) if across else ():
            if group.row is not None and group.column is not None and group.column in known:
                yield group.row, group.column, _of(group, asked.unit)
        return
    for one in across:
        if (narrowed := _narrowed(query, one)) is None:
            continue
        for group in tallies.grouped(tx, narrowed, asked.dimension, words=words):
            if group.row is not None:
                yield group.row, one.line.key, _of(group, asked.unit)


def _narrowed(query: Query, one: _Across) -> Query | None:
    """What a query finds in a column; None where that is nothing."""
    if one.under is None:
        return replace(query, where=one.line.where if query.where is None else _both(query.where, one.line.where))
    codes = one.under & set(query.codes) if query.codes else one.under
    return replace(query, codes=tuple(codes)) if codes else None


def _both(this: Expression, that: Expression | None) -> Expression:
    return this if that is None else And((this, that))


def _of(group: tallies.Group, unit: Unit) -> int:
    return {"informants": group.informants, "segments": group.excerpts, "words": group.words}[unit]


def _lay(tx: Read, asked: _Asked, across: Sequence[_Across], counted: Mapping[object, Mapping[str, int]]) -> Matrix:
    """The counts with their rows, and of how many."""
    cells: Counts = {(row, one.line.key): many for one in across for row, many in counted[one.sign].items()}
    lines, where, name = tuple(one.line for one in across), asked.query.where, asked.attribute
    if asked.dimension != "case":
        down = _down(tx, asked.rows)
        return Matrix(asked.unit, tuple(down), lines, _still(down, cells), where=where)
    informants = cases.load(tx)
    counts = asked.unit == "informants" and asked.columns != "queries"
    of = _of_how_many(tx, informants, across, cells) if counts else {}
    if name is None:
        down = [Line(str(one.id), one.key, 1, Where("case", "=", one.key)) for one in informants]
        return Matrix(asked.unit, tuple(down), lines, _still(down, cells), of, where)
    down = reduction.labelled(informants, name, lambda label: Where(f"case.{name}", "=", label))
    labels = {str(one.id): one.attributes[name] for one in informants if one.attributes.get(name)}
    cells, of = (reduction.by_label(many, labels, down) for many in (cells, of))
    return Matrix(asked.unit, tuple(down), lines, cells, of, where)


def _still(down: Sequence[Line], cells: Counts) -> Counts:
    """The counts of rows that are still there."""
    known = {row.key for row in down}
    return {place: many for place, many in cells.items() if place[0] in known}


def _of_how_many(tx: Read, informants: Sequence[Case], across: Sequence[_Across], said: Counts) -> Counts:
    project = projects.get(tx)
    guide = reduction.questions(project.settings) if project else ()
    interviewed = {key for keys in tallies.informants(tx).values() for key in keys}
    return reduction.asked_of(
        [one for one in informants if one.key in interviewed],
        {one.line.key: {str(code) for code in one.under} for one in across if one.under is not None},
        guide,
        {(str(case), str(code)): yes for (case, code), yes in framework.asked(tx).items()},
        said,
    )


def _down(tx: Read, rows: str) -> list[Line]:
    there = (
        {id_: name for name, id_ in sources.names(tx).items()}
        if rows == "sources"
        else {member.coder.id: member.coder.name for member in people.members(tx)}
    )
    return [Line(str(id_), name, 0, Where(_FIELDS[rows], "=", name)) for id_, name in there.items()]


def _across(tx: Read, book: Codebook, columns: Columns, query: Query) -> list[_Across]:
    wanted = set(query.codes)
    if columns == "status":
        return [_Across(Line(one, one, 0, Where("status", "=", one)), None) for one in STATUSES]
    if columns == "groups":
        groups = [one for one in book.codes if any(other.parent == one.id for other in book.codes)]
        return [
            _Across(Line(str(one.id), one.key, 0, HasCode(one.id)), frozenset(book.below(one.id))) for one in groups
        ]
    if columns == "patterns":
        return [
            _Across(Line(str(one.id), one.name, 0, HasPattern(one.id)), frozenset(book.gathered(one.id)))
            for one in book.patterns
        ]
    if columns == "queries":
        saved = [one for one in kept_queries(tx, book) if one.whole == "excerpt"]
        return [_Across(Line(one.name, one.name, 0, one.where), None) for one in saved]
    codes = [one for one in book.codable() if not wanted or one.id in wanted]
    return [_Across(Line(str(one.id), one.key, 0, HasCode(one.id, alone=True)), frozenset({one.id})) for one in codes]
