"""What people do with tactics: look at a proposition in many ways, conclude, keep that, see whether it still rests."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from coding.conclusion import Found
from coding.errors import Refused, ResultChanged
from coding.model import CONCLUDES, Concludes, Verification
from coding.store import Read, Write, conclusions, projects, verifications
from coding.workbench.card_standing import prints_now
from coding.workbench.desk import reads, verb
from coding.workbench.kept import Kept
from coding.workbench.trying import Tried, tried

MOST_CODINGS = 200
"""So many codings of a row are kept with a result; how many there were, its numbers say."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What was kept, and whether what it rests on has changed since."""

    one: Verification
    stale: bool


_TRIED = Kept[Tried](32)
"""What was found last, as long as nothing in the project has changed: a page is put up anew at each touch."""


@reads
def run_tactic(tx: Read, proposition: UUID, key: str, options: Mapping[str, str] | None = None) -> Tried:
    """What a tactic finds of a proposition (NotFound, TacticUnknown, TacticOptionMissing, TacticOptionInvalid).

    A code may be chosen by key or id.
    """
    one = conclusions.get_proposition(tx, proposition)
    place = (tx.conn.engine.url, tx.project_id, projects.rev(tx), tx.actor_id, one.id, key, _ordered(options or {}))
    found = _TRIED.get(place)
    if found is None:
        found = tried(tx, one, key, options or {})
        _TRIED.put(place, found)
    return found


def _ordered(options: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(options.items()))


@verb("keep_verification", "conclude")
def keep_verification(
    tx: Write,
    proposition: UUID,
    key: str,
    concludes: Concludes,
    *,
    options: Mapping[str, str] | None = None,
    note: str = "",
    seen: str | None = None,
) -> UUID:
    """Keep what a tactic finds with what somebody concludes from it; gives its id.

    `seen` is the print of the result that was looked at (ResultChanged where it is another now).
    """
    _concluding(concludes)
    found = tried(tx, conclusions.get_proposition(tx, proposition), key, options or {})
    if seen is not None and seen != found.print:
        raise ResultChanged
    one = Verification(
        uuid4(), proposition, key, concludes, found.options, _short(found.found), note.strip(), found.print
    )
    verifications.add(tx, one)
    return one.id


@verb("change_verification", "conclude")
def change_verification(
    tx: Write, verification: UUID, concludes: Concludes, note: str, *, version: int | None = None
) -> None:
    """Conclude something else from what was found (NotFound; Conflict where somebody was first)."""
    _concluding(concludes)
    verifications.change(tx, verification, concludes, note.strip(), version=version)


def _concluding(concludes: str) -> None:
    if concludes not in CONCLUDES:
        raise Refused(why=concludes)


@verb("drop_verification", "conclude")
def drop_verification(tx: Write, verification: UUID) -> None:
    """Take away what was kept (NotFound)."""
    verifications.drop(tx, verification)


@reads
def list_verifications(
    tx: Read, propositions: Collection[UUID] | None = None, *, results: bool = True
) -> list[Standing]:
    """What was kept of these propositions, or of all, if need be without what was found; the newest first."""
    return standing(tx, propositions, results=results)


def standing(tx: Read, propositions: Collection[UUID] | None = None, *, results: bool = True) -> list[Standing]:
    """Of a transaction: what was kept, each with whether it is to be looked at again."""
    kept = verifications.of(tx, propositions, results=results)
    now = prints_now(tx, kept)
    return [Standing(one, now[one.id] != one.print) for one in kept]


def _short(found: Found) -> Mapping[str, Any]:
    return Found(found.figures, tuple(replace(row, codings=row.codings[:MOST_CODINGS]) for row in found.rows)).as_json()
