"""A code split in two: its excerpts come up one by one, and nothing changes until the person carries it out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, cast, get_args
from uuid import UUID, uuid4

from coding.codebook import reshape
from coding.errors import CodeNotFound, EnoughExamples, NameMissing, NothingDecided, Refused
from coding.model import Code, Excerpt
from coding.store import Read, Write, code_splits, codebooks, codings, many
from coding.workbench.codebook import new_code_in
from coding.workbench.desk import reads, verb

Choice = Literal["stays", "goes", "both", "skip"]
CHOICES: tuple[Choice, ...] = get_args(Choice)
MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Split:
    """A split that is begun: of which code, what the new one is called, and how many excerpts were decided how."""

    id: UUID
    code: UUID
    name: str
    definition: str
    decided: Mapping[Choice, int]
    left: int


@verb("begin_split", "reshape_codebook")
def begin_split(tx: Write, code: UUID, name: str, definition: str = "", *, split: UUID | None = None) -> UUID:
    """Begin to split a code; the new one is made when the split is carried out."""
    if not name.strip():
        raise NameMissing
    if codebooks.get(tx, code) is None:
        raise CodeNotFound(code=code)
    made = split or uuid4()
    code_splits.begin(tx, made, code, " ".join(name.split())[:200], definition.strip())
    return made


@verb("decide_split", "reshape_codebook")
def decide_split(tx: Write, split: UUID, coding: UUID, choice: Choice) -> None:
    """Say whether an excerpt stays, goes to the new code, is given both, or is left for later."""
    if choice not in CHOICES:
        raise Refused(why=str(choice))
    begun = code_splits.get(tx, split)
    if codings.get(tx, coding).code != begun["code_id"]:
        raise Refused(why=str(coding))
    code_splits.decide(tx, split, coding, choice)


@verb("drop_split", "reshape_codebook")
def drop_split(tx: Write, split: UUID) -> None:
    """Give a split up: the code stays as it is."""
    code_splits.get(tx, split)
    code_splits.end(tx, split)


@verb("split_code", "reshape_codebook")
def split_code(tx: Write, split: UUID) -> Code:
    """Make the new code, behind the one it comes from, and give it what was decided so far; the rest stays."""
    begun = code_splits.get(tx, split)
    book = codebooks.load(tx)
    old = book.find(begun["code_id"])
    if old is None:
        raise CodeNotFound(code=begun["name"])
    going, both = (code_splits.chosen(tx, begun, choice) for choice in ("goes", "both"))
    if not going and not both:
        raise NothingDecided
    texts: dict[str, dict[str, str]] = (
        {"definition": {book.language: begun["definition"]}} if begun["definition"] else {}
    )
    made = new_code_in(tx, begun["name"], old.parent, texts=texts)
    now = codebooks.load(tx)
    beside = [one.id for one in now.codes if one.parent == old.parent and one.id != made.id]
    for one in reshape.moved(now, made.id, old.parent, beside.index(old.id) + 1):
        codebooks.change(tx, replace(one, colour=old.colour) if one.id == made.id else one)
    sources = tuple(sorted({str(one.source) for one in going}))
    many.put(tx, "coding", many.Rows(tuple(str(one.id) for one in going), sources), "code_id", old.id, made.id)
    codings.add_many(tx, [replace(one, id=uuid4(), code=made.id, made_at=tx.at) for one in both])
    code_splits.end(tx, split)
    return made


@reads
def list_splits(tx: Read) -> list[Split]:
    """The splits that were begun, the newest first; not those whose code is gone."""
    there = {one.id for one in codebooks.load(tx).codes}
    return [_split(tx, row) for row in code_splits.load(tx) if row["code_id"] in there]


@reads
def split_next(tx: Read, split: UUID) -> Excerpt | None:
    """The excerpt to decide about now; those that were left for later come last. None when all is decided."""
    found = code_splits.next_one(tx, code_splits.get(tx, split))
    return codings.excerpts_of(tx, [found]).get(found) if found else None


def _split(tx: Read, row: Mapping[str, Any]) -> Split:
    counted = code_splits.counts(tx, row)
    decided = {cast(Choice, choice): many for choice, many in counted.items() if choice}
    return Split(row["id"], row["code_id"], row["name"], row["definition"], decided, counted.get(None, 0))


# -- examples -------------------------------------------------------------------------------------


@verb("choose_example", "edit_codebook")
def choose_example(tx: Write, coding: UUID, *, chosen: bool = True) -> None:
    """Make an excerpt an example of its code, of which there are three at most, or make it none (EnoughExamples)."""
    one = codings.get(tx, coding)
    if not chosen:
        code_splits.unchoose(tx, coding)
        return
    there = {each for code, each in code_splits.examples(tx) if code == one.code}
    if len(there - {coding}) >= MOST_EXAMPLES:
        code = codebooks.get(tx, one.code)
        raise EnoughExamples(code=code.key if code else "?", count=MOST_EXAMPLES)
    code_splits.choose(tx, coding)


@reads
def chosen_examples(tx: Read) -> dict[UUID, list[Excerpt]]:
    """Code → the excerpts chosen as its examples, in the order in which they were; three at most are shown."""
    return examples_of(tx)


def examples_of(tx: Read) -> dict[UUID, list[Excerpt]]:
    """The same, inside another read."""
    listed = code_splits.examples(tx)
    there = codings.excerpts_of(tx, [coding for _, coding in listed])
    found: dict[UUID, list[Excerpt]] = {}
    for code, coding in listed:
        if coding in there and len(found.setdefault(code, [])) < MOST_EXAMPLES:
            found[code].append(there[coding])
    return found
