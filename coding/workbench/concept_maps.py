"""What people do with concept maps: begin, draw, say what speaks for a relation, rename, take away, look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from coding import reduction
from coding.errors import (
    AlreadyOnMap,
    AlreadyTied,
    CodeNotFound,
    ConceptGone,
    MapUnknown,
    NameMissing,
    NameTaken,
    NotFound,
    Refused,
    TiedToItself,
)
from coding.model import (
    CONCEPT_KINDS,
    TIE_KINDS,
    And,
    Concept,
    ConceptMap,
    Expression,
    HasCode,
    Language,
    Query,
    Related,
    Tie,
    Where,
)
from coding.store import Read, Write, cases, codebooks, codings, maps, projects
from coding.workbench.concept_map_starts import Start, begun
from coding.workbench.concept_map_things import Thing, things
from coding.workbench.desk import Actor, reads, verb

FARTHEST = 100_000
"""Pixels from the corner of a map."""

MOST = 400
"""Concepts of a map, and ties: more is no longer a map."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One act on a map: concepts and ties put there or written anew, concepts moved, and what is taken away."""

    concepts: Sequence[Concept] = ()
    ties: Sequence[Tie] = ()
    moved: Mapping[UUID, tuple[int, int]] = field(default_factory=dict)
    gone: Sequence[UUID] = ()


def begin_map(actor: Actor, project: UUID, name: str, start: Start | None) -> UUID:
    """A new map, drawn from data to begin with or empty (NameMissing, NameTaken, NotFound).

    What takes time is read before anything is written: nobody waits for it.
    """
    return make_map(actor, project, name, begun_map(actor, project, start) if start else None)


@reads
def begun_map(tx: Read, start: Start) -> Drawing:
    """What the data put on a map to begin with (NotFound)."""
    return Drawing(*begun(tx, start))


@verb("make_map", "reduce")
def make_map(tx: Write, name: str, begun: Drawing | None = None) -> UUID:
    """A new map under a name, empty or with what it begins with (NameMissing, NameTaken)."""
    one = ConceptMap(uuid4(), _named(tx, name))
    drawn = begun or Drawing()
    maps.add(tx, replace(one, concepts=tuple(drawn.concepts), ties=tuple(drawn.ties)))
    return one.id


@verb("draw_map", "reduce")
def draw_map(tx: Write, map: UUID, drawing: Drawing) -> None:  # noqa: A002
    """Do one act on a map; what is not its own is refused as a whole.

    NotFound, ConceptGone, AlreadyOnMap, AlreadyTied, TiedToItself, NameMissing; Conflict where somebody else wrote
    other words for a concept or a tie first.
    """
    tx.source_id = map
    here = maps.get(tx, map)
    if drawing.gone:
        maps.take_away(tx, map, list(drawing.gone))
        here = maps.get(tx, map)
    for one in drawing.concepts:
        here = _put_concept(tx, here, one)
    for tie in drawing.ties:
        here = _put_tie(tx, here, tie)
    if drawing.moved:
        maps.move(tx, map, {id_: _inside(*place) for id_, place in drawing.moved.items()})


def _inside(x: int, y: int) -> tuple[int, int]:
    if not (-FARTHEST <= x <= FARTHEST and -FARTHEST <= y <= FARTHEST):
        raise Refused(why=f"{x}, {y}")
    return x, y


def _put_concept(tx: Write, here: ConceptMap, one: Concept) -> ConceptMap:
    words = " ".join(one.text.split())
    if one.kind not in CONCEPT_KINDS or (one.kind == "word") != (one.of is None):
        raise Refused(why=one.kind)
    if one.kind == "word" and not words:
        raise NameMissing
    clean = replace(one, text=words if one.kind == "word" else "")
    before = next((each for each in here.concepts if each.id == one.id), None)
    if before is not None:
        if before.kind != "word" or one.kind != "word":
            raise Refused(why=one.kind)
        maps.change_concept(tx, clean)
        return here
    _inside(one.x, one.y)
    if len(here.concepts) >= MOST:
        raise Refused(why=str(MOST))
    if one.of is not None:
        thing = things(tx).get(one.of)
        if thing is None or thing.kind != one.kind:
            raise CodeNotFound(code=one.of) if one.kind == "code" else NotFound(what=one.kind)
        if any(each.of == one.of for each in here.concepts):
            raise AlreadyOnMap(name=thing.name)
    maps.add_concept(tx, here.id, clean)
    return replace(here, concepts=(*here.concepts, clean))


def _put_tie(tx: Write, here: ConceptMap, one: Tie) -> ConceptMap:
    word = " ".join(one.word.split()) if one.kind == "own" else ""
    clean = replace(one, word=word, comment=one.comment.strip())
    if one.kind not in TIE_KINDS:
        raise Refused(why=one.kind)
    if one.kind == "own" and not word:
        raise NameMissing
    if one.this == one.that:
        raise TiedToItself
    if not {one.this, one.that} <= {each.id for each in here.concepts}:
        raise ConceptGone
    same = (one.this, one.kind, one.that, word)
    if any((each.this, each.kind, each.that, each.word) == same and each.id != one.id for each in here.ties):
        raise AlreadyTied
    before = next((each for each in here.ties if each.id == one.id), None)
    if before is not None:
        if {before.this, before.that} != {one.this, one.that}:
            raise Refused(why=str(one.id))
        maps.change_tie(tx, clean)
        return here
    if len(here.ties) >= MOST:
        raise Refused(why=str(MOST))
    maps.add_tie(tx, here.id, replace(clean, evidence=()))
    return replace(here, ties=(*here.ties, clean))


