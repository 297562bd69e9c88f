"""Codebook: the tree with counts, the full text of each code, files in and out, and every change kept as a version."""

import streamlit as st

from coding import workbench
from coding.ui import code_acts, code_editor, code_file, code_tree, code_versions, session
from coding.ui.words import _
from coding.workbench.reshaping import Heard, code_heard


def run() -> None:
    st.title(_("Codebook"))
    _tree()
    _beside()


@st.fragment
def _tree() -> None:
    """The tree and the code that is looked at: a press draws these anew, and not the whole page."""
    actor, project = session.actor(), session.project()
    if (key := st.session_state.pop("codebook-open", None)) is not None:
        st.switch_page("pages/excerpts.py", query_params={"code": key})
    book = workbench.codebook(actor, project.id)
    heard = code_heard(actor, project.id)
    if not book.codes:
        st.write(_("This codebook is empty. Add the first code here, or bring one in from a file."))
    code_acts.show(actor, project)
    left, right = st.columns([2, 3], gap="large")
    with left:
        if book.codes:
            code_tree.show(actor, project, book, heard)
        if session.may("edit_codebook"):
            code_editor.add(actor, project, book)
    code = code_tree.chosen(book)
    if code is not None:
        with right:
            code_editor.show(actor, project, book, code, heard.get(code.id, Heard()))


@st.fragment
def _beside() -> None:
    """Files and versions."""
    actor, project = session.actor(), session.project()
    book = workbench.codebook(actor, project.id)
    with st.expander(_("As a file"), icon=":material/description:"):
        code_file.show(actor, project, book)
    with st.expander(_("Versions: who changed what, and when"), icon=":material/history:"):
        code_versions.show(actor, project, book)
        code_versions.listed(actor, project, book)


run()
