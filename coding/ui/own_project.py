"""Starting a project of one's own, the practice project, and going to another one."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from coding import workbench
from coding.errors import CodebookInvalid
from coding.model import Codebook, Project
from coding.ui import session, uploads
from coding.ui.words import N_, _, language, plain
from coding.workbench import Actor

CODEBOOKS = {
    "wog": N_("Whole of Government (Perri 6)"),
    "general": N_("General (English)"),
    "empty": N_("Empty: I make my own codes"),
    "file": N_("From a file (YAML)"),
}


def start(actor: Actor) -> None:
    """Ask only the name, the codebook and the files; the files go on to the preview."""
    with st.container(border=True):
        st.subheader(_("Start my own"))
        name = st.text_input(_("Name of the study"), key="own-name")
        choice = st.selectbox(_("Codebook"), list(CODEBOOKS), format_func=lambda key: _(CODEBOOKS[key]), key="own-book")
        file = None
        if choice == "file":
            file = st.file_uploader(_("Codebook file"), type=["yaml", "yml"], key="own-book-file")
        files = st.file_uploader(_("Interviews, notes and documents"), accept_multiple_files=True, key="own-files")
        st.caption(_("What Simpul recognises in your files is shown next, before anything of them is stored."))
        if st.button(_("Start"), type="primary", disabled=choice == "file" and file is None):
            made = workbench.create_project(actor, name, _book(choice, file), language=language(), time_zone=_zone())
            session.open_project(actor, made.id)
            uploads.receive(files)
            st.switch_page("pages/transcript.py")


def _zone() -> str:
    return st.context.timezone or "Asia/Jakarta"


def _book(choice: str, file: UploadedFile | None) -> Codebook:
    if choice != "file" or file is None:
        return workbench.choose_codebook(choice)
    try:
        return workbench.read_codebook(file.getvalue().decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise CodebookInvalid(why="UTF-8") from problem


def practise(actor: Actor) -> None:
    """The one button that makes the practice project."""
    with st.container(border=True):
        st.subheader(_("Practise first"))
        st.write(_("Ten made-up interviews on a public service mall, two observation notes, two documents, all coded."))
        if st.button(_("Make the practice project")):
            bar = st.progress(0.0)
            made = workbench.create_practice(actor, progress=lambda share, name: _advance(bar, share, name))
            session.open_project(actor, made.id)
            st.rerun()


def _advance(bar: "st.delta_generator.DeltaGenerator", share: float, name: str) -> None:
    bar.progress(share, text=plain(name))


def more(actor: Actor, project: Project) -> None:
    """Other projects: a new one, the practice project."""
    with st.expander(_("Another project"), icon=":material/create_new_folder:"):
        start(actor)
        if not project.practice and not any(one.practice for one in workbench.list_projects(actor)):
            practise(actor)


def reset(actor: Actor, project: Project) -> None:
    """Bring the practice project back to its first state, once that is confirmed."""
    if not session.may("reset_practice"):
        return
    with st.popover(_("Reset"), icon=":material/restart_alt:"):
        st.write(_("Bring the practice project back to its first state? What you coded in it is put away."))
        if st.button(_("Reset the practice project"), type="primary"):
            with st.spinner(_("Reading the interviews …")):
                made = workbench.reset_practice(actor, project.id)
            session.open_project(actor, made.id)
            st.rerun()
