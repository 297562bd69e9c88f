"""Summary forms: which sources have one, and the form of a source beside what the program knows of it."""

from collections.abc import Sequence
from functools import partial
from html import escape
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.errors import NotFound
from coding.model import Basis, Codebook, LedgerLine, Project
from coding.ui import ledger_card, looks, session, summary_fields, summary_writing
from coding.ui.happenings import when
from coding.ui.preview import KIND_NAMES
from coding.ui.summary_writing import Desk
from coding.ui.words import _, language, number, plain
from coding.workbench import Actor, Form, FormLine

SOURCE, PAGE, WORDS = "source", "forms-page", "forms-words"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
AT_ONCE = 50
HEIGHT, MANY = 640, 4


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """The form that the address names, else the list of all sources."""
    names = workbench.source_names(actor, project.id)
    if not names:
        session.empty(
            _("A summary form says what a contact or a document came to. Bring in the transcripts first."),
            _("Add transcripts"),
            "transcript",
        )
        return
    asked = st.query_params.get(SOURCE, "")
    if asked in names:
        _one(actor, project, book, names[asked])
    else:
        forget()
        _list(actor, project)


def forget() -> None:
    """Begin the form anew the next time it is opened; what was written on it is stored."""
    summary_writing.forget()


def _go(name: str | None, desk: Desk | None = None) -> None:
    """Open the form of a source, or the list (as a callback: before the widgets are drawn)."""
    if desk:
        # The press may arrive together with the last words, and before them.
        summary_writing.store(desk)
    summary_writing.forget()
    if name is None:
        st.query_params.pop(SOURCE, None)
    else:
        st.query_params[SOURCE] = name


# -- the list -------------------------------------------------------------------------------------


def _list(actor: Actor, project: Project) -> None:
    written, all_ = workbench.count_summaries(actor, project.id)
    told = _("{n} of {all} sources have a summary form").format(n=number(written), all=number(all_))
    st.progress(written / all_, plain(told))
    if not written:
        st.text(
            _(
                "Write a form soon after each interview or reading, while it is fresh: what it was about, what you "
                "learned on each question, what to ask next time. Choose a source to begin."
            )
        )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(_("Search in the forms"), key=WORDS, icon=":material/search:", width=340)
        if written:
            _download(actor, project, _("All forms"))
    first = _page(all_) if not words.strip() else 0
    found = workbench.list_summaries(actor, project.id, words, limit=AT_ONCE, offset=first)
    if not found:
        st.text(_("Nothing fits."))
    with st.container(gap="xsmall"):
        for one in found:
            _line(project, one)
    if words.strip() and len(found) == AT_ONCE:
        st.caption(plain(_("Only the first {n} are shown.").format(n=number(AT_ONCE))))


