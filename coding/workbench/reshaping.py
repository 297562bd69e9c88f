"""The codebook reshaped: codes moved, merged, taken out; their codings, and what names them, follow as one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from coding.codebook import reshape
from coding.errors import CodeInUse, CodeMergedWithItself, CodeNotCodable, CodeNotFound
from coding.model import Code, Codebook
from coding.store import Read, Write, code_concerns, code_following, codebooks, many, tallies
from coding.store.code_concerns import Concerns as Concerns
from coding.workbench.desk import reads, verb


@dataclass(frozen=True, slots=True)
class Heard:
    """How often a code was given, in how many sources, and to how many informants' words."""

    excerpts: int = 0
    sources: int = 0
    informants: int = 0


@reads
def code_heard(tx: Read) -> dict[UUID, Heard]:
    """What stands behind each code; none for a code that was never given."""
    there = [one.id for one in codebooks.load(tx).codes]
    found = tallies.of_codes(tx, there)
    return {code: Heard(one.excerpts, one.sources, one.informants) for code, one in found.items()}


@reads
def code_concerns_of(tx: Read, code: UUID, into: UUID | None = None) -> Concerns:
    """What a merge of a code into another one, or its deletion, would touch."""
    book = codebooks.load(tx)
    _find(book, code)
    return code_concerns.concerns(tx, code, into)


@verb("move_code", "edit_codebook")
def move_code(tx: Write, code: UUID, parent: UUID | None, at: int | None = None) -> None:
    """Put a code, with all under it, `at` a place among the codes of a parent (None: at the top; last)."""
    book = codebooks.load(tx)
    changed = reshape.moved(book, code, parent, at)
    _store(tx, book, changed)


@verb("recolour_code", "edit_codebook")
def recolour_code(tx: Write, code: UUID, colour: str, *, below: bool = False) -> None:
    """Give a code another colour, and where wanted all under it the same."""
    book = codebooks.load(tx)
    _find(book, code)
    some = set(book.below(code)) if below else {code}
    _store(tx, book, reshape.recoloured(book, some, colour))


@verb("merge_codes", "reshape_codebook")
def merge_codes(tx: Write, codes: Sequence[UUID], into: UUID, *, texts: bool = True) -> int:
    """Let codes become one: what was coded with them is coded with `into`; gives how many codings moved.

    The same words coded by the same person with both stay once, with what was said of either. Rules, memos, ledger,
    cells, verdicts, propositions, queries, displays, maps and report name `into` from now on; `texts` says that the
    words of the codes are set behind its own.
    """
    moved = 0
    for code in dict.fromkeys(codes):
        book = codebooks.load(tx)
        one, other = _find(book, code), _find(book, into)
        if one.id == other.id:
            raise CodeMergedWithItself(code=one.key)
        moved += _give(tx, book, one, other, texts=texts)
    return moved


@verb("delete_code", "reshape_codebook")
def delete_code(tx: Write, code: UUID, *, to: UUID | None = None, codings: bool = False) -> int:
    """Take a code out and give its codings `to` another one, or with `codings` take these away too; gives how many.

    The codes under it come to stand where it stood. CodeInUse where there are codings and neither is said.
    """
    book = codebooks.load(tx)
    one = _find(book, code)
    if to is not None:
        other = _find(book, to)
        if one.id == other.id:
            raise CodeMergedWithItself(code=one.key)
        return _give(tx, book, one, other, texts=False)
    there = code_following.of_code(tx, code)
    if there.ids and not codings:
        raise CodeInUse(code=one.key, count=len(there.ids))
    code_following.leave(tx, code)
    _take_out(tx, book, one, None, one.parent)
    many.delete(tx, "coding", there)
    return len(there.ids)


def _give(tx: Write, book: Codebook, one: Code, other: Code, *, texts: bool) -> int:
    there = codebooks.count(tx, one.id)
    if there and not other.codable:
        raise CodeNotCodable(code=other.key)
    inside = other.id in book.below(one.id)
    parent = one.parent if inside or not texts else other.id
    _take_out(tx, book, one, other, parent, texts=texts)
    code_following.unite(tx, code_following.doubles(tx, one.id, other.id))
    code_following.follow(tx, one.id, other.id)
    return there


def _take_out(
    tx: Write, book: Codebook, one: Code, other: Code | None, parent: UUID | None, *, texts: bool = False
) -> None:
    """Mark a code deleted, which is told first, and store the codes that change by that."""
    changed: dict[UUID, Code] = {each.id: each for each in reshape.lifted(book, one.id, parent)}
    now = reshape.checked(book, list(changed.values()))
    for each in reshape.redirected(now, one.id, other.id if other else None):
        changed[each.id] = each
    if other is not None and texts:
        own = changed.get(other.id, other)
        if (both := reshape.united(own, one)) != own:
            changed[other.id] = both
    reshape.checked(book, list(changed.values()), gone=one.id)
    codebooks.drop(tx, one.id)
    for each in changed.values():
        codebooks.change(tx, each)


def _store(tx: Write, book: Codebook, changed: Sequence[Code]) -> None:
    reshape.checked(book, list(changed))
    # The one that was meant stands first in the history.
    for each in changed:
        codebooks.change(tx, each)


def _find(book: Codebook, code: UUID) -> Code:
    found = book.find(code)
    if found is None:
        raise CodeNotFound(code=code)
    return found
