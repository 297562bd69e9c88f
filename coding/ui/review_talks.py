"""Talk between student and supervisor: the threads of a project or of one thing, answering, settling, asking."""

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import ABOUT_KINDS, AboutKind, Codebook, Project
from coding.ui import review_words as words
from coding.ui import session, telling
from coding.ui.words import N_, _, language, ngettext, number, plain, told_apart
from coding.workbench import Actor, conclusions
from coding.workbench.talking import (
    Talk,
    begin_thread,
    drop_comment,
    list_talks,
    reply,
    settle_thread,
    who_can_be_named,
)

ABOUT_NAMES: dict[AboutKind, str] = {
    "coding": N_("Excerpt"),
    "proposition": N_("Proposition"),
    "code": N_("Code"),
    "source": N_("Source"),
}
FILTER = "talks-filter"
FILTERS = {"open": N_("Not settled"), "questions": N_("Questions"), "mine": N_("Names me"), "settled": N_("Settled")}
ABOUT, KIND = "about", "kind"
SAY = "talk-say"


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """All threads of the project, narrowed; and a new one about anything but an excerpt, which is asked on its card."""
    asked = _asked()
    if asked is not None:
        _ask(actor, project, book, *asked)
        return
    there = list_talks(actor, project.id)
    if there:
        chosen = st.segmented_control(
            _("Show"),
            list(FILTERS),
            default="open",
            format_func=lambda one: _(FILTERS[one]),
            label_visibility="collapsed",
            key=FILTER,
            required=True,
        )
        shown = [one for one in there if _fits(one, str(chosen), actor.id)]
        if not shown:
            st.text(_("Nothing here."))
        for one in shown:
            with st.container(border=True, gap="xsmall", key=f"talk-{one.thread.id}"):
                st.html(_about(project, book, one))
                thread(actor, project, one)
    else:
        st.text(_("Nobody has said anything yet. Ask from an excerpt, or begin here about something else."))
    if session.may("comment"):
        _begin(actor, project, book)


def _fits(one: Talk, chosen: str, me: UUID) -> bool:
    named = any(me in each.mentions for each in one.comments)
    return {
        "open": not one.thread.settled,
        "questions": one.waits,
        "mine": named,
        "settled": one.thread.settled,
    }[chosen]


def _about(project: Project, book: Codebook, one: Talk) -> str:
    """What a thread is about, with the way to it; of what is gone, what it said."""
    kind = _(ABOUT_NAMES[one.thread.about])
    label = escape(words.short(one.now or one.thread.said))
    if one.now and (address := _address(project, book, one)):
        label = f'<a href="{escape(address)}" target="_self">{label}</a>'
    chips = [_("Question")] if one.thread.question else []
    chips += [_("Settled")] if one.thread.settled else []
    chips += [] if one.now else [_("not there any more")]
    marks = "".join(f'<span class="rv-chip">{escape(each)}</span>' for each in chips)
    return f'<div class="rv-head"><span class="rv-faint">{escape(kind)}</span><span>{label}</span>{marks}</div>'


def _address(project: Project, book: Codebook, one: Talk) -> str:
    on, here = one.thread.on, {"project": str(project.id)}
    match one.thread.about:
        case "coding":
            return "review?" + urlencode({**here, "view": "queue", "excerpt": str(on)})
        case "proposition":
            return "conclusion?" + urlencode({**here, "view": "propositions", "p": str(on)})
        case "source":
            return "tagging?" + urlencode({**here, "source": one.now})
        case _:
            found = book.find(on)
            return "codebook?" + urlencode({**here, "code": found.key if found else ""})


# -- one thread -----------------------------------------------------------------------------------


def thread(actor: Actor, project: Project, one: Talk) -> None:
    """What was said, and the ways to go on."""
    st.html(words.comments(one, project))
    if not session.may("comment"):
        return
    id_ = one.thread.id
    with st.form(f"reply-{id_}", border=False, clear_on_submit=True):
        text = st.text_area(
            _("Reply"), key=f"reply-words-{id_}", height=68, placeholder=_named_hint(one.names), max_chars=20_000
        )
        with st.container(horizontal=True):
            said = st.form_submit_button(_("Reply"), type="primary", icon=":material/reply:")
    with st.container(horizontal=True):
        if one.thread.settled:
            if st.button(_("Open again"), icon=":material/undo:", key=f"open-{id_}"):
                _do(lambda: settle_thread(actor, project.id, id_, False, version=one.thread.version))
        elif st.button(_("Settled"), icon=":material/done_all:", key=f"settle-{id_}"):
            _do(lambda: settle_thread(actor, project.id, id_, True, version=one.thread.version))
        mine = next((each for each in reversed(one.comments) if each.coder == actor.id), None)
        if (
            mine is not None
            and mine is one.comments[-1]
            and st.button(_("Take my last words back"), icon=":material/delete:", type="tertiary", key=f"unsay-{id_}")
        ):
            _do(lambda: drop_comment(actor, project.id, mine.id))
    if said:
        _do(lambda: reply(actor, project.id, id_, text))


