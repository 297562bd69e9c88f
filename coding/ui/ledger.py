"""The reduction ledger: a card at a time or as a grid, what it comes to, and what was set aside."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from html import escape
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.model import Code, Codebook, LedgerState, Project, Query, Where
from coding.reduction import asking
from coding.ui import excerpt_taking, ledger_card, ledger_compression, ledger_grid, ledger_themes, opening, session
from coding.ui.ledger_card import AT, Desk
from coding.ui.stage_name import REDUCTION, named
from coding.ui.words import N_, _, language, number, plain
from coding.workbench import Actor

VIEWS = {
    "cards": N_("One at a time"),
    "grid": N_("As a grid"),
    "compression": N_("Compression"),
    "aside": N_("What was set aside"),
}
VIEW, CODE, SOURCES, CODERS = "ledger-view", "ledger-code", "ledger-sources", "ledger-coders"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """The ledger of the codes that were given to words; there is one at least."""
    counts = workbench.code_counts(actor, project.id)
    codes = [code for code in book.codes if counts.get(code.id)]
    _arrive(codes)
    view = _view()
    themes = workbench.list_themes(actor, project.id)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        # Compression and sample are of all codes.
        code = _code(codes, book, counts) if view in ("cards", "grid") else codes[0].id
        query, names = _narrowed(actor, project)
        if session.may("reduce"):
            ledger_themes.manage(actor, project, themes)
        _downloads(actor, project, query)
    if view == "compression":
        ledger_compression.show(actor, project, book, query, names)
        return
    if view == "aside":
        said = {one.id: f"{one.key} {one.label(language(), book.language)}" for one in codes}
        st.html(ledger_card.STYLE)
        ledger_compression.sample(actor, project, query, said, _open)
        return
    asked = replace(query, codes=(code,))
    order = workbench.ledger_order(actor, project.id, asked)
    if not order:
        st.text(_("No excerpt fits these choices."))
        return
    desk = Desk(actor, project, book, themes, order)
    _progress(desk, asked, names)
    if view == "grid":
        ledger_grid.show(desk)
    else:
        ledger_grid.forget()
        ledger_card.show(desk)


def _open(code: UUID, coding: UUID) -> None:
    """Show a passage as a card (as a callback: before the widgets are drawn)."""
    st.session_state[VIEW], st.session_state[CODE], st.session_state[AT] = "cards", code, coding


def _arrive(codes: Sequence[Code]) -> None:
    """What the address asks for, once on coming here."""
    keys = {code.key.casefold(): code.id for code in codes}
    asked = st.query_params.get("code", "").casefold()
    if (session.just_arrived() or CODE not in st.session_state) and asked in keys:
        st.session_state[CODE] = keys[asked]
    if st.session_state.get(CODE) not in keys.values():
        st.session_state[CODE] = codes[0].id
    at = st.query_params.get("at", "")
    if at:
        del st.query_params["at"]
        st.session_state[AT] = next((one for one in [_id(at)] if one), st.session_state.get(AT))


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _view() -> str:
    asked = st.query_params.get("view", "cards")
    view = str(
        st.segmented_control(
            _("View of the ledger"),
            list(VIEWS),
            default=asked if asked in VIEWS else "cards",
            format_func=lambda one: _(VIEWS[one]),
            label_visibility="collapsed",
            key=VIEW,
            required=True,
        )
    )
    if view != "cards":
        st.query_params["view"] = view
    else:
        st.query_params.pop("view", None)
    return view


def _code(codes: Sequence[Code], book: Codebook, counts: Mapping[UUID, int]) -> UUID:
    by_id = {code.id: code for code in codes}

    def said(one: UUID) -> str:
        code = by_id[one]
        return f"{code.sign or code.key} · {code.label(language(), book.language)} ({number(counts[one])})"

    chosen: UUID = st.selectbox(_("Code"), list(by_id), format_func=said, key=CODE, width=340)
    st.query_params["code"] = by_id[chosen].key
    return chosen


def _narrowed(actor: Actor, project: Project) -> tuple[Query, dict[UUID, str]]:
    """Sources and coders, where not all are wanted, as it was when one was here last; the names of all."""
    kept = st.session_state.setdefault(f"ledger-narrowed-{project.id}", {})
    names = {id_: name for name, id_ in workbench.source_names(actor, project.id).items()}
    coders = {member.coder.id: member.coder.name for member in workbench.members(actor, project.id)}
    for key, there in ((SOURCES, names), (CODERS, coders)):
        st.session_state.setdefault(key, [one for one in kept.get(key, ()) if one in there])
    many = len(st.session_state[SOURCES]) + len(st.session_state[CODERS])
    told = f"{_('Narrow down')} ({number(many)})" if many else _("Narrow down")
    with st.popover(told, icon=":material/filter_list:", key="ledger-narrow"):
        sources = st.multiselect(
            _("Sources"),
            list(names),
            format_func=names.__getitem__,
            key=SOURCES,
            placeholder=_("all"),
            select_all=False,
        )
        chosen = st.multiselect(
            _("Coders"),
            list(coders),
            format_func=coders.__getitem__,
            key=CODERS,
            placeholder=_("all"),
            select_all=False,
        )
    kept.update({SOURCES: sources, CODERS: chosen})
    return Query(sources=tuple(sources), coders=tuple(chosen)), names | coders


def _downloads(actor: Actor, project: Project, query: Query) -> None:
    """The table of the thesis, of all codes."""
    name = f"{project.name} - {named(REDUCTION)}"
    with st.popover(_("Table"), icon=":material/download:"):
        st.caption(plain(_("What was kept, with its statement, category and theme, as the table of a thesis.")))
        for form, kind in (("docx", DOCX), ("xlsx", excerpt_taking.XLSX)):
            st.download_button(
                form.upper(),
                partial(workbench.export_reductions, actor, project.id, query, format=form),
                f"{name}.{form}",
                kind,
                icon=":material/download:",
                on_click="ignore",
                key=f"ledger-{form}",
            )


def _progress(desk: Desk, query: Query, names: Mapping[UUID, str]) -> None:
    decided = sum(1 for _one, decision, _stale in desk.order if decision)
    stale = sum(1 for _one, _decision, is_stale in desk.order if is_stale)
    st.progress(decided / len(desk.order))
    told = _counted(desk, query, names, {"decided": decided, "stale": stale})
    st.html(f'{ledger_card.STYLE}<div class="rl-counted">{told}</div>')
    if decided == len(desk.order):
        st.success(_("Everything under this code is decided. Choose the next code, or take the table away."))


def _counted(desk: Desk, query: Query, names: Mapping[UUID, str], counts: Mapping[LedgerState, int]) -> str:
    """How many are decided and how many to be looked at again, as ways to them."""
    told = {"decided": _("{n} of {all} decided"), "stale": _("{n} to look at again")}
    parts = []
    for state, many in counts.items():
        words = told[state].format(n=number(many), all=number(len(desk.order)))
        where = asking.whole(replace(query, where=Where("ledger", "=", state)), names)
        assert where
        if many:
            parts.append(opening.link(words, desk.project.id, where, desk.book))
        elif state == "decided":
            parts.append(escape(words))
    return " · ".join(parts)
