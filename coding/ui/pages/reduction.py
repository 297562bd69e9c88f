"""Data reduction: from coded passages to what is said in fewer words, put together and counted."""

from collections.abc import Callable

import streamlit as st

from coding import workbench
from coding.model import Codebook, Project
from coding.ui import (
    excerpt_links,
    framework_view,
    ledger,
    matrix_view,
    memos,
    patterns,
    session,
    summary_forms,
    thesis_tables,
)
from coding.ui.stage_name import REDUCTION, named
from coding.ui.words import N_, _
from coding.workbench import Actor

Show = Callable[[Actor, Project, Codebook], None]
VIEWS: dict[str, tuple[str, Show]] = {
    "ledger": (N_("Ledger"), ledger.show),
    "matrix": (N_("Matrix"), matrix_view.show),
    "framework": (N_("Framework"), framework_view.show),
    "patterns": (N_("Pattern codes"), patterns.show),
    "links": (N_("Links"), excerpt_links.show),
    "forms": (N_("Summary forms"), summary_forms.show),
    "memos": (N_("Memos"), memos.show),
    "thesis": (N_("Tables of a thesis"), thesis_tables.show),
}
WITHOUT_CODINGS = ("forms", "thesis")
VIEW = "reduction-view"


def run() -> None:
    actor, project = session.actor(), session.project()
    st.title(named(REDUCTION))
    view = _view()
    if view != "forms":
        summary_forms.forget()
    if view not in WITHOUT_CODINGS and not any(workbench.code_counts(actor, project.id).values()):
        _nothing_yet(actor, project)
        return
    _name, show = VIEWS[view]
    show(actor, project, workbench.codebook(actor, project.id))


def _nothing_yet(actor: Actor, project: Project) -> None:
    if workbench.source_names(actor, project.id):
        session.empty(
            _("What you code is condensed here, passage by passage. Code some passages first."),
            _("Start coding"),
            "tagging",
        )
    else:
        session.empty(
            _("What your informants said is condensed here. Bring in the transcripts first."),
            _("Add transcripts"),
            "transcript",
        )


def _view() -> str:
    asked = st.query_params.get("view", "")
    view = str(
        st.segmented_control(
            _("View"),
            list(VIEWS),
            default=asked if asked in VIEWS else "ledger",
            format_func=lambda one: _(VIEWS[one][0]),
            label_visibility="collapsed",
            key=VIEW,
            required=True,
        )
    )
    if view != "ledger":
        st.query_params["view"] = view
    elif asked in VIEWS:
        # The ledger says in the address how it is shown.
        st.query_params.pop("view")
    return view


run()
