"""Paper offered on the pages: a source, the excerpts asked for, the codebook; as a document or a page to send."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import streamlit as st

from coding.errors import CodingError
from coding.model import Project, Query
from coding.ui import session, telling
from coding.ui.report_making import making
from coding.ui.report_taking import TYPES
from coding.ui.words import _
from coding.workbench import Actor
from coding.workbench.printing import PRINTED, print_codebook, print_excerpts, print_source

MADE, WANTED = "printed-excerpts", "print-excerpts-wanted"


def source(actor: Actor, project: UUID, id_: UUID, name: str) -> None:
    """One source with its codes in the margin."""
    _offer(
        _("With codes, memos and line numbers in the margin."),
        name,
        "source",
        partial(print_source, actor, project, id_),
    )


def codebook(actor: Actor, project: Project) -> None:
    """The codebook in the layout of a thesis."""
    name = f"{project.name} - {_('Codebook')}"
    _offer(
        _("As a table for the thesis, with a quotation for each code."),
        name,
        "codebook",
        partial(print_codebook, actor, project.id),
    )


def _offer(told: str, name: str, key: str, make: Callable[..., bytes]) -> None:
    """Both forms, made when asked for."""
    if not session.may("export"):
        return
    with st.popover(_("Print"), icon=":material/print:"):
        st.caption(told)
        with st.container(horizontal=True):
            for form in PRINTED:
                st.download_button(
                    form.upper(),
                    partial(make, format=form),
                    f"{name}.{form}",
                    TYPES[form],
                    icon=":material/download:",
                    on_click="ignore",
                    key=f"print-{key}-{form}",
                )


@dataclass(frozen=True, slots=True)
class _Made:
    """A file that was made, and what of."""

    project: UUID
    rev: int
    query: Query
    format: str
    data: bytes


def excerpts(actor: Actor, project: Project, query: Query) -> None:
    """The excerpts that were asked for: made with progress and a way to stop, then there for the download."""
    if not session.may("export"):
        return
    with st.popover(_("Print"), icon=":material/print:"):
        st.caption(_("By source, with the lines around each excerpt and their numbers, and with memos."))
        with st.container(horizontal=True):
            for form in PRINTED:
                st.button(form.upper(), key=f"print-excerpts-{form}", on_click=_want, args=(form,))
        _made_excerpts(actor, project, query)


def _made_excerpts(actor: Actor, project: Project, query: Query) -> None:
    """Make them where wanted; then the download, until something changes."""
    form = st.session_state.pop(WANTED, None)
    if form is not None:
        advance = making("print-excerpts-cancel", _("Printing …"))
        try:
            data = print_excerpts(actor, project.id, query, format=form, progress=advance)
        except CodingError as problem:
            telling.show(problem)
            return
        st.session_state[MADE] = _Made(project.id, project.rev, query, form, data)
        st.rerun()
    made: _Made | None = st.session_state.get(MADE)
    if made is not None and (made.project, made.rev, made.query) == (project.id, project.rev, query):
        st.download_button(
            _("Download {format}").format(format=made.format.upper()),
            made.data,
            f"{project.name} - {_('Excerpts')}.{made.format}",
            TYPES[made.format],
            icon=":material/download:",
            on_click="ignore",
            key="print-excerpts-download",
        )


def _want(form: str) -> None:
    st.session_state.pop(MADE, None)
    st.session_state[WANTED] = form
