"""What happened since somebody's last visit, by what it means; and the visits themselves, line by line."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from coding.errors import Refused
from coding.model import Coding, Excerpt, ReviewState, Visit
from coding.store import (
    Read,
    Write,
    codebooks,
    codings,
    history,
    many,
    people,
    projects,
    reviews,
    sources,
    threads,
    visits,
)
from coding.workbench.code_history import Between, between
from coding.workbench.desk import reads, verb
from coding.workbench.talking import Talk, talks

MOST = 5000
"""So many acts are looked through; of more, what was recoded and decided before is not told one by one."""

SHOWN = 3
"""New excerpts of a code that are shown at once."""

NOBODY = UUID(int=0)

UNDER = "guidance"
"""Under which a project keeps whose it is, where it came in a file to be supervised."""


@dataclass(frozen=True, slots=True)
class CodeNews:
    """What happened to a code: how many excerpts are new, came from another code, left for one, or were removed."""

    code: UUID
    key: str
    name: Mapping[str, str]
    new: int
    came: tuple[tuple[Excerpt, str], ...]
    left: int
    removed: int
    examples: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A verdict or proposition: what it was, and what it is; empty where there was, or is, none."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Everything since a visit that is of somebody else, by meaning.

    `since` is None for who was never here: then all there is is new. `whole` is whether all acts were looked through.
    """

    since: Visit | None
    codes: tuple[CodeNews, ...]
    codebook: Between | None
    verdicts: tuple[Said, ...]
    propositions: tuple[Said, ...]
    finished: tuple[tuple[str, str], ...]
    replies: tuple[Talk, ...]
    questions: tuple[Talk, ...]
    states: tuple[tuple[Excerpt, ReviewState, str], ...]
    whole: bool = True

    @property
    def nothing(self) -> bool:
        """Whether nothing happened, and nothing waits."""
        told = (self.codes, self.verdicts, self.propositions, self.finished, self.replies, self.questions, self.states)
        return not any(told) and not (self.codebook and self.codebook.changes)


# -- visits ---------------------------------------------------------------------------------------


@verb("close_visit", "comment")
def close_visit(tx: Write, discussed: str = "", agreed: str = "", to_do: str = "") -> UUID:
    """Note that one has seen all there is, and what was said; what comes later is new at the next visit."""
    one = Visit(uuid4(), _seen_up_to(tx), discussed.strip(), agreed.strip(), to_do.strip())
    visits.add(tx, one)
    return one.id


@verb("change_visit", "comment")
def change_visit(
    tx: Write, visit: UUID, discussed: str, agreed: str, to_do: str, *, version: int | None = None
) -> None:
    """Change what was said at one's own visit (NotFound, Conflict; Refused for another's)."""
    if visits.get(tx, visit).coder != tx.actor_id:
        raise Refused(why=str(visit))
    said = {"discussed": discussed.strip(), "agreed": agreed.strip(), "to_do": to_do.strip()}
    visits.change(tx, visit, said, version=version)


def _seen_up_to(tx: Write) -> int:
    """The revision that this act makes; in a copy that came in a file, the last one that is the student's."""
    here = projects.get(tx)
    under = here.settings.get(UNDER) if here else None
    return int(under["rev"]) if under else projects.rev(tx) + 1


@reads
def list_visits(tx: Read) -> list[tuple[Visit, str]]:
    """Everybody's visits, the oldest first, each with the name."""
    return visits_of(tx)


def visits_of(tx: Read) -> list[tuple[Visit, str]]:
    """Of a transaction: everybody's visits, the oldest first, each with the name."""
    names = {one.coder.id: one.coder.name for one in people.members(tx)}
    there = visits.load(tx)
    missing = {one.coder for one in there if one.coder and one.coder not in names}
    names |= {id_: found.name for id_ in missing if (found := people.get(tx.conn, id_))}
    return [(one, names.get(one.coder, "?") if one.coder else "?") for one in there]


# -- since then -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Net:
    """What an act, or many, did to a row in the end: how it was before the first, and after the last."""

    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    by: UUID


@reads
def since_visit(tx: Read) -> Meanwhile:
    """What others did since this person's last visit."""
    return meanwhile(tx)


def meanwhile(tx: Read) -> Meanwhile:
    """Of a transaction: what others did since this person's last visit."""
    since = visits.last(tx, tx.actor_id)
    rev = since.rev if since else 0
    at = history.at(tx, rev) if since else None
    net, moved, whole = _net(tx, rev) if since else ({}, {}, True)
    replies = [one for one in threads.said_since(tx, at) if one.coder != tx.actor_id]
    spoken = [threads.get(tx, id_) for id_ in dict.fromkeys(one.thread for one in replies)] if since else []
    return Meanwhile(
        since=since,
        codes=_codes(tx, at, net.get("coding", {}), moved),
        codebook=_codebook(tx, at),
        verdicts=_verdicts(tx, net.get("verdict", {})),
        propositions=_propositions(net.get("proposition", {})),
        finished=_finished(tx, net.get("finished", {})),
        replies=tuple(one for one in talks(tx, spoken) if not one.waits),
        questions=tuple(talks(tx, threads.open_questions(tx))),
        states=_states(tx, at),
        whole=whole,
    )


