"""The answers of an informant written down by hand, several at once."""

from collections.abc import Mapping
from datetime import date
from html import escape
from uuid import UUID, uuid4

import streamlit as st

from coding.conclusion.member_check import holds, last_said
from coding.errors import CodingError
from coding.model import ANSWERS, Answer, AnswerKind, Item, Project
from coding.ui import telling
from coding.ui.words import N_, _
from coding.workbench import Actor
from coding.workbench.answering import put_answers
from coding.workbench.member_check import Informant

ANSWER_NAMES: dict[AnswerKind, str] = {
    "agree": N_("agree"),
    "correct": N_("agree with correction"),
    "withdraw": N_("withdraw"),
}
TURN = "answers-turn"


def show(actor: Actor, project: Project, one: Informant) -> None:
    """Everything that waits for an answer, or all where that is wanted."""
    st.subheader(_("Write down answers"))
    said = {on: each for (_case, on), each in last_said(each.one for each in one.answers).items()}
    everything = st.toggle(_("also what is answered already"), key=f"answers-all-{one.case.id}")
    turn = f"{one.case.id}-{st.session_state.get(TURN, 0)}-{everything}"
    with st.form(f"answers-{turn}", border=False):
        with st.container(horizontal=True):
            day: date | None = st.date_input(_("Date"), "today", format="DD/MM/YYYY", width=160)
            asker = st.text_input(_("Asked by"), actor.coder.name, max_chars=120, width=240)
        given = _items(one, said, everything, turn)
        save = bool(given) and st.form_submit_button(_("Save the answers"), type="primary", icon=":material/check:")
    if not given:
        st.caption(_("Everything is answered."))
    if save:
        _save(actor, project, one, given, day, asker)


def _items(
    one: Informant, said: Mapping[UUID, Answer], everything: bool, turn: str
) -> dict[UUID, tuple[Item, AnswerKind | None, str]]:
    """A frame for each statement with its quotations, under the numbers of the pack where there is one."""
    numbers = {item.on: item.number for item in one.pack.items} if one.pack else {}
    found: dict[UUID, tuple[Item, AnswerKind | None, str]] = {}
    for statement in one.statements:
        open_ = [
            item
            for item in statement.items()
            if everything or not ((there := said.get(item.on)) and holds(there, item.print))
        ]
        if not open_:
            continue
        texts = {each.words.coding: f"“{each.words.text}”" for each in statement.quoted}
        with st.container(border=True, key=f"answer-{turn}-{statement.number}"):
            if open_[0].kind != "proposition":
                st.html(f'<p class="cn-quote cn-faint"><b>{escape(statement.text)}</b></p>')
            for item in open_:
                of_statement = item.kind == "proposition"
                text = f"<b>{escape(statement.text)}</b>" if of_statement else escape(texts[item.on])
                found[item.on] = (item, *_item(item, numbers.get(item.on, item.number), text, turn))
    return found


def _item(item: Item, number: str, text: str, turn: str) -> tuple[AnswerKind | None, str]:
    st.html(f'<p class="cn-quote"><span class="cn-faint">{escape(number)}</span> {text}</p>')
    answer: AnswerKind | None = st.segmented_control(
        _("Answer to {number}").format(number=number),
        ANSWERS,
        format_func=lambda each: _(ANSWER_NAMES[each]),
        label_visibility="collapsed",
        key=f"answer-kind-{turn}-{item.on}",
    )
    told = st.text_input(
        _("Their words on {number}").format(number=number),
        placeholder=_("in their words"),
        label_visibility="collapsed",
        key=f"answer-words-{turn}-{item.on}",
    )
    return answer, told


def _save(
    actor: Actor,
    project: Project,
    one: Informant,
    given: Mapping[UUID, tuple[Item, AnswerKind | None, str]],
    day: date | None,
    asker: str,
) -> None:
    some = [
        Answer(uuid4(), one.case.id, item.kind, item.on, answer, told, day, asker, item.print)
        for item, answer, told in given.values()
        if answer is not None
    ]
    if not some:
        st.warning(_("Choose an answer first; words alone say nothing."))
        return
    try:
        put_answers(actor, project.id, some)
    except CodingError as problem:
        # What is chosen and typed stays in the form.
        telling.show(problem)
        return
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    st.rerun()
