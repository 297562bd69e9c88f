"""Which kept results of tactics no longer hold: printed anew only where something they look at was touched since.

Each was right when it was kept; from there, or from where it was last looked at, the history tells what was touched.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from coding.conclusion import chosen, tactic
from coding.errors import CodingError
from coding.model import Codebook, Ground, Proposition, Verification
from coding.store import Read, Write, codebooks, conclusions, grounds, history, projects, trails
from coding.workbench.kept import Kept
from coding.workbench.trying import Gatherer, tried

_ASIDE = frozenset(
    {"finished", "keyword", "suggestion", "theme", "link", "summary", "display", "entry", "concept_map", "concept"}
    | {"tie", "advice", "verification", "section", "example", "code_split", "code_choice", "freeze"}
    | {"review", "thread", "comment", "visit", "signoff", "sample", "agreement", "adjudication"}
)
"""What no tactic looks at."""

_BY_ITSELF = frozenset({"coding", "ground", "proposition", "verdict", "reduction", "memo"})
"""Of these, a change touches only what looks at just that; of anything else, everything."""

_ASIDE_VERBS = (
    *("keep_verification", "change_verification", "drop_verification"),
    *("begin_section", "write_section", "confirm_section", "drop_section", "move_section", "freeze"),
)
"""Acts on nothing else, that need not be read."""

_PRINTS = Kept[tuple[int, str]](4096)
"""Card → the revision it was looked at last, and what it would have printed then."""


def prints_now(tx: Read, cards: Sequence[Verification]) -> dict[UUID, str]:
    """Of a transaction: each of these cards → the print of what its tactic finds now; none where it can't be run."""
    here, rev = f"{tx.sight} {tx.project_id}", projects.rev(tx)
    begun = _begun(tx, here, cards)
    found = {one.id: begun[one.id][1] for one in cards if one.id in begun and begun[one.id][0] == rev}
    rest = [one for one in cards if one.id not in found]
    there = conclusions.some_propositions(tx, {one.proposition for one in rest})
    since = {one.id: begun[one.id][0] for one in rest if one.id in begun}
    touched = _touched(tx, [one for one in rest if one.id in since], there, since)
    gatherer = Gatherer(tx)
    for one in rest:
        if one.id in since and one.id not in touched:
            found[one.id] = begun[one.id][1]
        else:
            found[one.id] = _print_now(tx, there[one.proposition], one, gatherer)
        if not isinstance(tx, Write):
            # What a verb sees before it is done may still be taken back.
            _PRINTS.put((here, one.id), (rev, found[one.id]))
    return found


def _begun(tx: Read, here: str, cards: Collection[Verification]) -> dict[UUID, tuple[int, str]]:
    """Card → the newest revision of which it is known what it prints, and that; from when it was kept at least."""
    known = {one.id: kept for one in cards if (kept := _PRINTS.get((here, one.id))) is not None}
    if len(known) < len(cards):
        kept_at = history.revs_of(tx, "keep_verification")
        for one in cards:
            if one.id not in known and one.made_at in kept_at:
                known[one.id] = kept_at[one.made_at], one.print
    return known


def _print_now(tx: Read, proposition: Proposition, one: Verification, gatherer: Gatherer) -> str:
    try:
        return tried(tx, proposition, one.tactic, one.options, gatherer, plain=True).print
    except CodingError:
        # A code or an attribute it looked at is gone: what it rested on certainly is.
        return ""


# -- what was touched -----------------------------------------------------------------------------


