"""What people do with tactics: look at a proposition in many ways, conclude, keep that, see whether it still rests."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from coding.conclusion import Found
from coding.conclusion.staleness import Because
from coding.errors import Refused, ResultChanged
from coding.model import CONCLUDES, Concludes, Verification
from coding.store import Read, Write, conclusions, projects, trails, verifications
from coding.workbench.card_standing import prints_now
from coding.workbench.card_trails import codings_under
from coding.workbench.claims import Progress
from coding.workbench.conclusions import what_is_stale
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
    because: tuple[Because, ...] = ()


_TRIED = Kept[Tried](32)
"""What was found last, as long as nothing in the project has changed: a page is put up anew at each touch."""


@reads
def run_tactic(
    tx: Read,
    proposition: UUID,
    key: str,
    options: Mapping[str, str] | None = None,
    *,
    progress: Progress = lambda _share: None,
) -> Tried:
    """What a tactic finds of a proposition (NotFound, TacticUnknown, TacticOptionMissing, TacticOptionInvalid).

    A code may be chosen by key or id.
    """
    one = conclusions.get_proposition(tx, proposition)
    place = (tx.sight, tx.project_id, projects.rev(tx), tx.actor_id, one.id, key, _ordered(options or {}))
    found = _TRIED.get(place)
    if found is None:
        found = tried(tx, one, key, options or {}, progress=progress)
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
    why = stale_cards(tx, kept)
    return [Standing(one, one.id in why, why.get(one.id, ())) for one in kept]


def stale_cards(tx: Read, cards: Sequence[Verification]) -> dict[UUID, tuple[Because, ...]]:
    """Of a transaction: those of these cards that would find something else now, and why.

    First what changed under their propositions or is gone from their rows; then that the result reads otherwise.
    """
    now = prints_now(tx, cards)
    there = [one for one in cards if now[one.id] != one.print]
    if not there:
        return {}
    below = what_is_stale(tx)
    rested = codings_under(tx, [one.id for one in there])
    alive = trails.rows(tx, "coding", {coding for _card, coding in rested})
    # An id in a row may be that of a code: only what was a coding can be gone.
    gone = trails.rows(tx, "coding", {coding for _card, coding in rested if coding not in alive}, gone=True)
    found = {}
    for one in there:
        mine = [Because("coding", coding, "gone") for card, coding in rested if card == one.id and coding in gone]
        own = Because("verification", one.id, "changed")
        found[one.id] = tuple(dict.fromkeys((*below.get(one.proposition, ()), *mine, own)))
    return found


def _short(found: Found) -> Mapping[str, Any]:
    return Found(found.figures, tuple(replace(row, codings=row.codings[:MOST_CODINGS]) for row in found.rows)).as_json()
