"""The grounds that moved, kept from one revision to the next: only those that can have moved since are looked at."""

from uuid import UUID

from coding.model import Ground
from coding.store import Read, Write, grounds, history, projects
from coding.store.grounds import How
from coding.workbench.kept import Kept

_Moved = list[tuple[Ground, How]]

_MOVED = Kept[tuple[int, _Moved]](16)
"""With the revision it was looked at."""

_LOOKED_AT = frozenset({*grounds.TABLES, "source", "ground"})


def moved_grounds(tx: Read) -> _Moved:
    """Of a transaction: the grounds that say something else than when they were confirmed, or are gone."""
    here, rev = (tx.conn.engine.url, tx.project_id), projects.rev(tx)
    before = _MOVED.get(here)
    if before is not None and before[0] == rev:
        return before[1]
    changed = history.things_since(tx, before[0], _LOOKED_AT) if before is not None and before[0] < rev else None
    now = grounds.moved(tx) if before is None or changed is None else _since(tx, before[1], changed)
    if not isinstance(tx, Write):
        # What a verb sees before it is done may still be taken back.
        _MOVED.put(here, (rev, now))
    return now


def _since(tx: Read, before: _Moved, changed: dict[str, set[UUID]]) -> _Moved:
    own = changed.get("ground", set())
    on: set[UUID] = set().union(*(ids for kind, ids in changed.items() if kind in grounds.TABLES))
    still = {one.id: (one, how) for one, how in before if one.id not in own and one.on not in on}
    anew = [*(grounds.moved(tx, on=on) if on else []), *(grounds.moved(tx, ids=own) if own else [])]
    return grounds.in_order({**still, **{one.id: (one, how) for one, how in anew}}.values())