@dataclass(slots=True)
class _Changed:
    """What changed since some revision, gathered going back."""

    codes: set[UUID] = field(default_factory=set)
    codings: set[UUID] = field(default_factory=set)
    owners: set[UUID] = field(default_factory=set)
    things: set[UUID] = field(default_factory=set)
    everything: bool = False

    def put(self, changes: Iterable[Mapping[str, Any]]) -> None:
        """Lay the changes of an act to it."""
        for one in changes:
            kind = one["entity"]
            if kind.removeprefix("batch:") in _ASIDE:
                continue
            images = [image for image in (one["before"], one["after"]) if image is not None]
            needed = {"coding": "code_id", "ground": "owner_id"}.get(kind)
            if kind not in _BY_ITSELF or (needed and not all(needed in image for image in images)):
                self.everything = True
                return
            if kind == "coding":
                self.codings.add(UUID(one["id"]))
                self.codes |= {UUID(image["code_id"]) for image in images}
            elif kind == "ground":
                self.owners |= {UUID(image["owner_id"]) for image in images}
            else:
                self.things.add(UUID(one["id"]))


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a card looks at: conclusions, what these rest on, codes; `wide`, or through what is not told, any coding."""

    chain: frozenset[UUID]
    on: frozenset[UUID]
    codes: frozenset[UUID]
    wide: bool

    def touched(self, by: _Changed) -> bool:
        """Whether any of it changed."""
        if by.everything or (by.codings and self.wide):
            return True
        mine = (by.owners | by.things) & self.chain or (by.things | by.codings) & self.on
        return bool(mine or by.codes & self.codes)


def _touched(
    tx: Read, cards: Collection[Verification], there: Mapping[UUID, Proposition], since: Mapping[UUID, int]
) -> set[UUID]:
    """Those of these cards that look at something that changed after the revision each is known of."""
    if not cards:
        return set()
    waiting = sorted(cards, key=lambda one: since[one.id])
    changed, scopes = _Changed(), _Scopes(tx, there)
    found: set[UUID] = set()
    back = history.walked_back(tx, since[waiting[0].id], but=_ASIDE_VERBS)
    rev, changes = next(back, (-1, ()))
    while waiting and not changed.everything:
        one = waiting.pop()
        while rev > since[one.id] and not changed.everything:
            changed.put(changes)
            rev, changes = next(back, (-1, ()))
        if scopes.of(one).touched(changed):
            found.add(one.id)
    # So much changed, or something that all look at: the older ones are all to be printed.
    return found | {one.id for one in waiting}


class _Scopes:
    """The scopes of cards: of a proposition that many tested, what it rests on is looked up once."""

    def __init__(self, tx: Read, there: Mapping[UUID, Proposition]) -> None:
        self._there = there
        self._book: Codebook = codebooks.load(tx)
        self._rests = _rests(tx, there)
        codings = {on.on for some in self._rests.values() for on in some if on.kind == "coding"}
        meant = [on.on for some in self._rests.values() for on in some if on.kind == "reduction"]
        self._below: dict[UUID, tuple[UUID, ...]] = {}
        self._under: dict[UUID, set[UUID]] = {}
        for upper, lower in trails.under_statements(tx, meant):
            self._under.setdefault(upper, set()).add(lower)
        # Only what speaks of no code of its own speaks of those of its evidence.
        bare = any(not one.codes and not one.indicator for one in there.values())
        every = list(codings.union(*self._under.values())) if bare else []
        self._codes = {id_: row["code_id"] for id_, row in trails.rows(tx, "coding", every, gone=True).items()}

    def of(self, card: Verification) -> _Scope:
        """What this card looks at."""
        one = self._there[card.proposition]
        chain, on, untold = {one.id}, set[UUID](), False
        waiting = [one.id]
        while waiting:
            for each in self._rests.get(waiting.pop(), ()):
                on.add(each.on)
                untold = untold or each.kind in ("cell", "memo")
                on |= self._under.get(each.on, set())
                if each.kind in ("proposition", "verdict") and each.on not in chain:
                    chain.add(each.on)
                    waiting.append(each.on)
        codes = {*one.codes, *([one.indicator] if one.indicator else [])}
        if not codes:
            codes = {self._codes[id_] for id_ in on if id_ in self._codes}
        codes |= _chosen(card)
        for code in codes - self._below.keys():
            self._below[code] = self._book.below(code)
        under = frozenset(each for code in codes for each in self._below[code])
        return _Scope(frozenset(chain), frozenset(on), under, untold or tactic(card.tactic).wide)


def _chosen(card: Verification) -> set[UUID]:
    return {one for one in chosen(tactic(card.tactic), card.options).values() if isinstance(one, UUID)}


def _rests(tx: Read, there: Collection[UUID]) -> dict[UUID, list[Ground]]:
    """The grounds of these conclusions, and of all that these rest on."""
    found: dict[UUID, list[Ground]] = {}
    waiting = set(there)
    while waiting:
        some = grounds.by(grounds.of(tx, waiting), lambda one: one.owner)
        found |= {owner: some.get(owner, []) for owner in waiting}
        leads = {one.on for each in some.values() for one in each if one.kind in ("proposition", "verdict")}
        waiting = leads - found.keys()
    return found
