"""What people say to each other about an excerpt, a proposition, a code or a source; a student's questions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from coding import review as stage
from coding.errors import CommentEmpty, NotFound, Refused
from coding.model import ABOUT_KINDS, AboutKind, Comment, Excerpt, Thread
from coding.store import Read, Write, codebooks, codings, conclusions, people, sources, threads
from coding.workbench.desk import reads, verb


@dataclass(frozen=True, slots=True)
class Talk:
    """A thread with what was said in it, and what it is about as that stands now; empty where that is gone.

    `excerpt` where it is about one; `names` are those of everybody who speaks or is named in it.
    """

    thread: Thread
    comments: tuple[Comment, ...]
    now: str
    names: Mapping[UUID, str]
    excerpt: Excerpt | None = None

    @property
    def waits(self) -> bool:
        """Whether it is a question that nobody has settled."""
        return self.thread.question and not self.thread.settled


@verb("begin_thread", "comment")
def begin_thread(
    tx: Write, about: AboutKind, on: UUID, text: str, *, question: bool = False, thread: UUID | None = None
) -> UUID:
    """Say something of a thing, or ask it for supervision; gives the thread's id (CommentEmpty, NotFound)."""
    if about not in ABOUT_KINDS:
        raise Refused(why=about)
    words = _clean(text)
    said, tx.source_id = _said(tx, about, on)
    one = Thread(thread or uuid4(), about, on, said, question)
    threads.begin(tx, one)
    threads.say(tx, Comment(uuid4(), one.id, words, _mentioned(tx, words)))
    return one.id


@verb("reply", "comment")
def reply(tx: Write, thread: UUID, text: str) -> UUID:
    """Say something in a thread; one that was settled is open again (CommentEmpty, NotFound)."""
    words = _clean(text)
    one = threads.get(tx, thread)
    made = Comment(uuid4(), thread, words, _mentioned(tx, words))
    threads.say(tx, made)
    if one.settled:
        threads.settle(tx, thread, settled=False)
    return made.id


@verb("settle_thread", "comment")
def settle_thread(tx: Write, thread: UUID, settled: bool, *, version: int | None = None) -> None:
    """Close a thread as settled, or open it again (NotFound, Conflict)."""
    threads.get(tx, thread)
    threads.settle(tx, thread, settled, version=version)


@verb("reword_comment", "comment")
def reword_comment(tx: Write, comment: UUID, text: str, *, version: int | None = None) -> None:
    """Give one's own comment other words (CommentEmpty, NotFound, Conflict; Refused for another's)."""
    words = _clean(text)
    if threads.get_comment(tx, comment).coder != tx.actor_id:
        raise Refused(why=str(comment))
    threads.reword(tx, comment, words, _mentioned(tx, words), version=version)


@verb("drop_comment", "comment")
def drop_comment(tx: Write, comment: UUID) -> None:
    """Take one's own comment back; a thread in which nothing is left goes with it (NotFound; Refused for another's)."""
    one = threads.get_comment(tx, comment)
    if one.coder != tx.actor_id:
        raise Refused(why=str(comment))
    threads.unsay(tx, comment)
    if not threads.comments(tx, [one.thread]):
        threads.drop(tx, one.thread)


def _clean(text: str) -> str:
    words = text.strip()
    if not words:
        raise CommentEmpty
    return words


def _mentioned(tx: Read, words: str) -> tuple[UUID, ...]:
    return stage.mentioned(words, speakers_of(tx)) if "@" in words else ()


def speakers_of(tx: Read) -> dict[UUID, str]:
    """Of a transaction: everybody who can be named here: the members, and who spoke without being one."""
    here = {one.coder.id: one.coder.name for one in people.members(tx) if one.coder.kind == "person"}
    return {**threads.names(tx), **here}


def _said(tx: Read, about: AboutKind, on: UUID) -> tuple[str, UUID | None]:
    """What a thing says or is called now, and the source it stands in (NotFound)."""
    if about == "coding":
        one = codings.get(tx, on)
        return one.quote, one.source
    told = things(tx, about, [on])
    if on not in told:
        raise NotFound(what=about)
    return told[on], on if about == "source" else None


def things(tx: Read, about: AboutKind, ids: Collection[UUID]) -> dict[UUID, str]:
    """Of a transaction: what these things of one kind say or are called now; those that are gone are left out."""
    if not ids:
        return {}
    if about == "coding":
        return {id_: one.quote for id_, one in codings.by_ids(tx, ids).items()}
    there: dict[UUID, str]
    if about == "proposition":
        there = {one.id: one.text for one in conclusions.propositions(tx)}
    elif about == "code":
        book = codebooks.load(tx)
        there = {one.id: f"{one.key} {one.label(book.language)}" for one in book.codes}
    else:
        there = {id_: name for name, id_ in sources.names(tx).items()}
    return {id_: there[id_] for id_ in ids if id_ in there}


@reads
def list_talks(
    tx: Read, *, about: AboutKind | None = None, on: Collection[UUID] | None = None, thread: UUID | None = None
) -> list[Talk]:
    """The threads, the newest first; of one kind of thing, of these things, or one of them (NotFound)."""
    return talks(tx, [threads.get(tx, thread)] if thread else threads.load(tx, about=about, on=on))


def talks(tx: Read, some: Sequence[Thread]) -> list[Talk]:
    """Of a transaction: these threads with all that was said in them."""
    if not some:
        return []
    said = threads.comments(tx, [one.id for one in some])
    names = speakers_of(tx)
    wanted: dict[AboutKind, set[UUID]] = {}
    for one in some:
        wanted.setdefault(one.about, set()).add(one.on)
    quoted = codings.excerpts_of(tx, wanted.get("coding", ()))
    now: dict[UUID, str] = {id_: one.coding.quote for id_, one in quoted.items()}
    for about, ids in wanted.items():
        if about != "coding":
            now |= things(tx, about, ids)
    return [Talk(one, tuple(said.get(one.id, ())), now.get(one.on, ""), names, quoted.get(one.on)) for one in some]


@reads
def heard(tx: Read) -> tuple[int, ...]:
    """What tells an open page that something was said, settled or reviewed since it was drawn."""
    return threads.heard(tx)


@reads
def who_can_be_named(tx: Read) -> dict[UUID, str]:
    """Everybody whom a comment can name with @."""
    return speakers_of(tx)
