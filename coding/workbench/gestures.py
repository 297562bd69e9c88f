"""What the coding surface sends: each operation is one verb, stored once however often it arrives."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from coding.errors import CodingError, Refused, Repeated, WordsGone
from coding.model import Offer
from coding.transcript.revision import Revision
from coding.workbench import codings, hands, sources, suggesting, suggesting_verbs, surprises, talking
from coding.workbench.codebook import add_code, code_anew
from coding.workbench.codings import NewCoding
from coding.workbench.desk import Actor


def perform(
    actor: Actor, project: UUID, source: UUID, op: Mapping[str, Any], *, since: Revision | None = None
) -> CodingError | None:
    """Do one operation of the surface on a source; gives what a person must be told, or None when it is stored.

    `op` is `{"op": UUID, "verb": …}` with the fields of its verb. One that has arrived before is stored already.
    `since` is how the text it was made in came to the present one: it is done where its words stand now.
    """
    try:
        gesture = _GESTURES.get(str(op.get("verb")))
        if gesture is None:
            raise Refused(why=str(op.get("verb")))
        moved = _moved(op, since) if since else op
        gesture(replace(actor, op=_id(op, "op")), project, source, moved)
    except Repeated:
        return None
    except CodingError as problem:
        return problem
    return None


def _moved(op: Mapping[str, Any], since: Revision) -> dict[str, Any]:
    """An operation on the words of an earlier text, on the same words of the present one (WordsGone)."""
    moved = dict(op)
    if "start" in op:
        moved["start"], moved["end"] = _place(since, _number(op, "start"), _number(op, "end"))
    if op.get("segment"):
        moved["segment"] = list(_place(since, *_segment(op)))
    if op.get("codings"):
        moved["codings"] = [_moved(one, since) for one in _many(op, "codings") if isinstance(one, dict)]
    return moved


def _place(since: Revision, start: int, end: int) -> tuple[int, int]:
    if not 0 <= start < end <= len(since.old):
        raise Refused(why=f"{start}-{end}")
    carried = since.carry(start, end)
    if carried.fared == "lost":
        raise WordsGone
    return carried.start, carried.end


def _id(op: Mapping[str, Any], name: str) -> UUID:
    """A UUID from the browser, validated."""
    try:
        return UUID(str(op[name]))
    except (KeyError, TypeError, ValueError) as problem:
        raise Refused(why=name) from problem


def _number(op: Mapping[str, Any], name: str) -> int:
    value = op.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused(why=name)
    return value


def _version(op: Mapping[str, Any]) -> int | None:
    value = op.get("v")
    return value if isinstance(value, int) else None


def _many(op: Mapping[str, Any], name: str) -> list[Any]:
    value = op.get(name)
    if not isinstance(value, list) or not value or len(value) > 500:
        raise Refused(why=name)
    return value


def _words(op: Mapping[str, Any]) -> list[NewCoding]:
    return [
        NewCoding(_id(one, "code"), _number(one, "start"), _number(one, "end"), _id(one, "id"))
        for one in _many(op, "codings")
    ]


def _code(actor: Actor, project: UUID, source: UUID, op: Mapping[str, Any]) -> None:
    codings.code(actor, project, source, _words(op))


def _uncode(actor: Actor, project: UUID, source: UUID, op: Mapping[str, Any]) -> None:
    codings.uncode(actor, project, [_id({"id": one}, "id") for one in _many(op, "ids")])


def _recode(actor: Actor, project: UUID, source: UUID, op: Mapping[str, Any]) -> None:
    codings.recode(actor, project, _id(op, "id"), _id(op, "code"), version=_version(op))


def _resize(actor: Actor, project: UUID, source: UUID, op: Mapping[str, Any]) -> None:
    start, end = _number(op, "start"), _number(op, "end")
    codings.resize(actor, project, _id(op, "id"), start, end, version=_version(op))


def _set(actor: Actor, project: UUID, source: UUID, op: Mapping[str, Any]) -> None:
    values = op.get("values")
    if not isinstance(values, dict):
        raise Refused(why="values")
    codings.qualify(actor, project, [_id({"id": one}, "id") for one in _many(op, "ids")], values)


def _memo(actor: Actor, project: UUID, source: UUID, op: Mapping[str, Any]) -> None:
    codings.memo(actor, project, _id(op, "id"), str(op.get("text", "")), version=_version(op))


def _surprise(actor: Actor, project: UUID, source: UUID, op: Mapping[str, Any]) -> None:
    coding = _id(op, "coding") if op.get("coding") else None
    start, end, note = _number(op, "start"), _number(op, "end"), str(op.get("text", ""))
    surprises.flag_surprise(actor, project, source, start, end, note, memo=_id(op, "id"), coding=coding)


def _consult(actor: Actor, project: UUID, source: UUID, op: Mapping[str, Any]) -> None:
    question = str(op.get("text", ""))
    talking.begin_thread(actor, project, "coding", _id(op, "coding"), question, question=True, thread=_id(op, "id"))


def _new_code(actor: Actor, project: UUID, source: UUID, op: Mapping[str, Any]) -> None:
    asked = op.get("code")
    if not isinstance(asked, dict):
        raise Refused(why="code")
    name = str(asked.get("name", ""))
    parent = _id(asked, "parent") if asked.get("parent") else None
    if op.get("codings"):
        code_anew(actor, project, source, name, _words(op), code_id=_id(asked, "id"), parent=parent)
    else:
        add_code(actor, project, name, code_id=_id(asked, "id"), parent=parent)


def _segment(op: Mapping[str, Any]) -> tuple[int, int]:
    edges = [_number({"segment": one}, "segment") for one in _many(op, "segment")]
    if len(edges) != 2:
        raise Refused(why="segment")
    return edges[0], edges[1]


def _offers(actor: Actor, project: UUID, source: UUID, op: Mapping[str, Any]) -> list[Offer]:
    """What the model that was on screen suggested for the segment, though a newer one may be there by now."""
    model = _id(op, "model") if op.get("model") else None
    return suggesting.offers_at(actor, project, source, *_segment(op), model=model)


def _offer(actor: Actor, project: UUID, source: UUID, op: Mapping[str, Any], code: UUID) -> Offer | None:
    """What was suggested there; None where only the code of the segment before was offered again."""
    return next((one for one in _offers(actor, project, source, op) if one.code == code), None)


def _accept(actor: Actor, project: UUID, source: UUID, op: Mapping[str, Any]) -> None:
    asked = _many(op, "codings")[0]
    if not isinstance(asked, dict):
        raise Refused(why="codings")
    coding, code = _id(asked, "id"), _id(asked, "code")
    start, end = _number(asked, "start"), _number(asked, "end")
    offer = _offer(actor, project, source, op, code)
    if offer is None:
        codings.code(actor, project, source, [NewCoding(code, start, end, coding)], origin="classifier")
    else:
        suggesting_verbs.accept(actor, project, offer, coding, start=start, end=end)


def _reject(actor: Actor, project: UUID, source: UUID, op: Mapping[str, Any]) -> None:
    offer = _offer(actor, project, source, op, _id(op, "code"))
    if offer is not None:
        suggesting_verbs.reject(actor, project, offer)


def _seen(actor: Actor, project: UUID, source: UUID, op: Mapping[str, Any]) -> None:
    offers = _offers(actor, project, source, op)
    seconds = op.get("seconds")
    if offers:
        took = float(seconds) if isinstance(seconds, int | float) else None
        suggesting_verbs.show_offers(actor, project, offers, seconds=took)


def _finish(actor: Actor, project: UUID, source: UUID, op: Mapping[str, Any]) -> None:
    sources.finish(actor, project, source, bool(op.get("finished")))


def _hand(actor: Actor, project: UUID, source: UUID, op: Mapping[str, Any]) -> None:
    chosen = op.get("hand")
    if not isinstance(chosen, dict):
        raise Refused(why="hand")
    hands.keep_hand(actor, project, chosen)


def _undo(actor: Actor, project: UUID, source: UUID, op: Mapping[str, Any]) -> None:
    codings.undo(actor, project, source=source, op=_id(op, "of") if op.get("of") else None)


def _redo(actor: Actor, project: UUID, source: UUID, op: Mapping[str, Any]) -> None:
    codings.redo(actor, project, source=source)


_GESTURES = {
    "code": _code,
    "uncode": _uncode,
    "recode": _recode,
    "resize": _resize,
    "set": _set,
    "memo": _memo,
    "surprise": _surprise,
    "consult": _consult,
    "new_code": _new_code,
    "accept": _accept,
    "reject": _reject,
    "seen": _seen,
    "finish": _finish,
    "hand": _hand,
    "undo": _undo,
    "redo": _redo,
}
