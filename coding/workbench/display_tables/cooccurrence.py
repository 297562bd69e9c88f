"""Codes that stand together: on the same words, in or near a turn, in a text, or at an informant's."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import numpy as np

from coding.model import And, Expression, HasCode, HasPattern, Not, Or, Related, Where
from coding.reduction.cooccurrence import (
    CASE,
    OVERLAP,
    SAME,
    SOURCE,
    TURN,
    WHOLES,
    Counted,
    cooccurrence,
    flows,
    network,
    pairs_of,
    turns,
)
from coding.reduction.meeting import Places, alike, batches, in_one_turn, meetings, placed, together
from coding.reduction.query import written
from coding.reduction.sheet import Sheet
from coding.store import projects, spans
from coding.workbench.display_tables import standing
from coding.workbench.display_tables.asked import Asked
from coding.workbench.kept import Kept
from coding.workbench.unchanged import changed_sources

MOST = 200
"""Ties of a network."""

GROUP = "group."


@dataclass(frozen=True, slots=True)
class _Part:
    """What was counted of a batch of sources."""

    sources: frozenset[UUID]
    table: Any


_SWEPT = Kept[tuple[int, list[_Part]]](24)
"""With the revision they were counted at."""


def count(asked: Asked) -> Sheet:
    """The table of all pairs."""
    counted = counts(asked).ordered(asked.options["order"])
    return cooccurrence(counted, pairs_of(counted), asked.language)


def ties(asked: Asked) -> Sheet:
    """The table of a network; each code has the informants who speak of it."""
    counted = counts(asked)
    said = asked.heard().met("case", list(asked.codes())).sum(axis=0).tolist()
    codes = [replace(head, size=many) for head, many in zip(counted.codes, said, strict=True)]
    least = int(asked.options["least"])
    return network(replace(counted, codes=codes), asked.language, least=least, most=MOST)


def streams(asked: Asked) -> Sheet:
    """The table of the codes of one group with those of another."""
    mine, heads = asked.groups()
    keys = {head.label: group for group, head in heads.items()}
    filled = [group for group in heads if any(mine[code] == group for code in asked.codes())]
    left, right = (_group(asked.options[side], keys, filled) for side in ("left", "right"))
    places = {
        group: [at for at, code in enumerate(asked.codes()) if mine.get(code) == group] for group in (left, right)
    }
    return flows(counts(asked), places[left], places[right], asked.language)


def _group(chosen: str, keys: Mapping[str, str], filled: Sequence[str]) -> str:
    """The group that was chosen; the first or second that has codes."""
    if chosen.startswith(GROUP):
        return keys.get(chosen.removeprefix(GROUP), "")
    at = 0 if chosen == "first" else 1
    return filled[min(at, len(filled) - 1)] if filled else ""


def counts(asked: Asked) -> Counted:
    """Codes × codes at the level that was chosen."""
    codes, level = asked.codes(), asked.options["level"]
    if level in (SOURCE, CASE):
        table = together(asked.heard().met("source" if level == SOURCE else "case", list(codes)))
    else:
        table = sum(part.table for part in _swept(asked, [UUID(one) for one in codes], level))
        table = np.zeros((len(codes), len(codes)), dtype=np.int64) + table
    # Each code says by itself that it is one of those that are shown.
    beside = asked.everything(replace(asked.query, codes=()))
    only = written(beside, asked.book) if beside else ""
    opens = level not in WHOLES or beside is None or not _names_codes(beside)
    return Counted(list(codes.values()), table, level, only, opens)


def _swept(asked: Asked, codes: Sequence[UUID], level: str) -> list[_Part]:
    """What was counted of every batch of sources; after a change, the batches concerned anew."""
    rev = projects.rev(asked.tx)
    key = (asked.tx.sight, asked.tx.project_id, repr(asked.query), tuple(codes), level)
    before = _SWEPT.get(key)
    changed = changed_sources(asked.tx, asked.query, before[0]) if before else None
    if before is None or changed is None:
        parts = _sweep(asked, codes, level)
    else:
        parts = [one for one in before[1] if one.sources.isdisjoint(changed)]
        if changed:
            gone = (one.sources for one in before[1] if not one.sources.isdisjoint(changed))
            parts += _sweep(asked, codes, level, changed.union(*gone))
    _SWEPT.put(key, (rev, parts))
    return parts


def _sweep(asked: Asked, codes: Sequence[UUID], level: str, within: Collection[UUID] | None = None) -> list[_Part]:
    taken = standing.turns(asked.tx, within) if level not in (OVERLAP, SAME) else {}
    there = standing.segments(asked.tx, asked.heard(), codes, within)
    if there is None:
        found = spans.strips(asked.tx, asked.query, within, lines=level not in (OVERLAP, SAME, TURN))
        return [
            _Part(frozenset(one[0] for one in some), _counted(placed(some, codes, taken), level))
            for some in batches(found)
        ]
    segments, ids = there
    numbered = {at: taken[id_] for at, id_ in enumerate(ids) if id_ in taken}
    return [
        _Part(frozenset(ids[at] for at in np.unique(one.source)), _counted(one.placed(numbered), level))
        for one in segments.batches()
    ]


def _counted(there: Places, level: str) -> Any:
    if level == OVERLAP:
        return meetings(there)
    if level == SAME:
        return alike(there)
    return in_one_turn(there) if level == TURN else meetings(there, turns(level))


def _names_codes(expression: Expression) -> bool:
    match expression:
        case And(parts) | Or(parts):
            return any(map(_names_codes, parts))
        case Not(part):
            return _names_codes(part)
        case Where():
            return False
        case HasCode() | HasPattern() | Related():
            return True
