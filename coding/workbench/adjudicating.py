"""Where coders differ, somebody decides: into the agreed layer, with a reason that can become a codebook rule."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from coding.agreement import material as stage
from coding.agreement.kinds import KINDS, Kind
from coding.agreement.material import Place
from coding.errors import CodeNotFound, Conflict, NotAllowed, PlaceGone, Refused, RuleWithoutReason
from coding.model import CHOICES, Adjudication, Choice, Coder, Coding
from coding.store import Read, Write, agreements, codebooks, codings, layers, people, projects
from coding.workbench.agreement import Comparison, opened
from coding.workbench.assigning import AGREED
from coding.workbench.codings import NewCoding, add_codings
from coding.workbench.desk import may, reads, verb


@dataclass(frozen=True, slots=True)
class Standing:
    """How many differences of each kind there are, how many of them are decided, and how."""

    kind: Kind
    many: int
    decided: int
    unresolved: int


def queue(found: Comparison) -> list[Place]:
    """The differences in the order in which a decision tells most.

    Codes whose interval reaches lowest first (without an interval their value), then the pair of codes that is swapped
    most often, then as the sources and texts go. Each difference is one item, whoever of several coders it is between.
    """
    low = {}
    for at, code in zip(found.material.rated, found.measured().codes, strict=True):
        alpha = code.figures["alpha"]
        low[at] = alpha.low if alpha.low is not None else alpha.value if alpha.value is not None else 1.0
    pairs: dict[frozenset[int | None], int] = {}
    for place in found.places:
        key = frozenset(place.difference.codes)
        pairs[key] = pairs.get(key, 0) + 1

    def order(place: Place) -> tuple[float, int, int, int]:
        codes = [code for code in place.difference.codes if code is not None]
        lowest = min((low.get(code, 1.0) for code in codes), default=1.0)
        return (round(lowest, 2), -pairs[frozenset(place.difference.codes)], place.source, place.difference.start)

    return sorted(found.places, key=order)


def standings(found: Comparison) -> list[Standing]:
    """The differences by kind: how many, how many are decided, how many are left unresolved on purpose."""
    told = []
    for kind in KINDS:
        some = [place for place in found.places if place.difference.kind == kind]
        done = [found.decided[place.about] for place in some if place.about in found.decided]
        if some:
            open_ = sum(one.choice == "unresolved" for one in done)
            told.append(Standing(kind, len(some), len(done) - open_, open_))
    return told


@verb("adjudicate")
def adjudicate(
    tx: Write,
    agreement: UUID,
    about: Collection[UUID],
    choice: Choice,
    *,
    new: Sequence[NewCoding] = (),
    reason: str = "",
    rule: UUID | None = None,
    version: int | None = None,
) -> UUID:
    """Decide one difference of a measurement, given by the codings that differ; an earlier decision is replaced.

    The first's, the second's or both readings go into the agreed layer, or `new` ones; unresolved puts nothing there.
    With `rule`, the reason is written into the note of that code; `version` is that of the decision that was seen, 0
    where there was none. PlaceGone, RuleWithoutReason, NotAllowed, Conflict where somebody else decided meanwhile.
    """
    if choice not in CHOICES:
        raise Refused(why=choice)
    found = opened(tx, agreement)
    place = next((one for one in found.places if one.about == frozenset(about)), None)
    if place is None:
        raise PlaceGone
    source = found.material.sources[place.source]
    old = found.decided.get(place.about)
    if version is not None and version != (old.version if old else 0):
        who = people.get(tx.conn, old.coder) if old and old.coder else None
        raise Conflict(who=who.name if who else "?")
    layer = _agreed(tx)
    for made in old.made if old else ():
        if codings.by_ids(tx, [made]):
            codings.drop(tx, made)
    made_now = _made(tx, place, choice, layer, new, source.id)
    if rule:
        _write_rule(tx, rule, reason.strip())
    tx.source_id = source.id
    first, second = (found.material.layers[at][0] for at in place.pair)
    one = Adjudication(
        old.id if old else uuid4(),
        agreement,
        source.id,
        place.difference.start,
        place.difference.end,
        place.difference.kind,
        tuple(sorted(place.about)),
        choice,
        first,
        second,
        reason.strip(),
        rule,
        tuple(made_now),
    )
    agreements.decide(tx, one)
    return one.id


def _agreed(tx: Write) -> Coder:
    project = projects.get(tx)
    assert project
    return layers.make_agreed(tx, AGREED[project.language])


def _made(tx: Write, place: Place, choice: Choice, layer: Coder, new: Sequence[NewCoding], source: UUID) -> list[UUID]:
    if choice == "unresolved":
        return []
    if choice == "new":
        tx.layer_id = layer.id
        return [one.id for one in add_codings(tx, source, new)]
    sides = {"first": place.difference.ours, "second": place.difference.theirs}
    some = sides.get(choice, (*place.difference.ours, *place.difference.theirs))
    ids = [id_ for quotation in some for id_ in quotation.id]  # type: ignore[attr-defined]
    return [one.id for one in _copied(tx, ids, layer)]


def _copied(tx: Write, ids: Iterable[UUID], layer: Coder) -> list[Coding]:
    """Codings of coders once more, in the agreed layer; what stands there already is left as it is (PlaceGone)."""
    wanted = list(dict.fromkeys(ids))
    there = codings.by_ids(tx, wanted)
    if len(there) < len(wanted):
        raise PlaceGone
    made = []
    for id_ in wanted:
        one = there[id_]
        if codings.same_words(tx, one.source, one.start, one.end, one.code, layer.id):
            continue
        copy = replace(one, id=uuid4(), coder=layer.id, made_at=tx.at, origin="hand", memo="", version=1)
        codings.add(tx, copy)
        made.append(copy)
    return made


def _write_rule(tx: Write, code: UUID, reason: str) -> None:
    if not may(tx, "edit_codebook"):
        raise NotAllowed(role=people.role(tx, tx.actor_id))
    if not reason:
        raise RuleWithoutReason
    book = codebooks.load(tx)
    one = book.find(code)
    if one is None:
        raise CodeNotFound(code=code)
    note = dict(one.texts.get("note", {}))
    note[book.language] = f"{note.get(book.language, '')}\n{reason}".strip()
    codebooks.change(tx, replace(one, texts={**one.texts, "note": note}))


@verb("take_agreed", "adjudicate")
def take_agreed(tx: Write, agreement: UUID) -> int:
    """Put into the agreed layer what all coders of a measurement gave alike, word for word; gives how many codings."""
    found = opened(tx, agreement)
    layer = _agreed(tx)
    ids = [id_ for _source, some in stage.settled(found.compared, found.material) for id_ in some]
    there = codings.by_ids(tx, ids)
    known: dict[UUID, dict[tuple[UUID, int, int], UUID]] = {}
    made = []
    for id_ in dict.fromkeys(ids):
        one = there.get(id_)
        if one is None:
            continue
        if one.code not in known:
            known[one.code] = codings.given(tx, one.code, layer.id)
        where = (one.source, one.start, one.end)
        if where not in known[one.code]:
            known[one.code][where] = id_
            made.append(replace(one, id=uuid4(), coder=layer.id, made_at=tx.at, origin="hand", memo="", version=1))
    codings.add_many(tx, made)
    return len(made)


@dataclass(frozen=True, slots=True)
class Overruled:
    """How often a layer's reading was taken, and how often it was not."""

    layer: UUID
    taken: int
    overruled: int


@reads
def overruled(tx: Read, agreement: UUID) -> list[Overruled]:
    """Who was overruled how often: for supervisors and owners alone, since juniors give in (NotAllowed)."""
    if not may(tx, "review"):
        return []
    found = opened(tx, agreement)
    counts = {layer: [0, 0] for layer, _name in found.material.layers}
    for place in found.places:
        one = found.decided.get(place.about)
        if one is None or one.choice not in ("first", "second"):
            continue
        taken, lost = (one.first, one.second) if one.choice == "first" else (one.second, one.first)
        counts[taken][0] += 1
        counts[lost][1] += 1
    return [Overruled(layer, *some) for layer, some in counts.items()]