def _net(tx: Read, rev: int) -> tuple[dict[str, dict[UUID, _Net]], dict[UUID, UUID], bool]:
    """Kind → row → what became of it in the end; coding → the code it had, where many were given another at once."""
    found: dict[str, dict[UUID, _Net]] = {}
    moved: dict[UUID, UUID] = {}
    events = history.since(tx, rev, limit=MOST + 1)
    for event in events[:MOST]:
        if event.actor == tx.actor_id:
            continue
        for change in event.changes:
            if change.entity == f"{many.PREFIX}coding" and change.before and "code_id" in change.before:
                for id_ in many.rows_of(change).ids:
                    moved.setdefault(UUID(id_), UUID(change.before["code_id"]))
                continue
            kind = found.setdefault(change.entity, {})
            earlier = kind.get(change.id)
            kind[change.id] = _Net(earlier.before if earlier else change.before, change.after, event.actor)
    return found, moved, len(events) <= MOST


def _codes(tx: Read, at: datetime | None, net: Mapping[UUID, _Net], moved: Mapping[UUID, UUID]) -> tuple[CodeNews, ...]:
    """Code by code in the order of the codebook."""
    book = codebooks.load(tx)
    new: dict[UUID, list[UUID]] = {}
    for coding, code_id in codings.made_since(tx, at, but={tx.actor_id, *tx.layers}):
        new.setdefault(code_id, []).append(coding)
    was = {id_: UUID(one.before["code_id"]) for id_, one in net.items() if one.before and "code_id" in one.before}
    was |= {id_: before for id_, before in moved.items() if id_ not in was}
    live = codings.by_ids(tx, was)
    came: dict[UUID, list[Coding]] = {}
    left: dict[UUID, int] = {}
    removed: dict[UUID, int] = {}
    for id_, before in was.items():
        one = live.get(id_)
        if one is None:
            removed[before] = removed.get(before, 0) + 1
        elif one.code != before:
            came.setdefault(one.code, []).append(one)
            left[before] = left.get(before, 0) + 1
    told = [id_ for some in new.values() for id_ in some[:SHOWN]] if at is not None else []
    shown = codings.excerpts_of(tx, [*told, *(one.id for some in came.values() for one in some[:MOST])])
    keys = {one.id: one.key for one in book.codes}
    found = []
    for code in book.codes:
        if not any(code.id in each for each in (new, came, left, removed)):
            continue
        found.append(
            CodeNews(
                code.id,
                code.key,
                code.name,
                len(new.get(code.id, ())),
                tuple((shown[one.id], keys.get(was[one.id], "?")) for one in came.get(code.id, ()) if one.id in shown),
                left.get(code.id, 0),
                removed.get(code.id, 0),
                tuple(shown[id_] for id_ in new.get(code.id, ())[:SHOWN] if id_ in shown),
            )
        )
    return tuple(found)


def _codebook(tx: Read, at: datetime | None) -> Between | None:
    """What changed in the codebook; of who was never here, nothing: all of it is new."""
    stamps = codebooks.stamps(tx)
    if at is None or not stamps:
        return None
    newest = stamps[0][0]
    old = next((number for number, made, _by in stamps if made <= at), 0)
    return between(tx, old, newest) if old != newest else None


def _verdicts(tx: Read, net: Mapping[UUID, _Net]) -> tuple[Said, ...]:
    book = codebooks.load(tx) if net else None
    found = []
    for one in net.values():
        image = one.after or one.before or {}
        code = book.find(image["code_id"]) if book and image.get("code_id") else None
        before, after = (str(each["verdict"]) if each else "" for each in (one.before, one.after))
        if before != after:
            found.append(Said(code.key if code else "", before, after))
    return tuple(sorted(found, key=lambda one: one.label))


def _propositions(net: Mapping[UUID, _Net]) -> tuple[Said, ...]:
    """Propositions that say or stand otherwise: their words, and for how well tested they hold."""
    found = []
    for one in net.values():
        before, after = one.before or {}, one.after or {}
        if (before.get("text"), before.get("status")) != (after.get("text"), after.get("status")):
            text = str((after or before)["text"])
            if before and after and before["text"] != after["text"]:
                found.append(Said("", str(before["text"]), text))
            else:
                found.append(Said(text, str(before.get("status", "")), str(after.get("status", ""))))
    return tuple(found)


def _finished(tx: Read, net: Mapping[UUID, _Net]) -> tuple[tuple[str, str], ...]:
    done = [one.after for one in net.values() if one.after and not one.before]
    if not done:
        return ()
    names = {str(one.coder.id): one.coder.name for one in people.members(tx)}
    called = {str(id_): name for name, id_ in sources.names(tx).items()}
    there = ((called.get(one["source_id"], ""), names.get(one["coder_id"], "?")) for one in done)
    return tuple(sorted(each for each in there if each[0]))


def _states(tx: Read, at: datetime | None) -> tuple[tuple[Excerpt, ReviewState, str], ...]:
    """What a supervisor said of excerpts meanwhile: for the student."""
    if at is None:
        return ()
    fresh = {
        id_: one
        for id_, one in reviews.load(tx).items()
        if one.made_at and one.made_at > at and one.coder != tx.actor_id and one.state != "draft"
    }
    by = _names(tx, {one.coder for one in fresh.values() if one.coder})
    return tuple(
        (excerpt, fresh[id_].state, by.get(fresh[id_].coder or NOBODY, "?"))
        for id_, excerpt in codings.excerpts_of(tx, fresh).items()
    )


def _names(tx: Read, ids: Collection[UUID]) -> dict[UUID, str]:
    return {id_: found.name for id_ in ids if (found := people.get(tx.conn, id_))}
