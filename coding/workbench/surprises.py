"""What people did not expect: flagged on a passage with a note, open until followed up in a proposition or laid aside.

A surprise is a memo; it is followed up where a proposition rests on it.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID, uuid4

from coding import tagging
from coding.errors import NameMissing, NotFound, ReasonMissing
from coding.model import Ground, Memo, MemoLink, Proposition
from coding.store import Read, Write, codings, conclusions, grounds, memos, sources
from coding.workbench.conclusions import put_grounds_of
from coding.workbench.desk import reads, verb
from coding.workbench.memos import Spoken, things_spoken_of

Fate = Literal["open", "followed", "aside"]
MOST = 1000


@dataclass(frozen=True, slots=True)
class Surprise:
    """A memo of this kind with what it speaks of, and what became of it.

    `followed` are the propositions that rest on it; `codes` those of the excerpts it speaks of.
    """

    memo: Memo
    spoken: tuple[Spoken, ...]
    followed: tuple[Proposition, ...] = ()
    codes: frozenset[UUID] = frozenset()

    @property
    def fate(self) -> Fate:
        """Followed up wherever a proposition rests on it, even if it was laid aside before."""
        return "followed" if self.followed else "aside" if self.memo.aside else "open"


@verb("flag_surprise", "write_memo")
def flag_surprise(
    tx: Write, source: UUID, start: int, end: int, text: str, *, memo: UUID | None = None, coding: UUID | None = None
) -> UUID:
    """Note what is not expected of a passage, or of a coding in it; gives its id (NameMissing, NotFound)."""
    tx.source_id = source
    row = sources.facts(tx, source)
    tagging.check_span(row.name, row.characters, start, end)
    if not text.strip():
        raise NameMissing
    if coding is not None and codings.get(tx, coding).source != source:
        raise NotFound(what="coding")
    about = MemoLink("coding", coding) if coding else MemoLink("source", source, (start, end, row.text_version))
    one = Memo(memo or uuid4(), "surprise", "", text.strip(), tx.actor_id, (about,))
    memos.add(tx, one)
    return one.id


@verb("follow_surprise", "conclude")
def follow_surprise(tx: Write, surprise: UUID, proposition: UUID) -> None:
    """Follow a surprise up in a proposition, which then rests on it (NotFound, GroundTwice)."""
    one = _surprise(tx, surprise)
    put_grounds_of(tx, [Ground(uuid4(), "proposition", proposition, "memo", surprise, "beside")])
    if one.aside:
        memos.change(tx, replace(one, aside=""))


@verb("lay_aside", "conclude")
def lay_aside(tx: Write, surprise: UUID, reason: str, *, version: int | None = None) -> None:
    """Make nothing of a surprise, and say why (ReasonMissing, NotFound, Conflict)."""
    if not reason.strip():
        raise ReasonMissing
    memos.change(tx, replace(_surprise(tx, surprise), aside=reason.strip()), version=version)


@verb("take_up", "conclude")
def take_up(tx: Write, surprise: UUID, *, version: int | None = None) -> None:
    """Open a surprise again that was laid aside (NotFound, Conflict)."""
    memos.change(tx, replace(_surprise(tx, surprise), aside=""), version=version)


def _surprise(tx: Read, surprise: UUID) -> Memo:
    one = memos.get(tx, surprise)
    if one.kind != "surprise":
        raise NotFound(what="surprise")
    return one


@reads
def list_surprises(tx: Read) -> list[Surprise]:
    """All of them, the newest first: at most a thousand."""
    there = memos.load(tx, kind="surprise", limit=MOST)
    known = {one.id: one for one in conclusions.propositions(tx)} if there else {}
    wanted = {one.id for one in there}
    followed: dict[UUID, list[Proposition]] = {}
    for ground in grounds.of_kind(tx, "memo") if there else ():
        if ground.on in wanted and ground.owner in known:
            followed.setdefault(ground.on, []).append(known[ground.owner])
    links = [link for one in there for link in one.links]
    told = dict(zip(links, things_spoken_of(tx, links), strict=True))
    coded = codings.by_ids(tx, [link.id for link in links if link.about == "coding"])
    return [
        Surprise(
            one,
            tuple(spoken for link in one.links if (spoken := told[link])),
            tuple(followed.get(one.id, ())),
            frozenset(coded[link.id].code for link in one.links if link.id in coded),
        )
        for one in there
    ]


@reads
def surprised_at(tx: Read, some: Collection[UUID]) -> frozenset[UUID]:
    """Which of these codings are flagged, whatever became of it."""
    there = memos.load(tx, kind="surprise", limit=MOST)
    flagged = {link.id for one in there for link in one.links if link.about == "coding"}
    return frozenset(flagged.intersection(some))
