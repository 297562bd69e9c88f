"""The coding surface mounted: what the browser component is told, and what it sends.

One component in up to four mounts: `doc` is constant during a visit, `sync` carries what happened since, `offers`,
where there are any, what is suggested, `beside` another source that is read along. The shapes are those of
`coding_surface/surface.mjs`; offsets are Unicode code points on both sides of this door.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.errors import CodingError, Conflict
from coding.model import Code, Codebook, Coder, Coding, Offer, Speaker
from coding.ui import channel
from coding.ui.surface_words import SURFACE_WORDS
from coding.ui.words import _, language, tell
from coding.workbench import Actor, Happened, News, Offered, Opened

component = st.components.v2.component("coding.surface", js="surface.mjs", css="surface.css", isolate_styles=False)


def address(project: UUID, name: str) -> str:
    """The address of a source's coding page."""
    return "tagging?" + urlencode({"project": str(project), "source": name})


def doc(opened: Opened, project: UUID, actor: Actor, *, readonly: bool, corrects: bool = False) -> dict[str, Any]:
    """The constant mount: one source as it stood when the visit began; where to begin in it is the page's to add."""
    source = opened.source
    assert source.id
    labels = [voice.label for voice in source.speakers]
    index = {label: position for position, label in enumerate(labels)}
    return {
        "role": "doc",
        "channel": channel.name(project, source.id, actor.id, source.text_version, actor.layer),
        "snap": opened.rev,
        "hidden": opened.hidden,
        "me": str(actor.codes_in),
        "readonly": readonly,
        "corrects": corrects,
        "source": {
            "id": str(source.id),
            "name": source.name,
            "kind": source.kind,
            "language": source.language,
            "text_version": source.text_version,
        },
        "text": source.text,
        "lines": source.lines,
        "turns": [[turn.start, turn.end, index.get(turn.speaker or "", -1)] for turn in source.turns],
        "speakers": [_speaker(voice, opened) for voice in source.speakers],
        "marks": [[mark.start, mark.end, mark.kind] for mark in source.marks],
        "moments": [[moment.at, moment.start, moment.end] for moment in source.moments],
        "pages": [[page.number, page.start] for page in source.pages],
        "sentences": opened.sentences,
        "paragraphs": opened.paragraphs,
        "codes": codes(opened.book),
        "coders": coders(opened.coders),
        "codings": [coding(one) for one in opened.codings],
        "finished": opened.finished,
        "place": None,
        "hand": {},
        "sources": [],
        "prev": _neighbour(project, opened.before),
        "next": _neighbour(project, opened.after),
        "alike": "suggestion?" + urlencode({"project": str(project), "view": "alike", "source": source.name}),
        "words": {key: _(sentence) for key, sentence in SURFACE_WORDS.items()},
        "locale": language(),
    }


def _speaker(voice: Speaker, opened: Opened) -> dict[str, Any]:
    """A voice, with the key of its informant where that says more than the label."""
    case = voice.case or (opened.source.case if voice.role == "informant" else None)
    key = opened.cases.get(case) if case else None
    return {"label": voice.label, "role": voice.role, "case": None if key == voice.label else key}


def _neighbour(project: UUID, name: str | None) -> dict[str, str] | None:
    return {"name": name, "url": address(project, name)} if name else None


def codes(book: Codebook) -> list[dict[str, Any]]:
    """The codebook in the language of the screen."""
    digits = {one.id: digit for digit, one in book.shortcuts().items()}
    return [_code(one, book, digits.get(one.id, "")) for one in book.codes]


def _code(one: Code, book: Codebook, digit: str) -> dict[str, Any]:
    screen = language()
    texts = {name: words.get(screen) or words.get(book.language) or "" for name, words in one.texts.items()}
    return {
        "id": str(one.id),
        "key": one.key,
        "parent": str(one.parent) if one.parent else None,
        "name": one.label(screen, book.language),
        "colour": one.colour,
        "sign": one.sign or one.key,
        "codable": one.codable,
        "shortcut": digit,
        "texts": texts,
    }


def coders(them: Iterable[Coder]) -> list[dict[str, str]]:
    """People's names by their ids."""
    return [{"id": str(one.id), "name": one.name} for one in them]


