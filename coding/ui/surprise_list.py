"""What was not expected, flagged on passages: what is still open, and what became of the rest."""

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode
from uuid import UUID, uuid4

import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import Codebook, Project, Proposition
from coding.ui import conclusion_words as words
from coding.ui import session, telling
from coding.ui.happenings import when
from coding.ui.words import _, ngettext, number, told_apart
from coding.workbench import Actor, Spoken, conclusions
from coding.workbench.surprises import Surprise, follow_surprise, lay_aside, list_surprises, take_up

LONGEST = 240
"""Letters of a passage: the rest stands where it leads."""


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """The open ones with the two ways on, then those that were settled, each with what became of it."""
    st.html(words.STYLE)
    there = list_surprises(actor, project.id)
    waiting = [one for one in there if one.fate == "open"]
    settled = [one for one in there if one.fate != "open"]
    st.caption(
        _(
            "What you did not expect: flag it while you code (key !) or among the excerpts. It stays open until you "
            "follow it up in a proposition or lay it aside with a reason."
        )
    )
    if not there:
        st.text(_("No surprise is flagged yet."))
        return
    coders = _coders(actor, project)
    if not waiting:
        st.success(_("No surprise is open."))
    else:
        told = ngettext("{n} open surprise", "{n} open surprises", len(waiting))
        st.html(f'<div class="cn-side">{escape(told.format(n=number(len(waiting))))}</div>')
    for one in waiting:
        with st.container(border=True, gap="xsmall", key=f"surprise-{one.memo.id}"):
            _told(project, coders, one)
            if session.may("conclude"):
                with st.container(horizontal=True):
                    _follow(actor, project, book, one)
                    _aside(actor, project, one)
    if settled:
        st.html(f'<div class="cn-side">{escape(_("What became of the others"))}</div>')
    for one in settled:
        with st.container(border=True, gap="xsmall", key=f"surprise-{one.memo.id}"):
            _told(project, coders, one)
            _fate(actor, project, one)


def offer(actor: Actor, project: Project, book: Codebook, proposition: Proposition) -> None:
    """Beside a proposition that is tested: the surprises still open, those about its codes first."""
    waiting = [one for one in list_surprises(actor, project.id) if one.fate == "open"]
    if not waiting:
        return
    mine = _under(book, proposition)
    waiting.sort(key=lambda one: not mine & one.codes)
    coders = _coders(actor, project)
    told = ngettext("{n} open surprise", "{n} open surprises", len(waiting)).format(n=number(len(waiting)))
    with st.expander(told, icon=":material/priority_high:"):
        for one in waiting:
            with st.container(border=True, gap="xsmall", key=f"surprise-offer-{one.memo.id}"):
                _told(project, coders, one)
                if session.may("conclude"):
                    st.button(
                        _("Follow it up in this proposition"),
                        icon=":material/call_merge:",
                        key=f"surprise-here-{one.memo.id}",
                        on_click=_followed,
                        args=(actor, project, one.memo.id, proposition.id),
                    )


def _under(book: Codebook, one: Proposition) -> frozenset[UUID]:
    wanted = (*one.codes, *([one.indicator] if one.indicator else []))
    return frozenset(below for code in wanted if book.find(code) for below in book.below(code))


def _coders(actor: Actor, project: Project) -> Mapping[UUID, str]:
    return {member.coder.id: member.coder.name for member in workbench.members(actor, project.id)}


# -- one of them ----------------------------------------------------------------------------------


def _told(project: Project, coders: Mapping[UUID, str], one: Surprise) -> None:
    """The note, whose it is, and the words with the way to them."""
    memo = one.memo
    text = escape(" ".join(filter(None, (memo.title, memo.text))))
    facts = [coders.get(memo.coder, "?"), when(memo.made_at, project.time_zone) if memo.made_at else ""]
    facts_line = f'<div class="cn-facts cn-faint">{escape(" · ".join(filter(None, facts)))}</div>'
    st.html(f'<p class="cn-text">{text}</p>{facts_line}{_passages(project, one.spoken)}')


