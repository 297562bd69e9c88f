"""A query in words above the excerpts: written or put together, told back as a sentence, kept under a name."""

from dataclasses import replace

import streamlit as st

from coding import workbench
from coding.errors import CodingError, QueryInvalid
from coding.model import WHOLES, HasPattern, Project, Query, Whole
from coding.reduction.query import WRITTEN, written
from coding.ui import session, telling
from coding.ui.excerpt_filter import QUERY as TEXT
from coding.ui.excerpt_filter import Material, code_label
from coding.ui.query_words import FIELD_NAMES, RELATED, VALUE_NAMES, WHOLE_NAMES, said, sentence
from coding.ui.words import N_, _, plain, tell
from coding.workbench import Actor

WHOLE, OPEN, PIECE = "query-whole", "query-open", "query-piece"
RELATION_OF = {word: relation for relation, word in WRITTEN.items()}
JOINS = ("AND", "OR", "AND NOT", *RELATION_OF)
EXAMPLE = N_("dialog AND NOT status:absent AND case.jenis:kunci")
HELP = N_(
    "A code by its key or name. AND, OR, NOT and brackets. status:absent, coder:Rina, case.jenis:kunci, case.usia>=40, "
    'words:rapat, pattern:"…". K2 INSIDE K3, K2 NEAR(3) HB, K2 BEFORE K3.'
)
FREE = ("coder", "source", "case", "speaker", "words", "phrase", "line", "memo", "weight", "made", "date")


def ask(actor: Actor, project: Project, there: Material, query: Query) -> Query | None:
    """The query with what is asked in words; None where the words can't be read, which is told here."""
    if session.just_arrived() or TEXT not in st.session_state:
        st.session_state[TEXT] = st.query_params.get("q", "")
        asked = st.query_params.get("whole", "excerpt")
        st.session_state[WHOLE] = asked if asked in WHOLES else "excerpt"
        st.session_state[OPEN] = bool(st.session_state[TEXT])
    with st.expander(_("Ask in words"), expanded=bool(st.session_state[OPEN]), icon=":material/manage_search:"):
        _saved(actor, project)
        text = st.text_input(_("Query"), key=TEXT, help=_(HELP), placeholder=_(EXAMPLE))
        _pieces(there)
        chosen = st.segmented_control(
            _("The codes stand"),
            list(WHOLES),
            format_func=lambda one: _(WHOLE_NAMES[one]),
            key=WHOLE,
            required=True,
        )
        whole: Whole = chosen or "excerpt"
        _address(text, whole)
        if not text.strip():
            return query
        try:
            where = workbench.read_query(actor, project.id, text)
        except QueryInvalid as wrong:
            st.error(plain(tell(wrong)), icon=":material/error:")
            return None
        found = replace(query, where=where, whole=whole)
        st.caption(plain(sentence(found, there.book)))
        if session.may("code"):
            with st.container(horizontal=True):
                _keep(actor, project, text, whole)
    return found


def _address(text: str, whole: str) -> None:
    wanted = {"q": text.strip(), "whole": whole if text.strip() and whole != "excerpt" else ""}
    for name, value in wanted.items():
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)


def _pieces(there: Material) -> None:
    """Put a query together: how the next piece joins, and what it is."""
    pieces = {f'"{code.key}"' if " " in code.key else code.key: code_label(there, code.id) for code in there.book.codes}
    pieces |= {
        written(HasPattern(one.id), there.book): said(HasPattern(one.id), there.book) for one in there.book.patterns
    }
    for field, names in VALUE_NAMES.items():
        pieces |= {f"{field}:{value}": f"{_(FIELD_NAMES[field])}: {_(name)}" for value, name in names.items()}
    for key, (name, values) in there.attributes.items():
        pieces |= {f'case."{key}":"{value}"': f"{name}: {value}" for value in values}
    pieces |= {f'{field}:"…"': f"{_(FIELD_NAMES[field])} …" for field in FREE}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        join = st.selectbox(_("Joined by"), JOINS, format_func=_join, width=290, key="query-join")
        piece = st.selectbox(_("With"), list(pieces), format_func=pieces.__getitem__, width=320, key=PIECE)
        st.button(_("Add to the query"), icon=":material/add:", on_click=_add, args=(join, piece))


def _join(word: str) -> str:
    names = {"AND": _("and"), "OR": _("or"), "AND NOT": _("and not")}
    if word in names:
        return names[word]
    return _(RELATED[RELATION_OF[word]]).format(this="…", that="…")


def _add(join: str, piece: str) -> None:
    """Before the widgets are drawn: their words can't be changed afterwards."""
    now = st.session_state[TEXT].strip()
    st.session_state[TEXT] = f"{now} {join} {piece}" if now else piece
    st.session_state[OPEN] = True


# -- kept -----------------------------------------------------------------------------------------


def _saved(actor: Actor, project: Project) -> None:
    there = workbench.saved_queries(actor, project.id)
    if not there:
        return
    with st.container(horizontal=True):
        for one in there:
            st.button(one.name, icon=":material/bookmark:", key=f"saved-{one.name}", on_click=_take, args=(one,))


def _take(one: workbench.Saved) -> None:
    st.session_state[TEXT], st.session_state[WHOLE], st.session_state[OPEN] = one.text, one.whole, True


def _keep(actor: Actor, project: Project, text: str, whole: Whole) -> None:
    with st.popover(_("Keep this query"), icon=":material/bookmark_add:"), st.form("keep-query", border=False):
        name = st.text_input(_("Name"))
        if st.form_submit_button(_("Keep"), type="primary"):
            try:
                workbench.save_query(actor, project.id, name, text, whole)
            except CodingError as problem:
                telling.show(problem)
            else:
                st.rerun()
    names = [one.name for one in workbench.saved_queries(actor, project.id)]
    if names:
        with st.popover(_("Forget a query"), icon=":material/bookmark_remove:"):
            for name in names:
                if st.button(name, icon=":material/delete:", key=f"forget-{name}"):
                    workbench.drop_query(actor, project.id, name)
                    st.rerun()
