"""The codebook as a file: saved as YAML, CSV or XLSX, and brought in after what it changes was shown."""

from dataclasses import replace
from functools import partial
from uuid import uuid4

import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import Codebook, Project
from coding.ui import code_acts, code_changes, looks, printing, session, telling
from coding.ui.words import _, ngettext, number, plain
from coding.workbench import Actor
from coding.workbench.code_files import KINDS, export_codebook, preview_codebook, read_codebook_file

TYPES = {
    "yaml": "application/yaml",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """The ways out, the paper, and the way in for whoever may change the codebook."""
    with st.container(horizontal=True):
        for kind in KINDS:
            st.download_button(
                _("Save as {kind}").format(kind=kind.upper()),
                partial(export_codebook, actor, project.id, kind),
                f"{project.name}-codebook.{kind}",
                TYPES[kind],
                icon=":material/download:",
                on_click="ignore",
            )
    printing.codebook(actor, project)
    if session.may("edit_codebook"):
        file = st.file_uploader(
            _("Bring in a codebook (YAML, CSV, XLSX)"), type=["yaml", "yml", "csv", "xlsx"], key="codebook-file"
        )
        if file is not None:
            _take(actor, project, book, file.name, file.getvalue())


def _take(actor: Actor, project: Project, book: Codebook, name: str, data: bytes) -> None:
    """Show what a file would change, then bring it in."""
    try:
        incoming = read_codebook_file(name, data, book)
    except CodingError as problem:
        telling.show(problem)
        return
    found = preview_codebook(actor, project.id, incoming)
    changes = found.changes
    if not changes:
        st.text(_("This file changes nothing: the codebook already says so."))
    else:
        told = ngettext("This file makes {n} change:", "This file makes {n} changes:", len(changes))
        st.text(told.format(n=number(len(changes))))
        sentences = [(code_changes.sentence(one, incoming),) for one in changes]
        looks.table([], sentences, height=260 if len(changes) > 6 else None, named=told.format(n=number(len(changes))))
    retire = False
    if found.missing:
        listed = ", ".join(f"{one.key} ({number(many)})" for one, many in found.missing)
        st.text(_("Not in the file, with their codings: {codes}").format(codes=listed))
        unused = [one for one, many in found.missing if not many]
        if unused:
            many = ngettext("Take out the one without codings", "Take out the {n} without codings", len(unused))
            why = _("Codes with codings stay: merge or delete them in the tree.")
            retire = st.checkbox(plain(many.format(n=number(len(unused)))), key="codebook-retire", help=why)
    if (changes or retire) and st.button(_("Bring these in"), type="primary"):
        op = uuid4()
        act = partial(workbench.take_codebook, replace(actor, op=op), project.id, incoming, retire=retire)
        code_acts.do(act, op, _("The file was brought in."))
        st.rerun(scope="app")
