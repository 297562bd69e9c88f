"""The codebook: read, added to, reworded, taken in and given out; every change is a version in the store."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from uuid import UUID, uuid4

from coding import codebook as stage
from coding.codebook import Difference
from coding.codebook.reshape import redirected
from coding.errors import CodeInUse, CodeNotFound, HasChildren, NameMissing, NameTaken
from coding.model import Code, Codebook, Coding
from coding.store import Read, Write, census, code_splits, codebooks, codings, keywords, projects, sources
from coding.workbench.codings import NewCoding, add_codings
from coding.workbench.desk import reads, verb
from coding.workbench.kept import Kept


@reads
def codebook(tx: Read) -> Codebook:
    """The codebook as it stands."""
    return codebooks.load(tx)


@reads
def find_code(tx: Read, ref: str) -> Code:
    """The code with this key (whatever its case) or UUID (CodeNotFound)."""
    found = codebooks.load(tx).find(ref)
    if found is None:
        raise CodeNotFound(code=ref)
    return found


@reads
def codebook_versions(tx: Read) -> list[Codebook]:
    """Every version of the codebook, oldest first."""
    return codebooks.versions(tx)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the codebook: who made it, when, and what changed from the one before."""

    number: int
    at: datetime
    by: UUID
    changes: tuple[Difference, ...]


@reads
def codebook_history(tx: Read, limit: int = 20) -> list[Version]:
    """The newest versions, newest first."""
    there = codebooks.newest(tx, limit + 1)
    first = () if len(there) > limit else ((Codebook(()), *there[0][1:]),) if there else ()
    steps = pairwise([*first, *there])
    told = [Version(now.version, at, by, tuple(stage.diff(old, now))) for (old, _at, _by), (now, at, by) in steps]
    return told[::-1]


@reads
def compare_codebook(tx: Read, book: Codebook) -> list[Difference]:
    """What `take_codebook` would change: codes added, and what is reworded in those of a known key."""
    return compare_with(codebooks.load(tx), book)


def compare_with(now: Codebook, book: Codebook) -> list[Difference]:
    """The same, where the codebook is read already."""
    known = {one.key.casefold() for one in now.codes}
    order = {one.key.casefold(): one.order for one in now.codes}
    kept = tuple(replace(one, order=order.get(one.key.casefold(), one.order)) for one in book.codes)
    changes = stage.diff(now, replace(book, codes=kept))
    return [
        one for one in changes if one.kind != "removed" and (one.kind != "added" or one.key.casefold() not in known)
    ]


_COUNTS = Kept[dict[UUID, int]](24)


@reads
def code_counts(tx: Read) -> dict[UUID, int]:
    """Codings per code."""
    key = (tx.sight, tx.project_id, projects.rev(tx))
    if (kept := _COUNTS.get(key)) is None:
        _COUNTS.put(key, kept := census.of_codes(tx))
    return dict(kept)


@reads
def examples(tx: Read, code: UUID, limit: int = 3) -> list[tuple[str, Coding]]:
    """A few real codings of a code, each with its source's name: those chosen as its examples, then the newest."""
    chosen = [coding for of, coding in code_splits.examples(tx) if of == code][:limit]
    there, names = codings.by_ids(tx, chosen), {id_: name for name, id_ in sources.names(tx).items()} if chosen else {}
    first = [(names[there[one].source], there[one]) for one in chosen if one in there]
    newest = codings.examples(tx, code, limit=limit + len(first))
    return [*first, *(one for one in newest if one[1].id not in there)][:limit]


@verb("add_code", "edit_codebook")
def add_code(
    tx: Write,
    name: str,
    *,
    parent: UUID | None = None,
    code_id: UUID | None = None,
    key: str = "",
    codable: bool = True,
    texts: Mapping[str, Mapping[str, str]] | None = None,
) -> Code:
    """A new code, named in the project's language, after its siblings; its key is made from the name."""
    return _new_code(tx, name, parent, code_id, key, codable, texts or {})


def _new_code(
    tx: Write,
    name: str,
    parent: UUID | None,
    code_id: UUID | None,
    key: str,
    codable: bool,
    texts: Mapping[str, Mapping[str, str]],
) -> Code:
    name = " ".join(name.split())
    if not name:
        raise NameMissing
    book = codebooks.load(tx)
    above = book.find(parent) if parent else None
    if parent and above is None:
        raise CodeNotFound(code=parent)
    if any(one.label(book.language).casefold() == name.casefold() and one.parent == parent for one in book.codes):
        raise NameTaken(name=name)
    taken = codebooks.taken_keys(tx)
    if key and key.casefold() in taken:
        raise NameTaken(name=key)
    one = stage.new_code(book, code_id or uuid4(), name, parent=parent, taken=taken)
    one = replace(one, key=key or one.key, sign=key or one.key, codable=codable, texts=texts)
    codebooks.add(tx, one)
    return one


