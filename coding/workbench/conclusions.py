"""What people do with conclusions: propositions, verdicts, advice, and the grounds they rest on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from coding.conclusion.evidence import Evidence
from coding.conclusion.staleness import Because, Leaning, leans_on, stale, told_as_withdrawn
from coding.conclusion.tactics import tactic
from coding.errors import (
    GroundCircular,
    GroundsMissing,
    GroundTwice,
    NotFound,
    PropositionMissing,
    Refused,
    RuleMissing,
    TacticsMissing,
    VerdictUnknown,
)
from coding.model import (
    GROUND_KINDS,
    PROPOSITION_STATUSES,
    SIDES,
    Advice,
    Ground,
    GroundKind,
    OwnerKind,
    Proposition,
    Side,
    Verdict,
)
from coding.store import Read, Write, answers, cases, codebooks, conclusions, grounds, projects, verifications
from coding.workbench.desk import reads, verb
from coding.workbench.evidence import LEANING, evidence_of
from coding.workbench.framework import stale_cells
from coding.workbench.kept import Kept
from coding.workbench.kept_displays import stale_displays
from coding.workbench.moving import moved_grounds

SETTING = "verdicts"
"""Under which a project keeps the names of its verdicts."""

TACTICS_SETTING = "tactics"
"""Under which a project keeps what a proposition must have been tested by."""

VERDICTS: tuple[str, ...] = ("achieved", "partly", "not", "undecided")
"""The verdicts there are; what they are called is a project's to say."""


@dataclass(frozen=True, slots=True)
class Argument:
    """All conclusions of a study: what rests on what, and what is to be checked again, with the reasons.

    `grounds` are those that are conclusions themselves, unless all were asked for; `tally` counts all, by side.
    """

    propositions: Sequence[Proposition]
    verdicts: Mapping[UUID | None, Verdict]
    advice: Sequence[Advice]
    grounds: Mapping[UUID, Sequence[Ground]]
    tally: Mapping[UUID, Mapping[Side, int]]
    stale: Mapping[UUID, tuple[Because, ...]]

    def of(self, owner: UUID) -> Sequence[Ground]:
        """What a conclusion rests on, of what was asked for; oldest first."""
        return self.grounds.get(owner, ())


# -- reading --------------------------------------------------------------------------------------


@reads
def argument(tx: Read, *, whole: bool = False) -> Argument:
    """All conclusions and how they rest on each other; `whole` with every ground they have."""
    rests = grounds.load(tx) if whole else [one for kind in LEANING for one in grounds.of_kind(tx, kind)]
    stale, there = what_is_stale(tx), conclusions.propositions(tx)
    verdicts, advice = conclusions.verdicts(tx), conclusions.advices(tx)
    owners = {one.id for some in (there, verdicts.values(), advice) for one in some}
    return Argument(
        there,
        verdicts,
        advice,
        grounds.by(rests, lambda one: one.owner),
        grounds.tally(tx),
        {owner: why for owner, why in stale.items() if owner in owners},
    )


@reads
def evidence(tx: Read, owners: Collection[UUID]) -> dict[UUID, Evidence[UUID]]:
    """Each of these conclusions → the excerpts it rests on, itself or through other conclusions."""
    return evidence_of(tx, owners)


@reads
def stale_conclusions(tx: Read) -> dict[UUID, tuple[Because, ...]]:
    """The conclusions that are to be checked again, with the reasons."""
    return what_is_stale(tx)


@reads
def verdict_names(tx: Read) -> dict[str, str]:
    """Verdict → what this project calls it; empty where it has no name of its own."""
    return _names(tx)


_STALE = Kept[dict[UUID, tuple[Because, ...]]](16)


def what_is_stale(tx: Read) -> dict[UUID, tuple[Because, ...]]:
    """Of a transaction: the conclusions to be checked again."""
    key = (tx.sight, tx.project_id, projects.rev(tx))
    if (kept := _STALE.get(key)) is None:
        kept = _stale_now(tx)
        if not isinstance(tx, Write):
            # What a verb sees before it is done may still be taken back.
            _STALE.put(key, kept)
    return kept


def _stale_now(tx: Read) -> dict[UUID, tuple[Because, ...]]:
    moved: dict[UUID, list[Because]] = {}
    for one, how in moved_grounds(tx):
        moved.setdefault(one.owner, []).append(Because(one.kind, one.on, how))
    tired = tired_things(tx)
    leaning = _leaning(tx)
    leaning += [Leaning(one.owner, one.kind, one.on) for one in grounds.on(tx, tired)]
    return told_as_withdrawn(stale(moved, leaning, tired), withdrawn_things(tx))


def moved_conclusions(tx: Read) -> set[UUID]:
    """Of a transaction: conclusions known to be stale without counting displays or cells anew; there may be more."""
    moved = {one.owner: [Because(one.kind, one.on, how)] for one, how in moved_grounds(tx)}
    tired = grounds.stale_statements(tx)
    leaning = _leaning(tx)
    leaning += [Leaning(one.owner, one.kind, one.on) for one in grounds.on(tx, tired)]
    return set(stale(moved, leaning, tired))


