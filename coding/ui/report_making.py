"""What is on screen while a report is made: how far it is, and the way to stop it."""

from collections.abc import Callable

import streamlit as st

from coding.ui.words import _, plain


def making(key: str, words: str = "", *, forget: Callable[[], None] | None = None) -> Callable[[float, str], None]:
    """Put up the bar and the button that stops; gives what is to be told how far (0 to 1) the work is, and at what.

    `words` say what is made where it is no report; `forget` takes back what would have it begun again.
    """
    begun = words or _("Making the report …")
    with st.container(border=True):
        bar = st.progress(0.0, text=begun)
        # Pressing it begins a new run, which ends this one where it next tells how far it is: before anything is kept.
        st.button(_("Cancel"), icon=":material/stop_circle:", key=key, on_click=forget)

    def advance(share: float, name: str) -> None:
        bar.progress(min(share, 1.0), text=plain(name) or begun)

    return advance
