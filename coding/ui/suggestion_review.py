"""Suggestions one after the other: the words in their place, what is suggested and why, one key for each answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal
from uuid import UUID, uuid4

import streamlit as st

from coding import workbench
from coding.model import Codebook, Method, Offer, Project
from coding.ui import code_tree, session, suggestion_why, surface
from coding.ui.excerpt_filter import EVERY_STATUS
from coding.ui.words import N_, _, language, ngettext, number, plain
from coding.workbench import Actor

Order = Literal["useful", "surest", "text"]
ORDERS: dict[Order, str] = {
    "useful": N_("Most useful first"),
    "surest": N_("Surest first"),
    "text": N_("In the order of the text"),
}
AHEAD = 40
"""Suggestions that are looked up at once."""

QUEUE = "suggestion-queue"
SHOWN = "suggestion-shown"
PASSED = "suggestion-passed"
STYLE = """<style>
.sg-text { font-size: 1.0625rem; line-height: 1.65; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
.sg-text mark { background: color-mix(in srgb, #e69f00 28%, transparent); color: inherit; }
.sg-around { opacity: .75; }
.sg-where { font-size: .875rem; opacity: .75; }
.sg-guess { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem .6rem; }
.sg-sign { font-weight: 700; font-size: .8125rem; padding: .05rem .4rem; border-radius: .25rem;
  border: 2px dashed var(--sg); }
.sg-faint { opacity: .75; font-size: .875rem; }
</style>"""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person wants to see: by which method and models, of which source, in which order.

    `decisions`: on how many the chances rest that may be said; 0 where none may.
    """

    method: Method
    models: tuple[UUID, ...]
    source: UUID | None
    order: Order
    decisions: int


def show(actor: Actor, project: Project, book: Codebook, choice: Choice, sources: dict[UUID, str]) -> None:
    """The segment to decide about now, and what comes after it."""
    st.html(STYLE)
    waiting = _waiting(actor, project, choice)
    if not waiting:
        st.text(_("Nothing is suggested now. Code on, or train the classifier again."))
        if st.session_state.get(PASSED):
            st.button(_("Show what was passed over"), on_click=_begin_again)
        return
    first, *rest = waiting
    _segment(actor, project, book, choice, sources, first)
    _many(actor, project, book, sources, waiting)
    if rest:
        st.caption(
            plain(ngettext("{n} more segment waits.", "{n} more segments wait.", len(rest)).format(n=number(len(rest))))
        )


def _waiting(actor: Actor, project: Project, choice: Choice) -> list[list[Offer]]:
    """The offers segment by segment, in the order chosen.

    Looked up for many at once and worked through: looking again after each press would read the whole project.
    """
    key = (project.id, project.version, choice)
    kept = st.session_state.get(QUEUE)
    if not kept or kept[0] != key or not kept[1] or session.just_arrived():
        kept = (key, _look(actor, project, choice))
        st.session_state[QUEUE] = kept
    waiting: list[list[Offer]] = kept[1]
    return waiting


def _look(actor: Actor, project: Project, choice: Choice) -> list[list[Offer]]:
    passed: set[tuple[UUID, int]] = st.session_state.setdefault(PASSED, set())
    offers = workbench.suggestions(
        actor, project.id, source=choice.source, method=choice.method, order=choice.order, limit=AHEAD + len(passed)
    )
    segments: dict[tuple[UUID, int], list[Offer]] = {}
    for one in offers:
        if (one.source, one.start) not in passed:
            segments.setdefault((one.source, one.start), []).append(one)
    return list(segments.values())


def forget() -> None:
    """Look again when the queue is next shown."""
    st.session_state.pop(QUEUE, None)


def _begin_again() -> None:
    st.session_state.pop(PASSED)
    forget()


def _decided(*done: Offer, whole: bool) -> None:
    """Take what was decided about out of the queue: these offers, or all of their segments; then draw the page."""
    key, waiting = st.session_state[QUEUE]
    places = {(one.source, one.start) for one in done}
    ids = {one.id for one in done}
    left = [
        [one for one in some if one.id not in ids]
        for some in waiting
        if not (whole and (some[0].source, some[0].start) in places)
    ]
    st.session_state[QUEUE] = (key, [some for some in left if any(one.show for one in some)])
    st.rerun()


def _segment(
    actor: Actor, project: Project, book: Codebook, choice: Choice, sources: dict[UUID, str], offers: list[Offer]
) -> None:
    first = offers[0]
    if st.session_state.get(SHOWN) != first.id:
        workbench.show_offers(actor, project.id, offers)
        st.session_state[SHOWN] = first.id
    source = workbench.load_source(actor, project.id, first.source)
    name = sources.get(first.source, source.name)
    with st.container(border=True, key="suggestion-card"):
        line = sum(start <= first.start for start in source.lines)
        st.html(f'<div class="sg-where">{escape(name)} · {escape(_("line {n}").format(n=number(line)))}</div>')
        evidence = [word for one in offers for word in one.evidence]
        before = source.text[max(0, first.start - 240) : first.start].partition(" ")[2]
        after = source.text[first.end : first.end + 160].rpartition(" ")[0]
        st.html(
            f'<p class="sg-text"><span class="sg-around">{escape(before)}</span>'
            f"{_marked(source.text[first.start : first.end], evidence)}"
            f'<span class="sg-around">{escape(after)}</span></p>'
        )
        for one in offers[:3]:
            st.html(_guess(one, book, choice))
        _answers(actor, project, book, offers)
        _reasons(actor, project, book, choice, offers)
        st.page_link(
            "pages/tagging.py",
            label=_("Open in the text"),
            icon=":material/arrow_forward:",
            query_params={"project": str(project.id), "source": name, "at": str(first.start)},
        )


def _marked(text: str, words: Sequence[str]) -> str:
    """The words that speak for a suggestion, marked where they stand."""
    wanted = sorted({word for word in words if word.strip()}, key=len, reverse=True)
    if not wanted:
        return escape(text)
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, wanted))})(?!\w)", re.IGNORECASE)
    pieces = pattern.split(text)
    return "".join(f"<mark>{escape(one)}</mark>" if at % 2 else escape(one) for at, one in enumerate(pieces))


