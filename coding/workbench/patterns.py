"""What people do with pattern codes: gather codes with a because, change, take away, see what speaks for them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from coding.errors import (
    BecauseMissing,
    CodeNotFound,
    NameMissing,
    NameTaken,
    NotFound,
    PatternInUse,
    PatternWithoutCodes,
    Refused,
)
from coding.model import PATTERN_KINDS, Codebook, Pattern, Query
from coding.reduction.query import PATTERN
from coding.store import Read, Write, codebooks, patterns, projects, tallies
from coding.store.patterns import Together
from coding.workbench.desk import reads, verb
from coding.workbench.kept import Kept
from coding.workbench.queries import SETTING

_KEPT = 16


@verb("put_pattern", "reduce")
def put_pattern(tx: Write, one: Pattern, *, version: int | None = None) -> None:
    """Store a pattern code, new or changed.

    NameMissing, NameTaken, BecauseMissing, PatternWithoutCodes, CodeNotFound; Conflict where somebody was first.
    """
    clean = replace(
        one,
        name=" ".join(one.name.split()),
        because=one.because.strip(),
        codes=tuple(dict.fromkeys(one.codes)),
    )
    _check(clean, codebooks.load(tx))
    try:
        there = patterns.get(tx, one.id)
    except NotFound:
        patterns.add(tx, clean)
        return
    patterns.change(tx, clean, version=there.version if version is None else version)


def _check(one: Pattern, book: Codebook) -> None:
    if one.kind not in PATTERN_KINDS:
        raise Refused(why=one.kind)
    if not one.name:
        raise NameMissing
    if not one.because:
        raise BecauseMissing
    if not one.codes:
        raise PatternWithoutCodes
    if any(other.id != one.id and other.name.casefold() == one.name.casefold() for other in book.patterns):
        raise NameTaken(name=one.name)
    before = book.pattern(one.id)
    for code in one.codes:
        # One that was removed since may stay: undo brings it back.
        if book.find(code) is None and (before is None or code not in before.codes):
            raise CodeNotFound(code=code)


@verb("drop_pattern", "reduce")
def drop_pattern(tx: Write, pattern: UUID) -> None:
    """Take a pattern code away (NotFound; PatternInUse where a kept query asks for it)."""
    there = patterns.get(tx, pattern)
    here = projects.get(tx)
    for name, (text, _whole) in (here.settings.get(SETTING, {}) if here else {}).items():
        if f"{PATTERN}:{pattern}" in text:
            raise PatternInUse(query=name, name=there.name)
    patterns.drop(tx, pattern)


@reads
def list_patterns(tx: Read) -> list[Pattern]:
    """The pattern codes, by name."""
    return list(codebooks.load(tx).patterns)


@dataclass(frozen=True, slots=True)
class Support:
    """How many excerpts and informants stand behind something."""

    excerpts: int = 0
    informants: int = 0


_SUPPORT = Kept[dict[UUID, Support]](_KEPT)
"""What was counted last, as long as nothing in its project has changed: it takes a look at every coding."""


@reads
def pattern_support(tx: Read) -> dict[UUID, Support]:
    """What stands behind each pattern code and each of its codes (with those under it), by id."""
    key = (tx.sight, tx.project_id, projects.rev(tx))
    if (kept := _SUPPORT.get(key)) is not None:
        return kept
    book = codebooks.load(tx)
    wanted = {code: book.below(code) for one in book.patterns for code in one.codes}
    wanted |= {one.id: book.gathered(one.id) for one in book.patterns}
    codes = tuple({code for some in wanted.values() for code in some})
    if not codes:
        return {}
    excerpts: dict[UUID, int] = {}
    said: dict[UUID, set[str]] = {}
    for group in tallies.grouped(tx, Query(codes=codes), "code", "case"):
        code = UUID(group.row)
        excerpts[code] = excerpts.get(code, 0) + group.excerpts
        if group.column is not None:
            said.setdefault(code, set()).add(group.column)
    told = {id_: _support(some, excerpts, said) for id_, some in wanted.items()}
    _SUPPORT.put(key, told)
    return told


def _support(codes: tuple[UUID, ...], excerpts: Mapping[UUID, int], said: Mapping[UUID, set[str]]) -> Support:
    informants = set[str]().union(*(said.get(code, ()) for code in codes))
    return Support(sum(excerpts.get(code, 0) for code in codes), len(informants))


_PAIRS = Kept[list[Together]](_KEPT)


@reads
def codes_together(tx: Read, limit: int = 12) -> list[Together]:
    """The pairs of codes, the earlier in the codebook first, that most often stand on the same words.

    Those that a pattern code gathers already are left out.
    """
    key = (tx.sight, tx.project_id, projects.rev(tx), limit)
    if (kept := _PAIRS.get(key)) is not None:
        return kept
    book = codebooks.load(tx)
    place = {one.id: at for at, one in enumerate(book.codes)}
    gathered = [set(book.gathered(one.id)) for one in book.patterns]
    found = [
        one
        for one in patterns.together(tx)
        if {one.first, one.second} <= place.keys()
        and place[one.first] < place[one.second]
        and not any({one.first, one.second} <= codes for codes in gathered)
    ]
    found.sort(key=lambda one: (-one.excerpts, place[one.first], place[one.second]))
    _PAIRS.put(key, found[:limit])
    return found[:limit]
