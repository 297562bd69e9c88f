"""Names and pseudonyms on the page of transcripts: found, decided about, replaced everywhere; put back with the key."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from uuid import UUID

import streamlit as st

from coding.errors import CodingError
from coding.transcript.names import Candidate
from coding.transcript.naming import Name
from coding.ui import looks, names, session, telling
from coding.ui.words import _, ngettext, number, plain
from coding.workbench import Actor
from coding.workbench import pseudonyms as protection
from coding.workbench.pseudonyms import Copy, Done

T = TypeVar("T")
OPEN = "protecting-open"
DONE = "protecting-done"
WIDGET = "protecting"


def offer() -> None:
    """The way to names and pseudonyms."""
    if session.may("pseudonymise"):
        st.button(_("Names and pseudonyms"), icon=":material/domino_mask:", on_click=_open, key="protect")


def _open() -> None:
    st.session_state[OPEN] = True


def _close() -> None:
    for name in (OPEN, DONE, f"{WIDGET}-{names.ADDED}", f"{WIDGET}-found", f"{WIDGET}-preview-found"):
        st.session_state.pop(name, None)


def opened() -> bool:
    """Whether names are being looked at."""
    return bool(st.session_state.get(OPEN)) and session.may("pseudonymise")


def show(actor: Actor, project: UUID, rev: int) -> None:
    """What may be a name, to be decided; what that would do; the key."""
    st.subheader(_("Names and pseudonyms"))
    st.button(_("Back to the sources"), icon=":material/arrow_back:", on_click=_close, key="protect-back")
    if done := st.session_state.get(DONE):
        _done(actor, project, done)
    st.write(
        _(
            "Names are replaced in every text, now and before, in codings, memos and the history. Undo does not bring "
            "them back: they stand in the key alone, a file of its own."
        )
    )
    secret = passphrase(actor, project)
    try:
        known = protection.known_names(actor, project, passphrase=secret)
    except CodingError as problem:
        telling.show(problem)
        return
    found = once("found", (project, rev, known), lambda: _found(actor, project, known))
    wanted = names.decide(found, WIDGET)
    if wanted:
        _replace(actor, project, rev, wanted, secret)
    if protection.names_replaced(actor, project):
        _back(actor, project)


def _found(actor: Actor, project: UUID, known: Mapping[str, str]) -> list[Candidate]:
    with st.spinner(_("Looking for names …")):
        return protection.find_names(actor, project, known)


def once(what: str, of: object, look: Callable[[], T]) -> T:
    """What takes seconds to look for, kept as long as nothing has changed."""
    name = f"{WIDGET}-{what}"
    kept = st.session_state.get(name)
    if kept is None or kept[0] != of:
        kept = st.session_state[name] = (of, look())
    found: T = kept[1]
    return found


def passphrase(actor: Actor, project: UUID) -> str | None:
    """What locks the key; asked for where there is one that is locked."""
    path = protection.key_place(actor, project)
    locked = protection.key_locked(path)
    with st.expander(_("The key"), icon=":material/key:", expanded=locked):
        st.text(_("It lies here, readable by the owner of this computer account only:"))
        st.code(str(path), language=None, wrap_lines=True)
        label = _("Passphrase of the key") if locked else _("Passphrase that locks the key (may stay empty)")
        return st.text_input(label, type="password", key=f"{WIDGET}-passphrase") or None


def _replace(actor: Actor, project: UUID, rev: int, wanted: Sequence[Name], secret: str | None) -> None:
    if not st.toggle(_("See what would be replaced"), key=f"{WIDGET}-preview"):
        return
    try:
        counts, copies = once("preview-found", (project, rev, wanted), lambda: _preview(actor, project, wanted))
    except CodingError as problem:
        telling.show(problem)
        return
    _counts(counts, {one.words: one.pseudonym for one in wanted})
    remove = False
    if copies:
        st.warning(_copies_told([one.path for one in copies]), icon=":material/warning:")
    if spare := [one.path.name for one in copies if one.spare]:
        told = plain(_("Delete these files too: {files}").format(files=", ".join(spare)))
        remove = st.checkbox(told, key=f"{WIDGET}-copies")
    sure = st.checkbox(_("I know that undo cannot take this back"), key=f"{WIDGET}-sure")
    if st.button(_("Replace the names"), type="primary", icon=":material/domino_mask:", disabled=not sure):
        try:
            with st.spinner(_("Replacing names everywhere …")):
                done = protection.pseudonymise(actor, project, wanted, passphrase=secret, remove_copies=remove)
        except CodingError as problem:
            telling.show(problem)
            return
        st.session_state[DONE] = done
        for name in (f"{WIDGET}-{names.ADDED}", f"{WIDGET}-preview", f"{WIDGET}-sure", f"{WIDGET}-copies"):
            st.session_state.pop(name, None)
        st.rerun()


def _preview(actor: Actor, project: UUID, wanted: Sequence[Name]) -> tuple[dict[str, int], list[Copy]]:
    with st.spinner(_("Looking into texts, copies and backups …")):
        counts = protection.count_names(actor, project, wanted)
        return counts, [one for one in protection.find_copies(actor, project, wanted) if one.holds]


def _counts(counts: Mapping[str, int], pseudonyms: Mapping[str, str]) -> None:
    rows = [(name, pseudonyms.get(name, ""), number(count)) for name, count in counts.items()]
    head = [_("Name"), _("Pseudonym"), _("Times in the texts")]
    looks.table(head, rows, height=280 if len(rows) > 8 else None)


def _copies_told(copies: Sequence[Path]) -> str:
    told = ngettext(
        "{n} copy or backup still holds names: {files}", "{n} copies and backups still hold names: {files}", len(copies)
    )
    return plain(told.format(n=number(len(copies)), files=", ".join(one.name for one in copies)))


def _done(actor: Actor, project: UUID, done: Done) -> None:
    with st.container(border=True):
        total = sum(done.counts.values())
        places = ngettext("{n} place", "{n} places", total).format(n=number(total))
        told = ngettext("{places} in {n} source replaced.", "{places} in {n} sources replaced.", done.sources)
        st.success(told.format(places=places, n=number(done.sources)), icon=":material/check_circle:")
        if done.removed:
            files = ", ".join(one.name for one in done.removed)
            st.caption(plain(_("Deleted: {files}").format(files=files)))
        if done.copies:
            st.warning(_copies_told(done.copies), icon=":material/warning:")
        if done.beside:
            st.warning(_("A name still stands inside another word in some texts. Search for it."))
        if not done.scrubbed:
            st.warning(_("Others have the database open: traces of the names may be left in its file."))
            if st.button(_("They have closed it: clean the file")):
                st.session_state[DONE] = replace(done, scrubbed=protection.clean(actor, project))
                st.rerun()
        if done.key and done.key.is_file():
            st.download_button(
                _("Save the key elsewhere"), done.key.read_bytes(), done.key.name, "application/json", key="key-save"
            )
            st.caption(_("Keep it apart from the project. Whoever has both knows the names."))


def _back(actor: Actor, project: UUID) -> None:
    with st.expander(_("Put names back"), icon=":material/undo:"):
        st.text(_("What was replaced last comes back, with the key that was written then."))
        with st.form("names-back", border=False):
            file = st.file_uploader(_("The key, where it does not lie here any more"), type=["json"])
            secret = st.text_input(_("Its passphrase, if it has one"), type="password")
            if st.form_submit_button(_("Put the names back")):
                try:
                    with TemporaryDirectory() as folder:
                        path = None
                        if file is not None:
                            path = Path(folder) / Path(file.name).name
                            path.write_bytes(file.getvalue())
                        protection.restore_names(actor, project, path, passphrase=secret or None)
                except CodingError as problem:
                    telling.show(problem)
                else:
                    st.session_state.pop(DONE, None)
                    st.rerun()
