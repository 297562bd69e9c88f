"""Choosing what is compared: layers, unit, sources; and which measurement is open."""

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import AGREEMENT_UNITS, Agreement, AgreementUnit, Project
from coding.ui import agreement_words as words
from coding.ui import session, telling
from coding.ui.happenings import when
from coding.ui.words import _, ngettext, number, plain, told_apart
from coding.workbench import Actor
from coding.workbench.agreement import LayerFacts, finish_for, measure_agreement

OF = "of"


def choose(project: Project, kept: Sequence[Agreement], names: dict[UUID, str]) -> Agreement:
    """The measurement in the address, else the newest."""
    ids = {str(one.id): one for one in kept}
    told = told_apart({id_: _name(one, project, names) for id_, one in ids.items()})
    asked = st.query_params.get(OF, "")
    chosen = st.selectbox(
        _("Measurement"),
        list(ids),
        index=list(ids).index(asked) if asked in ids else 0,
        format_func=told.__getitem__,
        key="agreement-of",
        filter_mode=None,
    )
    if asked and chosen != asked:
        # What was open of the other measurement is not asked for any more.
        for name in ("at", "row", "column", "code"):
            st.query_params.pop(name, None)
    st.query_params[OF] = chosen
    return ids[chosen]


def _name(one: Agreement, project: Project, names: dict[UUID, str]) -> str:
    at = when(one.made_at, project.time_zone) if one.made_at else ""
    who = ", ".join(names.get(layer, "?") for layer in one.layers)
    return " · ".join(filter(None, (at, who, _(words.UNITS[one.unit]), one.note)))


def form(actor: Actor, project: Project, there: Sequence[LayerFacts]) -> None:
    """What is to be compared; each measurement is kept."""
    _unfinished(actor, project, there)
    facts = {one.layer.id: one for one in there}
    ready = [one.layer.id for one in there if one.finished]
    sources = {id_: name for name, id_ in workbench.source_names(actor, project.id).items()}
    with st.form("agreement-form", border=False):
        layers = st.multiselect(
            _("Coders and rounds"),
            list(facts),
            default=ready[:2],
            format_func=lambda id_: _layer(facts[id_]),
            placeholder=_("Choose at least two"),
            key="agreement-layers",
        )
        unit: AgreementUnit = st.segmented_control(
            _("What is compared"),
            AGREEMENT_UNITS,
            default="turn",
            format_func=lambda one: _(words.UNITS[one]),
            required=True,
            key="agreement-unit",
        )
        only = st.multiselect(
            _("Only in these texts"),
            list(sources),
            format_func=lambda id_: sources[id_],
            placeholder=_("All that two of them finished"),
            key="agreement-sources",
        )
        note = st.text_input(_("What this measurement is for"), max_chars=200, key="agreement-note")
        st.caption(
            _("A text counts for the coders who finished it: what they left without a code is then empty, not missing.")
        )
        pressed = st.form_submit_button(_("Measure and keep"), type="primary", icon=":material/balance:")
    if not pressed:
        return
    try:
        made = measure_agreement(actor, project.id, layers, unit, only=set(only) or None, note=note)
    except CodingError as problem:
        telling.show(problem)
        return
    st.session_state.pop("agreement-of", None)
    st.query_params[OF] = str(made)
    st.rerun()


def _layer(one: LayerFacts) -> str:
    many = ngettext("{n} text finished", "{n} texts finished", one.finished).format(n=number(one.finished))
    return plain(f"{one.layer.name} ({many})")


def _unfinished(actor: Actor, project: Project, there: Sequence[LayerFacts]) -> None:
    """Codings that came by a table were never said to be finished."""
    for one in there:
        if not one.open or not session.may("assign"):
            continue
        many = ngettext(
            "{name} coded in {n} text that is not marked as finished.",
            "{name} coded in {n} texts that are not marked as finished.",
            len(one.open),
        ).format(name=plain(one.layer.name), n=number(len(one.open)))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(many, width="content")
            if st.button(_("Mark them as finished"), key=f"finish-{one.layer.id}", icon=":material/done_all:"):
                finish_for(actor, project.id, one.layer.id, one.open)
                st.rerun()
