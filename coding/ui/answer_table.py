"""Answers from a filled table: what would be stored and what does not fit are shown first."""

from datetime import date

import streamlit as st

from coding.errors import CodingError
from coding.model import Project
from coding.ui import looks, table_file
from coding.ui.answer_forms import ANSWER_NAMES
from coding.ui.words import _, ngettext, number, plain, tell
from coding.workbench import Actor
from coding.workbench.answering import AnswerTable, put_answers, read_answer_table
from coding.workbench.member_check import Informant

NAME = "answers"


def show(actor: Actor, project: Project, one: Informant | None) -> None:
    """The field for the file, then its preview; `one` is meant where the table names nobody."""
    with st.expander(_("Bring in a table of answers"), icon=":material/upload_file:"):
        rows = table_file.given(NAME, project)
        if rows is None:
            st.caption(
                _(
                    "Columns: number, answer, words; also informant, date and who asked, where you like. The ZIP with "
                    "the packs holds such a table. Nothing is stored yet."
                )
            )
            return
        with st.container(horizontal=True):
            day: date | None = st.date_input(
                _("Date, where the table has none"), "today", format="DD/MM/YYYY", width=220, key="answers-day"
            )
            asker = st.text_input(_("Asked by"), actor.coder.name, max_chars=120, width=240, key="answers-asker")
        try:
            table = read_answer_table(
                actor, project.id, rows, informant=one.case.id if one else None, day=day, asker=asker
            )
        except CodingError as problem:
            st.error(plain(tell(problem)))
            return
        _preview(actor, project, table)


def _preview(actor: Actor, project: Project, table: AnswerTable) -> None:
    if table.problems:
        told = [_("Line {n}: {why}").format(n=number(at), why=tell(notice)) for at, notice in table.problems]
        st.warning("\n".join(f"- {plain(one)}" for one in told))
    if table.unanswered:
        left = table.unanswered
        st.caption(ngettext("{n} line has no answer.", "{n} lines have no answer.", left).format(n=number(left)))
    lines = [(key, one.number, _(ANSWER_NAMES[one.answer]), one.words) for key, one in table.lines]
    if lines:
        looks.table([_("Informant"), _("No."), _("Answer"), _("Words")], lines, tight=[0, 1])
    count = len(table.lines)
    with st.container(horizontal=True):
        label = ngettext("Take over {n} answer", "Take over {n} answers", count).format(n=number(count))
        if st.button(label, type="primary", disabled=not count, key="take-answers"):
            put_answers(actor, project.id, [one for _key, one in table.lines])
            table_file.put_away(NAME)
            st.rerun()
        st.button(_("Put away"), on_click=table_file.put_away, args=(NAME,), key="put-away-answers")
