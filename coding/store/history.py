"""The history read back: what happened since, whether an operation arrived, undo and redo.

An event is *in effect* while nothing that is itself in effect undoes it. Undo takes back a person's newest event in
effect; redo takes back an undo.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.errors import NameTaken, NothingToRedo, NothingToUndo, UndoBlocked, UndoBlockedBy
from coding.model import Change, Event
from coding.store import bonds, many
from coding.store.changes import Read, Write, fields, image, name_of, put_back_many, stored
from coding.store.tables import ENTITIES, event

FINAL = frozenset(
    {
        "create_project",
        "add_coder",
        "begin_round",
        "reset_practice",
        "purge",
        "restore",
        "withdraw",
        "restore_withdrawn",
    }
    | {"freeze", "sign_off", "take_feedback", "measure_agreement"}
    | {"invite_member", "set_member", "remove_member", "renew_link"}
    # Undone they would need the names, and those are not here.
    | {"pseudonymise", "note_pseudonyms", "restore_names", "purge_project"}
)
"""Verbs that are not taken back by pressing undo."""

OF_THE_WHOLE = frozenset({"import_sources", "remove_source", "correct_source", "import_again"})
"""Verbs that undo within a source leave alone: it would take the source from under the person working in it."""

PAGE = 500
"""How many events are read at once."""

_MOST_THINGS = 5000
"""Of more that changed, one by one is no shorter way than all."""

UNCOUNTED = frozenset(
    {
        "project",
        "memo",
        "finished",
        "assignment",
        "keyword",
        "suggestion",
        "theme",
        "reduction",
        "cell",
        "link",
        "summary",
    }
    | {"display", "entry", "concept_map", "concept", "tie"}
    | {"proposition", "verdict", "advice", "ground", "verification", "section"}
    | {"example", "code_split", "code_choice"}
    | {"pack", "answer", "withdrawal", "freeze"}
    | {"review", "thread", "comment", "visit", "signoff", "sample"}
    | {"agreement", "adjudication"}
)
"""What counts of codings do not rest on."""

GIVING = ("code", "code_anew", "accept", "recode")
"""Verbs by which a person gives words a code, one at a time."""

LATELY = 400
"""So many of a person's latest acts tell which codes they are using."""

_UNIQUE = {"source": "name", "code": "folded"}

DERIVED: Mapping[str, frozenset[str]] = {"coding": frozenset({"speaker_id"}), "source": frozenset({"turn_count"})}
"""What a row says because of the turns: never taken back, for it is worked out again from what stands then."""

REPAIRS = ("split_turn", "join_turns", "give_turns", "give_label")
"""Verbs that change the turns of the text a source has."""


def _event(row: sa.Row[*tuple[Any, ...]]) -> Event:
    m = fields(row)
    changes = tuple(Change(c["entity"], UUID(c["id"]), c["before"], c["after"]) for c in m["changes"])
    return Event(m["id"], m["rev"], m["actor_id"], m["at"], m["verb"], changes, m["source_id"], m["op_id"], m["undoes"])


def by_op(tx: Read, actor: UUID, op_id: UUID) -> Event | None:
    """The event of an operation the browser made, if it has arrived."""
    mine = (event.c.project_id == tx.project_id, event.c.actor_id == actor, event.c.op_id == op_id)
    row = tx.one(sa.select(event).where(*mine))
    return _event(row) if row else None


_SINCE = sa.select(event).where(event.c.project_id == sa.bindparam("project"), event.c.rev > sa.bindparam("behind"))
_SINCE = _SINCE.order_by(event.c.rev).limit(sa.bindparam("most"))
_SINCE_OF = _SINCE.where(sa.or_(event.c.source_id == sa.bindparam("of"), event.c.source_id.is_(None)))
"""Put together once: every open page asks every second or so."""


def since(tx: Read, rev: int, *, source: UUID | None = None, limit: int | None = None) -> list[Event]:
    """The events after `rev`, oldest first; of one source, those that concern no single source come along."""
    asked: dict[str, object] = {"project": tx.project_id, "behind": rev, "most": limit or PAGE}
    query = _SINCE if source is None else _SINCE_OF
    rows = tx.conn.execute(query, asked if source is None else {**asked, "of": source}).all()
    return [_event(row) for row in rows]