def _named_hint(names: Mapping[UUID, str]) -> str:
    first = next(iter(sorted(names.values())), "")
    return _("@{name} names somebody").format(name=first) if first else ""


def _do(act: object) -> None:
    """Do it and draw the page; what goes wrong is told where it was pressed."""
    assert callable(act)
    try:
        act()
    except CodingError as problem:
        telling.show(problem)
    else:
        st.rerun()


# -- beginning one --------------------------------------------------------------------------------


def beside(actor: Actor, project: Project, about: AboutKind, on: UUID, *, there: Sequence[Talk] | None = None) -> None:
    """The threads about one thing, and a new one."""
    talks = list_talks(actor, project.id, about=about, on=[on]) if there is None else there
    for one in talks:
        with st.container(border=True, gap="xsmall", key=f"talk-{one.thread.id}"):
            thread(actor, project, one)
    if session.may("comment"):
        new(actor, project, about, on)


def new(actor: Actor, project: Project, about: AboutKind, on: UUID, *, ask: bool = False) -> None:
    """A field for the first words of a thread; a student may make it a question for supervision."""
    with st.form(f"{SAY}-{on}", border=False, clear_on_submit=True):
        with st.container(key=SAY):
            text = st.text_area(
                _("Say something about it"),
                key=f"say-words-{on}",
                height=68,
                placeholder=_named_hint(who_can_be_named(actor, project.id)),
                max_chars=20_000,
            )
        question = ask or (
            not session.may("review") and st.checkbox(_("Ask this for supervision"), key=f"say-question-{on}")
        )
        if st.form_submit_button(_("Ask") if ask else _("Comment"), icon=":material/chat:"):
            _do(lambda: _begun(actor, project, about, on, text, question=question))


def _begun(actor: Actor, project: Project, about: AboutKind, on: UUID, text: str, *, question: bool) -> None:
    begin_thread(actor, project.id, about, on, text, question=question)
    _leave()


def _leave() -> None:
    for name in (ABOUT, KIND):
        st.query_params.pop(name, None)


def link(project: UUID, about: AboutKind, on: UUID) -> None:
    """The way from a thing to what is said of it."""
    if session.may("comment"):
        st.page_link(
            session.page("review"),
            label=_("Discuss it"),
            icon=":material/forum:",
            query_params={"project": str(project), "view": "talks", ABOUT: str(on), KIND: about},
        )


def _asked() -> tuple[AboutKind, UUID] | None:
    """What the address asks for: a thing of a kind, an excerpt where it names none."""
    kind = st.query_params.get(KIND, "coding")
    try:
        return next(one for one in ABOUT_KINDS if one == kind), UUID(st.query_params.get(ABOUT, ""))
    except (ValueError, StopIteration):
        return None


def _ask(actor: Actor, project: Project, book: Codebook, about: AboutKind, on: UUID) -> None:
    """What is said of one thing, and more of it, from where it was read."""
    if about == "coding":
        try:
            told = words.excerpt(workbench.excerpt(actor, project.id, on), book)
        except CodingError as problem:
            telling.show(problem)
            return
    else:
        things = _things(actor, project, book, about)
        kind = escape(_(ABOUT_NAMES[about]))
        told = f'<div class="rv-head"><span class="rv-faint">{kind}</span> {escape(things.get(on, "?"))}</div>'
    with st.container(border=True):
        st.html(told)
        beside(actor, project, about, on)
    if st.button(_("All discussions"), icon=":material/arrow_back:"):
        _leave()
        st.rerun()


def _begin(actor: Actor, project: Project, book: Codebook) -> None:
    """A thread about a code, a proposition or a source."""
    with st.expander(_("Begin a discussion"), icon=":material/add_comment:"):
        kinds = [one for one in ABOUT_KINDS if one != "coding"]
        about = st.selectbox(_("About"), kinds, format_func=lambda one: _(ABOUT_NAMES[one]), key="talk-kind")
        things = _things(actor, project, book, about)
        if not things:
            st.text(_("There is none yet."))
            return
        told = told_apart({id_: plain(words.short(name)) for id_, name in things.items()})
        on = st.selectbox(
            _(ABOUT_NAMES[about]),
            list(things),
            format_func=told.__getitem__,
            key=f"talk-on-{about}",
        )
        new(actor, project, about, on)


def _things(actor: Actor, project: Project, book: Codebook, about: AboutKind) -> dict[UUID, str]:
    if about == "proposition":
        return {one.id: one.text for one in conclusions.argument(actor, project.id).propositions}
    if about == "source":
        return {id_: name for name, id_ in workbench.source_names(actor, project.id).items()}
    return {one.id: f"{one.key} {one.label(language(), book.language)}" for one in book.codes}


def told(count: int) -> str:
    """How many threads there are, in words."""
    return ngettext("{n} discussion", "{n} discussions", count).format(n=number(count))
