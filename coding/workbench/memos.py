"""What people do with memos: write, change, drop, find."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from coding.errors import NameMissing, NotFound, Refused
from coding.model import MEMO_KINDS, LinkedTo, Memo, MemoKind, MemoLink
from coding.store import Read, Write, cases, codebooks, codings, memos, sources
from coding.transcript.revision import revise
from coding.workbench.desk import reads, verb


@verb("write_memo")
def write_memo(tx: Write, one: Memo, *, version: int | None = None) -> None:
    """Store a new memo, or what its writer changed in it (NameMissing, NotFound, Conflict; Refused for another's)."""
    if one.kind not in MEMO_KINDS:
        raise Refused(why=one.kind)
    clean = replace(one, title=" ".join(one.title.split())[:200], text=one.text.strip(), coder=tx.actor_id)
    if not clean.title and not clean.text:
        raise NameMissing
    _check(tx, clean.links)
    try:
        there = memos.get(tx, one.id)
    except NotFound:
        memos.add(tx, replace(clean, aside=""))
        return
    if there.coder != tx.actor_id:
        raise Refused(why=str(one.id))
    memos.change(tx, replace(clean, aside=there.aside), version=version)


@verb("drop_memo", "write_memo")
def drop_memo(tx: Write, memo: UUID) -> None:
    """Take one's own memo away (NotFound; Refused for another's)."""
    if memos.get(tx, memo).coder != tx.actor_id:
        raise Refused(why=str(memo))
    memos.drop(tx, memo)


def _check(tx: Read, links: Iterable[MemoLink]) -> None:
    """Everything a new link names is there (NotFound)."""
    wanted: dict[LinkedTo, set[UUID]] = {}
    for link in links:
        wanted.setdefault(link.about, set()).add(link.id)
    there: dict[LinkedTo, set[UUID]] = {
        "code": {one.id for one in codebooks.load(tx).codes} if "code" in wanted else set(),
        "source": set(sources.names(tx).values()) if "source" in wanted else set(),
        "case": {one.id for one in cases.load(tx)} if "case" in wanted else set(),
        "coding": set(codings.by_ids(tx, wanted.get("coding", ()))),
    }
    for about, ids in wanted.items():
        if ids - there[about]:
            raise NotFound(what=about)


@reads
def find_memos(
    tx: Read, words: str = "", *, kind: MemoKind | None = None, limit: int = 50, offset: int = 0
) -> list[Memo]:
    """A page of memos, the newest first; with words, those in which they stand."""
    if words.strip():
        return memos.search(tx, words.strip(), kind=kind, limit=limit)
    return memos.load(tx, kind=kind, limit=limit, offset=offset)


@reads
def memos_about(tx: Read, about: LinkedTo, id_: UUID) -> list[Memo]:
    """The memos that speak of a code, source, informant or excerpt."""
    return memos.about(tx, about, id_)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a memo speaks of, with the name a person knows it by; an excerpt or passage with its place and words."""

    link: MemoLink
    name: str
    source: str = ""
    start: int = 0


@reads
def spoken_of(tx: Read, links: tuple[MemoLink, ...]) -> list[Spoken]:
    """The things that links name, in their order; what is gone is left out."""
    return [one for one in things_spoken_of(tx, links) if one]


def things_spoken_of(tx: Read, links: Sequence[MemoLink]) -> list[Spoken | None]:
    """Of a transaction: the things that links name, in their order; None for what is gone."""
    codes = {one.id: one.key for one in codebooks.load(tx).codes}
    names = {id_: name for name, id_ in sources.names(tx).items()}
    people = {one.id: one.key for one in cases.load(tx)}
    quotes = codings.by_ids(tx, [link.id for link in links if link.about == "coding"])
    found: list[Spoken | None] = []
    for link in links:
        coding = quotes.get(link.id)
        name = {"code": codes, "source": names, "case": people}.get(link.about, {}).get(link.id)
        if coding is not None and coding.source in names:
            found.append(Spoken(link, coding.quote, names[coding.source], coding.start))
        elif name and link.span:
            found.append(_passage(tx, link, name))
        else:
            found.append(Spoken(link, name) if name else None)
    return found


def _passage(tx: Read, link: MemoLink, name: str) -> Spoken:
    """A passage where its words stand now; of words that a correction took out, the source is left."""
    there = spoken_passage(tx, link)
    if there is None:
        return Spoken(link, name)
    return Spoken(link, sources.cut(tx, link.id, sources.facts(tx, link.id).text_version, *there), name, there[0])


def spoken_passage(tx: Read, link: MemoLink) -> tuple[int, int] | None:
    """Of a transaction: from where to where in the text as it is now a link's passage stands; None where it is gone."""
    if link.span is None:
        return None
    start, end, version = link.span
    now = sources.facts(tx, link.id).text_version
    if version == now:
        return start, end
    carried = revise(sources.text(tx, link.id, version), sources.text(tx, link.id, now)).carry(start, end)
    return None if carried.fared == "lost" else (carried.start, carried.end)
