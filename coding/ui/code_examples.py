"""The excerpts chosen as examples of a code, and the choice of others."""

from dataclasses import replace
from functools import partial
from html import escape
from uuid import UUID, uuid4

import streamlit as st

from coding import workbench
from coding.model import Code, Excerpt, Project, Query
from coding.ui import code_acts, looks, session
from coding.ui.words import _, plain
from coding.workbench import Actor
from coding.workbench.code_splits import MOST_EXAMPLES, choose_example, chosen_examples

OFFERED = 10
"""So many excerpts of a code are offered as examples at once."""


def show(actor: Actor, project: Project, code: Code) -> None:
    """Up to three excerpts with where they stand; whoever may chooses among the code's excerpts."""
    if not code.codable:
        return
    chosen = chosen_examples(actor, project.id).get(code.id, [])
    may = session.may("edit_codebook")
    if chosen:
        looks.label(_("Excerpts as examples"))
    for one in chosen:
        _line(actor, project, one, chosen=True, may=may)
    if may and len(chosen) < MOST_EXAMPLES:
        with st.expander(_("Choose excerpts as examples"), icon=":material/format_quote:", key="codebook-examples"):
            there = {one.coding.id for one in chosen}
            query = Query(codes=(code.id,))
            found = workbench.find_excerpts(actor, project.id, query, limit=OFFERED + MOST_EXAMPLES)
            offered = [one for one in found if one.coding.id not in there][:OFFERED]
            if not offered:
                st.text(_("There is no other excerpt of this code."))
            for one in offered:
                _line(actor, project, one, chosen=False, may=may)


def _line(actor: Actor, project: Project, one: Excerpt, *, chosen: bool, may: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        place = f"{one.source_name}:{one.coding.line_start}"
        words = " ".join(one.coding.quote.split())
        st.html(f'<p class="lk-text">“{escape(words)}” <span class="lk-faint">{escape(place)}</span></p>')
        if may:
            label = _("Take away") if chosen else _("Choose")
            key, choice = f"codebook-example-{one.coding.id}", not chosen
            st.button(
                label, key=key, help=plain(words[:80]), on_click=_choose, args=(actor, project, one.coding.id, choice)
            )


def _choose(actor: Actor, project: Project, coding: UUID, chosen: bool) -> None:
    op = uuid4()
    act = partial(choose_example, replace(actor, op=op), project.id, coding, chosen=chosen)
    code_acts.do(act, op, _("Example chosen.") if chosen else _("Example taken away."))
