"""The report: its sections are written here, with fields that show what the project says; then it is taken away."""

from collections.abc import Callable

import streamlit as st

from coding import workbench
from coding.model import OUTLINES, Outline, Project
from coding.ui import report_freezing, report_outline, report_taking, session
from coding.ui.words import N_, _
from coding.workbench import Actor

Show = Callable[[Actor, Project, Outline], None]
VIEWS: dict[str, tuple[str, Show]] = {
    "write": (N_("Write"), report_outline.show),
    "take": (N_("Take away"), report_taking.show),
    "frozen": (N_("Frozen"), report_freezing.show),
}
OUTLINE_NAMES: dict[Outline, str] = {"thesis": N_("Thesis"), "article": N_("Article")}
VIEW, OUTLINE = "report-view", "report-outline"


def run() -> None:
    actor, project = session.actor(), session.project()
    st.title(_("Report"))
    if not any(workbench.code_counts(actor, project.id).values()):
        session.empty(_("A report rests on what was coded. Code some passages first."), _("Start coding"), "tagging")
        return
    asked = st.query_params.get("view", "")
    with st.container(horizontal=True, vertical_alignment="center"):
        view = str(
            st.segmented_control(
                _("View"),
                list(VIEWS),
                default=asked if asked in VIEWS else "write",
                format_func=lambda one: _(VIEWS[one][0]),
                label_visibility="collapsed",
                key=VIEW,
                required=True,
            )
        )
        outline: Outline = st.segmented_control(
            _("Outline"),
            list(OUTLINES),
            default=report_outline.asked(OUTLINES),
            format_func=lambda one: _(OUTLINE_NAMES[one]),
            label_visibility="collapsed",
            key=OUTLINE,
            required=True,
        )
    st.query_params["view"], st.query_params["outline"] = view, outline
    _name, show = VIEWS[view]
    show(actor, project, outline)


run()