def coding(one: Coding) -> dict[str, Any]:
    """A coding as the browser draws it; what is not said is left out."""
    said = {
        "status": one.status,
        "limited": one.limited or None,
        "weight": one.weight,
        "prompted": one.prompted,
        "evidence": one.evidence,
        "memo": one.memo or None,
        "origin": None if one.origin == "hand" else one.origin,
    }
    drawn = {"start": one.start, "end": one.end, "v": one.version, "code": str(one.code), "by": str(one.coder)}
    return {"id": str(one.id), **drawn, **{name: value for name, value in said.items() if value is not None}}


def sync(
    name: str,
    since: int,
    what: News,
    acks: list[dict[str, Any]],
    answers: Mapping[str, Any],
    actor: Actor | None = None,
) -> dict[str, Any]:
    """The changing mount: acknowledgements, and every event after the revision the browser has.

    What the `actor` did is told as done in the layer they are in: the browser knows no person behind it.
    """
    return {
        "role": "sync",
        "channel": name,
        "since": since,
        "rev": what.rev,
        "more": what.more,
        "acks": acks,
        "events": [_event(one, what, actor) for one in what.happened],
        "coders": coders(what.coders),
        "answers": dict(answers),
        "undo": {"can": what.undo is not None, "what": what.undo or ""},
        "redo": {"can": what.redo is not None, "what": what.redo or ""},
    }


def _event(one: Happened, what: News, actor: Actor | None) -> dict[str, Any]:
    event = one.event
    by = actor.codes_in if actor and event.actor == actor.id else event.actor
    told: dict[str, Any] = {
        "rev": event.rev,
        "by": str(by),
        "codings": [coding(each) for each in one.codings],
        "removed": [str(each) for each in one.removed],
    }
    if event.op_id:
        told["op"] = str(event.op_id)
    if one.codes and what.book:
        told["codes"] = codes(what.book)
    if any(change.entity == "finished" for change in event.changes):
        told["finished"] = what.finished
    return told


def offers(name: str, there: Offered) -> dict[str, Any]:
    """The mount of what is suggested for one source; a chance is said in words, and only where it can be relied on."""
    segments: dict[tuple[int, int], dict[str, Any]] = {}
    for one in there.offers:
        empty: dict[str, Any] = {"start": one.start, "end": one.end, "blind": one.blind, "guesses": []}
        segments.setdefault((one.start, one.end), empty)["guesses"].append(
            _guess(one, there.decisions if there.chances else 0)
        )
    return {
        "role": "offers",
        "channel": name,
        "model": str(there.model.id) if there.model else "",
        "stick": there.stick,
        "segments": [{**one, "guesses": [] if one["blind"] else one["guesses"]} for one in segments.values()],
    }


def _guess(one: Offer, decisions: int) -> dict[str, Any]:
    told = {
        "code": str(one.code),
        "show": one.show,
        "origin": "keyword" if one.method == "keywords" else None,
        "chance": chance(one, decisions),
        "why": ", ".join(one.evidence),
        "status": one.status,
        "limited": one.limited or None,
    }
    return {name: value for name, value in told.items() if value is not None}


def chance(one: Offer, decisions: int) -> str:
    """A chance as a person can take it: of ten like this, how many were right; nothing where rules speak."""
    told = workbench.in_words(one.score, decisions) if one.method == "classifier" else None
    return _("about {n} of {of}").format(n=told[0], of=told[1]) if told else ""


def acknowledge(op: Mapping[str, Any], problem: CodingError | None) -> dict[str, Any]:
    """What the browser is told of one operation."""
    name = str(op.get("op", ""))
    if problem is None:
        return {"op": name, "ok": True}
    refused: dict[str, Any] = {"op": name, "ok": False, "why": tell(problem)}
    if isinstance(problem, Conflict) and "memo" in problem.theirs:
        refused["conflict"] = {"mine": problem.mine["memo"], "theirs": problem.theirs["memo"]}
    return refused


def mount(data: dict[str, Any], *, key: str, on_ops: Callable[[], None] = lambda: None) -> None:
    """Put one of the mounts on the page; only the source's own takes room."""
    # Streamlit asks of everything at the first level whether it is a table, at each run.
    told = {"told": data}
    if data["role"] == "doc":
        component(key=key, data=told)
    elif data["role"] in ("offers", "beside"):
        component(key=key, data=told, height=1)
    else:
        component(key=key, data=told, height=1, on_ops_change=on_ops, on_due_change=lambda: None)
