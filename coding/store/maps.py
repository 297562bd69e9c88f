"""Concept maps: a row a map, a concept and a tie, so that several people can draw on one map."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coding.errors import ConceptGone, NotFound
from coding.model import Concept, ConceptMap, Tie
from coding.store.changes import Read, Write, clash, insert, live, remove, stored, update, update_many
from coding.store.tables import coding, concept, concept_map, source, tie

_AT_ONCE = 5000


def load(tx: Read) -> list[ConceptMap]:
    """The maps by name, without what stands on them."""
    here = (concept_map.c.project_id == tx.project_id, concept_map.c.deleted_at.is_(None))
    rows = tx.all(sa.select(concept_map).where(*here))
    return sorted((_map(row._mapping) for row in rows), key=lambda one: (one.name.casefold(), one.id))


def get(tx: Read, map_id: UUID) -> ConceptMap:
    """A map with all that stands on it, always in the same order (NotFound)."""
    row = live(tx, "concept_map", map_id)
    concepts = [_concept(one._mapping) for one in tx.all(sa.select(concept).where(*_on(tx, concept, map_id)))]
    ties = [_tie(one._mapping) for one in tx.all(sa.select(tie).where(*_on(tx, tie, map_id)))]
    return _map(row, tuple(sorted(concepts, key=_place)), tuple(sorted(ties, key=lambda one: str(one.id))))


def _on(tx: Read, table: sa.Table, map_id: UUID) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.project_id == tx.project_id, table.c.map_id == map_id, table.c.deleted_at.is_(None)


def _place(one: Concept) -> tuple[int, int, str]:
    return one.y, one.x, str(one.id)


def _map(m: Any, concepts: tuple[Concept, ...] = (), ties: tuple[Tie, ...] = ()) -> ConceptMap:
    return ConceptMap(m["id"], m["name"], concepts, ties, m["coder_id"], m["made_at"], m["version"])


def _concept(m: Any) -> Concept:
    return Concept(m["id"], m["kind"], m["of_id"], m["text"], m["x"], m["y"], m["version"])


def _tie(m: Any) -> Tie:
    evidence = tuple(map(UUID, m["evidence"]))
    return Tie(m["id"], m["this_id"], m["kind"], m["that_id"], m["word"], m["comment"], evidence, m["version"])


def add(tx: Write, one: ConceptMap) -> None:
    """Store a new map and all that stands on it."""
    row = {"id": one.id, "name": one.name, "coder_id": tx.actor_id, "made_at": tx.at}
    insert(tx, "concept_map", row)
    for each in one.concepts:
        add_concept(tx, one.id, each)
    for each_tie in one.ties:
        add_tie(tx, one.id, each_tie)


def rename(tx: Write, map_id: UUID, name: str, *, version: int | None = None) -> None:
    """Give a map another name (Conflict where `version` is no longer the stored one)."""
    update(tx, "concept_map", map_id, {"name": name}, version=version)


def drop(tx: Write, map_id: UUID) -> None:
    """Mark a map deleted; what stands on it goes and comes back with it."""
    remove(tx, "concept_map", map_id)


def add_concept(tx: Write, map_id: UUID, one: Concept) -> None:
    """Put something new on a map."""
    row = {"id": one.id, "map_id": map_id, "kind": one.kind, "of_id": one.of, "text": one.text, "x": one.x, "y": one.y}
    insert(tx, "concept", {**row, "coder_id": tx.actor_id})


def change_concept(tx: Write, one: Concept) -> None:
    """Write other words for a free word (Conflict where somebody else was first)."""
    _change(tx, "concept", one.id, {"text": one.text}, one.version)


def move(tx: Write, map_id: UUID, places: Mapping[UUID, tuple[int, int]]) -> None:
    """Put concepts elsewhere; one that is no longer there is left out, and the last to move one is right."""
    there = stored(tx, "concept", list(places))
    here = [id_ for id_, row in there.items() if row["map_id"] == map_id and row["deleted_at"] is None]
    update_many(tx, "concept", {id_: {"x": places[id_][0], "y": places[id_][1]} for id_ in here})


def add_tie(tx: Write, map_id: UUID, one: Tie) -> None:
    """Put a new tie between two concepts."""
    row = {"id": one.id, "map_id": map_id, "this_id": one.this, "that_id": one.that, "coder_id": tx.actor_id}
    insert(tx, "tie", {**row, **_said(one), "evidence": [str(each) for each in one.evidence]})


def change_tie(tx: Write, one: Tie) -> None:
    """Say another kind, word or comment of a tie, or turn it round (Conflict where somebody else was first)."""
    _change(tx, "tie", one.id, {**_said(one), "this_id": one.this, "that_id": one.that}, one.version)


def put_evidence(tx: Write, tie_id: UUID, codings: Sequence[UUID], *, version: int | None = None) -> None:
    """Say which codings speak for a tie (Conflict where `version` is no longer the stored one)."""
    update(tx, "tie", tie_id, {"evidence": [str(each) for each in codings]}, version=version)


def _said(one: Tie) -> dict[str, Any]:
    return {"kind": one.kind, "word": one.word, "comment": one.comment}


def _change(tx: Write, entity: str, row_id: UUID, values: Mapping[str, Any], version: int) -> None:
    """What waits in a browser was made before its earlier acts got their versions: only others are in the way."""
    row = live(tx, entity, row_id)
    if row["changed_by"] != tx.actor_id and row["version"] != version:
        raise clash(tx, row, values)
    update(tx, entity, row_id, values)


def take_away(tx: Write, map_id: UUID, ids: Sequence[UUID]) -> None:
    """Take concepts, with the ties they have, and ties off a map; what is gone already is left out."""
    for one in get(tx, map_id).ties:
        if {one.id, one.this, one.that} & set(ids):
            remove(tx, "tie", one.id)
    there = stored(tx, "concept", list(ids))
    for id_, row in there.items():
        if row["map_id"] == map_id and row["deleted_at"] is None:
            remove(tx, "concept", id_)


def map_of(tx: Read, tie_id: UUID) -> tuple[ConceptMap, Tie]:
    """The map that a tie stands on, and the tie (ConceptGone)."""
    try:
        here = get(tx, live(tx, "tie", tie_id)["map_id"])
    except NotFound as problem:
        raise ConceptGone from problem
    return here, next(one for one in here.ties if one.id == tie_id)


def standing(tx: Read, ids: Sequence[UUID]) -> set[UUID]:
    """Those of these codings that are still there, and their source, too."""
    here = sa.select(coding.c.id).join(source, source.c.id == coding.c.source_id)
    there = here.where(
        coding.c.project_id == tx.project_id, coding.c.deleted_at.is_(None), source.c.deleted_at.is_(None)
    )
    left: set[UUID] = set()
    for first in range(0, len(ids), _AT_ONCE):
        left |= {row.id for row in tx.all(there.where(coding.c.id.in_(ids[first : first + _AT_ONCE])))}
    return left
