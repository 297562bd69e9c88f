"""What supervisors do with excerpts: give each a state, and work through a sample that was drawn for reasons."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID, uuid4

from coding import review as stage
from coding.errors import NotFound, Refused
from coding.model import (
    REVIEW_STATES,
    Codebook,
    Coding,
    Excerpt,
    Review,
    ReviewState,
    Sample,
    Why,
)
from coding.review import Changed, Span, Standing, Voice
from coding.store import Read, Write, codebooks, codings, conclusions, grounds, reductions, reviews, threads
from coding.workbench.desk import Actor, reads, verb

QueueWhy = Why | Literal["question", "changed"]
EACH = 5
MOST_EACH = 50
"""How many excerpts may be drawn for one reason."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What was said of a coding, where it stands now, and what of it is another since."""

    review: Review | None
    standing: Standing
    changes: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """An excerpt in the queue: why it is here, where it stands, and whether nothing is to be done about it."""

    coding: UUID
    whys: tuple[QueueWhy, ...]
    standing: Standing
    done: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """What a supervisor goes through: questions that wait, what changed since it was reviewed, then the sample.

    `at_random` says of those drawn at random how many were reviewed and how many of these accepted: it speaks for all.
    """

    rows: tuple[Row, ...]
    sample: Sample | None
    at_random: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One excerpt as a supervisor looks at it: its words in their place, and what each reason for it says.

    `others` are what other layers have on the same words, `leaning` what rests on it, `aside` why it was put aside.
    """

    excerpt: Excerpt
    reviewed: Reviewed
    others: tuple[Excerpt, ...] = ()
    leaning: tuple[str, ...] = ()
    aside: str = ""
    chance: float | None = None


@verb("review")
def review(tx: Write, coding: UUID, state: ReviewState, *, version: int | None = None) -> None:
    """Give a coding a state, which is said of its words, code and status as they are now (NotFound, Conflict)."""
    if state not in REVIEW_STATES:
        raise Refused(why=state)
    one = codings.get(tx, coding)
    tx.source_id = one.source
    said = stage.of_coding(uuid4(), one, state)
    told = {name: getattr(said, name) for name in ("id", "coding", "state", "quote", "code", "status", "limited")}
    reviews.put(tx, Review(**told, coder=tx.actor_id, made_at=tx.at), version=version)


def draw_sample(actor: Actor, project: UUID, each: int = EACH, seed: int = 1) -> UUID:
    """Draw excerpts to look at, `each` so many for every reason, and keep them (Refused).

    They are drawn before anything is stored: nobody's work waits for that.
    """
    return keep_sample(actor, project, sample_of(actor, project, each, seed))


@reads
def sample_of(tx: Read, each: int = EACH, seed: int = 1) -> Sample:
    """What would be drawn now (Refused)."""
    if not 1 <= each <= MOST_EACH or not 0 <= seed < 2**31:
        raise Refused(why=str(each))
    return Sample(uuid4(), seed, each, stage.draw(_pools(tx), each, seed))


@verb("draw_sample", "review")
def keep_sample(tx: Write, one: Sample) -> UUID:
    """Keep what was drawn."""
    reviews.keep_sample(tx, one)
    return one.id


def _pools(tx: Read) -> dict[Why, Mapping[str, float]]:
    """For each reason, the codings there are, with their weight."""
    there = reviews.everything(tx)
    return {
        "leans": reviews.leaned_on(tx),
        "differs": stage.differing(Span(*row[:6]) for row in there if not row.agreed),
        "unsure": reviews.doubted(tx, stage.UNSURE),
        "alone": stage.alone(Voice(row.id, row.code, row.informant) for row in there),
        "aside": reviews.set_aside(tx),
        "random": dict.fromkeys((row.id for row in there), 0.0),
    }


@reads
def reviewed(tx: Read, some: Collection[UUID]) -> dict[UUID, Reviewed]:
    """Where these codings stand; those of which nothing was said are left out."""
    said = reviews.of(tx, some)
    return {one.id: _reviewed(said[one.id], one) for one in codings.by_ids(tx, said).values()}


def _reviewed(said: Review | None, one: Coding) -> Reviewed:
    standing = stage.standing(said, one)
    return Reviewed(said, standing, stage.changed(said, one) if said and standing == "changed" else ())


@reads
def review_queue(tx: Read) -> Queue:
    """What waits for a supervisor, and the sample drawn last; excerpts that are gone are left out."""
    whys: dict[UUID, list[QueueWhy]] = {}
    for thread in threads.open_questions(tx):
        if thread.about == "coding":
            whys.setdefault(thread.on, []).append("question")
    asked = set(whys)
    said = reviews.load(tx)
    sample = reviews.newest_sample(tx)
    drawn = {one.coding: one.whys for one in sample.drawn} if sample else {}
    there = codings.by_ids(tx, {*whys, *said, *drawn})
    stands = {id_: stage.standing(said.get(id_), one) for id_, one in there.items()}
    for id_ in sorted(there, key=lambda one: (there[one].source.int, there[one].start)):
        if stands[id_] == "changed":
            whys.setdefault(id_, []).append("changed")
    for id_, reasons in drawn.items():
        whys.setdefault(id_, []).extend(reasons)
    rows = tuple(
        Row(id_, tuple(reasons), stands[id_], id_ not in asked and stands[id_] not in ("draft", "changed"))
        for id_, reasons in whys.items()
        if id_ in there
    )
    of_all = [stands[id_] for id_, reasons in drawn.items() if "random" in reasons and id_ in there]
    looked = [one for one in of_all if one != "draft"]
    return Queue(rows, sample, (len(looked), sum(one == "accepted" for one in looked)))


@reads
def review_sheet(tx: Read, coding: UUID) -> Sheet:
    """One excerpt with all that a supervisor needs to say something of it (NotFound)."""
    found = codings.excerpts_of(tx, [coding])
    if coding not in found:
        raise NotFound(what="coding")
    excerpt = found[coding]
    one = excerpt.coding
    beside = [
        each.id
        for each in codings.of_source(tx, one.source)
        if each.coder != one.coder and each.start < one.end and one.start < each.end
    ]
    decided = reductions.of(tx, [coding]).get(coding)
    return Sheet(
        excerpt,
        _reviewed(reviews.of(tx, [coding]).get(coding), one),
        tuple(codings.excerpts_of(tx, beside).values()),
        _leaning(tx, coding),
        decided.reason if decided and decided.decision == "aside" else "",
        reviews.chances(tx, [coding]).get(coding),
    )


def _leaning(tx: Read, coding: UUID) -> tuple[str, ...]:
    """What the conclusions that rest on a coding say."""
    owners = {one.owner for one in grounds.on(tx, [coding])}
    if not owners:
        return ()
    told = [one.text for one in conclusions.propositions(tx) if one.id in owners]
    book: Codebook | None = None
    for verdict in conclusions.verdicts(tx).values():
        if verdict.id in owners:
            book = book or codebooks.load(tx)
            code = book.find(verdict.code) if verdict.code else None
            told.append(f"{code.key if code else ''} {verdict.rule}".strip())
    return (*told, *(one.text for one in conclusions.advices(tx) if one.id in owners))
