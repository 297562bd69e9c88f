"""The grounds that moved, kept from one revision to the next: only those that can have moved since are looked at."""

from collections.abc import Mapping, Set
from uuid import UUID

from coding.model import Ground
from coding.store import Read, Write, grounds, history, projects
from coding.store.grounds import How
from coding.workbench.kept import Kept

_Moved = list[tuple[Ground, How]]

_MOVED = Kept[tuple[int, _Moved]](16)
"""With the revision it was looked at."""


def moved_grounds(tx: Read) -> _Moved:
    """Of a transaction: the grounds that say something else than when they were confirmed, or are gone."""
    here, rev = (tx.sight, tx.project_id), projects.rev(tx)
    before = _MOVED.get(here)
    if before is not None and before[0] == rev:
        return before[1]
    since = history.changed_since(tx, before[0]) if before is not None and before[0] < rev else None
    # A source that comes or goes takes its codings with it, and they are not named; those of a batch neither.
    named = since is not None and "source" not in since.came_or_went and since.batches.isdisjoint(grounds.TABLES)
    now = _since(tx, before[1], since.things) if before and since and named else grounds.moved(tx)
    if not isinstance(tx, Write):
        # What a verb sees before it is done may still be taken back.
        _MOVED.put(here, (rev, now))
    return now


def _since(tx: Read, before: _Moved, changed: Mapping[str, Set[UUID]]) -> _Moved:
    own = changed.get("ground", frozenset())
    on: set[UUID] = set().union(*(ids for kind, ids in changed.items() if kind in grounds.TABLES))
    still = {one.id: (one, how) for one, how in before if one.id not in own and one.on not in on}
    anew = [*(grounds.moved(tx, on=on) if on else []), *(grounds.moved(tx, ids=own) if own else [])]
    return grounds.in_order({**still, **{one.id: (one, how) for one, how in anew}}.values())
