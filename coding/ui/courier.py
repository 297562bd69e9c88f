"""What waits in the browser, brought up from whichever page is open; and the way out, which warns before it is lost.

The coding page sends its own source's operations, a concept map its own. Those of one that was closed while the server
was away would wait until it is opened again, and be missing from every table until then.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from coding import workbench
from coding.errors import CodingError, DatabaseAway, NotFound
from coding.ui import channel as channels
from coding.ui import session, waiting
from coding.ui.words import N_, _
from coding.workbench import Actor
from coding.workbench.map_gestures import perform_on_map

KEY = "courier"
ACKS = "courier_acks"
WORDS = {
    "leave": N_("Sign out"),
    "warn": N_("{n} changes are in this browser only. If you sign out now, they are lost."),
    "anyway": N_("Sign out anyway"),
    "stay": N_("Stay signed in"),
}

component = st.components.v2.component("coding.courier", js="courier.mjs", css="courier.css", isolate_styles=False)


def mount(actor: Actor, page: str) -> None:
    """Put the courier on a page."""

    def take() -> None:
        request = (st.session_state.get(KEY) or {}).get("ops")
        batches = request.get("batches") if isinstance(request, dict) else None
        # What comes while the database is away is brought up again.
        with suppress(DatabaseAway):
            if isinstance(batches, list) and session.signed_in():
                st.session_state[ACKS] = [
                    ack for batch in batches if isinstance(batch, dict) for ack in _do(actor, batch)
                ]

    words = {key: _(sentence) for key, sentence in WORDS.items()}
    data = {"me": str(actor.id), "page": page, "acks": st.session_state.get(ACKS, []), "words": words}
    component(key=KEY, data=data, on_ops_change=take)


def _do(actor: Actor, batch: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The operations of one source or map in their order, up to the first that is refused: its page tells of that."""
    channel, ops = str(batch.get("channel")), batch.get("ops")
    do = _on_map(actor, channel) or _on_source(actor, channel)
    if do is None or not isinstance(ops, list):
        return
    for op in filter(lambda one: isinstance(one, dict), ops):
        problem = do(op)
        if waiting.stays(problem):
            return
        yield {"channel": channel, "op": str(op.get("op")), "ok": problem is None}
        if problem is not None:
            return


Do = Callable[[Mapping[str, Any]], CodingError | None]


def _on_map(actor: Actor, channel: str) -> Do | None:
    """How an operation on a concept map is done; None where the channel is none of this person's."""
    try:
        project, map_id, coder = channels.map_parts(channel)
    except ValueError:
        return None
    return partial(perform_on_map, actor, project, map_id) if coder == actor.id else None


def _on_source(actor: Actor, channel: str) -> Do | None:
    """How an operation on a source is done, in the text it was made in; None likewise."""
    try:
        project, source, text_version, coder = channels.parts(channel)
        layer = channels.layer(channel)
    except ValueError:
        return None
    if coder != actor.id:
        return None
    try:
        since = workbench.corrected_since(actor, project, source, text_version)
    except NotFound:
        since = None
    return partial(workbench.perform, replace(actor, layer=layer), project, source, since=since)
