"""Transcripts: files dropped in, what was recognised shown and decided, and the list of all sources."""

from uuid import UUID

import streamlit as st

from coding import workbench
from coding.ui import preview, session, source_list, uploads
from coding.ui.words import _, ngettext, number, plain
from coding.workbench import Actor

TYPES = ["txt", "md", "docx", "doc", "odt", "rtf", "pdf", "html", "htm", "vtt", "srt", "csv", "tsv", "xlsx", "xls"]
MORE_TYPES = ["ods", "json"]


def run() -> None:
    actor, project = session.actor(), session.project()
    st.title(_("Transcripts"))
    uploads.show_results()
    if session.may("import_sources"):
        _bring_in(actor, project.id)
    there = workbench.list_sources(actor, project.id)
    if not there:
        st.info(_("Nothing is here yet. Drop your interviews, observation notes and documents into the field above."))
        return
    source_list.show(actor, project.id, there)


def _bring_in(actor: Actor, project: UUID) -> None:
    files = st.file_uploader(
        _("Add interviews, observation notes or documents"),
        type=TYPES + MORE_TYPES,
        accept_multiple_files=True,
        key=f"files-{st.session_state.get(uploads.ROUND, 0)}",
    )
    if not files:
        uploads.go_on()
        return
    uploads.read(files)
    if uploads.stopped():
        st.warning(_("Stopped. What was read is kept."))
        st.button(_("Go on reading"), on_click=uploads.go_on)
    read = uploads.waiting()
    if not read:
        return
    good = {key: one for key, one in read.items() if one.reading}
    with st.container(border=True):
        st.dataframe(preview.summary(read), hide_index=True, width="stretch")
        if good:
            _decide(good)
            sentence = ngettext("Add {n} file to the project", "Add {n} files to the project", len(good))
            if st.button(sentence.format(n=number(len(good))), type="primary"):
                uploads.store(actor, project)


def _decide(good: dict[str, uploads.Upload]) -> None:
    """Look at one file and correct what was recognised; the others are taken as proposed."""
    keys = list(good)
    chosen = st.selectbox(
        _("Check what was recognised in"), keys, format_func=lambda key: plain(good[key].name), key="upload-shown"
    )
    preview.edit(chosen, good[chosen])


run()
