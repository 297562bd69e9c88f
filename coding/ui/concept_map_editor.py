"""The concept map mounted: the browser component with what it is told, and what it sends done."""

from uuid import UUID

import streamlit as st

from coding.model import Codebook, Project
from coding.ui import channel, concept_map_text, concept_map_wire, session
from coding.workbench import Actor
from coding.workbench.concept_maps import Charted

HEARD = "concept-map-heard"

component = st.components.v2.component("coding.map", js="mapping.mjs", css="mapping.css", isolate_styles=False)


def key(map_id: UUID) -> str:
    """What Streamlit knows the mount of a map by."""
    return f"concept-map-{map_id}"


def mount(actor: Actor, project: Project, book: Codebook, seen: Charted) -> None:
    """Put the editor of a map on the page; what the browser sends is done before the page is drawn again."""
    name = channel.of_map(project.id, seen.map.id, actor.id)
    mounted = key(seen.map.id)

    def take() -> None:
        if not session.signed_in():
            return
        request = (st.session_state.get(mounted) or {}).get("ops")
        if isinstance(request, dict) and request.get("channel") == name:
            st.session_state[HEARD] = (name, concept_map_wire.do(actor, project.id, seen.map.id, request))
            if asked := concept_map_wire.asked_for(request, seen.map):
                st.session_state[concept_map_text.OPEN] = True
                st.session_state[concept_map_text.chosen_key(seen.map.id)] = asked

    heard = st.session_state.get(HEARD)
    acks = heard[1] if heard and heard[0] == name else []
    component(key=mounted, data=concept_map_wire.told(actor, project, book, seen, name, acks), on_ops_change=take)
