"""History: who did what, when, newest first; and taking one's own acts back."""

import pandas as pd
import streamlit as st

from coding import workbench
from coding.model import Event
from coding.ui import happenings, session
from coding.ui.words import _, moment, plain

SEEN = "history_before"
PAGE = 50


def run() -> None:
    actor, project = session.actor(), session.project()
    st.title(_("History"))
    _back_and_forth()
    before = st.session_state.get(SEEN)
    events = workbench.latest_events(actor, project.id, before, PAGE)
    names = {member.coder.id: member.coder.name for member in workbench.members(actor, project.id)}
    sources = {one.id: one.name for one in workbench.list_sources(actor, project.id)}

    def row(event: Event) -> dict[str, str]:
        return {
            _("When"): moment(event.at, project.time_zone),
            _("Who"): names.get(event.actor, "?"),
            _("What"): happenings.sentence(event, sources),
        }

    st.dataframe(pd.DataFrame([row(event) for event in events]), hide_index=True, width="stretch", height="content")
    older, newest = st.columns(2)
    if len(events) == PAGE and older.button(_("Older")):
        st.session_state[SEEN] = events[-1].rev
        st.rerun()
    if before is not None and newest.button(_("Back to the newest")):
        del st.session_state[SEEN]
        st.rerun()


def _back_and_forth() -> None:
    """Undo and redo for every verb, wherever in the project it was done."""
    actor, project = session.actor(), session.project()
    now = workbench.standing(actor, project.id)
    undo, redo, _rest = st.columns([1, 1, 4])
    if undo.button(_("Undo"), icon=":material/undo:", disabled=now.undo is None, help=_in_words(now.undo)):
        workbench.undo(actor, project.id)
        st.rerun()
    if redo.button(_("Redo"), icon=":material/redo:", disabled=now.redo is None):
        workbench.redo(actor, project.id)
        st.rerun()


def _in_words(verb: str | None) -> str | None:
    known = happenings.SENTENCES.get(verb or "")
    return plain(_(known).format(source="…", n="…")) if known else None


run()
