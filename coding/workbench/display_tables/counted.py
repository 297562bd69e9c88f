"""What a query finds by code, source and informant, counted once: of a part of it, and after a change, as it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from coding.model import And, Query, Where
from coding.reduction.heard import Heard, Wanted, Whose
from coding.store import Read, census, heard, projects
from coding.store.census import Census
from coding.store.tallies import Tally
from coding.workbench.kept import Kept
from coding.workbench.unchanged import changed_codes

_HEARD = Kept[tuple[int, list[Heard]]](16)
"""All that is heard, then of each coder that was asked for; with the revision it was counted at."""

_CENSUS = Kept[Census](1)


@dataclass(frozen=True, slots=True)
class Part:
    """Of what `query` finds, what stands in these sources, is said by these informants, or is by one of the coders."""

    query: Query
    sources: frozenset[str] | None = None
    cases: frozenset[str] | None = None
    coder: UUID | None = None
    coders: Sequence[UUID] = ()


def counted(tx: Read, query: Query, *, limited: bool = False) -> Heard:
    """All that a query finds, or what of it is said to exist, but not as it should."""
    return _heard(tx, query, (), limited)[0]


def by_code(tx: Read) -> Mapping[UUID, Tally]:
    """How many excerpts, informants and sources each code has that was given; as `store.tallies.of_codes` counts."""
    heard = counted(tx, Query())
    told = [(code, many, said) for code, _none, many, said in heard.grouped("code") if code is not None]
    there = heard.met("source", [code for code, _many, _said in told]).sum(axis=0).tolist()
    return {
        UUID(code): Tally(many, said, in_, {UUID(code): many})
        for (code, many, said), in_ in zip(told, there, strict=True)
    }


def by_coder(tx: Read, query: Query, coders: Sequence[UUID], *, limited: bool = False) -> Mapping[UUID, Heard]:
    """What it finds of each of these coders, counted in one pass with the whole."""
    return dict(zip(coders, _heard(tx, query, coders, limited)[1:], strict=True))


def of_part(tx: Read, part: Part, *, limited: bool = False) -> Heard:
    """A part of what is heard, or of what is said to exist, but not as it should."""
    if part.coder is not None:
        return by_coder(tx, part.query, part.coders, limited=limited)[part.coder]
    return counted(tx, part.query, limited=limited).within(part.sources, part.cases)


def _heard(tx: Read, query: Query, coders: Sequence[UUID], limited: bool) -> list[Heard]:
    """What the store keeps counted is enough where each coding by itself tells whether it is found."""
    if query.where is not None:
        return _passed(tx, _of_limited(query) if limited else query, coders)
    here, rev = (tx.sight, tx.project_id), projects.rev(tx)
    key = (*here, repr(query), limited, tuple(coders))
    if (before := _HEARD.get(key)) is not None and before[0] == rev:
        return before[1]
    kept = kept_census(tx)
    wanted = Wanted(query.codes, query.sources, query.coders, query.statuses, limited)
    made = _whose(tx, query).kept(kept, wanted, coders)
    _HEARD.put(key, (rev, made))
    if coders:
        _HEARD.put((*key[:-1], ()), (rev, made[:1]))
    return made


def kept_census(tx: Read) -> Census:
    """What the store keeps counted of the project, read once a revision."""
    key = (tx.sight, tx.project_id, projects.rev(tx))
    if (kept := _CENSUS.get(key)) is None:
        kept = census.read(tx)
        _CENSUS.put(key, kept)
    return kept


def _whose(tx: Read, query: Query) -> Whose:
    there = heard.whose(tx, query)
    return Whose(there.sources, there.speakers, there.cases, everybody=there.everybody)


def _of_limited(query: Query) -> Query:
    """The same, of what is said to exist, but not as it should."""
    narrow = Where("status", "=", "limited")
    if query.where is not None and query.whole == "excerpt":
        return replace(query, where=And((query.where, narrow)))
    return replace(query, statuses=("limited",))


def _passed(tx: Read, query: Query, coders: Sequence[UUID]) -> list[Heard]:
    """Counted in a pass over the codings; of what stands still since the last time, as it was."""
    here, asked, rev = (tx.sight, tx.project_id), repr(query), projects.rev(tx)
    before = _HEARD.get((*here, asked, tuple(coders)))
    changed = changed_codes(tx, query, before[0]) if before else None
    if before is None or changed is None:
        made = _whose(tx, query).placed(heard.strips(tx, query, coders=coders), 1 + len(coders))
    elif changed:
        anew = before[1][0].placed(heard.strips(tx, query, changed, coders), 1 + len(coders))
        gone = set(map(str, changed))
        made = [one.with_codes(gone, new) for one, new in zip(before[1], anew, strict=True)]
    else:
        made = before[1]
    _HEARD.put((*here, asked, tuple(coders)), (rev, made))
    if coders:
        _HEARD.put((*here, asked, ()), (rev, made[:1]))
    return made
