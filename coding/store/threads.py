"""What people say to each other about things of a project."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.errors import NotFound
from coding.model import AboutKind, Comment, Thread
from coding.store.changes import Read, Write, insert, live, remove, update
from coding.store.tables import coder, coding, comment, review, thread

_AT_ONCE = 5000


def _thread(m: Any) -> Thread:
    names = ("id", "about", "on_id", "said", "question", "settled", "coder_id", "made_at", "version")
    return Thread(*(m[name] for name in names))


def _comment(m: Any) -> Comment:
    mentions = tuple(map(UUID, m["mentions"]))
    return Comment(m["id"], m["thread_id"], m["text"], mentions, m["coder_id"], m["made_at"], m["version"])


def _live(tx: Read) -> tuple[sa.ColumnElement[bool], ...]:
    return thread.c.project_id == tx.project_id, thread.c.deleted_at.is_(None)


def load(tx: Read, *, about: AboutKind | None = None, on: Collection[UUID] | None = None) -> list[Thread]:
    """The threads, the newest first; of one kind of thing, or of these things."""
    where = [*_live(tx)]
    if about is not None:
        where.append(thread.c.about == about)
    if on is not None:
        where.append(thread.c.on_id.in_(list(on)[:_AT_ONCE]))
    rows = tx.all(sa.select(thread).where(*where).order_by(thread.c.made_at.desc(), thread.c.id))
    return [_thread(row._mapping) for row in rows]


def get(tx: Read, thread_id: UUID) -> Thread:
    """One of them (NotFound, also where it is about a coding that is hidden; one that was removed is still there)."""
    one = _thread(live(tx, "thread", thread_id))
    if one.about == "coding":
        here = (coding.c.project_id == tx.project_id, coding.c.id == one.on)
        if tx.one(sa.select(coding.c.id).where(*here)) is None:
            raise NotFound(what="thread")
    return one


def touched_by(tx: Read, coder_id: UUID) -> set[UUID]:
    """The threads that somebody began, settled or opened again last."""
    mine = sa.or_(thread.c.coder_id == coder_id, thread.c.changed_by == coder_id)
    return {row.id for row in tx.all(sa.select(thread.c.id).where(*_live(tx), mine))}


def open_questions(tx: Read) -> list[Thread]:
    """The questions that wait for a supervisor, the oldest first."""
    here = _live(tx)
    waiting = (thread.c.question.is_(True), thread.c.settled.is_(False))
    rows = tx.all(sa.select(thread).where(*here, *waiting).order_by(thread.c.made_at, thread.c.id))
    return [_thread(row._mapping) for row in rows]


def begin(tx: Write, one: Thread) -> None:
    """Store a new thread, by whom and when it says, else by this act's person now."""
    values = {"id": one.id, "about": one.about, "on_id": one.on, "said": one.said, "question": one.question}
    when = {"settled": one.settled, "coder_id": one.coder or tx.actor_id, "made_at": one.made_at or tx.at}
    insert(tx, "thread", {**values, **when})


def settle(tx: Write, thread_id: UUID, settled: bool, *, version: int | None = None) -> None:
    """Close a thread, or open it again (Conflict)."""
    update(tx, "thread", thread_id, {"settled": settled}, version=version)


def comments(tx: Read, threads: Collection[UUID]) -> dict[UUID, list[Comment]]:
    """Thread → what was said in it, the oldest first."""
    wanted, found = list(threads), dict[UUID, list[Comment]]()
    here = (comment.c.project_id == tx.project_id, comment.c.deleted_at.is_(None))
    for first in range(0, len(wanted), _AT_ONCE):
        some = comment.c.thread_id.in_(wanted[first : first + _AT_ONCE])
        query = sa.select(comment).where(*here, some).order_by(comment.c.made_at, comment.c.id)
        for row in tx.all(query):
            found.setdefault(row.thread_id, []).append(_comment(row._mapping))
    return found


def said_since(tx: Read, at: datetime | None) -> list[Comment]:
    """What was said after an instant, the oldest first."""
    here = [comment.c.project_id == tx.project_id, comment.c.deleted_at.is_(None), *_live(tx)]
    if at is not None:
        here.append(comment.c.made_at > at)
    of = sa.and_(thread.c.project_id == comment.c.project_id, thread.c.id == comment.c.thread_id)
    rows = tx.all(sa.select(comment).join(thread, of).where(*here).order_by(comment.c.made_at, comment.c.id))
    return [_comment(row._mapping) for row in rows]


def get_comment(tx: Read, comment_id: UUID) -> Comment:
    """One thing that was said (NotFound)."""
    return _comment(live(tx, "comment", comment_id))


def say(tx: Write, one: Comment) -> None:
    """Store a new comment, by whom and when it says, else by this act's person now."""
    values = {"id": one.id, "thread_id": one.thread, "text": one.text, "mentions": [str(id_) for id_ in one.mentions]}
    insert(tx, "comment", {**values, "coder_id": one.coder or tx.actor_id, "made_at": one.made_at or tx.at})


def reword(tx: Write, comment_id: UUID, text: str, mentions: Collection[UUID], *, version: int | None = None) -> None:
    """Give a comment other words (Conflict)."""
    update(tx, "comment", comment_id, {"text": text, "mentions": [str(id_) for id_ in mentions]}, version=version)


def unsay(tx: Write, comment_id: UUID) -> None:
    """Mark a comment deleted."""
    remove(tx, "comment", comment_id)


def drop(tx: Write, thread_id: UUID) -> None:
    """Mark a thread deleted."""
    remove(tx, "thread", thread_id)


def heard(tx: Read) -> tuple[int, ...]:
    """Numbers that are others as soon as anybody says, settles, takes back or decides anything."""
    found: list[int] = []
    for table in (comment, thread, review):
        query = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(table.c.version), 0))
        row = tx.one(query.where(table.c.project_id == tx.project_id))
        found += [int(row[0]), int(row[1])] if row else []
    return tuple(found)


def names(tx: Read) -> Mapping[UUID, str]:
    """Everybody who said something here, by name."""
    spoke = sa.union(
        sa.select(comment.c.coder_id).where(comment.c.project_id == tx.project_id),
        sa.select(thread.c.coder_id).where(thread.c.project_id == tx.project_id),
    )
    return {row.id: row.name for row in tx.all(sa.select(coder.c.id, coder.c.name).where(coder.c.id.in_(spoke)))}
