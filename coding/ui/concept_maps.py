"""Concept maps on their page: chosen, begun, drawn, read as text with what speaks for each relation, taken along."""

from uuid import UUID

import streamlit as st

from coding import workbench
from coding.errors import CodingError, NotFound
from coding.model import ConceptMap, Project
from coding.ui import concept_map_editor, concept_map_taking, concept_map_text, keeping, pulse, session, telling
from coding.ui.words import N_, _, language, plain
from coding.workbench import Actor, concept_maps
from coding.workbench.concept_map_starts import LEAST, Begin, Start

MAP = "map"
"""Which map, in the address."""

CHOSEN = "concept-map-chosen"
LAST = "concept-map-last"
NEW = "new"
EVERY = 10
"""Seconds after which the page looks for what others have drawn."""

BEGINS: dict[Begin | None, str] = {
    "cooccurrence": N_("Codes that stand on overlapping words"),
    "codebook": N_("The codebook"),
    "case": N_("One informant"),
    None: N_("Nothing: an empty map"),
}


def show(actor: Actor, project: Project) -> None:
    """The map that the address names, or the last one; where there is none, the way to the first."""
    there = concept_maps.list_maps(actor, project.id)
    chosen = _choose(there)
    if chosen is None:
        _begin(actor, project, bool(there))
        return
    _drawn(actor, project, chosen.id)


def _choose(there: list[ConceptMap]) -> ConceptMap | None:
    if not there:
        st.query_params.pop(MAP, None)
        return None
    names = {str(one.id): one for one in there}
    asked = st.query_params.get(MAP) or st.session_state.get(LAST, "")
    options = [*names, *([NEW] if session.may("reduce") else [])]
    if session.just_arrived() or st.session_state.get(CHOSEN) not in options:
        st.session_state[CHOSEN] = asked if asked in options else options[0]
    chosen: str = st.selectbox(
        _("Concept map"),
        options,
        format_func=lambda one: _("A new one") if one == NEW else plain(names[one].name),
        key=CHOSEN,
        width=420,
    )
    st.query_params[MAP] = st.session_state[LAST] = chosen
    return names.get(chosen)


# -- a new one ------------------------------------------------------------------------------------


def _begin(actor: Actor, project: Project, more: bool) -> None:
    if not more:
        st.write(
            plain(
                _(
                    "On a concept map you draw how codes, informants, memos, propositions and words of your own hang "
                    "together, and say which excerpts speak for each relation."
                )
            )
        )
    if not session.may("reduce"):
        st.text(_("No concept map has been drawn yet."))
        return
    coded = any(workbench.code_counts(actor, project.id).values())
    people = workbench.list_cases(actor, project.id)
    begins = [one for one in BEGINS if one in ("codebook", None) or (coded and (one != "case" or people))]
    with st.container(border=True, width=620):
        name = st.text_input(_("Name"), _("Concept map"), max_chars=200, key="concept-map-name")
        begin = st.radio(
            _("Drawn from, to begin with"), begins, format_func=lambda one: _(BEGINS[one]), key="concept-map-begin"
        )
        start = Start(begin) if begin else None
        if begin == "cooccurrence":
            least = st.selectbox(_("Together at least"), LEAST, 1, width=160, key="concept-map-least")
            start = Start(begin, int(least))
        elif begin == "case":
            keys = {one.id: one.key for one in people}
            case = st.selectbox(_("Informant"), list(keys), format_func=keys.__getitem__, width=240)
            start = Start(begin, case=case)
        if st.button(_("Begin the map"), type="primary", icon=":material/hub:"):
            try:
                made = concept_maps.begin_map(actor, project.id, name, start)
            except CodingError as problem:
                telling.show(problem)
            else:
                _go(made)


def _go(map_id: UUID | None) -> None:
    st.session_state.pop(CHOSEN, None)
    if map_id is None:
        st.query_params.pop(MAP, None)
    else:
        st.query_params[MAP] = str(map_id)
        st.session_state[CHOSEN] = str(map_id)
    st.rerun()


# -- one that is there ----------------------------------------------------------------------------


@st.fragment(run_every=pulse.CLOCK)
def _drawn(actor: Actor, project: Project, map_id: UUID) -> None:
    # A page that is open ends with its sign-in.
    session.actor()
    try:
        seen = concept_maps.concept_map(actor, project.id, map_id, language=language())
    except NotFound:
        _go(None)
        return
    book = workbench.codebook(actor, project.id)
    concept_map_editor.mount(actor, project, book, seen)
    with st.container(horizontal=True):
        concept_map_taking.show(actor, project, seen)
        if session.may("reduce"):
            _rename(actor, project, seen.map)
            _drop(actor, project, seen.map)
    concept_map_text.show(actor, project, book, seen)
    pulse.beat("map", EVERY)


def _rename(actor: Actor, project: Project, one: ConceptMap) -> None:
    what = f"concept-map-name-{one.id}"
    with st.popover(_("Rename"), icon=":material/edit:"):
        keeping.show_kept(what)
        key, before = keeping.form(what, one)
        with st.form(f"{key}-form", border=False):
            name = st.text_input(_("Name"), before.name, max_chars=200, key=key)
            if st.form_submit_button(_("Save"), type="primary"):
                try:
                    keeping.save(
                        what,
                        {_("Name"): name},
                        lambda: concept_maps.name_map(actor, project.id, one.id, name, version=before.version),
                    )
                except CodingError as problem:
                    telling.show(problem)


def _drop(actor: Actor, project: Project, one: ConceptMap) -> None:
    with st.popover(_("Delete"), icon=":material/delete:"):
        st.text(_("The map goes with all that stands on it. Undo brings it back."))
        if st.button(_("Delete the map"), key="concept-map-drop"):
            try:
                concept_maps.drop_map(actor, project.id, one.id)
            except CodingError as problem:
                telling.show(problem)
            else:
                _go(None)
