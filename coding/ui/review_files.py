"""Supervision without a server: the project goes to the supervisor as a file, and the feedback comes back as one."""

import tempfile
from pathlib import Path
from uuid import UUID

import streamlit as st

from coding.errors import CodingError
from coding.model import Codebook, Project
from coding.ui import review_words as words
from coding.ui import session, telling
from coding.ui.words import N_, _, ngettext, number, plain
from coding.workbench import Actor
from coding.workbench.guidance import Taken, open_feedback, open_guidance, save_feedback, save_guidance, under_guidance

READY, TAKEN, CARRIED = "guidance-ready", "feedback-taken", "guidance-carried"
KINDS = {"review": N_("State"), "thread": N_("Discussion"), "comment": N_("Comment")}
ZIP = "application/zip"


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """For a student: the guidance file out, feedback in. For a supervisor with a copy: the feedback out."""
    mark = under_guidance(actor, project.id)
    if mark is not None:
        _back(actor, project, str(mark.get("name") or ""))
        return
    if session.may("backup"):
        _out(actor, project)
    if session.may("review"):
        _in(actor, project.id)
    else:
        st.text(_("Feedback in a file is opened by whoever owns the project."))


def _out(actor: Actor, project: Project) -> None:
    """The file is made when asked for, and offered until another project is shown."""
    with st.container(border=True):
        st.subheader(_("For my supervisor"))
        st.text(_("One file with the whole project; the key of names stays here. Send it, and go on working."))
        if st.button(_("Make the guidance file"), icon=":material/outbox:"):
            with tempfile.TemporaryDirectory() as folder, st.spinner(_("Writing the file …")):
                path = Path(folder) / "guidance.zip"
                save_guidance(actor, project.id, path)
                st.session_state[READY] = (project.id, path.read_bytes())
        ready = st.session_state.get(READY)
        if ready and ready[0] == project.id:
            st.download_button(
                _("Save the guidance file"),
                ready[1],
                f"{project.name} - {_('guidance')}.zip",
                ZIP,
                type="primary",
                icon=":material/download:",
                on_click="ignore",
            )


def _in(actor: Actor, project: UUID) -> None:
    with st.container(border=True):
        st.subheader(_("Feedback from my supervisor"))
        file = st.file_uploader(_("The feedback file"), type="zip", key="feedback-file")
        if file is None:
            st.session_state.pop(TAKEN, None)
            return
        kept = st.session_state.get(TAKEN)
        if kept is None or kept[0] != file.file_id:
            try:
                kept = (file.file_id, open_feedback(actor, project, file.getvalue(), file.name))
            except CodingError as problem:
                telling.show(problem)
                return
            st.session_state[TAKEN] = kept
        told(kept[1])


def told(one: Taken) -> None:
    """What came of it: how much came in, and what did not fit."""
    if one.before:
        st.info(_("This feedback was opened before. Nothing changed."))
        return
    parts = [
        ngettext("{n} state", "{n} states", one.states).format(n=number(one.states)),
        ngettext("{n} comment", "{n} comments", one.comments).format(n=number(one.comments)),
        ngettext("{n} visit", "{n} visits", one.visits).format(n=number(one.visits)),
        ngettext("{n} sign-off", "{n} sign-offs", one.signoffs).format(n=number(one.signoffs)),
    ]
    st.success(plain(_("From {name}: {parts}.").format(name=one.by, parts=", ".join(parts))))
    if one.left:
        st.warning(_("Some of it does not fit any more, as you worked on:"))
        for each in one.left:
            why = _(words.BECAUSE[each.because])
            st.text(f"{_(KINDS[each.kind])}: “{words.short(each.words, 300)}” ({why})")


def _back(actor: Actor, project: Project, name: str) -> None:
    with st.container(border=True):
        st.subheader(_("Feedback"))
        st.text(
            _("This is a copy of the project of {name}. What you say here goes back in a small file.").format(
                name=name or "?"
            )
        )
        if session.may("review"):
            st.download_button(
                _("Save the feedback"),
                lambda: save_feedback(actor, project.id),
                f"{project.name} - {_('feedback')}.zip",
                ZIP,
                type="primary",
                icon=":material/download:",
                on_click="ignore",
            )


def bring_in(actor: Actor) -> None:
    """Guidance files of several students, dropped in together; each becomes a project under guidance."""
    with st.expander(_("Open guidance files"), icon=":material/move_to_inbox:"):
        files = st.file_uploader(
            _("Guidance files of your students"), type="zip", accept_multiple_files=True, key="guidance-files"
        )
        if not files:
            st.session_state.pop(CARRIED, None)
            return
        done: set[str] = st.session_state.setdefault(CARRIED, set())
        fresh = [file for file in files if file.file_id not in done]
        for file in fresh:
            done.add(file.file_id)
            with tempfile.TemporaryDirectory() as folder, st.spinner(_("Reading the file …")):
                path = Path(folder) / "guidance.zip"
                path.write_bytes(file.getvalue())
                try:
                    opened = open_guidance(actor, path)
                except CodingError as problem:
                    st.text(file.name)
                    telling.show(problem)
                    continue
            st.text(_("Opened: {name}").format(name=opened.project.name))
            if opened.carried:
                told(opened.carried)
        if fresh:
            session.begin()
