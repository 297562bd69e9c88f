"""What others say or decide meanwhile appears on the page by itself; what is being typed stays."""

from uuid import UUID

import streamlit as st

from coding.ui import pulse
from coding.workbench import Actor
from coding.workbench.talking import heard

SECONDS = 1.5
HEARD = "review-heard"


def begin(actor: Actor, project: UUID) -> None:
    """Note what the page shows, and look again every second or two."""
    st.session_state[HEARD] = (project, heard(actor, project))
    _look(actor, project)


@st.fragment(run_every=pulse.CLOCK)
def _look(actor: Actor, project: UUID) -> None:
    now = (project, heard(actor, project))
    if st.session_state.get(HEARD) != now:
        st.rerun()
    pulse.beat("review", SECONDS)
