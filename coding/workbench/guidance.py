"""Supervision by file, without a server: a project as it is given to a supervisor, and what comes back of it.

A supervisor's copy keeps the ids of the student's project where they are free, else it has them under a key that it
keeps. So what is said of a thing in the copy is said of the same thing in the project, however often either was saved.
"""

import json
import zipfile
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal
from uuid import UUID, uuid4

from coding import review as stage
from coding.errors import FeedbackForeign, NotUnderGuidance
from coding.exchange.guidance import Feedback, read_feedback, write_feedback
from coding.model import Change, Project, Review, Thread
from coding.store import (
    Read,
    Store,
    Write,
    codebooks,
    codings,
    history,
    outsiders,
    people,
    projects,
    purging,
    reviews,
    search_index,
    signoffs,
    threads,
    visits,
)
from coding.store.backup import MANIFEST, write_backup
from coding.store.restore import Archive, open_backup, read_backup, under
from coding.workbench.backups import free_name, let_in_nobody_else
from coding.workbench.desk import Actor, allow, now, reads, verb
from coding.workbench.talking import things
from coding.workbench.visiting import UNDER

Because = Literal["gone", "code gone", "changed", "thread gone", "taken"]


@dataclass(frozen=True, slots=True)
class Left:
    """What did not fit as it was said, with its words: `changed` was taken all the same, the others were not."""

    kind: Literal["review", "thread", "comment"]
    words: str
    because: Because


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a supervisor's feedback: how many of each came in, and what did not fit.

    `before` says that this very feedback was opened already.
    """

    by: str
    made_at: datetime
    states: int = 0
    comments: int = 0
    visits: int = 0
    signoffs: int = 0
    settled: int = 0
    left: tuple[Left, ...] = ()
    before: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A project that came in a guidance file. `carried` is what was said in the copy that it took the place of."""

    project: Project
    by: str
    saved_at: str
    carried: Taken | None = None


# -- to the supervisor ----------------------------------------------------------------------------


def save_guidance(actor: Actor, project: UUID, path: Path) -> None:
    """Save a project for its supervisor, without the key of names (TargetExists, NotWritable, DiskFull)."""
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "backup")
        told = {"by": str(actor.id), "name": actor.coder.name, "at": now().isoformat()}
        write_backup(tx, path, {UNDER: told})


def open_guidance(actor: Actor, path: Path) -> Opened:
    """Open a project that a student saved, to supervise it (BackupDamaged, NewerSchema).

    It takes the place of the copy that the same student's earlier file made: what was said there is carried over.
    """
    with open_backup(path) as archive:
        told = _told(path, archive)
        earlier = _earlier(actor, told)
        said = _feedback(actor, earlier) if earlier else None
        made = _restore(actor, archive, told)
    carried = _take(actor, made.id, said) if said else None
    if earlier:
        _erase(actor.store, actor.id, earlier.id)
    return Opened(made, told["name"], told["at"], carried)


def _told(path: Path, archive: Archive) -> dict[str, Any]:
    """Whose project it is; a plain backup says nothing of that, and is taken for the same person's each time."""
    with zipfile.ZipFile(path) as file:
        manifest = json.loads(file.read(MANIFEST))
    told = manifest.get(UNDER, {})
    if not isinstance(told, dict):
        raise TypeError
    by = UUID(str(told["by"])) if "by" in told else UUID(int=0)
    name, at = str(told.get("name", ""))[:120], str(told.get("at", ""))
    at = datetime.fromisoformat(at).isoformat() if at else ""
    rev = int(manifest["project"]["rev"])
    return {"of": str(archive.project_id), "by": str(by), "name": name, "at": at, "rev": rev}


def _earlier(actor: Actor, told: dict[str, Any]) -> Project | None:
    """The copy of the same project of the same person that this actor supervises, if there is one."""
    with actor.store.read() as tx:
        roles = people.projects_of(tx.conn, actor.id)
        mine = [one for one in projects.of(tx.conn, actor.id) if roles.get(one.id) == "supervisor"]
    for one in mine:
        there = one.settings.get(UNDER) or {}
        if (there.get("of"), there.get("by")) == (told["of"], told["by"]):
            return one
    return None


def _restore(actor: Actor, archive: Archive, told: dict[str, Any]) -> Project:
    key = uuid4()
    with actor.store.write(archive.project_id, actor.id, "restore", now()) as tx:
        taken = {one.name for one in projects.of(tx.conn, actor.id)}
        here = read_backup(tx, archive, key=key, apart=True)
        found = projects.get(tx)
        assert found
        wanted = f"{found.name} · {told['name']}" if told["name"] else found.name
        name = free_name(wanted, taken) if wanted in taken else wanted
        mark = {**told, "key": str(key) if here != archive.project_id else None}
        projects.change(tx, {"name": name[:200], "settings": {**found.settings, UNDER: mark}})
        let_in_nobody_else(tx)
        people.join(tx.conn, tx.project_id, actor.id, "supervisor")
        made = projects.get(tx)
        assert made
    return made


