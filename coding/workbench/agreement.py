"""What coders agree on: measured on codings as they are now, which are kept with what came of it, and read again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from coding.agreement import confusion as cells
from coding.agreement import material as stage
from coding.agreement.kinds import Compared
from coding.agreement.material import CodeThen, Given, Material, Place, SourceThen
from coding.agreement.measuring import Measured
from coding.agreement.telling import told
from coding.errors import LayersTooFew, NotAllowed, NotFound, Refused, StillBlind
from coding.model import AGREEMENT_UNITS, Adjudication, Agreement, AgreementUnit, Coder, Unit
from coding.segmentation import segments
from coding.store import (
    Read,
    Write,
    agreements,
    assignments,
    codebooks,
    layers,
    people,
    progress,
    projects,
    seeing,
    sources,
)
from coding.workbench.assigning import AGREED
from coding.workbench.desk import Actor, may, reads, verb
from coding.workbench.kept import Kept


@dataclass(frozen=True, slots=True)
class LayerFacts:
    """A layer that can be compared: how many sources it finished, and those where it coded and did not say so."""

    layer: Coder
    finished: int
    open: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """A kept measurement, opened: what was compared, every pair of layers in every source, and what is decided.

    `stale` are the sources that are others now.
    """

    agreement: Agreement
    material: Material
    compared: tuple[tuple[int, tuple[int, int], Compared], ...]
    decided: dict[frozenset[UUID], Adjudication]
    stale: tuple[str, ...]

    @property
    def places(self) -> list[Place]:
        """Where layers differ, in the order of sources and texts."""
        return stage.places(self.compared)

    def confusion(self) -> cells.Confusion:
        """Which codes stand for which."""
        return stage.confusion(self.material, self.compared)

    def measured(self, *, coded_only: bool = False) -> Measured:
        """All figures; worked out once."""
        key = (self.agreement.id, self.agreement.version, coded_only)
        found = _MEASURED.get(key)
        if found is None:
            found = stage.measured(self.material, coded_only=coded_only)
            _MEASURED.put(key, found)
        return found


_MEASURED = Kept[Measured](16)
_OPENED = Kept[tuple[Agreement, Material, tuple[tuple[int, tuple[int, int], Compared], ...]]](8)


@reads
def comparable_layers(tx: Read) -> list[LayerFacts]:
    """The layers there are to compare: people and their rounds, who finished most first."""
    there = set(sources.names(tx).values())
    done = {(source, layer) for source, layer in assignments.done(tx) if source in there}
    open_ = {(source, layer) for source, layer in agreements.coded(tx) if source in there} - done
    some = [member.coder for member in people.members(tx) if member.coder.kind != "agreed"]
    facts = [
        LayerFacts(
            one,
            sum(layer == one.id for _source, layer in done),
            tuple(sorted(source for source, layer in open_ if layer == one.id)),
        )
        for one in some
    ]
    return sorted(facts, key=lambda one: (-one.finished, one.layer.name))


@reads
def list_agreements(tx: Read) -> list[Agreement]:
    """What was measured, the newest first, without what was compared."""
    return agreements.load(tx)


@reads
def open_agreement(tx: Read, agreement: UUID) -> Comparison:
    """A measurement as it was kept, and how it stands now (NotFound)."""
    return opened(tx, agreement)


def opened(tx: Read, agreement: UUID) -> Comparison:
    """The same, inside another read or verb."""
    _sees_all(tx)
    key = (str(tx.conn.engine.url), agreement, agreements.version(tx, agreement))
    found = _OPENED.get(key)
    if found is None:
        one = agreements.get(tx, agreement)
        material = stage.read(one.material)
        found = (one, material, tuple(stage.comparisons(material)))
        _OPENED.put(key, found)
    one, material, compared = found
    return Comparison(one, material, compared, agreements.decisions(tx), _stale(tx, material))


def _stale(tx: Read, material: Material) -> tuple[str, ...]:
    now = agreements.text_versions(tx)
    there = [one.id for one in material.sources if one.id in now]
    rows = agreements.rows(tx, [layer for layer, _name in material.layers], there)
    done = _done(tx, [layer for layer, _name in material.layers])

    number = {layer: at for at, (layer, _name) in enumerate(material.layers)}

    def stands(one: SourceThen) -> bool:
        finished = {number[layer] for layer in done.get(one.id, frozenset[UUID]())}
        given = {(row[0], row[1]) for row in rows.get(one.id, [])}
        return (
            one.id in now
            and one.text_version == now[one.id][1]
            and set(one.done) == finished
            and {(each.id, each.version) for each in one.given} == given
        )

    return tuple(one.name for one in material.sources if not stands(one))


def _done(tx: Read, chosen: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    found: dict[UUID, set[UUID]] = {}
    for source, layer in assignments.done(tx):
        if layer in chosen:
            found.setdefault(source, set()).add(layer)
    return {source: frozenset(some) for source, some in found.items()}


def _sees_all(tx: Read) -> None:
    """Refuse whoever does not see others' codings, or is blind to some of them still (NotAllowed, StillBlind)."""
    role = people.role(tx, tx.actor_id)
    if not may(tx, "see_others") and not (role == "student" and seeing.students_see_others(tx)):
        raise NotAllowed(role=role)
    if not seeing.sight(tx, every=True).whole:
        raise StillBlind


