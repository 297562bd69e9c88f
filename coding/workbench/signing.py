"""Milestones that are signed off: a print of exactly what stood there, and what of it is another since."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from coding.errors import MilestoneEmpty, Refused
from coding.model import MILESTONES, Milestone, Signoff
from coding.store import Read, Write, people, projects, signoffs
from coding.store.restore import under
from coding.workbench.desk import Actor, reads, verb
from coding.workbench.kept import Kept
from coding.workbench.visiting import UNDER

_NOW = Kept[dict[str, list[object]]](64)


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed off, by whom, and the parts that are another now, with how many things they had and have."""

    one: Signoff
    name: str
    changed: tuple[tuple[str, int, int], ...]

    @property
    def stands(self) -> bool:
        """Whether everything it covers still says the same."""
        return not self.changed


def sign_off(actor: Actor, project: UUID, milestone: Milestone, note: str = "") -> UUID:
    """Sign a milestone off as it is now; gives its id. Nobody takes it back by undo (MilestoneEmpty, Refused).

    It is printed before it is signed: nobody's work waits for that.
    """
    return keep_signoff(actor, project, print_milestone(actor, project, milestone), note)


@dataclass(frozen=True, slots=True)
class Printed:
    """What a milestone covers, as it was at a revision."""

    milestone: Milestone
    parts: Mapping[str, list[object]]
    rev: int


@reads
def print_milestone(tx: Read, milestone: Milestone) -> Printed:
    """The print of each part that a milestone covers (MilestoneEmpty, Refused)."""
    if milestone not in MILESTONES:
        raise Refused(why=milestone)
    parts = _contents(tx, milestone)
    if not parts[signoffs.NEEDS[milestone]][0]:
        raise MilestoneEmpty
    return Printed(milestone, parts, projects.rev(tx))


@verb("sign_off")
def keep_signoff(tx: Write, printed: Printed, note: str = "") -> UUID:
    """Keep what was signed off."""
    whole = signoffs.whole(printed.parts)
    one = Signoff(uuid4(), printed.milestone, printed.parts, whole, printed.rev, note.strip())
    signoffs.add(tx, one)
    return one.id


def _ids(tx: Read) -> Callable[[UUID], UUID] | None:
    """In a copy that came in a file under other ids: those that things have where they came from."""
    here = projects.get(tx)
    key = (here.settings.get(UNDER) or {}).get("key") if here else None
    return (lambda one: under(UUID(key), one)) if key else None


@reads
def list_signoffs(tx: Read) -> list[Signed]:
    """Everything signed off, the newest first, each held against what stands there now."""
    return signed(tx)


def signed(tx: Read) -> list[Signed]:
    """Of a transaction: everything signed off, the newest first."""
    there = signoffs.load(tx)
    now: dict[str, Mapping[str, list[object]]] = {}
    for milestone in {one.milestone for one in there}:
        now[milestone] = _contents(tx, milestone)
    return [Signed(one, _name(tx, one.coder), _changed(one, now[one.milestone])) for one in there]


def _name(tx: Read, coder: UUID | None) -> str:
    found = people.get(tx.conn, coder) if coder else None
    return found.name if found else "?"


def _contents(tx: Read, milestone: Milestone) -> dict[str, list[object]]:
    key = (tx.sight, tx.project_id, projects.rev(tx), milestone)
    if (kept := _NOW.get(key)) is None:
        kept = signoffs.contents(tx, milestone, _ids(tx))
        _NOW.put(key, kept)
    return kept


def _changed(one: Signoff, now: Mapping[str, list[object]]) -> tuple[tuple[str, int, int], ...]:
    found = []
    for part, (count, print_) in one.contents.items():
        there = now.get(part, [0, ""])
        if there[1] != print_:
            found.append((part, int(count), int(str(there[0]))))
    return tuple(found)
