"""A part of a page that looks again by itself, for what others do or a process beside it.

The browser asks, not Streamlit's clock (`run_every`): that one also asks between the wish for another page and
that page, is answered after it under the name of the page that was left, and clears what is there.
"""

from collections.abc import Callable
from functools import cache
from itertools import count
from typing import Any

import streamlit as st

CLOCK = 86_400
"""Seconds. It hardly ever strikes, but without a clock Streamlit runs no page anew after a lost connection."""

_beats = count()


@cache
def _component() -> Callable[..., Any]:
    # Known to Streamlit only where an app runs: made when it is first needed.
    return st.components.v2.component("coding.pulse", js="pulse.mjs", isolate_styles=False)


def due(seconds: float) -> dict[str, int]:
    """When to ask again, for a component of a fragment that asks itself: the one that is there costs no second one."""
    return {"after": round(seconds * 1000), "beat": next(_beats)}


def beat(what: str, seconds: float) -> None:
    """Have the fragment in which this is called, made with `run_every=CLOCK`, run again after so many seconds."""
    _component()(key=f"pulse-{what}", data=due(seconds), on_due_change=lambda: None)
