"""While the database does not answer: what a browser sent stays there and comes again, and a page returns by itself."""

import streamlit as st

from coding.errors import CodingError, DatabaseAway, DatabaseBusy
from coding.ui import pulse, telling

LOOKED = "waiting_looked"
SECONDS = 2.0


def stays(problem: CodingError | None) -> bool:
    """Whether an operation is not answered at all: the browser keeps what nobody named, and sends it again."""
    return isinstance(problem, DatabaseAway | DatabaseBusy)


def offer(error: DatabaseAway) -> None:
    """Say it in the place of the page, and look again until the database is there."""
    telling.show(error)
    st.session_state[LOOKED] = False
    _look()


@st.fragment(run_every=pulse.CLOCK)
def _look() -> None:
    if st.session_state.get(LOOKED):
        st.rerun()
    st.session_state[LOOKED] = True
    pulse.beat("waiting", SECONDS)
