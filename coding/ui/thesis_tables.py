"""The tables of a thesis on screen: informants, the grid of the interview guide, transcripts; with what is missing."""

from functools import partial
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.model import KINDS, Codebook, Project
from coding.ui import guide_questions, looks
from coding.ui.excerpt_taking import XLSX
from coding.ui.words import N_, _, number, plain, tell
from coding.workbench import Actor, Laid, ThesisTable
from coding.workbench.thesis import conclusion_table

TABLES: dict[ThesisTable, str] = {
    "informants": N_("Informants"),
    "grid": N_("Interview guide"),
    "transcript": N_("Transcripts"),
    "verdicts": N_("Verdicts"),
    "propositions": N_("Propositions"),
    "triangulation": N_("Triangulation of sources"),
    "techniques": N_("Triangulation of techniques"),
    "member-check": N_("Member check"),
}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LINES_SHOWN = 60


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """One of the tables, with its gaps and the ways to take it along."""
    which: ThesisTable = st.pills(
        _("Table"),
        list(TABLES),
        default="informants",
        format_func=lambda one: _(TABLES[one]),
        label_visibility="collapsed",
        required=True,
        key="thesis-table",
    )
    if which == "grid":
        guide_questions.show(actor, project, book)
        laid = workbench.guide_table(actor, project.id)
        st.subheader(_("The grid"))
        _gaps(laid)
        _laid(laid)
        guide_questions.by_kind(actor, project, book)
        _take(actor, project, which)
    elif which == "transcript":
        _transcript(actor, project)
    elif which != "informants":
        laid = conclusion_table(actor, project.id, which)
        if not laid.rows and which == "member-check":
            st.write(_("No informant has answered yet: see “Member check” on the page “Conclusion”."))
            return
        if not laid.rows:
            st.write(_("There are no conclusions yet: write them on the page “Conclusion”."))
            return
        _laid(laid)
        _take(actor, project, which)
    else:
        laid = workbench.informant_table(actor, project.id)
        if not laid.rows:
            st.write(_("There are no informants yet: name them on the transcripts page."))
            return
        _gaps(laid)
        _laid(laid)
        st.caption(_("What stands here is noted on the page “Transcripts”, under “Informants”."))
        _take(actor, project, which)


def _gaps(laid: Laid) -> None:
    """What is missing, a line each; or that nothing is."""
    if laid.gaps:
        st.warning("\n".join(f"- {plain(tell(gap))}" for gap in laid.gaps))
    else:
        st.success(_("Nothing is missing in this table."), icon=":material/check_circle:")


def _laid(laid: Laid) -> None:
    rows = [[str(cell).replace("\n", "; ") for cell in row] for row in laid.rows]
    looks.table(laid.headings, rows, tight=[0], wide=True, joined=laid.joined)


def _take(actor: Actor, project: Project, which: ThesisTable, source: UUID | None = None, name: str = "") -> None:
    with st.container(horizontal=True):
        for form, kind in (("docx", DOCX), ("xlsx", XLSX)):
            st.download_button(
                form.upper(),
                partial(workbench.export_thesis_table, actor, project.id, which, format=form, source=source),
                f"{project.name} - {name or _(TABLES[which])}.{form}",
                kind,
                icon=":material/download:",
                on_click="ignore",
                key=f"thesis-{which}-{form}",
            )


def _transcript(actor: Actor, project: Project) -> None:
    there = sorted(workbench.list_sources(actor, project.id), key=lambda one: KINDS.index(one.kind))
    names = {one.id: one.name for one in there}
    if not names:
        st.write(_("There are no transcripts yet."))
        return
    source: UUID | None = st.selectbox(
        _("Source"),
        [None, *names],
        format_func=lambda one: names[one] if one else _("all"),
        width=340,
        key="thesis-source",
    )
    _take(actor, project, "transcript", source, names[source] if source else "")
    first = source or next(iter(names))
    laid = workbench.transcript_table(actor, project.id, first)
    shown = Laid(laid.headings, laid.rows[:LINES_SHOWN])
    if len(laid.rows) > LINES_SHOWN or source is None:
        told = (
            _("Shown are the first {n} lines of {name}; the file holds everything.")
            if source
            else _("Shown are the first {n} lines of {name}; the file holds all {all} transcripts.")
        )
        st.caption(plain(told.format(n=number(len(shown.rows)), name=names[first], all=number(len(names)))))
    looks.table(shown.headings, [[str(cell) for cell in row] for row in shown.rows], tight=[0, 1], wide=True)
