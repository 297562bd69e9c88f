"""Transcripts: files brought in, what was recognised shown and decided; the sources and the informants there are."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.model import SourceSummary
from coding.ui import (
    again,
    correction,
    erasing,
    hiding,
    informants,
    looks,
    preview,
    protecting,
    repair,
    session,
    source_list,
    uploads,
)
from coding.ui.words import _, ngettext, number, tell
from coding.workbench import Actor

VIEW = "transcript-view"


def run() -> None:
    actor, project = session.actor(), session.project()
    there = workbench.list_sources(actor, project.id)
    st.title(_("Transcripts"))
    if correction.editing(there):
        correction.show(actor, project.id)
        return
    if again.opened(there):
        again.show(actor, project.id)
        return
    if repair.opened(there):
        repair.show(actor, project.id)
        return
    if protecting.opened():
        protecting.show(actor, project.id, project.rev)
        return
    correction.result(actor, project.id)
    erasing.result()
    _results()
    if session.may("import_sources"):
        _bring_in(actor, project.id, there)
    if not there:
        if not uploads.files():
            st.write(
                _("Nothing is here yet. Drop your interviews, observation notes and documents into the field above.")
            )
        return
    names = {"sources": _("Sources"), "informants": _("Informants")}
    view = st.segmented_control(
        _("View"),
        list(names),
        default="sources",
        required=True,
        format_func=names.__getitem__,
        label_visibility="collapsed",
        key=VIEW,
    )
    if view == "informants":
        informants.show(actor, project.id, there)
    else:
        source_list.show(actor, project.id, there)
        protecting.offer()


def _bring_in(actor: Actor, project: UUID, there: Sequence[SourceSummary]) -> None:
    given = st.file_uploader(
        _("Add interviews, observation notes or documents"),
        accept_multiple_files=True,
        key=f"files-{uploads.chooser()}",
        help=_(
            "Simpul reads txt, md, docx, odt, rtf, pdf with text, html, vtt, srt, csv, tsv, xlsx, ods and Whisper "
            "JSON. Nothing is stored before you have seen it."
        ),
    )
    if given:
        uploads.receive(given)
        st.rerun()
    uploads.read()
    waiting = sum(one.waits for one in uploads.files().values())
    if waiting:
        _stopped(waiting)
    _decide(actor, project, there)


def _stopped(waiting: int) -> None:
    """The reading was cancelled: what is read is kept, the rest can follow or go."""
    with st.container(border=True):
        told = ngettext("Stopped. {n} file is not read yet.", "Stopped. {n} files are not read yet.", waiting)
        st.write(told.format(n=number(waiting)))
        with st.container(horizontal=True):
            st.button(_("Go on reading"), on_click=uploads.go_on, type="primary")
            st.button(_("Leave them out"), on_click=uploads.forget_unread)


def _decide(actor: Actor, project: UUID, there: Sequence[SourceSummary]) -> None:
    """What was read, to be looked at and corrected; then stored, or put away."""
    read = {key: one for key, one in uploads.files().items() if not one.waits}
    if not read:
        return
    good = {key: one for key, one in read.items() if one.reading}
    with st.container(border=True):
        st.subheader(_("Check before it is stored"))
        if good:
            preview.files(good)
        preview.notes(read, [one.name for one in there])
        taken = sum(one.taken for one in good.values())
        wanted = hiding.decide(actor, project, good)
        sentence = ngettext("Add {n} file to the project", "Add {n} files to the project", taken)
        with st.container(horizontal=True):
            add = bool(taken) and st.button(sentence.format(n=number(taken)), type="primary", icon=":material/check:")
            st.button(_("Put away"), on_click=uploads.forget, key="put-away-files")
        if add:
            uploads.store(actor, project, wanted)
        if good:
            _look_into(good)


def _look_into(good: Mapping[str, uploads.Upload]) -> None:
    chosen = st.selectbox(
        _("Look into a file"), list(good), format_func=lambda key: good[key].title, key="upload-shown", width=420
    )
    preview.one_file(chosen, good[chosen])


def _results() -> None:
    """One line a file of the last import, until it is put away."""
    lines = uploads.results()
    if not lines:
        return
    good = sum(line.reason is None for line in lines)
    with st.container(border=True):
        told = ngettext("{n} file was added.", "{n} files were added.", good)
        if good:
            st.success(told.format(n=number(good)), icon=":material/check_circle:")
        told_lines = [(line.name, _result(line)) for line in lines]
        looks.table([_("File"), _("Result")], told_lines, height=280 if len(lines) > 6 else None)
        with st.container(horizontal=True):
            if good and st.button(_("Start coding"), type="primary", icon=":material/ink_highlighter:"):
                first = next(line.name for line in lines if line.reason is None)
                lines.clear()
                st.switch_page("pages/tagging.py", query_params={"source": first})
            st.button(_("Put away"), on_click=lines.clear, key="put-away-results")


def _result(line: uploads.Line) -> str:
    if line.reason:
        return tell(line.reason)
    words = ngettext("{n} word", "{n} words", line.words)
    return f"✓ {words.format(n=number(line.words))}"


run()
