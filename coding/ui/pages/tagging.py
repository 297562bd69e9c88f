"""Coding: one source, read and coded in the browser component; each gesture is one verb."""

from contextlib import suppress
from typing import Any
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.errors import DatabaseAway, NotFound
from coding.ui import assignments, correction, pulse, session, suggestion_why, surface, waiting
from coding.ui.suggestion_training import SUGGEST
from coding.ui.words import _
from coding.workbench import Actor
from coding.workbench.hands import hand

SNAPSHOT = "tagging_snapshot"
HEARD = "tagging_heard"
TOLD = "tagging_told"
VISIT = "tagging_visit"
OFFERS = "tagging_offers"
BESIDE = "tagging_beside"
PANE = "tagging_pane"
POLL_SECONDS = 1.5
"""How soon another window's work shows: the issue asks for two seconds."""


def run() -> None:
    """Choose the source by the address, else where this person last worked, else the first."""
    actor, project = assignments.in_layer(session.actor(), session.project().id), session.project()
    name = _chosen(actor, project.id)
    if name is None:
        session.empty(
            _("There is nothing to code yet. Bring in your transcripts first."), _("Add transcripts"), "transcript"
        )
        return
    source = workbench.source_id(actor, project.id, name)
    snapshot = _snapshot(actor, project.id, source)
    assignments.told_here(actor, project.id, source)
    surface.mount(snapshot, key=f"doc-{source}")
    if offers := _offers(actor, project.id, source, snapshot["channel"]):
        surface.mount(offers, key=f"offers-{source}")
    with st.container():
        if beside := _beside(actor, project.id, source, snapshot):
            surface.mount(beside, key=f"beside-{source}")
    _live(actor, project.id, source, snapshot)


def _chosen(actor: Actor, project: UUID) -> str | None:
    wanted = st.query_params.get("source")
    if wanted is not None:
        return wanted
    name = workbench.source_to_code(actor, project)
    if name is not None:
        st.query_params["source"] = name
    return name


def _snapshot(actor: Actor, project: UUID, source: UUID) -> dict[str, Any]:
    """The source as it stood when this visit began; the same through every run of the page."""
    at = st.query_params.get("at")
    key = (str(source), at, session.language_of_page(), actor.codes_in)
    kept = st.session_state.get(SNAPSHOT)
    if kept and kept[0] == key and not session.just_arrived():
        data: dict[str, Any] = kept[1]
        return data
    rev = workbench.project(actor, project).rev
    may = (session.may("code"), session.may("remove_source"))
    data = dict(_drawn(actor, actor.codes_in, project, source, rev, session.language_of_page(), may))
    here = workbench.place_in(actor, project, source)
    offset, code = (here.offset, here.code) if here else (0, None)
    workbench.keep_place(actor, project, source, offset=offset, read_to=0, code=code)
    data["hand"] = hand(actor, project)
    st.session_state[BESIDE] = data["hand"].get("beside", "")
    data["sources"] = [[str(id_), name] for name, id_ in workbench.source_names(actor, project).items()]
    if at and at.isdecimal():
        data["place"] = {"offset": int(at), "code": None}
    elif here:
        data["place"] = {"offset": offset, "code": str(code) if code else None}
    st.session_state[SNAPSHOT] = (key, data)
    st.session_state[HEARD] = {"since": data["snap"], "acks": [], "answers": {}}
    return data


def _offers(actor: Actor, project: UUID, source: UUID, channel: str) -> dict[str, Any] | None:
    """What is suggested for the source, looked up when this person comes to it; nothing where they do not want any."""
    key = (str(source), session.language_of_page(), actor.codes_in)
    kept = st.session_state.get(OFFERS)
    if not kept or kept[0] != key or session.just_arrived():
        wanted = session.may("code") and workbench.preferences(actor).get(SUGGEST, True)
        there = workbench.offered(actor, project, source) if wanted else None
        # Unasked, only what has been tested may speak.
        kept = (key, surface.offers(channel, there) if there and there.model and there.offers else None)
        st.session_state[OFFERS] = kept
    offers: dict[str, Any] | None = kept[1]
    return offers


def _beside(actor: Actor, project: UUID, source: UUID, snapshot: dict[str, Any]) -> dict[str, Any] | None:
    """The other source that is read beside this one, as it stood when it was opened there."""
    wanted = _uuid(st.session_state.get(BESIDE))
    if wanted is None or wanted == source:
        return None
    key = (snapshot["channel"], str(wanted), session.language_of_page())
    kept = st.session_state.get(PANE)
    if not kept or kept[0] != key or session.just_arrived():
        rev = workbench.project(actor, project).rev
        try:
            drawn = _drawn(actor, actor.codes_in, project, wanted, rev, session.language_of_page(), (False, False))
        except NotFound:
            return None
        kept = (key, {**drawn, "role": "beside", "channel": snapshot["channel"], "words": {}, "codes": []})
        st.session_state[PANE] = kept
    data: dict[str, Any] = kept[1]
    return data


@st.cache_resource(max_entries=12, show_spinner=False)
def _drawn(
    _actor: Actor, who: UUID, project: UUID, source: UUID, rev: int, language: str, may: tuple[bool, bool]
) -> dict[str, Any]:
    """The constant half of a source at a revision; who looks, and in which language, is part of what it is kept by."""
    writes, corrects = may
    opened = workbench.open_source(_actor, project, source)
    return surface.doc(opened, project, _actor, readonly=not writes, corrects=corrects)


