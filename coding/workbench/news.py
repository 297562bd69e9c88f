"""What happened to a source since a revision: how an open page learns of everybody's work, its own included."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from coding.model import Codebook, Coder, Coding, Event
from coding.store import Read, codebooks, codings, history, many, people, progress, projects, sources
from coding.workbench.desk import reads
from coding.workbench.kept import Kept


@dataclass(frozen=True, slots=True)
class Happened:
    """One event as it concerns a source: codings as they stand now, and the ids of those that are gone."""

    event: Event
    codings: tuple[Coding, ...]
    removed: tuple[UUID, ...]
    codes: bool


@dataclass(frozen=True, slots=True)
class News:
    """Everything after a revision, up to `rev`: `more` says that later events follow.

    `book` only where the codebook changed.
    `coders` are the others whose codings are told: somebody may have joined since the page was opened.
    `undo` and `redo` name the verb that would be taken back, or done again.
    `text_version` is the text the source has now: another one than a page shows is to be drawn anew. So is one whose
    turns or speakers were put right since, at last in the revision `repaired`; and one of which something else
    is `hidden` from this person.
    """

    rev: int
    happened: tuple[Happened, ...]
    book: Codebook | None
    finished: bool
    undo: str | None
    redo: str | None
    coders: tuple[Coder, ...] = ()
    more: bool = False
    text_version: int | None = None
    repaired: int = 0
    hidden: str = ""


_KEPT = Kept[tuple[int, News]](256)
"""With the revision at which it was looked: nothing between says anything of the source."""


@reads
def news(tx: Read, source: UUID, rev: int) -> News:
    """What happened to a source (and the codebook) after `rev`.

    An open page asks every second or so, nearly always after nothing has happened.
    """
    newest = projects.rev(tx)
    key = (tx.sight, tx.project_id, rev, tx.actor_id, tx.layer_id, source)
    looked, known = _KEPT.get(key) or (0, None)
    if known is None or known.more or not looked <= newest:
        known = _news(tx, source, rev, newest)
    elif looked < newest:
        # Where many work in one project, most of what happens is of other sources.
        quiet = not history.since(tx, looked, source=source, limit=1)
        known = replace(known, rev=newest) if quiet else _news(tx, source, rev, newest)
    _KEPT.put(key, (newest, known))
    return known


def _news(tx: Read, source: UUID, rev: int, newest: int) -> News:
    events = history.since(tx, rev, source=source) if newest > rev else []
    more = len(events) == history.PAGE and events[-1].rev < newest
    touched = {one.id: _touched(tx, one, source) for one in events}
    live = codings.by_ids(tx, {coding for ids in touched.values() for coding in ids})
    happened = tuple(_happened(one, touched[one.id], live, source) for one in events)
    back, again = _back_and_again(tx, source, rev, newest, None if more else events)
    return News(
        rev=events[-1].rev if more else newest,
        more=more,
        happened=happened,
        book=codebooks.load(tx) if any(one.codes for one in happened) else None,
        finished=progress.is_finished(tx, source, tx.layer_id),
        undo=back,
        redo=again,
        coders=_others(tx, happened),
        text_version=sources.text_version(tx, source),
        repaired=max((one.rev for one in events if _repairs(one, source)), default=0),
        hidden=tx.hidden,
    )


def _back_and_again(
    tx: Read, source: UUID, rev: int, newest: int, events: Sequence[Event] | None
) -> tuple[str | None, str | None]:
    """The verbs that would be taken back, and done again: what others do in between leaves them as they were."""
    key = (tx.sight, tx.project_id, tx.actor_id, tx.layer_id, source)
    looked, *known = _BACK.get(key) or (-1, None, None)
    if rev <= looked <= newest and events is not None:
        late = (one for one in events if one.rev > looked)
        if not any(one.actor == tx.actor_id or one.undoes is not None for one in late):
            _BACK.put(key, (newest, known[0], known[1]))
            return known[0], known[1]
    back = history.undoable(tx, tx.actor_id, source=source)
    again = history.redoable(tx, tx.actor_id, source=source)
    told = history.origin(tx, back).verb if back else None, history.origin(tx, again).verb if again else None
    _BACK.put(key, (newest, *told))
    return told


_BACK = Kept[tuple[int, str | None, str | None]](512)
"""With the revision at which it was looked."""


def _repairs(event: Event, source: UUID) -> bool:
    """Whether an event changed who speaks where in a source."""
    mine = (change for change in event.changes if change.entity in ("turn", "speaker"))
    return any((one.after or one.before or {}).get("source_id") == str(source) for one in mine)


def _others(tx: Read, happened: Sequence[Happened]) -> tuple[Coder, ...]:
    theirs = {coding.coder for one in happened for coding in one.codings} - {tx.layer_id}
    return tuple(people.members_named(tx, theirs)) if theirs else ()


def _touched(tx: Read, event: Event, source: UUID) -> list[UUID]:
    ids: list[UUID] = []
    for change in event.changes:
        if change.entity == "coding":
            ids.append(change.id)
        elif change.entity == "batch:coding":
            ids += codings.of_batch(tx, change.id, source)
        elif change.entity == "many:coding":
            ids += many.within(tx, change, source)
    return ids


def _happened(event: Event, ids: Sequence[UUID], live: dict[UUID, Coding], source: UUID) -> Happened:
    here = tuple(live[one] for one in ids if one in live and live[one].source == source)
    gone = tuple(one for one in ids if one not in live)
    return Happened(event, here, gone, any(change.entity == "code" for change in event.changes))
