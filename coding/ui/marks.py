"""What a click on a mark of a picture opens: the excerpts it stands for."""

import streamlit as st

component = st.components.v2.component("coding.marks", js="marking.mjs", isolate_styles=False)


def opened(picture: str) -> str | None:
    """The query of the mark somebody has just clicked in the picture in the container of this key."""
    chosen = component(key=f"marks-{picture}", data={"picture": picture}, on_opened_change=_heard).opened
    ask = chosen.get("ask") if isinstance(chosen, dict) else None
    return ask if isinstance(ask, str) else None


def _heard() -> None:
    """Only with a listener does Streamlit send what was clicked."""
