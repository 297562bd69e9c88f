"""A source imported again from a better file: what stays, moves or is lost is shown, then it is done in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import Source, SourceSummary
from coding.ui import correction, session, telling
from coding.ui.words import _, plain
from coding.workbench import Actor, Consequences
from coding.workbench.importing import read_sent_again

OPEN = "again_open"
READ = "again_read"


@dataclass(frozen=True)
class _Read:
    """A file that was read: its words, and what it would do."""

    file: str
    fresh: Source
    words: int
    what: Consequences


def offer(one: SourceSummary) -> None:
    """The way to import a source again."""
    if session.may("remove_source"):
        st.button(
            _("Import again"),
            icon=":material/sync:",
            on_click=_open,
            args=(one,),
            key="again",
            help=_("From a better export: codings follow their words."),
        )


def _open(one: SourceSummary) -> None:
    st.session_state[OPEN] = one
    st.session_state.pop(READ, None)


def _close() -> None:
    for kept in (OPEN, READ):
        st.session_state.pop(kept, None)


def opened(there: Sequence[SourceSummary]) -> bool:
    """Whether a source of this project is about to be imported again."""
    return any(one.id == getattr(st.session_state.get(OPEN), "id", None) for one in there)


def show(actor: Actor, project: UUID) -> None:
    """The file, and beneath it what it would do."""
    one: SourceSummary = st.session_state[OPEN]
    st.subheader(plain(_("Import “{name}” again").format(name=one.name)))
    st.caption(_("Name, kind, language and informant stay. The text as it is now is kept and can be read later."))
    file = st.file_uploader(_("The better file"), key=f"again-file-{one.id}")
    st.button(_("Cancel"), on_click=_close, key="again-cancel")
    if file is None:
        return
    try:
        read = _looked(actor, project, one.id, file.file_id, file.name, file.getvalue())
    except CodingError as problem:
        telling.show(problem)
        return
    correction.consequences(read.what, workbench.codebook(actor, project), correction.coder_names(actor, project))
    if st.button(_("Import this file"), type="primary", icon=":material/check:"):
        try:
            done = workbench.import_again(actor, project, one.id, read.fresh, read.words, seen=read.what.seen)
        except CodingError as problem:
            st.session_state.pop(READ, None)
            telling.show(problem)
            return
        correction.done(one.name, done)
        _close()
        st.rerun()


def _looked(actor: Actor, project: UUID, source: UUID, file: str, name: str, data: bytes) -> _Read:
    """What a file would do, read once for as long as it lies there."""
    kept: _Read | None = st.session_state.get(READ)
    if kept is None or kept.file != file:
        with st.spinner(_("Reading and comparing …")):
            fresh, words = read_sent_again(name, data)
            kept = _Read(file, fresh, words, workbench.preview_again(actor, project, source, fresh, words))
        st.session_state[READ] = kept
    return kept
