"""Going back to the informants: what each is asked about, what was given to them, and how far the answers are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from coding.conclusion.member_check import (
    Progress,
    Statement,
    Words,
    fingerprint,
    holds,
    last_said,
    numbered,
    own_stretches,
    progress,
)
from coding.errors import NotFound, NothingToAsk, Refused
from coding.model import LANGUAGES, Answer, Case, Excerpt, Language, Pack, Source, Withdrawal
from coding.store import Read, Write, answers, cases, codings, conclusions, grounds, projects, sources, trails
from coding.workbench.desk import reads, verb
from coding.workbench.kept import Kept


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it stands: what it is about in words, and whether what was shown reads otherwise by now.

    `place` is where quoted words stand, or stood; `version` is that of a proposition. Withdrawn words are told by their
    place alone.
    """

    one: Answer
    about: str
    place: str = ""
    stale: bool = False
    withdrawn: tuple[Withdrawal, ...] = ()
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Informant:
    """Somebody whose words are used: the statements that rest on them, the newest pack, the answers, newest first."""

    case: Case
    statements: tuple[Statement, ...]
    pack: Pack | None
    answers: tuple[Given, ...]
    progress: Progress


@reads
def member_check(tx: Read) -> list[Informant]:
    """Everybody whose words a proposition rests on, or who has answered; in the order of the informants."""
    asked = asked_of(tx)
    last_pack: dict[UUID, Pack] = {}
    for pack in answers.packs(tx):
        last_pack.setdefault(pack.case, pack)
    said = answers.load(tx)
    by_case: dict[UUID, list[Answer]] = {}
    for one in said:
        by_case.setdefault(one.case, []).append(one)
    last = last_said(said)
    told = given(tx, said, asked)
    found = []
    for case in cases.load(tx):
        statements = asked.get(case.id, ())
        mine = {on: one for (whose, on), one in last.items() if whose == case.id}
        if statements or mine or case.id in last_pack:
            there = tuple(told[one.id] for one in by_case.get(case.id, ()))
            found.append(Informant(case, statements, last_pack.get(case.id), there, progress(statements, mine)))
    return found


def given(tx: Read, said: Collection[Answer], asked: Mapping[UUID, tuple[Statement, ...]]) -> dict[UUID, Given]:
    """Of a transaction: answer → how it stands."""
    now = {
        (case, item.on): item.print for case, some in asked.items() for statement in some for item in statement.items()
    }
    words = {
        (case, each.words.coding): each.words
        for case, some in asked.items()
        for statement in some
        for each in statement.quoted
    }
    claims = {one.id: one for one in conclusions.propositions(tx)}
    texts = {id_: one.text for id_, one in claims.items()}
    gone: dict[UUID, list[Withdrawal]] = {}
    for each in answers.withdrawals(tx):
        gone.setdefault(each.answer, []).append(each)
    found = {}
    for one in said:
        mine, stands = tuple(gone.get(one.id, ())), words.get((one.case, one.on))
        if one.kind == "proposition":
            about, place = texts.get(one.on, ""), ", ".join(dict.fromkeys(each.place for each in mine))
        elif mine or stands is None:
            about, place = "", ", ".join(dict.fromkeys(each.place for each in mine))
        else:
            about, place = stands.text, stands.place
        reads_now = now.get((one.case, one.on))
        if one.kind == "proposition" and reads_now is None and one.on in texts:
            # None of their words stand under it any more; what it says, it may say still.
            reads_now = fingerprint(texts[one.on])
        version = claims[one.on].version if one.kind == "proposition" and one.on in claims else None
        found[one.id] = Given(one, about, place, not holds(one, reads_now), mine, version)
    return found


# -- what rests on whose words --------------------------------------------------------------------

_ASKED = Kept[dict[UUID, tuple[Statement, ...]]](8)
"""What was gathered last, as long as nothing in the project has changed."""


def asked_of(tx: Read) -> dict[UUID, tuple[Statement, ...]]:
    """Of a transaction: informant → the statements that rest on what they said, under their numbers."""
    key = (tx.sight, tx.project_id, projects.rev(tx))
    if (kept := _ASKED.get(key)) is None:
        kept = _gathered(tx)
        _ASKED.put(key, kept)
    return kept