def _guess(one: Offer, book: Codebook, choice: Choice) -> str:
    code = book.find(one.code)
    name = code.label(language(), book.language) if code else "?"
    colour = code_tree.colour(code) if code else "#777777"
    facts = [surface.chance(one, choice.decisions), ", ".join(one.evidence)]
    facts += [_(EVERY_STATUS[status]) for status in (one.status, "limited" if one.limited else None) if status]
    sign = escape(code.sign or code.key) if code else "·"
    return (
        f'<div class="sg-guess"><span class="sg-sign" style="--sg:{colour}">{sign}</span>'
        f'<span>{escape(name)}</span><span class="sg-faint">{escape(" · ".join(filter(None, facts)))}</span></div>'
    )


def _reasons(actor: Actor, project: Project, book: Codebook, choice: Choice, offers: list[Offer]) -> None:
    """Why, code by code; open or closed as the person left it."""
    with st.expander(_("Why?"), icon=":material/help:", expanded=True, key="suggestion-why"):
        for one in offers[:3]:
            place = (one.source, one.start, one.end)
            found = workbench.why(actor, project.id, *place, one.code, method=one.method, model=one.model)
            if len(offers) > 1 and found:
                st.html(_guess(one, book, choice))
            suggestion_why.show(actor, project.id, found)


def _answers(actor: Actor, project: Project, book: Codebook, offers: list[Offer]) -> None:
    """One key each: accept the first, reject it, give another code, pass over.

    The buttons are this suggestion's own: a second press on its way must not decide about one nobody has read.
    """
    first = offers[0]
    if not session.may("code"):
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if st.button(_("Accept"), type="primary", icon=":material/check:", shortcut="A", key=f"accept-{first.id}"):
            workbench.accept(actor, project.id, first, coding_id=uuid4())
            _decided(first, whole=True)
        if st.button(_("Reject"), icon=":material/close:", shortcut="D", key=f"reject-{first.id}"):
            workbench.reject(actor, project.id, first)
            _decided(first, whole=False)
        if st.button(_("Pass over"), icon=":material/redo:", shortcut="Q", key=f"pass-{first.id}"):
            workbench.skip(actor, project.id, first)
            st.session_state[PASSED].add((first.source, first.start))
            _decided(first, whole=True)
        codes = [code for code in book.codable() if code.id != first.code]
        other = st.selectbox(
            _("Another code"),
            codes,
            index=None,
            format_func=lambda code: f"{code.key} {code.label(language(), book.language)}",
            placeholder=_("Another code instead …"),
            width=260,
            key=f"other-{first.id}",
        )
        if other is not None:
            workbench.change(actor, project.id, first, other.id, coding_id=uuid4())
            _decided(first, whole=True)


# -- many at once ---------------------------------------------------------------------------------


def _many(
    actor: Actor,
    project: Project,
    book: Codebook,
    sources: dict[UUID, str],
    waiting: list[list[Offer]],
) -> None:
    """Accept several first suggestions of one code, seen before it is done; one undo takes all of it back."""
    if not session.may("code"):
        return
    firsts = [some[0] for some in waiting if some[0].show]
    codes = [code for code in book.codable() if sum(one.code == code.id for one in firsts) > 1]
    if not codes:
        return
    with st.expander(_("Several at once"), icon=":material/checklist:"):
        code = st.selectbox(
            _("Code"),
            codes,
            format_func=lambda one: f"{one.key} {one.label(language(), book.language)}",
            key="suggestion-many-code",
        )
        mine = [one for one in firsts if one.code == code.id]
        texts = workbench.quotes(actor, project.id, [(one.source, one.start, one.end) for one in mine])
        ticked = st.data_editor(
            [
                {"take": True, "source": sources.get(one.source, ""), "words": words}
                for one, words in zip(mine, texts, strict=True)
            ],
            column_config={
                "take": st.column_config.CheckboxColumn(_("Take"), width="small"),
                "source": st.column_config.TextColumn(_("Source"), width="small"),
                "words": st.column_config.TextColumn(_("Words"), width="large"),
            },
            disabled=["source", "words"],
            hide_index=True,
            key=f"many-{code.id}-{len(mine)}",
        )
        chosen = [one for one, row in zip(mine, ticked, strict=True) if row["take"]]
        told = ngettext("Accept {n} suggestion", "Accept {n} suggestions", len(chosen)).format(n=number(len(chosen)))
        if st.button(told, type="primary", disabled=not chosen):
            workbench.show_offers(actor, project.id, chosen)
            workbench.accept_many(actor, project.id, [(one, uuid4()) for one in chosen])
            _decided(*chosen, whole=True)
