"""The questions of the interview guide: typed in a grid or brought in as a table; whom each code is asked of."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from coding import reduction, workbench
from coding.errors import CodingError
from coding.model import Codebook, Project, Question
from coding.ui import keeping, looks, session, table_file
from coding.ui.words import _, language, ngettext, number, plain, tell
from coding.workbench import Actor, Guide

NAME = "questions"
COLUMNS = ("no", "words", "codes", "kinds", "technique")


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """The questions, to be edited by whoever may; what is typed is kept when it is saved."""
    kinds = workbench.informant_kinds(actor, project.id)
    first, guide = keeping.form(NAME, workbench.interview_guide(actor, project.id))
    labels = {f"{one.key} {one.label(language(), book.language)}": one.id for one in book.codable()}
    may = session.may("edit_cases")
    focus = st.text_input(
        _("Focus of the study"), guide.focus, key=first, disabled=not may, max_chars=300, placeholder=project.name
    )
    edited = st.data_editor(
        frame(guide.questions, labels),
        num_rows="dynamic" if may else "fixed",
        disabled=not may,
        hide_index=True,
        width="stretch",
        placeholder="",
        column_config=_columns(labels, kinds),
        key=f"{first}-grid",
    )
    if not may:
        return
    many = typed(edited.to_dict("records"), labels)
    changed = (many, " ".join(focus.split())) != (list(guide.questions), guide.focus)
    if st.button(_("Save the questions"), type="primary", disabled=not changed):
        _save(actor, project, guide, many, focus)
    keeping.show_kept(NAME)
    _bring_in(actor, project, book, replace(guide, questions=tuple(many), focus=focus))


def frame(many: Sequence[Question], labels: Mapping[str, UUID]) -> pd.DataFrame:
    """A row a question; codes stand by their labels."""
    rows = [
        (at, one.words, [label for label, code in labels.items() if code in one.codes], list(one.kinds), one.technique)
        for at, one in enumerate(many, start=1)
    ]
    made = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    return made.astype({"no": "Int64"})


def typed(rows: Sequence[Mapping[Any, Any]], labels: Mapping[str, UUID]) -> list[Question]:
    """The questions in the order of their numbers, those without a number last; rows without words are none."""
    numbered = []
    for place, row in enumerate(rows):
        words = " ".join(keeping.typed(row["words"]).split())
        if words:
            at = row["no"] if isinstance(row["no"], int | float) and row["no"] == row["no"] else len(rows) + 1
            codes = tuple(code for label, code in labels.items() if label in _listed(row["codes"]))
            kinds = tuple(" ".join(kind.split()) for kind in _listed(row["kinds"]) if kind.strip())
            one = Question(words, codes, kinds, " ".join(keeping.typed(row["technique"]).split()))
            numbered.append((at, place, one))
    return [one for _at, _place, one in sorted(numbered, key=lambda each: each[:2])]


def _listed(cell: object) -> list[str]:
    return [str(one) for one in cell] if isinstance(cell, list | tuple) else []


def _columns(labels: Mapping[str, UUID], kinds: Sequence[str]) -> dict[str, Any]:
    column = st.column_config
    return {
        "no": column.NumberColumn(_("No"), width=50, min_value=1, step=1, help=_("Another number moves the question.")),
        "words": column.TextColumn(_("Question"), width="large"),
        "codes": column.MultiselectColumn(_("Indicators"), options=list(labels), width="medium"),
        "kinds": column.MultiselectColumn(
            _("Informants asked"),
            options=list(kinds),
            accept_new_options=True,
            width="medium",
            help=_("Without a kind, everybody is asked."),
        ),
        "technique": column.TextColumn(_("Technique"), width="small", help=_("Interview, if nothing stands here.")),
    }


def _save(actor: Actor, project: Project, guide: Guide, many: Sequence[Question], focus: str) -> None:
    mine = {_("Focus of the study"): focus, _("Questions"): "\n".join(one.words for one in many)}
    keeping.save(
        NAME,
        mine,
        lambda: workbench.put_questions(actor, project.id, many, focus=focus, version=guide.version),
    )


def _bring_in(actor: Actor, project: Project, book: Codebook, guide: Guide) -> None:
    """Questions from a table, to be added behind those on screen: what is typed there is saved with them."""
    with st.expander(_("Bring in a table of questions"), icon=":material/upload_file:"):
        rows = table_file.given(NAME, project)
        if rows is None:
            st.caption(_("Columns: question, indicators, informants, technique. Nothing is stored yet."))
            return
        try:
            found, notices = workbench.read_question_table(actor, project.id, rows)
        except CodingError as problem:
            st.error(plain(tell(problem)))
            return
        for notice in notices:
            st.warning(plain(tell(notice)))
        shown = reduction.question_rows(book, found, language())
        heads = [_("No"), _("Question"), _("Indicators"), _("Informants asked")]
        looks.table(heads, [[str(cell) for cell in row] for row in shown], tight=[0], wide=True)
        told = ngettext("Add {n} question", "Add {n} questions", len(found)).format(n=number(len(found)))
        with st.container(horizontal=True):
            if st.button(told, type="primary", disabled=not found, key="take-questions"):
                table_file.put_away(NAME)
                _save(actor, project, guide, [*guide.questions, *found], guide.focus)
            st.button(_("Put away"), on_click=table_file.put_away, args=(NAME,), key="put-away-questions")


def by_kind(actor: Actor, project: Project, book: Codebook) -> None:
    """Who is asked about what: indicators by kinds of informants, with the numbers of the questions."""
    kinds = workbench.informant_kinds(actor, project.id)
    many = workbench.interview_guide(actor, project.id).questions
    if not kinds or not many:
        return
    st.subheader(_("Who is asked about what"))
    rows = [
        (f"{code.key} {code.label(language(), book.language)}", *(", ".join(map(str, each)) or "–" for each in asked))
        for code, asked in reduction.asked_by_kind(book, many, kinds)
    ]
    looks.table([_("Indicators"), *kinds], rows)
