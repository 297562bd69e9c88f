"""A split under way: one excerpt after the other, one key each, and carried out when the person says so."""

from dataclasses import replace
from functools import partial
from html import escape
from uuid import UUID, uuid4

import streamlit as st

from coding.model import Code, Codebook, Project
from coding.ui import code_acts, session
from coding.ui.words import N_, _, language, ngettext, number, plain
from coding.workbench import Actor
from coding.workbench.code_splits import (
    Choice,
    Split,
    decide_split,
    drop_split,
    list_splits,
    split_code,
    split_next,
)

CHOICES: tuple[tuple[Choice, str, str], ...] = (
    ("stays", N_("stays"), "1"),
    ("goes", N_("goes to the new code"), "2"),
    ("both", N_("both"), "3"),
    ("skip", N_("later"), "4"),
)
_STYLE = """<style>
.cs-words { margin: .2rem 0 .4rem; line-height: 1.6; white-space: pre-wrap; overflow-wrap: anywhere; }
.cs-words mark { background: color-mix(in srgb, #e69f00 28%, transparent); color: inherit; }
</style>"""


def show(actor: Actor, project: Project, book: Codebook, code: Code) -> None:
    """The splits of this code that were begun."""
    if not session.may("reshape_codebook"):
        return
    for one in list_splits(actor, project.id):
        if one.code == code.id:
            with st.container(border=True, key=f"codebook-splitting-{one.id}"):
                _one(actor, project, book, code, one)
            return


def _one(actor: Actor, project: Project, book: Codebook, code: Code, split: Split) -> None:
    old = code.label(language(), book.language)
    st.markdown(f"**{plain(_('Split “{old}”: “{new}” is made').format(old=old, new=split.name))}**")
    told = [
        ngettext("{n} left", "{n} left", split.left).format(n=number(split.left)),
        *(f"{_(label)}: {number(split.decided.get(choice, 0))}" for choice, label, _key in CHOICES),
    ]
    st.caption(plain(" · ".join(told)))
    excerpt = split_next(actor, project.id, split.id)
    if excerpt is not None:
        head = f"{excerpt.source_name}:{excerpt.coding.line_start} · {excerpt.speaker or '–'} · {excerpt.coder_name}"
        st.caption(plain(head))
        words = (
            f"{escape(excerpt.before[-120:])}<mark>{escape(excerpt.coding.quote)}</mark>{escape(excerpt.after[:120])}"
        )
        st.html(f'{_STYLE}<p class="cs-words">{words}</p>')
        with st.container(horizontal=True):
            for choice, label, key in CHOICES:
                st.button(
                    f"{key} · {_(label)}",
                    key=f"codebook-choice-{choice}",
                    shortcut=key,
                    on_click=_decide,
                    args=(actor, project, split.id, excerpt.coding.id, choice),
                )
    given = split.decided.get("goes", 0) + split.decided.get("both", 0)
    with st.container(horizontal=True):
        st.button(
            _("Carry the split out"),
            type="primary",
            key="codebook-split-do",
            disabled=not given,
            on_click=_carry_out,
            args=(actor, project, split),
        )
        st.button(_("Give the split up"), key="codebook-split-drop", on_click=_drop, args=(actor, project, split))


def _decide(actor: Actor, project: Project, split: UUID, coding: UUID, choice: Choice) -> None:
    op = uuid4()
    act = partial(decide_split, replace(actor, op=op), project.id, split, coding, choice)
    label = next(told for one, told, _key in CHOICES if one == choice)
    code_acts.do(act, op, _("Decided: {choice}.").format(choice=_(label)))


def _carry_out(actor: Actor, project: Project, split: Split) -> None:
    op = uuid4()
    act = partial(split_code, replace(actor, op=op), project.id, split.id)
    code_acts.do(act, op, _("“{name}” was split off.").format(name=split.name))


def _drop(actor: Actor, project: Project, split: Split) -> None:
    op = uuid4()
    act = partial(drop_split, replace(actor, op=op), project.id, split.id)
    code_acts.do(act, op, _("The split was given up."))
