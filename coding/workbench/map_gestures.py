"""What a concept map in the browser sends: each operation is one verb, stored once however often it arrives."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from coding.errors import CodingError, Refused, Repeated
from coding.model import Concept, ConceptKind, Tie, TieKind
from coding.workbench import codings
from coding.workbench.concept_maps import Drawing, draw_map
from coding.workbench.desk import Actor

_MOST = 500
"""Things that one act may be about."""


def perform_on_map(actor: Actor, project: UUID, map_id: UUID, op: Mapping[str, Any]) -> CodingError | None:
    """Do one operation on a map; gives what a person must be told, or None when it is stored.

    `op` is `{"op": UUID, "verb": "draw", "patch": {put, ties, moved, gone}}`, or the verb undo (`of` an operation) or
    redo. One that has arrived before is stored already.
    """
    try:
        by = replace(actor, op=_id(op.get("op"), "op"))
        match op.get("verb"):
            case "draw":
                draw_map(by, project, map_id, _drawing(op.get("patch")))
            case "undo":
                codings.undo(by, project, source=map_id, op=_id(op["of"], "of") if op.get("of") else None)
            case "redo":
                codings.redo(by, project, source=map_id)
            case other:
                raise Refused(why=str(other))
    except Repeated:
        return None
    except CodingError as problem:
        return problem
    return None


def _drawing(patch: object) -> Drawing:
    told = _object(patch, "patch")
    moved = _object(told.get("moved") or {}, "moved")
    return Drawing(
        [_concept(_object(one, "put")) for one in _many(told, "put")],
        [_tie(_object(one, "ties")) for one in _many(told, "ties")],
        {_id(name, "moved"): _place(place) for name, place in moved.items()},
        [_id(one, "gone") for one in _many(told, "gone")],
    )


def _concept(one: Mapping[str, Any]) -> Concept:
    x, y = _place([one.get("x"), one.get("y")])
    kind, of = cast(ConceptKind, str(one.get("kind"))), one.get("of")
    words = _words(one, "text")
    return Concept(_id(one.get("id"), "id"), kind, _id(of, "of") if of else None, words, x, y, _version(one))


def _tie(one: Mapping[str, Any]) -> Tie:
    ends = [_id(one.get(name), name) for name in ("this", "that")]
    kind = cast(TieKind, str(one.get("kind")))
    words = _words(one, "word"), _words(one, "comment")
    return Tie(_id(one.get("id"), "id"), ends[0], kind, ends[1], *words, version=_version(one))


def _object(value: object, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Refused(why=name)
    return value


def _many(told: Mapping[str, Any], name: str) -> list[Any]:
    value = told.get(name) or []
    if not isinstance(value, list) or len(value) > _MOST:
        raise Refused(why=name)
    return value


def _id(value: object, name: str) -> UUID:
    """A UUID from the browser, validated."""
    try:
        return UUID(str(value))
    except ValueError as problem:
        raise Refused(why=name) from problem


def _words(one: Mapping[str, Any], name: str) -> str:
    value = one.get(name) or ""
    if not isinstance(value, str):
        raise Refused(why=name)
    return value


def _place(value: object) -> tuple[int, int]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise Refused(why="place")
    x, y = value
    if any(isinstance(one, bool) or not isinstance(one, int) for one in (x, y)):
        raise Refused(why="place")
    return x, y


def _version(one: Mapping[str, Any]) -> int:
    value = one.get("v")
    return value if isinstance(value, int) else 0
