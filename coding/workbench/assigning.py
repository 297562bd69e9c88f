"""Who codes what by when, blind or not; further rounds of the same person; how far everybody is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from coding import reduction
from coding.errors import NotFound, NothingAssigned, RoundUnfinished
from coding.model import ALLOWED, Assignment, Coder, Project, Unit
from coding.store import Read, Write, assignments, cases, layers, people, progress, projects, sources, tallies
from coding.workbench.desk import reads, verb

State = Literal["waiting", "working", "finished"]

STUDENTS_SEE = "students_see_others"
"""The setting that shows students what others coded."""

ROUND = {"id": "{name} · putaran {number}", "en": "{name} · round {number}"}
AGREED = {"id": "Disepakati", "en": "Agreed"}


@dataclass(frozen=True, slots=True)
class Assigned:
    """An assignment with the names in it, how far its coder is, and when they were last seen there."""

    assignment: Assignment
    source: str
    layer: Coder
    state: State
    at: datetime | None = None

    def late(self, today: date) -> bool:
        """Whether it should have been finished before today."""
        return self.state != "finished" and self.assignment.due is not None and self.assignment.due < today


@reads
def list_assignments(tx: Read) -> list[Assigned]:
    """Everything that is assigned, by source."""
    return _assigned(tx)


@reads
def my_assignments(tx: Read) -> list[Assigned]:
    """What is assigned to the actor: what is open first, by the day it is due."""
    mine = [one for one in _assigned(tx) if one.layer.id in tx.layers]
    return sorted(mine, key=lambda one: (one.state == "finished", one.assignment.due or date.max, one.source))


@reads
def my_layers(tx: Read) -> list[Coder]:
    """The layers the actor codes in: their first, and further rounds in their order."""
    first = people.get(tx.conn, tx.actor_id)
    return [*([first] if first else []), *layers.rounds(tx, tx.actor_id)]


def _assigned(tx: Read) -> list[Assigned]:
    coders = {member.coder.id: member.coder for member in people.members(tx)}
    names = {id_: name for name, id_ in sources.names(tx).items()}
    done, worked = assignments.done(tx), assignments.worked_at(tx)
    return [
        Assigned(one, names[one.source], coders[one.layer], _state(key in done, key in worked), worked.get(key))
        for one in assignments.load(tx)
        if one.layer in coders and (key := (one.source, one.layer))
    ]


def _state(finished: bool, begun: bool) -> State:
    return "finished" if finished else "working" if begun else "waiting"


@verb("assign")
def assign(
    tx: Write,
    chosen: Sequence[UUID],
    layer: UUID,
    *,
    due: date | None = None,
    blind: bool = False,
    unit: Unit | None = None,
    note: str = "",
) -> int:
    """Give sources to a coder, as one act, or change what was said of that; gives how many (NotFound)."""
    _codes(tx, layer)
    if not chosen:
        raise NothingAssigned
    for source in chosen:
        sources.facts(tx, source)
        assignments.put(tx, Assignment(None, source, layer, due, blind, unit, note.strip()))
    return len(chosen)


@verb("unassign", "assign")
def unassign(tx: Write, chosen: Sequence[UUID], layer: UUID) -> int:
    """Take sources from a coder; what they coded stays. Gives how many (NothingAssigned)."""
    many = sum(assignments.drop(tx, source, layer) for source in chosen)
    if not many:
        raise NothingAssigned
    return many


def _codes(tx: Read, layer: UUID) -> None:
    """Refuse whoever does not code here: the agreed layer, and members who read."""
    further = layers.get(tx, layer)
    person = (further.person if further else layer) or layer
    if people.role(tx, person) not in ALLOWED["code"]:
        raise NotFound(what="coder")


@verb("begin_round", "code")
def begin_round(tx: Write, chosen: Sequence[UUID]) -> Coder:
    """Code sources once more: an empty layer, in which the rounds before stay hidden until each source is finished.

    RoundUnfinished where the round before is not done; NothingAssigned without sources.
    """
    if not chosen:
        raise NothingAssigned
    person = people.get(tx.conn, tx.actor_id)
    assert person
    before = [person, *layers.rounds(tx, person.id)]
    for source in chosen:
        name = sources.facts(tx, source).name
        if not progress.is_finished(tx, source, before[-1].id):
            raise RoundUnfinished(source=name)
    number = before[-1].round + 1
    made = layers.begin_round(tx, person, number, ROUND[_here(tx).language].format(name=person.name, number=number))
    for source in chosen:
        assignments.put(tx, Assignment(None, source, made.id, None, blind=True))
    return made


@verb("show_others", "edit_project")
def show_others(tx: Write, shown: bool, *, version: int | None = None) -> None:
    """Let students see what others coded where they are not blind to it, or their own work only."""
    projects.change(tx, {"settings": {**_here(tx).settings, STUDENTS_SEE: shown}}, version=version)


@reads
def draw_sources(tx: Read, share: float, seed: int) -> list[UUID]:
    """Sources for a second coder: a share at random within each kind of informant; the same seed draws the same."""
    kinds = {case.key: reduction.kind_of(case) for case in cases.load(tx)}
    heard = tallies.informants(tx)
    return reduction.draw_sources(
        {
            source: " ".join(sorted({kinds.get(key, "") for key in heard.get(source, ())}))
            for source in sources.names(tx).values()
        },
        share,
        seed,
    )


def _here(tx: Read) -> Project:
    found = projects.get(tx)
    assert found
    return found
