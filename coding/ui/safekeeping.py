"""Backups on the project page: one file out while people work, one file back in."""

import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st

from coding import workbench
from coding.model import Project
from coding.ui import session
from coding.ui.words import _, moment, plain
from coding.workbench import Actor

READY = "backup_ready"


def show(actor: Actor, project: Project) -> None:
    """Make a backup and take it away; bring one in."""
    with st.expander(_("Backup"), icon=":material/archive:"):
        out, back = st.columns(2, gap="large")
        if session.may("backup"):
            with out:
                _out(actor, project)
        with back:
            _back(actor)


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
