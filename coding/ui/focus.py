"""Where the caret goes: work by keys alone needs it in a field, and out of it again."""

import streamlit as st

component = st.components.v2.component("coding.focus", js="focus.mjs", isolate_styles=False)


def put(field: str, token: str) -> None:
    """Put the caret into the field in the container of this key, once for each token; without a field, take it out."""
    component(key="focus", data={"field": field, "token": token})
