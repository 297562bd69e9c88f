"""What a query finds by code, source and informant, counted once: of a part of it, and after a change, as it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from coding.model import And, Query, Where
from coding.reduction.heard import Heard, Whose
from coding.store import Read, heard, projects
from coding.workbench.kept import Kept
from coding.workbench.unchanged import changed_codes

_HEARD = Kept[tuple[int, list[Heard]]](16)
"""All that is heard, then of each coder that was asked for; with the revision it was counted at."""


@dataclass(frozen=True, slots=True)
class Part:
    """Of what `query` finds, what stands in these sources, is said by these informants, or is by one of the coders."""

    query: Query
    sources: frozenset[str] | None = None
    cases: frozenset[str] | None = None
    coder: UUID | None = None
    coders: Sequence[UUID] = ()


def counted(tx: Read, query: Query) -> Heard:
    """All that a query finds."""
    return _heard(tx, query, ())[0]


def by_coder(tx: Read, query: Query, coders: Sequence[UUID]) -> Mapping[UUID, Heard]:
    """What it finds of each of these coders, counted in one pass with the whole."""
    return dict(zip(coders, _heard(tx, query, coders)[1:], strict=True))


def of_part(tx: Read, part: Part, *, limited: bool = False) -> Heard:
    """A part of what is heard, or of what is said to exist, but not as it should."""
    query = of_limited(part.query) if limited else part.query
    if part.coder is not None:
        return by_coder(tx, query, part.coders)[part.coder]
    return counted(tx, query).within(part.sources, part.cases)


def of_limited(query: Query) -> Query:
    """The same, of what is said to exist, but not as it should."""
    narrow = Where("status", "=", "limited")
    if query.where is None:
        return replace(query, where=narrow)
    if query.whole == "excerpt":
        return replace(query, where=And((query.where, narrow)))
    return replace(query, statuses=("limited",))


def _heard(tx: Read, query: Query, coders: Sequence[UUID]) -> list[Heard]:
    """Of what stands still since the last time, as it was."""
    here, asked, rev = (tx.conn.engine.url, tx.project_id), repr(query), projects.rev(tx)
    before = _HEARD.get((*here, asked, tuple(coders)))
    changed = changed_codes(tx, query, before[0]) if before else None
    if before is None or changed is None:
        there = heard.whose(tx, query)
        whose = Whose(there.sources, there.speakers, there.cases, everybody=there.everybody)
        made = [
            Heard(whose, blocks) for blocks in whose.placed(heard.strips(tx, query, coders=coders), 1 + len(coders))
        ]
    elif changed:
        anew = before[1][0].placed(heard.strips(tx, query, changed, coders), 1 + len(coders))
        gone = set(map(str, changed))
        made = [one.with_codes(gone, blocks) for one, blocks in zip(before[1], anew, strict=True)]
    else:
        made = before[1]
    _HEARD.put((*here, asked, tuple(coders)), (rev, made))
    if coders:
        _HEARD.put((*here, asked, ()), (rev, made[:1]))
    return made