def _erase(store: Store, actor: UUID, project: UUID) -> None:
    """A copy whose place another one took: of the transcripts in it nothing stays."""
    with store.write(project, actor, "purge_project", now()) as tx:
        counts = purging.erase_project(tx)
        search_index.rebuild(tx.conn)
        tx.changes.append(Change("project", project, {"purged": counts}, None))


@reads
def under_guidance(tx: Read) -> dict[str, Any] | None:
    """Whose project it is and when it was saved, where it came in a guidance file."""
    here = projects.get(tx)
    return here.settings.get(UNDER) if here else None


# -- and back -------------------------------------------------------------------------------------


def save_feedback(actor: Actor, project: UUID) -> bytes:
    """All that this supervisor said in a copy, as the file that the student opens (NotUnderGuidance)."""
    with actor.store.read() as tx:
        mine = {one.id: one for one in projects.of(tx.conn, actor.id)}
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "review")
    if not (mine[project].settings.get(UNDER)):
        raise NotUnderGuidance
    return write_feedback(_feedback(actor, mine[project]))


def _feedback(actor: Actor, copy: Project) -> Feedback:
    """What this person said in a copy, under the ids of the project it is a copy of."""
    mark = copy.settings[UNDER]
    own = _mapping(mark.get("key"))
    with actor.store.read(copy.id, actor.id) as tx:
        said = [one for one in reviews.load(tx).values() if one.coder == actor.id]
        spoken = threads.load(tx)
        lines = [one for some in threads.comments(tx, [t.id for t in spoken]).values() for one in some]
        mine = [one for one in lines if one.coder == actor.id]
        touched = threads.touched_by(tx, actor.id) | {one.thread for one in mine}
        began = [one for one in spoken if one.id in touched]
        seen = [one for one in visits.load(tx) if one.coder == actor.id]
        signed = [one for one in signoffs.load(tx) if one.coder == actor.id]
        named = {actor.id, *(one.coder for one in began if one.coder), *(who for one in mine for who in one.mentions)}
        names = {id_: found.name for id_ in named if (found := people.get(tx.conn, id_))}
    dates = [one.made_at for some in (said, began, mine, seen, signed) for one in some if one.made_at]
    return Feedback(
        project=UUID(mark["of"]),
        name=copy.name,
        by=actor.id,
        made_at=max(dates, default=datetime.fromisoformat(mark["at"]) if mark["at"] else now()),
        people=names,
        reviews=tuple(replace(one, id=own(one.id), coding=own(one.coding), code=own(one.code)) for one in said),
        threads=tuple(replace(one, id=own(one.id), on=own(one.on)) for one in began),
        comments=tuple(
            replace(
                one,
                id=own(one.id),
                thread=own(one.thread),
                mentions=tuple(id_ for id_ in one.mentions if id_ in names),
            )
            for one in mine
        ),
        visits=tuple(replace(one, id=own(one.id)) for one in seen),
        signoffs=tuple(replace(one, id=own(one.id)) for one in signed),
    )


def _mapping(key: str | None) -> Callable[[UUID], UUID]:
    """Id in the copy → id in the project it is of, and back."""
    return (lambda one: under(UUID(key), one)) if key else (lambda one: one)


def open_feedback(actor: Actor, project: UUID, data: bytes, name: str = "") -> Taken:
    """Take in what a supervisor said of a project, though it was worked on meanwhile; twice it changes nothing.

    FeedbackBroken, FeedbackNewer; FeedbackForeign where it is of another project.
    """
    return _take(actor, project, read_feedback(data, name))


def _take(actor: Actor, project: UUID, feedback: Feedback) -> Taken:
    taken: Taken = take_feedback(actor, project, feedback)
    return taken


@verb("take_feedback", "review")
def take_feedback(tx: Write, feedback: Feedback) -> Taken:
    """Put a supervisor's words into a project (FeedbackForeign); what does not fit is told, and nothing is changed."""
    here = projects.get(tx)
    mark = (here.settings.get(UNDER) or {}) if here else {}
    if feedback.project != tx.project_id and str(feedback.project) != mark.get("of"):
        raise FeedbackForeign(name=feedback.name)
    print_ = sha256(write_feedback(feedback)).hexdigest()
    by = feedback.people[feedback.by]
    if history.noted(tx, "take_feedback", "feedback", print_):
        return Taken(by, feedback.made_at, before=True)
    told = _Taking(tx, feedback, _mapping(mark.get("key"))).take()
    tx.changes.append(Change("project", tx.project_id, None, {"feedback": print_}))
    return replace(told, by=by)


