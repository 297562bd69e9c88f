"""What an informant answered, and what follows: a change that was asked for, a withdrawal to carry out."""

from collections.abc import Callable
from functools import partial
from html import escape

import streamlit as st

from coding.errors import CodingError
from coding.model import Answer, Project
from coding.ui import conclusion_words as words
from coding.ui import correction, keeping, session, telling, withdrawing
from coding.ui.answer_forms import ANSWER_NAMES
from coding.ui.words import _, day, moment, ngettext, number, told_apart
from coding.workbench import Actor
from coding.workbench.answering import Made, amend_statement, answered_sources, changes_since, drop_answer, link_change
from coding.workbench.member_check import Given, Informant

MARKS = {"agree": "verified", "correct": "tentative", "withdraw": "stale"}


def show(actor: Actor, project: Project, one: Informant) -> None:
    """The answers, those that ask for something first."""
    if not one.answers:
        return
    st.subheader(_("Answers"))
    plain_ones = [each for each in one.answers if each.one.answer == "agree" and not each.stale]
    others = [each for each in one.answers if each not in plain_ones]
    for each in sorted(others, key=lambda given: not _open(given)):
        with st.container(border=True, gap="xsmall", key=f"given-{each.one.id}"):
            _told(each)
            if session.may("conclude"):
                _follows(actor, project, each)
    if not plain_ones:
        return
    many = len(plain_ones)
    with st.expander(ngettext("{n} agreed", "{n} agreed", many).format(n=number(many)), expanded=not others):
        for each in plain_ones:
            with st.container(gap="xsmall", key=f"given-{each.one.id}"):
                _told(each)
                if session.may("conclude"):
                    _follows(actor, project, each)


def _open(one: Given) -> bool:
    """Whether something is still to be done about an answer."""
    if one.one.answer == "withdraw":
        return not one.withdrawn
    return one.one.answer == "correct" and not one.one.change


def _told(given: Given) -> None:
    one = given.one
    marks = [words.mark(_(ANSWER_NAMES[one.answer]), MARKS[one.answer])]
    if given.stale:
        marks.append(words.mark(_("reads otherwise by now"), "stale"))
    facts = [one.number, day(one.day) if one.day else "", one.asker, given.place]
    told = " · ".join(escape(fact) for fact in facts if fact)
    st.html(f'<div class="cn-facts">{"".join(marks)}<span class="cn-faint">{told}</span></div>')
    if given.about:
        shown = given.about if one.kind == "proposition" else f"“{given.about}”"
        st.html(f'<p class="cn-quote">{escape(shown)}</p>')
    if one.words:
        st.html(f'<p class="cn-note">{escape(one.words)}</p>')
    if one.change:
        st.html(f'<p class="cn-where">{escape(_("Changed: {what}").format(what=one.change))}</p>')


def _follows(actor: Actor, project: Project, given: Given) -> None:
    one = given.one
    if one.answer == "withdraw":
        withdrawing.show(actor, project, given)
    elif one.answer == "correct":
        _correct(actor, project, given)
    if not given.withdrawn and st.button(
        _("Delete the answer"), icon=":material/delete:", type="tertiary", key=f"answer-drop-{one.id}"
    ):
        try:
            drop_answer(actor, project.id, one.id)
        except CodingError as problem:
            telling.show(problem)
        else:
            st.rerun()


def _correct(actor: Actor, project: Project, given: Given) -> None:
    """The ways to do what was asked: change the sentence or the transcript, or say why nothing is changed."""
    one = given.one
    with st.expander(_("What is done about it"), icon=":material/edit:", expanded=_open(given)):
        if one.kind == "proposition" and given.about:
            _sentence(actor, project, given)
        made = changes_since(actor, project.id, one.id)
        for source, name in answered_sources(actor, project.id, one.id).items():
            if session.may("remove_source") and st.button(
                _("Correct the transcript “{name}”").format(name=name),
                icon=":material/edit_note:",
                key=f"answer-source-{one.id}-{source}",
            ):
                correction.begin(actor, project.id, source)
                st.switch_page("pages/transcript.py")
        _link(actor, project, one, made)


def _sentence(actor: Actor, project: Project, given: Given) -> None:
    what = f"amend-{given.one.id}"
    keeping.show_kept(what)
    key, (text, version) = keeping.form(what, (given.about, given.version))
    label = _("The proposition, as it should read")
    with st.form(what, border=False):
        changed = st.text_area(label, text, height=90, key=key)
        if st.form_submit_button(_("Change the proposition")) and changed.strip() != text:
            act = partial(amend_statement, actor, project.id, given.one.id, changed, version=version)
            _do(lambda: keeping.save(what, {label: changed}, act))


def _link(actor: Actor, project: Project, one: Answer, made: list[Made]) -> None:
    """A change made elsewhere, noted at the answer; or why nothing was changed."""
    with st.form(f"link-{one.id}", border=False):
        chosen: Made | None = None
        if made:
            names = told_apart({each: _made(project, each) for each in (None, *made)})
            chosen = st.selectbox(_("Changed since"), list(names), format_func=names.__getitem__, width=420)
        note = st.text_input(_("What was changed, or why nothing was"), one.change)
        if st.form_submit_button(_("Note it")) and (note.strip() or chosen):
            changed = (chosen.kind, chosen.id, chosen.version) if chosen else None
            told = note if note.strip() or chosen is None else _made(project, chosen)
            _do(lambda: link_change(actor, project.id, one.id, changed, told, version=one.version))


def _made(project: Project, made: Made | None) -> str:
    if made is None:
        return _("none of these")
    if made.kind == "proposition":
        return made.name
    when = moment(made.at, project.time_zone) if made.at else ""
    return _("Text {n} of {name}, {when}").format(n=number(made.version), name=made.name, when=when)


def _do(act: Callable[[], None]) -> None:
    try:
        act()
    except CodingError as problem:
        telling.show(problem)
    else:
        st.rerun()
