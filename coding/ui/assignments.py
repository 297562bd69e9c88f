"""Who codes what by when: on the project's page what is mine and what is everybody's; beside the text, where I am."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import get_args
from uuid import UUID
from zoneinfo import ZoneInfo

import streamlit as st

from coding import workbench
from coding.model import ALLOWED, Coder, Project, Unit
from coding.ui import looks, session, telling
from coding.ui.words import N_, _, day, moment, ngettext, number, percent, plain
from coding.workbench import Actor
from coding.workbench.assigning import (
    STUDENTS_SEE,
    Assigned,
    State,
    assign,
    begin_round,
    draw_sources,
    list_assignments,
    my_assignments,
    my_layers,
    show_others,
    unassign,
)

LAYER = "layer"
HERE = "assigned-here"
DRAWN = "assignments-drawn"
CHOSEN = "assign-sources"
MOST = 8
SHARES = (0.1, 0.15, 0.2, 0.25)
"""What is usually coded twice (O'Connor & Joffe 2020): a tenth to a quarter."""

STATES: dict[State, str] = {"waiting": N_("not begun"), "working": N_("working"), "finished": N_("finished")}
UNITS: dict[Unit | None, str] = {
    None: N_("any stretch of words"),
    "turn": N_("turn by turn"),
    "sentence": N_("sentence by sentence"),
    "paragraph": N_("paragraph by paragraph"),
}


# -- in which layer a page works ------------------------------------------------------------------


def in_layer(actor: Actor, project: UUID) -> Actor:
    """The actor in the round that the address names, where it is one of theirs."""
    wanted = st.query_params.get(LAYER)
    if wanted is None:
        return actor
    mine = [one.id for one in my_layers(actor, project) if one.kind == "round" and str(one.id) == wanted]
    return replace(actor, layer=mine[0]) if mine else actor


def told_here(actor: Actor, project: UUID, source: UUID) -> None:
    """In the side bar of the coding page: which round this is, and what was agreed about this source."""
    key = (project, source, actor.codes_in)
    kept = st.session_state.get(HERE)
    if not kept or kept[0] != key or session.just_arrived():
        there = [one for one in my_assignments(actor, project) if one.assignment.source == source]
        mine = next((one for one in there if one.layer.id == actor.codes_in), None)
        kept = st.session_state[HERE] = (key, my_layers(actor, project), mine)
    _key, layers, now = kept
    with st.sidebar:
        if len(layers) > 1:
            _choose_layer(actor, layers)
        if now is not None:
            st.caption(plain(" · ".join(_facts(now, _today(session.project())))))
            if now.assignment.note:
                st.caption(plain(now.assignment.note))


def _choose_layer(actor: Actor, layers: Sequence[Coder]) -> None:
    ids = [one.id for one in layers]
    names = {one.id: _("Round {n}").format(n=number(one.round)) for one in layers}
    chosen = st.selectbox(
        _("I code in"), ids, ids.index(actor.codes_in), format_func=names.__getitem__, key=f"layer-{actor.codes_in}"
    )
    if chosen != actor.codes_in:
        if chosen == actor.id:
            st.query_params.pop(LAYER, None)
        else:
            st.query_params[LAYER] = str(chosen)
        st.rerun()


# -- what is mine ---------------------------------------------------------------------------------


def mine(actor: Actor, project: Project) -> None:
    """What is assigned to the person at the screen and not done, as links into the text."""
    there = [one for one in my_assignments(actor, project.id) if one.state != "finished"]
    if not there:
        return
    today = _today(project)
    st.subheader(_("Assigned to you"))
    with st.container(gap="xxsmall", key="assigned-to-me"):
        for one in there[:MOST]:
            facts = plain(" · ".join(_facts(one, today, short=True)))
            shown = f":red[· {facts}]" if one.late(today) else f":gray[· {facts}]"
            layer = {LAYER: str(one.layer.id)} if one.layer.kind == "round" else {}
            where = {"source": one.source, **layer}
            st.page_link("pages/tagging.py", label=f"{plain(one.source)} {shown}", query_params=where)
        if len(there) > MOST:
            left = len(there) - MOST
            st.caption(ngettext("and {n} more source", "and {n} more sources", left).format(n=number(left)))


def _facts(one: Assigned, today: date, *, short: bool = False) -> list[str]:
    """What a person has to know of an assignment, the most urgent first; `short` for a line of a list."""
    due, facts = one.assignment.due, list[str]()
    if due:
        facts.append((_("late: was due {day}") if one.late(today) else _("due {day}")).format(day=day(due)))
    if one.layer.kind == "round":
        facts.append(_("Round {n}").format(n=number(one.layer.round)))
    if one.assignment.blind and one.state != "finished":
        facts.append(_("without seeing others"))
    if one.assignment.unit and not short:
        facts.append(_(UNITS[one.assignment.unit]))
    return [*facts, _(STATES[one.state])]


def _today(project: Project) -> date:
    return datetime.now(ZoneInfo(project.time_zone)).date()


# -- what is everybody's --------------------------------------------------------------------------


def show(actor: Actor, project: Project) -> None:
    """Who codes what, how far they are, and the ways to change that; alone, only another round of one's own."""
    there = list_assignments(actor, project.id)
    coders = _coders(actor, project.id)
    assigns = session.may("assign") and len(coders) > 1
    done = _finished(actor, project.id) if session.may("code") else {}
    if not there and not assigns and not done:
        return
    with st.expander(_("Who codes what"), icon=":material/assignment_ind:", key="assignments"):
        if there:
            _table(there, project)
        if assigns:
            _assign(actor, project, coders)
            if there:
                _take(actor, project, there)
        if done:
            _again(actor, project, done)
        if assigns and session.may("edit_project"):
            _students(actor, project)


def _coders(actor: Actor, project: UUID) -> list[Coder]:
    """Everybody who codes, and their further rounds."""
    there = [one for one in workbench.members(actor, project) if not one.left]
    people = {one.coder.id for one in there if one.role in ALLOWED["code"]}
    return [one.coder for one in there if one.coder.id in people or one.coder.person in people]


def _table(there: Sequence[Assigned], project: Project) -> None:
    today = _today(project)
    done = sum(one.state == "finished" for one in there)
    told = ngettext("{done} of {n} assignment is finished", "{done} of {n} assignments are finished", len(there))
    st.caption(told.format(done=number(done), n=number(len(there))))
    rows = [
        [
            one.source,
            one.layer.name,
            _(STATES[one.state]),
            day(one.assignment.due) + (f" · {_('late')}" if one.late(today) else "") if one.assignment.due else "",
            ", ".join([*([_("without seeing others")] if one.assignment.blind else []), _(UNITS[one.assignment.unit])]),
            moment(one.at, project.time_zone) if one.at else "",
            one.assignment.note,
        ]
        for one in there
    ]
    head = [_("Source"), _("Coder"), _("State"), _("Due"), _("How"), _("Last there"), _("Note")]
    looks.table(head, rows, tight=(1, 2), wide=True, height=420 if len(rows) > MOST else None)


def _assign(actor: Actor, project: Project, coders: Sequence[Coder]) -> None:
    names = {id_: name for name, id_ in workbench.source_names(actor, project.id).items()}
    st.text(_("Assign sources"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        share = st.selectbox(
            _("Draw at random"), SHARES, 1, format_func=percent, help=_("Within each kind of informant; at least 3.")
        )
        if st.button(_("Draw"), icon=":material/casino:", key="assign-draw"):
            seed = st.session_state.get(DRAWN, 0) + 1
            st.session_state[DRAWN] = seed
            st.session_state[CHOSEN] = draw_sources(actor, project.id, share, seed)
    chosen = st.multiselect(
        _("Sources"), list(names), format_func=names.__getitem__, key=CHOSEN, placeholder=_("Choose sources")
    )
    with st.form("assign", border=False):
        people = {one.id: one.name for one in coders}
        layer = st.selectbox(_("Coder"), list(people), format_func=people.__getitem__)
        with st.container(horizontal=True):
            due = st.date_input(_("Due"), None, format="DD/MM/YYYY")
            units = [None, *get_args(Unit)]
            unit = st.selectbox(_("Coded"), units, format_func=lambda one: _(UNITS[one]))
        blind = st.checkbox(
            _("Without seeing others until finished"),
            help=_("Codings, counts, suggestions and displays of others are hidden there. Needed for agreement."),
        )
        note = st.text_input(_("Note"), max_chars=400)
        pressed = st.form_submit_button(_("Assign"), icon=":material/assignment_add:")
    if pressed and telling.went(
        lambda: assign(actor, project.id, chosen, layer, due=due, blind=blind, unit=unit, note=note)
    ):
        st.rerun()


def _take(actor: Actor, project: Project, there: Sequence[Assigned]) -> None:
    with st.popover(_("Take assignments back"), icon=":material/assignment_return:"):
        chosen = st.multiselect(
            _("Assignments"),
            range(len(there)),
            format_func=lambda at: f"{there[at].source} · {there[at].layer.name}",
            placeholder=_("Choose assignments"),
        )
        if st.button(_("Take back"), disabled=not chosen, key="unassign"):

            def take() -> None:
                for layer in {there[at].layer.id for at in chosen}:
                    some = [there[at].assignment.source for at in chosen if there[at].layer.id == layer]
                    unassign(actor, project.id, some, layer)

            if telling.went(take):
                st.rerun()


def _finished(actor: Actor, project: UUID) -> dict[UUID, str]:
    """The sources that the person has finished in their newest round."""
    newest = replace(actor, layer=layers[-1].id) if len(layers := my_layers(actor, project)) > 1 else actor
    return {one.id: one.name for one in workbench.list_sources(newest, project) if one.finished}


def _again(actor: Actor, project: Project, done: dict[UUID, str]) -> None:
    with st.popover(_("Code once more"), icon=":material/repeat:"):
        st.write(_("A further round shows how far you agree with yourself: begin it some weeks after the first."))
        st.caption(_("It starts empty. What you coded before is hidden in these sources until you finish them again."))
        chosen = st.multiselect(
            _("Sources"), list(done), format_func=done.__getitem__, key="round-sources", placeholder=_("Choose sources")
        )
        if st.button(_("Begin the round"), type="primary", disabled=not chosen, key="begin-round"):
            made = list[Coder]()
            if telling.went(lambda: made.append(begin_round(actor, project.id, chosen))):
                where = {"source": done[chosen[0]], LAYER: str(made[0].id)}
                st.switch_page("pages/tagging.py", query_params=where)


def _students(actor: Actor, project: Project) -> None:
    now = bool(project.settings.get(STUDENTS_SEE))
    shown = st.checkbox(
        _("Students see what others coded"),
        now,
        help=_("Otherwise students see their own codings only. Where they code blind, they never see others'."),
        key=f"students-see-{project.version}",
    )
    if shown != now and telling.went(lambda: show_others(actor, project.id, shown, version=project.version)):
        st.rerun()
