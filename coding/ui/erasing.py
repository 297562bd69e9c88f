"""A source or the project erased for good: what goes is shown, its name is typed."""

from collections.abc import Mapping
from uuid import UUID

import streamlit as st

from coding.errors import CodingError
from coding.model import Project
from coding.ui import session, telling
from coding.ui.words import N_, _, number, plain
from coding.workbench import Actor
from coding.workbench.purging import Purged, preview_purge, purge_project, purge_source

DONE = "erasing-done"
COUNTED: Mapping[str, str] = {
    "source": N_("sources"),
    "source_text": N_("texts of now and before"),
    "coding": N_("codings, removed ones too"),
    "memo": N_("memos that speak of nothing else"),
    "reduction": N_("decisions of the ledger"),
    "suggestion": N_("suggestions that were shown"),
    "answer": N_("answers of informants"),
    "ground": N_("grounds of conclusions"),
    "link": N_("links between passages"),
    "summary": N_("summary forms"),
    "cases": N_("informants"),
}


def result() -> None:
    """What was erased, until the next look."""
    done: Purged | None = st.session_state.pop(DONE, None)
    if done is None:
        return
    st.success(_("Erased: {what}").format(what=_told(done.counts)), icon=":material/check_circle:")
    if done.removed:
        st.caption(plain(_("Deleted: {files}").format(files=", ".join(one.name for one in done.removed))))
    if done.copies:
        files = ", ".join(one.name for one in done.copies)
        st.warning(plain(_("Copies and backups that may still hold it: {files}").format(files=files)))
    if not done.scrubbed:
        st.warning(_("Others have the database open: traces may be left in its file until they close it."))


def _told(counts: Mapping[str, int]) -> str:
    return plain(", ".join(f"{number(count)} {_(COUNTED[kind])}" for kind, count in counts.items() if kind in COUNTED))


def source(actor: Actor, project: UUID, one: UUID, name: str) -> None:
    """The way to erase a source, for owners."""
    if not session.may("purge"):
        return
    with st.popover(_("Erase for good"), icon=":material/delete_forever:", type="tertiary"):
        going = preview_purge(actor, project, one)
        st.write(_("Nothing brings it back: text, codings, memos and what the history said of them go, in all places."))
        st.caption(_told(going.counts))
        with st.form(f"erase-{one}", border=False):
            informant = bool(going.informant) and st.checkbox(
                plain(_("and the informant {key}, whom no other source is of").format(key=going.informant))
            )
            remove = st.checkbox(_("and copies and backups beside the database that hold this project"))
            typed = st.text_input(plain(_("Type “{name}”").format(name=name)))
            if st.form_submit_button(_("Erase this source")):
                try:
                    with st.spinner(_("Erasing …")):
                        done = purge_source(actor, project, one, typed, with_informant=informant, remove_copies=remove)
                except CodingError as problem:
                    telling.show(problem)
                else:
                    st.session_state[DONE] = done
                    st.rerun()


def whole(actor: Actor, project: Project) -> None:
    """The way to erase a project, for owners."""
    if not session.may("purge"):
        return
    with st.expander(_("Erase this project for good"), icon=":material/delete_forever:"):
        st.write(_("Everything in it is erased. Nothing brings it back but a backup that you keep elsewhere."))
        with st.form("erase-project", border=False):
            remove = st.checkbox(_("and copies and backups beside the database that hold this project"))
            typed = st.text_input(plain(_("Type “{name}”").format(name=project.name)))
            if st.form_submit_button(_("Erase the project")):
                try:
                    with st.spinner(_("Erasing …")):
                        done = purge_project(actor, project.id, typed, remove_copies=remove)
                except CodingError as problem:
                    telling.show(problem)
                else:
                    st.session_state[DONE] = done
                    session.begin()
                    st.query_params.clear()
                    st.rerun()
