"""Where the caret goes: work by keys alone needs it in a field, and out of it again."""

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st


@cache
def _component() -> Callable[..., Any]:
    # Known to Streamlit only where an app runs: made when it is first needed.
    return st.components.v2.component("coding.focus", js="focus.mjs", isolate_styles=False)


def put(field: str, token: str, at: int | None = None) -> None:
    """Put the caret into the field in the container of this key, once for each token; without a field, take it out.

    It stands at the end, or before so many code points, which come into view.
    """
    _component()(key="focus", data={"field": field, "token": token, "at": at})
