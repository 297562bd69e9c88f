"""Project: where to go on, what is left to do, what was done last; making, opening, keeping a project."""

from bisect import bisect_right
from collections.abc import Sequence

import streamlit as st

from coding import workbench
from coding.model import Place, Project, SourceSummary
from coding.ui import assignments, erasing, happenings, own_project, people, running, safekeeping, session
from coding.ui.words import _, language, ngettext, number, percent, plain
from coding.workbench import Actor

LATEST = 8
LEFT_SHOWN = 6


def run() -> None:
    actor = session.actor()
    erasing.result()
    project = session.find_project()
    if project is None:
        st.title(_("Welcome to Simpul"))
        st.write(_("Simpul ties what people said to what a study concludes. Begin with your own study, or practise."))
        left, right = st.columns([3, 2], gap="medium")
        with left:
            own_project.start(actor)
        with right:
            own_project.practise(actor)
            safekeeping.bring_back(actor)
        return
    _heading(actor, project)
    there = workbench.list_sources(actor, project.id)
    left, right = st.columns([3, 2], gap="large")
    with left:
        assignments.mine(actor, project)
        _go_on(actor, project, there)
        _left_to_do(there)
    with right:
        _latest(actor, project)
    people.show(actor, project)
    assignments.show(actor, project)
    safekeeping.show(actor, project)
    if not running.here().accounts:
        _where()
    own_project.more(actor, project)
    erasing.whole(actor, project)


def _heading(actor: Actor, project: Project) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(plain(project.name), width="content")
        if project.practice:
            st.badge(_("practice"), icon=":material/school:", color="yellow")
            own_project.reset(actor, project)
    if project.practice:
        st.caption(_("A made-up study to try everything out. It is not the data of a real one; you can reset it."))


def _go_on(actor: Actor, project: Project, there: Sequence[SourceSummary]) -> None:
    if not there:
        session.empty(_("This project has no transcripts yet."), _("Add transcripts"), "transcript")
        return
    last = workbench.last_place(actor, project.id)
    source = next((one for one in there if last and one.id == last.source), None)
    with st.container(border=True):
        if source is None or last is None:
            source = next((one for one in there if one.kind == "interview"), there[0])
            st.subheader(_("Begin to code"))
            st.text(source.name)
            button = _("Start coding")
        else:
            st.subheader(_("Go on where you were"))
            st.text(_place(actor, project, source, last))
            st.progress(min(last.read_to / max(source.characters, 1), 1.0))
            button = _("Go on coding")
        if st.button(button, type="primary", icon=":material/ink_highlighter:"):
            st.switch_page("pages/tagging.py", query_params={"source": source.name})


def _place(actor: Actor, project: Project, source: SourceSummary, last: Place) -> str:
    """Source, line and code, as far as they are known."""
    lines = workbench.load_source(actor, project.id, source.id).lines
    parts = [source.name, _("line {n}").format(n=number(max(bisect_right(lines, last.offset), 1)))]
    book = workbench.codebook(actor, project.id)
    code = book.find(last.code) if last.code else None
    if code:
        parts.append(f"{code.sign or code.key} {code.label(language(), book.language)}")
    share = min(last.read_to / max(source.characters, 1), 1.0)
    return " · ".join([*parts, _("{share} read").format(share=percent(share))])


def _left_to_do(there: Sequence[SourceSummary]) -> None:
    if not there:
        return
    finished = sum(one.finished for one in there)
    st.subheader(_("Left to do"))
    done = ngettext("{done} of {n} source is finished", "{done} of {n} sources are finished", len(there))
    codings = sum(one.codings for one in there)
    st.text(done.format(done=number(finished), n=number(len(there))))
    if codings:
        coded = ngettext("{n} coding", "{n} codings", codings).format(n=number(codings))
        st.page_link("pages/excerpts.py", label=plain(coded), icon=":material/format_quote:")
    unread = sorted((one for one in there if not one.finished), key=lambda one: (one.kind != "interview", one.name))
    with st.container(gap="xxsmall"):
        _sources(unread)
    if not unread:
        st.caption(_("You have marked every source as finished."))


def _sources(unread: Sequence[SourceSummary]) -> None:
    """The first of them as links into the text, each with how far it is."""
    for one in unread[:LEFT_SHOWN]:
        share = percent(min(one.read_to / max(one.characters, 1), 1.0))
        read = _("{share} read").format(share=share)
        mine = ngettext("{n} coding of yours", "{n} codings of yours", one.mine).format(n=number(one.mine))
        st.page_link(
            "pages/tagging.py",
            label=f"{plain(one.name)} :gray[· {plain(read)} · {plain(mine)}]",
            query_params={"source": one.name},
        )
    if len(unread) > LEFT_SHOWN:
        left = len(unread) - LEFT_SHOWN
        more = ngettext("and {n} more source", "and {n} more sources", left).format(n=number(left))
        st.page_link("pages/transcript.py", label=plain(more), icon=":material/arrow_forward:")


def _latest(actor: Actor, project: Project) -> None:
    st.subheader(_("Done last"))
    names = {member.coder.id: member.coder.name for member in workbench.members(actor, project.id)}
    sources = {source: name for name, source in workbench.source_names(actor, project.id).items()}
    happenings.show(workbench.latest_events(actor, project.id, None, LATEST), project, names, sources)
    st.page_link("pages/history.py", label=_("The whole history"), icon=":material/arrow_forward:")


def _where() -> None:
    """The file and folder on disk, so that a person can find and keep them."""
    with st.expander(_("Where everything is kept"), icon=":material/hard_drive:"):
        here = running.here()
        if "://" in here.url:
            st.text(_("All projects here are kept in this database:"))
            st.code(here.place, language=None, wrap_lines=True)
            return
        folder, _slash, file = here.place.replace("\\", "/").rpartition("/")
        st.text(_("All projects of this computer are kept in one file. Folder and file:"))
        st.code(folder, language=None, wrap_lines=True)
        st.code(file, language=None, wrap_lines=True)


run()
