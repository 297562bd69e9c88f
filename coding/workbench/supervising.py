"""All the projects somebody supervises, side by side: how far each is, and who needs help first.

Only what has an index, or is kept counted, is read: the page is opened often, and there may be thirty projects.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from coding.model import Project, Role
from coding.store import (
    Read,
    conclusions,
    grounds,
    history,
    milestones,
    people,
    projects,
    reviews,
    threads,
    visits,
)
from coding.workbench.conclusions import moved_conclusions
from coding.workbench.desk import Actor, allow, now
from coding.workbench.visiting import UNDER

Stage = Literal["project", "transcript", "codebook", "tagging", "reduction", "display", "conclusion", "report"]
SUPERVISING: tuple[Role, ...] = ("supervisor", "owner")
IDLE = timedelta(days=14)
"""After so long without work, somebody may have got stuck."""


@dataclass(frozen=True, slots=True)
class Guided:
    """A project as its supervisor sees it from afar.

    `students` are those who code in it. `sources` and `finished` count sources, and those that somebody finished;
    `stale` and `unsupported` conclusions. `news` are the acts since the last visit, None where there was none.
    `came` says of whom and when it came in a file.
    """

    project: Project
    role: Role
    students: tuple[str, ...]
    stage: Stage
    sources: int
    finished: int
    questions: int
    changed: int
    stale: int
    unsupported: int
    news: int | None
    visited_at: datetime | None
    active_at: datetime | None
    came: tuple[str, str] | None = None

    def need(self, at: datetime) -> tuple[int, int, int, int, int]:
        """How much somebody is needed here at an instant, to be compared: more first.

        A question outweighs everything, then what changed under a state that was given, then conclusions that do not
        hold, then long silence, then mere news.
        """
        idle = self.active_at is not None and at - self.active_at > IDLE
        unseen = 1 if self.news is None else self.news
        return self.questions, self.changed, self.stale + self.unsupported, int(idle), unseen


def supervised(actor: Actor) -> list[Guided]:
    """The projects that somebody supervises or owns, whoever needs help most first."""
    with actor.store.read() as tx:
        mine = projects.of(tx.conn, actor.id)
    found = [one for each in mine if (one := _looked_at(actor, each)) is not None]
    at = now()
    return sorted(found, key=lambda one: (*(-each for each in one.need(at)), one.project.name.casefold()))


def _looked_at(actor: Actor, one: Project) -> Guided | None:
    with actor.store.read(one.id, actor.id) as tx:
        role = people.role(tx, actor.id)
        if role not in SUPERVISING:
            return None
        allow(tx, "read")
        return _guided(tx, one, role)


def _guided(tx: Read, one: Project, role: Role) -> Guided:
    there = milestones.reached(tx)
    last = visits.last(tx, tx.actor_id)
    came = one.settings.get(UNDER)
    stale, unsupported = _doubtful(tx)
    return Guided(
        project=one,
        role=role,
        students=_students(tx),
        stage=_stage(there),
        sources=there.get("transcript", 0),
        finished=milestones.finished_sources(tx),
        questions=len(threads.open_questions(tx)),
        changed=reviews.changed(tx),
        stale=stale,
        unsupported=unsupported,
        news=history.count_of_others(tx, last.rev) if last else None,
        visited_at=last.made_at if last else None,
        active_at=history.last_of_others(tx),
        came=(str(came.get("name", "")), str(came.get("at", ""))) if came else None,
    )


_ORDER: tuple[Stage, ...] = ("transcript", "codebook", "tagging", "reduction", "display", "conclusion", "report")


def _stage(there: dict[str, int]) -> Stage:
    """The furthest part of the work in which there is anything."""
    return next((one for one in reversed(_ORDER) if there.get(one)), "project")


def _students(tx: Read) -> tuple[str, ...]:
    """Who works in it, as far as they are somebody else: students, or where there are none, those who may code."""
    members = [one for one in people.members(tx) if one.coder.kind == "person" and one.coder.id != tx.actor_id]
    students = [one.coder.name for one in members if one.role == "student"]
    return tuple(students or [one.coder.name for one in members if one.role in ("owner", "researcher")])


def _doubtful(tx: Read) -> tuple[int, int]:
    """How many conclusions are stale, as far as it is known without counting displays anew; how many lack support."""
    rests = grounds.tally(tx)
    propositions = [one for one in conclusions.propositions(tx) if one.status != "rejected"]
    others = [*(one.id for one in conclusions.verdicts(tx).values()), *(one.id for one in conclusions.advices(tx))]
    if not propositions and not others:
        return 0, 0
    stale = moved_conclusions(tx)
    unsupported = sum("for" not in rests.get(one.id, {}) for one in propositions)
    unsupported += sum(not rests.get(one) for one in others)
    wanted = [*(each.id for each in propositions), *others]
    return sum(one in stale for one in wanted), unsupported
