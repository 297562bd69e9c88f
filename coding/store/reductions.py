"""The ledger of the reduction: what was decided about each coding, the categories and themes; read by the page."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.model import Change, Coding, Decision, LedgerCount, LedgerLine, LedgerState, Query, Reduction, Theme
from coding.store import query as query_rules
from coding.store import tallies
from coding.store.changes import Read, Write, clash, current, fields, fitting, image, insert, put_back, remove, update
from coding.store.codings import _BESIDE, _COLUMNS, _NAMES, _ORDER, _conditions, _joined, _with_words
from coding.store.tables import cases, coding, reduction, theme

_AT_ONCE = 500

# -- categories and themes ------------------------------------------------------------------------


def themes(tx: Read) -> list[Theme]:
    """Themes and categories, each kind in its order."""
    here = (theme.c.project_id == tx.project_id, theme.c.deleted_at.is_(None))
    rows = tx.all(sa.select(theme).where(*here).order_by(theme.c.kind.desc(), theme.c.position, theme.c.name))
    return [_theme(fields(row)) for row in rows]


def get_theme(tx: Read, theme_id: UUID) -> Theme | None:
    """One live category or theme."""
    row = current(tx, "theme", theme_id)
    return _theme(row) if row and row["deleted_at"] is None else None


def _theme(m: Mapping[str, Any]) -> Theme:
    return Theme(m["id"], m["name"], m["kind"], m["parent_id"], m["position"], m["version"])


def put_theme(tx: Write, one: Theme, *, version: int | None = None) -> None:
    """Store a category or theme, new or changed (Conflict where `version` is no longer the stored one)."""
    values = {"name": one.name, "kind": one.kind, "parent_id": one.parent, "position": one.position}
    if get_theme(tx, one.id) is None:
        insert(tx, "theme", {"id": one.id, **values})
    else:
        update(tx, "theme", one.id, values, version=version)


def drop_theme(tx: Write, theme_id: UUID) -> None:
    """Mark a category or theme deleted (NotFound)."""
    remove(tx, "theme", theme_id)


def leaning(tx: Read, theme_id: UUID) -> int:
    """How many statements stand in a category, or how many categories in a theme."""
    found = 0
    for table, column in ((reduction, reduction.c.category_id), (theme, theme.c.parent_id)):
        here = (table.c.project_id == tx.project_id, table.c.deleted_at.is_(None), column == theme_id)
        row = tx.one(sa.select(sa.func.count()).select_from(table).where(*here))
        found += int(row[0]) if row else 0
    return found


# -- decisions ------------------------------------------------------------------------------------

_REDUCTION = (
    *(reduction.c[name] for name in ("id", "coding_id", "decision", "quote", "code_id", "coder_id", "made_at")),
    *(reduction.c[name] for name in ("into_id", "reason", "statement", "category_id", "version")),
)
"""A Reduction's fields in their order, so that a row of them is one."""


def words(text: str) -> int:
    """How many words a text has, as the sources' words are counted."""
    return len(text.split())


def _row(one: Reduction) -> dict[str, Any]:
    return {
        "coding_id": one.coding,
        "decision": one.decision,
        "into_id": one.into,
        "reason": one.reason,
        "statement": one.statement,
        "category_id": one.category,
        "quote": one.quote,
        "code_id": one.code,
        "words": words(one.quote),
        "statement_words": words(one.statement),
        "coder_id": one.coder,
        "made_at": one.made_at,
    }


def put(tx: Write, one: Reduction, *, version: int | None = None) -> None:
    """Store what is decided about a coding; its row is always the same one, whatever id comes.

    `version` is that of the decision it replaces, 0 where there was none (Conflict where somebody was first).
    """
    there = _standing(tx, one.coding)
    values = _row(one)
    if there is None:
        insert(tx, "reduction", {"id": one.id, **values})
    elif there["deleted_at"] is None:
        update(tx, "reduction", there["id"], values, version=version)
    elif version:
        raise clash(tx, there, values)
    else:
        kept = image(reduction, {"id": there["id"], **fitting(reduction, values)})
        put_back(tx, Change("reduction", there["id"], kept, None))


def drop(tx: Write, coding_id: UUID, *, version: int | None = None) -> None:
    """Take back what was decided about a coding; nothing to do where nothing was."""
    there = _standing(tx, coding_id)
    if there is not None and there["deleted_at"] is None:
        remove(tx, "reduction", there["id"], version=version)


def _standing(tx: Read, coding_id: UUID) -> Mapping[str, Any] | None:
    here = (reduction.c.project_id == tx.project_id, reduction.c.coding_id == coding_id)
    row = tx.one(sa.select(reduction).where(*here))
    return fields(row) if row else None


def of(tx: Read, codings: Iterable[UUID]) -> dict[UUID, Reduction]:
    """Coding → what is decided about it."""
    return _found(tx, reduction.c.coding_id, codings)


def merged_into(tx: Read, codings: Iterable[UUID]) -> list[Reduction]:
    """The decisions that merge a coding with one of these."""
    return list(_found(tx, reduction.c.into_id, codings).values())


def _found(tx: Read, column: sa.Column[Any], codings: Iterable[UUID]) -> dict[UUID, Reduction]:
    wanted: list[UUID] = list(codings)
    found: dict[UUID, Reduction] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        here = (reduction.c.project_id == tx.project_id, reduction.c.deleted_at.is_(None))
        query = sa.select(*_REDUCTION).where(*here, column.in_(wanted[first : first + _AT_ONCE]))
        found |= {row.coding_id: Reduction(*row) for row in tx.all(query)}
    return found


# -- read by the page -----------------------------------------------------------------------------