def walked_back(tx: Read, rev: int, *, but: Sequence[str] = ()) -> Iterator[tuple[int, Sequence[Mapping[str, Any]]]]:
    """The changes of each act after `rev`, the newest first, as they are written; without the acts of some verbs."""
    before: int | None = None
    here = [event.c.project_id == tx.project_id, event.c.rev > rev, event.c.verb.not_in(list(but))]
    while True:
        older = [] if before is None else [event.c.rev < before]
        query = sa.select(event.c.rev, event.c.changes).where(*here, *older).order_by(event.c.rev.desc()).limit(PAGE)
        rows = tx.all(query)
        for row in rows:
            yield row[0], row[1]
        if len(rows) < PAGE:
            return
        before = rows[-1][0]


def at(tx: Read, rev: int) -> datetime | None:
    """When a revision was made, or the last one before it that this person may see."""
    here = (event.c.project_id == tx.project_id, event.c.rev <= rev)
    row = tx.one(sa.select(event.c.at).where(*here).order_by(event.c.rev.desc()).limit(1))
    return row.at if row else None


def last_of_others(tx: Read) -> datetime | None:
    """When anybody else last did something here."""
    here = (event.c.project_id == tx.project_id, event.c.actor_id != tx.actor_id)
    row = tx.one(sa.select(event.c.at).where(*here).order_by(event.c.rev.desc()).limit(1))
    return row.at if row else None


def noted(tx: Read, verb: str, field: str, value: str) -> bool:
    """Whether an act of this verb noted this value of the project."""
    here = (event.c.project_id == tx.project_id, event.c.verb == verb)
    rows = tx.all(sa.select(event.c.changes).where(*here))
    images = (change["after"] or {} for (changes,) in rows for change in changes if change["entity"] == "project")
    return any(image.get(field) == value for image in images)


def count_of_others(tx: Read, rev: int) -> int:
    """How many acts others did after a revision."""
    here = (event.c.project_id == tx.project_id, event.c.actor_id != tx.actor_id, event.c.rev > rev)
    row = tx.one(sa.select(sa.func.count()).select_from(event).where(*here))
    return int(row[0]) if row else 0


def revs_of(tx: Read, verb: str) -> dict[datetime, int]:
    """When something was done by a verb → the revision it made; of two at one instant, the earlier."""
    here = (event.c.project_id == tx.project_id, event.c.verb == verb)
    rows = tx.all(sa.select(event.c.at, event.c.rev).where(*here).order_by(event.c.rev.desc()))
    return {row[0]: row[1] for row in rows}