def new_code_in(tx: Write, name: str, parent: UUID | None, *, texts: Mapping[str, Mapping[str, str]]) -> Code:
    """The work of `add_code`, inside another verb."""
    return _new_code(tx, name, parent, None, "", True, texts)


@verb("code_anew", "edit_codebook")
def code_anew(
    tx: Write, source: UUID, name: str, words: Sequence[NewCoding], *, code_id: UUID, parent: UUID | None = None
) -> Code:
    """Make a code and give it to the words that called for it, as one act."""
    one = _new_code(tx, name, parent, code_id, "", True, {})
    add_codings(tx, source, words)
    return one


@verb("change_code", "edit_codebook")
def change_code(tx: Write, one: Code, *, version: int | None = None) -> None:
    """Store a code's new name, texts, colour, sign, shortcut, parent or order (Conflict where somebody was first)."""
    book = codebooks.load(tx)
    old = book.find(one.id)
    if old is None:
        raise CodeNotFound(code=one.key)
    if not one.label(book.language).strip() or not one.key.strip():
        raise NameMissing
    if one.key.casefold() != old.key.casefold() and one.key.casefold() in codebooks.taken_keys(tx):
        raise NameTaken(name=one.key)
    stage.check(replace(book, codes=tuple(one if code.id == one.id else code for code in book.codes)))
    codebooks.change(tx, one, version=version)


@verb("remove_code", "edit_codebook")
def remove_code(tx: Write, code: UUID) -> None:
    """Take a code out of the codebook; one with codings or with codes below it is refused."""
    book = codebooks.load(tx)
    one = book.find(code)
    if one is None:
        raise CodeNotFound(code=code)
    if any(child.parent == one.id for child in book.codes):
        raise HasChildren(code=one.key)
    used = codebooks.counts(tx).get(one.id, 0)
    if used:
        raise CodeInUse(code=one.key, count=used)
    keywords.drop_all(tx, one.id)
    codebooks.drop(tx, one.id)
    for other in redirected(book, one.id, None):
        codebooks.change(tx, other)


@verb("take_codebook", "edit_codebook")
def take_codebook(tx: Write, book: Codebook, *, retire: bool = False) -> tuple[int, int]:
    """Bring a codebook in: codes with a known key are reworded, others added; gives (added, changed).

    With `retire`, codes that are not in it are taken out, where they have no codings and nothing stands under them.
    """
    stage.check(book)
    now = codebooks.load(tx)
    taken = codebooks.taken_keys(tx)
    known = {one.key.casefold(): one for one in now.codes}
    ids = {one.id: known[one.key.casefold()].id if one.key.casefold() in known else uuid4() for one in book.codes}
    last = max((one.order for one in now.codes), default=0)
    added = changed = 0
    for offset, incoming in enumerate(book.codes, start=1):
        one = codebooks.with_ids(incoming, ids)
        old = known.get(one.key.casefold())
        if old is None:
            if one.key.casefold() in taken:
                one = replace(one, key=stage.make_key(one.label(now.language), taken))
            codebooks.add(tx, replace(one, order=last + offset))
            added += 1
        elif replace(one, order=old.order, version=old.version) != old:
            codebooks.change(tx, replace(one, order=old.order))
            changed += 1
    if retire:
        _retire(tx, {one.key.casefold() for one in book.codes})
    return added, changed


def _retire(tx: Write, kept: Set[str]) -> None:
    for one in reversed(codebooks.load(tx).codes):
        now = codebooks.load(tx)
        below = any(child.parent == one.id for child in now.codes)
        if one.key.casefold() in kept or codebooks.count(tx, one.id) or below:
            continue
        keywords.drop_all(tx, one.id)
        codebooks.drop(tx, one.id)
        for other in redirected(now, one.id, None):
            codebooks.change(tx, other)


def read_codebook(text: str) -> Codebook:
    """A codebook from YAML (CodebookInvalid says where it is wrong)."""
    return stage.read_yaml(text)


def write_codebook(book: Codebook) -> str:
    """A codebook as YAML, readable and lossless."""
    return stage.write_yaml(book)