def _passages(project: Project, spoken: Sequence[Spoken]) -> str:
    """Each passage as a link to where it stands; other things by name."""
    told = []
    for one in spoken:
        if one.source:
            asked = urlencode({"project": project.id, "source": one.source, "at": one.start})
            quote = f'<a href="{escape(f"tagging?{asked}")}" target="_self">{escape(_short(one.name))}</a>'
            told.append(f'<li>{quote} <span class="cn-faint">{escape(one.source)}</span></li>')
        else:
            told.append(f"<li>{escape(one.name)}</li>")
    return f'<div class="cn-tree"><ul>{"".join(told)}</ul></div>' if told else ""


def _short(words: str) -> str:
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= LONGEST else f"{one_line[:LONGEST]}…"


def _fate(actor: Actor, project: Project, one: Surprise) -> None:
    if one.followed:
        told = "".join(
            f'<li><a href="{words.address(project, view="propositions", p=str(each.id))}" target="_self">'
            f"{escape(each.text)}</a></li>"
            for each in one.followed
        )
        head = f'<span class="lk-label">{escape(_("Followed up in"))}</span>'
        st.html(f'<div class="cn-tree">{head}<ul>{told}</ul></div>')
        return
    st.html(f'<p class="cn-note"><b>{escape(_("Laid aside:"))}</b> {escape(one.memo.aside)}</p>')
    if session.may("conclude"):
        st.button(
            _("Open again"),
            icon=":material/undo:",
            type="tertiary",
            key=f"surprise-up-{one.memo.id}",
            on_click=_taken_up,
            args=(actor, project, one),
        )


def _taken_up(actor: Actor, project: Project, one: Surprise) -> None:
    try:
        take_up(actor, project.id, one.memo.id, version=one.memo.version)
    except CodingError as problem:
        telling.show(problem)


# -- the two ways on ------------------------------------------------------------------------------


def _follow(actor: Actor, project: Project, book: Codebook, one: Surprise) -> None:
    """In a proposition that is there, or in a new one about the indicator of the words."""
    key = f"surprise-follow-{one.memo.id}"
    with st.popover(_("Follow up"), icon=":material/call_merge:", key=key), st.form(f"{key}-form", border=False):
        there = conclusions.argument(actor, project.id).propositions
        texts = told_apart({None: _("a new proposition"), **{each.id: each.text for each in there}})
        asked = [each.id for each in there if _under(book, each) & one.codes]
        chosen = st.selectbox(
            _("In"), list(texts), index=list(texts).index(asked[0]) if asked else 0, format_func=texts.__getitem__
        )
        text = st.text_area(_("What the new one says, in one sentence"), height=80)
        if st.form_submit_button(_("Follow up"), type="primary"):
            if chosen is None and (chosen := _begun(actor, project, book, one, text)) is None:
                return
            _followed(actor, project, one.memo.id, chosen)
            st.rerun()


def _begun(actor: Actor, project: Project, book: Codebook, one: Surprise, text: str) -> UUID | None:
    """A new proposition about the first code of the words; None, and why, where there can be none."""
    code = next((each.id for each in book.codes if each.id in one.codes), None)
    made = Proposition(uuid4(), text, indicator=code)
    try:
        conclusions.put_proposition(actor, project.id, made)
    except CodingError as problem:
        telling.show(problem)
        return None
    return made.id


def _followed(actor: Actor, project: Project, surprise: UUID, proposition: UUID) -> None:
    try:
        follow_surprise(actor, project.id, surprise, proposition)
    except CodingError as problem:
        telling.show(problem)


def _aside(actor: Actor, project: Project, one: Surprise) -> None:
    key = f"surprise-aside-{one.memo.id}"
    with st.popover(_("Lay aside"), icon=":material/inventory_2:", key=key), st.form(f"{key}-form", border=False):
        reason = st.text_area(_("Because"), height=80)
        if st.form_submit_button(_("Lay aside"), type="primary"):
            try:
                lay_aside(actor, project.id, one.memo.id, reason, version=one.memo.version)
            except CodingError as problem:
                telling.show(problem)
            else:
                st.rerun()
