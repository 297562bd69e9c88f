"""The propositions: a list to narrow, and one at a time with what it rests on."""

from html import escape
from uuid import UUID, uuid4

import streamlit as st

from coding import workbench
from coding.conclusion.evidence import Evidence
from coding.errors import CodingError
from coding.model import PROPOSITION_STATUSES, Codebook, Project, Proposition
from coding.ui import conclusion_words as words
from coding.ui import grounds_view, review_talks, session, telling, verifying
from coding.ui.words import _, ngettext, number
from coding.workbench import Actor, conclusions
from coding.workbench.conclusions import Argument
from coding.workbench.sections import sentences_on

ONE, CODE = "p", "code"
PAGE = 20
HELD = "proposition-held"
"""Which of them was moved or opened last: keys move it on."""


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """The proposition in the address, or all of them."""
    st.html(words.STYLE)
    there = conclusions.argument(actor, project.id)
    one = next((each for each in there.propositions if str(each.id) == st.query_params.get(ONE)), None)
    if one is not None:
        _one(actor, project, book, there, one)
    else:
        _all(actor, project, book, there)


# -- all of them ----------------------------------------------------------------------------------


def _all(actor: Actor, project: Project, book: Codebook, there: Argument) -> None:
    if session.may("conclude"):
        with st.expander(_("New proposition"), icon=":material/add:", expanded=not there.propositions):
            _fields(actor, project, book, Proposition(uuid4(), "", indicator=_asked(book)), new=True)
    if not there.propositions:
        st.text(_("No proposition yet. Write what the data say, then show what speaks for it and against it."))
        return
    found = _narrowed(book, there)
    pages = -(-len(found) // PAGE)
    with st.container(horizontal=True, vertical_alignment="center"):
        told = ngettext("{n} proposition", "{n} propositions", len(found)).format(n=number(len(found)))
        st.text(told, width="content")
        now = st.pagination(pages, key="propositions-page") if pages > 1 else 1
    shown = found[(now - 1) * PAGE : now * PAGE]
    evidence = conclusions.evidence(actor, project.id, [one.id for one in shown])
    order = [one.id for one in found] if session.may("conclude") and len(found) > 1 else []
    for one in shown:
        with st.container(border=True, gap="xsmall", key=f"proposition-{one.id}"):
            st.html(_line(project, book, there, one, evidence[one.id]))
            if order:
                _place(actor, project, there, order, one.id)
    if order:
        st.caption(_("Alt+↑ and Alt+↓ move the proposition that you moved or opened last."))


def _place(actor: Actor, project: Project, there: Argument, order: list[UUID], one: UUID) -> None:
    """The buttons that put a proposition before or behind its neighbour in the list; keys do it to the one at hand."""
    at, held = order.index(one), st.session_state.get(HELD) == one
    with st.container(horizontal=True, key=f"proposition-place-{one}"):
        for label, key, step in ((_("Move up"), "Up", -1), (_("Move down"), "Down", 1)):
            st.button(
                label,
                icon=f":material/arrow_{key.lower()}ward:",
                type="tertiary",
                shortcut=f"Alt+{key}" if held else None,
                disabled=not 0 <= at + step < len(order),
                key=f"proposition-{key}-{one}",
                on_click=_move,
                args=(actor, project, [each.id for each in there.propositions], order, one, step),
            )


def _move(actor: Actor, project: Project, every: list[UUID], order: list[UUID], one: UUID, step: int) -> None:
    """Put one next to its neighbour in what is shown, and show the page on which it then stands (as a callback)."""
    st.session_state[HELD] = one
    beside = order.index(one) + step
    every.remove(one)
    every.insert(every.index(order[beside]) + (step > 0), one)
    try:
        conclusions.order_propositions(actor, project.id, every)
    except CodingError as problem:
        telling.show(problem)
        return
    if "propositions-page" in st.session_state:
        st.session_state["propositions-page"] = beside // PAGE + 1


def _asked(book: Codebook) -> UUID | None:
    code = book.find(st.query_params.get(CODE, ""))
    return code.id if code else None


def _narrowed(book: Codebook, there: Argument) -> list[Proposition]:
    used = {one.indicator for one in there.propositions}
    codes = [code.id for code in book.codes if code.id in used]
    asked = _asked(book)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(_("Words in it"), icon=":material/search:", key="propositions-words", width=260)
        code = st.selectbox(
            _("Indicator"),
            [None, *codes],
            index=codes.index(asked) + 1 if asked in codes else 0,
            format_func=lambda one: words.code_name(book, one) if one else _("every indicator"),
            key=f"propositions-code-{asked}",
            width=280,
        )
        status = st.selectbox(
            _("Status"),
            [None, *PROPOSITION_STATUSES],
            format_func=lambda one: _(words.STATUS_NAMES[one]) if one else _("every status"),
            key="propositions-status",
            width=200,
        )
        stale = bool(there.stale) and st.checkbox(_("To be checked again"), key="propositions-stale")
    return [
        one
        for one in there.propositions
        if text.casefold() in one.text.casefold()
        and (code is None or one.indicator == code)
        and (status is None or one.status == status)
        and (not stale or one.id in there.stale)
    ]


def _line(project: Project, book: Codebook, there: Argument, one: Proposition, found: Evidence[UUID]) -> str:
    open_ = words.address(project, view="propositions", p=str(one.id))
    facts = [words.status(one.status)]
    if one.id in there.stale:
        facts.append(words.stale_mark())
    if one.indicator:
        facts.append(escape(words.code_name(book, one.indicator)))
    told = _("{for_} for, {against} against").format(for_=number(len(found.for_)), against=number(len(found.against)))
    if found.informants:
        many = len(found.informants)
        told += " · " + ngettext("{n} informant", "{n} informants", many).format(n=number(many))
    facts.append(f'<a href="{open_}" target="_self">{escape(told)}</a>')
    inside = "".join(f"<span>{fact}</span>" for fact in facts)
    text = f'<a href="{open_}" target="_self">{escape(one.text)}</a>'
    return f'<p class="cn-text">{text}</p><div class="cn-facts">{inside}</div>'


# -- one ------------------------------------------------------------------------------------------


def _one(actor: Actor, project: Project, book: Codebook, there: Argument, one: Proposition) -> None:
    if st.button(_("All propositions"), icon=":material/arrow_back:", type="tertiary"):
        st.query_params.pop(ONE, None)
        st.rerun()
    about = escape(words.code_name(book, one.indicator)) if one.indicator else ""
    st.html(
        f'<p class="cn-text" role="heading" aria-level="2"><b>{escape(one.text)}</b></p>'
        f'<div class="cn-facts">{words.status(one.status)}<span>{about}</span></div>'
    )
    if one.plausible:
        st.html(f'<p class="cn-note"><b>{escape(_("Plausible because"))}</b> {escape(one.plausible)}</p>')
    st.session_state[HELD] = one.id
    may = session.may("conclude")
    if one.id in there.stale and may:
        words.confirm(actor, project, "proposition", one.id, there.stale[one.id])
    if may:
        with st.expander(_("Change the sentence, its status or what it speaks of"), icon=":material/edit:"):
            _fields(actor, project, book, one, new=False)
    review_talks.link(project.id, "proposition", one.id)
    _used_by(actor, project, there, one)
    walk = f'<a href="{words.address(project, walk=str(one.id))}" target="_self">{escape(_("The whole walk"))}</a>'
    st.html(f'<div class="cn-facts">{walk}</div>')
    grounds_view.show(actor, project, book, there, one)
    verifying.show(actor, project, book, one)


def _used_by(actor: Actor, project: Project, there: Argument, one: Proposition) -> None:
    """What rests on it."""
    texts = {each.id: each.text for each in there.propositions}
    owners = [owner for owner, some in there.grounds.items() if any(each.on == one.id for each in some)]
    carried = [
        f'<li><a href="{words.address(project, view="propositions", p=str(owner))}" target="_self">'
        f"{escape(texts[owner])}</a></li>"
        for owner in owners
        if owner in texts
    ]
    verdicts = sum(each.id in owners for each in there.verdicts.values())
    if verdicts:
        told = ngettext("{n} verdict rests on it", "{n} verdicts rest on it", verdicts).format(n=number(verdicts))
        carried.append(
            f'<li><a href="{words.address(project, view="argument")}" target="_self">{escape(told)}</a></li>'
        )
    for section, said in sentences_on(actor, project.id, one.id):
        where = escape(f"report?project={project.id}&outline={section.outline}&section={section.id}")
        told = escape(" … ".join(said) or section.heading)
        of = f'<span class="cn-faint">{escape(section.heading)}</span>'
        carried.append(f'<li><a href="{where}" target="_self">{told}</a> {of}</li>')
    if carried:
        label = f'<span class="lk-label">{escape(_("Carries"))}</span>'
        st.html(f'<div class="cn-tree">{label}<ul>{"".join(carried)}</ul></div>')


def _fields(actor: Actor, project: Project, book: Codebook, one: Proposition, *, new: bool) -> None:
    key = "new" if new else str(one.id)
    codes = {code.id: words.code_name(book, code.id) for code in book.codes}
    informants = {case.id: case.key for case in workbench.list_cases(actor, project.id)}
    with st.form(f"proposition-form-{key}", border=False, clear_on_submit=new):
        text = st.text_area(_("What the data say, in one sentence"), one.text, height=80, key=f"proposition-text-{key}")
        with st.container(horizontal=True):
            indicator = st.selectbox(
                _("Indicator"),
                [None, *codes],
                index=[None, *codes].index(one.indicator) if one.indicator in codes else 0,
                format_func=lambda each: codes[each] if each else _("none"),
                key=f"proposition-indicator-{key}",
                width=320,
            )
            status = st.segmented_control(
                _("Status"),
                list(PROPOSITION_STATUSES),
                default=one.status,
                format_func=lambda each: _(words.STATUS_NAMES[each]),
                required=True,
                key=f"proposition-status-{key}",
            )
        cases = st.multiselect(
            _("Informants it speaks of"),
            list(informants),
            [each for each in one.cases if each in informants],
            format_func=informants.__getitem__,
            placeholder=_("all"),
            select_all=False,
            key=f"proposition-cases-{key}",
        )
        plausible = st.text_input(_("Plausible because"), one.plausible, key=f"proposition-plausible-{key}")
        with st.container(horizontal=True):
            save = st.form_submit_button(_("Save"), type="primary")
            drop = not new and st.form_submit_button(_("Delete the proposition"), icon=":material/delete:")
    made = Proposition(
        one.id,
        text,
        status or one.status,
        indicator,
        one.codes,
        tuple(cases),
        plausible,
        one.position,
        version=one.version,
    )
    try:
        if drop:
            conclusions.drop_proposition(actor, project.id, one.id)
            st.query_params.pop(ONE, None)
            st.rerun()
        if save:
            conclusions.put_proposition(actor, project.id, made, version=None if new else one.version)
            if new:
                st.query_params[ONE] = str(one.id)
            st.rerun()
    except CodingError as problem:
        telling.show(verifying.named(problem))
