"""Project: what was done last, what is left to do; making, opening, backing up a project."""

import streamlit as st

from coding import workbench
from coding.model import Project, SourceSummary
from coding.ui import happenings, own_project, running, safekeeping, session
from coding.ui.words import _, moment, ngettext, number, plain
from coding.workbench import Actor

LATEST = 6


def run() -> None:
    actor = session.actor()
    project = session.find_project()
    if project is None:
        st.title(_("Welcome to Simpul"))
        st.write(_("Simpul ties what people said to what a study concludes. Begin with your own study, or practise."))
        own_project.start(actor)
        own_project.practise(actor)
        return
    _heading(project)
    there = workbench.list_sources(actor, project.id)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _go_on(actor, project, there)
        _latest(actor, project)
    with right:
        _left_to_do(there)
        safekeeping.show(actor, project)
        own_project.more(actor, project)
        _where()


def _heading(project: Project) -> None:
    st.title(plain(project.name))
    if project.practice:
        st.badge(_("practice"), icon=":material/school:", color="blue")
        st.caption(_("A made-up study to try everything out. It is not the data of a real one; you can reset it."))


def _go_on(actor: Actor, project: Project, there: list[SourceSummary]) -> None:
    if not there:
        session.empty(_("This project has no transcripts yet."), _("Add transcripts"), "transcript")
        return
    last = workbench.last_place(actor, project.id)
    source = next((one for one in there if last and one.id == last.source), None)
    with st.container(border=True):
        if source is None or last is None:
            st.subheader(_("Begin to code"))
            st.write(plain(there[0].name))
            target = there[0].name
        else:
            st.subheader(_("Go on where you were"))
            read = number(round(100 * last.read_to / max(source.characters, 1)))
            st.write(plain(_("{source}, {read}% read").format(source=source.name, read=read)))
            target = source.name
        if st.button(_("Go on coding"), type="primary", icon=":material/ink_highlighter:"):
            st.switch_page("pages/tagging.py", query_params={"source": target})


def _latest(actor: Actor, project: Project) -> None:
    st.subheader(_("Done last"))
    names = {member.coder.id: member.coder.name for member in workbench.members(actor, project.id)}
    sources = {one.id: one.name for one in workbench.list_sources(actor, project.id)}
    for event in workbench.latest_events(actor, project.id, None, LATEST):
        what = happenings.sentence(event, sources)
        st.markdown(f"**{plain(names.get(event.actor, '?'))}** {plain(what)}")
        st.caption(plain(moment(event.at, project.time_zone)))


def _left_to_do(there: list[SourceSummary]) -> None:
    if not there:
        return
    finished = sum(one.finished for one in there)
    codings = sum(one.codings for one in there)
    first, second = st.columns(2)
    first.metric(_("Sources finished"), f"{number(finished)} / {number(len(there))}")
    second.metric(_("Codings"), number(codings))
    unread = [one for one in there if not one.finished]
    if unread:
        sentence = ngettext("{n} source is left to finish:", "{n} sources are left to finish:", len(unread))
        names = ", ".join(one.name for one in unread[:8]) + (" …" if len(unread) > 8 else "")
        st.caption(plain(f"{sentence.format(n=number(len(unread)))} {names}"))
    else:
        st.caption(_("You have marked every source as finished."))


def _where() -> None:
    """The file and folder on disk, so that a person can find and keep them."""
    with st.expander(_("Where everything is kept")):
        st.caption(_("All projects of this computer are kept in this file:"))
        st.code(running.here().place, language=None, wrap_lines=True)


run()
