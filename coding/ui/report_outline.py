"""The outline of the report: its sections with what is to be known of each, and the one that is open beside it."""

from collections.abc import Sequence
from uuid import UUID, uuid4

import streamlit as st

from coding.errors import CodingError
from coding.model import Outline, Project, Section
from coding.ui import report_editor, session, telling
from coding.ui.words import _, ngettext, number, plain
from coding.workbench import Actor
from coding.workbench.report_draft import assemble_report, missing_parts
from coding.workbench.sections import Seen, begin_section, list_sections

ONE = "section"
TALL = 620
STYLE = """<style>
[class*="st-key-report-go"] button { justify-content: flex-start; text-align: left; padding: .1rem .4rem;
  min-height: 1.9rem; width: 100%; }
[class*="st-key-report-go"] button > div { justify-content: flex-start; width: 100%; }
[class*="st-key-report-go"] p { text-align: left; white-space: normal; line-height: 1.3; overflow-wrap: anywhere; }
[class*="st-key-report-go-1"] p { font-weight: 650; }
[class*="st-key-report-go-2"] { padding-left: .8rem; }
[class*="st-key-report-go-3"] { padding-left: 1.6rem; }
[class*="st-key-report-here"] button { background: color-mix(in srgb, currentColor 10%, transparent); }
.st-key-report-sections { gap: 0; }
@media (max-width: 40rem) {
  .st-key-report-outline-box, [data-testid="stLayoutWrapper"]:has(> .st-key-report-outline-box) {
    height: 13rem !important; flex-basis: 13rem !important; min-height: 0; } }
</style>"""


def asked(outlines: Sequence[Outline]) -> Outline:
    """The outline in the address, else the first."""
    found = st.query_params.get("outline", "")
    return next((one for one in outlines if one == found), outlines[0])


def show(actor: Actor, project: Project, outline: Outline) -> None:
    """The sections on the left, and on the right the one that the address names or the first."""
    st.html(STYLE)
    there = list_sections(actor, project.id, outline)
    if not there:
        _begin(actor, project, outline)
        return
    wanted = st.query_params.get(ONE, "")
    here = next((one for one in there if str(one.section.id) == wanted), None)
    here = here or next((one for one in there if one.section.text), there[0])
    st.query_params[ONE] = str(here.section.id)
    left, right = st.columns([1, 2.6], gap="large")
    with left:
        _outline(there, here)
        if session.may("conclude"):
            _more(actor, project, outline, here.section)
    with right:
        report_editor.show(actor, project, here)


def _begin(actor: Actor, project: Project, outline: Outline) -> None:
    st.write(
        _(
            "Nothing is written yet. Let the program lay out the chapters: it puts in what the project holds, as "
            "fields that stay right when the coding changes. It writes no sentence about the data. You go on from "
            "there."
        )
    )
    if not session.may("conclude"):
        return
    with st.container(horizontal=True):
        if st.button(_("Assemble a draft"), type="primary", icon=":material/auto_stories:"):
            _assemble(actor, project, outline)
    _new(actor, project, outline, None)


def _assemble(actor: Actor, project: Project, outline: Outline) -> None:
    try:
        with st.spinner(_("Assembling …")):
            assemble_report(actor, project.id, outline)
    except CodingError as problem:
        telling.show(problem)
    else:
        st.rerun()


# -- the outline ----------------------------------------------------------------------------------


def _outline(there: Sequence[Seen], here: Seen) -> None:
    stale = sum(len(one.stale) for one in there)
    assembled = sum(one.section.assembled and bool(one.section.text) for one in there)
    told = []
    if stale:
        told.append(ngettext("{n} sentence to be checked again", "{n} sentences to be checked again", stale))
    if assembled:
        told.append(ngettext("{n} section still as assembled", "{n} sections still as assembled", assembled))
    counts = (stale, assembled) if stale and assembled else (stale or assembled,)
    for words, many in zip(told, counts, strict=True) if told else ():
        st.caption(words.format(n=number(many)))
    with (
        st.container(height=TALL if len(there) > 14 else "content", border=False, key="report-outline-box"),
        st.container(gap="xxsmall", key="report-sections"),
    ):
        for at, one in enumerate(there):
            under = there[at + 1].section.level > one.section.level if at + 1 < len(there) else False
            _line(one, one is here, under=under)


def _line(one: Seen, open_: bool, *, under: bool) -> None:
    icon, told = _mark(one, under=under)
    section = one.section
    with st.container(key=f"report-go-{section.level}-{section.id}"):
        st.button(
            plain(section.heading),
            icon=icon,
            type="tertiary",
            help=told or None,
            key=f"report-{'here' if open_ else 'open'}-{section.id}",
            on_click=go,
            args=(section.id,),
        )


def _mark(one: Seen, *, under: bool) -> tuple[str | None, str]:
    """A sign of how far a section is, and that in words; of several, the one that asks for most."""
    if report_editor.unsaved(one.section.id):
        return ":material/edit:", _("Not saved yet")
    if one.faults:
        return ":material/error:", _("Something in it can't be shown")
    if one.stale:
        return ":material/update:", _("To be checked again")
    if not one.section.text:
        return (None, "") if under else (":material/radio_button_unchecked:", _("Still empty"))
    if one.section.assembled:
        return ":material/auto_stories:", _("Assembled by the program, not edited yet")
    return ":material/check:", _("Written")


def go(section: UUID) -> None:
    """Open a section (as a callback)."""
    st.query_params[ONE] = str(section)


# -- more sections --------------------------------------------------------------------------------


def _more(actor: Actor, project: Project, outline: Outline, here: Section) -> None:
    missing = missing_parts(actor, project.id, outline)
    if missing:
        told = ngettext("Add {n} section that is missing", "Add {n} sections that are missing", missing)
        st.button(
            told.format(n=number(missing)),
            icon=":material/auto_stories:",
            help=_("What you wrote stays as it is."),
            on_click=_add_missing,
            args=(actor, project, outline),
        )
    _new(actor, project, outline, here)


def _add_missing(actor: Actor, project: Project, outline: Outline) -> None:
    try:
        assemble_report(actor, project.id, outline)
    except CodingError as problem:
        telling.show(problem)


def _new(actor: Actor, project: Project, outline: Outline, here: Section | None) -> None:
    with (
        st.popover(_("New section"), icon=":material/add:", type="tertiary"),
        st.form("report-new", border=False, clear_on_submit=True),
    ):
        heading = st.text_input(_("Heading"))
        level = st.segmented_control(
            _("Level"), [1, 2, 3], default=here.level if here else 1, format_func=number, required=True
        )
        save = st.form_submit_button(_("Begin"), type="primary")
    if not save:
        return
    one = Section(uuid4(), outline, heading, level or 1)
    try:
        begin_section(actor, project.id, one, after=here.id if here else None)
    except CodingError as problem:
        telling.show(problem)
    else:
        go(one.id)
        st.rerun()