@verb("put_evidence", "reduce")
def put_evidence(tx: Write, tie: UUID, evidence: Sequence[UUID], *, version: int | None = None) -> None:
    """Say which codings speak for a tie (ConceptGone, Conflict; NotFound for one that was not there before).

    One that was taken away meanwhile may stay: undo brings it back.
    """
    here, one = maps.map_of(tx, tie)
    tx.source_id = here.id
    wanted = list(dict.fromkeys(evidence))
    if set(wanted) - set(one.evidence) - maps.standing(tx, wanted):
        raise NotFound(what="coding")
    maps.put_evidence(tx, tie, wanted, version=version)


@verb("name_map", "reduce")
def name_map(tx: Write, map: UUID, name: str, *, version: int | None = None) -> None:  # noqa: A002
    """Give a map another name (NotFound, NameMissing, NameTaken, Conflict)."""
    maps.rename(tx, map, _named(tx, name, map), version=version)


@verb("drop_map", "reduce")
def drop_map(tx: Write, map: UUID) -> None:  # noqa: A002
    """Take a map away, with all that stands on it (NotFound)."""
    maps.drop(tx, maps.get(tx, map).id)


def _named(tx: Read, name: str, but: UUID | None = None) -> str:
    clean = " ".join(name.split())
    if not clean:
        raise NameMissing
    if any(one.id != but and one.name.casefold() == clean.casefold() for one in maps.load(tx)):
        raise NameTaken(name=clean)
    return clean


# -- looking --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Charted:
    """A map as it stands: everything that could stand on it by its id, and the evidence that is still there.

    `rev` is that of the project.
    """

    map: ConceptMap
    things: Mapping[UUID, Thing]
    standing: frozenset[UUID]
    rev: int

    def thing(self, one: Concept) -> Thing | None:
        """The code, informant or memo a concept means; None for a free word, and for what was removed."""
        return self.things.get(one.of) if one.of else None

    def evidence(self, tie: Tie) -> list[UUID]:
        """The codings that speak for a tie and are still there."""
        return [one for one in tie.evidence if one in self.standing]


@reads
def list_maps(tx: Read) -> list[ConceptMap]:
    """The concept maps by name, without what stands on them."""
    return maps.load(tx)


@reads
def find_map(tx: Read, name: str = "") -> UUID:
    """The map of this name, whatever its case; without a name, the only one there is (MapUnknown)."""
    there = maps.load(tx)
    wanted = [one for one in there if not name or one.name.casefold() == name.strip().casefold()]
    if len(wanted) != 1:
        raise MapUnknown(name=name or "–", known=", ".join(one.name for one in there) or "–")
    return wanted[0].id


@reads
def concept_map(tx: Read, map: UUID, *, language: Language | None = None) -> Charted:  # noqa: A002
    """A map with the names of what stands on it, in the language of the project unless another is said (NotFound)."""
    one = maps.get(tx, map)
    here = projects.get(tx)
    assert here
    evidence = list({each for tie in one.ties for each in tie.evidence})
    return Charted(one, things(tx, language), frozenset(maps.standing(tx, evidence)), here.rev)


def evidence_asked(one: Tie) -> Where:
    """What finds the codings that speak for a tie."""
    return Where("tie", "=", str(one.id))


@reads
def tie_query(tx: Read, tie: UUID) -> str:
    """The query that finds what may speak for a tie, in words; empty where its ends say nothing of that."""
    here, one = maps.map_of(tx, tie)
    ends = {each.id: each for each in here.concepts}
    book = codebooks.load(tx)
    people = {each.id: each.key for each in cases.load(tx)}
    this, that = ends[one.this], ends[one.that]
    parts: list[Expression] = [
        HasCode(each.of) for each in (this, that) if each.kind == "code" and each.of and book.find(each.of)
    ]
    said: list[Expression] = [Where("case", "=", people[each.of]) for each in (this, that) if each.of in people]
    if len(parts) == 2:
        parts = [Related(parts[0], "overlapping", parts[1])]
    asked = [*parts, *said]
    if not asked:
        return ""
    return reduction.written(asked[0] if len(asked) == 1 else And(tuple(asked)), book)


@reads
def tie_evidence(tx: Read, tie: UUID, text: str, *, limit: int = 20) -> list[UUID]:
    """The first codings that this query finds, without those that speak for the tie already (QueryInvalid)."""
    _here, one = maps.map_of(tx, tie)
    query = Query(where=reduction.parse(text, codebooks.load(tx)))
    found = codings.first(tx, query, limit=limit + len(one.evidence))
    return [coding for coding, _code in found if coding not in one.evidence][:limit]
