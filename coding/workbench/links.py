"""What people do with links between excerpts: make, change, take away, look through."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from coding.errors import AlreadyLinked, LinkedToItself, NotFound, Refused
from coding.model import LINK_KINDS, Excerpt, Link, Linked, LinkKind
from coding.store import Read, Write, codebooks, codings, links
from coding.workbench.desk import own_or_allowed, reads, verb

_BOTH_WAYS: tuple[LinkKind, ...] = ("contradicts", "repeats")
"""What holds from one end holds from the other."""


@verb("link", "reduce")
def link(tx: Write, one: Link, *, version: int | None = None) -> None:
    """Link two coded passages, or change a link of one's own (NotFound, LinkedToItself, AlreadyLinked, Conflict)."""
    if one.kind not in LINK_KINDS:
        raise Refused(why=one.kind)
    if one.this == one.that:
        raise LinkedToItself
    clean = replace(one, comment=one.comment.strip(), coder=tx.actor_id)
    for other in links.between(tx, one.this, one.that):
        same_way = other.this == one.this or one.kind in _BOTH_WAYS
        if other.id != one.id and other.kind == one.kind and same_way:
            raise AlreadyLinked
    try:
        there = links.get(tx, one.id)
    except NotFound:
        if len(codings.excerpts_of(tx, (one.this, one.that))) < 2:
            raise NotFound(what="coding") from None
        links.add(tx, clean)
        return
    _own(tx, there)
    if {there.this, there.that} != {one.this, one.that}:
        raise Refused(why=str(one.id))
    links.change(tx, clean, version=version)


@verb("unlink", "reduce")
def unlink(tx: Write, link: UUID) -> None:
    """Take a link away: one's own, or any for an owner (NotFound, NotAllowed)."""
    _own(tx, links.get(tx, link))
    links.drop(tx, link)


def _own(tx: Write, there: Link) -> None:
    own_or_allowed(tx, there.coder)


@reads
def links_of(tx: Read, codings: Sequence[UUID]) -> list[Linked]:
    """The links that have one of these passages at either end, the newest first."""
    return links.of(tx, codings)


@reads
def find_links(
    tx: Read, kind: LinkKind | None = None, code: UUID | None = None, *, limit: int = 20, offset: int = 0
) -> list[Linked]:
    """A page of links, kind by kind and the newest first; of one kind, or of a code (and those under it)."""
    return links.page(tx, kind=kind, codes=_codes(tx, code), limit=limit, offset=offset)


@reads
def count_links(tx: Read, code: UUID | None = None) -> dict[LinkKind, int]:
    """How many links there are of each kind."""
    return links.count(tx, codes=_codes(tx, code))


def _codes(tx: Read, code: UUID | None) -> tuple[UUID, ...]:
    if code is None:
        return ()
    return codebooks.load(tx).below(code) or (code,)


@reads
def excerpt(tx: Read, coding: UUID) -> Excerpt:
    """One coded passage in its place (NotFound)."""
    found = codings.excerpts_of(tx, (coding,))
    if coding not in found:
        raise NotFound(what="coding")
    return found[coding]
