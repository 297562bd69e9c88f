"""Excerpts: everything said under one or several codes, with its place; copied as quotations, taken away as tables."""

import streamlit as st

from coding import workbench
from coding.model import Project, Query
from coding.ui import excerpt_filter, excerpt_list, excerpt_query, excerpt_taking, finding, printing, session
from coding.ui.words import N_, _, ngettext, number
from coding.workbench import Actor

VIEWS = {"coded": N_("What is coded"), "find": N_("Find in texts")}
VIEW, ADDRESS = "excerpts-view", "excerpts-view-address"
GROUPS = {"code": N_("By code"), "source": N_("By source")}


def run() -> None:
    actor, project = session.actor(), session.project()
    st.title(_("Excerpts"))
    if workbench.source_names(actor, project.id) and _view() == "find":
        finding.show(actor, project)
        return
    there = excerpt_filter.material(actor, project.id)
    if not any(there.counts.values()):
        _nothing_yet(bool(there.sources))
        return
    query = excerpt_query.ask(actor, project, there, excerpt_filter.choose(there))
    if query is None:
        return
    found = workbench.tally_excerpts(actor, project.id, query)
    if not found.excerpts:
        st.text(_("No excerpt fits these choices."))
        st.button(_("Show all excerpts"), type="primary", on_click=excerpt_filter.clear)
        return
    group = _bar(actor, project, query, _sentence(found.excerpts, found.informants, found.sources))
    excerpt_list.show(actor, project, there.book, query, found.by_code, group)


def _view() -> str:
    """What is shown: what was coded, or words in the texts; the address says which."""
    asked = st.query_params.get("view", "coded")
    if asked != st.session_state.get(ADDRESS) or VIEW not in st.session_state:
        st.session_state[ADDRESS], st.session_state[VIEW] = asked, asked if asked in VIEWS else "coded"
    view = st.segmented_control(
        _("View"),
        list(VIEWS),
        format_func=lambda key: _(VIEWS[key]),
        label_visibility="collapsed",
        key=VIEW,
        required=True,
    )
    st.session_state[ADDRESS] = view
    if view == "find":
        st.query_params["view"] = view
    else:
        for name in ("view", "words"):
            st.query_params.pop(name, None)
    return str(view)


def _nothing_yet(sources: bool) -> None:
    if sources:
        session.empty(_("What you code is found again here, with its place in the text."), _("Start coding"), "tagging")
    else:
        session.empty(
            _("Excerpts of your transcripts will stand here. Bring in the transcripts first."),
            _("Add transcripts"),
            "transcript",
        )


def _sentence(excerpts: int, informants: int, sources: int) -> str:
    """`37 excerpts from 8 informants`; of notes and documents, which have none, the sources are counted."""
    told = ngettext("{n} excerpt", "{n} excerpts", excerpts).format(n=number(excerpts))
    if informants:
        of = ngettext("{n} informant", "{n} informants", informants).format(n=number(informants))
    else:
        of = ngettext("{n} source", "{n} sources", sources).format(n=number(sources))
    return _("{excerpts} from {of}").format(excerpts=told, of=of)


def _bar(actor: Actor, project: Project, query: Query, sentence: str) -> str:
    """The count, the grouping, and what can be done with all of it; gives the grouping."""
    asked = st.query_params.get("group", "code")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(sentence, width="content")
        group = st.segmented_control(
            _("Group"),
            list(GROUPS),
            default=asked if asked in GROUPS else "code",
            format_func=lambda key: _(GROUPS[key]),
            label_visibility="collapsed",
            key="excerpts-group",
            required=True,
        )
        excerpt_taking.templates(actor, project)
        excerpt_taking.downloads(actor, project, query)
        printing.excerpts(actor, project, query)
    if group != asked:
        st.query_params["group"] = group
    return str(group)


run()
