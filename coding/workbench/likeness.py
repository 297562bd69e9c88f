"""More like this, and least like the others: excerpts found by what they say, with the newest model's directions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np

from coding.model import Excerpt, Language, Query, Segment, Unit
from coding.store import Read, codings, ledger, sources
from coding.store import material as rows
from coding.store.material import Facts
from coding.suggestion.likeness import Vectors, least_typical, most_like
from coding.workbench.desk import reads
from coding.workbench.suggesting_material import CUTS, Record, chosen_layers, given_to
from coding.workbench.training import Trained, read_cache


@dataclass(frozen=True, slots=True)
class Alike:
    """A segment without a code, who says it, and how much it is like the words asked about (cosine)."""

    source: UUID
    start: int
    end: int
    quote: str
    likeness: float
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Odd:
    """A coding, how much it is like the others of its code (cosine), and the code whose codings it is more like."""

    excerpt: Excerpt
    likeness: float
    nearer: UUID | None


@reads
def alike(tx: Read, source: UUID, start: int, end: int, *, most: int = 10, unit: Unit = "turn") -> list[Alike] | None:
    """The segments most like these words that the actor has given no code, the nearest first.

    Looked for in all sources of the same language; None where nothing was trained on it yet, or not on this machine.
    """
    return alike_to(tx, [(source, start, end)], most=most, unit=unit)


def alike_to(
    tx: Read, spans: Sequence[tuple[UUID, int, int]], *, most: int = 10, unit: Unit = "turn"
) -> list[Alike] | None:
    """Of a transaction: the segments without a code that are most like any of these words, the nearest first."""
    known: dict[UUID, Language] = {}
    for source in {source for source, _start, _end in spans}:
        known |= {facts.id: facts.language for facts in rows.sources(tx, source)}
    found: dict[tuple[UUID, int, int], Alike] = {}
    for language in sorted(set(known.values())):
        trained = _trained(tx, language)
        if trained is None:
            return None
        mine = [span for span in spans if known.get(span[0]) == language]
        for one in _nearest(tx, trained, language, mine, most, unit):
            place = (one.source, one.start, one.end)
            if place not in found or found[place].likeness < one.likeness:
                found[place] = one
    return sorted(found.values(), key=lambda one: -one.likeness)[:most]


def _nearest(
    tx: Read, trained: Trained, language: Language, spans: Sequence[tuple[UUID, int, int]], most: int, unit: Unit
) -> Iterator[Alike]:
    """The segments of a language most like each of these words."""
    features = trained.model.features_
    bare = {
        features.rows[str(one.id)]: (where.id, one)
        for where, one in _bare(tx, language, unit)
        if str(one.id) in features.rows
    }
    for source, start, end in spans:
        asked = features.transform([sources.load(tx, source)[0].text[start:end]])[1]
        there = [
            row for row, (where_, one) in bare.items() if not (where_ == source and one.start < end and start < one.end)
        ]
        vectors = np.vstack([features.meaning, asked])
        for row, likeness in most_like(vectors, len(features.meaning), there, most):
            where_, one = bare[row]
            yield Alike(where_, one.start, one.end, one.text, likeness, one.speaker)


def _bare(tx: Read, language: Language, unit: Unit) -> Iterator[tuple[Facts, Segment]]:
    """The segments without a code of the actor's."""
    record = Record(tx, (tx.layer_id,))
    for facts in rows.sources(tx):
        if facts.language == language:
            cut = CUTS.of(tx, facts, unit)
            coded = {one.number for one in record.decisions(facts, cut) if one.codes}
            yield from ((facts, one) for number, one in enumerate(cut) if number not in coded)


@reads
def odd(
    tx: Read, code: UUID, *, layers: Sequence[UUID] | None = None, most: int = 10, unit: Unit = "turn"
) -> list[Odd] | None:
    """The codings of a code that are least like its others, the oddest first: mistakes, or findings.

    Of the codings of the coders in `layers`; without them the actor's own, or everybody's where the actor has none.
    Under three in a language there is no usual. None where nothing was trained yet, or not on this machine.
    """
    layers = chosen_layers(tx, layers)
    spoken = {one.id: one.language for one in rows.sources(tx)}
    excerpts = codings.excerpts(tx, Query(codes=(code,), coders=layers), limit=None)
    found: list[Odd] = []
    known = False
    for language in sorted(set(spoken.values())):
        trained = _trained(tx, language)
        if trained is None:
            continue
        known = True
        mine = _each_once([one for one in excerpts if spoken.get(one.coding.source) == language])
        vectors = trained.model.features_.transform([one.coding.quote for one in mine])[1]
        others, centres = _centres(tx, trained, language, layers, code, unit)
        for row, likeness in least_typical(vectors, range(len(mine)), most):
            near = centres @ vectors[row] if len(centres) else np.zeros(1)
            best = int(np.argmax(near))
            found.append(Odd(mine[row], likeness, others[best] if near[best] > likeness else None))
    return sorted(found, key=lambda one: one.likeness)[:most] if known else None


def _each_once(excerpts: Sequence[Excerpt]) -> list[Excerpt]:
    """The same words coded by several people as one excerpt that names them all."""
    same: dict[tuple[UUID, int, int], list[Excerpt]] = {}
    for one in excerpts:
        same.setdefault((one.coding.source, one.coding.start, one.coding.end), []).append(one)
    return [replace(some[0], coder_name=", ".join(sorted(one.coder_name for one in some))) for some in same.values()]


def _centres(
    tx: Read, trained: Trained, language: Language, layers: Sequence[UUID], code: UUID, unit: Unit
) -> tuple[list[UUID], Vectors]:
    """The other codes, and the mean direction of the segments of each, brought to length 1."""
    features = trained.model.features_
    spans: dict[UUID, list[rows.Span]] = {}
    for span in rows.spans(tx, layers):
        spans.setdefault(span.source, []).append(span)
    of_code: dict[UUID, list[int]] = {}
    for facts in rows.sources(tx):
        if facts.language == language:
            cut = CUTS.of(tx, facts, unit)
            for one, given in zip(cut, given_to(cut, spans.get(facts.id, ())), strict=True):
                if (row := features.rows.get(str(one.id))) is not None:
                    for other in {span.code for span in given} - {code}:
                        of_code.setdefault(other, []).append(row)
    sums = np.array([features.meaning[some].sum(axis=0) for some in of_code.values()])
    if not len(sums):
        return [], np.zeros((0, features.meaning.shape[1]))
    return list(of_code), sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)


def _trained(tx: Read, language: Language) -> Trained | None:
    card = ledger.newest(tx, language)
    return read_cache(tx.project_id, card.id) if card else None
