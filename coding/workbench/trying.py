"""A tactic run on a proposition as it stands: evidence gathered, options understood, a print of what is found."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from coding.conclusion import Claim, Found, Passage, Tactic, chosen, run, tactic
from coding.errors import CodeNotFound, TacticOptionInvalid
from coding.model import Proposition
from coding.store import Read, cases, codebooks, sources
from coding.workbench.claims import Gathered, Progress, gathered
from coding.workbench.likeness import alike_to

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


class Gatherer:
    """Claims of a transaction, each gathered once."""

    def __init__(self, tx: Read) -> None:
        self._tx = tx
        self._held: dict[tuple[UUID, bool, tuple[UUID, ...]], Gathered] = {}

    def of(self, one: Proposition, wide: bool, more: Sequence[UUID], progress: Progress) -> Gathered:
        """What `gathered` gathers."""
        key = (one.id, wide, tuple(more))
        if key not in self._held:
            self._held[key] = gathered(self._tx, one, wide=wide, more=more, progress=progress)
        return self._held[key]


def tried(
    tx: Read,
    proposition: Proposition,
    key: str,
    options: Mapping[str, str],
    gatherer: Gatherer | None = None,
    *,
    plain: bool = False,
    progress: Progress = lambda _share: None,
) -> Tried:
    """What a tactic finds; `plain` leaves out what is only held up to be looked at, which the print never rests on."""
    one = tactic(key)
    understood = _understood(tx, one, options)
    values = chosen(one, understood)
    more = [value for name, value in values.items() if isinstance(value, UUID)]
    all_ = (gatherer or Gatherer(tx)).of(proposition, one.wide, more, progress)
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
