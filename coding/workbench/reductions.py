"""The ledger of the reduction: each coding kept, merged or set aside; statements, categories and themes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from coding import reduction
from coding.errors import (
    MergedAcrossCodes,
    MergedInCircle,
    MergedWithAside,
    NameMissing,
    NameTaken,
    NotFound,
    ProjectNotFound,
    ReasonMissing,
    ThemeInUse,
)
from coding.model import Coding, Decision, LedgerCount, LedgerLine, LedgerState, Query, Reduction, Theme
from coding.store import Read, Write, codings, projects, reductions
from coding.workbench.desk import reads, verb


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decides about a coding; without a decision, what stood there is taken back.

    `version` is that of the decision it replaces, 0 where there was none; None asks nothing.
    """

    coding: UUID
    decision: Decision | None
    statement: str = ""
    reason: str = ""
    into: UUID | None = None
    category: UUID | None = None
    version: int | None = None


@verb("reduce")
def reduce(tx: Write, wanted: Sequence[Decided]) -> None:
    """Decide about one or several codings, as one act (NotFound, Conflict, ReasonMissing and the merging ones)."""
    asked = {one.coding: one for one in wanted}
    there = _codings(tx, list(asked.values()))
    roots: dict[UUID, UUID] = {}
    for one in asked.values():
        if one.decision is None:
            reductions.drop(tx, one.coding, version=one.version)
            continue
        if one.decision == "merged":
            roots[one.coding] = _root(tx, one, asked, there)
        reductions.put(tx, _reduction(tx, one, there[one.coding], roots.get(one.coding)), version=one.version)
    # Who was merged with a passage that is merged itself, goes along with it.
    for leaning in reductions.merged_into(tx, roots):
        if leaning.coding not in asked and leaning.into is not None:
            reductions.put(tx, replace(leaning, into=roots[leaning.into]))


def _codings(tx: Read, wanted: Sequence[Decided]) -> dict[UUID, Coding]:
    """The codings decided about and those they are merged with (NotFound)."""
    ids = {one.coding for one in wanted} | {one.into for one in wanted if one.into and one.decision == "merged"}
    there = codings.by_ids(tx, ids)
    if ids - there.keys():
        raise NotFound(what="coding")
    return there


def _reduction(tx: Write, one: Decided, coding: Coding, root: UUID | None) -> Reduction:
    assert one.decision is not None
    reason = " ".join(one.reason.split()) if one.decision == "aside" else ""
    if one.decision == "aside" and not reason:
        raise ReasonMissing
    if one.category is not None:
        category = reductions.get_theme(tx, one.category)
        if category is None or category.kind != "category":
            raise NotFound(what="category")
    return Reduction(
        id=uuid4(),
        coding=coding.id,
        decision=one.decision,
        quote=coding.quote,
        code=coding.code,
        coder=tx.actor_id,
        made_at=tx.at,
        into=root,
        reason=reason,
        statement=one.statement.strip(),
        category=one.category,
    )


def _root(tx: Read, one: Decided, asked: Mapping[UUID, Decided], there: Mapping[UUID, Coding]) -> UUID:
    """The passage that a merged one stands with in the end: the first on its way that is not merged itself."""
    if one.into is None:
        raise NotFound(what="coding")
    if there[one.into].code != there[one.coding].code:
        raise MergedAcrossCodes
    at, passed = one.into, {one.coding}
    while at not in passed:
        passed.add(at)
        standing: Decided | Reduction | None = asked.get(at) or reductions.of(tx, [at]).get(at)
        if standing is not None and standing.decision == "aside":
            raise MergedWithAside
        if standing is None or standing.decision != "merged" or standing.into is None:
            return at
        at = standing.into
    raise MergedInCircle


# -- categories, themes, reasons ------------------------------------------------------------------


@verb("put_theme", "reduce")
def put_theme(tx: Write, one: Theme, *, version: int | None = None) -> None:
    """Store a category or theme, new or changed (NameMissing, NameTaken; Conflict where somebody was first)."""
    name = " ".join(one.name.split())
    if not name:
        raise NameMissing
    others = [each for each in reductions.themes(tx) if each.id != one.id]
    if any(each.kind == one.kind and each.name.lower() == name.lower() for each in others):
        raise NameTaken(name=name)
    parent = one.parent if one.kind == "category" else None
    if parent is not None and not any(each.id == parent and each.kind == "theme" for each in others):
        raise NotFound(what="theme")
    reductions.put_theme(tx, replace(one, name=name, parent=parent), version=version)


@verb("drop_theme", "reduce")
def drop_theme(tx: Write, theme: UUID) -> None:
    """Take a category or theme away (NotFound; ThemeInUse while something stands in it)."""
    there = reductions.get_theme(tx, theme)
    if there is None:
        raise NotFound(what="theme")
    if count := reductions.leaning(tx, theme):
        raise ThemeInUse(name=there.name, count=count)
    reductions.drop_theme(tx, theme)


@verb("put_reasons", "reduce")
def put_reasons(tx: Write, reasons: Sequence[str], *, version: int | None = None) -> None:
    """Store the reasons to choose from when a passage is set aside; none brings the usual ones back."""
    project = projects.get(tx)
    if project is None:
        raise ProjectNotFound(name=tx.project_id)
    said = list(dict.fromkeys(" ".join(one.split())[:200] for one in reasons if one.strip()))
    projects.change(tx, {"settings": {**project.settings, reduction.REASONS_SETTING: said}}, version=version)


# -- read by the page -----------------------------------------------------------------------------


@reads
def list_themes(tx: Read) -> list[Theme]:
    """Themes, then categories, each in its order."""
    return reductions.themes(tx)


@reads
def ledger_page(
    tx: Read, query: Query, state: LedgerState | None = None, limit: int = 50, offset: int = 0
) -> list[LedgerLine]:
    """A page of the ledger in the order of sources and text: every excerpt of a query, or those in one state."""
    return reductions.lines(tx, query, state=state, limit=limit, offset=offset)


@reads
def ledger_lines(tx: Read, codings: Sequence[UUID]) -> list[LedgerLine]:
    """The lines of these codings, in their order; those that are gone are left out."""
    return reductions.lines_of(tx, codings)


@reads
def ledger_order(tx: Read, query: Query) -> list[tuple[UUID, Decision | None, bool]]:
    """Every coding a query finds, without its words: id, decision, and whether that is stale."""
    return reductions.order(tx, query)


@reads
def compression(tx: Read, query: Query) -> list[LedgerCount]:
    """Excerpts and words by code, informant and decision."""
    return reductions.counts(tx, query)


@reads
def aside_sample(tx: Read, query: Query, size: int = 10, seed: int = 1) -> list[LedgerLine]:
    """So many of the passages set aside, drawn by a seed: for whoever checks the work of another."""
    aside = [coding for coding, decision, _ in reductions.order(tx, query) if decision == "aside"]
    return reductions.lines_of(tx, reduction.draw(aside, size, seed))
