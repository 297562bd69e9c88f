"""From what was kept of tactics to the excerpts it was concluded from, and back; to the propositions it tested."""

import re
from collections.abc import Collection
from uuid import UUID

from coding.store import Read, trails, verifications
from coding.workbench.kept import Kept

_ID = re.compile(r'"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"')

_RESTED = Kept[frozenset[str]](4096)
"""Card → the ids in its rows. What was found is never changed, only what was concluded from it."""


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
    return [(card, UUID(coding)) for card, some in _rested(tx, cards).items() for coding in sorted(some)]


def cards_on(tx: Read, codings: Collection[UUID]) -> list[trails.Step]:
    """The cards in whose rows these codings stand."""
    wanted = {str(one): one for one in codings}
    there = _rested(tx, [card for card, _tested in verifications.tested(tx)])
    return [(card, wanted[coding]) for card, some in there.items() for coding in some & wanted.keys()]


def _rested(tx: Read, cards: Collection[UUID]) -> dict[UUID, frozenset[str]]:
    """What each card names; a code among its labels is no coding, and is passed over where the walk looks it up."""
    found = {card: _RESTED.get((tx.sight, card)) for card in cards}
    for card, text in verifications.found_texts(tx, [card for card, some in found.items() if some is None]):
        found[card] = frozenset(_ID.findall(text))
        _RESTED.put((tx.sight, card), found[card] or frozenset())
    return {card: some or frozenset() for card, some in found.items()}
