"""Codebook: the tree with counts, the full text of each code, and every change kept as a version."""

from uuid import UUID

import streamlit as st

from coding import workbench
from coding.model import Codebook, Project
from coding.ui import code_editor, session
from coding.ui.words import _, number, plain
from coding.workbench import Actor


def run() -> None:
    actor, project = session.actor(), session.project()
    book = workbench.codebook(actor, project.id)
    counts = workbench.code_counts(actor, project.id)
    st.title(_("Codebook"))
    if not book.codes:
        st.info(_("This codebook is empty. Add the first code here, or bring one in from a file."))
    left, right = st.columns([2, 3], gap="large")
    with left:
        chosen = _tree(book, counts)
        if session.may("edit_codebook"):
            code_editor.add(actor, project, book)
        _files(actor, project, book)
    with right:
        if chosen is not None:
            code_editor.show(actor, project, book, chosen, counts.get(chosen, 0))


def _tree(book: Codebook, counts: dict[UUID, int]) -> UUID | None:
    """Every code in its place; the sign and the count stand beside the name, so colour never stands alone."""
    if not book.codes:
        return None
    ids = [code.id for code in book.codes]
    depth: dict[UUID, int] = {}
    for code in book.codes:
        depth[code.id] = depth.get(code.parent, -1) + 1 if code.parent else 0
    wanted = st.query_params.get("code")
    found = book.find(wanted) if wanted else None

    def label(code_id: UUID) -> str:
        code = book.find(code_id)
        assert code
        name = code.label(code_editor.screen(), book.language)
        indent = "\u2003" * depth[code_id]
        sign = f"{code.sign or code.key} · " if code.codable else ""
        count = f" ({number(counts.get(code_id, 0))})" if code.codable else ""
        return plain(f"{indent}{sign}{name}{count}")

    chosen: UUID | None = st.radio(
        _("Codes"), ids, index=ids.index(found.id) if found else 0, format_func=label, key="codebook-chosen"
    )
    return chosen


def _files(actor: Actor, project: Project, book: Codebook) -> None:
    with st.expander(_("Files and versions")):
        st.download_button(
            _("Save as YAML"), workbench.write_codebook(book), f"{project.name}-codebook.yaml", "application/yaml"
        )
        st.caption(_("Version {n}. Every change makes a new one.").format(n=number(book.version)))
        if not session.may("edit_codebook"):
            return
        file = st.file_uploader(_("Bring in a codebook"), type=["yaml", "yml"])
        if file is not None:
            code_editor.take(actor, project, book, file.getvalue())


run()