def _page(all_: int) -> int:
    """The number of the first source to show."""
    pages = -(-all_ // AT_ONCE)
    return (st.pagination(pages, key=PAGE) - 1) * AT_ONCE if pages > 1 else 0


def _line(project: Project, one: FormLine) -> None:
    mark = _("written by {name}, {when}")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        icon = ":material/task:" if one.coder else ":material/draft:"
        st.button(
            plain(one.name), icon=icon, type="tertiary", key=f"forms-{one.source}", on_click=_go, args=(one.name,)
        )
        facts = [_(KIND_NAMES[one.kind]), *(one.informants if one.informants != (one.name,) else ())]
        if one.coder and one.made_at:
            facts.append(mark.format(name=one.coder, when=when(one.made_at, project.time_zone)))
        else:
            facts.append(_("no form yet"))
        st.caption(plain(" · ".join(facts)))


def _download(actor: Actor, project: Project, label: str, source: UUID | None = None, name: str = "") -> None:
    title = " - ".join(filter(None, (project.name, _("Summary forms"), name)))
    st.download_button(
        label,
        partial(workbench.export_summaries, actor, project.id, source),
        f"{title}.docx",
        DOCX,
        icon=":material/download:",
        on_click="ignore",
        key="forms-docx",
    )


# -- one form -------------------------------------------------------------------------------------


def _one(actor: Actor, project: Project, book: Codebook, source: UUID) -> None:
    try:
        form = workbench.summary_of(actor, project.id, source, language())
    except NotFound:
        _go(None)
        st.rerun()
    excerpts = workbench.summary_excerpts(actor, project.id, source)
    desk = Desk(actor, project, form, _about(actor, project, book), excerpts)
    st.html(ledger_card.STYLE)
    _ways(desk)
    title = _("Document summary form") if form.form == "document" else _("Contact summary form")
    st.subheader(plain(f"{title}: {form.source.name}"))
    left, right = st.columns([3, 2], gap="large")
    with left:
        summary_writing.show(desk)
    with right:
        _facts(project, book, form)
        _excerpts(desk, book)
    if session.may("reduce"):
        summary_fields.show(actor, project, form)


def _about(actor: Actor, project: Project, book: Codebook) -> dict[UUID, str]:
    """What a point can belong to: a theme or category first, or a code."""
    kinds = {"theme": _("theme"), "category": _("category")}
    themes = workbench.list_themes(actor, project.id)
    codes = {one.id: f"{one.key} {one.label(language(), book.language)}" for one in book.codes}
    return {one.id: f"{one.name} ({kinds[one.kind]})" for one in themes} | codes


def _ways(desk: Desk) -> None:
    actor, project, form = desk.actor, desk.project, desk.form
    order = workbench.list_summaries(actor, project.id, limit=100_000)
    at = next((place for place, one in enumerate(order) if one.source == form.source.id), 0)
    before = order[at - 1].name if at else None
    after = order[at + 1].name if at + 1 < len(order) else None
    open_ = next((one.name for one in order[at + 1 :] + order[:at] if not one.coder), None)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(_("All sources"), icon=":material/list:", on_click=_go, args=(None, desk))
        for label, icon, name in (
            (_("Back"), ":material/arrow_back:", before),
            (_("On"), ":material/arrow_forward:", after),
            (_("Next without a form"), ":material/skip_next:", open_),
        ):
            st.button(label, icon=icon, disabled=name is None, on_click=_go, args=(name, desk))
        _download(actor, project, "DOCX", form.source.id, form.source.name)


def _facts(project: Project, book: Codebook, form: Form) -> None:
    looks.label(_("What is known of it"))
    looks.table([], form.facts, tight=[0])
    here = {"project": str(project.id)}
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(
            "pages/tagging.py",
            label=_("Open the source"),
            icon=":material/ink_highlighter:",
            query_params={**here, "source": form.source.name},
        )
    if not form.codings:
        return
    looks.label(_("Codings by code"))
    with st.container(horizontal=True, gap="small"):
        for code in book.codes:
            if many := form.codings.get(code.id):
                st.page_link(
                    "pages/excerpts.py",
                    label=plain(f"{code.key}: {number(many)}"),
                    help=plain(code.label(language(), book.language)),
                    query_params={**here, "source": form.source.name, "code": code.key},
                )


def _excerpts(desk: Desk, book: Codebook) -> None:
    """The excerpts of the source, each to be taken as a point; those that a point rests on are marked."""
    looks.label(_("Excerpts to rest a point on"))
    if not desk.excerpts:
        st.text(_("Nothing is coded in this source yet. A point can also stand without an excerpt."))
        return
    used = {basis.coding for point in desk.form.summary.points for basis in point.excerpts}
    with st.container(height=HEIGHT if len(desk.excerpts) > MANY else "content", border=False):
        for line in desk.excerpts:
            _excerpt(desk, line, line.excerpt.coding.id in used)


def _excerpt(desk: Desk, line: LedgerLine, used: bool) -> None:
    coding, decided = line.excerpt.coding, line.reduction
    facts: Sequence[str] = (
        summary_writing.place(coding),
        line.excerpt.code_key,
        line.excerpt.coder_name,
        _(ledger_card.DECISION_NAMES[decided.decision]) if decided else "",
    )
    with st.container(border=True, gap="xsmall"):
        st.html(
            f'<div class="rl-where">{escape(" · ".join(filter(None, facts)))}</div>'
            f'<p class="rl-text">{escape(coding.quote)}</p>'
        )
        if decided and decided.statement:
            told = _("Statement")
            st.html(f'<div class="rl-now"><b>{escape(told)}</b>: {escape(decided.statement)}</div>')
        with st.container(horizontal=True, vertical_alignment="center"):
            if session.may("reduce") and any(one.shape == "points" for one in desk.form.fields):
                words = decided.statement if decided and decided.statement else ""
                point = (words, coding.code, Basis(coding.id, coding.quote))
                st.button(
                    _("Take as a point"),
                    icon=":material/add:",
                    type="tertiary",
                    key=f"forms-take-{coding.id}",
                    on_click=summary_writing.take,
                    args=(desk, *point),
                )
            if used:
                st.caption(_("A point rests on it."))
            st.page_link(
                "pages/tagging.py",
                label=_("Open in the text"),
                icon=":material/arrow_forward:",
                query_params={
                    "project": str(desk.project.id),
                    "source": line.excerpt.source_name,
                    "at": str(coding.start),
                },
            )
