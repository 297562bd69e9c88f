"""What waits in the browser, brought up from whichever page is open; and the way out, which warns before it is lost.

The coding page sends its own source's operations. Those of a source that was closed while the server was away would
wait until it is opened again, and be missing from every table until then.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st

from coding import workbench
from coding.errors import NotFound
from coding.ui import channel as channels
from coding.ui import session
from coding.ui.words import N_, _
from coding.workbench import Actor

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
        if not session.signed_in():
            return
        request = (st.session_state.get(KEY) or {}).get("ops")
        batches = request.get("batches") if isinstance(request, dict) else None
        if isinstance(batches, list):
            st.session_state[ACKS] = [ack for batch in batches if isinstance(batch, dict) for ack in _do(actor, batch)]

    words = {key: _(sentence) for key, sentence in WORDS.items()}
    data = {"me": str(actor.id), "page": page, "acks": st.session_state.get(ACKS, []), "words": words}
    component(key=KEY, data=data, on_ops_change=take)


def _do(actor: Actor, batch: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The operations of one source in their order, up to the first that is refused: its own page tells of that."""
    channel = str(batch.get("channel"))
    try:
        project, source, text_version, coder = channels.parts(channel)
    except ValueError:
        return
    ops = batch.get("ops")
    if coder != actor.id or not isinstance(ops, list):
        return
    try:
        since = workbench.corrected_since(actor, project, source, text_version)
    except NotFound:
        since = None
    for op in filter(lambda one: isinstance(one, dict), ops):
        problem = workbench.perform(actor, project, source, op, since=since)
        yield {"channel": channel, "op": str(op.get("op")), "ok": problem is None}
        if problem is not None:
            return