def codes_used(tx: Read, actor: UUID, many: int) -> list[UUID]:
    """The codes a person gave last, newest first; looked for in their latest few hundred acts."""
    mine = (event.c.project_id == tx.project_id, event.c.actor_id == actor)
    acts = sa.select(event.c.id, event.c.verb).where(*mine).order_by(event.c.rev.desc()).limit(LATELY).subquery()
    coded = sa.select(event.c.changes).join(acts, acts.c.id == event.c.id).where(acts.c.verb.in_(GIVING))
    found: dict[str, None] = {}
    for (changes,) in tx.all(coded.order_by(event.c.rev.desc()).limit(PAGE // 5)):
        for change in reversed(changes):
            if change["entity"] == "coding" and (change["after"] or {}).get("code_id"):
                found.setdefault(str(change["after"]["code_id"]))
        if len(found) >= many:
            break
    return [UUID(code) for code in list(found)[:many]]


def codes_since(tx: Read, rev: int) -> frozenset[UUID] | None:
    """The codes whose codings changed after `rev`; None where what they are counted by changed, or too much did."""
    return _since(tx, rev, "code_id")


def sources_since(tx: Read, rev: int) -> frozenset[UUID] | None:
    """The sources whose codings changed after `rev`; None as with `codes_since`."""
    return _since(tx, rev, "source_id")


def _since(tx: Read, rev: int, column: str) -> frozenset[UUID] | None:
    where = (event.c.project_id == tx.project_id, event.c.rev > rev)
    rows = tx.all(sa.select(event.c.changes).where(*where).order_by(event.c.rev).limit(PAGE + 1))
    if len(rows) > PAGE:
        return None
    found = set()
    for (changes,) in rows:
        for one in changes:
            if one["entity"].removeprefix(many.PREFIX) in UNCOUNTED:
                continue
            images = [image for image in (one["before"], one["after"]) if image is not None]
            if one["entity"] != "coding" or not all(column in image for image in images):
                return None
            found |= {UUID(image[column]) for image in images}
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Since:
    """What changed after a revision: things of each kind; of which kinds some came or went, or a batch did."""

    things: Mapping[str, Set[UUID]]
    came_or_went: Set[str]
    batches: Set[str]


def changed_since(tx: Read, rev: int) -> Since | None:
    """What changed after `rev`; None where too much did to be told one by one."""
    where = (event.c.project_id == tx.project_id, event.c.rev > rev)
    rows = tx.all(sa.select(event.c.changes).where(*where).order_by(event.c.rev).limit(PAGE + 1))
    if len(rows) > PAGE or sum(len(changes) for (changes,) in rows) > _MOST_THINGS:
        return None
    things: dict[str, set[UUID]] = {}
    moving, batches = set(), set()
    for (changes,) in rows:
        for one in changes:
            if one["entity"].startswith(many.PREFIX):
                return None
            kind = one["entity"].removeprefix("batch:")
            things.setdefault(kind, set()).add(UUID(one["id"]))
            if not (one["before"] and one["after"]):
                moving.add(kind)
            if kind != one["entity"]:
                batches.add(kind)
    return Since(things, moving | batches, batches)


def only_report_since(tx: Read, rev: int) -> bool:
    """Whether something changed after `rev`, and nothing but sections of the report and what they rest on."""
    where = (event.c.project_id == tx.project_id, event.c.rev > rev)
    rows = tx.all(sa.select(event.c.changes).where(*where).order_by(event.c.rev).limit(PAGE + 1))
    return 0 < len(rows) <= PAGE and all(_of_report(one) for (changes,) in rows for one in changes)


def _of_report(change: Any) -> bool:
    image = change["after"] or change["before"] or {}
    return change["entity"] == "section" or (change["entity"] == "ground" and image.get("owner_kind") == "section")


def latest(tx: Read, *, before: int | None = None, limit: int = 50) -> list[Event]:
    """The newest events first, a page at a time (`before` = the last rev seen)."""
    where = [event.c.project_id == tx.project_id]
    if before is not None:
        where.append(event.c.rev < before)
    return [_event(row) for row in tx.all(sa.select(event).where(*where).order_by(event.c.rev.desc()).limit(limit))]


def _leaves() -> sa.Select[*tuple[Any, ...]]:
    """Events that nothing takes back, newest first."""
    later = event.alias("later")
    query = sa.select(event).outerjoin(later, later.c.undoes == event.c.id).where(later.c.id.is_(None))
    return query.order_by(event.c.rev.desc()).limit(1)


def _mine(query: sa.Select[*tuple[Any, ...]]) -> tuple[sa.Select[*tuple[Any, ...]], sa.Select[*tuple[Any, ...]]]:
    """The same of a person's events, and of those of a source."""
    mine = event.c.actor_id == sa.bindparam("actor")
    query = query.where(event.c.project_id == sa.bindparam("project"), mine, event.c.verb.not_in(FINAL))
    return query, query.where(event.c.source_id == sa.bindparam("of"), event.c.verb.not_in(OF_THE_WHOLE))


_UNDOABLE = _mine(_leaves().where(event.c.verb != "undo"))
_NEWEST = _mine(
    sa.select(event.c.rev).where(event.c.verb.not_in(("undo", "redo"))).order_by(event.c.rev.desc()).limit(1)
)
_REDOABLE = _mine(_leaves().where(event.c.verb == "undo", event.c.rev > sa.bindparam("behind")))


def _newest(
    tx: Read, queries: tuple[sa.Select[*tuple[Any, ...]], ...], actor: UUID, source: UUID | None, **more: int
) -> sa.Row[*tuple[Any, ...]] | None:
    asked: dict[str, object] = {"project": tx.project_id, "actor": actor, **more}
    if source is None:
        return tx.conn.execute(queries[0], asked).first()
    return tx.conn.execute(queries[1], {**asked, "of": source}).first()


def undoable(tx: Read, actor: UUID, *, source: UUID | None = None, op_id: UUID | None = None) -> Event | None:
    """What undo would take back now: the newest, or the one with this operation's id."""
    queries = _UNDOABLE if op_id is None else tuple(one.where(event.c.op_id == op_id) for one in _UNDOABLE)
    row = _newest(tx, queries, actor, source)
    return _event(row) if row else None


def redoable(tx: Read, actor: UUID, *, source: UUID | None = None) -> Event | None:
    """What redo would do again now: the newest undo that nothing new came after, be it undone itself."""
    fresh = _newest(tx, _NEWEST, actor, source)
    row = _newest(tx, _REDOABLE, actor, source, behind=fresh.rev if fresh else 0)
    return _event(row) if row else None


def origin(tx: Read, one: Event) -> Event:
    """The event that a chain of undo and redo is about in the end."""
    while one.undoes is not None:
        row = tx.one(sa.select(event).where(event.c.id == one.undoes, event.c.project_id == tx.project_id))
        if row is None:
            break
        one = _event(row)
    return one


def of_verb(tx: Read, source_id: UUID, *verbs: str) -> list[tuple[Event, bool]]:
    """What was done to a source by these verbs, oldest first, and whether it is in effect.

    An act on several sources at once has none of its own: it counts where it changed this one.
    """
    mine = sa.or_(event.c.source_id == source_id, event.c.source_id.is_(None))
    here = (event.c.project_id == tx.project_id, mine)
    rows = tx.all(sa.select(event).where(*here, event.c.verb.in_(verbs)).order_by(event.c.rev))
    backs = sa.select(event.c.id, event.c.undoes).where(*here, event.c.undoes.is_not(None)).order_by(event.c.rev.desc())
    taken: set[UUID] = set()
    for row in tx.all(backs):
        if row.id not in taken:
            taken.add(row.undoes)
    there = [(_event(row), row.id not in taken) for row in rows]
    return [one for one in there if one[0].source or source_id in touched([one[0]], "source")]


def holding(tx: Read, verbs: Sequence[str], since: datetime | None, until: datetime) -> list[Event]:
    """What was done by these verbs after one instant, up to another, and is in effect; oldest first."""
    here = [event.c.project_id == tx.project_id, event.c.at <= until]
    if since is not None:
        here.append(event.c.at > since)
    rows = tx.all(sa.select(event).where(*here, event.c.verb.in_(verbs)).order_by(event.c.rev))
    backs = sa.select(event.c.id, event.c.undoes).where(*here, event.c.undoes.is_not(None)).order_by(event.c.rev.desc())
    taken: set[UUID] = set()
    for row in tx.all(backs):
        if row.id not in taken:
            taken.add(row.undoes)
    return [_event(row) for row in rows if row.id not in taken]


def repaired_since(tx: Read, source_ids: Set[UUID], rev: int) -> set[UUID]:
    """Those of these sources in which who speaks where may be another since a revision."""
    verbs = event.c.verb.in_((*REPAIRS, "edit_speaker", "undo", "redo"))
    rows = tx.all(sa.select(event.c.source_id).where(event.c.project_id == tx.project_id, event.c.rev > rev, verbs))
    touched = {row.source_id for row in rows if row.source_id is not None}
    return set(source_ids) & touched


def last_on(tx: Read, verb: str, entity: str, row_id: UUID) -> Event | None:
    """The newest act of a verb that changed a row."""
    where = (event.c.project_id == tx.project_id, event.c.verb == verb)
    rows = tx.all(sa.select(event).where(*where).order_by(event.c.rev.desc()))
    return next((one for one in map(_event, rows) if row_id in touched([one], entity)), None)


def take_back(tx: Write, target: Event) -> None:
    """Take back an act, whoever did it (UndoBlocked where somebody built on it)."""
    _take_back(tx, target)


def undo(tx: Write, *, source: UUID | None = None, op_id: UUID | None = None) -> Event:
    """Take back a person's newest event in effect (NothingToUndo; UndoBlocked where somebody built on it)."""
    target = undoable(tx, tx.actor_id, source=source, op_id=op_id)
    if target is None or _of_another_round(tx, target):
        raise NothingToUndo
    _take_back(tx, target)
    return target


def redo(tx: Write, *, source: UUID | None = None) -> Event:
    """Do the newest undone event again."""
    target = redoable(tx, tx.actor_id, source=source)
    if target is None or _of_another_round(tx, target):
        raise NothingToRedo
    _take_back(tx, target)
    return target


def _of_another_round(tx: Write, target: Event) -> bool:
    """Whether an act stands in another layer of the actor than the one they are in: that is not what they see."""
    others = {str(one) for one in tx.layers - {tx.layer_id}}
    images = (change.after or change.before or {} for change in target.changes)
    return any(image.get("coder_id") in others for image in images)


_CALLED = ("quote", "title", "name", "heading", "text", "statement", "summary", "label", "key")
_CALLED_BY = 60


def called(images: Iterable[Mapping[str, Any] | None]) -> str:
    """What the first thing of these images that has a name, or words, is called; shortened."""
    for one in images:
        for name in _CALLED:
            said = (one or {}).get(name)
            words = next(iter(said.values()), "") if isinstance(said, dict) else said
            if isinstance(words, str) and words.strip():
                line = " ".join(words.split())
                return line if len(line) <= _CALLED_BY else f"{line[: _CALLED_BY - 1].rstrip()}…"
    return ""


def _take_back(tx: Write, target: Event) -> None:
    try:
        _put_back_all(tx, target)
    except UndoBlockedBy:
        raise
    except UndoBlocked as blocked:
        if what := called(image for change in target.changes for image in (change.after, change.before)):
            raise UndoBlockedBy(who=blocked.values["who"], what=what) from blocked
        raise


def _put_back_all(tx: Write, target: Event) -> None:
    heard = [change for change in target.changes if not _derived_only(change)]
    for entity, some in groupby(heard, lambda change: change.entity):
        _unchanged_since(tx, entity, list(some))
    _not_repaired_since(tx, target)
    for entity, some in groupby(reversed(heard), lambda change: change.entity):
        changes = list(some)
        if entity.startswith("batch:"):
            for change in changes:
                _flip_batch(tx, change, target)
        elif entity.startswith(many.PREFIX):
            for change in changes:
                many.take_back(tx, change)
        elif entity in _UNIQUE:
            # One by one: a name may be free only once another row has given it back.
            for change in changes:
                _names_free(tx, change)
                put_back_many(tx, entity, [change])
        else:
            put_back_many(tx, entity, changes)
    bonds.check(tx, tx.changes)
    tx.undoes = target.id
    tx.source_id = target.source


def _said(entity: str, image: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """What an image says of itself."""
    derived = DERIVED.get(entity)
    return {name: one for name, one in image.items() if name not in derived} if image and derived else image


def _derived_only(change: Change) -> bool:
    both = change.before is not None and change.after is not None and change.entity in DERIVED
    return both and _said(change.entity, change.before) == _said(change.entity, change.after)


def _not_repaired_since(tx: Write, target: Event) -> None:
    """Refuse to give a source another text whose present one somebody else has repaired the turns of since."""
    for change in target.changes:
        if change.entity != "source" or not (change.before and change.after):
            continue
        if change.before["text_version"] != change.after["text_version"]:
            for one, holds in of_verb(tx, change.id, *REPAIRS):
                if holds and one.rev > target.rev and one.actor != tx.actor_id:
                    raise UndoBlocked(who=name_of(tx, one.actor))


def _unchanged_since(tx: Write, entity: str, changes: Sequence[Change]) -> None:
    """Refuse where rows of one kind no longer are what the event left."""
    if entity.startswith("batch:"):
        for change in changes:
            _batch_unchanged(tx, change)
        return
    if entity.startswith(many.PREFIX):
        for change in changes:
            many.unchanged_since(tx, change)
        return
    table = ENTITIES[entity]
    rows = stored(tx, entity, [change.id for change in changes])
    for change in changes:
        found = rows.get(change.id)
        if found is None:
            raise UndoBlocked(who="?")
        now = None if found["deleted_at"] is not None else image(table, found)
        if _said(entity, now) != _said(entity, change.after):
            who, what = name_of(tx, found["changed_by"]), called((change.after, change.before))
            raise UndoBlockedBy(who=who, what=what) if what else UndoBlocked(who=who)


def _batch_unchanged(tx: Write, change: Change) -> None:
    table = ENTITIES[change.entity.removeprefix("batch:")]
    others = (table.c.batch_id == change.id, table.c.project_id == tx.project_id, table.c.changed_by != tx.actor_id)
    row = tx.one(sa.select(table.c.changed_by).where(*others))
    if row:
        raise UndoBlocked(who=name_of(tx, row.changed_by))


def _names_free(tx: Write, change: Change) -> None:
    """Refuse to bring back a name, or a code's key, that somebody has taken meanwhile."""
    column = _UNIQUE.get(change.entity)
    if column is None or change.before is None:
        return
    table = ENTITIES[change.entity]
    where = [table.c.project_id == tx.project_id, table.c[column] == change.before[column], table.c.id != change.id]
    if change.entity == "source":
        where.append(table.c.deleted_at.is_(None))
    if tx.one(sa.select(table.c.id).where(*where)):
        raise NameTaken(name=change.before[column])


def _flip_batch(tx: Write, change: Change, target: Event) -> None:
    """Take a whole batch out, or bring back what an undo took out (not what a person removed one by one)."""
    table = ENTITIES[change.entity.removeprefix("batch:")]
    taking_out = change.before is None
    standing = table.c.deleted_at.is_(None) if taking_out else table.c.deleted_at == target.at
    tx.conn.execute(
        sa.update(table)
        .where(table.c.batch_id == change.id, table.c.project_id == tx.project_id, standing)
        .values(deleted_at=tx.at if taking_out else None, version=table.c.version + 1, changed_by=tx.actor_id)
    )
    tx.changes.append(Change(change.entity, change.id, change.after, change.before))
    if not taking_out:
        bonds.check_batch(tx, change.id)


def touched(events: Sequence[Event], entity: str) -> set[UUID]:
    """The ids of one kind of row that these events changed."""
    return {change.id for one in events for change in one.changes if change.entity == entity}
