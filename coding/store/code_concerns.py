"""What a merge or a deletion of a code would touch, counted before it is done."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.store import many
from coding.store.changes import Read
from coding.store.code_following import doubles
from coding.store.tables import (
    cell,
    code,
    coder,
    coding,
    concept,
    display,
    ground,
    keyword,
    memo,
    pattern,
    project,
    proposition,
    reduction,
    section,
    verdict,
)


@dataclass(frozen=True, slots=True)
class Concerns:
    """How much names a code: its codings, whose they are, and what was written of them and of it.

    `doubles` are codings whose coder gave the same words the other code, `decisions_lost` those of the ledger about a
    double where there is one about the other, `cells_joined` cells in which both codes have a summary; `verdict_lost`:
    both have a verdict. Without another code these are empty.
    """

    codings: int
    coders: tuple[str, ...]
    below: int
    doubles: int
    decisions: int
    decisions_lost: int
    rules: int
    cells: int
    cells_joined: int
    verdicts: int
    verdict_lost: bool
    memos: int
    patterns: int
    propositions: int
    grounds: int
    displays: int
    queries: int
    sections: int
    maps: int


def concerns(tx: Read, gone: UUID, into: UUID | None) -> Concerns:
    """What names `gone`; with `into`, also what of it meets its like there."""
    live = (coding.c.project_id == tx.project_id, coding.c.code_id == gone, coding.c.deleted_at.is_(None))
    coders = sa.select(coder.c.name, sa.func.count()).join(coding, coding.c.coder_id == coder.c.id).where(*live)
    by_coder = tx.all(coders.group_by(coder.c.name).order_by(sa.func.count().desc(), coder.c.name))
    own = sa.select(coding.c.id).where(*live)
    pairs = doubles(tx, gone, into) if into else {}
    settings = tx.one(sa.select(project.c.settings).where(project.c.id == tx.project_id))
    queries = (settings[0] if settings else {}).get("queries", {})
    there = cell.alias("there")
    same = (there.c.project_id == cell.c.project_id, there.c.case_id == cell.c.case_id, there.c.code_id == into)
    joined = sa.exists(sa.select(there.c.id).where(*same, there.c.deleted_at.is_(None)))
    return Concerns(
        codings=sum(row[1] for row in by_coder),
        coders=tuple(row[0] for row in by_coder),
        below=_many(tx, code, code.c.parent_id == gone),
        doubles=len(pairs),
        decisions=_many(tx, reduction, reduction.c.coding_id.in_(own)),
        decisions_lost=_lost(tx, pairs),
        rules=_many(tx, keyword, keyword.c.code_id == gone, keyword.c.words != ""),
        cells=_many(tx, cell, cell.c.code_id == gone),
        cells_joined=_many(tx, cell, cell.c.code_id == gone, joined) if into else 0,
        verdicts=_many(tx, verdict, verdict.c.code_id == gone),
        verdict_lost=bool(into and all(_many(tx, verdict, verdict.c.code_id == one) for one in (gone, into))),
        memos=_many(tx, memo, _names(memo.c.links, gone)),
        patterns=_many(tx, pattern, _names(pattern.c.codes, gone)),
        propositions=_many(
            tx, proposition, sa.or_(proposition.c.indicator_id == gone, _names(proposition.c.codes, gone))
        ),
        grounds=_many(tx, ground, ground.c.kind == "coding", ground.c.on_id.in_(own)),
        displays=_many(tx, display, sa.or_(*(_names(display.c[name], gone) for name in ("text", "asked", "options")))),
        queries=sum(str(gone) in str(text) for text in queries.values()),
        sections=_many(tx, section, _names(section.c.words, gone)),
        maps=_many(tx, concept, concept.c.of_id == gone),
    )


def _many(tx: Read, table: sa.Table, *which: sa.ColumnElement[bool]) -> int:
    here = (table.c.project_id == tx.project_id, table.c.deleted_at.is_(None), *which)
    row = tx.one(sa.select(sa.func.count()).select_from(table).where(*here))
    return int(row[0]) if row else 0


def _names(column: sa.ColumnElement[Any], code_id: UUID) -> sa.ColumnElement[bool]:
    return sa.cast(column, sa.Text).like(f"%{code_id}%")


def _lost(tx: Read, pairs: dict[UUID, UUID]) -> int:
    """Decisions about doubles, where something is decided about the other of each too."""
    if not pairs:
        return 0
    some = [*pairs, *pairs.values()]
    here = (reduction.c.project_id == tx.project_id, reduction.c.deleted_at.is_(None))
    rows = tx.all(sa.select(reduction.c.coding_id).where(*here, many.among(tx, reduction.c.coding_id, some)))
    decided = {row[0] for row in rows}
    return sum(one in decided and other in decided for one, other in pairs.items())