@verb("finish_for", "assign")
def finish_for(tx: Write, layer: UUID, chosen: Collection[UUID]) -> None:
    """Say for a coder that sources are finished, as of codings that came by a table (NotFound)."""
    if layer not in {member.coder.id for member in people.members(tx)}:
        raise NotFound(what="coder")
    tx.layer_id = layer
    for source in chosen:
        sources.facts(tx, source)
        progress.set_finished(tx, source, True)


@verb("measure_agreement")
def keep_agreement(tx: Write, one: Agreement) -> None:
    """Keep what was measured, and see that there is a layer for what is agreed on (NotAllowed, StillBlind)."""
    _sees_all(tx)
    agreements.add(tx, one)
    project = projects.get(tx)
    assert project
    layers.make_agreed(tx, AGREED[project.language])


@reads
def what_is_compared(
    tx: Read, chosen: Sequence[UUID], unit: AgreementUnit, only: Collection[UUID] | None = None
) -> Material:
    """The codings of these layers as they are now."""
    return _gathered(tx, list(dict.fromkeys(chosen)), unit, only)


def measure_agreement(
    actor: Actor,
    project: UUID,
    chosen: Sequence[UUID],
    unit: AgreementUnit = "turn",
    *,
    only: Collection[UUID] | None = None,
    note: str = "",
) -> UUID:
    """Keep the codings of these layers as they are now, and what they agree on; in some sources only, where said.

    A source counts for the layers that finished it. LayersTooFew; NotAllowed where others' codings are not shown to the
    actor, StillBlind while some are hidden.
    """
    if unit not in AGREEMENT_UNITS:
        raise Refused(why=unit)
    # Nobody waits for the reckoning: it reads, and only then writes.
    material = what_is_compared(actor, project, chosen, unit, only)
    one = Agreement(
        uuid4(),
        tuple(layer for layer, _name in material.layers),
        unit,
        stage.written(material),
        told(material, stage.measured(material)),
        note.strip(),
    )
    keep_agreement(actor, project, one)
    return one.id


def _gathered(tx: Read, chosen: list[UUID], unit: AgreementUnit, only: Collection[UUID] | None) -> Material:
    names = {member.coder.id: member.coder for member in people.members(tx)}
    for layer in chosen:
        if layer not in names or names[layer].kind == "agreed":
            raise NotFound(what="coder")
    if len(chosen) < 2:
        raise LayersTooFew
    _sees_all(tx)
    texts = agreements.text_versions(tx)
    wanted = [id_ for id_ in texts if only is None or id_ in only]
    rows, done = agreements.rows(tx, chosen, wanted), _done(tx, chosen)
    independent = {(one.source, one.layer) for one in assignments.load(tx) if one.blind}
    book = codebooks.load(tx)
    number = {code.id: at for at, code in enumerate(book.codes)}
    index = {layer: at for at, layer in enumerate(chosen)}
    codes = tuple(
        CodeThen(one.id, one.key, dict(one.name), number.get(one.parent) if one.parent else None, one.codable)
        for one in book.codes
    )
    found = []
    for id_ in sorted(wanted, key=lambda one: texts[one][0]):
        name, version, length = texts[id_]
        finished, here = done.get(id_, frozenset()), rows.get(id_, [])
        if not finished and not here:
            continue
        found.append(
            SourceThen(
                id_,
                name,
                version,
                length,
                tuple(sorted(index[layer] for layer in finished)),
                tuple(
                    Given(row[0], row[1], index[row[2]], number[row[3]], row[4], row[5])
                    for row in here
                    if row[3] in number
                ),
                _units(tx, id_, unit) if unit != "span" and len(finished) > 1 else (),
                all((id_, layer) in independent for layer in finished),
            )
        )
    return Material(
        unit, tuple((layer, names[layer].name) for layer in chosen), codes, tuple(found), book.version, len(texts)
    )


def _units(tx: Read, source: UUID, unit: Unit) -> tuple[tuple[int, int], ...]:
    return tuple((one.start, one.end) for one in segments(sources.load(tx, source)[0], unit))