def withdrawn_things(tx: Read) -> set[UUID]:
    """Codings whose words an informant took back, and the statements and cells that rest on them, or did."""
    gone = answers.gone_with(tx)
    return gone.keys() | answers.resting_on(tx, gone)


def tired_things(tx: Read) -> set[UUID]:
    """The statements, cells and displays something rests on that no longer rest on what they did themselves."""
    cells = {on for _owner, on in grounds.edges(tx, "cell")}
    shown = {on for _owner, on in grounds.edges(tx, "display")}
    return grounds.stale_statements(tx) | stale_cells(tx, cells) | stale_displays(tx, shown)


def _leaning(tx: Read) -> list[Leaning]:
    return [Leaning(owner, kind, on) for kind in LEANING for owner, on in grounds.edges(tx, kind)]


# -- propositions ---------------------------------------------------------------------------------


@verb("put_proposition", "conclude")
def put_proposition(tx: Write, one: Proposition, *, version: int | None = None) -> None:
    """Store a proposition: a new one stands last, and where one that is there stands, `order_propositions` says.

    PropositionMissing; NotFound where it speaks of what is not there; where it is called verified, GroundsMissing if
    nothing speaks for it and TacticsMissing if it was not tested as asked; Conflict where somebody was first.
    """
    clean = replace(
        one,
        text=" ".join(one.text.split()),
        plausible=one.plausible.strip(),
        codes=tuple(dict.fromkeys(one.codes)),
        cases=tuple(dict.fromkeys(one.cases)),
    )
    if one.status not in PROPOSITION_STATUSES:
        raise Refused(why=one.status)
    if not clean.text:
        raise PropositionMissing
    there = conclusions.propositions(tx)
    before = next((each for each in there if each.id == one.id), None)
    clean = replace(clean, position=before.position if before else there[-1].position + 1 if there else 0)
    _speaks_of(tx, clean, before)
    if clean.status == "verified" and (before is None or before.status != "verified"):
        _verifiable(tx, clean)
    conclusions.put_proposition(tx, clean, version=version)


def _speaks_of(tx: Read, one: Proposition, before: Proposition | None) -> None:
    book, informants = codebooks.load(tx), {case.id for case in cases.load(tx)}
    known = {*before.codes, *before.cases, before.indicator} if before else set()
    for code in (*one.codes, *([one.indicator] if one.indicator else [])):
        # One that was removed since may stay: undo brings it back.
        if book.find(code) is None and code not in known:
            raise NotFound(what="code")
    if set(one.cases) - informants - known:
        raise NotFound(what="case")


def _verifiable(tx: Read, one: Proposition) -> None:
    if not any(each.side == "for" for each in grounds.of(tx, (one.id,))):
        raise GroundsMissing
    done = {each.tactic for each in verifications.of(tx, (one.id,), results=False)}
    if missing := [each for each in _asked_tactics(tx) if each not in done]:
        raise TacticsMissing(tactics=", ".join(missing))


def _asked_tactics(tx: Read) -> tuple[str, ...]:
    project = projects.get(tx)
    return tuple(project.settings.get(TACTICS_SETTING, ())) if project else ()


@reads
def asked_tactics(tx: Read) -> tuple[str, ...]:
    """The tactics that a proposition must have been tested by before it is called verified."""
    return _asked_tactics(tx)


@verb("ask_tactics", "conclude")
def ask_tactics(tx: Write, keys: Sequence[str], *, version: int | None = None) -> None:
    """Choose the tactics that come before "verified" (TacticUnknown; Conflict where somebody changed the project)."""
    project = projects.get(tx)
    assert project
    wanted = [tactic(key).key for key in dict.fromkeys(keys)]
    projects.change(tx, {"settings": {**project.settings, TACTICS_SETTING: wanted}}, version=version)


@verb("drop_proposition", "conclude")
def drop_proposition(tx: Write, proposition: UUID) -> None:
    """Take a proposition away, with its grounds (NotFound); what rests on it is then to be checked again."""
    conclusions.drop(tx, "proposition", proposition)


@verb("order_propositions", "conclude")
def order_propositions(tx: Write, ids: Sequence[UUID]) -> None:
    """Put propositions in this order, those that are not named behind them (NotFound)."""
    there = {one.id: one for one in conclusions.propositions(tx)}
    if not there.keys() >= set(ids):
        raise NotFound(what="proposition")
    for at, id_ in enumerate(dict.fromkeys((*ids, *there))):
        if there[id_].position != at:
            conclusions.put_proposition(tx, replace(there[id_], position=at))


# -- grounds --------------------------------------------------------------------------------------


@verb("put_ground", "conclude")
def put_ground(tx: Write, one: Ground, *, version: int | None = None) -> None:
    """Let a conclusion rest on something, or change its side, weight or note (NotFound, GroundTwice, GroundCircular).

    A new one keeps the print of what the thing says now.
    """
    put_grounds_of(tx, [one], version=version)


