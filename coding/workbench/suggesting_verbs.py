"""What a person does with a suggestion: accept, reject, give another code, pass over; and what the ledger says."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from coding.errors import ProjectNotFound, Refused, TextCorrected
from coding.model import Coding, Fate, Offer, Origin, Status, Told
from coding.store import Read, Write, ledger, projects, sources
from coding.store import material as rows
from coding.suggestion.anchoring import ENOUGH, Anchoring, Seen, anchoring
from coding.workbench.codings import NewCoding, add_codings
from coding.workbench.desk import reads, verb
from coding.workbench.suggesting_material import shares_half
from coding.workbench.suggesting_report import decided

ENOUGH_TO_COMPARE = ENOUGH
"""Segments each of both groups needs before they are compared."""

_ORIGIN: dict[str, Origin] = {"keywords": "keyword", "classifier": "classifier"}


@verb("show_offers", "code")
def show_offers(tx: Write, offers: Sequence[Offer], *, seconds: float | None = None) -> None:
    """Log that the actor was shown these, or the bare words of blind ones; once however often it comes."""
    for source in {one.source for one in offers}:
        sources.facts(tx, source)
    ledger.show(tx, offers, seconds=seconds)


@verb("accept", "code")
def accept(
    tx: Write,
    offer: Offer,
    coding_id: UUID,
    *,
    start: int | None = None,
    end: int | None = None,
    status: Status | None = None,
    limited: bool | None = None,
    seconds: float | None = None,
) -> Coding:
    """Make a coding of a suggestion, on its segment or narrower, with the proposed status unless another is chosen."""
    return _take(tx, offer, "accepted", offer.code, coding_id, start, end, status, limited, seconds)


@verb("change", "code")
def change(
    tx: Write,
    offer: Offer,
    code: UUID,
    coding_id: UUID,
    *,
    start: int | None = None,
    end: int | None = None,
    seconds: float | None = None,
) -> Coding:
    """Give the segment another code than the suggested one."""
    return _take(tx, offer, "changed", code, coding_id, start, end, None, None, seconds)


@verb("accept_many", "code")
def accept_many(tx: Write, many: Sequence[tuple[Offer, UUID]]) -> list[Coding]:
    """Accept several suggestions as one act."""
    made = [_take(tx, offer, "accepted", offer.code, coding_id) for offer, coding_id in many]
    if len({one.source for one in made}) != 1:
        tx.source_id = None
    return made


@verb("reject", "code")
def reject(tx: Write, offer: Offer, *, seconds: float | None = None) -> None:
    """Say that a suggestion is wrong; what is learned next knows it."""
    _decide(tx, offer, "rejected", seconds)


@verb("skip", "code")
def skip(tx: Write, offer: Offer, *, seconds: float | None = None) -> None:
    """Pass a suggestion over, undecided."""
    _decide(tx, offer, "skipped", seconds)


def _take(
    tx: Write,
    offer: Offer,
    fate: Fate,
    code: UUID,
    coding_id: UUID,
    start: int | None = None,
    end: int | None = None,
    status: Status | None = None,
    limited: bool | None = None,
    seconds: float | None = None,
) -> Coding:
    """A coding and the suggestion's fate, together."""
    origin = _ORIGIN[offer.method] if fate == "accepted" else "hand"
    wanted = NewCoding(code, offer.start if start is None else start, offer.end if end is None else end, coding_id)
    same = fate == "accepted"
    said: dict[str, Any] = {
        "status": status or (offer.status if same else None),
        "limited": (offer.limited and same) if limited is None else limited,
    }
    detail = {"suggestion": str(offer.id), "model": str(offer.model) if offer.model else None}
    (made,) = add_codings(tx, offer.source, [wanted], origin=origin, said=said, detail=detail if same else None)
    _decide(tx, offer, fate, seconds, made.id)
    return made


def _decide(tx: Write, offer: Offer, fate: Fate, seconds: float | None, coding: UUID | None = None) -> None:
    """Write a fate into the ledger's line, which is made where there is none yet."""
    facts = sources.facts(tx, offer.source)
    if facts.text_version != offer.text_version:
        raise TextCorrected(source=facts.name)
    tx.source_id = offer.source
    ledger.show(tx, [offer])
    there = ledger.get(tx, offer.id)
    if there.coder != tx.layer_id:
        raise Refused(why=str(offer.id))
    given = {one.code for one in rows.spans(tx, [tx.layer_id], offer.source) if _on(offer, one.start, one.end)}
    values: dict[str, Any] = {"fate": fate, "coding_id": coding, "given": sorted(map(str, given))}
    if seconds is not None:
        values["seconds"] = seconds
    ledger.decide(tx, offer.id, values)


def _on(offer: Offer, start: int, end: int) -> bool:
    return shares_half(start, end, offer.start, offer.end)


@verb("put_suggestion_settings", "edit_project")
def put_suggestion_settings(
    tx: Write, *, blind_share: float | None = None, accepted_error: float | None = None, version: int | None = None
) -> None:
    """Store the share of segments shown without suggestions, and the share of wrong suggestions that is accepted.

    Of the latter 1 means that any number is: nothing is held back.
    """
    project = projects.get(tx)
    if project is None:
        raise ProjectNotFound(name=tx.project_id)
    chosen = {"blind_share": blind_share, "accepted_error": accepted_error}
    for name, share in chosen.items():
        if share is not None and not 0 <= share <= 1:
            raise Refused(why=f"{name} = {share}")
    given = {name: share for name, share in chosen.items() if share is not None}
    projects.change(tx, {"settings": {**project.settings, **given}}, version=version)


# -- the ledger -----------------------------------------------------------------------------------


@reads
def suggestion_ledger(tx: Read, source: UUID | None = None, *, mine: bool = True) -> list[Told]:
    """What was shown and what became of it, in the order it was shown."""
    return ledger.load(tx, source=source, coder=tx.layer_id if mine else None)


@reads
def led(tx: Read) -> Anchoring:
    """Whether the coders agree with suggestions more often where they see them."""
    return anchoring(
        [
            Seen(one.line.offer.blind, str(one.line.offer.code), frozenset(map(str, one.codes)), one.seconds)
            for one in decided(tx, ledger.load(tx))
        ]
    )