class _Taking:
    """Feedback on its way into a project."""

    def __init__(self, tx: Write, feedback: Feedback, own: Callable[[UUID], UUID]) -> None:
        self.tx, self.feedback, self.own = tx, feedback, own
        self.left: list[Left] = []
        self.people: dict[UUID, UUID] = {}

    def take(self) -> Taken:
        states = self._states()
        begun, settled = self._threads()
        comments = self._comments(begun)
        seen = [
            replace(one, id=self.own(one.id), coder=self._person(one.coder))
            for one in self._fresh("visit", self.feedback.visits)
        ]
        for visit in seen:
            visits.add(self.tx, visit)
        signed = [
            replace(one, id=self.own(one.id), coder=self._person(one.coder), by_file=True)
            for one in self._fresh("signoff", self.feedback.signoffs)
        ]
        for one in signed:
            signoffs.add(self.tx, one)
        left = tuple(self.left)
        return Taken("", self.feedback.made_at, states, comments, len(seen), len(signed), settled, left)

    def _person(self, coder: UUID | None) -> UUID:
        """Who somebody in the file is here; made where they are not known. Nobody is the same by name alone."""
        assert coder
        if coder not in self.people:
            found = people.get(self.tx.conn, coder)
            self.people[coder] = found.id if found else outsiders.add_apart(self.tx, coder, self.feedback.people[coder])
        return self.people[coder]

    def _fresh(self, entity: str, some: Iterable[Any]) -> list[Any]:
        """Those whose id no row has, here or in another project."""
        rows = list(some)
        taken = outsiders.taken(self.tx, entity, [self.own(one.id) for one in rows])
        return [one for one in rows if self.own(one.id) not in taken]

    def _states(self) -> int:
        count = 0
        said = {self.own(one.coding): one for one in self.feedback.reviews}
        live = codings.by_ids(self.tx, said)
        there = reviews.of(self.tx, said)
        codes = codebooks.ids(self.tx)
        for coding, one in said.items():
            assert one.made_at
            before = there.get(coding)
            if before and before.made_at and before.made_at >= one.made_at:
                continue
            if coding not in live:
                self.left.append(Left("review", one.quote, "gone"))
                continue
            if self.own(one.code) not in codes:
                self.left.append(Left("review", one.quote, "code gone"))
                continue
            new = replace(one, id=uuid4(), coding=coding, code=self.own(one.code), coder=self._person(one.coder))
            if self._moved(new, before) and stage.changed(new, live[coding]):
                self.left.append(Left("review", one.quote, "changed"))
            reviews.put(self.tx, new)
            count += 1
        return count

    def _moved(self, new: Review, before: Review | None) -> bool:
        """Whether it says something else than what is said already."""
        return before is None or (before.state, before.quote, before.code) != (new.state, new.quote, new.code)

    def _threads(self) -> tuple[set[UUID], int]:
        """The threads that are there now, and how many were settled."""
        settled = 0
        wanted = {self.own(one.id): one for one in self.feedback.threads}
        there = {one.id: one for one in threads.load(self.tx)}
        fresh = {self.own(one.id) for one in self._fresh("thread", wanted.values())}
        here = {(one.about, self.own(one.on)) for one in wanted.values()}
        exist = {about: things(self.tx, about, [on for kind, on in here if kind == about]) for about, _on in here}
        for id_, one in wanted.items():
            on = self.own(one.on)
            if id_ in fresh:
                if on not in exist[one.about]:
                    self.left.append(Left("thread", one.said, "gone"))
                    continue
                made = replace(one, id=id_, on=on, coder=self._person(one.coder))
                threads.begin(self.tx, made)
                there[id_] = made
            elif id_ in there and one.settled and not there[id_].settled and not self._answered(there[id_]):
                threads.settle(self.tx, id_, settled=True)
                settled += 1
            elif id_ not in there:
                self.left.append(Left("thread", one.said, "gone"))
        return set(there), settled

    def _answered(self, one: Thread) -> bool:
        """Whether somebody went on talking after the supervisor had spoken."""
        said = threads.comments(self.tx, [one.id]).get(one.id, [])
        return any(each.made_at and each.made_at > self.feedback.made_at for each in said)

    def _comments(self, begun: Collection[UUID]) -> int:
        fresh = self._fresh("comment", self.feedback.comments)
        count = 0
        for one in fresh:
            thread = self.own(one.thread)
            if thread not in begun:
                self.left.append(Left("comment", one.text, "thread gone"))
                continue
            mentions = tuple(self._person(id_) for id_ in one.mentions if id_ in self.feedback.people)
            made = replace(one, id=self.own(one.id), thread=thread, coder=self._person(one.coder), mentions=mentions)
            threads.say(self.tx, made)
            count += 1
        return count
