"""Backups on the project page: one file out while people work, one file back in."""

import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st

from coding import workbench
from coding.errors import StillHidden
from coding.model import Project
from coding.ui import session
from coding.ui.words import _, moment, ngettext, number, plain, tell
from coding.workbench import Actor, safekeeping

READY = "backup_ready"


def show(actor: Actor, project: Project) -> None:
    """Make a backup and take it away; bring one in."""
    with st.expander(_("Backup"), icon=":material/archive:"):
        out, back = st.columns(2, gap="large")
        there = None
        with out:
            try:
                there = safekeeping.earlier(actor, project.id) if session.may("backup") else None
            except StillHidden as problem:
                st.caption(plain(tell(problem)))
            if there is not None:
                _out(actor, project)
        with back:
            _back(actor)
        if there is not None:
            _earlier(actor, project, there)
            _once_more(actor, project)


def _earlier(actor: Actor, project: Project, there: Sequence[safekeeping.Earlier]) -> None:
    """The copies that are made by themselves, and the way back to one."""
    st.divider()
    problem = session.keeper().problem
    if problem is not None:
        st.warning(plain(tell(problem)), icon=":material/warning:")
    if not there:
        st.caption(_("An hour after a change a copy of everything is made by itself, in the folder “backups”."))
        return
    st.text(_("Copies made by themselves: hourly for a day, daily for two weeks."))
    named = {str(one.path): _told(one, project) for one in there}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(_("Copy of"), list(named), format_func=lambda path: named[path], key="earlier-copy")
        pressed = st.button(_("Open as a project of its own"), icon=":material/history:")
    if pressed:
        one = next(one for one in there if str(one.path) == chosen)
        name = f"{project.name[:100]} ({moment(one.at, project.time_zone)})"
        with st.spinner(_("Reading the copy …")):
            made = safekeeping.bring_back(actor, project.id, one.path, name)
        session.open_project(actor, made.id)
        st.rerun()


def _told(one: safekeeping.Earlier, project: Project) -> str:
    acts = ngettext("{n} act", "{n} acts", one.rev).format(n=number(one.rev))
    return f"{moment(one.at, project.time_zone)} · {acts}"


def _once_more(actor: Actor, project: Project) -> None:
    """The project once more, to try something out."""
    st.divider()
    suggested = _("{name} (copy)").format(name=project.name[:140])
    name = st.text_input(_("Name of the duplicate"), suggested, max_chars=150, key="duplicate-name")
    if st.button(_("Duplicate the project"), icon=":material/content_copy:"):
        with st.spinner(_("Duplicating …")):
            made = safekeeping.duplicate(actor, project.id, name)
        session.open_project(actor, made.id)
        st.rerun()


def bring_back(actor: Actor) -> None:
    """Where there is no project yet: one from a backup."""
    with st.container(border=True):
        st.subheader(_("Go on elsewhere"))
        _back(actor)


def _out(actor: Actor, project: Project) -> None:
    st.text(_("The whole project as one file: sources, codings, codebook, history. People can go on working."))
    ready = st.session_state.get(READY)
    if st.button(_("Make a backup now")):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "backup.zip"
            workbench.backup(actor, project.id, path)
            ready = st.session_state[READY] = (project.id, path.read_bytes(), datetime.now(ZoneInfo("UTC")))
    if ready and ready[0] == project.id:
        stamp = ready[2].astimezone(ZoneInfo(project.time_zone))
        name = f"{_file_name(project.name)}-{stamp:%Y-%m-%d-%H%M}.simpul.zip"
        st.download_button(_("Save the backup"), ready[1], name, "application/zip", type="primary")
        st.caption(plain(moment(ready[2], project.time_zone)))


def _file_name(name: str) -> str:
    kept = "".join(letter if letter.isalnum() else "-" for letter in name)
    return "-".join(part for part in kept.split("-") if part)[:60] or "simpul"


def _back(actor: Actor) -> None:
    file = st.file_uploader(_("Open a backup as a project"), type=["zip"])
    if file is not None and st.button(_("Open this backup")):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "backup.zip"
            path.write_bytes(file.getvalue())
            made = workbench.restore(actor, path)
        session.open_project(actor, made.id)
        st.rerun()
