"""Where all stands that a display counts: read once for all its parts, and after a change."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import numpy as np

from coding.reduction.heard import Heard
from coding.reduction.ids import Ids, as_text
from coding.reduction.meeting import Segments
from coding.store import Read, census, projects, spans
from coding.workbench.display_tables.counted import kept_census
from coding.workbench.kept import Kept

_PLACES = Kept[tuple[Any, Any, list[UUID]]](1)
_TURNS = Kept[dict[UUID, tuple[str, str]]](1)


def segments(
    tx: Read, heard: Heard, codes: Sequence[UUID], within: Collection[UUID] | None = None
) -> tuple[Segments, list[UUID]] | None:
    """What of these codes is heard, in these sources where some are said; and what the numbers of sources stand for.

    None where it was counted in a pass.
    """
    if heard.counted is None:
        return None
    there = kept_census(tx)
    line, numbers, ids = _places(tx)
    code = np.full(there.many.size, -1, dtype=np.int32)
    code[heard.counted] = Ids(codes).found(there.codes)[there.code[heard.counted]]
    if within is not None:
        code[Ids(within).found(there.sources)[there.source] < 0] = -1
    found = code[line]
    mine = found >= 0
    return Segments(there.source[line[mine]], found[mine], numbers[mine], len(codes)), ids


def _places(tx: Read) -> tuple[Any, Any, list[UUID]]:
    key = (tx.sight, tx.project_id, projects.rev(tx))
    if (kept := _PLACES.get(key)) is None:
        kept = (*census.places(tx), list(map(UUID, as_text(kept_census(tx).sources.tobytes().hex()))))
        _PLACES.put(key, kept)
    return kept


def turns(tx: Read, within: Collection[UUID] | None = None) -> dict[UUID, tuple[str, str]]:
    """Where the turns of each text begin and end, or of these sources."""
    if within is not None:
        return spans.turns(tx, within)
    key = (tx.sight, tx.project_id, projects.rev(tx))
    if (kept := _TURNS.get(key)) is None:
        kept = spans.turns(tx)
        _TURNS.put(key, kept)
    return kept
