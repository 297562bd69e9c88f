"""Choosing a field to put into a text of the report: numbers, quotations, propositions, tables, figures."""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import Project, Query, Where
from coding.report.fields import Field
from coding.ui import conclusion_words as names
from coding.ui import telling
from coding.ui.excerpt_linking import Sayer, short
from coding.ui.thesis_tables import TABLES
from coding.ui.words import N_, _, plain
from coding.workbench import Actor, conclusions
from coding.workbench.field_tables import NAMED, REDUCTION
from coding.workbench.kept_displays import list_displays
from coding.workbench.report_fields import STUDY
from coding.workbench.sections import spell

FOUND = 6
EMPTY = "{}"
"""Where somebody leaves this in the text, the field is put; else at its end."""

COUNTS: dict[str, str] = {
    "informants": N_("how many informants say it"),
    "asked": N_("how many were asked about it"),
    "excerpts": N_("how many excerpts"),
    "sources": N_("in how many sources"),
    "verdict": N_("the verdict on it"),
    "rule": N_("the rule of the verdict"),
}
OTHERS: dict[str, str] = {
    "method": N_("How the analysis was done"),
    "saturation": N_("Saturation"),
    "agreement": N_("Agreement between coders"),
    "codebook": N_("The codebook and its version"),
    "coders": N_("How many people coded"),
    "codes": N_("How many codes are used"),
    "date": N_("Today’s date"),
    "evidence": N_("All evidence, proposition by proposition"),
}
MORE = (
    ("codebook", N_("Codebook")),
    ("member-check", N_("Member check")),
    ("decided", N_("Verdicts and tests, with their reasons")),
)
KINDS: dict[str, str] = {
    "number": N_("Number or verdict"),
    "quote": N_("Quotation"),
    "proposition": N_("Proposition"),
    "table": N_("Table"),
    "figure": N_("Figure"),
    "other": N_("Other"),
}

Offers = Iterator[tuple[str, Field]]
Note = Callable[..., None]


def show(actor: Actor, project: Project, widget: str, note: Note, facts: tuple[Any, ...]) -> None:
    """The kinds of fields, and of one kind what there is to choose from."""
    with st.expander(_("Insert a field"), icon=":material/data_object:"):
        kind = str(
            st.segmented_control(
                _("Kind"),
                list(KINDS),
                default="number",
                format_func=lambda one: _(KINDS[one]),
                label_visibility="collapsed",
                required=True,
                key="report-pick-kind",
            )
        )
        text = ""
        if kind in ("quote", "proposition"):
            text = st.text_input(_("Words in it"), icon=":material/search:", key=f"report-pick-words-{kind}")
        try:
            offers = list(_OFFERS[kind](actor, project, text.strip()))
        except CodingError as problem:
            telling.show(problem)
            return
        if not offers:
            st.caption(_("There is none to choose."))
        for at, (told, field) in enumerate(offers):
            _offer(actor, project, widget, note, facts, at, told, field)
        st.caption(plain(_("It is put where {} stands in the text, or at the end.").replace("{}", EMPTY)))


def _offer(
    actor: Actor, project: Project, widget: str, note: Note, facts: tuple[Any, ...], at: int, told: str, field: Field
) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"report-offer-{at}"):
        st.button(
            _("Insert"),
            icon=":material/add:",
            key=f"report-insert-{at}",
            on_click=_insert,
            args=(actor, project, widget, note, facts, field),
        )
        st.html(f"<div>{escape(told)}</div>")


def _insert(actor: Actor, project: Project, widget: str, note: Note, facts: tuple[Any, ...], field: Field) -> None:
    """Put a field into the text that is being written (as a callback: before the text is drawn)."""
    now = str(st.session_state[widget])
    written = spell(actor, project.id, field.text)
    if EMPTY in now:
        st.session_state[widget] = now.replace(EMPTY, written, 1)
    else:
        space = "" if not now or now[-1].isspace() else " "
        st.session_state[widget] = f"{now}{space}{written}"
    note(*facts)


# -- what there is --------------------------------------------------------------------------------


def _numbers(actor: Actor, project: Project, _text: str) -> Offers:
    book = workbench.codebook(actor, project.id)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        what = str(
            st.selectbox(
                _("What"), list(COUNTS), format_func=lambda one: _(COUNTS[one]), key="report-pick-what", width=280
            )
        )
        codes: list[UUID | None] = [*([] if what == "asked" else [None]), *(code.id for code in book.codes)]
        code: UUID | None = st.selectbox(
            _("Of which code"),
            codes,
            format_func=lambda one: names.code_name(book, one) if one else _whole(what),
            key=f"report-pick-code-{what == 'asked'}",
            width=320,
        )
        asked = ""
        if what in ("informants", "excerpts", "sources"):
            asked = st.text_input(
                _("or of a query"),
                help=_("A query as on the page of excerpts: K2, K2 AND status:absent, words:rapat, case:IK-01 …"),
                key="report-pick-query",
            ).strip()
    if asked:
        workbench.read_query(actor, project.id, asked)
        yield asked, Field(what, asked)
        return
    about = names.code_name(book, code) if code else _whole(what)
    everything = STUDY if what in ("verdict", "rule") else ""
    yield f"{_(COUNTS[what])}: {about}", Field(what, str(code) if code else everything)


def _whole(what: str) -> str:
    return _("The study as a whole") if what in ("verdict", "rule") else _("everything")


def _quotes(actor: Actor, project: Project, text: str) -> Offers:
    said = Sayer(actor, project)
    query = Query(where=Where("words", "=", text)) if text else Query()
    for one in workbench.find_excerpts(actor, project.id, query, FOUND):
        yield f"{short(one.coding.quote)} ({said.where(one)})", Field("quote", str(one.coding.id))


def _propositions(actor: Actor, project: Project, text: str) -> Offers:
    there = [
        one for one in conclusions.argument(actor, project.id).propositions if text.casefold() in one.text.casefold()
    ]
    for one in there[:FOUND]:
        yield one.text, Field("proposition", str(one.id))
        yield _("How much speaks for and against it"), Field("evidence", str(one.id))


def _tables(actor: Actor, project: Project, _text: str) -> Offers:
    for one in NAMED:
        yield _(TABLES[one]), Field("table", one)
    for name, told in ((REDUCTION, N_("What was kept of each excerpt")), *MORE):
        yield _(told), Field("table", name)
    for kept in list_displays(actor, project.id):
        yield kept.name, Field("table", str(kept.id))


def _figures(actor: Actor, project: Project, _text: str) -> Offers:
    for kept in list_displays(actor, project.id):
        yield kept.name, Field("figure", str(kept.id))


def _others(_actor: Actor, _project: Project, _text: str) -> Offers:
    for name, told in OTHERS.items():
        yield _(told), Field(name)


_OFFERS: dict[str, Callable[[Actor, Project, str], Offers]] = {
    "number": _numbers,
    "quote": _quotes,
    "proposition": _propositions,
    "table": _tables,
    "figure": _figures,
    "other": _others,
}