@st.fragment(run_every=pulse.CLOCK)
def _live(actor: Actor, project: UUID, source: UUID, snapshot: dict[str, Any]) -> None:
    """The changing half: what the browser sent is done before this runs; here it is told what happened."""
    key, channel = f"sync-{source}", snapshot["channel"]

    def take() -> None:
        # A message of a mount that has just left the page finds nothing here; the browser sends it again.
        request = (st.session_state.get(key) or {}).get("ops")
        # Likewise what comes while the database is away.
        with suppress(DatabaseAway):
            if request and request.get("channel") == channel and session.signed_in():
                st.session_state[HEARD] = _do(actor, project, source, request, snapshot["source"]["text_version"])
                st.session_state[VISIT] = request.get("visit") or _wanted_beside(request)

    try:
        # A page that is open ends with its sign-in: this half runs again without the rest of the page.
        session.actor()
        _go(actor, project, source, st.session_state.pop(VISIT, None))
        told = _news(actor, project, source, snapshot)
    except DatabaseAway as error:
        # Without its mount the page would never ask again.
        told = st.session_state.get(TOLD) or {}
        if told.get("channel") != channel:
            waiting.offer(error)
            return
    st.session_state[TOLD] = told
    surface.mount({**told, "pulse": pulse.due(POLL_SECONDS)}, key=key, on_ops=take)


def _news(actor: Actor, project: UUID, source: UUID, snapshot: dict[str, Any]) -> dict[str, Any]:
    """What is to be told of a source now; begins anew where its text is another one by now."""
    heard = st.session_state.get(HEARD) or {"since": snapshot["snap"], "acks": [], "answers": {}}
    what = workbench.news(actor, project, source, heard["since"])
    corrected = what.text_version not in (None, snapshot["source"]["text_version"])
    if corrected or what.repaired > snapshot["snap"] or what.hidden != snapshot["hidden"]:
        _begin_anew()
    return surface.sync(snapshot["channel"], heard["since"], what, heard["acks"], heard["answers"], actor)


def _go(actor: Actor, project: UUID, source: UUID, to: object) -> None:
    """Where the browser wants to go once everything is saved: to another source, or to the correction of this one."""
    if isinstance(to, str):
        _visit(to)
    elif isinstance(to, dict) and isinstance(name := to.get("source"), str):
        place = to.get("at")
        _visit(name, place if isinstance(place, int) else None)
    elif isinstance(to, dict) and "beside" in to:
        st.rerun()
    elif isinstance(to, dict) and isinstance(at := to.get("correct"), int) and session.may("remove_source"):
        correction.come(actor, project, source, at)
        st.switch_page("pages/transcript.py")


def _wanted_beside(request: dict[str, Any]) -> dict[str, str] | None:
    """The browser asks for another source to be read beside this one: a question that a mount of its own answers."""
    asked = [question.removeprefix("beside/") for question in _asked(request) if question.startswith("beside/")]
    if not asked:
        return None
    st.session_state[BESIDE] = asked[-1]
    return {"beside": asked[-1]}


def _visit(name: str, at: int | None = None) -> None:
    """Go on to another source within the page, to a place in it where one is named; the address follows."""
    elsewhere = {key: value for key, value in st.query_params.to_dict().items() if key != "at"}
    place = {} if at is None else {"at": str(at)}
    st.query_params.from_dict({**elsewhere, "source": name, **place})
    st.rerun()


def _begin_anew() -> None:
    """Draw the page from what there is now: the text or turns were corrected, or others' work may be seen by now."""
    for kept in (SNAPSHOT, OFFERS, assignments.HERE):
        st.session_state.pop(kept, None)
    st.rerun()


def _do(actor: Actor, project: UUID, source: UUID, request: dict[str, Any], text_version: int) -> dict[str, Any]:
    """Every operation of a request in its order, each a verb of its own; the answer names them all."""
    since = workbench.corrected_since(actor, project, source, text_version) if request.get("ops") else None
    acks = []
    for op in filter(lambda one: isinstance(one, dict), request.get("ops") or []):
        problem = workbench.perform(actor, project, source, op, since=since)
        if waiting.stays(problem):
            break
        acks.append(surface.acknowledge(op, problem))
    _keep_place(actor, project, source, request.get("place"))
    answers = {question: _answer(actor, project, source, question) for question in _asked(request)}
    rev = request.get("rev")
    return {"since": rev if isinstance(rev, int) and rev >= 0 else 0, "acks": acks, "answers": answers}


def _asked(request: dict[str, Any]) -> list[str]:
    asked = request.get("ask")
    return [str(question) for question in asked[:20]] if isinstance(asked, list) else []


def _answer(actor: Actor, project: UUID, source: UUID, question: str) -> list[dict[str, Any]]:
    """Examples of a code, or the reasons of a suggestion; nothing to a question that is none."""
    try:
        match question.split("/"):
            case ["examples", code]:
                return [
                    {"source": name, "lines": [one.line_start, one.line_end], "quote": one.quote, "by": str(one.coder)}
                    for name, one in workbench.examples(actor, project, UUID(code))
                ]
            case ["why", model, start, end, code]:
                place = (source, int(start), int(end))
                found = workbench.why(actor, project, *place, UUID(code), model=UUID(model) if model else None)
                return suggestion_why.told(actor, project, found)
    except (ValueError, NotFound):
        pass
    return []


def _keep_place(actor: Actor, project: UUID, source: UUID, place: object) -> None:
    if not isinstance(place, dict):
        return
    offset, read_to, code = place.get("offset"), place.get("read_to"), place.get("code")
    if isinstance(offset, int) and isinstance(read_to, int):
        chosen = _uuid(code)
        workbench.keep_place(actor, project, source, offset=offset, read_to=read_to, code=chosen)


def _uuid(text: object) -> UUID | None:
    """An id from the browser, or None where it is none."""
    try:
        return UUID(str(text))
    except ValueError:
        return None


run()
