"""Hits chosen and given a code: as sentence, turn or the words alone, in one act that one press takes back."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid4

import streamlit as st

from coding import workbench
from coding.errors import CodingError, Repeated
from coding.model import Code, Project
from coding.ui import session, telling
from coding.ui.words import N_, _, language, ngettext, number, plain
from coding.workbench import Actor
from coding.workbench.finding import MOST, WIDTHS, Found, Hit, Search, Width, code_hits, search

WIDTH_NAMES: dict[Width, str] = {
    "sentence": N_("the sentence"),
    "turn": N_("the turn"),
    "words": N_("the words alone"),
}
OP, DONE, ALL = "find-op", "find-done", "find-all"


def _key(one: Hit) -> str:
    return f"find-tick-{one.source}-{one.text_version}-{one.start}"


def chosen(hits: Sequence[Hit], first: int) -> list[Hit]:
    """The hits of this page that are ticked."""

    def tick_all() -> None:
        for one in hits:
            st.session_state[_key(one)] = st.session_state[f"{ALL}-{first}"]

    if session.may("code"):
        st.checkbox(_("Choose all on this page"), key=f"{ALL}-{first}", on_change=tick_all)
    return [one for one in hits if st.session_state.get(_key(one))]


def tick(one: Hit, where: str) -> None:
    """The choice of one hit, named by its place."""
    if session.may("code"):
        st.checkbox(plain(where), key=_key(one))
    else:
        st.text(where)


def bar(actor: Actor, project: Project, wanted: Search, found: Found, ticked: Sequence[Hit]) -> None:
    """Code what is chosen, or all of it; then what came of it."""
    if not session.may("code"):
        return
    codes = workbench.codebook(actor, project.id)
    names = {one.id: one for one in codes.codable()}
    if not names:
        return

    def label(id_: UUID) -> str:
        one: Code = names[id_]
        return f"{one.sign or one.key} · {one.label(language(), codes.language)}"

    with st.container(horizontal=True, vertical_alignment="bottom"):
        code = st.selectbox(_("Code"), list(names), format_func=label, key="find-code")
        width = st.selectbox(
            _("Give the code to"), WIDTHS, format_func=lambda one: _(WIDTH_NAMES[one]), key="find-width"
        )
        count = len(ticked)
        told = ngettext("Code {n} chosen hit", "Code {n} chosen hits", count).format(n=number(count))
        if st.button(told, type="primary", key="find-do", disabled=not ticked):
            _do(actor, project, code, ticked, width, wanted)
        if found.exact and found.total <= MOST:
            every = ngettext("Code the only hit", "Code all {n} hits", found.total).format(n=number(found.total))
            if st.button(every, key="find-do-all"):
                hits = search(actor, project.id, wanted, MOST).hits
                _do(actor, project, code, hits, width, wanted)
    outcome(actor, project)


def _do(actor: Actor, project: Project, code: UUID, hits: Sequence[Hit], width: Width, wanted: Search) -> None:
    op = st.session_state.setdefault(OP, uuid4())
    try:
        came = code_hits(replace(actor, op=op), project.id, code, hits, width, wanted.words)
    except Repeated:
        return
    except CodingError as wrong:
        telling.show(wrong)
        return
    st.session_state[DONE] = (came, op)
    st.session_state.pop(OP)


def outcome(actor: Actor, project: Project) -> None:
    """What was coded last, and the way back."""
    done = st.session_state.get(DONE)
    if done is None:
        return
    came, op = done
    parts = [ngettext("{n} passage coded.", "{n} passages coded.", came.made).format(n=number(came.made))]
    if came.known:
        told = ngettext("{n} had the code already.", "{n} had the code already.", came.known)
        parts.append(told.format(n=number(came.known)))
    if came.withdrawn:
        told = ngettext("{n} holds withdrawn words.", "{n} hold withdrawn words.", came.withdrawn)
        parts.append(told.format(n=number(came.withdrawn)))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(" ".join(parts), width="content")
        st.button(_("Undo"), icon=":material/undo:", key="find-undo", on_click=_undo, args=(actor, project, op))


def _undo(actor: Actor, project: Project, op: UUID) -> None:
    st.session_state.pop(DONE, None)
    workbench.undo(actor, project.id, op=op)
