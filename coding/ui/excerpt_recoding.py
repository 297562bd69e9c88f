"""Another code for chosen excerpts: shown first with what would stand twice, done as one act, taken back by one."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from uuid import UUID, uuid4

import streamlit as st

from coding import workbench
from coding.errors import CodingError, NotFound, Repeated
from coding.model import Codebook, Excerpt, Project, Query
from coding.ui import session, telling
from coding.ui.words import _, language, ngettext, number
from coding.workbench import Actor
from coding.workbench.recoding import Recoding, preview_recoding, recode_many

MOST = 2000
"""More than this is no choice somebody looked over."""
LISTED = 10
ON, CHOSEN, OP, DONE, CODE = "recode-on", "recode-chosen", "recode-op", "recode-done", "recode-code"


def _chosen() -> dict[UUID, None]:
    """The excerpts that are chosen, on whatever page they stand, in the order of choosing."""
    found: dict[UUID, None] = st.session_state.setdefault(CHOSEN, {})
    return found


def _key(coding: UUID) -> str:
    return f"recode-tick-{coding}"


def _choose(ids: Sequence[UUID], there: bool) -> None:
    for one in ids:
        if there:
            _chosen()[one] = None
        else:
            _chosen().pop(one, None)
        st.session_state[_key(one)] = there


def begin(actor: Actor, project: Project, book: Codebook, query: Query, page: Sequence[Excerpt], total: int) -> bool:
    """The switch, and with it what is chosen and becomes of it; True where excerpts can be ticked."""
    if not session.may("recode"):
        return False
    with st.container(horizontal=True, vertical_alignment="center", key="recode-bar"):
        on = st.toggle(_("Change codes"), key=ON)
        if on:
            here = [one.coding.id for one in page]
            st.button(_("Choose all on this page"), key="recode-page", on_click=_choose, args=(here, True))
            if len(page) < total <= MOST:
                told = _("Choose all {n}").format(n=number(total))
                st.button(told, key="recode-all", on_click=_choose_found, args=(actor, project, query))
            if _chosen():
                st.button(_("Choose none"), key="recode-none", on_click=_choose, args=(list(_chosen()), False))
    if on:
        _bar(actor, project, book)
        _outcome(actor, project)
    return bool(on)


def _choose_found(actor: Actor, project: Project, query: Query) -> None:
    _choose([one.coding.id for one in workbench.find_excerpts(actor, project.id, query, MOST)], there=True)


def tick(one: Excerpt) -> None:
    """The choice of one excerpt."""
    coding = one.coding.id
    st.session_state.setdefault(_key(coding), coding in _chosen())
    label = _("Choose: {code}, {source}, line {n}").format(
        code=one.code_key, source=one.source_name, n=number(one.coding.line_start)
    )
    st.checkbox(label, key=_key(coding), label_visibility="collapsed", on_change=_ticked, args=(coding,))


def _ticked(coding: UUID) -> None:
    _choose([coding], there=bool(st.session_state[_key(coding)]))


def _bar(actor: Actor, project: Project, book: Codebook) -> None:
    """The code that the chosen ones get, what that does, and the button that does it."""
    ids = list(_chosen())
    if not ids:
        return
    names = {one.id: f"{one.sign or one.key} · {one.label(language(), book.language)}" for one in book.codable()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        code = st.selectbox(_("New code"), list(names), index=None, format_func=names.__getitem__, key=CODE, width=360)
        plan = preview_recoding(actor, project.id, ids, code) if code else None
        count = len(plan.changed) + len(plan.doubles) if plan else len(ids)
        told = ngettext("Change the code of {n} excerpt", "Change the code of {n} excerpts", count)
        st.button(
            told.format(n=number(count)),
            type="primary",
            key="recode-do",
            disabled=plan is None or not count,
            on_click=_do,
            args=(actor, project, ids, code),
        )
    if plan:
        _preview(actor, project, plan)


def _preview(actor: Actor, project: Project, plan: Recoding) -> None:
    parts = []
    if n := len(plan.doubles):
        told = ngettext(
            "{n} would stand twice on the same words: the two become one, and their memos are joined.",
            "{n} would stand twice on the same words: each two become one, and their memos are joined.",
            n,
        )
        parts.append(told.format(n=number(n)))
    if plan.same:
        told = ngettext("{n} has this code already.", "{n} have this code already.", plan.same)
        parts.append(told.format(n=number(plan.same)))
    if plan.others:
        told = ngettext("{n} is somebody else’s and stays.", "{n} are other people’s and stay.", plan.others)
        parts.append(told.format(n=number(plan.others)))
    if parts:
        st.text(" ".join(parts))
    if plan.doubles:
        with st.expander(_("What would stand twice")):
            for gone, _stays in plan.doubles[:LISTED]:
                _double(actor, project, gone)
            if len(plan.doubles) > LISTED:
                st.text(_("… and {n} more").format(n=number(len(plan.doubles) - LISTED)))


def _double(actor: Actor, project: Project, coding: UUID) -> None:
    try:
        one = workbench.excerpt(actor, project.id, coding)
    except NotFound:
        return
    where = f"{one.source_name}, {_('line {n}').format(n=number(one.coding.line_start))} · {one.coder_name}"
    quote = " ".join(one.coding.quote.split())
    st.html(f'<p class="xc-double"><span class="xc-faint">{escape(where)}</span><br>{escape(quote)}</p>')


def _do(actor: Actor, project: Project, ids: Sequence[UUID], code: UUID) -> None:
    op = st.session_state.setdefault(OP, uuid4())
    try:
        came = recode_many(replace(actor, op=op), project.id, ids, code)
    except Repeated:
        return
    except CodingError as problem:
        telling.show(problem)
        return
    st.session_state.pop(OP)
    st.session_state[DONE] = (came, op)
    _choose(ids, there=False)


def _outcome(actor: Actor, project: Project) -> None:
    """What was changed last, and the way back."""
    came, op = st.session_state.get(DONE, (None, None))
    if came is None or op is None or _chosen():
        return
    n = len(came.changed) + len(came.doubles)
    with st.container(horizontal=True, vertical_alignment="center"):
        told = ngettext("{n} excerpt has another code now.", "{n} excerpts have another code now.", n)
        st.text(told.format(n=number(n)), width="content")
        st.button(_("Undo"), icon=":material/undo:", key="recode-undo", on_click=_undo, args=(actor, project, op))


def _undo(actor: Actor, project: Project, op: UUID) -> None:
    st.session_state.pop(DONE, None)
    try:
        workbench.undo(actor, project.id, op=op)
    except CodingError as problem:
        telling.show(problem)
