"""A source or the project erased for good: what goes is shown, its name is typed."""

from collections.abc import Callable, Mapping
from uuid import UUID

import streamlit as st

from coding.errors import CodingError
from coding.model import Project
from coding.ui import running, session, telling
from coding.ui.words import N_, _, number, plain
from coding.workbench import Actor
from coding.workbench.purging import Purged, holding, preview_purge, purge_project, purge_source, spare

OPEN = "erasing-open"
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
    return plain(
        " · ".join(f"{_(COUNTED[kind])}: {number(count)}" for kind, count in counts.items() if kind in COUNTED)
    )


def _open(what: UUID) -> None:
    st.session_state[OPEN] = what


def _close() -> None:
    st.session_state.pop(OPEN, None)


def source(actor: Actor, project: UUID, one: UUID, name: str) -> None:
    """The way to erase a source, for owners; what would go is looked for once it is asked for."""
    if not session.may("purge"):
        return
    if st.session_state.get(OPEN) != one:
        st.button(_("Erase for good"), icon=":material/delete_forever:", type="tertiary", on_click=_open, args=(one,))
        return
    with st.container(border=True):
        going = preview_purge(actor, project, one)
        st.write(_("Nothing brings it back: text, codings, memos and what the history said of them go, in all places."))
        st.caption(_told(going.counts))

        def erase(typed: str, remove: bool, informant: bool) -> Purged:
            return purge_source(actor, project, one, typed, with_informant=informant, remove_copies=remove)

        _form(actor, project, name, _("Erase this source"), erase, going.informant)
        st.button(_("Cancel"), on_click=_close, key=f"erase-not-{one}")


def whole(actor: Actor, project: Project) -> None:
    """The way to erase a project, for owners."""
    if not session.may("purge"):
        return
    if st.session_state.get(OPEN) != project.id:
        label = _("Erase this project for good")
        st.button(label, icon=":material/delete_forever:", type="tertiary", on_click=_open, args=(project.id,))
        return
    with st.container(border=True):
        st.write(_("Everything in it is erased. Nothing brings it back but a backup that you keep elsewhere."))

        def erase(typed: str, remove: bool, _informant: bool) -> Purged:
            done = purge_project(actor, project.id, typed, remove_copies=remove)
            st.query_params.clear()
            return done

        _form(actor, project.id, project.name, _("Erase the project"), erase)
        st.button(_("Cancel"), on_click=_close, key="erase-not")


def _form(
    actor: Actor,
    project: UUID,
    name: str,
    label: str,
    erase: Callable[[str, bool, bool], Purged],
    informant: str = "",
) -> None:
    # On a server they hold the projects of others too: whoever runs it deletes them.
    copies = [] if running.here().accounts else spare(holding(actor, project))
    with st.form(f"erase-{label}", border=False):
        with_informant = bool(informant) and st.checkbox(
            plain(_("and the informant {key}, whom no other source is of").format(key=informant))
        )
        remove = bool(copies) and st.checkbox(
            plain(_("and copies and backups: {files}").format(files=", ".join(one.name for one in copies)))
        )
        typed = st.text_input(plain(_("Type “{name}”").format(name=name)))
        if st.form_submit_button(label):
            try:
                with st.spinner(_("Erasing …")):
                    done = erase(typed, remove, with_informant)
            except CodingError as problem:
                telling.show(problem)
            else:
                _close()
                st.session_state[DONE] = done
                session.begin()
                st.rerun()
