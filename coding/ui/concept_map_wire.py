"""What the concept map in the browser is told, and what it sends (`coding_surface/mapping.mjs` is the other side)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from coding import workbench
from coding.errors import CodingError, Conflict
from coding.model import Codebook, ConceptMap, Expression, HasCode, Project, Tie, Where
from coding.ui import opening, session, waiting
from coding.ui.map_words import MAP_WORDS
from coding.ui.words import _, language, tell
from coding.workbench import Actor
from coding.workbench.concept_map_things import Thing
from coding.workbench.concept_maps import Charted
from coding.workbench.map_gestures import perform_on_map

_WRITTEN = ("text", "word", "comment")


def do(actor: Actor, project: UUID, map_id: UUID, request: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every operation of a request in its order, each a verb of its own; the answer names them all."""
    ops = request.get("ops")
    if not isinstance(ops, list):
        return []
    acks = []
    for op in filter(lambda one: isinstance(one, dict), ops):
        problem = perform_on_map(actor, project, map_id, op)
        if waiting.stays(problem):
            break
        acks.append(_ack(op, problem))
    return acks


def asked_for(request: Mapping[str, Any], one: ConceptMap) -> UUID | None:
    """The relation for which somebody wants to choose excerpts."""
    wanted = str(request.get("choose", ""))
    return next((tie.id for tie in one.ties if str(tie.id) == wanted), None)


def _ack(op: Mapping[str, Any], problem: CodingError | None) -> dict[str, Any]:
    """What the browser is told of one operation; where somebody was first, with the words of both."""
    name = str(op.get("op", ""))
    if problem is None:
        return {"op": name, "ok": True}
    refused: dict[str, Any] = {"op": name, "ok": False, "why": tell(problem)}
    if isinstance(problem, Conflict) and problem.mine:
        both = {"mine": problem.mine, "theirs": problem.theirs}
        refused["conflict"] = {
            whose: {field: str(said[field]) for field in _WRITTEN if said.get(field)} for whose, said in both.items()
        }
    return refused


def told(
    actor: Actor, project: Project, book: Codebook, seen: Charted, name: str, acks: list[dict[str, Any]]
) -> dict[str, Any]:
    """The whole map as the browser draws it, with everything that could be put on it."""
    can = workbench.standing(actor, project.id, seen.map.id)
    concepts = [
        {
            "id": str(one.id),
            "kind": one.kind,
            "of": str(one.of) if one.of else None,
            "text": one.text,
            "x": one.x,
            "y": one.y,
            "v": one.version,
        }
        for one in seen.map.concepts
    ]
    return {
        "channel": name,
        "map": {
            "id": str(seen.map.id),
            "name": seen.map.name,
            "concepts": concepts,
            "ties": [_tie(one, seen) for one in seen.map.ties],
        },
        "things": [_thing(one, project, book) for one in seen.things.values()],
        "can": {"undo": can.undo is not None, "redo": can.redo is not None},
        "acks": acks,
        "rev": seen.rev,
        "readonly": not session.may("reduce"),
        "words": {key: _(sentence) for key, sentence in MAP_WORDS.items()},
        "locale": language(),
    }


def _tie(one: Tie, seen: Charted) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "this": str(one.this),
        "kind": one.kind,
        "that": str(one.that),
        "word": one.word,
        "comment": one.comment,
        "n": len(seen.evidence(one)),
        "v": one.version,
    }


def _thing(one: Thing, project: Project, book: Codebook) -> dict[str, Any]:
    drawn = {"of": str(one.of), "kind": one.kind, "name": one.name, "head": one.head, "colour": one.colour}
    where = asks(one)
    url = opening.address(project.id, where, book) if where else ""
    return {**drawn, "key": one.key, "url": url}


def asks(one: Thing) -> Expression | None:
    """What finds the excerpts of a code or an informant."""
    if one.kind == "code":
        return HasCode(one.of)
    return Where("case", "=", one.key) if one.kind == "case" else None
