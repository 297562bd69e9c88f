"""From what was kept of tactics to the excerpts it was concluded from, and back; to the propositions it tested."""

from collections.abc import Collection
from uuid import UUID

from coding.conclusion import Found
from coding.store import Read, trails, verifications
from coding.workbench.kept import Kept

_RESTED = Kept[frozenset[UUID]](4096)
"""Card → the codings of its rows. What was found is never changed, only what was concluded from it."""


def cards_of(tx: Read, propositions: Collection[UUID]) -> list[trails.Step]:
    """Proposition → what was kept of testing it."""
    wanted = set(propositions)
    return [(tested, card) for card, tested in verifications.tested(tx) if tested in wanted]


def tested_by(tx: Read, cards: Collection[UUID]) -> list[trails.Step]:
    """The propositions that these cards tested."""
    wanted = set(cards)
    return [(tested, card) for card, tested in verifications.tested(tx) if card in wanted]


def codings_under(tx: Read, cards: Collection[UUID]) -> list[trails.Step]:
    """Card → the codings in its rows, in their order of ids."""
    return [(card, coding) for card, some in _rested(tx, cards).items() for coding in sorted(some)]


def cards_on(tx: Read, codings: Collection[UUID]) -> list[trails.Step]:
    """The cards in whose rows these codings stand."""
    wanted = frozenset(codings)
    there = _rested(tx, [card for card, _tested in verifications.tested(tx)])
    return [(card, coding) for card, some in there.items() for coding in some & wanted]


def _rested(tx: Read, cards: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    found = {card: _RESTED.get((tx.conn.engine.url, card)) for card in cards}
    for one in verifications.by_ids(tx, [card for card, some in found.items() if some is None]):
        rows = Found.from_json(one.result).rows
        found[one.id] = frozenset(UUID(str(coding)) for row in rows for coding in row.codings)
        _RESTED.put((tx.conn.engine.url, one.id), found[one.id] or frozenset())
    return {card: some or frozenset() for card, some in found.items()}
