"""History: who did what, when, newest first; and taking one's own acts back."""

from collections.abc import Collection
from functools import partial
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.model import Event, Project
from coding.ui import audit, happenings, session
from coding.ui.excerpt_taking import XLSX
from coding.ui.stage_name import named
from coding.ui.thesis_tables import DOCX
from coding.ui.words import _, plain
from coding.workbench import Actor
from coding.workbench.exports import export_listing
from coding.workbench.withdrawing import hidden_things

SEEN = "history_before"
PAGE = 50
READ_AT_ONCE = 200
READ_AT_MOST = 10_000
"""A filter that fits hardly anything looks back so many acts."""

MOST_PRINTED = 2_000
"""So many acts go into a document; a spreadsheet takes all that are read."""


def run() -> None:
    actor, project = session.actor(), session.project()
    names = {member.coder.id: member.coder.name for member in workbench.members(actor, project.id)}
    st.title(_("History"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _back_and_forth(actor, project.id)
        people, verbs = _filter(names)
    if session.just_arrived():
        st.session_state.pop(SEEN, None)
    pages: list[int | None] = st.session_state.get(SEEN) or [None]
    events, more = _found(actor, project.id, pages[-1], people, verbs)
    sources = {source: name for name, source in workbench.source_names(actor, project.id).items()}
    if events:
        happenings.show(events, project, names, sources)
    else:
        st.write(_("Nothing fits this choice."))
        _take(actor, project, names, sources, people, verbs)
    with st.container(horizontal=True):
        if len(pages) > 1 and st.button(_("Newer"), icon=":material/arrow_back:"):
            st.session_state[SEEN] = pages[:-1]
            st.rerun()
        if more and st.button(_("Older"), icon=":material/arrow_forward:", icon_position="right"):
            st.session_state[SEEN] = [*pages, events[-1].rev]
            st.rerun()


def _take(
    actor: Actor,
    project: Project,
    names: dict[UUID, str],
    sources: dict[UUID, str],
    people: Collection[UUID],
    verbs: Collection[str],
) -> None:
    """The audit trail of what fits the choice, oldest first, made when somebody asks for it."""

    def made(form: str, most: int) -> bytes:
        found, _more = _found(actor, project.id, None, people, verbs, most)
        hidden = hidden_things(actor, project.id)
        book = workbench.codebook(actor, project.id)
        table = audit.rows(reversed(found), project, names, sources, book, hidden)
        title = _("Audit trail")
        return export_listing(actor, project.id, title, audit.headings(), table, audit.WIDTHS, format=form)

    with st.popover(_("Audit trail"), icon=":material/download:"):
        st.caption(_("Who decided what, when and why, as a table of a thesis; of what is chosen above."))
        for form, kind, most in (("docx", DOCX, MOST_PRINTED), ("xlsx", XLSX, READ_AT_MOST)):
            st.download_button(
                form.upper(),
                partial(made, form, most),
                f"{project.name} - {_('Audit trail')}.{form}",
                kind,
                icon=":material/download:",
                on_click="ignore",
                key=f"audit-{form}",
            )


def _filter(names: dict[UUID, str]) -> tuple[Collection[UUID], Collection[str]]:
    people = st.multiselect(
        _("Person"),
        list(names),
        format_func=names.__getitem__,
        placeholder=_("everybody"),
        on_change=_newest,
        select_all=False,
        key="history-people",
        width=240,
    )
    kinds = st.multiselect(
        _("Kind of act"),
        list(happenings.GROUPS),
        format_func=lambda key: named(happenings.GROUPS[key][0]),
        placeholder=_("everything"),
        on_change=_newest,
        select_all=False,
        key="history-kinds",
        width=280,
    )
    return set(people), {verb for kind in kinds for verb in happenings.GROUPS[kind][1]}


def _newest() -> None:
    st.session_state.pop(SEEN, None)


def _found(
    actor: Actor,
    project: UUID,
    before: int | None,
    people: Collection[UUID],
    verbs: Collection[str],
    most: int = PAGE,
) -> tuple[list[Event], bool]:
    """At most so many of what fits, newest first, and whether there is more."""
    found: list[Event] = []
    read = 0
    while len(found) <= most and read < READ_AT_MOST:
        events = workbench.latest_events(actor, project, before, READ_AT_ONCE)
        found += [one for one in events if (not people or one.actor in people) and (not verbs or one.verb in verbs)]
        read += len(events)
        if len(events) < READ_AT_ONCE:
            break
        before = events[-1].rev
    return found[:most], len(found) > most


def _back_and_forth(actor: Actor, project: UUID) -> None:
    """Undo and redo for every verb, wherever in the project it was done."""
    now = workbench.standing(actor, project)
    if st.button(_("Undo"), icon=":material/undo:", disabled=now.undo is None, help=_what(now.undo)):
        workbench.undo(actor, project)
        st.rerun()
    if st.button(_("Redo"), icon=":material/redo:", disabled=now.redo is None, help=_what(now.redo)):
        workbench.redo(actor, project)
        st.rerun()


def _what(verb: str | None) -> str | None:
    """In which part of the work the next undo lies."""
    known = [name for name, verbs in happenings.GROUPS.values() if verb in verbs]
    return plain(_(known[0])) if known else None


run()
