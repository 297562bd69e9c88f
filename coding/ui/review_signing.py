"""Milestones on screen: what was signed off and whether it still stands, and signing off what stands there now."""

from functools import partial
from html import escape

import streamlit as st

from coding.errors import CodingError
from coding.model import MILESTONES, Codebook, Project
from coding.ui import review_words as words
from coding.ui import session, telling
from coding.ui.happenings import when
from coding.ui.report_taking import TYPES
from coding.ui.words import N_, _, language, number
from coding.workbench import Actor
from coding.workbench.printing import PRINTED
from coding.workbench.signing import Signed, list_signoffs, sign_off
from coding.workbench.supervision_paper import print_signoff

PARTS: dict[str, str] = {
    "source": N_("Transcripts"),
    "code": N_("Codes"),
    "coding": N_("Codings"),
    "reduction": N_("Statements of the ledger"),
    "theme": N_("Categories and themes"),
    "cell": N_("Cells of the framework"),
    "display": N_("Displays"),
    "entry": N_("Entries of displays"),
    "proposition": N_("Propositions"),
    "verdict": N_("Verdicts"),
    "advice": N_("Advice"),
    "ground": N_("Evidence"),
    "section": N_("Sections of the report"),
}


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """What was signed off, the newest first; a supervisor signs off below."""
    st.caption(_("A milestone that is signed off is remembered as it was, with a print of exactly what it covered."))
    with st.spinner(_("Reading everything it covers …")):
        there = list_signoffs(actor, project.id)
    if not there:
        st.text(_("Nothing was signed off yet."))
    for one in there:
        with st.container(border=True, gap="xsmall", key=f"signed-{one.one.id}"):
            _one(actor, project, one)
    if session.may("sign_off"):
        _sign(actor, project)


def _one(actor: Actor, project: Project, one: Signed) -> None:
    at = when(one.one.made_at, project.time_zone) if one.one.made_at else ""
    stands = _("still so") if one.stands else _("changed since")
    changed = "" if one.stands else " rv-changed"
    chips = f'<span class="rv-chip rv-state{changed}">{escape(stands)}</span>'
    if one.one.by_file:
        chips += f'<span class="rv-chip">{escape(_("came in a file"))}</span>'
    name = _(words.MILESTONE_NAMES[one.one.milestone])
    note = f'<p class="rv-note">{escape(one.one.note)}</p>' if one.one.note else ""
    moved = "".join(
        f"<li>{escape(_(PARTS[part]))}: {number(before)} → {number(after)}</li>" for part, before, after in one.changed
    )
    st.html(
        f'<div class="rv-head"><b>{escape(name)}</b>{chips}<span class="rv-faint">{escape(f"{one.name} · {at}")}</span>'
        f"</div>{note}{f'<ul class=rv-list>{moved}</ul>' if moved else ''}"
        f'<p class="rv-note rv-faint">{escape(one.one.print[:32])}…</p>'
    )
    if session.may("export"):
        with st.container(horizontal=True):
            for form in PRINTED:
                st.download_button(
                    form.upper(),
                    partial(print_signoff, actor, project.id, one.one.id, format=form, language=language()),
                    f"{project.name} - {name}.{form}",
                    TYPES[form],
                    icon=":material/download:",
                    on_click="ignore",
                    key=f"signed-{form}-{one.one.id}",
                )


def _sign(actor: Actor, project: Project) -> None:
    with st.form("sign-off"):
        milestone = st.selectbox(
            _("Milestone"), MILESTONES, format_func=lambda one: _(words.MILESTONE_NAMES[one]), key="sign-milestone"
        )
        note = st.text_area(_("Note"), height=68, key="sign-note", max_chars=20_000)
        if st.form_submit_button(_("Sign off as it is now"), type="primary", icon=":material/verified:"):
            try:
                with st.spinner(_("Reading everything it covers …")):
                    sign_off(actor, project.id, milestone, note)
            except CodingError as problem:
                telling.show(problem)
            else:
                st.rerun()
