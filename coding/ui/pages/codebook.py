"""Codebook: the tree with counts, the full text of each code, files in and out, and every change kept as a version."""

import streamlit as st

from coding import workbench
from coding.errors import CodebookInvalid
from coding.model import Codebook, Project
from coding.ui import code_changes, code_editor, code_tree, happenings, looks, printing, session
from coding.ui.words import _, ngettext, number
from coding.workbench import Actor


def run() -> None:
    actor, project = session.actor(), session.project()
    book = workbench.codebook(actor, project.id)
    counts = workbench.code_counts(actor, project.id)
    st.title(_("Codebook"))
    if not book.codes:
        st.write(_("This codebook is empty. Add the first code here, or bring one in from a file."))
    left, right = st.columns([2, 3], gap="large")
    with left:
        if book.codes:
            code_tree.show(book, counts)
        if session.may("edit_codebook"):
            code_editor.add(actor, project, book)
        _files(actor, project, book)
    code = code_tree.chosen(book)
    if code is not None:
        with right:
            code_editor.show(actor, project, book, code, counts.get(code.id, 0))
    _versions(actor, project, book)


def _files(actor: Actor, project: Project, book: Codebook) -> None:
    with st.expander(_("As a file"), icon=":material/description:"):
        name = f"{project.name}-codebook.yaml"
        st.download_button(
            _("Save as YAML"), workbench.write_codebook(book), name, "application/yaml", icon=":material/download:"
        )
        printing.codebook(actor, project)
        if session.may("edit_codebook"):
            file = st.file_uploader(_("Bring in a codebook (YAML)"), type=["yaml", "yml"], key="codebook-file")
            if file is not None:
                _take(actor, project, file.getvalue())


def _take(actor: Actor, project: Project, data: bytes) -> None:
    """Show what a file would change, then bring it in."""
    try:
        incoming = workbench.read_codebook(data.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise CodebookInvalid(why="UTF-8") from problem
    changes = workbench.compare_codebook(actor, project.id, incoming)
    if not changes:
        st.text(_("This file changes nothing: the codebook already says so."))
        return
    told = ngettext("This file makes {n} change:", "This file makes {n} changes:", len(changes))
    st.text(told.format(n=number(len(changes))))
    with st.container(height=260 if len(changes) > 6 else "content", border=False):
        looks.table([], [(code_changes.sentence(one, incoming),) for one in changes])
    if st.button(_("Bring these in"), type="primary"):
        workbench.take_codebook(actor, project.id, incoming)
        st.rerun()


def _versions(actor: Actor, project: Project, book: Codebook) -> None:
    with st.expander(_("Versions: who changed what, and when"), icon=":material/history:"):
        names = {member.coder.id: member.coder.name for member in workbench.members(actor, project.id)}
        looks.table(
            [_("Version"), _("Who"), _("When"), _("What")],
            [
                (
                    str(one.number),
                    names.get(one.by, "?"),
                    happenings.when(one.at, project.time_zone),
                    code_changes.summary(one.changes, book),
                )
                for one in workbench.codebook_history(actor, project.id)
            ],
            tight=[0, 1, 2],
        )


run()
