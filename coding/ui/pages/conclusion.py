"""Conclusion drawing and verification: propositions, what they rest on, verdicts, and what is to be checked again."""

from collections.abc import Callable
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.model import Codebook, Project
from coding.ui import (
    argument_view,
    checking_view,
    member_check,
    propositions,
    session,
    surprise_list,
    verdict_table,
    walk_view,
)
from coding.ui.words import N_, _
from coding.workbench import Actor

Show = Callable[[Actor, Project, Codebook], None]
VIEWS: dict[str, tuple[str, Show]] = {
    "verdicts": (N_("Verdicts"), verdict_table.show),
    "propositions": (N_("Propositions"), propositions.show),
    "argument": (N_("The argument"), argument_view.show),
    "surprises": (N_("Surprises"), surprise_list.show),
    "members": (N_("Member check"), member_check.show),
    "check": (N_("To be checked"), checking_view.show),
}
VIEW = "conclusion-view"


def run() -> None:
    actor, project = session.actor(), session.project()
    st.title(_("Conclusion drawing"))
    # Whoever withdrew the only words that were coded is still found under the member check.
    asked = st.query_params.get("view", "")
    if asked != "members" and not any(workbench.code_counts(actor, project.id).values()):
        session.empty(_("Conclusions rest on what was coded. Code some passages first."), _("Start coding"), "tagging")
        return
    if (walked := _walked()) is not None:
        walk_view.show(actor, project, workbench.codebook(actor, project.id), walked)
        return
    view = str(
        st.segmented_control(
            _("View"),
            list(VIEWS),
            default=asked if asked in VIEWS else "verdicts",
            format_func=lambda one: _(VIEWS[one][0]),
            label_visibility="collapsed",
            key=VIEW,
            required=True,
        )
    )
    if asked and view != asked:
        # What was open in the other view is not asked for any more.
        for name in (propositions.ONE, verdict_table.OF, member_check.ONE):
            st.query_params.pop(name, None)
    st.query_params["view"] = view
    _name, show = VIEWS[view]
    show(actor, project, workbench.codebook(actor, project.id))


def _walked() -> UUID | None:
    """The thing whose walk the address asks for."""
    try:
        return UUID(st.query_params.get(walk_view.OF, ""))
    except ValueError:
        return None


run()
