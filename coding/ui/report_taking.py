"""Taking the report away as a document or a page: made with progress and a way to stop, then kept for the download."""

from dataclasses import dataclass
from uuid import UUID

import streamlit as st

from coding.errors import CodingError
from coding.model import LANGUAGES, Language, Outline, Project
from coding.ui import audit, session, telling
from coding.ui.report_making import making
from coding.ui.thesis_tables import DOCX
from coding.ui.words import LANGUAGES as LANGUAGE_NAMES
from coding.ui.words import _, ngettext, number
from coding.workbench import Actor
from coding.workbench.reporting import Annexes, export_report
from coding.workbench.sections import list_sections

MADE, WANTED = "report-made", "report-wanted"
TYPES = {"docx": DOCX, "html": "text/html"}


@dataclass(frozen=True, slots=True)
class _Made:
    """A file that was made, and what of."""

    project: UUID
    version: int
    outline: Outline
    language: Language
    format: str
    data: bytes


def show(actor: Actor, project: Project, outline: Outline) -> None:
    """What is still open in it, the choices, and the file once it is made."""
    _open(actor, project, outline)
    if not session.may("export"):
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        language: Language = st.segmented_control(
            _("Language of the report"),
            LANGUAGES,
            default=project.language,
            format_func=lambda one: LANGUAGE_NAMES[one],
            required=True,
            key="report-language",
        )
        form = str(
            st.segmented_control(
                _("As"),
                list(TYPES),
                default="docx",
                format_func=str.upper,
                required=True,
                key="report-format",
            )
        )
        st.button(_("Make the file"), type="primary", icon=":material/description:", on_click=_want)
    with st.container(horizontal=True):
        transcripts = st.toggle(_("With the transcripts by numbered lines"), key="report-transcripts")
        trail = st.toggle(_("With the whole audit trail"), key="report-trail")
    st.caption(_("DOCX for Word and LibreOffice; in HTML each number leads to its excerpts."))
    if st.session_state.pop(WANTED, False):
        _make(actor, project, outline, language, form, transcripts=transcripts, trail=trail)
    made: _Made | None = st.session_state.get(MADE)
    if made is not None and made.project == project.id:
        _download(project, made)


def _open(actor: Actor, project: Project, outline: Outline) -> None:
    """What whoever hands it in would want to know first."""
    there = list_sections(actor, project.id, outline)
    if not there:
        st.info(_("No section is written: the file is assembled from what the project holds."))
        return
    stale = sum(len(one.stale) for one in there)
    faults = sum(len(one.faults) for one in there)
    assembled = sum(one.section.assembled and bool(one.section.text) for one in there)
    for many, told in (
        (stale, ngettext("{n} sentence to be checked again", "{n} sentences to be checked again", stale)),
        (faults, ngettext("{n} field can't be shown", "{n} fields can't be shown", faults)),
        (assembled, ngettext("{n} section still as assembled", "{n} sections still as assembled", assembled)),
    ):
        if many:
            st.warning(told.format(n=number(many)), icon=":material/update:")


def _want() -> None:
    st.session_state.pop(MADE, None)
    st.session_state[WANTED] = True


def _make(
    actor: Actor, project: Project, outline: Outline, language: Language, form: str, *, transcripts: bool, trail: bool
) -> None:
    advance = making("report-cancel")
    try:
        data = export_report(
            actor,
            project.id,
            format=form,
            outline=outline,
            language=language,
            annexed=Annexes(transcripts, audit.trail_of(actor, project) if trail else None),
            progress=advance,
        )
    except CodingError as problem:
        telling.show(problem)
        return
    st.session_state[MADE] = _Made(project.id, project.version, outline, language, form, data)
    st.rerun()


def _download(project: Project, made: _Made) -> None:
    st.download_button(
        _("Download {format}").format(format=made.format.upper()),
        made.data,
        f"{project.name} - {_('Report')}.{made.format}",
        TYPES[made.format],
        icon=":material/download:",
        type="primary",
        on_click="ignore",
        key="report-download",
    )