_TARGET = coding.alias("target")
_FATE = reduction.alias("fate")
_ROW = reduction.alias("row")
_WIDE = len(_NAMES)


def _ledger(selected: sa.Select[*tuple[Any, ...]]) -> sa.Select[*tuple[Any, ...]]:
    """Codings beside what is decided about them and about the one they were merged with."""
    return (
        _joined(selected)
        .outerjoin(reduction, _decided(reduction, coding.c.id))
        .outerjoin(
            _TARGET,
            sa.and_(
                _TARGET.c.project_id == reduction.c.project_id,
                _TARGET.c.id == reduction.c.into_id,
                _TARGET.c.deleted_at.is_(None),
            ),
        )
        .outerjoin(_FATE, _decided(_FATE, _TARGET.c.id))
    )


def _decided(table: sa.FromClause, coding_id: sa.ColumnElement[UUID]) -> sa.ColumnElement[bool]:
    return sa.and_(
        table.c.project_id == coding.c.project_id, table.c.coding_id == coding_id, table.c.deleted_at.is_(None)
    )


def _stale() -> sa.ColumnElement[bool]:
    """Whether a row of `_ledger` is to be looked at again."""
    return query_rules.stale(reduction, coding, _TARGET, _FATE)


def _in_state(state: LedgerState | None) -> list[sa.ColumnElement[bool]]:
    if state is None:
        return []
    if state == "undecided":
        return [reduction.c.id.is_(None)]
    # What was decided is little beside what was coded: its codings are looked up one by one.
    decided: list[sa.ColumnElement[bool]] = [
        reduction.c.id.is_not(None),
        coding.c.id.in_(sa.select(_ROW.c.coding_id).where(_ROW.c.deleted_at.is_(None))),
    ]
    if state == "decided":
        return decided
    return [*decided, _stale() if state == "stale" else reduction.c.decision == state]


def lines(
    tx: Read, query: Query, *, state: LedgerState | None = None, limit: int | None = 50, offset: int = 0
) -> list[LedgerLine]:
    """A page of the ledger in the order of sources and text, each excerpt with what was decided about it."""
    where = (*_conditions(tx, query), *_in_state(state))
    found = _wide().where(*where).order_by(*_ORDER)
    return _lines(tx, found if limit is None else found.limit(limit).offset(offset))


def lines_of(tx: Read, codings: Sequence[UUID]) -> list[LedgerLine]:
    """The ledger's lines of these codings, in their order; those that are gone are left out."""
    found: dict[UUID, LedgerLine] = {}
    for first in range(0, len(codings), _AT_ONCE):
        some = coding.c.id.in_(codings[first : first + _AT_ONCE])
        page = _lines(tx, _wide().where(*_conditions(tx, Query()), some).order_by(*_ORDER))
        found |= {one.excerpt.coding.id: one for one in page}
    return [found[one] for one in codings if one in found]


def _wide() -> sa.Select[*tuple[Any, ...]]:
    target = (_TARGET.c[column.name].label(f"target_{column.name}") for column in _COLUMNS)
    return _ledger(sa.select(*_COLUMNS, *_BESIDE, *_REDUCTION, *target, _FATE.c.decision))


def _lines(tx: Read, found: sa.Select[*tuple[Any, ...]]) -> list[LedgerLine]:
    decided, target = _WIDE + len(_BESIDE), _WIDE + len(_BESIDE) + len(_REDUCTION)
    rows = tx.all(found)
    return [
        LedgerLine(
            excerpt,
            Reduction(*row[decided:target]) if row[decided] else None,
            Coding(*row[target:-1]) if row[target] else None,
            row[-1],
        )
        for row, excerpt in zip(rows, _with_words(tx, rows), strict=True)
    ]


def order(tx: Read, query: Query) -> list[tuple[UUID, Decision | None, bool]]:
    """Every coding a query finds, in the order of sources and text: its id, the decision, whether that is stale."""
    stale = sa.func.coalesce(_stale(), sa.false())
    found = _ledger(sa.select(coding.c.id, reduction.c.decision, stale)).where(*_conditions(tx, query))
    return [(row[0], row[1], bool(row[2])) for row in tx.all(found.order_by(*_ORDER))]


def counts(tx: Read, query: Query) -> list[LedgerCount]:
    """Excerpts and words by code, informant and decision: what was decided is summed, the rest counted."""
    by = (coding.c.code_id, cases.c.key, reduction.c.decision)
    summed = sa.select(
        *by,
        sa.func.count(),
        sa.func.sum(reduction.c.words),
        sa.func.sum(reduction.c.statement_words),
        sa.func.sum(sa.case((_stale(), 1), else_=0)),
    )
    rows = tx.all(_ledger(summed).where(*_conditions(tx, query), *_in_state("decided")).group_by(*by))
    decided = [LedgerCount(row[0], row[1], row[2], *map(int, row[3:])) for row in rows]
    rest: Counter[tuple[UUID, str | None]] = Counter()
    keys = {str(row.id): row.key for row in tx.all(sa.select(cases.c.id, cases.c.key).where(*_here(tx, cases)))}
    for group in tallies.grouped(tx, query, "code", "case"):
        assert group.row
        rest[UUID(group.row), keys[group.column] if group.column else None] += group.excerpts
    for one in decided:
        rest[one.code, one.case] -= one.excerpts
    undecided = [LedgerCount(code_id, case, None, many) for (code_id, case), many in rest.items() if many > 0]
    return sorted((*undecided, *decided), key=lambda one: (str(one.code), one.case or "", one.decision or ""))


def _here(tx: Read, table: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.project_id == tx.project_id, table.c.deleted_at.is_(None)