@verb("put_grounds", "conclude")
def put_grounds(tx: Write, some: Sequence[Ground]) -> None:
    """Let conclusions rest on several things at once, as `put_ground` does."""
    put_grounds_of(tx, some)


def put_grounds_of(tx: Write, some: Sequence[Ground], *, version: int | None = None) -> None:
    """Of a transaction: store grounds, new or changed."""
    for one in some:
        if one.side not in SIDES or one.kind not in GROUND_KINDS or one.weight not in (None, 1, 2, 3):
            raise Refused(why=str(one.id))
        _owner(tx, one.owner_kind, one.owner)
        there = grounds.of(tx, (one.owner,))
        mine = next((each for each in there if each.id == one.id), None)
        if mine is not None:
            kept = replace(mine, side=one.side, weight=one.weight, note=one.note.strip())
            grounds.put(tx, kept, version=version)
            continue
        if any(each.on == one.on for each in there):
            raise GroundTwice
        now = grounds.said(tx, one.kind, (one.on,)).get(one.on)
        if now is None:
            raise NotFound(what=one.kind)
        if one.kind in LEANING and leans_on(one.on, one.owner, _leaning(tx)):
            raise GroundCircular(what=_called(tx, one.kind, one.on))
        grounds.put(tx, replace(one, note=one.note.strip(), print=now.print, seen=now.version))


def _owner(tx: Read, kind: OwnerKind, owner: UUID) -> None:
    find: dict[OwnerKind, Any] = {
        "proposition": conclusions.get_proposition,
        "verdict": conclusions.get_verdict,
        "advice": conclusions.get_advice,
    }
    if kind not in find:
        raise Refused(why=kind)
    find[kind](tx, owner)


def _called(tx: Read, kind: GroundKind, id_: UUID) -> str:
    if kind == "proposition":
        return conclusions.get_proposition(tx, id_).text
    return conclusions.get_verdict(tx, id_).rule


@verb("drop_ground", "conclude")
def drop_ground(tx: Write, ground: UUID) -> None:
    """Let a conclusion no longer rest on something (NotFound)."""
    grounds.drop(tx, ground)


@verb("confirm_conclusion", "conclude")
def confirm_conclusion(tx: Write, kind: OwnerKind, owner: UUID) -> None:
    """Say that a conclusion was checked again and holds for what its grounds say now (NotFound).

    Grounds that are gone stay until they are taken away, and those that are to be checked themselves until they were.
    """
    _owner(tx, kind, owner)
    grounds.confirm(tx, owner)


# -- verdicts and advice --------------------------------------------------------------------------


@verb("put_verdict", "conclude")
def put_verdict(tx: Write, one: Verdict, *, version: int | None = None) -> UUID:
    """Decide about a code or, without one, the study; there is one verdict of each, whose id is given back.

    VerdictUnknown, RuleMissing, NotFound; `version` is that of what it replaces, 0 where there was none (Conflict).
    """
    if one.verdict not in VERDICTS:
        raise VerdictUnknown(verdict=one.verdict, known=", ".join(VERDICTS))
    clean = replace(one, rule=one.rule.strip())
    if not clean.rule:
        raise RuleMissing
    if one.code is not None and codebooks.load(tx).find(one.code) is None:
        raise NotFound(what="code")
    return conclusions.put_verdict(tx, clean, version=version)


@verb("drop_verdict", "conclude")
def drop_verdict(tx: Write, verdict: UUID) -> None:
    """Take a verdict back, with its grounds (NotFound)."""
    conclusions.drop(tx, "verdict", verdict)


@verb("name_verdicts", "edit_project")
def name_verdicts(tx: Write, names: Mapping[str, str], *, version: int | None = None) -> None:
    """Say what this project calls its verdicts; without a name the usual one (VerdictUnknown).

    Conflict where somebody changed the project since `version`.
    """
    for one in names:
        if one not in VERDICTS:
            raise VerdictUnknown(verdict=one, known=", ".join(VERDICTS))
    project = projects.get(tx)
    assert project
    told = {one: " ".join(name.split()) for one, name in names.items() if name.strip()}
    projects.change(tx, {"settings": {**project.settings, SETTING: told}}, version=version)


def _names(tx: Read) -> dict[str, str]:
    project = projects.get(tx)
    return dict(project.settings.get(SETTING, {})) if project else {}


@verb("put_advice", "conclude")
def put_advice(tx: Write, one: Advice, *, version: int | None = None) -> None:
    """Store a piece of advice, new or changed (PropositionMissing without words, Conflict)."""
    clean = replace(one, text=" ".join(one.text.split()))
    if not clean.text:
        raise PropositionMissing
    conclusions.put_advice(tx, clean, version=version)


@verb("drop_advice", "conclude")
def drop_advice(tx: Write, advice: UUID) -> None:
    """Take a piece of advice away (NotFound)."""
    conclusions.drop(tx, "advice", advice)