def _gathered(tx: Read) -> dict[UUID, tuple[Statement, ...]]:
    there = [one for one in conclusions.propositions(tx) if one.status != "rejected"]
    rests = _codings(tx, {one.id for one in there})
    excerpts = codings.excerpts_of(tx, {coding for some in rests.values() for coding in some})
    texts = {id_: sources.load(tx, id_)[0] for id_ in {one.coding.source for one in excerpts.values()}}
    told: dict[UUID, list[tuple[UUID, str, Sequence[Words]]]] = {}
    for one in there:
        mine: dict[UUID, list[Words]] = {}
        found = (excerpts[id_] for id_ in rests.get(one.id, ()) if id_ in excerpts)
        for excerpt in sorted(found, key=lambda each: (each.source_name, each.coding.start, each.coding.end)):
            for case, words in _spoken(excerpt, texts[excerpt.coding.source]):
                mine.setdefault(case, []).append(words)
        for case, some in mine.items():
            told.setdefault(case, []).append((one.id, one.text, some))
    return {case: numbered(some) for case, some in told.items()}


def _codings(tx: Read, wanted: Collection[UUID]) -> dict[UUID, dict[UUID, None]]:
    """Proposition → the codings it rests on for or against it: itself, as statements, or in cells."""
    here = [
        one
        for kind in ("coding", "reduction", "cell")
        for one in grounds.of_kind(tx, kind)
        if one.owner in wanted and one.side in ("for", "against")
    ]
    under: dict[UUID, list[UUID]] = {}
    for upper, lower in (
        *trails.under_statements(tx, {one.on for one in here if one.kind == "reduction"}),
        *trails.under_cells(tx, {one.on for one in here if one.kind == "cell"}),
    ):
        under.setdefault(upper, []).append(lower)
    found: dict[UUID, dict[UUID, None]] = {}
    for one in here:
        for coding in (one.on,) if one.kind == "coding" else under.get(one.on, ()):
            found.setdefault(one.owner, {})[coding] = None
    return found


def _spoken(excerpt: Excerpt, source: Source) -> list[tuple[UUID, Words]]:
    """What each informant says themself in an excerpt."""
    one = excerpt.coding
    found = []
    for case in dict.fromkeys(filter(None, (*(voice.case for voice in source.speakers), source.case))):
        if stretches := own_stretches(source, case, one.start, one.end):
            text = " […] ".join(" ".join(source.text[first:last].split()) for first, last in stretches)
            lines = (one.line_start, one.line_end)
            found.append((case, Words(one.id, one.source, excerpt.source_name, stretches, text, lines)))
    return found


# -- packs and answers ----------------------------------------------------------------------------


@verb("send_packs", "conclude")
def send_packs(tx: Write, informants: Sequence[UUID], language: Language = "id") -> list[UUID]:
    """Note what informants are given to read, so that their answers name it by its numbers; gives the packs' ids.

    NotFound for who is no informant here, NothingToAsk for whose words nothing rests on.
    """
    if language not in LANGUAGES:
        raise Refused(why=language)
    there, asked = {case.id: case for case in cases.load(tx)}, asked_of(tx)
    made = []
    for id_ in dict.fromkeys(informants):
        if id_ not in there:
            raise NotFound(what="case")
        if id_ not in asked:
            raise NothingToAsk(informant=there[id_].key)
        items = tuple(item for statement in asked[id_] for item in statement.items())
        made.append(Pack(uuid4(), id_, language, items))
        answers.add_pack(tx, made[-1])
    return [one.id for one in made]


def known_items(tx: Read, case: UUID) -> dict[UUID, tuple[str, str, str]]:
    """Of a transaction: item → (kind, print, number) of an informant, as it reads now or else in their packs."""
    packs = [one for one in answers.packs(tx) if one.case == case]
    found = {item.on: (item.kind, item.print, item.number) for one in reversed(packs) for item in one.items}
    now = {item.on: item for statement in asked_of(tx).get(case, ()) for item in statement.items()}
    return {**found, **{on: (item.kind, item.print, found.get(on, ("", "", ""))[2]) for on, item in now.items()}}
