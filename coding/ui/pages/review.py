"""Supervision of a project: the queue, what happened since the last visit, discussions, milestones, files."""

from collections.abc import Callable

import streamlit as st

from coding import workbench
from coding.model import Codebook, Project
from coding.ui import review_files, review_queue, review_signing, review_since, review_talks, review_watch, session
from coding.ui import review_words as words
from coding.ui.words import N_, _
from coding.workbench import Actor

Show = Callable[[Actor, Project, Codebook], None]
VIEWS: dict[str, tuple[str, Show]] = {
    "queue": (N_("Queue"), review_queue.show),
    "since": (N_("Since my last visit"), review_since.show),
    "talks": (N_("Discussions"), review_talks.show),
    "milestones": (N_("Milestones"), review_signing.show),
    "files": (N_("By file"), review_files.show),
}
VIEW = "review-view"
LIVE = ("queue", "talks")
"""Views in which people talk to each other."""


def run() -> None:
    actor, project = session.actor(), session.project()
    st.title(_("Review"))
    st.html(words.STYLE)
    asked = st.query_params.get("view", "")
    view = str(
        st.segmented_control(
            _("View"),
            list(VIEWS),
            default=asked if asked in VIEWS else "queue",
            format_func=lambda one: _(VIEWS[one][0]),
            label_visibility="collapsed",
            key=VIEW,
            required=True,
        )
    )
    if asked and view != asked:
        # What was open in the other view is not asked for any more.
        for name in (review_queue.ASKED, review_talks.ABOUT, review_talks.KIND):
            st.query_params.pop(name, None)
    st.query_params["view"] = view
    if view in LIVE:
        review_watch.begin(actor, project.id)
    _name, show = VIEWS[view]
    show(actor, project, workbench.codebook(actor, project.id))


run()
