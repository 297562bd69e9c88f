"""What people do with tactics: look at a proposition in many ways, conclude, keep that, see whether it still rests."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from coding.conclusion import Claim, Found, Passage, Tactic, chosen, run, tactic
from coding.errors import CodeNotFound, CodingError, Refused, ResultChanged, TacticOptionInvalid
from coding.model import CONCLUDES, Concludes, Proposition, Verification
from coding.store import Read, Write, cases, codebooks, conclusions, projects, sources, verifications
from coding.workbench.claims import Gathered, gathered
from coding.workbench.desk import reads, verb
from coding.workbench.kept import Kept
from coding.workbench.likeness import alike_to

MOST_CODINGS = 200
"""So many codings of a row are kept with a result; how many there were, its numbers say."""

_LIKE = 3
"""To so many excerpts that speak for it, the weightiest, uncoded passages are held up."""

_MOST_ALIKE = 10


@dataclass(frozen=True, slots=True)
class Tried:
    """What a tactic finds of a proposition now; `options` as they were understood, `print` of all it rests on."""

    tactic: str
    options: Mapping[str, str]
    found: Found
    print: str


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
        found = _tried(tx, one, key, options or {})
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
    found = _tried(tx, conclusions.get_proposition(tx, proposition), key, options or {})
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
def list_verifications(tx: Read, propositions: Collection[UUID] | None = None) -> list[Standing]:
    """What was kept of these propositions, or of all; the newest first."""
    return standing(tx, propositions)


def standing(tx: Read, propositions: Collection[UUID] | None = None) -> list[Standing]:
    """Of a transaction: what was kept, each with whether it is to be looked at again."""
    kept = verifications.of(tx, propositions)
    there = {id_: conclusions.get_proposition(tx, id_) for id_ in {one.proposition for one in kept}}
    gatherer = _Gatherer(tx)
    return [Standing(one, _stale(tx, there[one.proposition], one, gatherer)) for one in kept]


_PRINTS = Kept[str](256)
"""Prints worked out last, as long as nothing in the project has changed."""


def _stale(tx: Read, proposition: Proposition, one: Verification, gatherer: "_Gatherer") -> bool:
    key = (tx.conn.engine.url, tx.project_id, projects.rev(tx), proposition.id, one.tactic, _ordered(one.options))
    now = _PRINTS.get(key)
    if now is None:
        try:
            now = _tried(tx, proposition, one.tactic, one.options, gatherer, plain=True).print
        except CodingError:
            # A code or an attribute it looked at is gone: what it rested on certainly is.
            now = ""
        _PRINTS.put(key, now)
    return now != one.print


# -- a tactic run ---------------------------------------------------------------------------------


class _Gatherer:
    """Claims of a transaction, each gathered once."""

    def __init__(self, tx: Read) -> None:
        self._tx = tx
        self._held: dict[tuple[UUID, bool, tuple[UUID, ...]], Gathered] = {}

    def of(self, one: Proposition, wide: bool, more: Sequence[UUID]) -> Gathered:
        """What `gathered` gathers."""
        key = (one.id, wide, tuple(more))
        if key not in self._held:
            self._held[key] = gathered(self._tx, one, wide=wide, more=more)
        return self._held[key]


def _tried(
    tx: Read,
    proposition: Proposition,
    key: str,
    options: Mapping[str, str],
    gatherer: _Gatherer | None = None,
    *,
    plain: bool = False,
) -> Tried:
    """What a tactic finds; `plain` leaves out what is only held up to be looked at, which the print never rests on."""
    one = tactic(key)
    understood = _understood(tx, one, options)
    values = chosen(one, understood)
    more = [value for name, value in values.items() if isinstance(value, UUID)]
    all_ = (gatherer or _Gatherer(tx)).of(proposition, one.wide, more)
    found = run(key, all_.claim, understood)
    print_ = _print(found, all_.quotes)
    if key == "negative" and not plain:
        found = run(key, replace(all_.claim, alike=_alike(tx, all_.claim)), understood)
    return Tried(key, understood, found, print_)


def _understood(tx: Read, one: Tactic, options: Mapping[str, str]) -> dict[str, str]:
    """The options with codes by id; what was left empty is left out (CodeNotFound, TacticOptionInvalid)."""
    needs = {each.name: each.need for each in one.options}
    told = {name: value for name, value in options.items() if value or needs.get(name) == "label"}
    for name, value in told.items():
        if needs.get(name) == "code":
            code = codebooks.load(tx).find(value)
            if code is None:
                raise CodeNotFound(code=value)
            told[name] = str(code.id)
        elif needs.get(name) == "attribute":
            known = sorted({key for case in cases.load(tx) for key in case.attributes})
            if value not in known:
                raise TacticOptionInvalid(name=name, value=value, known=", ".join(known) or "-")
    return told


def _alike(tx: Read, claim: Claim) -> tuple[Passage, ...]:
    """The uncoded passages most like what speaks for it; none where nothing was trained."""
    best = sorted(claim.for_, key=lambda one: (-(one.weight or 0), one.source_name, one.start))[:_LIKE]
    there = alike_to(tx, [(one.source, one.start, one.end) for one in best], most=_MOST_ALIKE) or []
    texts = {id_: sources.load(tx, id_)[0] for id_ in {one.source for one in there}}
    keys = {case.id: case.key for case in cases.load(tx)}
    found = []
    for one in there:
        text = texts[one.source]
        voice = next((each for each in text.speakers if each.label == one.speaker), None)
        whose = (voice.case if voice else None) or text.case
        line = max(bisect_right(text.lines, one.start), 1)
        case = keys.get(whose) if whose else None
        found.append(Passage(one.source, text.name, one.start, one.end, line, one.quote, one.likeness, case))
    return tuple(found)


def _print(found: Found, quotes: Mapping[UUID, str]) -> str:
    """A print of a result and of the words it rests on, whatever ids they have: a restored study has others."""
    rows = [
        [
            [part for part in row.label if not _is_id(part)],
            dict(row.numbers),
            row.flag,
            sorted(quotes.get(id_, "") for id_ in row.codings),
        ]
        for row in found.rows
    ]
    told = json.dumps([dict(found.figures), sorted(map(_plain, rows))], sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _plain(row: list[Any]) -> str:
    return json.dumps(row, sort_keys=True, ensure_ascii=False)


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _short(found: Found) -> Mapping[str, Any]:
    return Found(found.figures, tuple(replace(row, codings=row.codings[:MOST_CODINGS]) for row in found.rows)).as_json()
